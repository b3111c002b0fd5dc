// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"

#include <map>

namespace tuilerie {

/// The 71 tile matrix sets of the Géoplateforme, expanded from resources/tilematrixsets/grids.json at first use. That table
/// names families (cell sizes that halve from `firstCell`, matrix sizes that halve from the finest, rounded up, and what
/// deviates from it) and the grids made of them: the first `levels` levels of a family in some CRS. Figures that the halving
/// gives are rounded to 15 significant digits, as they are published. Private to the room; safe to use from any thread.
class BundledGrids
{
public:
    static const std::map<QString, TileMatrixSet> &all();

private:
    static TileMatrixSet expand(const QJsonObject &grid, const QJsonObject &family);
};

} // namespace tuilerie
