// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/pixelsource.h"
#include "model/pyramidresult.h"
#include "generate/raster/rasterplan.h"

namespace tuilerie::raster {

/// A pyramid of pixels as it is asked for, wherever they come from. The functions are called in this order, on the calling
/// thread; `source` once on each worker.
struct PixelOrder
{
    std::function<Result<RasterProfile>(WorkControl &)> profile;
    std::function<QByteArray(const RasterProfile &)> fingerprint; ///< of everything that decides the slabs' bytes
    std::function<QByteArray(const RasterProfile &)> sourceState; ///< of the sources' sizes and dates
    std::function<Result<RasterPlan>(const RasterProfile &, WorkControl &)> plan;
    std::function<Result<std::unique_ptr<PixelSource>>(const RasterProfile &)> source;
    std::optional<PyramidPlace> ancestor; ///< the version before, of rasters
    bool isKept = false;                  ///< for the version after it
};

/// Makes the pyramid by makePyramid() (pyramid/pyramidorder.h), its slabs by PyramidRun. Blocks.
Result<RasterPyramidResult> makePixelPyramid(const PixelOrder &order, WorkControl &control);

} // namespace tuilerie::raster
