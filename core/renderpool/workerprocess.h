// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/childprocess.h"
#include "renderpool/rendermessages.h"

#include <QDeadlineTimer>

namespace tuilerie {

/// One tuilerie-renderer. It ends itself when its socket is closed, so that it never outlives us; we end it when this object
/// goes. Used by one thread at a time.
class WorkerProcess
{
public:
    enum class Failure { Broke, TooSlow, TooLarge };
    using Answer = tl::expected<RenderMessage, Failure>;

    /// Starts the program; it may take a second until it answers.
    static Result<std::unique_ptr<WorkerProcess>> start(const QString &program, int memoryMiB);
    WorkerProcess(const WorkerProcess &) = delete;
    WorkerProcess &operator=(const WorkerProcess &) = delete;

    /// Waits until it has loaded what it needs, once.
    tl::expected<void, Failure> waitReady(const QDeadlineTimer &deadline);
    /// False when it ended by itself while it had nothing to do.
    bool isAlive() const;
    /// After a failure it is of no use any more.
    Answer ask(const QJsonObject &request, const QDeadlineTimer &deadline);

    pid_t pid() const { return m_child.pid(); }
    qint64 residentBytes() const;
    int answered = 0; ///< requests

private:
    WorkerProcess(ChildProcess child, int memoryMiB);
    tl::expected<void, Failure> waitFor(short events, const QDeadlineTimer &deadline);
    tl::expected<void, Failure> send(const QByteArray &bytes, const QDeadlineTimer &deadline);
    tl::expected<void, Failure> receive(char *bytes, qint64 size, const QDeadlineTimer &deadline);
    Answer receiveMessage(const QDeadlineTimer &deadline);

    ChildProcess m_child; ///< with its scratch folder: QGIS leaves files when it is killed
    qint64 m_memoryLimit = 0;
    bool m_isReady = false;
};

} // namespace tuilerie
