// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/preview.h"

namespace tuilerie {

Result<PointCloudPreview> makePreview(const QStringList &, PreviewLevel, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("not there yet"));
}

} // namespace tuilerie
