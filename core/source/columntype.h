// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ogr_core.h>
#include <string>
#include <string_view>

namespace tuilerie {

/// Finds out what a column of texts holds, from all of its values: a number or a date only where reading it as one loses
/// nothing. Codes stay texts: numbers with leading zeros or a plus ("01004"), beyond 64 bits, or with a bare exponent
/// ("2E10"), and moments finer than a millisecond. Empty values say nothing. A comma may be the decimal point where the
/// caller says so.
class ColumnType
{
public:
    explicit ColumnType(bool hasDecimalComma = false)
        : m_hasDecimalComma(hasDecimalComma)
    {
    }
    void add(std::string_view value);
    /// OFTInteger, OFTInteger64, OFTReal, OFTDate, OFTTime, OFTDateTime, or OFTString.
    OGRFieldType type() const;

private:
    enum class Kind { None, Integer, Wide, Real, Date, Time, DateTime, Text };
    Kind kindOf(std::string_view value) const;

    bool m_hasDecimalComma;
    Kind m_kind = Kind::None;
    bool m_isBeyondReal = false; ///< a whole number that a double cannot hold was there
};

/// A number with a point or a comma; false where it is none.
bool readNumber(std::string_view text, double &number);

} // namespace tuilerie
