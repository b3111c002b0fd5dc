// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/recordlog.h"
#include "generate/pointcloud/frontier.h"
#include "generate/pointcloud/nodesink.h"

#include <QJsonObject>

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

/// The journal of a run: checkpoints in a record log, and beside it what waits for its brothers, in two files by turns. For
/// one thread.
class CloudJournal
{
public:
    /// `fingerprint`: of what decides the output's bytes. Conflict: as RecordLog::open().
    static Result<std::unique_ptr<CloudJournal>> open(const QString &folder, const QByteArray &fingerprint, bool resume);

    const QString &folder() const { return m_log->folder(); }
    /// Fresh, or Anew: then begin() is to be called.
    RecordLog::Start start() const { return m_log->start(); }
    const QString &finding() const { return m_log->finding(); } ///< a warning for the user, or nothing
    /// How the unfinished run had shared out its memory and what it had found out of its files.
    QJsonObject head() const { return m_head; }
    const std::optional<CloudCheckpoint> &checkpoint() const { return m_checkpoint; }
    /// Throws away what was done, and begins with this head.
    Status begin(const QJsonObject &head);
    /// `added`: entries since the last one.
    Status append(
        int cells, std::span<const NodeEntry> added, const PointStatistics &statistics, const QByteArray &frontier);
    bool hasCheckpoint() const { return m_hasCheckpoint; }
    /// The pyramid is whole, or nothing of it is worth keeping.
    Status remove() { return m_log->remove(); }

private:
    explicit CloudJournal(std::unique_ptr<RecordLog> log)
        : m_log(std::move(log))
    {
    }
    Status takeCheckpoint();
    QString frontierPath(int slot) const;

    std::unique_ptr<RecordLog> m_log;
    QJsonObject m_head;
    std::optional<CloudCheckpoint> m_checkpoint;
    bool m_hasCheckpoint = false;
    int m_slot = 0;
};

} // namespace tuilerie::pointcloud
