// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/pixelsource.h"
#include "generate/raster/pyramidresult.h"
#include "generate/raster/rasterplan.h"

namespace tuilerie::raster {

/// What is different between pyramids: the rest of the way from parameters to a descriptor they share. The functions are
/// called in this order, on the calling thread; `source` once on each worker.
struct PyramidOrder
{
    std::function<Result<RasterProfile>(WorkControl &)> profile;
    std::function<QByteArray(const RasterProfile &)> fingerprint; ///< of everything that decides the slabs' bytes
    std::function<QByteArray(const RasterProfile &)> sourceState; ///< of the sources' sizes and dates
    std::function<Result<RasterPlan>(const RasterProfile &, WorkControl &)> plan;
    std::function<Result<std::unique_ptr<PixelSource>>(const RasterProfile &)> source;
};

/// Makes the pyramid: journal, slabs, list, descriptor (see generateRasterPyramid()). Blocks.
Result<RasterPyramidResult> makePyramid(const PyramidOrder &order, WorkControl &control);

} // namespace tuilerie::raster
