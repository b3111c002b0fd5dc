// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "source/filelist.h"

#include <vector>

namespace tuilerie {

/// Findings on LAS and LAZ files by their headers: unreadable or truncated, no points, missing or mixed CRS, extent outside the
/// CRS's area of use. With `assignCrs` a missing CRS is none.
std::vector<Finding> checkPointCloudFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control);

} // namespace tuilerie
