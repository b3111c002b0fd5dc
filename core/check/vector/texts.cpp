// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/texts.h"

#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace tuilerie {

namespace {

/// Windows-1252's letters of 0x80–0x9F; 0 where it has none (then the byte stays as a control character).
constexpr std::array<char16_t, 32> kCp1252 = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030,
    0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A, 0x0153, 0, 0x017E, 0x0178};

/// The byte that Windows-1252 has for a letter; −1 for none.
int cp1252Byte(char16_t letter)
{
    if (letter < 0x100)
        return letter;
    const auto found = std::find(kCp1252.begin(), kCp1252.end(), letter);
    return found == kCp1252.end() ? -1 : 0x80 + int(found - kCp1252.begin());
}

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    Q_UNUSED(text)
    return !decoder.hasError();
}

bool isAscii(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return uchar(byte) < 0x80; });
}

} // namespace

QByteArray decodedOnce(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    QByteArray inner;
    bool isSuspect = false;
    for (const QChar letter : text) {
        const int byte = cp1252Byte(letter.unicode());
        if (byte < 0)
            return bytes;
        // A lead byte of UTF-8's pairs and triples, as a letter: Â, Ã, â…
        isSuspect = isSuspect || (byte >= 0xC2 && byte <= 0xF4);
        inner.append(char(byte));
    }
    return isSuspect && !isAscii(inner) && isUtf8(inner) ? inner : bytes;
}

TextState textState(const QByteArray &bytes)
{
    if (isAscii(bytes))
        return TextState::Plain;
    if (!isUtf8(bytes))
        return TextState::Invalid;
    if (bytes.contains("\xEF\xBF\xBD"))
        return TextState::Replaced;
    return decodedOnce(bytes) == bytes ? TextState::Utf8 : TextState::Twice;
}

} // namespace tuilerie
