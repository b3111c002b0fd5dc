// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "source/filelist.h"

#include <vector>

namespace tuilerie {

/// Findings of all vector rules (vector/vectorcheck.h has the list) on all layers of the files. Every feature is read once,
/// on all cores. With `assignCrs` a missing CRS is none, and another CRS than it is told. Paused or Cancelled when
/// the control asks to stop.
Result<std::vector<Finding>> checkVectorFiles(
    const std::vector<FileEntry> &files, const QString &assignCrs, WorkControl &control);

} // namespace tuilerie
