// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/smallfont.h"

namespace tuilerie {

namespace {

constexpr int glyphWidth = 5;
constexpr int glyphHeight = 7;
constexpr int margin = 4;

/// A letter drawn by rows from the top, 35 bits, the first pixel in the highest.
struct Glyph
{
    char letter;
    quint64 rows;
};

constexpr Glyph glyphs[] = {
    {'A', 0x3a31fc631ull},
    {'B', 0x7a31f463eull},
    {'C', 0x3e108420full},
    {'D', 0x7a318c63eull},
    {'E', 0x7e10f421full},
    {'F', 0x7e10f4210ull},
    {'G', 0x3e109c62full},
    {'H', 0x4631fc631ull},
    {'I', 0x38842108eull},
    {'J', 0x04210862eull},
    {'K', 0x4654c5251ull},
    {'L', 0x42108421full},
    {'M', 0x4775ac631ull},
    {'N', 0x4735ace31ull},
    {'O', 0x3a318c62eull},
    {'P', 0x7a31f4210ull},
    {'Q', 0x3a318d64dull},
    {'R', 0x7a31f5251ull},
    {'S', 0x3e107043eull},
    {'T', 0x7c8421084ull},
    {'U', 0x46318c62eull},
    {'V', 0x46318a944ull},
    {'W', 0x4631ad771ull},
    {'X', 0x462a22a31ull},
    {'Y', 0x462a21084ull},
    {'Z', 0x7c222221full},
    {'0', 0x3a33ae62eull},
    {'1', 0x11842108eull},
    {'2', 0x3a213221full},
    {'3', 0x78217043eull},
    {'4', 0x4a52f8842ull},
    {'5', 0x7e1e0862eull},
    {'6', 0x3a10f462eull},
    {'7', 0x7c2211084ull},
    {'8', 0x3a317462eull},
    {'9', 0x3a317842eull},
    {'.', 0x00000018cull},
    {',', 0x000003188ull},
    {':', 0x018c03180ull},
    {'-', 0x000070000ull},
    {'_', 0x00000001full},
    {'"', 0x294a00000ull},
    {'\'', 0x108400000ull},
    {'/', 0x042222210ull},
    {'(', 0x088421082ull},
    {')', 0x208421088ull},
    {'=', 0x001f07c00ull},
};

quint64 glyphRows(QChar letter)
{
    for (const Glyph &glyph : glyphs)
        if (letter == QLatin1Char(glyph.letter))
            return glyph.rows;
    return 0;
}

/// What the font has of a text.
QString inCapitals(const QString &text)
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_D).toUpper())
        if (c.category() != QChar::Mark_NonSpacing)
            plain += c == QChar(0x201C) || c == QChar(0x201D) ? QLatin1Char('"') : c == QChar(0x2212) ? QLatin1Char('-') : c;
    return plain;
}

void drawLetter(MapCanvas &canvas, QChar letter, int left, int top, std::array<uint8_t, 3> colour)
{
    const quint64 rows = glyphRows(letter);
    for (int bit = 0; bit < glyphWidth * glyphHeight; ++bit) {
        const int x = left + bit % glyphWidth, y = top + bit / glyphWidth;
        if (!(rows >> (glyphWidth * glyphHeight - 1 - bit) & 1) || x < 0 || y < 0 || x >= canvas.width()
            || y >= canvas.height())
            continue;
        uint8_t *pixel = &canvas.rgba()[(size_t(y) * size_t(canvas.width()) + size_t(x)) * 4];
        std::copy(colour.begin(), colour.end(), pixel);
        pixel[3] = 255;
    }
}

} // namespace

void drawLine(MapCanvas &canvas, const QString &text, int x, int y, std::array<uint8_t, 3> colour)
{
    for (const QChar letter : inCapitals(text)) {
        drawLetter(canvas, letter, x, y, colour);
        x += letterWidth;
    }
}

void drawText(MapCanvas &canvas, const QString &text)
{
    const QString plain = inCapitals(text);
    const int columns = std::max(1, (canvas.width() - 2 * margin) / letterWidth);
    int column = 0;
    int line = 0;
    for (const QString &word : plain.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (column > 0 && column + word.size() > columns) {
            column = 0;
            ++line;
        }
        for (const QChar letter : word) {
            drawLetter(canvas, letter, margin + column * letterWidth, margin + line * (glyphHeight + 3), {200, 0, 0});
            if (++column >= columns) {
                column = 0;
                ++line;
            }
        }
        ++column;
    }
}

} // namespace tuilerie
