// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/footprint.h"

#include <cmath>
#include <limits>

namespace tuilerie::raster {

namespace {

constexpr int steps = 20; ///< an edge's parts; its bend between them is far below a tile

// Bounding box of the rectangle's outline and inside; `whole` says whether every point has a place.
Extent boundsOf(const CrsTransform &transform, bool forward, const Extent &extent, bool &whole)
{
    std::vector<Point> points;
    points.reserve((steps + 1) * (steps + 1));
    for (int j = 0; j <= steps; ++j)
        for (int i = 0; i <= steps; ++i)
            points.push_back({extent.west + extent.width() * i / steps, extent.south + extent.height() * j / steps});
    whole = forward ? transform.forward(points) : transform.inverse(points);
    constexpr double huge = std::numeric_limits<double>::infinity();
    Extent bounds{huge, huge, -huge, -huge};
    for (const Point &p : points) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
            whole = false;
            continue;
        }
        bounds = {std::min(bounds.west, p.x), std::min(bounds.south, p.y), std::max(bounds.east, p.x),
            std::max(bounds.north, p.y)};
    }
    return bounds;
}

} // namespace

Result<FootprintProjector> FootprintProjector::create(const RenderSetup &render, const TileMatrix &matrix)
{
    FootprintProjector projector;
    projector.m_matrix = matrix;
    if (!render.gridCrs.isSameAs(render.sourceCrs)) {
        TUILERIE_TRY(transform, CrsTransform::create(render.gridCrs, render.sourceCrs));
        if (!transform.isIdentity())
            projector.m_toSource = std::make_shared<CrsTransform>(std::move(transform));
    }
    return projector;
}

std::vector<TileRange> FootprintProjector::tilesOf(const Extent &footprint) const
{
    if (footprint.isEmpty())
        return {};
    if (!m_toSource) {
        const TileRange range = m_matrix.rangeOf(footprint);
        return range.isEmpty() ? std::vector<TileRange>{} : std::vector<TileRange>{range};
    }
    bool whole = true;
    const Extent bounds = boundsOf(*m_toSource, false, footprint, whole);
    if (whole) {
        // The outline bends a little between its points.
        const double slackX = bounds.width() / (steps * steps * 8);
        const double slackY = bounds.height() / (steps * steps * 8);
        const TileRange range = m_matrix.rangeOf(bounds.grown(slackX, slackY));
        return range.isEmpty() ? std::vector<TileRange>{} : std::vector<TileRange>{range};
    }
    std::vector<TileRange> ranges;
    collectTouched(footprint, m_matrix.rangeOf(m_matrix.extent()), 0, ranges);
    return ranges;
}

bool FootprintProjector::mayTouch(const Extent &footprint, const TileRange &range) const
{
    bool whole = true;
    const Extent bounds = boundsOf(*m_toSource, true, m_matrix.rangeExtent(range), whole);
    if (bounds.east < bounds.west)
        return false;
    return bounds.grown(bounds.width() / 100, bounds.height() / 100).intersects(footprint);
}

void FootprintProjector::collectTouched(
    const Extent &footprint, const TileRange &range, int depth, std::vector<TileRange> &out) const
{
    if (range.isEmpty())
        return;
    // The bounds of a block that is a large part of the grid say little (its points may all lie outside the CRS's use): it
    // is cut.
    constexpr int alwaysCut = 5;
    if (depth >= alwaysCut && !mayTouch(footprint, range))
        return;
    if (range.count() == 1 || (depth >= alwaysCut && range.count() <= 16)) {
        if (depth < alwaysCut && !mayTouch(footprint, range))
            return;
        out.push_back(range);
        return;
    }
    const qint64 midCol = (range.minCol + range.maxCol) / 2;
    const qint64 midRow = (range.minRow + range.maxRow) / 2;
    collectTouched(footprint, {range.minCol, range.minRow, midCol, midRow}, depth + 1, out);
    collectTouched(footprint, {midCol + 1, range.minRow, range.maxCol, midRow}, depth + 1, out);
    collectTouched(footprint, {range.minCol, midRow + 1, midCol, range.maxRow}, depth + 1, out);
    collectTouched(footprint, {midCol + 1, midRow + 1, range.maxCol, range.maxRow}, depth + 1, out);
}

} // namespace tuilerie::raster
