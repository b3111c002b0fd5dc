// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/footprint.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tuilerie::raster {

namespace {

constexpr int steps = 20;     ///< an edge's parts; its bend between them is far below a tile
constexpr int blockSteps = 8; ///< those of a block of tiles

/// A lattice over a rectangle, rows of count + 1 points from the south-west.
std::vector<Point> latticeOf(const Extent &extent, int count)
{
    std::vector<Point> points;
    points.reserve(size_t(count + 1) * size_t(count + 1));
    for (int j = 0; j <= count; ++j)
        for (int i = 0; i <= count; ++i)
            points.push_back({extent.west + extent.width() * i / count, extent.south + extent.height() * j / count});
    return points;
}

bool isFinite(Point p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

/// The turn of x that is the nearest to `near`.
double turnedTo(double near, double x, double turn)
{
    return turn > 0 ? near + std::remainder(x - near, turn) : x;
}

} // namespace

Result<FootprintProjector> FootprintProjector::create(const RenderSetup &render, const TileMatrix &matrix)
{
    FootprintProjector projector;
    projector.m_matrix = matrix;
    projector.m_gridTurn = render.gridCrs.turn();
    projector.m_sourceTurn = render.sourceCrs.turn();
    if (!render.gridCrs.isSameAs(render.sourceCrs)) {
        TUILERIE_TRY(transform, CrsTransform::create(render.gridCrs, render.sourceCrs));
        if (!transform.isIdentity())
            projector.m_toSource = std::make_shared<CrsTransform>(std::move(transform));
    }
    return projector;
}

/// The tiles of a rectangle of the grid's CRS, wherever its turns reach into the grid.
void FootprintProjector::addTurns(const Extent &extent, std::vector<TileRange> &out) const
{
    const Extent grid = m_matrix.extent();
    double first = 0, last = 0;
    if (m_gridTurn > 0) {
        first = std::floor((grid.west - extent.east) / m_gridTurn) + 1;
        last = std::ceil((grid.east - extent.west) / m_gridTurn) - 1;
    }
    for (double turn = first; turn <= last; ++turn) {
        Extent turned = extent;
        turned.west += turn * m_gridTurn;
        turned.east += turn * m_gridTurn;
        if (const TileRange range = m_matrix.rangeOf(turned); !range.isEmpty())
            out.push_back(range);
    }
}

std::vector<TileRange> FootprintProjector::tilesOf(const Extent &footprint) const
{
    std::vector<TileRange> ranges;
    if (footprint.isEmpty())
        return ranges;
    if (!m_toSource)
        addTurns(footprint, ranges);
    else if (const auto bounds = wholeBounds(footprint))
        addTurns(*bounds, ranges);
    else
        collectTouched(footprint, m_matrix.rangeOf(m_matrix.extent()), 0, ranges);
    return ranges;
}

/// The footprint's bounds in the grid's CRS, in one piece, perhaps beyond the end of its world; unset where it has no place
/// there, or not one that is whole: over a pole, or across a seam that no turn mends.
std::optional<Extent> FootprintProjector::wholeBounds(const Extent &footprint) const
{
    std::vector<Point> points = latticeOf(footprint, steps);
    if (!m_toSource->inverse(points) || !std::all_of(points.begin(), points.end(), isFinite))
        return {};
    constexpr size_t width = steps + 1;
    std::vector<double> lengths;
    const auto follow = [&](const Point &from, Point &to) {
        to.x = turnedTo(from.x, to.x, m_gridTurn);
        lengths.push_back(std::hypot(to.x - from.x, to.y - from.y));
    };
    for (size_t i = 1; i < points.size(); ++i)
        follow(points[i % width == 0 ? i - width : i - 1], points[i]);
    for (size_t i = width; i < points.size(); ++i)
        lengths.push_back(std::hypot(points[i].x - points[i - width].x, points[i].y - points[i - width].y));
    constexpr double most = 8; // times as long as usual is a tear
    const auto middle = lengths.begin() + std::ptrdiff_t(lengths.size() / 2);
    std::nth_element(lengths.begin(), middle, lengths.end());
    if (*std::max_element(lengths.begin(), lengths.end()) > most * *middle)
        return {};
    Extent bounds{points[0].x, points[0].y, points[0].x, points[0].y};
    for (const Point &p : points)
        bounds = {std::min(bounds.west, p.x), std::min(bounds.south, p.y), std::max(bounds.east, p.x),
            std::max(bounds.north, p.y)};
    // The outline bends a little between its points.
    return bounds.grown(bounds.width() / (steps * steps * 8), bounds.height() / (steps * steps * 8));
}

bool FootprintProjector::mayTouch(const Extent &footprint, const TileRange &range) const
{
    std::vector<Point> points = latticeOf(m_matrix.rangeExtent(range), blockSteps);
    m_toSource->forward(points);
    constexpr size_t width = blockSteps + 1;
    for (size_t j = 0; j < blockSteps; ++j) {
        for (size_t i = 0; i < blockSteps; ++i) {
            const size_t at = j * width + i;
            std::array<Point, 4> ring{points[at], points[at + 1], points[at + width + 1], points[at + width]};
            const auto finite = std::count_if(ring.begin(), ring.end(), isFinite);
            if (finite == 0)
                continue;
            if (finite < 4)
                return true; // the end of what the sources' CRS can show: a closer look will tell
            for (size_t k = 1; k < 4; ++k)
                ring[k].x = turnedTo(ring[k - 1].x, ring[k].x, m_sourceTurn);
            if (m_sourceTurn > 0 && std::abs(ring[0].x - ring[3].x) > m_sourceTurn / 2)
                return true; // a way around that does not come back holds a pole
            Extent bounds{ring[0].x, ring[0].y, ring[0].x, ring[0].y};
            for (const Point &p : ring)
                bounds = {std::min(bounds.west, p.x), std::min(bounds.south, p.y), std::max(bounds.east, p.x),
                    std::max(bounds.north, p.y)};
            // It bends between them.
            bounds = bounds.grown(bounds.width() / 4, bounds.height() / 4);
            if (m_sourceTurn > 0) {
                const double shift = m_sourceTurn * std::ceil((footprint.west - bounds.east) / m_sourceTurn);
                bounds.west += shift;
                bounds.east += shift;
            }
            if (bounds.intersects(footprint))
                return true;
        }
    }
    return false;
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
