// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QStringList>

namespace tuilerie {

/// Real places of files and folders. Private to the room; any thread.
class Places
{
public:
    explicit Places(const QStringList &paths);
    /// Whether a file, by its real place, is one of them or lies below one.
    bool hold(const QString &file) const;

private:
    QSet<QString> m_places;
};

/// Which of these files a process has open (proc(5), /proc/PID/fd); empty when it is not there.
QStringList openFilesOf(qint64 pid, const Places &among);

/// In a worker: when it breaks down (SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, a stack that is full), it says {broke:
/// [file…]} with what it has open, then ends by the same signal. Once, before threads begin.
void sayOpenFilesAtBreakdown();

} // namespace tuilerie
