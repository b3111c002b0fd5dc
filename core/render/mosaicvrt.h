// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

namespace tuilerie {

/// The data set as one GDAL VRT, written from the source's index without opening any file (GDAL opens each when it is
/// drawn). Palettes are expanded to RGB; a last band of transparency says where there are data. Files in another CRS than
/// the mosaic's are left out. Blocks; any thread.
QByteArray mosaicVrt(const RasterSource &source);

/// The same as a file in the user's cache, named after the files' list, sizes and dates; written only when it is not there.
Result<QString> mosaicVrtFile(const RasterSource &source);

} // namespace tuilerie
