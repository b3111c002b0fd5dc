// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/frontier.h"
#include "generate/pointcloud/nodesink.h"

#include <QJsonObject>
#include <QLockFile>

#include <optional>

namespace tuilerie::pointcloud {

/// What is done when a number of cells is: enough to go on from there.
struct CloudCheckpoint
{
    int cells = 0;
    std::vector<NodeEntry> entries;
    PointStatistics statistics;
    QByteArray frontier;
};

/// The journal of a run: an append-only file of records, each with its length and XXH3 checksum, flushed record by record,
/// and beside it what waits for its brothers, in two files by turns. A torn last record is cut off. Owns a lock that keeps a
/// second process away.
class CloudJournal
{
public:
    /// `fingerprint`: of what decides the output's bytes. Conflict when another process holds it, when an unfinished run is
    /// there and `resume` is not asked, or when that run had other parameters or sources.
    static Result<std::unique_ptr<CloudJournal>> open(const QString &folder, const QByteArray &fingerprint, bool resume);
    ~CloudJournal();

    const QString &folder() const { return m_folder; }
    /// How the unfinished run had shared out its memory and what it had found out of its files; empty when there is none to
    /// go on with.
    QJsonObject head() const { return m_head; }
    const std::optional<CloudCheckpoint> &checkpoint() const { return m_checkpoint; }
    /// Throws away what was done, and begins with this head.
    Status begin(const QJsonObject &head);
    /// `added`: entries since the last one.
    Status append(
        int cells, std::span<const NodeEntry> added, const PointStatistics &statistics, const QByteArray &frontier);
    bool hasCheckpoint() const { return m_hasCheckpoint; }
    /// The pyramid is whole, or nothing of it is worth keeping.
    Status remove();

private:
    explicit CloudJournal(const QString &folder)
        : m_folder(folder)
    {
    }
    Status load(const QByteArray &fingerprint, bool resume);
    void takeCheckpoint(const QList<QByteArray> &payloads);
    Status write(const QByteArray &payload);
    QString frontierPath(int slot) const;

    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    QByteArray m_fingerprint;
    QJsonObject m_head;
    std::optional<CloudCheckpoint> m_checkpoint;
    bool m_hasCheckpoint = false;
    qsizetype m_used = 0; ///< records of the file that count, the head first
    int m_slot = 0;
    int m_fd = -1;
};

} // namespace tuilerie::pointcloud
