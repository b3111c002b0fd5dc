// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/webmercator.h"

#include "grid/crs.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace tuilerie {

namespace {

// Half the width of the Web Mercator square (EPSG:3857), in metres.
constexpr double mercatorEdge = 6378137 * std::numbers::pi;

} // namespace

int webMercatorZoom(const TileMatrix &matrix)
{
    const Extent extent = matrix.extent();
    const double tolerance = 0.01 * matrix.cellSize;
    const auto isNear = [&](double value, double wanted) { return std::abs(value - wanted) < std::max(tolerance, 1e-3); };
    const auto size = quint64(matrix.matrixWidth);
    if (matrix.matrixWidth != matrix.matrixHeight || matrix.tileWidth != matrix.tileHeight || !std::has_single_bit(size)
        || !isNear(extent.west, -mercatorEdge) || !isNear(extent.north, mercatorEdge) || !isNear(extent.east, mercatorEdge)
        || !isNear(extent.south, -mercatorEdge))
        return -1;
    return std::countr_zero(size);
}

Result<bool> isInWebMercator(const TileMatrixSet &grid)
{
    TUILERIE_TRY(crs, Crs::fromText(grid.crs()));
    TUILERIE_TRY(mercator, Crs::fromText(QStringLiteral("EPSG:3857")));
    return crs.isSameAs(mercator);
}

} // namespace tuilerie
