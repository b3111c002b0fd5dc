// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cloudjournal.h"

#include "base/atomicfile.h"

#include <QDataStream>
#include <QJsonDocument>

#include <xxhash.h>

namespace tuilerie::pointcloud {

namespace {

constexpr quint32 recordVersion = 1;

struct Record
{
    qint32 cells = 0;
    qint32 slot = 0;
    quint64 frontierHash = 0;
    QByteArray statistics;
    std::vector<NodeEntry> entries;
};

quint64 hashOf(const QByteArray &bytes)
{
    return XXH3_64bits(bytes.constData(), size_t(bytes.size()));
}

QByteArray toBytes(const Record &record)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << record.cells << record.slot << record.frontierHash << record.statistics << qint32(record.entries.size());
    for (const NodeEntry &e : record.entries)
        out << e.key.level << e.key.x << e.key.y << e.key.z << e.offset << e.bytes << e.points;
    return bytes;
}

Record fromBytes(const QByteArray &bytes)
{
    Record record;
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    qint32 count = 0;
    in >> record.cells >> record.slot >> record.frontierHash >> record.statistics >> count;
    for (qint32 i = 0; i < count && in.status() == QDataStream::Ok; ++i) {
        NodeEntry e;
        in >> e.key.level >> e.key.x >> e.key.y >> e.key.z >> e.offset >> e.bytes >> e.points;
        record.entries.push_back(e);
    }
    return record;
}

} // namespace

QString CloudJournal::frontierPath(int slot) const
{
    return folder() + QStringLiteral("/frontier%1").arg(slot);
}

Result<std::unique_ptr<CloudJournal>> CloudJournal::open(const QString &folder, const QByteArray &fingerprint, bool resume)
{
    RecordLog::Opening opening;
    opening.folder = folder;
    opening.kind = "cells";
    opening.version = recordVersion;
    opening.fingerprint = fingerprint;
    opening.beside = QStringLiteral("spill.index"); // points of many files may lie there before the first checkpoint
    opening.resume = resume;
    TUILERIE_TRY(log, RecordLog::open(opening));
    std::unique_ptr<CloudJournal> journal(new CloudJournal(std::move(log)));
    if (journal->start() == RecordLog::Start::Resumed)
        TUILERIE_CHECK(journal->takeCheckpoint());
    return journal;
}

Status CloudJournal::takeCheckpoint()
{
    m_head = QJsonDocument::fromJson(m_log->note()).object();
    // The last record whose frontier is there. One of the two files may have been torn while it was written.
    std::vector<Record> records;
    for (const QByteArray &bytes : m_log->records())
        records.push_back(fromBytes(bytes));
    for (size_t last = records.size(); last-- > 0;) {
        const Record &record = records[last];
        const Result<QByteArray> frontier = readWholeFile(frontierPath(record.slot));
        CloudCheckpoint checkpoint;
        if (!frontier || hashOf(*frontier) != record.frontierHash
            || !PointStatistics::fromBytes(record.statistics, checkpoint.statistics))
            continue;
        checkpoint.cells = record.cells;
        checkpoint.frontier = *frontier;
        for (size_t i = 0; i <= last; ++i)
            checkpoint.entries.insert(checkpoint.entries.end(), records[i].entries.begin(), records[i].entries.end());
        m_checkpoint = std::move(checkpoint);
        m_hasCheckpoint = true;
        m_slot = 1 - record.slot;
        // What stands behind the checkpoint that counts would be counted twice.
        return m_log->keep(qsizetype(last) + 1);
    }
    return m_log->keep(0);
}

Status CloudJournal::begin(const QJsonObject &head)
{
    m_head = head;
    m_checkpoint.reset();
    m_hasCheckpoint = false;
    return m_log->begin(QJsonDocument(head).toJson(QJsonDocument::Compact));
}

Status CloudJournal::append(
    int cells, std::span<const NodeEntry> added, const PointStatistics &statistics, const QByteArray &frontier)
{
    TUILERIE_CHECK(writeFileAtomically(frontierPath(m_slot), frontier));
    TUILERIE_CHECK(
        m_log->append(toBytes({cells, m_slot, hashOf(frontier), statistics.toBytes(), {added.begin(), added.end()}})));
    m_slot = 1 - m_slot;
    m_hasCheckpoint = true;
    return {};
}

} // namespace tuilerie::pointcloud
