// SPDX-License-Identifier: GPL-3.0-or-later
// What files of others make libraries do, each as a work: badworker is to boxedworktest what tuilerie-worker is to the
// server.
#include "box/boxedside.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

[[gnu::noinline]] int recurse(int depth)
{
    volatile char frame[4096];
    frame[0] = char(depth);
    return depth < 0 ? 0 : recurse(depth + 1) + frame[0];
}

Result<QJsonObject> misbehave(const QString &how, const QJsonObject &params, WorkControl &control)
{
    QFile file(params["path"_L1].toString());
    if (!file.open(QIODevice::ReadOnly))
        return fail(errorFromErrno(u"Reading"_s, file.fileName()));
    if (how == "segfault"_L1)
        ::raise(SIGSEGV);
    if (how == "abort"_L1)
        std::abort();
    if (how == "stack"_L1)
        return QJsonObject{{u"depth"_s, recurse(0)}};
    if (how == "threadstack"_L1)
        std::thread([] { recurse(0); }).join();
    if (how == "memory"_L1) {
        std::vector<char *> blocks;
        for (;;) {
            blocks.push_back(static_cast<char *>(::malloc(16 << 20)));
            if (!blocks.back())
                std::abort();
            std::memset(blocks.back(), 1, 16 << 20);
        }
    }
    if (how == "hang"_L1)
        ::pause();
    if (how == "deaf"_L1) {
        control.log(u"begun"_s);
        for (;;)
            ::usleep(1000);
    }
    if (how == "exit"_L1)
        ::_exit(3);
    if (how == "throw"_L1)
        throw std::runtime_error("thrown");
    return fail(ErrorCode::Internal, how);
}

QString denied(bool isDenied)
{
    return isDenied ? QString::fromLatin1(std::strerror(errno)) : u"allowed"_s;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    std::map<QString, BoxedWork> works;
    for (const QString &how :
        {u"segfault"_s, u"abort"_s, u"stack"_s, u"threadstack"_s, u"memory"_s, u"hang"_s, u"deaf"_s, u"exit"_s, u"throw"_s})
        works[how] = [how](const QJsonObject &params, WorkControl &control) { return misbehave(how, params, control); };
    works[u"who"_s] = [](const QJsonObject &, WorkControl &) -> Result<QJsonObject> {
        return QJsonObject{{u"pid"_s, int(::getpid())}};
    };
    works[u"talk"_s] = [](const QJsonObject &params, WorkControl &control) -> Result<QJsonObject> {
        control.log(u"a line\nwith a break"_s);
        control.warning(u"un avertissement d'été"_s);
        Progress progress;
        progress.step = u"read"_s;
        progress.done = 3;
        progress.total = 4;
        control.progress(progress);
        return params;
    };
    works[u"wait"_s] = [](const QJsonObject &, WorkControl &control) -> Result<QJsonObject> {
        control.log(u"begun"_s);
        for (;;) {
            TUILERIE_CHECK(checkStop(control));
            ::usleep(1000);
        }
    };
    works[u"refuse"_s] = [](const QJsonObject &, WorkControl &) -> Result<QJsonObject> {
        return fail(ErrorCode::DiskFull, u"The disk is full."_s, u"detail"_s);
    };
    works[u"look"_s] = [](const QJsonObject &params, WorkControl &) -> Result<QJsonObject> {
        QJsonObject seen;
        for (const QString &name : params.keys()) {
            QFile file(params[name].toString());
            const bool isWritten = name.startsWith("write"_L1);
            seen[name] = file.open(isWritten ? QIODevice::WriteOnly : QIODevice::ReadOnly);
        }
        const int network = ::socket(AF_INET, SOCK_STREAM, 0);
        seen[u"network"_s] = denied(network < 0);
        const int local = ::socket(AF_UNIX, SOCK_STREAM, 0);
        seen[u"local"_s] = denied(local < 0);
        char *none[] = {nullptr};
        seen[u"program"_s] = denied(::execve("/bin/true", none, none) < 0);
        seen[u"temporary"_s] = QFile(qEnvironmentVariable("TMPDIR") + "/x"_L1).open(QIODevice::WriteOnly);
        return seen;
    };
    return serveBox(works, [](const QString &, const QStringList &) {});
}
