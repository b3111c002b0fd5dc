// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/export/exportplan.h"

namespace tuilerie {

/// One tile of the export.
struct TilePlace
{
    size_t level = 0; ///< index into the plan's levels
    qint64 col = 0;
    qint64 row = 0;
    quint64 key = 0; ///< grows along the walk
};

/// All tiles within the limits of a plan's levels, in one order, from any place on. The plan must live longer.
class TileWalk
{
public:
    virtual ~TileWalk() = default;
    /// Goes on with the first tile whose key is not below this one.
    virtual void seek(quint64 key) = 0;
    /// False behind the last one.
    virtual bool next(TilePlace &place) = 0;

    /// Level by level, row by row; keys count the tiles.
    static std::unique_ptr<TileWalk> byRows(const ExportPlan &plan);
    /// Level by level along the Hilbert curve; keys are the tile ids of PMTiles v3 (§4.1 "Tile ID"). Zooms are those of the
    /// Web Mercator grid. Memory and time do not grow with what lies outside of the limits.
    static std::unique_ptr<TileWalk> alongHilbert(const ExportPlan &plan);
};

/// The tile id of PMTiles v3.
quint64 pmTilesId(int zoom, qint64 col, qint64 row);

} // namespace tuilerie
