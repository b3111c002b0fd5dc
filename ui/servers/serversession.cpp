// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serversession.h"

#include "base/work/workpool.h"
#include "client/tokensource.h"

#include <QCoreApplication>
#include <QDesktopServices>

namespace tuilerie {

ServerSession::ServerSession(EmbeddedServerOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_signIns(std::make_shared<SignInStore>())
    , m_sentence([] { return tr("The server on this computer is not started yet."); })
{
}

ServerSession::~ServerSession() = default;

void ServerSession::setLight(Light light, Sentence sentence)
{
    m_light = light;
    m_sentence = std::move(sentence);
    emit lightChanged();
}

void ServerSession::start()
{
    if (m_light == Light::Starting || m_light == Light::On)
        return;
    setLight(Light::Starting, [] { return tr("The server on this computer is starting."); });
    if (!m_embedded) {
        m_embedded = std::make_unique<EmbeddedServer>(m_options);
        connect(m_embedded.get(), &EmbeddedServer::started, this, &ServerSession::serverStarted);
        connect(m_embedded.get(), &EmbeddedServer::crashed, this, &ServerSession::serverCrashed);
        connect(m_embedded.get(), &EmbeddedServer::failed, this, [this](const Error &error) {
            retireEmbedded();
            setLight(Light::Trouble, [message = error.message] { return message; });
            answerWaiting(fail(error));
        });
    }
    m_embedded->start();
}

void ServerSession::retireEmbedded()
{
    if (m_embeddedClient)
        m_retired.push_back(std::exchange(m_embeddedClient, nullptr));
}

/// Works that are under way wait for it and go on: their client stays.
void ServerSession::serverCrashed(int againInMs)
{
    setLight(
        Light::Starting, [] { return tr("The server on this computer stopped unexpectedly and is being started again."); });
    emit crashed(againInMs < 1000
            ? tr("The server on this computer stopped unexpectedly and is being started again. Its jobs go on.")
            : tr("The server on this computer stopped again. It is started in %n seconds.", nullptr, againInMs / 1000));
}

void ServerSession::serverStarted(const EmbeddedServerState &state)
{
    if (!m_embeddedClient)
        m_embeddedClient = std::make_shared<AsyncClient>(m_embedded->access());
    setLight(Light::On, [root = state.root] { return tr("The server on this computer runs at %1.").arg(root.toString()); });
    answerWaiting(m_embeddedClient);
    emit started();
}

void ServerSession::answerWaiting(const Result<std::shared_ptr<AsyncClient>> &client)
{
    for (const Waiting &waiting : std::exchange(m_waiting, {})) {
        if (waiting.context)
            waiting.ready(client);
    }
}

void ServerSession::withClient(const QString &server, QObject *context, Ready ready)
{
    if (server != EmbeddedServerName) {
        ready(remoteClient(server));
        return;
    }
    if (m_light == Light::On && m_embeddedClient) {
        ready(m_embeddedClient);
        return;
    }
    m_waiting.push_back({context, std::move(ready)});
    start();
}

void ServerSession::stop(bool leaveRunning)
{
    const bool wasThere = bool(m_embedded);
    retireEmbedded();
    m_embedded.reset(); // the process goes on without it
    if (wasThere) {
        // Waited for when the program ends, not here: the server writes down where its jobs are.
        WorkPool::network().start(
            [options = m_options, leaveRunning] {
                (void)(leaveRunning ? stopEmbeddedServerWhenIdle(options) : stopEmbeddedServer(options));
            },
            WorkPool::AtClose::Run);
    }
    setLight(Light::Off, [goesOn = leaveRunning && wasThere] {
        return goesOn ? tr("The server on this computer goes on without this window.")
                      : tr("The server on this computer is stopped.");
    });
}

Result<std::shared_ptr<AsyncClient>> ServerSession::remoteClient(const QString &server)
{
    if (const auto known = m_remote.constFind(server); known != m_remote.constEnd())
        return *known;
    TUILERIE_TRY(address, ServerAddress::fromText(server));
    // On the thread that asks for a token: the keychain may be locked.
    const auto load = [store = m_signIns, server] { return store->load(server); };
    const auto open = [](const QUrl &page) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [page] { QDesktopServices::openUrl(page); });
    };
    auto client = std::make_shared<AsyncClient>(address, std::make_shared<TokenSource>(load, open));
    m_remote.insert(server, client);
    return client;
}

QString ServerSession::dataFolder() const
{
    return m_options.dataFolder.isEmpty() ? defaultServerFolder() : m_options.dataFolder;
}

QString ServerSession::signInFile(const QString &server) const
{
    return m_signIns->file(server);
}

/// `work` may wait for a keychain; `ready` gets what it gives on this thread.
template <typename Work, typename R> void ServerSession::aside(Work work, QObject *context, std::function<void(R)> ready)
{
    WorkPool::network().start([work = std::move(work), context = QPointer(context), ready = std::move(ready)] {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [context, ready, result = work()] {
                if (context)
                    ready(result);
            },
            Qt::QueuedConnection);
    });
}

void ServerSession::withKnownServers(QObject *context, std::function<void(QStringList)> ready)
{
    aside([store = m_signIns] { return store->servers(); }, context, std::move(ready));
}

void ServerSession::withSignIn(const QString &server, QObject *context, std::function<void(Result<SignIn>)> ready)
{
    aside([store = m_signIns, server] { return store->load(server); }, context, std::move(ready));
}

void ServerSession::remember(
    const QString &server, const SignIn &signIn, QObject *context, std::function<void(Status)> ready)
{
    if (const auto client = m_remote.take(server))
        m_retired.push_back(client);
    const auto save = [store = m_signIns, server, signIn]() -> Status {
        // The tokens of the one before are nobody's any more.
        if (const auto before = store->load(server))
            TokenSource(*before, TokenSource::nameOf(*before)).signOut();
        return store->save(server, signIn);
    };
    aside(save, context, std::move(ready));
}

void ServerSession::forget(const QString &server)
{
    if (const auto client = m_remote.take(server))
        m_retired.push_back(client);
    WorkPool::network().start([store = m_signIns, server] { store->forget(server); }, WorkPool::AtClose::Run);
}

QString ServerSession::displayName(const QString &server)
{
    return server == EmbeddedServerName ? tr("This computer") : QUrl(server).host();
}

} // namespace tuilerie
