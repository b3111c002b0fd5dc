// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace tuilerie::test {

/// One band of a raster file, read by GDAL, north up.
struct RasterImage
{
    int width = 0, height = 0;
    double west = 0, north = 0, cell = 0;
    double nodata = 0;
    QString crs; ///< the authority's code
    int overviews = 0;
    QString layout, type;
    std::vector<float> values;
    float at(int column, int row) const { return values[size_t(row) * size_t(width) + size_t(column)]; }
};
RasterImage readImage(const QString &path, int band = 1); ///< of width 0 when it cannot be read

} // namespace tuilerie::test
