// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "client/restartpolicy.h"

#include <QFuture>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <memory>

namespace tuilerie {

inline constexpr QLatin1String EmbeddedServerName("embedded"); ///< in place of an address wherever a server is named

/// A running embedded server, as the state file `server.json` (mode 0600) in its data folder says.
struct EmbeddedServerState
{
    qint64 pid = 0;
    QUrl root; ///< "http://127.0.0.1:41234"
    QString token;
    QString program;
    QDateTime started;

    bool operator==(const EmbeddedServerState &) const = default;
    QJsonObject toJson() const; ///< {pid, root, token, program, started}
    static EmbeddedServerState fromJson(const QJsonObject &object);
    ServerAddress address() const;
    std::shared_ptr<TokenSource> tokens() const;
};

struct EmbeddedServerOptions
{
    QString dataFolder; ///< empty = defaultServerFolder()
    QString program; ///< empty = TUILERIE_SERVER, or tuilerie-server beside this program, in ../libexec/tuilerie, or in PATH
    int startSeconds = 30;
};

/// TUILERIE_DATA, else the user's application data folder (tuilerie/server).
QString defaultServerFolder();
/// What the server writes to stdout and stderr.
QString serverLogFile(const EmbeddedServerOptions &options);

/// The server in the user's own profile: `tuilerie-server` on loopback with a token made for that start. One for each data
/// folder: one that runs there already is used again, and it keeps its port over restarts where the port is still free, so
/// that addresses given to others stay right. It is a process of its own and outlives the caller until it is stopped. Blocks
/// for the time of a start (some tenths of a second); any thread, several processes at once.
Result<EmbeddedServerState> ensureEmbeddedServer(const EmbeddedServerOptions &options, WorkControl &control);
/// The running server; NotFound when there is none.
Result<EmbeddedServerState> findEmbeddedServer(const EmbeddedServerOptions &options);
/// Asks it to end (its jobs go on at the next start), waits up to ten seconds, then ends it by force. Good when none runs.
Status stopEmbeddedServer(const EmbeddedServerOptions &options);
/// Lets it end by itself: when no job waits or runs and nobody has called it for `quietSeconds`, so that programs which
/// still lead a publication through are not cut off. The next EmbeddedServer takes that back. Good when none runs. Blocks
/// for one request; any thread.
Status stopEmbeddedServerWhenIdle(const EmbeddedServerOptions &options, int quietSeconds = 60);
/// Takes that back, best effort: a server that ends at this moment is found to have ended.
void keepEmbeddedServer(const EmbeddedServerState &state);

/// The way to it, for programs without an event loop: once it has died it is started again, later each time (RestartPolicy),
/// and found again where another program has done that. Any thread.
std::shared_ptr<ServerAccess> embeddedAccess(
    const EmbeddedServerState &state, const EmbeddedServerOptions &options, const QString &datastore = {});
/// That there is no use in starting it again.
Error endsTooOften(const EmbeddedServerOptions &options);

/// The same for programs with an event loop: starts without waiting, then looks after the server and starts it again as soon
/// as it has died: at once the first time, later when it dies again, until it has died five times in five minutes
/// (RestartPolicy). The server goes on when this object dies, unless stop() was called.
class EmbeddedServer : public QObject
{
    Q_OBJECT

public:
    explicit EmbeddedServer(EmbeddedServerOptions options = {}, QObject *parent = nullptr);
    ~EmbeddedServer() override;

    void start(); ///< then started() or failed()
    void stop();  ///< blocks until it has ended; running() is false then
    bool isRunning() const { return m_state.pid != 0; }
    EmbeddedServerState state() const { return m_state; } ///< valid while isRunning()
    /// The way to it, for works on any thread: while it is being started again they wait, and go on with the new one. Ends
    /// with failed() and with this object. Valid once started.
    std::shared_ptr<ServerAccess> access() const { return m_access; }

signals:
    void started(const tuilerie::EmbeddedServerState &state); ///< also after a restart; the address may be another one
    void crashed(int againInMs);                              ///< it is being started again, after so long
    void failed(const tuilerie::Error &error); ///< it does not start, or crashed too often; start() tries again

private:
    struct Shared;
    template <typename Work, typename Done> QFuture<void> aside(Work work, Done done);
    void launch();
    void launched(const Result<EmbeddedServerState> &state);
    void look();
    void saw(const Result<EmbeddedServerState> &running);
    void restart(const Error &giveUp);
    void watchEnd();
    void setState(const EmbeddedServerState &state);
    void giveUp(const Error &error);

    EmbeddedServerOptions m_options;
    EmbeddedServerState m_state;
    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<ServerAccess> m_access;
    std::unique_ptr<QSocketNotifier> m_end; ///< of the process
    QTimer m_watch;
    QTimer m_again;
    RestartPolicy m_policy;
    bool m_isRestart = false;
    QFuture<void> m_starting;
    QFuture<void> m_looking;
    std::shared_ptr<std::atomic_bool> m_stop;
};

} // namespace tuilerie
