// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/filelist.h"
#include "source/rastersource.h"

#include <optional>
#include <vector>

namespace tuilerie {

/// The headers of the files as they were kept for these paths; those whose file, or a sidecar of it, changed since are left
/// unset. The result has one entry for each of `files`. A cache that is missing, damaged or of another version gives only
/// unset ones.
std::vector<std::optional<RasterTile>> loadIndexCache(const QStringList &paths, const std::vector<FileEntry> &files);

/// Keeps them for the next opening, in $XDG_CACHE_HOME/tuilerie/rasterindex. Failing to is no error: the next opening is
/// slower.
void saveIndexCache(const QStringList &paths, const std::vector<RasterTile> &tiles);

} // namespace tuilerie
