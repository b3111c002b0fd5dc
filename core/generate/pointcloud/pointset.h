// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/largearray.h"
#include "generate/pointcloud/octreebuilder.h"

namespace tuilerie::pointcloud {

/// Points in memory with their keys. Not filled with zeros first: gigabytes.
class PointSet
{
public:
    PointSet(qint64 count, int recordLength);

    qint64 count() const { return m_count; }
    char *record(qint64 i) { return m_records.get() + i * m_recordLength; }
    quint64 *keys() { return m_keys.get(); }
    PointView view() const { return {m_keys.get(), m_order.get(), m_records.get(), m_recordLength}; }
    /// Sorts the keys, and an order beside them; the records stay. Least significant digit first, by `workers` threads.
    Status sort(int workers);

    /// Bytes a point while it is being sorted.
    static qint64 bytesPerPoint(int recordLength) { return recordLength + 24; }

private:
    qint64 m_count;
    int m_recordLength;
    LargeArray<char> m_records;
    LargeArray<quint64> m_keys;
    LargeArray<quint32> m_order;
};

} // namespace tuilerie::pointcloud
