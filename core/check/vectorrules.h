// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "source/filelist.h"

#include <vector>

namespace tuilerie {

/// Findings on vector files: unreadable, empty layers, missing CRS, extent outside the CRS's area of use.
/// With `assignCrs` a missing CRS is none.
std::vector<Finding> checkVectorFiles(const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control);

} // namespace tuilerie
