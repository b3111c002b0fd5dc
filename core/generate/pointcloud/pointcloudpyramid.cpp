// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"

#include <QCoreApplication>

namespace tuilerie {

Result<PointCloudResult> generatePointCloud(const PointCloudParams &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QCoreApplication::translate("tuilerie::PointCloudPyramid", "Point cloud pyramids are not there yet."));
}

Result<PyramidEstimate> estimatePointCloud(const PointCloudParams &, WorkControl &)
{
    return fail(ErrorCode::Unsupported, QCoreApplication::translate("tuilerie::PointCloudPyramid", "Point cloud pyramids are not there yet."));
}

} // namespace tuilerie
