// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QStringList>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace tuilerie {

/// Where pictures of a style are explained (docs/rok4.md §8.4): an address, and the picture behind it.
struct StyleLegend
{
    QString format; ///< "image/png"; may be empty
    QString url;
    int width = 0, height = 0; ///< pixels; 0 = not said
    double minScaleDenominator = 0, maxScaleDenominator = 0;

    bool operator==(const StyleLegend &) const = default;
};

/// A colour of a palette, from this value on.
struct StyleColour
{
    double value = 0;
    std::array<uint8_t, 4> rgba{0, 0, 0, 255};

    bool operator==(const StyleColour &) const = default;
};

struct StylePalette
{
    std::vector<StyleColour> colours; ///< at least one, values increasing
    bool isSmooth = false;            ///< red, green and blue between two values lie between their colours
    bool isAlphaSmooth = false;
    bool isOpaque = false; ///< no_alpha: opacities do not count

    bool operator==(const StylePalette &) const = default;
    /// Of a finite value; below the first and above the last colour these two.
    std::array<uint8_t, 4> at(double value) const;
};

/// Light on a surface. `zenith` is, as the official server reads it, the height of the sun above the horizon.
struct StyleHillshade
{
    double zenith = 45, azimuth = 315; ///< degrees; from north, clockwise
    double zFactor = 1;

    bool operator==(const StyleHillshade &) const = default;
};

struct StyleSlope
{
    bool isPercent = false;
    bool isHorn = true; ///< else the four neighbours alone (Zevenbergen and Thorne)
    double most = 90;   ///< what is steeper counts as this

    bool operator==(const StyleSlope &) const = default;
};

/// Where a slope looks to: degrees from north, clockwise.
struct StyleAspect
{
    double leastSlope = 1; ///< degrees; what is flatter looks nowhere
    double flat = -1;      ///< its value for a palette; without one it is see-through

    bool operator==(const StyleAspect &) const = default;
};

/// Values as colours for programs: value = least + (red × 65536 + green × 256 + blue) × step.
struct StyleTerrainRgb
{
    double least = -10000, step = 0.1;

    bool operator==(const StyleTerrainRgb &) const = default;
};

/// One colour of a picture turned into another.
struct StyleColorize
{
    std::vector<int> source{255, 255, 255}, destination{255, 255, 255, 0}; ///< three or four channels
    int tolerance = 0;

    bool operator==(const StyleColorize &) const = default;
};

/// How a raster layer is drawn: a style of the ROK4 server (docs/rok4.md §8.4), as it lies in a static of the type
/// ROK4-STYLE. What is drawn of the values are the values themselves, or light, slope or aspect of them; a palette gives
/// colours to that. Plain value, any thread. This is the one rule book for styles: what publishes and what serves have it in
/// common.
struct RasterStyle
{
    QString identifier; ///< letters, digits, "_", "-", ".": part of addresses
    QString title, abstract;
    QStringList keywords;
    std::optional<StyleLegend> legend;
    std::optional<StylePalette> palette;
    std::optional<StyleHillshade> hillshade;
    std::optional<StyleSlope> slope;
    std::optional<StyleAspect> aspect;
    std::optional<StyleTerrainRgb> terrainRgb;
    std::optional<StyleColorize> colorize;
    std::vector<double> nodata; ///< values that are none, besides the pyramid's

    bool operator==(const RasterStyle &) const = default;
    QJsonObject toJson() const;
    /// Invalid with a sentence that names the member: one that is unknown, missing, of another type or out of its range,
    /// colours that do not increase, two ways of drawing at once.
    static Result<RasterStyle> fromJson(const QJsonObject &object);
    static Result<RasterStyle> parse(const QByteArray &content);
    /// Whether it draws at all; else pixels are shown as they are.
    bool draws() const { return readsValues() || colorize; }
    /// Whether it draws one band of values; else colours.
    bool readsValues() const { return palette || looksAround() || terrainRgb; }
    /// Whether a pixel's neighbours count for it.
    bool looksAround() const { return hillshade || slope || aspect; }
    /// Whether a pyramid of these pixels can be drawn with it; Invalid with a sentence.
    Status checkFor(int channels, bool isFloat) const;
};

/// That no two styles of one layer have one identifier.
Status checkIdentifiers(const std::vector<RasterStyle> &styles);
/// Checks the styles of one layer: that, and each for its pixels.
Status checkStyles(const std::vector<RasterStyle> &styles, int channels, bool isFloat);

/// "grey", "hillshade", "relief", "terrain-rgb": styles that need no file.
QStringList builtInStyles();
/// Whether the built-in style of this name is made for a range of values.
bool needsRange(const QString &builtIn);
/// A built-in style by its name; `range` are the least and the greatest value, for those that need it.
Result<RasterStyle> builtInStyle(const QString &name, std::pair<double, double> range = {0, 1});

} // namespace tuilerie
