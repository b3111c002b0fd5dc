// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/warp.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie {

namespace {

constexpr qint64 windowLimit = 3000000; ///< source pixels; larger windows are rendered in quarters
constexpr qint64 smallestPart = 16;     ///< below it, only what takes twice the limit: neighbours read nearly the same
constexpr qint64 largestSquare = 1024;
constexpr qint64 smallestSquare = 16;

/// The square of a grid of such squares that a pixel lies in.
PixelRect squareAt(qint64 x, qint64 y, qint64 side)
{
    const auto before = [side](qint64 v) { return v - ((v % side) + side) % side; };
    return {before(x), before(y), before(x) + side, before(y) + side};
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
    const PixelRect whole = target.width > 0 ? PixelRect{0, 0, target.width, target.height} : PixelRect{};
    if (m_transform) {
        Work work{PixelMapping(target, m_source, m_transform), whole, read, out};
        return renderPart(work, rect, largestSquare);
    }
    for (const PixelGrid &source : turnsOf(m_source, target, rect)) {
        Work work{PixelMapping(target, source, nullptr), whole, read, out};
        qint64 shiftX = 0;
        qint64 shiftY = 0;
        if (work.mapping.isAligned(m_options.alignment, shiftX, shiftY))
            TUILERIE_CHECK(copy(rect, shiftX, shiftY, read, out));
        else
            TUILERIE_CHECK(renderPart(work, rect, largestSquare));
    }
    return {};
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

Status Warper::renderPart(Work &work, const PixelRect &rect, qint64 side)
{
    const auto inFour = [&](qint64 midX, qint64 midY, qint64 nextSide) -> Status {
        for (const PixelRect &part : {PixelRect{rect.x0, rect.y0, midX, midY}, PixelRect{midX, rect.y0, rect.x1, midY},
                 PixelRect{rect.x0, midY, midX, rect.y1}, PixelRect{midX, midY, rect.x1, rect.y1}})
            if (!part.isEmpty())
                TUILERIE_CHECK(renderPart(work, part, nextSide));
        return {};
    };
    const PixelRect around = squareAt(rect.x0, rect.y0, side);
    if (rect.x1 > around.x1 || rect.y1 > around.y1)
        return inFour(std::min(around.x1, rect.x1), std::min(around.y1, rect.y1), side);
    work.mapping.prepare(rect);
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    if (!work.mapping.bounds(x0, y0, x1, y1))
        return {};

    // The kernel's size is that of the whole square that the part lies in: the same for any way to cut the work.
    const PixelSpan span = work.mapping.span(work.whole.isEmpty() ? around : around.intersected(work.whole));
    if (!span.isEven && side > smallestSquare)
        return renderPart(work, rect, side / 2);
    // Wider than twice the source, a kernel gives its mean.
    m_resampler.setSpan(std::min({span.x, m_options.mostSpan, 2 * double(m_source.width)}),
        std::min({span.y, m_options.mostSpan, 2 * double(m_source.height)}));
    const PixelRect window{qint64(std::floor(x0)) - m_resampler.marginX(), qint64(std::floor(y0)) - m_resampler.marginY(),
        qint64(std::ceil(x1)) + m_resampler.marginX(), qint64(std::ceil(y1)) + m_resampler.marginY()};
    const qint64 largest = std::max(rect.width(), rect.height());
    if (largest > 1 && window.width() * window.height() > (largest > smallestPart ? windowLimit : 2 * windowLimit))
        return inFour(rect.x0 + (rect.width() + 1) / 2, rect.y0 + (rect.height() + 1) / 2, side);

    TUILERIE_TRY(view, work.read(window));
    if (!view.samples)
        return {};
    m_resampler.setWindow(view, {0, 0, m_source.width, m_source.height});
    const size_t count = size_t(rect.width());
    m_x.resize(count);
    m_y.resize(count);
    for (qint64 y = rect.y0; y < rect.y1; ++y) {
        work.mapping.row(y, m_x.data(), m_y.data());
        m_resampler.row(m_x.data(), m_y.data(), rect.x0, count, y, work.out);
    }
    return {};
}

} // namespace tuilerie
