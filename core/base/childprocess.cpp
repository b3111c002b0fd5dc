// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/childprocess.h"

#include "base/installed.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tuilerie {

namespace {

// Puts the program behind ends[1]; errno on failure.
int spawn(const QString &program, const QStringList &arguments, const QByteArray &scratch, const int (&ends)[2],
    bool keepsOutput, pid_t &pid)
{
    std::vector<QByteArray> words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words.push_back(
            argument.contains(QLatin1String("%1")) ? argument.toLocal8Bit().replace("%1", scratch) : argument.toLocal8Bit());
    std::vector<char *> pointers;
    pointers.reserve(words.size() + 1);
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    QByteArray temporary = "TMPDIR=" + scratch;
    std::vector<char *> environment;
    for (char **variable = environ; *variable; ++variable)
        if (qstrncmp(*variable, "TMPDIR=", 7) != 0)
            environment.push_back(*variable);
    environment.insert(environment.end(), {temporary.data(), nullptr});

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[1], childDescriptor);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!keepsOutput)
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, childDescriptor + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    const int failure =
        ::posix_spawn(&pid, words.front().constData(), &files, &attributes, pointers.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failure;
}

} // namespace

Result<ChildProcess> ChildProcess::start(
    const QString &program, const QStringList &arguments, const QString &what, bool keepsOutput)
{
    QByteArray folder =
        QFile::encodeName(QDir::tempPath() + QLatin1Char('/') + QFileInfo(program).fileName() + QStringLiteral("-XXXXXX"));
    if (!::mkdtemp(folder.data()))
        return fail(errorFromErrno(what, QDir::tempPath()));
    ChildProcess child;
    child.m_scratch = QFile::decodeName(folder);
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return fail(errorFromErrno(what, program));
    child.m_socket = ends[0];
    const int failure = spawn(program, arguments, folder, ends, keepsOutput, child.m_pid);
    ::close(ends[1]);
    if (failure != 0) {
        child.m_pid = -1;
        errno = failure;
        return fail(errorFromErrno(what, program));
    }
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return child;
}

ChildProcess::ChildProcess(ChildProcess &&other) noexcept
    : m_pid(std::exchange(other.m_pid, -1))
    , m_socket(std::exchange(other.m_socket, -1))
    , m_scratch(std::exchange(other.m_scratch, QString()))
{
}

ChildProcess::~ChildProcess()
{
    if (m_socket >= 0)
        ::close(m_socket);
    if (m_pid > 0) {
        ::kill(m_pid, SIGKILL);
        while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) {}
    }
    if (!m_scratch.isEmpty())
        QDir(m_scratch).removeRecursively();
}

QString programBeside(const QString &name)
{
    QString installed = installedPath(QStringLiteral("lib/tuilerie/") + name);
    if (!installed.isEmpty())
        return installed;
    const QString here = QCoreApplication::applicationDirPath() + QLatin1Char('/');
    // Programs and tests of a build lie in neighbouring folders.
    for (const QString &place : {here + name, here + QStringLiteral("../bin/") + name})
        if (QFileInfo(place).isExecutable())
            return place;
    return {};
}

} // namespace tuilerie
