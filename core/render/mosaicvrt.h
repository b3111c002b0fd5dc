// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

namespace tuilerie {

/// The data set as one GDAL VRT, written from the source's index without opening any file (GDAL opens each when it is
/// drawn). Palettes are expanded to RGB; a last band of transparency says where there are data. Files in another CRS than
/// the mosaic's are left out. Blocks; any thread.
/// `overview`: a raster of the same bands that shows the same from afar, empty for none.
QByteArray mosaicVrt(const RasterSource &source, const QString &overview = {});
/// Whether its last band is transparency.
bool mosaicHasTransparency(const RasterInfo &info);

/// A folder in the user's cache, named after the files' list, sizes and dates: what is in it is of just these files.
QString mosaicFolder(const RasterSource &source);
/// The VRT without overview as a file in it; written only when it is not there.
Result<QString> mosaicVrtFile(const RasterSource &source);

} // namespace tuilerie
