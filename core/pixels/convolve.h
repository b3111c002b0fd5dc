// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/kernel.h"

#include <cstdint>

namespace tuilerie {

/// Source pixels as floats, `comps` of them for each pixel (1, 2, 4 or 8): the channels, then the validity weight when there
/// is one, then padding.
struct FloatWindow
{
    int width = 0;
    int height = 0;
    int comps = 4;
    std::vector<float> data;
};

/// The inner loop of resampling: for each of `count` places (in 1/1024 source pixel from the window's first centre, so that
/// place >> 10 is the pixel at or before it) the weighted sum of the pixels under the kernel. All taps must lie in the
/// window. `out` takes `comps` floats for each place. Pure function; uses AVX2 and FMA where the processor has them.
void convolve(const FloatWindow &window, const int32_t *x, const int32_t *y, size_t count, const KernelTable &kernelX,
    const KernelTable &kernelY, float *out);

/// Rounds to the nearest of 0…255: of each pixel of `comps` floats the first `channels`.
void roundToBytes(const float *in, int comps, int channels, uint8_t *out, size_t pixels);

} // namespace tuilerie
