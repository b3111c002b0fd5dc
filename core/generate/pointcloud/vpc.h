// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/cloudscan.h"

namespace tuilerie::pointcloud {

/// A virtual point cloud: a STAC FeatureCollection over COPC files (STAC 1.0.0, point cloud and projection extensions), as
/// QGIS and iTowns read it. `files`: their heads; `hrefs`: relative to the VPC; `overview`: of a thinned COPC of all, may be
/// empty.
Result<QByteArray> vpcDescription(const std::vector<CloudInput> &files, const QStringList &hrefs, const QString &overview);

/// A COPC for each input in the folder FILE of FILE.vpc, COPC inputs as they are, the overview and the index. Of an ancestor
/// the COPCs of inputs that have not changed are taken, as the same files (vpcancestor.h).
Result<PointCloudResult> generateVpc(
    const PointCloudParams &params, WorkControl &control, const PyramidVersion &version = {});

} // namespace tuilerie::pointcloud
