// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/convolve.h"
#include "pixels/pixelimage.h"

#include <map>
#include <memory>

namespace tuilerie {

/// Pixels that somebody else owns: interleaved samples (uint8 or native float), rows top-down without padding, and a byte of
/// validity for each pixel, 0 for none.
struct PixelView
{
    PixelRect rect;
    int channels = 0;
    bool isFloat = false;
    const uint8_t *samples = nullptr; ///< null: no pixel holds data
    const uint8_t *valid = nullptr;   ///< null: all hold data

    size_t pixelBytes() const { return size_t(channels) * (isFloat ? 4 : 1); }
    size_t offset(qint64 x, qint64 y) const { return size_t(y - rect.y0) * size_t(rect.width()) + size_t(x - rect.x0); }
};
PixelView viewOf(const PixelImage &image);

/// Values of a window of pixels at places between them. A place has a value where the pixel that it lies in has one, and the
/// value is the mean of the pixels under the kernel that have one, weighted by it: nodata never bleeds into data nor data
/// into nodata. The last of 2 or 4 uint8 channels is an opacity, which weighs the colours. One per thread.
class Resampler
{
public:
    explicit Resampler(Kernel kernel)
        : m_kernel(kernel)
    {
    }

    /// Size of a target pixel in source pixels; the kernels are those of the nearest 1/256.
    void setSpan(double spanX, double spanY);
    /// So many pixels a window must have beyond what is sampled, on each side; one more is for rounding.
    qint64 marginX() const { return m_kernelX ? m_kernelX->taps() / 2 + 1 : 1; }
    qint64 marginY() const { return m_kernelY ? m_kernelY->taps() / 2 + 1 : 1; }
    /// The window; it must stay until the last row is made. `limits`: places outside of it have no value.
    void setWindow(const PixelView &window, const PixelRect &limits);
    /// The row `y` of `out`, at places as PixelMapping::row() gives them for its columns from x0 on; NaN = none.
    void row(const double *x, const double *y, qint64 x0, size_t count, qint64 outY, PixelImage &out);

private:
    std::shared_ptr<const KernelTable> table(double span);
    void fillFloats();
    bool isUsable(double x, double y) const;
    void nearestRow(const double *x, const double *y, qint64 x0, size_t count, qint64 outY, PixelImage &out) const;
    void divideByWeights(const double *x, const double *y, size_t used);

    const Kernel m_kernel;
    std::map<int, std::shared_ptr<const KernelTable>> m_tables; ///< by span in 1/256
    int m_tableTaps = 0;                                        ///< of them
    std::shared_ptr<const KernelTable> m_kernelX, m_kernelY;
    PixelView m_window;
    double m_limits[4] = {}; ///< x0, y0, x1, y1
    FloatWindow m_floats;
    bool m_isWeighted = false; ///< pixels without data are among them: the floats carry their weight behind the channels
    bool m_isOpacity = false;  ///< the colours are multiplied by the last channel
    std::vector<int32_t> m_fixedX, m_fixedY;
    std::vector<size_t> m_places;
    std::vector<float> m_sums, m_packed;
    std::vector<uint8_t> m_bytes;
};

} // namespace tuilerie
