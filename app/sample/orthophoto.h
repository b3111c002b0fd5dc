// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commune.h"

#include <QString>

namespace tuilerie::sample {

struct OrthophotoOptions
{
    QString folder;
    int tilesX = 4, tilesY = 4;
    int tilePixels = 1000;                           ///< width and height of a tile
    double cellSize = 0.5;                           ///< metres
    QString compression = QStringLiteral("DEFLATE"); ///< of GDAL's GTiff driver; NONE, JPEG, LZW…
    int threads = 1;
};

/// Writes tilesX × tilesY GeoTIFF tiles (RGB, EPSG:2154) of the plan, from its top-left corner. False with a line on stderr.
bool writeOrthophoto(const OrthophotoOptions &options, uint32_t seed, const Plan &plan, const Terrain &terrain);

} // namespace tuilerie::sample
