// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serversession.h"

#include "base/atomicfile.h"
#include "client/tokensource.h"

#include <QCryptographicHash>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

static QString serversFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QStringLiteral("/servers");
}

ServerSession::ServerSession(EmbeddedServerOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_sentence(tr("The server on this computer is not started yet."))
{
}

ServerSession::~ServerSession() = default;

void ServerSession::setLight(Light light, const QString &sentence)
{
    m_light = light;
    m_sentence = sentence;
    emit lightChanged();
}

void ServerSession::start()
{
    if (m_light == Light::Starting || m_light == Light::On)
        return;
    setLight(Light::Starting, tr("The server on this computer is starting."));
    if (!m_embedded) {
        m_embedded = std::make_unique<EmbeddedServer>(m_options);
        connect(m_embedded.get(), &EmbeddedServer::started, this, &ServerSession::serverStarted);
        connect(m_embedded.get(), &EmbeddedServer::crashed, this, [this] {
            retireEmbedded();
            setLight(Light::Starting, tr("The server on this computer stopped unexpectedly and is being started again."));
            emit crashed(tr("The server on this computer stopped unexpectedly and is being started again. Its jobs go on."));
        });
        connect(m_embedded.get(), &EmbeddedServer::failed, this, [this](const Error &error) {
            retireEmbedded();
            setLight(Light::Trouble, error.message);
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

void ServerSession::serverStarted(const EmbeddedServerState &state)
{
    retireEmbedded();
    m_embeddedClient = std::make_shared<AsyncClient>(state.address(), state.tokens());
    setLight(Light::On, tr("The server on this computer runs at %1.").arg(state.root.toString()));
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
        // The pool's threads are waited for when the program ends, not here: the server writes down where its jobs are.
        QThreadPool::globalInstance()->start([options = m_options, leaveRunning] {
            (void)(leaveRunning ? stopEmbeddedServerWhenIdle(options) : stopEmbeddedServer(options));
        });
    }
    setLight(Light::Off,
        leaveRunning && wasThere ? tr("The server on this computer goes on without this window.")
                                 : tr("The server on this computer is stopped."));
}

Result<std::shared_ptr<AsyncClient>> ServerSession::remoteClient(const QString &server)
{
    if (const auto known = m_remote.constFind(server); known != m_remote.constEnd())
        return *known;
    TUILERIE_TRY(address, ServerAddress::fromText(server));
    const SignIn signIn = signInOf(server);
    auto tokens = std::make_shared<TokenSource>(signIn, TokenSource::defaultCacheFile(signIn), [](const QUrl &page) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [page] { QDesktopServices::openUrl(page); });
    });
    auto client = std::make_shared<AsyncClient>(address, tokens);
    m_remote.insert(server, client);
    return client;
}

QString ServerSession::dataFolder() const
{
    return m_options.dataFolder.isEmpty() ? defaultServerFolder() : m_options.dataFolder;
}

QString ServerSession::signInFile(const QString &server) const
{
    const QByteArray digest = QCryptographicHash::hash(server.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    return QStringLiteral("%1/%2-%3.json").arg(serversFolder(), QUrl(server).host(), QLatin1String(digest));
}

SignIn ServerSession::signInOf(const QString &server) const
{
    return SignIn::load(signInFile(server)).value_or(SignIn());
}

Status ServerSession::remember(const QString &server, const SignIn &signIn)
{
    if (const auto client = m_remote.take(server))
        m_retired.push_back(client);
    const QString file = signInFile(server);
    QJsonObject object = signIn.toJson();
    object.insert(QStringLiteral("url"), server);
    QDir().mkpath(serversFolder());
    QFile::setPermissions(serversFolder(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    TUILERIE_CHECK(writeFileAtomically(file, QJsonDocument(object).toJson()));
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

void ServerSession::forget(const QString &server)
{
    if (const auto client = m_remote.take(server))
        m_retired.push_back(client);
    QFile::remove(signInFile(server));
}

QStringList ServerSession::knownServers() const
{
    QStringList urls;
    const QDir folder(serversFolder());
    for (const QString &name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const auto bytes = readWholeFile(folder.filePath(name));
        const QString url =
            bytes ? QJsonDocument::fromJson(*bytes).object().value(QLatin1String("url")).toString() : QString();
        if (!url.isEmpty())
            urls << url;
    }
    return urls;
}

QString ServerSession::displayName(const QString &server)
{
    return server == EmbeddedServerName ? tr("This computer") : QUrl(server).host();
}

} // namespace tuilerie
