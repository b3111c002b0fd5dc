// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pixels/pixelimage.h"
#include "grid/tilematrixset.h"

#include <functional>
#include <memory>

namespace tuilerie::raster {

/// Where the pixels of a pyramid come from: rasters (BlockRenderer), or a map that is drawn (generate/styled). One per
/// thread.
class PixelSource
{
public:
    virtual ~PixelSource() = default;
    /// Fills `out` with the rectangle of the level. What a pixel becomes must not depend on the thread.
    virtual Status render(const TileMatrix &matrix, const PixelRect &rect, PixelImage &out) = 0;
};

using PixelSourceMaker = std::function<Result<std::unique_ptr<PixelSource>>()>;

} // namespace tuilerie::raster
