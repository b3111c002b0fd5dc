// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/stylelegend.h"

#include "server/diffusion/maprender.h"
#include "server/diffusion/smallfont.h"

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

constexpr int width = 140, margin = 8, swatchWidth = 24, rampHeight = 200, rowHeight = 18;
constexpr size_t mostRows = 40;

/// A ramp from the last colour at the top to the first; else a row for each colour.
bool isRamp(const StylePalette &palette)
{
    return palette.isSmooth || palette.colours.size() > mostRows;
}

int heightOf(const StylePalette &palette)
{
    return 2 * margin + (isRamp(palette) ? rampHeight : int(palette.colours.size()) * rowHeight);
}

void fill(MapCanvas &canvas, int top, int height, const std::array<uint8_t, 4> &rgba)
{
    for (int y = top; y < top + height; ++y)
        for (int x = margin; x < margin + swatchWidth; ++x)
            std::copy(rgba.begin(), rgba.end(), &canvas.rgba()[(size_t(y) * size_t(canvas.width()) + size_t(x)) * 4]);
}

void label(MapCanvas &canvas, int middle, double value)
{
    drawLine(canvas, QString::number(value, 'g', 6), margin + swatchWidth + margin, middle - lineHeight / 2, {0, 0, 0});
}

void drawRamp(MapCanvas &canvas, const StylePalette &palette)
{
    const double least = palette.colours.front().value, greatest = palette.colours.back().value;
    const auto placeOf = [&](double value) {
        const double share = greatest > least ? (value - least) / (greatest - least) : 0;
        return margin + int(std::lround((1 - share) * (rampHeight - 1)));
    };
    for (int y = 0; y < rampHeight; ++y)
        fill(canvas, margin + y, 1, palette.at(greatest - (greatest - least) * y / (rampHeight - 1)));
    // From the top; a label that would lie on the one before is left out, but for the least value's.
    int last = -rowHeight;
    for (auto colour = palette.colours.rbegin(); colour != palette.colours.rend(); ++colour) {
        const int place = placeOf(colour->value);
        const bool isLeast = colour + 1 == palette.colours.rend();
        if (place - last < lineHeight + 3 || (!isLeast && placeOf(least) - place < lineHeight + 3))
            continue;
        label(canvas, place, colour->value);
        last = place;
    }
}

void drawRows(MapCanvas &canvas, const StylePalette &palette)
{
    int top = margin;
    for (auto colour = palette.colours.rbegin(); colour != palette.colours.rend(); ++colour, top += rowHeight) {
        fill(canvas, top, rowHeight - 4, colour->rgba);
        label(canvas, top + rowHeight / 2 - 2, colour->value);
    }
}

} // namespace

QSize legendSize(const ServedLayer &layer, const RasterStyle &style)
{
    if (style.palette)
        return {width, heightOf(*style.palette)};
    return layer.isFloat() && !style.draws() ? QSize(width, 2 * margin + rampHeight) : QSize();
}

Result<QByteArray> legendPicture(const ServedLayer &layer, const RasterStyle &style, const TileSource &tiles)
{
    const QSize size = legendSize(layer, style);
    MapCanvas canvas(size.isEmpty() ? width : size.width(), size.isEmpty() ? 2 * margin + lineHeight : size.height());
    canvas.flatten({255, 255, 255});
    if (style.palette) {
        isRamp(*style.palette) ? drawRamp(canvas, *style.palette) : drawRows(canvas, *style.palette);
    } else if (!size.isEmpty()) {
        TUILERIE_TRY(range, valueRange(layer, tiles));
        TUILERIE_TRY(grey, builtInStyle(QStringLiteral("grey"), range));
        drawRamp(canvas, *grey.palette);
    } else {
        drawLine(canvas, style.title, margin, margin, {0, 0, 0});
    }
    return encodeCanvas(canvas, MapFormat::Png, false, {}, {});
}

} // namespace tuilerie
