// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QLockFile>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>

namespace tuilerie {

/// The append-only record log that every journal is made of: what a long run has done, kept so that a killed one can go on.
/// A folder with the file `journal`, the file `lock` that keeps a second process away, and whatever the owner lays beside
/// them. The file: eight bytes of signature, then frames (uint32 mark, uint32 length, uint64 XXH3 of the payload seeded with
/// its place and length, payload; little-endian). The first frame is the head: format, kind and version of the records, the
/// fingerprint of all that decides the run's bytes, and a note of the owner's.
///
/// Flush policy: append() returns when the record is on the disk; threads that append at once share one flush. A record that
/// could not be written leaves no half of itself; after a flush that failed nothing more is accepted.
///
/// What is found at the opening: a torn end (the process was killed while it wrote) is cut off without a word. Damage in
/// the middle (sound records lie behind it) is said: the records before it are kept, the others are not. A log of another
/// version, of the time before this format, or without a readable head leads to a new beginning, which is said too.
///
/// append() and flush policy are thread-safe, all else is for the owner's thread. Errors: Conflict (see open()), Io,
/// DiskFull, Denied.
class RecordLog
{
public:
    struct Opening
    {
        QString folder;
        QByteArray kind;        ///< of the records: "slabs", "cells"…
        quint32 version = 1;    ///< of their layout
        QByteArray fingerprint; ///< of everything that decides the run's bytes
        QByteArray note;        ///< for the head of a log that begins
        QString beside;         ///< a file of the folder that makes even a log without records worth resuming
        bool resume = false;
    };
    enum class Start {
        Fresh,   ///< nothing was there, or nothing worth keeping
        Resumed, ///< records are those of the unfinished run
        Anew     ///< an unfinished run was there that cannot be gone on with: what it left is to be taken away
    };

    /// Conflict when another process holds it, when an unfinished run is there and `resume` is not asked, or when that run
    /// was one of another kind or fingerprint.
    static Result<std::unique_ptr<RecordLog>> open(const Opening &opening);
    /// True when a log lies in the folder, of whatever format.
    static bool exists(const QString &folder);
    ~RecordLog();
    RecordLog(const RecordLog &) = delete;
    RecordLog &operator=(const RecordLog &) = delete;

    const QString &folder() const { return m_folder; }
    Start start() const { return m_start; }
    /// What was wrong with the log and what follows, as a sentence for the user; empty when nothing was.
    const QString &finding() const { return m_finding; }
    const QByteArray &note() const { return m_note; }
    const QList<QByteArray> &records() const { return m_records; } ///< those found when it was opened

    Status append(const QByteArray &record);
    /// Of the records found, only the first ones count; what stands behind them goes.
    Status keep(qsizetype records);
    /// Throws all records away and begins with this note.
    Status begin(const QByteArray &note);
    /// The work is whole, or nothing of it is worth keeping: takes the folder away.
    Status remove();
    /// The work is whole, and what its owner laid beside the log is kept: the folder without the log gets another name.
    Status leave(const QString &folder);

private:
    explicit RecordLog(const Opening &opening);
    Status lock();
    Status load();
    Status readFrames(const QByteArray &content);
    Status refuse() const;
    Status anew(const QString &reason);
    Status openFile();
    Status cut(qint64 size);
    QString path() const;

    Opening m_opening;
    QString m_folder;
    std::unique_ptr<QLockFile> m_lock;
    Start m_start = Start::Fresh;
    QString m_finding;
    QByteArray m_note;
    QList<QByteArray> m_records;
    QList<qint64> m_ends; ///< of the head and of each record, in the file
    int m_fd = -1;
    std::mutex m_mutex; ///< of the three below
    qint64 m_end = 0;
    std::optional<Error> m_failure;
    std::mutex m_flushMutex; ///< of what follows; taken before m_mutex
    qint64 m_flushed = 0;
};

} // namespace tuilerie
