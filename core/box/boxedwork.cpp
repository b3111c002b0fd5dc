// SPDX-License-Identifier: GPL-3.0-or-later
#include "box/boxedwork.h"

#include "base/childprocess.h"
#include "base/errorname.h"
#include "base/work/memory.h"
#include "box/boxmessages.h"
#include "box/confinement.h"
#include "box/openfiles.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QStandardPaths>

#include <cerrno>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::WorkBox)
};

constexpr int lookMs = 100;                     // how often memory and the wish to stop are looked at
constexpr QLatin1String breakdown("breakdown"); // as an error's detail
constexpr qint64 stopWithinMs = 3500;           // the promise is 5 s, and after a SIGTERM a program ends within 4

// Processor time of a process in clock ticks (proc(5), /proc/PID/stat, fields 14 and 15); 0 when it is not there.
qint64 ticksOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return fields.value(11).toLongLong() + fields.value(12).toLongLong();
}

// One work in its process, seen from outside.
class Box
{
public:
    Box(ChildProcess child, const BoxFiles &files, qint64 memory, int silentSeconds, WorkControl &control)
        : m_child(std::move(child))
        , m_inputs(files.inputs)
        , m_places(files.inputs)
        , m_memory(memory)
        , m_silentMs(qint64(silentSeconds) * 1000)
        , m_endsAtOnce(files.endsAtOnce)
        , m_control(control)
    {
    }
    Result<QJsonObject> run(const QJsonObject &order);

private:
    bool send(const QByteArray &line);
    bool receive();
    void hear(const QJsonObject &message);
    Status look();
    tl::unexpected<Error> end(const QString &what);

    ChildProcess m_child;
    const QStringList &m_inputs;
    const Places m_places; // of them: there may be thousands, and they are asked for ten times a second
    const qint64 m_memory;
    const qint64 m_silentMs;
    const bool m_endsAtOnce;
    WorkControl &m_control;
    BoxLines m_lines;
    std::optional<Result<QJsonObject>> m_outcome;
    QStringList m_open; // files, when it was looked at last
    StopRequest m_asked = StopRequest::None;
    QElapsedTimer m_sinceAsked;
    QElapsedTimer m_sinceSign;
    qint64 m_ticks = 0;
};

bool Box::send(const QByteArray &line)
{
    for (qsizetype sent = 0; sent < line.size();) {
        const ssize_t count = ::send(m_child.socket(), line.constData() + sent, size_t(line.size() - sent), MSG_NOSIGNAL);
        if (count >= 0) {
            sent += count;
        } else if (errno == EAGAIN) {
            pollfd watched{m_child.socket(), POLLOUT, 0};
            if (::poll(&watched, 1, 10'000) == 0)
                return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

// What there is; false when the other end is closed.
bool Box::receive()
{
    char bytes[65536];
    for (;;) {
        const ssize_t count = ::recv(m_child.socket(), bytes, sizeof bytes, 0);
        if (count > 0) {
            m_lines.add(bytes, count);
            while (const auto message = m_lines.next())
                hear(*message);
            if (m_lines.isTooLong())
                return false;
        } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
            return false;
        } else if (errno == EAGAIN) {
            return true;
        }
    }
}

void Box::hear(const QJsonObject &message)
{
    m_sinceSign.restart();
    if (message.contains(QLatin1String("progress"))) {
        m_control.progress(Progress::fromJson(message[QLatin1String("progress")].toObject()));
    } else if (message.contains(QLatin1String("log"))) {
        m_control.log(message[QLatin1String("log")].toString());
    } else if (message.contains(QLatin1String("warning"))) {
        m_control.warning(message[QLatin1String("warning")].toString());
    } else if (message.contains(QLatin1String("result"))) {
        m_outcome = message[QLatin1String("result")].toObject();
    } else if (message.contains(QLatin1String("error"))) {
        const QJsonObject error = message[QLatin1String("error")].toObject();
        m_outcome = fail(errorCodeFromName(error[QLatin1String("code")].toString()),
            error[QLatin1String("message")].toString(), error[QLatin1String("detail")].toString());
    } else if (message.contains(QLatin1String("broke"))) {
        // Its own words: only what we gave it is believed.
        QStringList open;
        for (const QJsonValue &value : message[QLatin1String("broke")].toArray())
            if (m_places.hold(value.toString()))
                open << value.toString();
        m_open = open.isEmpty() ? m_open : open;
    }
}

// "… broke down over a.csv": which files, as far as that is known.
tl::unexpected<Error> Box::end(const QString &what)
{
    QStringList files = m_open.isEmpty() && m_inputs.size() == 1 ? m_inputs : m_open;
    files.removeDuplicates();
    if (files.isEmpty())
        return fail(ErrorCode::Corrupt,
            Text::tr("%1 Nothing else is touched. Try with fewer files to find the one that it is about.").arg(what),
            breakdown);
    return fail(ErrorCode::Corrupt,
        Text::tr(
            "%1 It had %2 open. Nothing else is touched. Leave that file out, or repair it with the program it comes from.")
            .arg(what, files.mid(0, 5).join(QStringLiteral(", "))),
        breakdown);
}

// What is looked at from time to time.
Status Box::look()
{
    if (const StopRequest wish = m_control.shouldStop();
        wish != StopRequest::None && m_asked != StopRequest::Cancel && wish != m_asked) {
        if (m_asked == StopRequest::None)
            m_sinceAsked.start();
        m_asked = wish;
        send(boxLine(
            {{QStringLiteral("stop"), wish == StopRequest::Pause ? QStringLiteral("pause") : QStringLiteral("cancel")}}));
    }
    // What is done is in the work's journal, whichever way it ends.
    if ((m_asked == StopRequest::Cancel && m_endsAtOnce)
        || (m_asked != StopRequest::None && m_sinceAsked.elapsed() > stopWithinMs))
        return fail(stopError(m_asked));
    if (QStringList open = openFilesOf(m_child.pid(), m_places); !open.isEmpty())
        m_open = std::move(open);
    if (m_memory > 0 && residentMemory(m_child.pid()) > m_memory)
        return end(Text::tr("The work took more than %1 MiB of memory and was ended.").arg(m_memory >> 20));
    if (const qint64 ticks = ticksOf(m_child.pid()); ticks - m_ticks >= ::sysconf(_SC_CLK_TCK) / 10) {
        m_ticks = ticks;
        m_sinceSign.restart();
    }
    if (m_sinceSign.elapsed() > m_silentMs)
        return end(Text::tr("The work did nothing for %1 s and was ended.").arg(m_silentMs / 1000));
    return {};
}

Result<QJsonObject> Box::run(const QJsonObject &order)
{
    m_sinceSign.start();
    bool isOpen = send(boxLine(order));
    while (isOpen && !m_outcome) {
        pollfd watched{m_child.socket(), POLLIN, 0};
        if (::poll(&watched, 1, lookMs) > 0)
            isOpen = receive();
        if (!m_outcome)
            TUILERIE_CHECK(look());
    }
    if (m_outcome)
        return *m_outcome;
    // A wish to stop may meet a process that ends because of it.
    if (m_asked != StopRequest::None)
        return fail(stopError(m_asked));
    return end(Text::tr("The program that reads the files broke down."));
}

// Where PROJ and GDAL look for what they know, beside the system's places: shift grids that a user has put there, a copy
// that was installed elsewhere.
QStringList dataOfLibraries()
{
    QStringList places{QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QLatin1String("/proj")};
    for (const char *name : {"PROJ_DATA", "PROJ_LIB", "PROJ_USER_WRITABLE_DIRECTORY", "GDAL_DATA"})
        places << qEnvironmentVariable(name).split(QLatin1Char(':'), Qt::SkipEmptyParts);
    return places;
}

} // namespace

// A process that has loaded what it needs and knows no file yet.
class WorkBox::Spare
{
public:
    std::optional<ChildProcess> take()
    {
        std::optional<ChildProcess> taken;
        const std::lock_guard lock(m_mutex);
        if (m_child && isAlive(*m_child))
            taken.emplace(std::move(*m_child));
        m_child.reset();
        return taken;
    }
    bool isThere() const
    {
        const std::lock_guard lock(m_mutex);
        return m_child.has_value();
    }
    void keep(ChildProcess child)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_child)
            m_child.emplace(std::move(child));
    }

private:
    static bool isAlive(const ChildProcess &child)
    {
        pollfd watched{child.socket(), 0, 0};
        return ::poll(&watched, 1, 0) == 0;
    }

    mutable std::mutex m_mutex;
    std::optional<ChildProcess> m_child;
};

WorkBox::WorkBox(Options options)
    : m_options(std::move(options))
    , m_spare(m_options.keepsSpare ? std::make_shared<Spare>() : nullptr)
{
    if (m_options.program.isEmpty())
        m_options.program = programBeside(QStringLiteral("tuilerie-worker"));
}

Result<ChildProcess> WorkBox::child() const
{
    return ChildProcess::start(m_options.program, m_options.arguments, Text::tr("Starting the work"), m_options.keepsOutput);
}

Result<QJsonObject> WorkBox::run(
    const QString &work, const QJsonObject &params, const BoxFiles &files, WorkControl &control) const
{
    TUILERIE_CHECK(checkStop(control));
    if (m_options.program.isEmpty())
        return fail(ErrorCode::Unsupported,
            Text::tr(
                "The program tuilerie-worker, which opens files, is not there. Install the package tuilerie-server again."));
    std::optional<ChildProcess> worker = m_spare ? m_spare->take() : std::nullopt;
    if (!worker) {
        TUILERIE_TRY(started, child());
        worker.emplace(std::move(started));
    }
    // Of a file the folder too: what lies beside it may belong to it. Links lead to where the bytes are.
    QStringList inputs;
    for (const QString &input : files.inputs) {
        const QFileInfo info(input);
        const QFileInfo target(info.canonicalFilePath());
        for (const QFileInfo &place : {info, target})
            if (place.exists())
                inputs << (place.isDir() ? place.absoluteFilePath() : place.absolutePath());
    }
    inputs << dataOfLibraries();
    inputs.removeDuplicates();
    const qint64 memory = m_options.memoryMiB > 0 ? qint64(m_options.memoryMiB) << 20 : availableMemory();
    const QJsonObject order{{QStringLiteral("work"), work}, {QStringLiteral("params"), params},
        {QStringLiteral("inputs"), QJsonArray::fromStringList(inputs)},
        {QStringLiteral("folders"), QJsonArray::fromStringList(files.folders + QStringList{worker->scratch()})},
        {QStringLiteral("memory_mib"), memory >> 20}, {QStringLiteral("language"), QLocale().name()}};
    Result<QJsonObject> outcome = Box(std::move(*worker), files, memory, m_options.silentSeconds, control).run(order);
    // Only now: two would share the cores with the work.
    if (m_spare && !m_spare->isThere())
        if (Result<ChildProcess> next = child())
            m_spare->keep(std::move(*next));
    return outcome;
}

bool WorkBox::isBreakdown(const Error &error)
{
    return error.detail == breakdown;
}

QJsonObject WorkBox::confinement()
{
    const Confinement here = confinementHere();
    return {{QStringLiteral("landlock"), here.landlock}, {QStringLiteral("seccomp"), here.seccomp}};
}

} // namespace tuilerie
