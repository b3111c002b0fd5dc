// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"
#include "pyramid/descriptor.h"

#include <QString>
#include <functional>
#include <vector>

namespace tuilerie::test {

/// A level of a RAW or ZIP pyramid (or a raster file) as one image, read by GDAL: band after band, as double. What no slab
/// holds is −1.
struct LevelImage
{
    int width = 0;
    int height = 0;
    int bands = 0;
    Extent extent;
    std::vector<double> values;
    double at(int band, int x, int y) const
    {
        return values[(size_t(band) * size_t(height) + size_t(y)) * size_t(width) + size_t(x)];
    }
};

/// The tiles of the level's limits, or those of `part`. Without bands when something cannot be read.
LevelImage readLevel(
    const QString &descriptorPath, const QString &level, bool mask = false, const TileRange *part = nullptr);
LevelImage readFile(const QString &path);
/// GDAL's own warp of files onto the same pixels; the last band is alpha.
LevelImage warpLike(const QStringList &files, const QString &crs, const LevelImage &like, const QString &kernel);
/// Peak signal-to-noise ratio over pixels that are at least `margin` inside where `other`'s last band is 255.
double psnrInside(const LevelImage &image, const LevelImage &other, int margin);
/// Writes a GTiff of bytes or floats (as `isFloat`), pixel values from a function of band, column and row. Cells are square
/// unless they have a height of their own.
bool writeRaster(const QString &path, const QString &crs, double west, double north, double cell, int width, int height,
    int bands, bool isFloat, const std::function<double(int, int, int)> &value, const double *nodata = nullptr,
    double cellHeight = 0);

} // namespace tuilerie::test
