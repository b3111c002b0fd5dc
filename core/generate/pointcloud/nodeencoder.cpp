// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/nodeencoder.h"

#include "generate/pointcloud/morton.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tuilerie::pointcloud {

namespace {

constexpr int gpsPlace = 22;
constexpr size_t mostReturnsOfPulse = 16;
constexpr int digitBits = 11;

template <typename T> T field(const char *record, int at)
{
    T value;
    std::memcpy(&value, record + at, sizeof value);
    return value;
}

/// IEEE 754 bits in the order of the numbers; a NaN has its place too.
quint64 orderedTime(const char *record)
{
    const quint64 bits = field<quint64>(record, gpsPlace);
    return bits >> 63 ? ~bits : bits | (quint64(1) << 63);
}

quint64 place(const char *record)
{
    // 21 bits of each suffice to keep neighbours together; the bytes decide the rest.
    const auto axis = [record](int i) { return quint32(field<qint32>(record, 4 * i)) & 0x1fffff; };
    return morton(axis(0), axis(1), axis(2));
}

} // namespace

NodeEncoder::NodeEncoder(const LasLayout &layout, std::unique_ptr<ChunkEncoder> encoder)
    : m_pointFormat(layout.pointFormat)
    , m_recordLength(layout.recordLength)
    , m_encoder(std::move(encoder))
{
}

Result<std::unique_ptr<NodeEncoder>> NodeEncoder::create(const LasLayout &layout)
{
    TUILERIE_TRY(encoder, ChunkEncoder::create(layout));
    return std::unique_ptr<NodeEncoder>(new NodeEncoder(layout, std::move(encoder)));
}

void NodeEncoder::sort(std::span<const char *const> records)
{
    const size_t n = records.size();
    m_timed.resize(n);
    m_other.resize(n);
    quint64 low = ~quint64(0), high = 0;
    for (size_t i = 0; i < n; ++i) {
        const quint64 time = orderedTime(records[i]);
        m_timed[i] = {time, records[i]};
        low = std::min(low, time);
        high = std::max(high, time);
    }
    // Least significant digit first, over the bits in which the times differ: a quarter of what comparisons take.
    for (int shift = 0; shift < int(std::bit_width(high - low)); shift += digitBits) {
        quint32 places[1 << digitBits] = {};
        for (const Timed &timed : m_timed)
            ++places[((timed.time - low) >> shift) & ((1 << digitBits) - 1)];
        quint32 sum = 0;
        for (quint32 &count : places)
            sum += std::exchange(count, sum);
        for (const Timed &timed : m_timed)
            m_other[places[((timed.time - low) >> shift) & ((1 << digitBits) - 1)]++] = timed;
        m_timed.swap(m_other);
    }
    const auto length = size_t(m_recordLength);
    const auto byReturn = [length](const Timed &a, const Timed &b) {
        const int left = a.record[14] & 15, right = b.record[14] & 15;
        return left != right ? left < right : std::memcmp(a.record, b.record, length) < 0;
    };
    const auto byPlace = [length](const Timed &a, const Timed &b) {
        return a.time != b.time ? a.time < b.time : std::memcmp(a.record, b.record, length) < 0;
    };
    for (size_t i = 0; i < n;) {
        size_t j = i + 1;
        while (j < n && m_timed[j].time == m_timed[i].time)
            ++j;
        const auto first = m_timed.begin() + std::ptrdiff_t(i), last = m_timed.begin() + std::ptrdiff_t(j);
        if (j - i > mostReturnsOfPulse) {
            std::for_each(first, last, [](Timed &timed) { timed.time = place(timed.record); });
            std::sort(first, last, byPlace);
        } else if (j - i > 1) {
            std::sort(first, last, byReturn);
        }
        i = j;
    }
    m_sorted.resize(n);
    for (size_t i = 0; i < n; ++i)
        m_sorted[i] = m_timed[i].record;
}

Result<EncodedNode> NodeEncoder::encode(std::span<const char *const> records)
{
    if (records.empty())
        return fail(ErrorCode::Internal, QStringLiteral("A node without points was to be encoded."));
    sort(records);
    EncodedNode node;
    node.points = records.size();
    node.statistics = PointStatistics::of(m_sorted, m_pointFormat);
    for (const char *record : m_sorted)
        TUILERIE_CHECK(m_encoder->add(record));
    TUILERIE_TRY(chunk, m_encoder->finish());
    node.chunk = std::move(chunk);
    return node;
}

} // namespace tuilerie::pointcloud
