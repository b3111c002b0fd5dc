// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/recordconverter.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace tuilerie::pointcloud {

namespace {

template <typename T> T field(const char *record, int at)
{
    T value;
    std::memcpy(&value, record + at, sizeof value);
    return value;
}

template <typename T> void setField(char *record, int at, T value)
{
    std::memcpy(record + at, &value, sizeof value);
}

/// Where the colours lie, −1 = none.
int colourPlace(int format)
{
    switch (format) {
    case 2: return 20;
    case 3:
    case 5: return 28;
    case 7:
    case 8:
    case 10: return 30;
    default: return -1;
    }
}

bool isWholeNumber(double value)
{
    return std::abs(value) < 9e15 && std::abs(value - std::round(value)) < 1e-6 * std::max(1.0, std::abs(value) * 1e-6);
}

} // namespace

int pyramidFormat(int pointFormat)
{
    static constexpr int formats[] = {6, 6, 7, 7, 6, 7, 6, 7, 8, 6, 8};
    return pointFormat >= 0 && pointFormat <= 10 ? formats[pointFormat] : 6;
}

RecordConverter::RecordConverter(const CloudInput &input, const CloudSchema &schema, const ExtraFields &extra)
    : m_fromFormat(input.layout.pointFormat)
    , m_toFormat(schema.layout.pointFormat)
    , m_fromLength(input.layout.recordLength)
    , m_toLength(schema.layout.recordLength)
    , m_fromStandard(LasLayout::standardSize(m_fromFormat))
    , m_toStandard(LasLayout::standardSize(m_toFormat))
{
    for (int i = 0; i < 3; ++i) {
        Axis &axis = m_axes[i];
        axis.isSame = input.scale[i] == schema.scale[i] && input.offset[i] == schema.offset[i];
        m_samePlaces = m_samePlaces && axis.isSame;
        axis.scale = input.scale[i];
        axis.offset = input.offset[i];
        axis.toScale = schema.scale[i];
        axis.toOffset = schema.offset[i];
        const double factor = input.scale[i] / schema.scale[i],
                     shift = (input.offset[i] - schema.offset[i]) / schema.scale[i];
        axis.isWhole = isWholeNumber(factor) && isWholeNumber(shift);
        axis.factor = axis.isWhole ? std::llround(factor) : 1;
        axis.shift = axis.isWhole ? std::llround(shift) : 0;
    }
    for (const ExtraByteField &field : extra) {
        const auto own = std::find_if(input.extra.begin(), input.extra.end(),
            [&field](const ExtraByteField &other) { return other.isCounterpart(field); });
        if (own != input.extra.end())
            m_moves.push_back({m_fromStandard + own->offset, m_toStandard + field.offset, field.size});
    }
    m_isIdentity = m_fromFormat == m_toFormat && m_fromLength == m_toLength && m_samePlaces
        && std::all_of(m_moves.begin(), m_moves.end(), [](const Move &m) { return m.from == m.to; });
}

bool RecordConverter::place(const char *from, char *to) const
{
    for (int i = 0; i < 3; ++i) {
        const Axis &axis = m_axes[i];
        const auto value = field<qint32>(from, 4 * i);
        qint64 moved = value;
        if (axis.isWhole)
            moved = value * axis.factor + axis.shift;
        else if (!axis.isSame)
            moved = std::llround((value * axis.scale + axis.offset - axis.toOffset) / axis.toScale);
        if (moved < std::numeric_limits<qint32>::min() || moved > std::numeric_limits<qint32>::max())
            return false;
        setField(to, 4 * i, qint32(moved));
    }
    return true;
}

bool RecordConverter::convert(const char *from, char *to, qint64 count) const
{
    if (m_isIdentity) {
        std::memcpy(to, from, size_t(count) * size_t(m_toLength));
        return true;
    }
    const int fromColour = colourPlace(m_fromFormat);
    const bool hasTime = m_fromFormat != 0 && m_fromFormat != 2;
    for (qint64 n = 0; n < count; ++n, from += m_fromLength, to += m_toLength) {
        std::memset(to, 0, size_t(m_toLength));
        if (!place(from, to))
            return false;
        setField(to, 12, field<quint16>(from, 12));
        if (m_fromFormat >= 6) {
            std::memcpy(to + 14, from + 14, 16);
        } else {
            const uchar returns = uchar(from[14]), classes = uchar(from[15]);
            to[14] = char((returns & 7) | ((returns >> 3) & 7) << 4);
            const int classification = classes & 31;
            // Synthetic, key point, withheld; overlap; scan direction and edge of flight line.
            to[15] = char((classes >> 5) | (classification == 12 ? 8 : 0) | (returns & 0xc0));
            to[16] = char(classification);
            to[17] = from[17];
            setField(to, 18, qint16(std::lround(qint8(from[16]) / 0.006)));
            setField(to, 20, field<quint16>(from, 18));
            if (hasTime)
                setField(to, 22, field<quint64>(from, 20));
        }
        if (m_toFormat >= 7 && fromColour >= 0)
            std::memcpy(to + 30, from + fromColour, 6);
        if (m_toFormat == 8 && (m_fromFormat == 8 || m_fromFormat == 10))
            std::memcpy(to + 36, from + 36, 2);
        for (const Move &move : m_moves)
            std::memcpy(to + move.to, from + move.from, size_t(move.size));
    }
    return true;
}

} // namespace tuilerie::pointcloud
