// SPDX-License-Identifier: GPL-3.0-or-later
#include "pixels/stylepainter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>

namespace tuilerie {

namespace {

using Rgba = std::array<uint8_t, 4>;
constexpr double degree = std::numbers::pi / 180;
constexpr Rgba clear{0, 0, 0, 0};

/// The first channel of an image, as numbers.
class Values
{
public:
    Values(const PixelImage &image, const std::vector<double> &nodata)
        : m_image(image)
    {
        for (const double value : nodata)
            m_nodata.push_back(float(value));
    }
    std::optional<double> at(qint64 x, qint64 y) const
    {
        const PixelRect &rect = m_image.rect();
        if (x < rect.x0 || y < rect.y0 || x >= rect.x1 || y >= rect.y1 || !*m_image.valid(x, y))
            return std::nullopt;
        if (!m_image.isFloat())
            return double(*m_image.pixel(x, y));
        float value;
        std::memcpy(&value, m_image.pixel(x, y), sizeof value);
        if (!std::isfinite(value) || std::find(m_nodata.begin(), m_nodata.end(), value) != m_nodata.end())
            return std::nullopt;
        return double(value);
    }

private:
    const PixelImage &m_image;
    std::vector<float> m_nodata;
};

/// How steep the surface rises to the east and to the north.
struct Gradient
{
    double east = 0, north = 0;
};

Gradient gradientAt(const Values &values, qint64 x, qint64 y, double middle, const GroundScale::Size &size, bool isHorn)
{
    const auto around = [&](qint64 dx, qint64 dy) { return values.at(x + dx, y + dy).value_or(middle); };
    if (!isHorn)
        return {(around(1, 0) - around(-1, 0)) / (2 * size.x), (around(0, -1) - around(0, 1)) / (2 * size.y)};
    const double nw = around(-1, -1), ne = around(1, -1), sw = around(-1, 1), se = around(1, 1);
    return {(ne + 2 * around(1, 0) + se - nw - 2 * around(-1, 0) - sw) / (8 * size.x),
        (nw + 2 * around(0, -1) + ne - sw - 2 * around(0, 1) - se) / (8 * size.y)};
}

uint8_t byteOf(double value)
{
    return uint8_t(std::clamp(value + 0.5, 0.0, 255.0));
}

Rgba grey(double value)
{
    const uint8_t byte = byteOf(value);
    return {byte, byte, byte, 255};
}

/// 1 in the shade to 255 where light falls straight on: the cosine between the surface's normal and the light.
double lightOn(const Gradient &slope, const StyleHillshade &light)
{
    const double east = slope.east * light.zFactor, north = slope.north * light.zFactor;
    const double height = light.zenith * degree, azimuth = light.azimuth * degree;
    const double cosine = (std::sin(height) - std::cos(height) * (east * std::sin(azimuth) + north * std::cos(azimuth)))
        / std::sqrt(1 + east * east + north * north);
    return 1 + 254 * std::max(0.0, cosine);
}

/// What a style makes of one pixel, whose value there is.
class Painter
{
public:
    Painter(const RasterStyle &style, const Values &values)
        : m_style(style)
        , m_values(values)
    {
    }

    Rgba at(qint64 x, qint64 y, double value, const GroundScale::Size &size) const
    {
        if (m_style.terrainRgb)
            return terrain(value);
        if (!m_style.looksAround())
            return coloured(value, clear);
        const bool isHorn = !m_style.slope || m_style.slope->isHorn;
        const Gradient slope = gradientAt(m_values, x, y, value, size, isHorn);
        if (m_style.hillshade) {
            const double light = lightOn(slope, *m_style.hillshade);
            return coloured(light, grey(light));
        }
        const double rise = std::hypot(slope.east, slope.north);
        if (m_style.slope) {
            const double steep =
                std::min(m_style.slope->isPercent ? rise * 100 : std::atan(rise) / degree, m_style.slope->most);
            return coloured(steep, grey(steep / m_style.slope->most * 255));
        }
        if (rise == 0 || std::atan(rise) / degree < m_style.aspect->leastSlope)
            return coloured(m_style.aspect->flat, clear);
        double looksTo = std::atan2(-slope.east, -slope.north) / degree;
        looksTo = looksTo < 0 ? looksTo + 360 : looksTo;
        return coloured(looksTo, grey(looksTo / 360 * 255));
    }
    /// What stands in pixels without data, where nothing is seen: heights of 0 for who does not look at opacities.
    Rgba without() const
    {
        if (!m_style.terrainRgb)
            return clear;
        Rgba rgba = terrain(0);
        rgba[3] = 0;
        return rgba;
    }

private:
    Rgba coloured(double value, const Rgba &plain) const { return m_style.palette ? m_style.palette->at(value) : plain; }
    Rgba terrain(double value) const
    {
        const double steps = std::round((value - m_style.terrainRgb->least) / m_style.terrainRgb->step);
        const auto code = uint32_t(std::clamp(steps, 0.0, double(0xffffff)));
        return {uint8_t(code >> 16), uint8_t(code >> 8), uint8_t(code), 255};
    }

    const RasterStyle &m_style;
    const Values &m_values;
};

/// Opacity of a pixel of bytes that has some.
uint8_t opacityOf(const PixelImage &image, const uint8_t *pixel)
{
    const int channels = image.channels();
    return !image.isFloat() && (channels == 2 || channels == 4) ? pixel[channels - 1] : uint8_t(255);
}

/// One colour of a picture turned into another.
Rgba recoloured(const PixelImage &image, const uint8_t *pixel, const StyleColorize &change)
{
    Rgba rgba{pixel[0], pixel[1], pixel[2], opacityOf(image, pixel)};
    for (size_t c = 0; c < change.source.size(); ++c)
        if (std::abs(int(rgba[c]) - change.source[c]) > change.tolerance)
            return rgba;
    for (size_t c = 0; c < change.destination.size(); ++c)
        rgba[c] = uint8_t(change.destination[c]);
    return rgba;
}

} // namespace

Result<PixelImage> paintStyle(
    const PixelImage &pixels, const PixelRect &part, const RasterStyle &style, const PixelGrid &grid, const Crs &crs)
{
    PixelImage out(part, {4, false, {}});
    std::vector<GroundScale::Size> sizes(size_t(std::max<qint64>(part.width(), 0)));
    std::optional<GroundScale> scale;
    if (style.looksAround()) {
        TUILERIE_TRY(made, GroundScale::create(grid, crs, part));
        scale = std::move(made);
    }
    const Values values(pixels, style.nodata);
    const Painter painter(style, values);
    const Rgba without = painter.without();
    for (qint64 y = part.y0; y < part.y1; ++y) {
        if (scale)
            scale->row(y, sizes);
        for (qint64 x = part.x0; x < part.x1; ++x) {
            const auto value = values.at(x, y);
            Rgba rgba = without;
            if (value && style.colorize) {
                rgba = recoloured(pixels, pixels.pixel(x, y), *style.colorize);
            } else if (value) {
                rgba = painter.at(x, y, *value, sizes[size_t(x - part.x0)]);
                rgba[3] = uint8_t((rgba[3] * opacityOf(pixels, pixels.pixel(x, y)) + 127) / 255);
            }
            std::copy(rgba.begin(), rgba.end(), out.pixel(x, y));
            *out.valid(x, y) = value || style.terrainRgb ? 255 : 0; // what is not seen there says 0, too
        }
    }
    return out;
}

} // namespace tuilerie
