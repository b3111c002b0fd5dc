// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/blockrenderer.h"

namespace tuilerie::raster {

/// Finds the tiles of one level that a source file can touch. Where a part of the file has no place in the grid's CRS (the
/// poles in web Mercator), tiles are looked up the other way round, from the grid to the sources. Not thread-safe.
class FootprintProjector
{
public:
    static Result<FootprintProjector> create(const RenderSetup &render, const TileMatrix &matrix);

    /// Ranges that together hold every tile with a pixel of this extent (source CRS); they may hold a few tiles more.
    std::vector<TileRange> tilesOf(const Extent &footprint) const;

private:
    void collectTouched(const Extent &footprint, const TileRange &range, int depth, std::vector<TileRange> &out) const;
    bool mayTouch(const Extent &footprint, const TileRange &range) const;

    TileMatrix m_matrix;
    std::shared_ptr<CrsTransform> m_toSource; ///< from the grid's CRS; null when they are the same
};

} // namespace tuilerie::raster
