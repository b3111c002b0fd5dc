// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

#include <vector>

namespace tuilerie {

/// The files that cannot be in one pyramid with the others, because their values would change or be shown as what they are
/// not: colours (three bands and more, or a palette) beside values of another type. Single bands of several types are
/// measures, which one type holds; bytes of all kinds are levels. Most files decide which ones are odd. Positions in
/// `tiles`, ascending; those with a problem are not among them. The checks find them, the raster engine refuses them.
std::vector<size_t> oddTypes(const std::vector<RasterTile> &tiles);

} // namespace tuilerie
