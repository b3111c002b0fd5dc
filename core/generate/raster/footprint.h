// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/blockrenderer.h"

#include <optional>

namespace tuilerie::raster {

/// Finds the tiles of one level that a source file can touch, in every turn of a world that comes round. Where a part of the
/// file has no place in the grid's CRS, or the grid's world is torn within it (the poles in web Mercator), tiles are looked
/// up the other way round, from the grid to the sources. Not thread-safe.
class FootprintProjector
{
public:
    static Result<FootprintProjector> create(const RenderSetup &render, const TileMatrix &matrix);

    /// Ranges that together hold every tile with a pixel of this extent (source CRS); they may hold a few tiles more.
    std::vector<TileRange> tilesOf(const Extent &footprint) const;

private:
    void collectTouched(const Extent &footprint, const TileRange &range, int depth, std::vector<TileRange> &out) const;
    bool mayTouch(const Extent &footprint, const TileRange &range) const;
    std::optional<Extent> wholeBounds(const Extent &footprint) const;
    void addTurns(const Extent &extent, std::vector<TileRange> &out) const;

    TileMatrix m_matrix;
    double m_gridTurn = 0;                    ///< Crs::turn() of the grid's CRS
    double m_sourceTurn = 0;                  ///< and of the sources'
    std::shared_ptr<CrsTransform> m_toSource; ///< from the grid's CRS; null when they are the same
};

} // namespace tuilerie::raster
