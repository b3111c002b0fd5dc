// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/asyncclient.h"
#include "client/embeddedserver.h"
#include "client/signin.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

namespace tuilerie {

/// The servers that the desktop talks to. The embedded one is started in the background by the first who asks for it, looked
/// after, and started again after a crash. Others are known by their URL and a sign-in kept in the user's profile (mode
/// 0600), in the form that `--token-file` reads. UI thread; nothing here waits.
class ServerSession : public QObject
{
    Q_OBJECT

public:
    enum class Light { Off, Starting, On, Trouble };
    using Ready = std::function<void(Result<std::shared_ptr<AsyncClient>>)>;

    explicit ServerSession(EmbeddedServerOptions options = {}, QObject *parent = nullptr);
    ~ServerSession() override;

    Light light() const { return m_light; }
    QString sentence() const { return m_sentence; } ///< what the light means, for a tool tip

    /// Gives a client of `server` ("embedded" or a URL) as soon as it can be used; dropped when `context` is gone by then.
    /// The session keeps every client to its own end: works need not.
    void withClient(const QString &server, QObject *context, Ready ready);
    void start(); ///< the embedded server
    /// `leaveRunning`: the server stays and its jobs go on; the next start finds it.
    void stop(bool leaveRunning);

    QString dataFolder() const;       ///< of the embedded server
    QStringList knownServers() const; ///< URLs, without "embedded"
    SignIn signInOf(const QString &server) const;
    Status remember(const QString &server, const SignIn &signIn); ///< also forgets the tokens of the old one
    void forget(const QString &server);
    QString signInFile(const QString &server) const; ///< what `--token-file` is given

    /// "This computer" or the host.
    static QString displayName(const QString &server);

signals:
    void lightChanged();
    /// The embedded server is there, with an address and a token that may be new: clients got before are stale.
    void started();
    void crashed(const QString &sentence); ///< it stopped by itself and is being started again

private:
    void setLight(Light light, const QString &sentence);
    void retireEmbedded();
    void serverStarted(const EmbeddedServerState &state);
    void answerWaiting(const Result<std::shared_ptr<AsyncClient>> &client);
    Result<std::shared_ptr<AsyncClient>> remoteClient(const QString &server);

    struct Waiting
    {
        QPointer<QObject> context;
        Ready ready;
    };
    EmbeddedServerOptions m_options;
    std::unique_ptr<EmbeddedServer> m_embedded;
    std::shared_ptr<AsyncClient> m_embeddedClient;
    /// Clients of servers that are gone: their works end on their own threads, where a client must not die.
    std::vector<std::shared_ptr<AsyncClient>> m_retired;
    QHash<QString, std::shared_ptr<AsyncClient>> m_remote;
    std::vector<Waiting> m_waiting;
    Light m_light = Light::Off;
    QString m_sentence;
};

} // namespace tuilerie
