// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterprofile.h"

#include <functional>

namespace tuilerie::raster {

/// Size of a source cell in the grid's CRS, measured at the middle of the data set (their mean over both axes).
Result<double> sourceCellSizeInGrid(const RenderSetup &render);

/// Top and bottom as the parameters name them; else the grid's first level, and the one whose cells are nearest to what
/// `cellSize` gives, in units of the grid's CRS.
Status chooseLevels(RasterProfile &profile, const std::function<Result<double>()> &cellSize);

/// Sample type, channels, nodata, stretch: what the parameters leave open is taken from the data, within what the format
/// allows.
Status choosePixels(RasterProfile &profile, WorkControl &control);

} // namespace tuilerie::raster
