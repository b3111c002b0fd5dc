// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/tilematrixset.h"

#include <cmath>

namespace tuilerie {

namespace {

// A coordinate that misses a tile's edge by less than this part of a pixel lies on the edge: sources are rarely written with
// more digits, and a column of tiles that are all nodata helps nobody.
constexpr double edgeTolerance = 1e-6;

// The tiles that the interval [from, to[ (distances from the origin, in CRS units) touches, clipped to 0…count−1.
std::pair<qint64, qint64> touched(double from, double to, double tileSpan, double tolerance, qint64 count)
{
    const double first = std::floor((from + tolerance) / tileSpan);
    const double last = std::ceil((to - tolerance) / tileSpan) - 1;
    // Clipped as doubles: a huge extent does not fit an integer.
    return {qint64(std::clamp(first, 0.0, double(count))), qint64(std::clamp(last, -1.0, double(count - 1)))};
}

} // namespace

Extent TileMatrix::extent() const
{
    return rangeExtent({0, 0, matrixWidth - 1, matrixHeight - 1});
}

Extent TileMatrix::tileExtent(qint64 col, qint64 row) const
{
    return rangeExtent({col, row, col, row});
}

Extent TileMatrix::rangeExtent(const TileRange &range) const
{
    if (range.isEmpty())
        return {};
    const double spanX = cellSize * tileWidth;
    const double spanY = cellSize * tileHeight;
    return {origin.x + double(range.minCol) * spanX, origin.y - double(range.maxRow + 1) * spanY,
        origin.x + double(range.maxCol + 1) * spanX, origin.y - double(range.minRow) * spanY};
}

TileRange TileMatrix::rangeOf(const Extent &extent) const
{
    if (extent.isEmpty())
        return {};
    const double tolerance = edgeTolerance * cellSize;
    TileRange range;
    std::tie(range.minCol, range.maxCol) =
        touched(extent.west - origin.x, extent.east - origin.x, cellSize * tileWidth, tolerance, matrixWidth);
    std::tie(range.minRow, range.maxRow) =
        touched(origin.y - extent.north, origin.y - extent.south, cellSize * tileHeight, tolerance, matrixHeight);
    return range.isEmpty() ? TileRange{} : range;
}

} // namespace tuilerie
