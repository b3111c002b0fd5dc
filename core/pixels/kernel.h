// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <vector>

namespace tuilerie::raster {

enum class Interpolation { Nearest, Linear, Bicubic, Lanczos };

/// From the words of a descriptor: nn linear bicubic lanczos. Invalid with a sentence otherwise.
Result<Interpolation> interpolationFromWord(const QString &word);

/// Weights of one axis of a separable kernel, tabulated over the position within a pixel. The kernels are those of gdalwarp:
/// triangle (radius 1), cubic convolution with a = −0.5 (radius 2), Lanczos (radius 3); widened when a target pixel spans
/// more than 1/0.95 source pixels. Immutable; use from any thread.
class KernelTable
{
public:
    static constexpr int phaseBits = 10;
    static constexpr int phases = 1 << phaseBits; ///< positions within a source pixel

    /// `span` is the size of a target pixel in source pixels.
    KernelTable(Interpolation interpolation, double span);

    /// Source pixels under the kernel: even, the first is tapsBefore() left of the pixel whose centre is at or before the
    /// place.
    int taps() const { return m_taps; }
    int tapsBefore() const { return m_taps / 2 - 1; }
    /// taps() weights, sum 1.
    const float *weights(int phase) const { return m_weights.data() + size_t(phase) * size_t(m_taps); }
    /// The same weights, each four times in a row, for pixels of four samples.
    const float *spreadWeights(int phase) const { return m_spread.data() + size_t(phase) * size_t(m_taps) * 4; }

private:
    int m_taps = 2;
    std::vector<float> m_weights;
    std::vector<float> m_spread;
};

} // namespace tuilerie::raster
