// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace tuilerie {

/// Which of these files, or files below these folders, a process has open (proc(5), /proc/PID/fd); empty when it is not
/// there. Private to the room; any thread.
QStringList openFilesOf(qint64 pid, const QStringList &among);

/// In a worker: when it breaks down (SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, a stack that is full), it says {broke:
/// [file…]} with what it has open, then ends by the same signal. Once, before threads begin.
void sayOpenFilesAtBreakdown();

} // namespace tuilerie
