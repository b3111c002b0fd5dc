// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/boxedside.h"

#include "base/childprocess.h"
#include "base/work/barrier.h"
#include "box/boxmessages.h"
#include "box/confinement.h"
#include "box/openfiles.h"

#include <QJsonArray>

#include <atomic>
#include <cerrno>
#include <mutex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace tuilerie {

namespace {

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &entry : value.toArray())
        texts << entry.toString();
    return texts;
}

class Conversation final : public WorkControl
{
public:
    void progress(const Progress &progress) override { say({{QStringLiteral("progress"), progress.toJson()}}); }
    void log(const QString &line) override { say({{QStringLiteral("log"), line}}); }
    void warning(const QString &sentence) override { say({{QStringLiteral("warning"), sentence}}); }
    StopRequest shouldStop() const override { return m_stop; }

    void say(const QJsonObject &message)
    {
        const QByteArray line = boxLine(message);
        const std::lock_guard lock(m_mutex);
        for (qsizetype said = 0; said < line.size();) {
            const ssize_t count = ::send(childDescriptor, line.constData() + said, size_t(line.size() - said), MSG_NOSIGNAL);
            if (count < 0 && errno != EINTR)
                ::_exit(1); // nobody listens any more
            said += std::max<ssize_t>(count, 0);
        }
    }
    std::optional<QJsonObject> hear()
    {
        for (;;) {
            if (auto message = m_lines.next())
                return message;
            char bytes[65536];
            const ssize_t count = ::recv(childDescriptor, bytes, sizeof bytes, 0);
            if (count == 0 || (count < 0 && errno != EINTR) || m_lines.isTooLong())
                return std::nullopt;
            m_lines.add(bytes, std::max<ssize_t>(count, 0));
        }
    }
    // On a thread of its own, as long as the process lives.
    void listen()
    {
        while (const auto message = hear()) {
            const QString word = message->value(QLatin1String("stop")).toString();
            m_stop = word == QLatin1String("pause") ? StopRequest::Pause : StopRequest::Cancel;
        }
        ::_exit(1);
    }

private:
    std::mutex m_mutex;
    BoxLines m_lines;
    std::atomic<StopRequest> m_stop{StopRequest::None};
};

} // namespace

bool isBoxed()
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(childDescriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
}

int serveBox(const std::map<QString, BoxedWork> &works,
    const std::function<void(const QString &language, const QStringList &inputs)> &setUp)
{
    Conversation conversation;
    const auto order = conversation.hear();
    if (!order) {
        // A spare whose program is gone, which would have removed its folder.
        ::rmdir(::getenv("TMPDIR"));
        return 1;
    }
    sayOpenFilesAtBreakdown();
    const QStringList inputs = textsOf((*order)[QLatin1String("inputs")]);
    confine(inputs, textsOf((*order)[QLatin1String("folders")]), (*order)[QLatin1String("memory_mib")].toInt());
    setUp((*order)[QLatin1String("language")].toString(), inputs);
    std::thread(&Conversation::listen, &conversation).detach();

    const QString name = (*order)[QLatin1String("work")].toString();
    const auto found = works.find(name);
    Result<QJsonObject> outcome = fail(ErrorCode::Internal, QStringLiteral("there is no work \"%1\"").arg(name));
    if (found != works.end()) {
        const QJsonObject params = (*order)[QLatin1String("params")].toObject();
        outcome = guarded([&]() -> Result<QJsonObject> { return found->second(params, conversation); });
    }
    if (outcome)
        conversation.say({{QStringLiteral("result"), *outcome}});
    else
        conversation.say({{QStringLiteral("error"),
            QJsonObject{{QStringLiteral("code"), errorCodeName(outcome.error().code)},
                {QStringLiteral("message"), outcome.error().message}, {QStringLiteral("detail"), outcome.error().detail}}}});
    // Destructors of libraries have nothing to say any more, and the listening thread has no end.
    ::_exit(0);
}

} // namespace tuilerie
