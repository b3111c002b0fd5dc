// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/recordlog.h"
#include "grid/tilematrixset.h"

#include <QDataStream>
#include <QIODevice>
#include <map>

namespace tuilerie {

/// A slab's place. Ordered by level, then by Morton code (so that neighbours in the order are neighbours on the ground).
struct SlabKey
{
    int level = 0; ///< index into the grid's levels
    qint64 col = 0;
    qint64 row = 0;

    bool operator==(const SlabKey &) const = default;
    bool operator<(const SlabKey &o) const;
};

/// What a journal says of a finished slab, whatever made it. Engines derive their own records, with fields of their own.
struct SlabRecord
{
    SlabKey key;
    TileRange limits; ///< tiles that hold data; empty where the slab holds none and was not written
    qint64 tiles = 0;
    qint64 dataSize = 0; ///< of the slab's file; 0 where it was not written
    qint64 maskSize = 0;
    quint64 dataHash = 0; ///< slabHash()
    quint64 maskHash = 0;

    bool operator==(const SlabRecord &) const = default;
};

QDataStream &operator<<(QDataStream &out, const SlabRecord &record);
QDataStream &operator>>(QDataStream &in, SlabRecord &record);
/// XXH3 of a slab's bytes.
quint64 slabHash(const QByteArray &slab);

/// The journal of a pyramid: which slabs are done, in a record log. A slab counts as done by its record only, never because
/// its file exists. `Record` is a SlabRecord with stream operators. The log must live longer. append() is thread-safe.
template <typename Record> class SlabJournal
{
public:
    explicit SlabJournal(RecordLog &log)
        : m_log(log)
    {
        for (const QByteArray &bytes : log.records()) {
            QDataStream in(bytes);
            in.setVersion(QDataStream::Qt_6_4);
            Record record;
            in >> record;
            if (in.status() == QDataStream::Ok)
                m_records[record.key] = record;
        }
    }

    const std::map<SlabKey, Record> &records() const { return m_records; } ///< those found when the log was opened
    Status append(const Record &record)
    {
        QByteArray bytes;
        QDataStream out(&bytes, QIODevice::WriteOnly);
        out.setVersion(QDataStream::Qt_6_4);
        out << record;
        return m_log.append(bytes);
    }

private:
    RecordLog &m_log;
    std::map<SlabKey, Record> m_records;
};

} // namespace tuilerie
