// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/asyncclient.h"
#include "client/embeddedserver.h"
#include "client/signinstore.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

namespace tuilerie {

/// The servers that the desktop talks to. The embedded one is started in the background by the first who asks for it, looked
/// after, and started again after a crash, over which its client and the works of it go on. Others are known by their URL
/// and a sign-in in the user's SignInStore. UI thread; nothing here waits.
class ServerSession : public QObject
{
    Q_OBJECT

public:
    enum class Light { Off, Starting, On, Trouble };
    using Ready = std::function<void(Result<std::shared_ptr<AsyncClient>>)>;

    explicit ServerSession(EmbeddedServerOptions options = {}, QObject *parent = nullptr);
    ~ServerSession() override;

    Light light() const { return m_light; }
    QString sentence() const { return m_sentence(); } ///< what the light means, for a tool tip; in the language of now

    /// Gives a client of `server` ("embedded" or a URL) as soon as it can be used; dropped when `context` is gone by then.
    /// The session keeps every client to its own end: works need not.
    void withClient(const QString &server, QObject *context, Ready ready);
    void start(); ///< the embedded server
    /// `leaveRunning`: the server stays and its jobs go on; the next start finds it.
    void stop(bool leaveRunning);

    QString dataFolder() const; ///< of the embedded server
    /// URLs of those that one has signed in to, in a while: they are files. Dropped when `context` is gone by then.
    void withKnownServers(QObject *context, std::function<void(QStringList)> ready);
    /// How one signs in to it, in a while: the keychain may be locked. Dropped when `context` is gone by then.
    void withSignIn(const QString &server, QObject *context, std::function<void(Result<SignIn>)> ready);
    /// Also forgets the tokens of the old one.
    void remember(const QString &server, const SignIn &signIn, QObject *context, std::function<void(Status)> ready);
    void forget(const QString &server);
    QString signInFile(const QString &server) const; ///< what `--token-file` is given

    /// "This computer" or the host.
    static QString displayName(const QString &server);

signals:
    void lightChanged();
    /// The embedded server is there, at an address that may be new; its client goes on.
    void started();
    void crashed(const QString &sentence); ///< it stopped by itself and is being started again

private:
    using Sentence = std::function<QString()>;
    void setLight(Light light, Sentence sentence);
    void retireEmbedded();
    void serverStarted(const EmbeddedServerState &state);
    void serverCrashed(int againInMs);
    template <typename Work, typename R> static void aside(Work work, QObject *context, std::function<void(R)> ready);
    void answerWaiting(const Result<std::shared_ptr<AsyncClient>> &client);
    Result<std::shared_ptr<AsyncClient>> remoteClient(const QString &server);

    struct Waiting
    {
        QPointer<QObject> context;
        Ready ready;
    };
    EmbeddedServerOptions m_options;
    std::shared_ptr<SignInStore> m_signIns;
    std::unique_ptr<EmbeddedServer> m_embedded;
    std::shared_ptr<AsyncClient> m_embeddedClient;
    /// Clients of servers that are gone: their works end on their own threads, where a client must not die.
    std::vector<std::shared_ptr<AsyncClient>> m_retired;
    QHash<QString, std::shared_ptr<AsyncClient>> m_remote;
    std::vector<Waiting> m_waiting;
    Light m_light = Light::Off;
    Sentence m_sentence;
};

} // namespace tuilerie
