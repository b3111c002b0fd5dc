// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/verifycopc.h"

namespace tuilerie {

Result<PointCloudVerification> verifyPointCloud(const QString &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("not there yet"));
}

Result<PointSum> sumOfPoints(const QStringList &, const QString &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("not there yet"));
}

QJsonObject PointCloudVerification::toJson() const
{
    return {};
}

} // namespace tuilerie
