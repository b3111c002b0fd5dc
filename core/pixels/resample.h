// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

namespace tuilerie {

enum class Kernel { Nearest, Linear, Bicubic, Lanczos2, Lanczos3, Lanczos4 };

/// From an interpolation's name in the Entrepôt's or ROK4's words ("LANCZOS2", "bicubic", "NEAREST-NEIGHBOUR"…); bicubic for
/// others.
Kernel kernelFromName(const QString &name);
/// Half its width, in pixels of the source.
double kernelSupport(Kernel kernel);

/// A block of pixels: interleaved channels of uint8 or float, and one byte of validity for each pixel (0 or 255).
struct PixelBlock
{
    int width = 0;
    int height = 0;
    int channels = 0;
    bool isFloat = false;
    std::vector<uint8_t> bytes;
    std::vector<float> floats;
    std::vector<uint8_t> valid;

    static PixelBlock make(int width, int height, int channels, bool isFloat);
};

/// Position in the source block, in pixels from its top-left corner (0.5 = the first pixel's centre).
struct SourcePoint
{
    double x = 0;
    double y = 0;
};

/// Fills row `y` of `out` with the source's values at the points (one for each pixel; not finite = none). `scale` ≥ 1 widens
/// the kernel where the source is finer than the output, so that nothing aliases. Invalid pixels have no weight; a pixel is
/// valid when more than half of its kernel is. An alpha channel (the last of 2 or 4 bytes) weights the colours.
void resampleRow(
    const PixelBlock &source, Kernel kernel, double scale, const std::vector<SourcePoint> &points, int y, PixelBlock &out);

} // namespace tuilerie
