// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "pixels/pixelmapping.h"
#include "pixels/resample.h"

#include <functional>

namespace tuilerie {

/// Gives the pixels of a rectangle of the source, all of it, also where it reaches beyond the source (no data there). They
/// must stay until the next call.
using PixelReader = std::function<Result<PixelView>(const PixelRect &window)>;

struct WarpOptions
{
    Kernel kernel = Kernel::Bicubic;
    double alignment = 0.01; ///< of a pixel: grids that coincide so well are copied, not resampled
    double mostSpan = 512;   ///< source pixels that a target pixel may average, each way
};

/// Brings pixels from one grid into another: exact copies where the grids coincide, resampled or reprojected otherwise. What
/// a pixel becomes depends on nothing but the grids and the source, not (but for the rounding of its last bit) on the
/// rectangle asked for: the kernel's size is that of the square that it lies in, of 1024 target pixels, or of as few as its
/// size is nearly the same in (near poles, or in a picture of the whole world). A source that comes round (PixelGrid::turn)
/// is drawn in every turn. Memory: windows of at most 3 million source pixels at once (twice that, or one pixel's kernel,
/// where one kernel takes nearly as much). One per thread.
class Warper
{
public:
    /// `transform` goes from the target's CRS to the source's; null when they are the same; it must outlive this.
    Warper(const PixelGrid &source, const CrsTransform *transform, const WarpOptions &options);

    /// Fills `rect` of `out`, an image of the reader's channels; what has no data is left as it is. Errors are the reader's.
    Status render(const PixelGrid &target, const PixelRect &rect, const PixelReader &read, PixelImage &out);

private:
    struct Work
    {
        PixelMapping mapping;
        PixelRect whole; ///< of the target, where it has an end
        const PixelReader &read;
        PixelImage &out;
    };
    Status renderPart(Work &work, const PixelRect &rect, qint64 side);
    Status copy(const PixelRect &rect, qint64 shiftX, qint64 shiftY, const PixelReader &read, PixelImage &out) const;

    PixelGrid m_source;
    const CrsTransform *m_transform;
    WarpOptions m_options;
    Resampler m_resampler;
    std::vector<double> m_x, m_y;
};

} // namespace tuilerie
