// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/workerprocess.h"

#include "base/work/memory.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QtEndian>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tuilerie {

namespace {

constexpr int memoryCheckMs = 50;

tl::unexpected<WorkerProcess::Failure> failed(WorkerProcess::Failure failure)
{
    return tl::unexpected<WorkerProcess::Failure>(failure);
}

/// Process and socket.
Result<std::pair<pid_t, int>> startIn(const QString &program, int memoryMiB, const QByteArray &scratch)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(errorFromErrno(QCoreApplication::translate("tuilerie::RenderPool", "Starting the renderer"), program));
    QByteArray name = QFile::encodeName(program);
    QByteArray memory = "--memory=" + QByteArray::number(memoryMiB);
    QByteArray own = "--scratch=" + scratch, temporary = "TMPDIR=" + scratch;
    char *arguments[] = {name.data(), memory.data(), own.data(), nullptr};
    std::vector<char *> environment;
    for (char **variable = environ; *variable; ++variable)
        if (qstrncmp(*variable, "TMPDIR=", 7) != 0)
            environment.push_back(*variable);
    environment.insert(environment.end(), {temporary.data(), nullptr});

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    // Libraries of QGIS print to the standard output: the conversation has a descriptor of its own.
    posix_spawn_file_actions_adddup2(&files, ends[1], renderDescriptor);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, renderDescriptor + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    // A group of its own: Ctrl-C in our terminal is for us, and we end it in our time.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    pid_t pid = -1;
    // Not QProcess: between its fork and exec PROJ's fork handler may wait for a lock for ever (base/detached.h).
    const int failure = ::posix_spawn(&pid, name.constData(), &files, &attributes, arguments, environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    if (failure != 0) {
        ::close(ends[0]);
        errno = failure;
        return fail(errorFromErrno(QCoreApplication::translate("tuilerie::RenderPool", "Starting the renderer"), program));
    }
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return std::pair(pid, ends[0]);
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const QString &program, int memoryMiB)
{
    QByteArray folder = QFile::encodeName(QDir::tempPath() + QStringLiteral("/tuilerie-renderer-XXXXXX"));
    if (!::mkdtemp(folder.data()))
        return fail(
            errorFromErrno(QCoreApplication::translate("tuilerie::RenderPool", "Starting the renderer"), QDir::tempPath()));
    const QString scratch = QFile::decodeName(folder);
    auto started = startIn(program, memoryMiB, folder);
    if (!started) {
        QDir(scratch).removeRecursively();
        return fail(std::move(started.error()));
    }
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(started->first, started->second, memoryMiB, scratch));
}

WorkerProcess::WorkerProcess(pid_t pid, int socket, int memoryMiB, const QString &scratch)
    : m_pid(pid)
    , m_socket(socket)
    , m_memoryLimit(qint64(memoryMiB) << 20)
    , m_scratch(scratch)
{
}

WorkerProcess::~WorkerProcess()
{
    ::close(m_socket);
    ::kill(m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {}
    QDir(m_scratch).removeRecursively();
}

qint64 WorkerProcess::residentBytes() const
{
    return residentMemory(m_pid);
}

bool WorkerProcess::isAlive() const
{
    char byte;
    const ssize_t got = ::recv(m_socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    // It says nothing unasked but its first word.
    return got < 0 ? errno == EAGAIN || errno == EINTR : got > 0 && !m_isReady;
}

tl::expected<void, WorkerProcess::Failure> WorkerProcess::waitFor(short events, const QDeadlineTimer &deadline)
{
    for (;;) {
        pollfd watched{m_socket, events, 0};
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
        const ssize_t count = ::send(m_socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
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
        const ssize_t count = ::recv(m_socket, bytes + got, size_t(size - got), 0);
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
