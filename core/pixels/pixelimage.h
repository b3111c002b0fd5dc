// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tuilerie {

/// A rectangle of pixels of one level, counted from the level's top-left corner; x1 and y1 are one past the end.
struct PixelRect
{
    qint64 x0 = 0;
    qint64 y0 = 0;
    qint64 x1 = 0;
    qint64 y1 = 0;

    bool operator==(const PixelRect &) const = default;
    qint64 width() const { return x1 - x0; }
    qint64 height() const { return y1 - y0; }
    bool isEmpty() const { return x1 <= x0 || y1 <= y0; }
    PixelRect intersected(const PixelRect &o) const;
    PixelRect united(const PixelRect &o) const;
};

/// What a pyramid's pixels are made of, and what stands where there are no data.
struct PixelLayout
{
    int channels = 3;
    bool isFloat = false;
    std::vector<double> nodata; ///< one value for each channel

    bool operator==(const PixelLayout &) const = default;
    size_t pixelBytes() const { return size_t(channels) * (isFloat ? 4 : 1); }
};

enum class Coverage { None, Some, All };

/// The working image of the engine: interleaved samples (uint8 or native float), rows top-down without padding, and one byte
/// of validity for each pixel (255 data, 0 none). Pixels without data hold the layout's nodata, so that a tile is encoded
/// straight out of it. Plain value, not thread-safe.
class PixelImage
{
public:
    PixelImage() = default;
    /// All nodata, nothing valid.
    PixelImage(const PixelRect &rect, const PixelLayout &layout);

    const PixelRect &rect() const { return m_rect; }
    int channels() const { return m_channels; }
    bool isFloat() const { return m_isFloat; }
    size_t pixelBytes() const { return size_t(m_channels) * (m_isFloat ? 4 : 1); }
    size_t stride() const { return size_t(m_rect.width()) * pixelBytes(); }
    size_t byteSize() const { return m_samples.size() + m_valid.size(); }

    uint8_t *pixel(qint64 x, qint64 y) { return m_samples.data() + offset(x, y) * pixelBytes(); }
    const uint8_t *pixel(qint64 x, qint64 y) const { return m_samples.data() + offset(x, y) * pixelBytes(); }
    uint8_t *valid(qint64 x, qint64 y) { return m_valid.data() + offset(x, y); }
    const uint8_t *valid(qint64 x, qint64 y) const { return m_valid.data() + offset(x, y); }
    std::vector<uint8_t> &samples() { return m_samples; }
    const std::vector<uint8_t> &samples() const { return m_samples; }
    std::vector<uint8_t> &validity() { return m_valid; }
    const std::vector<uint8_t> &validity() const { return m_valid; }

    Coverage coverage(const PixelRect &part) const;
    /// Takes over the valid pixels of `other` that lie inside this image.
    void paste(const PixelImage &other);

private:
    size_t offset(qint64 x, qint64 y) const
    {
        return size_t(y - m_rect.y0) * size_t(m_rect.width()) + size_t(x - m_rect.x0);
    }

    PixelRect m_rect;
    int m_channels = 0;
    bool m_isFloat = false;
    std::vector<uint8_t> m_samples;
    std::vector<uint8_t> m_valid;
};

/// Fills `count` pixels with the layout's nodata.
void fillNodata(uint8_t *pixels, size_t count, const PixelLayout &layout);

} // namespace tuilerie
