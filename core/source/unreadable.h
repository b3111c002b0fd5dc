// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "source/fileformat.h"

namespace tuilerie {

/// The error for a file that no driver of the wanted kind opens, with the reason that can be found: NotFound, Denied,
/// Invalid (it holds data of another kind, or tiles of a GeoPackage), Corrupt. `gdalText` becomes the detail. Any thread.
Error unreadableFile(const QString &path, SourceKind wanted, const QString &gdalText);

} // namespace tuilerie
