// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/tilematrixset.h"

namespace tuilerie {

// The Web Mercator square: all of EPSG:3857's world in 2^z × 2^z tiles, the addresses of web maps, PMTiles and MBTiles (OGC
// 17-083r2, annex D.1, "WebMercatorQuad"). Any thread.

/// z where a level of a grid in EPSG:3857 is that square, −1 otherwise.
int webMercatorZoom(const TileMatrix &matrix);
/// Whether the grid's CRS is EPSG:3857.
Result<bool> isInWebMercator(const TileMatrixSet &grid);

} // namespace tuilerie
