// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/filelist.h"
#include "source/rastersource.h"

#include <vector>

namespace tuilerie {

/// What one file's header says. Never fails: a file that cannot be opened comes back with its `problem`. Thread-safe.
RasterTile readRasterHeader(const FileEntry &file);

/// The headers of the files at `which` into `tiles` at the same places, by several threads. Cancelled or Paused when
/// `control` says so; reports step "index".
Status readRasterHeaders(const std::vector<FileEntry> &files, const std::vector<size_t> &which,
    std::vector<RasterTile> &tiles, WorkControl &control);

} // namespace tuilerie
