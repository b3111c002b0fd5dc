// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <vector>

namespace tuilerie {

/// The kernels, those of gdalwarp: triangle, cubic convolution with a = −0.5, and Lanczos' window of two, three or four
/// lobes. Which of these "lanczos" without a number means, the one who reads the word says.
enum class Kernel { Nearest, Linear, Bicubic, Lanczos2, Lanczos3, Lanczos4 };

/// From the words of a descriptor and of the command line: nn linear bicubic lanczos, the last one with three lobes, as
/// gdalwarp has it. Invalid with a sentence otherwise.
Result<Kernel> kernelFromWord(const QString &word);
/// From an interpolation's name in a layer's configuration ("LANCZOS2", "bicubic", "NEAREST-NEIGHBOUR"…); "lanczos" alone
/// has two lobes there (docs/rok4.md §8). Bicubic for others.
Kernel kernelFromName(const QString &name);

/// Half its width, in source pixels.
double kernelRadius(Kernel kernel);
/// Its value at a distance in source pixels; 1 at 0, 0 from the radius on.
double kernelValue(Kernel kernel, double x);

/// Weights of one axis of a separable kernel, tabulated over the position within a pixel; widened when a target pixel spans
/// more than 1/0.95 source pixels, so that nothing aliases. Not for Nearest. Immutable; use from any thread.
class KernelTable
{
public:
    static constexpr int phaseBits = 10;
    static constexpr int phases = 1 << phaseBits; ///< positions within a source pixel

    /// Whether it is widened for a span; below, all spans have the same table.
    static bool isFilter(double span) { return span > 1 / 0.95; }
    /// `span` is the size of a target pixel in source pixels.
    KernelTable(Kernel kernel, double span);

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

} // namespace tuilerie
