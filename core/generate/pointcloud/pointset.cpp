// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointset.h"

#include "base/work/parallel.h"

#include <bit>

namespace tuilerie::pointcloud {

namespace {

// Few enough streams for the processor's address cache: wider digits want fewer passes and take longer.
constexpr int digitBits = 8;
constexpr size_t digits = 1 << digitBits;

} // namespace

PointSet::PointSet(qint64 count, int recordLength)
    : m_count(count)
    , m_recordLength(recordLength)
    , m_records(size_t(count) * size_t(recordLength))
    , m_keys(size_t(count))
{
}

Status PointSet::sort(int workers)
{
    const auto n = size_t(m_count);
    m_order = LargeArray<quint32>(n);
    LargeArray<quint64> otherKeys(n);
    LargeArray<quint32> otherOrder(n);
    const auto segments = size_t(std::max(1, workers));
    const auto begin = [n, segments](size_t i) { return n * i / segments; };

    std::vector<quint64> differences(segments, 0);
    const Status numbered = parallel(workers, qint64(segments), [&](int, qint64 s) -> Status {
        quint64 seen = 0;
        for (size_t i = begin(size_t(s)); i < begin(size_t(s) + 1); ++i) {
            m_order[i] = quint32(i);
            seen |= m_keys[i] ^ m_keys[0];
        }
        differences[size_t(s)] = seen;
        return {};
    });
    TUILERIE_CHECK(numbered);
    quint64 difference = 0;
    for (const quint64 seen : differences)
        difference |= seen;

    for (int shift = 0; shift < int(std::bit_width(difference)); shift += digitBits) {
        if (((difference >> shift) & (digits - 1)) == 0)
            continue;
        std::vector<std::array<size_t, digits>> places(segments);
        const Status counted = parallel(workers, qint64(segments), [&](int, qint64 s) -> Status {
            auto &counts = places[size_t(s)];
            counts.fill(0);
            for (size_t i = begin(size_t(s)); i < begin(size_t(s) + 1); ++i)
                ++counts[(m_keys[i] >> shift) & (digits - 1)];
            return {};
        });
        TUILERIE_CHECK(counted);
        size_t sum = 0;
        for (size_t digit = 0; digit < digits; ++digit)
            for (auto &counts : places)
                sum += std::exchange(counts[digit], sum);
        const Status moved = parallel(workers, qint64(segments), [&](int, qint64 s) -> Status {
            auto &next = places[size_t(s)];
            for (size_t i = begin(size_t(s)); i < begin(size_t(s) + 1); ++i) {
                const size_t to = next[(m_keys[i] >> shift) & (digits - 1)]++;
                otherKeys[to] = m_keys[i];
                otherOrder[to] = m_order[i];
            }
            return {};
        });
        TUILERIE_CHECK(moved);
        m_keys.swap(otherKeys);
        m_order.swap(otherOrder);
    }
    return {};
}

} // namespace tuilerie::pointcloud
