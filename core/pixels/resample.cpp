// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/resample.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie {

namespace {

constexpr float leastWeight = 0.25F;  ///< of a value whose pixel has data, but whose neighbours' negative lobes cancel it
constexpr float leastOpacity = 1e-3F; ///< of 255: what is less has no colour
constexpr int mostTableTaps = 1024;   ///< of all tables that are kept: 20 MiB

template <typename Sample>
void toFloats(const Sample *in, const uint8_t *valid, FloatWindow &out, int channels, bool isWeighted)
{
    const size_t count = size_t(out.width) * size_t(out.height);
    const size_t comps = size_t(out.comps);
    const size_t n = size_t(channels);
    float *to = out.data.data();
    if (channels == 3 && comps == 4 && !isWeighted) {
        for (size_t i = 0; i < count; ++i, in += 3, to += 4) {
            to[0] = float(in[0]);
            to[1] = float(in[1]);
            to[2] = float(in[2]);
            to[3] = 0;
        }
        return;
    }
    if (comps == n) {
        for (size_t i = 0; i < count * n; ++i)
            to[i] = float(in[i]);
        return;
    }
    std::memset(to, 0, count * comps * sizeof(float));
    for (size_t i = 0; i < count; ++i, in += n, to += comps) {
        if (isWeighted && !valid[i])
            continue;
        for (size_t c = 0; c < n; ++c)
            to[c] = float(in[c]);
        if (isWeighted)
            to[n] = 1;
    }
}

/// Colours times their opacity.
void multiply(FloatWindow &window, int channels)
{
    const size_t count = size_t(window.width) * size_t(window.height);
    const size_t colours = size_t(channels) - 1;
    float *pixel = window.data.data();
    for (size_t i = 0; i < count; ++i, pixel += window.comps)
        for (size_t c = 0; c < colours; ++c)
            pixel[c] *= pixel[colours];
}

bool hasTransparency(const PixelView &window)
{
    if (window.isFloat || (window.channels != 2 && window.channels != 4))
        return false;
    const size_t count = size_t(window.rect.width()) * size_t(window.rect.height());
    const size_t n = size_t(window.channels);
    const uint8_t *opacity = window.samples + n - 1;
    for (size_t i = 0; i < count; ++i)
        if (opacity[i * n] != 255)
            return true;
    return false;
}

} // namespace

PixelView viewOf(const PixelImage &image)
{
    return {image.rect(), image.channels(), image.isFloat(), image.samples().data(), image.validity().data()};
}

std::shared_ptr<const KernelTable> Resampler::table(double span)
{
    // Rounded, so that neighbouring blocks of a level share tables and do not differ visibly. What is not filtered is all
    // the same.
    int key = std::max(1, int(std::lround(span * 256)));
    if (!KernelTable::isFilter(key / 256.0))
        key = 256;
    if (const auto found = m_tables.find(key); found != m_tables.end())
        return found->second;
    auto made = std::make_shared<const KernelTable>(m_kernel, key / 256.0);
    if (m_tableTaps + made->taps() > mostTableTaps) {
        m_tables.clear();
        m_tableTaps = 0;
    }
    m_tableTaps += made->taps();
    m_tables.emplace(key, made);
    return made;
}

void Resampler::setSpan(double spanX, double spanY)
{
    if (m_kernel == Kernel::Nearest)
        return;
    m_kernelX = table(spanX);
    m_kernelY = table(spanY);
}

void Resampler::setWindow(const PixelView &window, const PixelRect &limits)
{
    m_window = window;
    m_limits[0] = double(limits.x0);
    m_limits[1] = double(limits.y0);
    m_limits[2] = double(limits.x1);
    m_limits[3] = double(limits.y1);
    if (m_kernel != Kernel::Nearest)
        fillFloats();
}

void Resampler::fillFloats()
{
    const size_t pixels = size_t(m_window.rect.width()) * size_t(m_window.rect.height());
    m_isWeighted = m_window.valid && std::memchr(m_window.valid, 0, pixels) != nullptr;
    m_isOpacity = hasTransparency(m_window);
    const int needed = m_window.channels + (m_isWeighted ? 1 : 0);
    m_floats.comps = needed == 1 ? 1 : needed == 2 ? 2 : needed <= 4 ? 4 : 8;
    m_floats.width = int(m_window.rect.width());
    m_floats.height = int(m_window.rect.height());
    m_floats.data.resize(pixels * size_t(m_floats.comps));
    if (m_window.isFloat)
        toFloats(
            reinterpret_cast<const float *>(m_window.samples), m_window.valid, m_floats, m_window.channels, m_isWeighted);
    else
        toFloats(m_window.samples, m_window.valid, m_floats, m_window.channels, m_isWeighted);
    if (m_isOpacity)
        multiply(m_floats, m_window.channels);
}

bool Resampler::isUsable(double x, double y) const
{
    // Also refuses what is not a number.
    return x >= m_limits[0] && y >= m_limits[1] && x < m_limits[2] && y < m_limits[3];
}

void Resampler::nearestRow(const double *x, const double *y, qint64 x0, size_t count, qint64 outY, PixelImage &out) const
{
    const size_t size = out.pixelBytes();
    uint8_t *to = out.pixel(x0, outY);
    uint8_t *toValid = out.valid(x0, outY);
    for (size_t i = 0; i < count; ++i) {
        if (!isUsable(x[i], y[i]))
            continue;
        const size_t at = m_window.offset(qint64(x[i]), qint64(y[i]));
        if (m_window.valid && !m_window.valid[at])
            continue;
        std::memcpy(to + i * size, m_window.samples + at * size, size);
        toValid[i] = 255;
    }
}

/// The sums of the used places as samples, in m_packed.
void Resampler::divideByWeights(const double *x, const double *y, size_t used)
{
    const size_t comps = size_t(m_floats.comps);
    const size_t channels = size_t(m_window.channels);
    for (size_t i = 0; i < used; ++i) {
        const float *sum = m_sums.data() + i * comps;
        float *packed = m_packed.data() + i * channels;
        const float weight = m_isWeighted ? sum[channels] : 1;
        if (m_isWeighted && weight < leastWeight) {
            const size_t at = m_window.offset(qint64(x[m_places[i]]), qint64(y[m_places[i]])) * channels;
            for (size_t c = 0; c < channels; ++c)
                packed[c] = m_window.isFloat ? reinterpret_cast<const float *>(m_window.samples)[at + c]
                                             : float(m_window.samples[at + c]);
            continue;
        }
        const float factor = 1 / weight;
        for (size_t c = 0; c < channels; ++c)
            packed[c] = m_isWeighted ? sum[c] * factor : sum[c];
        if (!m_isOpacity)
            continue;
        const float opacity = sum[channels - 1];
        for (size_t c = 0; c + 1 < channels; ++c)
            packed[c] = opacity > leastOpacity ? sum[c] / opacity : 0;
    }
}

void Resampler::row(const double *x, const double *y, qint64 x0, size_t count, qint64 outY, PixelImage &out)
{
    if (m_kernel == Kernel::Nearest)
        return nearestRow(x, y, x0, count, outY, out);
    const size_t comps = size_t(m_floats.comps);
    const size_t channels = size_t(m_window.channels);
    m_fixedX.resize(count);
    m_fixedY.resize(count);
    m_places.resize(count);
    m_sums.resize(count * comps);
    m_packed.resize(count * channels);
    const double originX = double(m_window.rect.x0) + 0.5;
    const double originY = double(m_window.rect.y0) + 0.5;
    size_t used = 0;
    for (size_t i = 0; i < count; ++i) {
        if (!isUsable(x[i], y[i]) || (m_isWeighted && !m_window.valid[m_window.offset(qint64(x[i]), qint64(y[i]))]))
            continue;
        // Positive, the window has a margin: adding a half and cutting rounds.
        m_fixedX[used] = int32_t((x[i] - originX) * KernelTable::phases + 0.5);
        m_fixedY[used] = int32_t((y[i] - originY) * KernelTable::phases + 0.5);
        m_places[used++] = i;
    }
    if (used == 0)
        return;
    convolve(m_floats, m_fixedX.data(), m_fixedY.data(), used, *m_kernelX, *m_kernelY, m_sums.data());
    uint8_t *to = out.pixel(x0, outY);
    uint8_t *toValid = out.valid(x0, outY);
    if (!m_isWeighted && !m_isOpacity && !out.isFloat() && used == count) { // nearly all rows of imagery
        roundToBytes(m_sums.data(), int(comps), int(channels), to, count);
        std::memset(toValid, 255, count);
        return;
    }
    divideByWeights(x, y, used);
    const uint8_t *result = reinterpret_cast<const uint8_t *>(m_packed.data());
    if (!out.isFloat()) {
        m_bytes.resize(count * channels);
        roundToBytes(m_packed.data(), int(channels), int(channels), m_bytes.data(), used);
        result = m_bytes.data();
    }
    const size_t size = out.pixelBytes();
    if (used == count) {
        std::memcpy(to, result, count * size);
        std::memset(toValid, 255, count);
        return;
    }
    for (size_t i = 0; i < used; ++i) {
        std::memcpy(to + m_places[i] * size, result + i * size, size);
        toValid[m_places[i]] = 255;
    }
}

} // namespace tuilerie
