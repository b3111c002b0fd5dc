// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/pixelimage.h"

#include <algorithm>
#include <cstring>

namespace tuilerie {

PixelRect PixelRect::intersected(const PixelRect &o) const
{
    return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
}

PixelRect PixelRect::united(const PixelRect &o) const
{
    if (isEmpty())
        return o;
    if (o.isEmpty())
        return *this;
    return {std::min(x0, o.x0), std::min(y0, o.y0), std::max(x1, o.x1), std::max(y1, o.y1)};
}

void fillNodata(uint8_t *pixels, size_t count, const PixelLayout &layout)
{
    if (count == 0)
        return;
    const size_t size = layout.pixelBytes();
    for (int c = 0; c < layout.channels; ++c) {
        const double value = size_t(c) < layout.nodata.size() ? layout.nodata[size_t(c)] : 0;
        if (layout.isFloat) {
            const float number = float(value);
            std::memcpy(pixels + size_t(c) * 4, &number, 4);
        } else {
            pixels[c] = uint8_t(std::clamp(value, 0.0, 255.0));
        }
    }
    // Doubling copies: as fast as memset for any pixel size.
    size_t done = 1;
    while (done < count) {
        const size_t step = std::min(done, count - done);
        std::memcpy(pixels + done * size, pixels, step * size);
        done += step;
    }
}

PixelImage::PixelImage(const PixelRect &rect, const PixelLayout &layout)
    : m_rect(rect)
    , m_channels(layout.channels)
    , m_isFloat(layout.isFloat)
{
    const size_t count = rect.isEmpty() ? 0 : size_t(rect.width()) * size_t(rect.height());
    m_samples.resize(count * layout.pixelBytes());
    m_valid.resize(count);
    fillNodata(m_samples.data(), count, layout);
}

Coverage PixelImage::coverage(const PixelRect &part) const
{
    const PixelRect inside = part.intersected(m_rect);
    if (inside.isEmpty())
        return Coverage::None;
    bool any = false;
    bool all = inside == part;
    const size_t width = size_t(inside.width());
    for (qint64 y = inside.y0; y < inside.y1; ++y) {
        const uint8_t *row = valid(inside.x0, y);
        any = any || row[0] || (width > 1 && std::memchr(row, 255, width) != nullptr);
        all = all && std::memchr(row, 0, width) == nullptr;
        if (any && !all)
            return Coverage::Some;
    }
    return all ? Coverage::All : any ? Coverage::Some : Coverage::None;
}

void PixelImage::paste(const PixelImage &other)
{
    const PixelRect common = m_rect.intersected(other.m_rect);
    if (common.isEmpty())
        return;
    const size_t size = pixelBytes();
    const size_t width = size_t(common.width());
    for (qint64 y = common.y0; y < common.y1; ++y) {
        const uint8_t *from = other.pixel(common.x0, y);
        const uint8_t *fromValid = other.valid(common.x0, y);
        uint8_t *to = pixel(common.x0, y);
        uint8_t *toValid = valid(common.x0, y);
        if (std::memchr(fromValid, 0, width) == nullptr) {
            std::memcpy(to, from, width * size);
            std::memset(toValid, 255, width);
            continue;
        }
        for (size_t i = 0; i < width; ++i) {
            if (!fromValid[i])
                continue;
            std::memcpy(to + i * size, from + i * size, size);
            toValid[i] = 255;
        }
    }
}

} // namespace tuilerie
