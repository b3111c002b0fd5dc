// SPDX-License-Identifier: GPL-3.0-or-later
// tuilerie-renderer: draws styled vector maps for the program that started it (renderpool/rendermessages.h). Not for users.
#include "base/childprocess.h"
#include "render/mapworker.h"
#include "render/rendersession.h"
#include "renderpool/rendermessages.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QtEndian>

#include <cerrno>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace tuilerie;

namespace {

bool receive(char *bytes, size_t size)
{
    for (size_t got = 0; got < size;) {
        const ssize_t count = ::recv(childDescriptor, bytes + got, size - got, 0);
        if (count == 0 || (count < 0 && errno != EINTR))
            return false;
        got += count > 0 ? size_t(count) : 0;
    }
    return true;
}

bool send(const QByteArray &bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(childDescriptor, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count < 0 && errno != EINTR)
            return false;
        sent += count > 0 ? count : 0;
    }
    return true;
}

bool send(const RenderMessage &message)
{
    return send(renderFrame(message.head, message.data.size())) && send(message.data);
}

QString scratch; ///< our folder for temporary files

/// QGIS's tear-down takes time and frees what the kernel frees at once, but for its files.
[[noreturn]] void end(int code)
{
    if (!scratch.isEmpty())
        QDir(scratch).removeRecursively();
    ::_exit(code);
}

/// Whoever started us is gone, or wants us gone: a map that is being drawn is of no use to anybody.
void endWithOtherSide()
{
    pollfd watched{childDescriptor, POLLRDHUP, 0};
    while (::poll(&watched, 1, -1) < 0 && errno == EINTR) {}
    end(0);
}

int serve()
{
    MapWorker worker;
    if (!send(RenderMessage{{{QStringLiteral("ready"), true}}, {}}))
        return 1;
    char lengths[8];
    while (receive(lengths, sizeof lengths)) {
        const quint32 headSize = qFromLittleEndian<quint32>(lengths);
        if (headSize > renderHeadLimit || qFromLittleEndian<quint32>(lengths + 4) != 0)
            return 1;
        QByteArray head(qsizetype(headSize), Qt::Uninitialized);
        if (!receive(head.data(), size_t(head.size())))
            return 1;
        if (!send(worker.answer(QJsonDocument::fromJson(head).object())))
            return 1;
        QCoreApplication::sendPostedEvents(); // layers that were let go
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(childDescriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0) {
        qCritical("tuilerie-renderer is started by tuilerie-server and tuilerie, not by hand.");
        return 2;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    for (int i = 1; i < argc; ++i) {
        if (QByteArray(argv[i]).startsWith("--scratch="))
            scratch = QFile::decodeName(QByteArray(argv[i]).mid(10));
        // A fence behind the pool's own watch, for a request that takes memory faster than it looks.
        const QByteArray argument(argv[i]);
        if (argument.startsWith("--memory=")) {
            const rlim_t bytes = rlim_t(argument.mid(9).toULongLong()) << 20;
            const rlimit limit{bytes * 2 + (512ull << 20), bytes * 2 + (512ull << 20)};
            ::setrlimit(RLIMIT_DATA, &limit);
        }
    }
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    std::thread(&endWithOtherSide).detach();

    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started) {
        qCritical("%s", qUtf8Printable(started.error().message));
        return 1;
    }
    end(serve());
}
