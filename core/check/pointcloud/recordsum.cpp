// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/recordsum.h"

#include "source/pointcloud/pointview.h"

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

quint64 mixed(quint64 value)
{
    value ^= value >> 32;
    value *= 0xd6e8feb86659fd93ULL;
    value ^= value >> 32;
    value *= 0xd6e8feb86659fd93ULL;
    return value ^ value >> 32;
}

/// Place of the colours and of the near infrared in a record, −1 for none.
int colourAt(int format)
{
    return format == 2 ? 20 : format == 3 || format == 5 ? 28 : format == 7 || format == 8 || format == 10 ? 30 : -1;
}

int infraredAt(int format)
{
    return format == 8 || format == 10 ? 36 : -1;
}

/// Behind what descriptors name, as one field without name.
std::vector<ExtraByteField> withTail(const LasHeader &header)
{
    std::vector<ExtraByteField> fields = header.extraFields;
    int at = LasLayout::standardSize(header.pointFormat);
    for (const ExtraByteField &field : fields)
        at = std::max(at, field.offset + field.size);
    if (at < header.recordLength) {
        ExtraByteField tail;
        tail.offset = at;
        tail.size = header.recordLength - at;
        fields.push_back(tail);
    }
    return fields;
}

} // namespace

quint64 recordHash(const char *record, int length)
{
    quint64 hash = 0x9e3779b97f4a7c15ULL ^ quint64(length);
    for (; length >= 8; record += 8, length -= 8)
        hash = mixed(hash ^ qFromLittleEndian<quint64>(record));
    quint64 rest = 0;
    memcpy(&rest, record, size_t(length));
    return mixed(hash ^ rest);
}

RecordUpgrade::RecordUpgrade(const LasHeader &from, const LasHeader &to)
    : m_from(from)
    , m_to(to)
    , m_record(to.recordLength, '\0')
{
    m_isSame = from.pointFormat == to.pointFormat && from.recordLength == to.recordLength
        && std::equal(from.scale, from.scale + 3, to.scale) && std::equal(from.offset, from.offset + 3, to.offset)
        && from.extraFields == to.extraFields;
    const std::vector<ExtraByteField> given = withTail(from);
    for (const ExtraByteField &field : withTail(to)) {
        const auto same = std::find_if(
            given.begin(), given.end(), [&](const ExtraByteField &other) { return other.isCounterpart(field); });
        if (same != given.end())
            m_extras.push_back({same->offset, field.offset, std::min(same->size, field.size)});
    }
}

const char *RecordUpgrade::apply(const char *record)
{
    if (m_isSame)
        return record;
    char *out = m_record.data();
    m_record.fill('\0');
    for (int axis = 0; axis < 3; ++axis) {
        qint32 stored = PointView::coordinate(record, axis);
        if (m_from.scale[axis] != m_to.scale[axis] || m_from.offset[axis] != m_to.offset[axis])
            stored = qint32(
                std::llround((stored * m_from.scale[axis] + (m_from.offset[axis] - m_to.offset[axis])) / m_to.scale[axis]));
        memcpy(out + 4 * axis, &stored, 4);
    }
    memcpy(out + 12, record + 12, 2);
    const PointView view(m_from.pointFormat);
    if (m_from.pointFormat >= 6) {
        memcpy(out + 14, record + 14, 16); // returns to gps time
    } else {
        const quint8 returns = quint8(record[14]), flags = quint8(record[15]);
        out[14] = char(view.returnNumber(record) | view.numberOfReturns(record) << 4);
        out[15] = char((flags >> 5) | (view.classification(record) == 12 ? 8 : 0) | (returns & 0xc0));
        out[16] = char(view.classification(record));
        out[17] = record[17];
        const qint16 angle = qint16(std::lround(qint8(record[16]) / 0.006));
        memcpy(out + 18, &angle, 2);
        memcpy(out + 20, record + 18, 2);
        const double gps = view.gps(record);
        memcpy(out + 22, &gps, 8);
    }
    if (const int from = colourAt(m_from.pointFormat), to = colourAt(m_to.pointFormat); from >= 0 && to >= 0)
        memcpy(out + to, record + from, 6);
    if (const int from = infraredAt(m_from.pointFormat), to = infraredAt(m_to.pointFormat); from >= 0 && to >= 0)
        memcpy(out + to, record + from, 2);
    for (const Copy &copy : m_extras)
        memcpy(out + copy.to, record + copy.from, size_t(copy.size));
    return out;
}

} // namespace tuilerie
