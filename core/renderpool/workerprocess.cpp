// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/workerprocess.h"

#include "base/work/memory.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QtEndian>

#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace tuilerie {

namespace {

constexpr int memoryCheckMs = 50;

tl::unexpected<WorkerProcess::Failure> failed(WorkerProcess::Failure failure)
{
    return tl::unexpected<WorkerProcess::Failure>(failure);
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const QString &program, int memoryMiB)
{
    TUILERIE_TRY(child,
        ChildProcess::start(program, {QStringLiteral("--memory=%1").arg(memoryMiB), QStringLiteral("--scratch=%1")},
            QCoreApplication::translate("tuilerie::RenderPool", "Starting the renderer")));
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(std::move(child), memoryMiB));
}

WorkerProcess::WorkerProcess(ChildProcess child, int memoryMiB)
    : m_child(std::move(child))
    , m_memoryLimit(qint64(memoryMiB) << 20)
{
}

qint64 WorkerProcess::residentBytes() const
{
    return residentMemory(pid());
}

bool WorkerProcess::isAlive() const
{
    char byte;
    const ssize_t got = ::recv(m_child.socket(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    // It says nothing unasked but its first word.
    return got < 0 ? errno == EAGAIN || errno == EINTR : got > 0 && !m_isReady;
}

tl::expected<void, WorkerProcess::Failure> WorkerProcess::waitFor(short events, const QDeadlineTimer &deadline)
{
    for (;;) {
        pollfd watched{m_child.socket(), events, 0};
        const qint64 left = deadline.isForever() ? memoryCheckMs : deadline.remainingTime();
        const int ready = ::poll(&watched, 1, int(std::clamp<qint64>(left, 0, memoryCheckMs)));
        if (ready > 0)
            return {};
        if (ready < 0 && errno != EINTR)
            return failed(Failure::Broke);
        if (m_memoryLimit > 0 && residentBytes() > m_memoryLimit)
            return failed(Failure::TooLarge);
        if (deadline.hasExpired())
            return failed(Failure::TooSlow);
    }
}

tl::expected<void, WorkerProcess::Failure> WorkerProcess::send(const QByteArray &bytes, const QDeadlineTimer &deadline)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(m_child.socket(), bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count >= 0) {
            sent += count;
        } else if (errno == EAGAIN) {
            if (auto waited = waitFor(POLLOUT, deadline); !waited)
                return waited;
        } else if (errno != EINTR) {
            return failed(Failure::Broke);
        }
    }
    return {};
}

tl::expected<void, WorkerProcess::Failure> WorkerProcess::receive(char *bytes, qint64 size, const QDeadlineTimer &deadline)
{
    for (qint64 got = 0; got < size;) {
        const ssize_t count = ::recv(m_child.socket(), bytes + got, size_t(size - got), 0);
        if (count > 0) {
            got += count;
        } else if (count < 0 && errno == EAGAIN) {
            if (auto waited = waitFor(POLLIN, deadline); !waited)
                return waited;
        } else if (count == 0 || errno != EINTR) {
            return failed(Failure::Broke);
        }
    }
    return {};
}

WorkerProcess::Answer WorkerProcess::receiveMessage(const QDeadlineTimer &deadline)
{
    char lengths[8];
    if (auto got = receive(lengths, sizeof lengths, deadline); !got)
        return failed(got.error());
    const quint32 headSize = qFromLittleEndian<quint32>(lengths);
    const quint32 dataSize = qFromLittleEndian<quint32>(lengths + 4);
    if (headSize > renderHeadLimit || dataSize > renderDataLimit)
        return failed(Failure::Broke);
    QByteArray head(qsizetype(headSize), Qt::Uninitialized);
    if (auto got = receive(head.data(), head.size(), deadline); !got)
        return failed(got.error());
    RenderMessage message;
    message.data.resize(qsizetype(dataSize));
    if (auto got = receive(message.data.data(), message.data.size(), deadline); !got)
        return failed(got.error());
    message.head = QJsonDocument::fromJson(head).object();
    return message;
}

tl::expected<void, WorkerProcess::Failure> WorkerProcess::waitReady(const QDeadlineTimer &deadline)
{
    if (m_isReady)
        return {};
    const Answer greeting = receiveMessage(deadline);
    if (!greeting)
        return failed(greeting.error());
    m_isReady = true;
    return {};
}

WorkerProcess::Answer WorkerProcess::ask(const QJsonObject &request, const QDeadlineTimer &deadline)
{
    if (auto sent = send(renderFrame(request, 0), deadline); !sent)
        return failed(sent.error());
    Answer answer = receiveMessage(deadline);
    ++answered;
    return answer;
}

} // namespace tuilerie
