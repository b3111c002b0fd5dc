// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/warp.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie {

namespace {

constexpr qint64 windowLimit = 3000000; ///< source pixels; larger windows are rendered in quarters
constexpr int smallestPart = 16;
constexpr qint64 square = 1024;

qint64 squareBefore(qint64 v)
{
    return v - ((v % square) + square) % square;
}

} // namespace

Warper::Warper(const PixelGrid &source, const CrsTransform *transform, const WarpOptions &options)
    : m_source(source)
    , m_transform(transform)
    , m_options(options)
    , m_resampler(options.kernel)
{
}

Status Warper::render(const PixelGrid &target, const PixelRect &rect, const PixelReader &read, PixelImage &out)
{
    PixelMapping mapping(target, m_source, m_transform);
    qint64 shiftX = 0;
    qint64 shiftY = 0;
    if (mapping.isAligned(m_options.alignment, shiftX, shiftY))
        return copy(rect, shiftX, shiftY, read, out);
    return renderPart(mapping, target, rect, read, out);
}

Status Warper::copy(const PixelRect &rect, qint64 shiftX, qint64 shiftY, const PixelReader &read, PixelImage &out) const
{
    const PixelRect source{rect.x0 + shiftX, rect.y0 + shiftY, rect.x1 + shiftX, rect.y1 + shiftY};
    const PixelRect window = source.intersected({0, 0, m_source.width, m_source.height});
    if (window.isEmpty())
        return {};
    TUILERIE_TRY(view, read(window));
    if (!view.samples)
        return {};
    const size_t size = out.pixelBytes();
    const size_t width = size_t(window.width());
    for (qint64 y = window.y0; y < window.y1; ++y) {
        const size_t at = view.offset(window.x0, y);
        uint8_t *to = out.pixel(window.x0 - shiftX, y - shiftY);
        uint8_t *toValid = out.valid(window.x0 - shiftX, y - shiftY);
        const uint8_t *valid = view.valid ? view.valid + at : nullptr;
        if (!valid || std::memchr(valid, 0, width) == nullptr) {
            std::memcpy(to, view.samples + at * size, width * size);
            std::memset(toValid, 255, width);
            continue;
        }
        for (size_t i = 0; i < width; ++i) {
            if (!valid[i])
                continue;
            std::memcpy(to + i * size, view.samples + (at + i) * size, size);
            toValid[i] = 255;
        }
    }
    return {};
}

Status Warper::renderPart(
    PixelMapping &mapping, const PixelGrid &target, const PixelRect &rect, const PixelReader &read, PixelImage &out)
{
    mapping.prepare(rect);
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    if (!mapping.bounds(x0, y0, x1, y1))
        return {};
    x0 = std::max(x0, 0.0);
    y0 = std::max(y0, 0.0);
    x1 = std::min(x1, double(m_source.width));
    y1 = std::min(y1, double(m_source.height));
    if (x1 <= x0 || y1 <= y0)
        return {};

    // The kernel's size is that of the whole square that the part lies in: the same for any way to cut the work.
    const PixelRect around{
        squareBefore(rect.x0), squareBefore(rect.y0), squareBefore(rect.x0) + square, squareBefore(rect.y0) + square};
    const PixelRect within = target.width > 0 ? around.intersected({0, 0, target.width, target.height}) : around;
    double spanX = 1, spanY = 1;
    mapping.span(within, spanX, spanY);
    m_resampler.setSpan(std::min(spanX, m_options.mostSpan), std::min(spanY, m_options.mostSpan));
    const PixelRect window{qint64(std::floor(x0)) - m_resampler.marginX(), qint64(std::floor(y0)) - m_resampler.marginY(),
        qint64(std::ceil(x1)) + m_resampler.marginX(), qint64(std::ceil(y1)) + m_resampler.marginY()};

    const bool straddles = squareBefore(rect.x1 - 1) != around.x0 || squareBefore(rect.y1 - 1) != around.y0;
    if (straddles
        || (window.width() * window.height() > windowLimit && std::max(rect.width(), rect.height()) > smallestPart)) {
        qint64 midX = rect.x0 + (rect.width() + 1) / 2;
        qint64 midY = rect.y0 + (rect.height() + 1) / 2;
        if (straddles) {
            midX = around.x1 < rect.x1 ? around.x1 : rect.x1;
            midY = around.y1 < rect.y1 ? around.y1 : rect.y1;
        }
        for (const PixelRect &part : {PixelRect{rect.x0, rect.y0, midX, midY}, PixelRect{midX, rect.y0, rect.x1, midY},
                 PixelRect{rect.x0, midY, midX, rect.y1}, PixelRect{midX, midY, rect.x1, rect.y1}})
            if (!part.isEmpty())
                TUILERIE_CHECK(renderPart(mapping, target, part, read, out));
        return {};
    }

    TUILERIE_TRY(view, read(window));
    if (!view.samples)
        return {};
    m_resampler.setWindow(view, {0, 0, m_source.width, m_source.height});
    const size_t count = size_t(rect.width());
    m_x.resize(count);
    m_y.resize(count);
    for (qint64 y = rect.y0; y < rect.y1; ++y) {
        mapping.row(y, m_x.data(), m_y.data());
        m_resampler.row(m_x.data(), m_y.data(), rect.x0, count, y, out);
    }
    return {};
}

} // namespace tuilerie
