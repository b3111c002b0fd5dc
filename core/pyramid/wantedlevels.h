// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"

namespace tuilerie {

// What the parameters of every pyramid must keep to, whoever makes it; Invalid (or Unsupported) with a sentence that says
// what to give instead. Any thread.

/// The index of the level that is named, such as "12".
Result<int> wantedLevel(const TileMatrixSet &grid, const QString &id);

/// `top` is not below `bottom`; both are indexes into the grid's levels.
Status checkLevelOrder(const TileMatrixSet &grid, int top, int bottom);

/// All levels from `top` to `bottom` have tiles of one size in pixels, as slabs that are made of one another need.
Status checkTileSizes(const TileMatrixSet &grid, int top, int bottom);

/// A slab's width and height in tiles (docs/rok4.md §5.1).
Status checkSlabSize(int width, int height);

} // namespace tuilerie
