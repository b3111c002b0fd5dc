// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/embeddedserver.h"

#include "base/atomicfile.h"
#include "base/detached.h"
#include "client/privatefile.h"
#include "client/tokensource.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int stopSeconds = 10;
constexpr qint64 longestLog = 10 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EmbeddedServer", text);
}

QString folderOf(const EmbeddedServerOptions &options)
{
    return options.dataFolder.isEmpty() ? defaultServerFolder() : QFileInfo(options.dataFolder).absoluteFilePath();
}

QString stateFile(const EmbeddedServerOptions &options)
{
    return folderOf(options) + "/server.json"_L1;
}
QString tokenFile(const EmbeddedServerOptions &options)
{
    return folderOf(options) + "/server.token"_L1;
}

Result<QString> findProgram(const EmbeddedServerOptions &options)
{
    const QString here = QCoreApplication::applicationDirPath();
    QStringList places{options.program, qEnvironmentVariable("TUILERIE_SERVER"), here + "/tuilerie-server"_L1,
        here + "/../libexec/tuilerie/tuilerie-server"_L1, QStandardPaths::findExecutable(u"tuilerie-server"_s)};
    for (const QString &place : places) {
        if (!place.isEmpty() && QFileInfo(place).isExecutable())
            return QFileInfo(place).absoluteFilePath();
        if (!place.isEmpty() && place == options.program)
            break;
    }
    return fail(ErrorCode::NotFound,
        tr("The program tuilerie-server is not there. Install it beside this one, or set TUILERIE_SERVER to its path."));
}

// A process of that number that is our server: after a restart of the machine the number may be anybody's.
bool isServerProcess(const EmbeddedServerState &state)
{
    if (state.pid <= 0 || (::kill(pid_t(state.pid), 0) != 0 && errno != EPERM))
        return false;
    QFile command(u"/proc/%1/cmdline"_s.arg(state.pid));
    if (!command.open(QIODevice::ReadOnly))
        return true; // no /proc here: the answer on its port has to do
    const QByteArray words = command.readAll();
    return !words.isEmpty()
        && QFileInfo(QFile::decodeName(words.left(words.indexOf('\0')))).fileName() == QFileInfo(state.program).fileName();
}

std::optional<EmbeddedServerState> readState(const EmbeddedServerOptions &options)
{
    const auto content = readWholeFile(stateFile(options));
    if (!content)
        return std::nullopt;
    return EmbeddedServerState::fromJson(QJsonDocument::fromJson(*content).object());
}

QString freshToken()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words), sizeof words).toHex());
}

// It answers, and it takes our token: so it is the one of this data folder.
Status answers(const EmbeddedServerState &state, WorkControl &control)
{
    HttpPolicy once;
    once.attempts = 1;
    once.timeoutMs = 5000;
    EntrepotClient client(state.address(), state.tokens(), control, once);
    auto user = client.user();
    if (!user)
        return fail(std::move(user.error()));
    return {};
}

// The extension stop-when-idle.
Status requestStop(const EmbeddedServerState &state, const QJsonObject &body)
{
    SilentControl control;
    HttpPolicy once;
    once.attempts = 1;
    once.timeoutMs = 5000;
    EntrepotClient client(state.address(), state.tokens(), control, once);
    auto answer = client.send("POST", u"/stop"_s, QJsonDocument(body).toJson(QJsonDocument::Compact));
    if (!answer)
        return fail(std::move(answer.error()));
    return {};
}

QByteArray tailOf(const QString &log)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - 2000));
    return file.readAll();
}

// The address in the line "Listening on http://127.0.0.1:41234", written after `from`.
QUrl listeningAddress(const QString &log, qint64 from)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly) || !file.seek(from))
        return {};
    static const QRegularExpression line(u"Listening on (https?://[^\\s]+)\\s"_s);
    const auto match = line.match(QString::fromUtf8(file.read(1 << 16)));
    return match.hasMatch() ? QUrl(match.captured(1)) : QUrl();
}

Result<EmbeddedServerState> launch(
    const EmbeddedServerOptions &options, const QString &program, int port, WorkControl &control)
{
    const QString folder = folderOf(options);
    const QString log = serverLogFile(options);
    EmbeddedServerState state;
    state.program = program;
    state.token = freshToken();
    state.started = QDateTime::currentDateTimeUtc();
    TUILERIE_CHECK(writePrivateFile(tokenFile(options), state.token.toLatin1() + '\n'));
    if (QFileInfo(log).size() > longestLog)
        QFile::remove(log);
    const qint64 logStart = QFileInfo(log).size();

    auto pid = startDetached(program,
        {u"--data"_s, folder, u"--listen"_s, u"127.0.0.1:%1"_s.arg(port), u"--token-file"_s, tokenFile(options),
            // Its token is in a file that the user alone can read, and it runs as the user: what it may read, they may.
            u"--references"_s, u"/"_s, u"--buckets"_s, u"*"_s},
        log);
    if (!pid)
        return fail(
            ErrorCode::Io, tr("The embedded server does not start: %1 cannot be run.").arg(program), pid.error().message);
    state.pid = *pid;

    QElapsedTimer clock;
    clock.start();
    for (;;) {
        state.root = listeningAddress(log, logStart);
        if (state.root.isValid() && !state.root.isEmpty())
            break;
        // Not isServerProcess(): between its start and its first instruction a program has no command line yet.
        const bool isGone = ::kill(pid_t(state.pid), 0) != 0;
        if (isGone || clock.elapsed() > options.startSeconds * 1000) {
            if (!isGone)
                ::kill(pid_t(state.pid), SIGTERM);
            return fail(ErrorCode::Io, tr("The embedded server does not start. Its log says why: %1").arg(log),
                QString::fromUtf8(tailOf(log)));
        }
        if (const Status waited = waitFor(20, control); !waited) {
            ::kill(pid_t(state.pid), SIGTERM);
            return fail(waited.error());
        }
    }
    TUILERIE_CHECK(writePrivateFile(stateFile(options), QJsonDocument(state.toJson()).toJson()));
    TUILERIE_CHECK(answers(state, control));
    return state;
}

} // namespace

QJsonObject EmbeddedServerState::toJson() const
{
    return {{u"pid"_s, pid}, {u"root"_s, root.toString()}, {u"token"_s, token}, {u"program"_s, program},
        {u"started"_s, started.toString(Qt::ISODateWithMs)}};
}

EmbeddedServerState EmbeddedServerState::fromJson(const QJsonObject &object)
{
    EmbeddedServerState state;
    state.pid = object.value(u"pid"_s).toInteger();
    state.root = QUrl(object.value(u"root"_s).toString());
    state.token = object.value(u"token"_s).toString();
    state.program = object.value(u"program"_s).toString();
    state.started = QDateTime::fromString(object.value(u"started"_s).toString(), Qt::ISODateWithMs);
    return state;
}

ServerAddress EmbeddedServerState::address() const
{
    ServerAddress address;
    address.api = root;
    address.api.setPath(u"/api"_s);
    return address;
}

std::shared_ptr<TokenSource> EmbeddedServerState::tokens() const
{
    SignIn signIn;
    signIn.token = token;
    return std::make_shared<TokenSource>(signIn);
}

QString defaultServerFolder()
{
    const QString set = qEnvironmentVariable("TUILERIE_DATA");
    if (!set.isEmpty())
        return QFileInfo(set).absoluteFilePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/tuilerie/server"_L1;
}

QString serverLogFile(const EmbeddedServerOptions &options)
{
    return folderOf(options) + "/server.log"_L1;
}

Result<EmbeddedServerState> findEmbeddedServer(const EmbeddedServerOptions &options)
{
    const auto state = readState(options);
    if (!state || !isServerProcess(*state))
        return fail(ErrorCode::NotFound, tr("The embedded server does not run."));
    return *state;
}

Result<EmbeddedServerState> ensureEmbeddedServer(const EmbeddedServerOptions &options, WorkControl &control)
{
    TUILERIE_TRY(program, findProgram(options));
    TUILERIE_CHECK(makePrivateFolder(folderOf(options)));
    // Two programs may want it at the same moment; the second one finds what the first has started.
    QLockFile lock(folderOf(options) + "/server.lock"_L1);
    lock.setStaleLockTime(0);
    QElapsedTimer clock;
    clock.start();
    while (!lock.tryLock(50)) {
        if (lock.error() != QLockFile::LockFailedError)
            return fail(ErrorCode::Denied,
                tr("No permission for %1. Choose another place or ask for the right.").arg(folderOf(options)));
        if (clock.elapsed() > 2 * options.startSeconds * 1000)
            return fail(ErrorCode::Io,
                tr("Another program has been starting the embedded server for a minute. Close it, then try again."));
        TUILERIE_CHECK(waitFor(1, control));
    }

    const auto before = readState(options);
    if (before && isServerProcess(*before)) {
        const Status alive = answers(*before, control);
        if (alive)
            return *before;
        if (alive.error().code == ErrorCode::Cancelled || alive.error().code == ErrorCode::Paused)
            return fail(alive.error());
        // It hangs: a new one would not get at its data.
        TUILERIE_CHECK(stopEmbeddedServer(options));
    }
    // The port of last time, so that addresses in other people's projects stay right; any free one where it is taken.
    const int port = before ? before->root.port(0) : 0;
    auto state = launch(options, program, port, control);
    if (!state && port != 0 && state.error().code == ErrorCode::Io)
        state = launch(options, program, 0, control);
    return state;
}

void keepEmbeddedServer(const EmbeddedServerState &state)
{
    (void)requestStop(state, {{u"when"_s, u"never"_s}});
}

Status stopEmbeddedServerWhenIdle(const EmbeddedServerOptions &options, int quietSeconds)
{
    const auto state = readState(options);
    if (!state || !isServerProcess(*state))
        return {};
    return requestStop(*state, {{u"when"_s, u"idle"_s}, {u"quiet_s"_s, quietSeconds}});
}

Status stopEmbeddedServer(const EmbeddedServerOptions &options)
{
    const auto state = readState(options);
    if (!state || !isServerProcess(*state))
        return {};
    ::kill(pid_t(state->pid), SIGTERM);
    QElapsedTimer clock;
    clock.start();
    bool forced = false;
    while (isServerProcess(*state)) {
        if (clock.elapsed() > stopSeconds * 1000) {
            if (forced)
                return fail(
                    ErrorCode::Io, tr("The embedded server (process %1) does not end. End it by hand.").arg(state->pid));
            forced = true;
            ::kill(pid_t(state->pid), SIGKILL);
            clock.restart();
        }
        QThread::msleep(20);
    }
    return {};
}

} // namespace tuilerie
