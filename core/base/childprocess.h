// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>
#include <sys/types.h>

namespace tuilerie {

/// The descriptor that a child has its end of the conversation at.
inline constexpr int childDescriptor = 3;

/// A program of ours that works for this one: it has one end of a socket as descriptor 3 and nothing else of ours, /dev/null
/// for input and output (libraries print there), a process group of its own (Ctrl-C in our terminal is for us), and a folder
/// of its own for temporary files, which goes with it. Not QProcess: between its fork and exec PROJ's fork handler may wait
/// for a lock for ever (base/detached.h). Movable; the end of the object is the end of the process. Used by one thread.
class ChildProcess
{
public:
    /// `arguments`: where one holds "%1" the scratch folder takes its place. `what`: "Starting the renderer", for errors.
    /// `keepsOutput`: what it writes goes where ours goes.
    static Result<ChildProcess> start(
        const QString &program, const QStringList &arguments, const QString &what, bool keepsOutput = false);
    ChildProcess(ChildProcess &&other) noexcept;
    ChildProcess &operator=(ChildProcess &&) = delete;
    ~ChildProcess(); ///< SIGKILL

    pid_t pid() const { return m_pid; }
    int socket() const { return m_socket; } ///< does not block
    const QString &scratch() const { return m_scratch; }

private:
    ChildProcess() = default;
    pid_t m_pid = -1;
    int m_socket = -1;
    QString m_scratch;
};

/// Path of a program of ours that people do not call: where an installed copy keeps it (lib/tuilerie), else beside the
/// running one or in the bin folder beside its own; empty when it is in none of these places.
QString programBeside(const QString &name);

} // namespace tuilerie
