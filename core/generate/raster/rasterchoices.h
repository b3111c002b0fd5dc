// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterprofile.h"

#include <functional>

namespace tuilerie::raster {

/// Size of a source cell in the grid's CRS, as one number for both axes: the median over what the grid can show of the data
/// set. Invalid when that is nothing.
Result<double> sourceCellSizeInGrid(const RenderSetup &render, const TileMatrixSet &grid);

/// Top and bottom as the parameters name them; else the grid's first level, and the one whose cells are nearest to what
/// `cellSize` gives, in units of the grid's CRS.
Status chooseLevels(RasterProfile &profile, const std::function<Result<double>()> &cellSize);

/// Sample type, channels, nodata, stretch: what the parameters leave open is taken from the data, within what the format
/// allows.
Status choosePixels(RasterProfile &profile, WorkControl &control);

} // namespace tuilerie::raster
