// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/detached.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace tuilerie {

Result<qint64> startDetached(const QString &program, const QStringList &arguments, const QString &log)
{
    std::vector<QByteArray> words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words.push_back(argument.toLocal8Bit());
    std::vector<char *> pointers;
    pointers.reserve(words.size() + 1);
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    const QByteArray output = log.isEmpty() ? QByteArrayLiteral("/dev/null") : QFile::encodeName(log);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output.constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    // Signals that this thread blocks are not the new program's business.
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);

    pid_t pid = 0;
    const int failure = ::posix_spawnp(&pid, words.front().constData(), &files, &attributes, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    if (failure != 0) {
        errno = failure;
        return fail(errorFromErrno(QCoreApplication::translate("tuilerie::Detached", "Starting the program"), program));
    }
    // While we live it is our child, and somebody has to take note of its end.
    std::thread([pid] { ::waitpid(pid, nullptr, 0); }).detach();
    return qint64(pid);
}

} // namespace tuilerie
