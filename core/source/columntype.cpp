// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/columntype.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tuilerie {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

size_t digitsAt(std::string_view text)
{
    size_t n = 0;
    while (n < text.size() && isDigit(text[n]))
        ++n;
    return n;
}

/// Takes so many digits off the front and reads them; false where there are not so many or the number is above `most`.
bool take(std::string_view &text, size_t digits, int least, int most)
{
    if (digitsAt(text.substr(0, digits)) != digits)
        return false;
    int number = 0;
    std::from_chars(text.data(), text.data() + digits, number);
    text.remove_prefix(digits);
    return number >= least && number <= most;
}

bool take(std::string_view &text, char c)
{
    if (text.empty() || text[0] != c)
        return false;
    text.remove_prefix(1);
    return true;
}

/// YYYY-MM-DD or YYYY/MM/DD.
bool takeDate(std::string_view &text)
{
    if (!take(text, 4, 1, 9999) || text.empty() || (text[0] != '-' && text[0] != '/'))
        return false;
    const char between = text[0];
    return take(text, between) && take(text, 2, 1, 12) && take(text, between) && take(text, 2, 1, 31);
}

/// HH:MM, HH:MM:SS or HH:MM:SS.sss.
bool takeTime(std::string_view &text)
{
    if (!take(text, 2, 0, 23) || !take(text, ':') || !take(text, 2, 0, 59))
        return false;
    if (!take(text, ':'))
        return true;
    if (!take(text, 2, 0, 60))
        return false;
    if (!take(text, '.'))
        return true;
    const size_t digits = digitsAt(text);
    text.remove_prefix(digits);
    return digits >= 1 && digits <= 3;
}

/// Nothing, Z, or a quarter of an hour: +02, +0200, +02:00.
bool isZone(std::string_view text)
{
    if (text.empty() || text == "Z")
        return true;
    if (text[0] != '+' && text[0] != '-')
        return false;
    text.remove_prefix(1);
    if (!take(text, 2, 0, 14) || text.empty())
        return text.empty();
    take(text, ':');
    return text == "00" || text == "15" || text == "30" || text == "45";
}

} // namespace

bool readNumber(std::string_view text, double &number)
{
    std::string plain(trimmed(text));
    if (const size_t comma = plain.find(','); comma != std::string::npos && plain.find('.') == std::string::npos)
        plain[comma] = '.';
    std::string_view digits = plain;
    take(digits, '+');
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size() && !digits.empty() && std::isfinite(number);
}

ColumnType::Kind ColumnType::kindOf(std::string_view value) const
{
    std::string_view rest = value;
    take(rest, '-');
    const size_t whole = digitsAt(rest);
    const bool hasLeadingZero = whole > 1 && rest[0] == '0';
    if (whole > 0 && whole == rest.size()) {
        int64_t number = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (hasLeadingZero || error != std::errc() || value == "-0")
            return Kind::Text;
        return number >= std::numeric_limits<int32_t>::min() && number <= std::numeric_limits<int32_t>::max() ? Kind::Integer
                                                                                                              : Kind::Wide;
    }
    if (whole < rest.size() && !hasLeadingZero) {
        const bool hasPoint = rest[whole] == '.' || (m_hasDecimalComma && rest[whole] == ',');
        std::string_view tail = rest.substr(whole + (hasPoint ? 1 : 0));
        const size_t decimals = hasPoint ? digitsAt(tail) : 0;
        tail.remove_prefix(decimals);
        bool isReal = whole + decimals > 0;
        if (isReal && (take(tail, 'e') || take(tail, 'E'))) {
            // A bare "2E10" is as likely a code.
            const bool isSigned = take(tail, '-') || take(tail, '+');
            const size_t exponent = digitsAt(tail);
            isReal = (isSigned || hasPoint) && exponent > 0 && exponent <= 3;
            tail.remove_prefix(exponent);
        } else {
            isReal = isReal && hasPoint;
        }
        double number = 0;
        if (isReal && tail.empty())
            return readNumber(value, number) ? Kind::Real : Kind::Text;
    }
    rest = value;
    if (takeDate(rest)) {
        if (rest.empty())
            return Kind::Date;
        return (take(rest, 'T') || take(rest, ' ')) && takeTime(rest) && isZone(rest) ? Kind::DateTime : Kind::Text;
    }
    rest = value;
    return takeTime(rest) && rest.empty() && value.size() >= 8 ? Kind::Time : Kind::Text;
}

void ColumnType::add(std::string_view value)
{
    if (m_kind == Kind::Text)
        return;
    value = trimmed(value);
    if (value.empty())
        return;
    const Kind kind = kindOf(value);
    const auto isNumber = [](Kind k) { return k == Kind::Integer || k == Kind::Wide || k == Kind::Real; };
    if (m_kind == Kind::None || (isNumber(m_kind) && isNumber(kind)))
        m_kind = std::max(m_kind, kind);
    else if (kind != m_kind)
        m_kind = Kind::Text;
    if (double number = 0; kind == Kind::Wide && readNumber(value, number) && std::abs(number) >= 9007199254740992.0)
        m_isBeyondReal = true;
    if (m_kind == Kind::Real && m_isBeyondReal)
        m_kind = Kind::Text;
}

OGRFieldType ColumnType::type() const
{
    switch (m_kind) {
    case Kind::Integer: return OFTInteger;
    case Kind::Wide: return OFTInteger64;
    case Kind::Real: return OFTReal;
    case Kind::Date: return OFTDate;
    case Kind::Time: return OFTTime;
    case Kind::DateTime: return OFTDateTime;
    case Kind::None:
    case Kind::Text: break;
    }
    return OFTString;
}

} // namespace tuilerie
