// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "source/filelist.h"

#include <vector>

namespace tuilerie {

/// Findings on LAS, LAZ, COPC, EPT and VPC: files, coordinate reference system, header against content, points, and the lot
/// as a whole (check/pointcloud/cloudrules.h lists the rules). Points are decoded on all cores, up to 200 million; of larger
/// lots a sample of chunks spread over every file; `isBeforeWork` as CheckScope has it: about 3 % of them. With `assignCrs`
/// a missing CRS is none. Paused or Cancelled when the control asks to stop.
Result<std::vector<Finding>> checkPointCloudFiles(
    const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control, bool isBeforeWork = false);

} // namespace tuilerie
