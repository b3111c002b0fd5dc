// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pointcloudlayer.h"

namespace tuilerie {

const QList<PointClass> &pointClasses()
{
    static const QList<PointClass> classes;
    return classes;
}

PointClass pointClass(int value)
{
    return {value, QString::number(value), Qt::gray};
}

QJsonObject PointCloudStyle::toJson() const { return {}; }
PointCloudStyle PointCloudStyle::fromJson(const QJsonObject &) { return {}; }

Result<std::unique_ptr<MapLayer>> openPointCloudLayer(const QString &, const QString &, const QString &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("not there yet"));
}

void setPointCloudStyle(MapLayer &, const PointCloudStyle &) {}
PointCloudStyle pointCloudStyle(const MapLayer &) { return {}; }
PointCloudFacts pointCloudFacts(const MapLayer &) { return {}; }

} // namespace tuilerie
