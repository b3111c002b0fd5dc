// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rasterstyle.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterStyle", text);
}

/// A colour of the ramps below, at a share of the way from the least to the greatest value.
struct RampColour
{
    double share;
    std::array<uint8_t, 4> rgba;
};

/// From lowlands to snow.
constexpr RampColour reliefRamp[] = {{0, {38, 115, 77, 255}}, {0.2, {132, 173, 96, 255}}, {0.4, {231, 219, 150, 255}},
    {0.6, {197, 150, 92, 255}}, {0.8, {140, 101, 78, 255}}, {1, {250, 250, 250, 255}}};
constexpr RampColour greyRamp[] = {{0, {0, 0, 0, 255}}, {1, {255, 255, 255, 255}}};

template <size_t N> StylePalette stretched(const RampColour (&ramp)[N], std::pair<double, double> range)
{
    StylePalette palette;
    palette.isSmooth = palette.isAlphaSmooth = true;
    const double width = range.second > range.first ? range.second - range.first : 1;
    for (const RampColour &colour : ramp)
        palette.colours.push_back({range.first + colour.share * width, colour.rgba});
    return palette;
}

} // namespace

std::array<uint8_t, 4> StylePalette::at(double value) const
{
    const auto above = std::upper_bound(colours.begin(), colours.end(), value,
        [](double wanted, const StyleColour &colour) { return wanted < colour.value; });
    const StyleColour &lower = above == colours.begin() ? *above : *(above - 1);
    std::array<uint8_t, 4> rgba = lower.rgba;
    if (above != colours.begin() && above != colours.end()) {
        const double share = (value - lower.value) / (above->value - lower.value);
        for (size_t c = 0; c < 4; ++c)
            if (c < 3 ? isSmooth : isAlphaSmooth)
                rgba[c] = uint8_t(std::lround(lower.rgba[c] + share * (above->rgba[c] - lower.rgba[c])));
    }
    if (isOpaque)
        rgba[3] = 255;
    return rgba;
}

Status RasterStyle::checkFor(int channels, bool isFloat) const
{
    // A second channel of bytes is the opacity.
    const bool isValues = channels == 1 || (!isFloat && channels == 2);
    if (readsValues() && !isValues)
        return fail(ErrorCode::Invalid,
            tr("The style “%1” is for one band of values, but the data have %2 bands. Leave the style out, or publish one "
               "band of them (--bands 1).")
                .arg(identifier)
                .arg(channels));
    if (colorize && (isFloat || channels < 3))
        return fail(ErrorCode::Invalid,
            tr("The style “%1” changes a colour of pictures, but the data are values. Give a style with a palette, or leave "
               "it out.")
                .arg(identifier));
    if (colorize && int(colorize->source.size()) > channels)
        return fail(ErrorCode::Invalid,
            tr("The style “%1” looks for a colour of four bands in a picture of three. Take the fourth number out of its "
               "“source”.")
                .arg(identifier));
    return {};
}

Status checkIdentifiers(const std::vector<RasterStyle> &styles)
{
    QStringList seen;
    for (const RasterStyle &style : styles) {
        if (seen.contains(style.identifier))
            return fail(ErrorCode::Invalid,
                tr("Two styles of the layer have the identifier “%1”. Give each one of its own.").arg(style.identifier));
        seen << style.identifier;
    }
    return {};
}

Status checkStyles(const std::vector<RasterStyle> &styles, int channels, bool isFloat)
{
    TUILERIE_CHECK(checkIdentifiers(styles));
    for (const RasterStyle &style : styles)
        TUILERIE_CHECK(style.checkFor(channels, isFloat));
    return {};
}

QStringList builtInStyles()
{
    return {u"grey"_s, u"hillshade"_s, u"relief"_s, u"terrain-rgb"_s};
}

bool needsRange(const QString &builtIn)
{
    return builtIn == "grey"_L1 || builtIn == "relief"_L1;
}

Result<RasterStyle> builtInStyle(const QString &name, std::pair<double, double> range)
{
    RasterStyle style;
    style.identifier = name;
    style.keywords = {u"MNT"_s};
    if (name == "grey"_L1) {
        style.title = tr("Grey stretch");
        style.abstract = tr("From black, the least value, to white, the greatest.");
        style.palette = stretched(greyRamp, range);
    } else if (name == "hillshade"_L1) {
        style.title = tr("Hillshade");
        style.abstract = tr("Light from the north-west, 45° above the horizon.");
        style.hillshade = StyleHillshade();
    } else if (name == "relief"_L1) {
        style.title = tr("Relief in colours");
        style.abstract = tr("From green, the least value, over brown to white, the greatest.");
        style.palette = stretched(reliefRamp, range);
    } else if (name == "terrain-rgb"_L1) {
        style.title = tr("Terrain-RGB");
        style.abstract = tr("For programs: height = −10000 + (red × 65536 + green × 256 + blue) × 0.1.");
        style.terrainRgb = StyleTerrainRgb();
    } else {
        return fail(ErrorCode::Invalid,
            tr("There is no style named “%1”. Choose among %2, or name a file.").arg(name, builtInStyles().join(u", "_s)));
    }
    return style;
}

} // namespace tuilerie
