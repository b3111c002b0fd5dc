// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httpsession.h"

#include "client/tokensource.h"
#include "model/entity.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QEventLoop>
#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTimer>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int watchMs = 100;
constexpr int graceMs = 5000; ///< for the answer to a call that a stop comes in the middle of

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::HttpSession", text);
}

// The system's proxies for the world, none for this machine: an embedded server is never behind a proxy.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (host == "localhost"_L1 || QHostAddress(host).isLoopback())
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

Error errorFromStatus(int status, const QByteArray &body, const QUrl &url)
{
    const QString said = ApiError::fromBody(body).sentence();
    const QString detail =
        u"%1 → HTTP %2: %3"_s.arg(url.toString(QUrl::RemoveQuery)).arg(status).arg(QString::fromUtf8(body.left(2000)));
    const auto with = [&said](const QString &sentence) { return said.isEmpty() ? sentence : sentence + u' ' + said; };
    switch (status) {
    case 400:
    case 422:
        return {ErrorCode::Invalid,
            said.isEmpty() ? tr("The server does not accept the request. Check the parameters.") : said, detail};
    case 401:
    case 403:
        return {ErrorCode::Denied, with(tr("The server refuses access: sign in again, or ask for the right.")), detail};
    case 404:
    case 410:
        return {ErrorCode::NotFound, said.isEmpty() ? tr("The server does not know %1.").arg(url.path()) : said, detail};
    case 409:
        return {ErrorCode::Conflict,
            said.isEmpty() ? tr("It exists on the server already, or something there still uses it.") : said, detail};
    case 413:
    case 507:
        return {ErrorCode::DiskFull, with(tr("There is no room left on the server, or the file is larger than it takes.")),
            detail};
    case 429: return {ErrorCode::Network, with(tr("The server is asked too often. Wait a little, then try again.")), detail};
    default: break;
    }
    if (status >= 500)
        return {ErrorCode::Network,
            with(tr("The server %1 has a problem (HTTP %2). Try again later.").arg(url.host()).arg(status)), detail};
    return {ErrorCode::Internal,
        with(tr("The server %1 answered in an unexpected way (HTTP %2). Check its address.").arg(url.host()).arg(status)),
        detail};
}

Error errorFromNetwork(const QNetworkReply &reply)
{
    const QUrl url = reply.url();
    const QString detail = u"%1: %2"_s.arg(url.toString(QUrl::RemoveQuery), reply.errorString());
    const QString place = url.port() > 0 ? u"%1:%2"_s.arg(url.host()).arg(url.port()) : url.host();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {ErrorCode::Network, tr("No server answers at %1. Check the address and whether the server runs.").arg(place),
            detail};
    case QNetworkReply::HostNotFoundError:
        return {ErrorCode::Network, tr("There is no machine named %1. Check the address and the network.").arg(url.host()),
            detail};
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError:
        return {ErrorCode::Network, tr("The server %1 took too long to answer. Try again later.").arg(place), detail};
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorCode::Network,
            tr("No safe connection to %1: its certificate is not trusted. Check the date of this machine and the "
               "certificate.")
                .arg(place),
            detail};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {ErrorCode::Invalid, tr("%1 is no http or https address.").arg(url.toString()), detail};
    default: break;
    }
    if (reply.error() >= QNetworkReply::ProxyConnectionRefusedError && reply.error() <= QNetworkReply::UnknownProxyError)
        return {ErrorCode::Network,
            tr("The proxy on the way to %1 does not answer. Check the system's proxy settings.").arg(place), detail};
    return {ErrorCode::Network, tr("The connection to %1 broke. Try again.").arg(place), detail};
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Result<QJsonObject> HttpAnswer::object() const
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return fail(ErrorCode::Corrupt, tr("The server's answer is not what an Entrepôt answers. Check its address."),
            QString::fromUtf8(body.left(500)));
    return document.object();
}

Result<QJsonArray> HttpAnswer::array() const
{
    if (body.trimmed().isEmpty())
        return QJsonArray();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isArray())
        return fail(ErrorCode::Corrupt, tr("The server's answer is not what an Entrepôt answers. Check its address."),
            QString::fromUtf8(body.left(500)));
    return document.array();
}

Status waitFor(int ms, WorkControl &control)
{
    for (int left = ms; left > 0; left -= watchMs) {
        if (const StopRequest stop = control.shouldStop(); stop != StopRequest::None)
            return fail(stopError(stop));
        QEventLoop loop;
        QTimer::singleShot(std::min(left, watchMs), &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (const StopRequest stop = control.shouldStop(); stop != StopRequest::None)
        return fail(stopError(stop));
    return {};
}

HttpSession::HttpSession(std::shared_ptr<TokenSource> tokens, HttpPolicy policy)
    : m_tokens(std::move(tokens))
    , m_policy(policy)
{
    m_network.setProxyFactory(new SystemProxies);
    // A redirected POST would turn into a GET: redirects are errors, except for reading.
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

HttpSession::~HttpSession() = default;

Result<HttpAnswer> HttpSession::attempt(
    const HttpCall &call, const QByteArray &token, WorkControl &control, int &status, int &retryAfterMs)
{
    QNetworkRequest request(call.url);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"Tuilerie"_s);
    request.setRawHeader("Accept", "application/json");
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    if (!call.contentType.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, call.contentType);
    request.setTransferTimeout(call.multipart || !call.saveTo.isEmpty() ? m_policy.uploadTimeoutMs : m_policy.timeoutMs);
    if (call.method == "GET")
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);

    std::unique_ptr<QHttpMultiPart> parts;
    std::unique_ptr<QNetworkReply> reply;
    if (call.multipart) {
        parts = call.multipart();
        if (!parts)
            return fail(ErrorCode::Io, tr("A file that is being sent cannot be read any more. Check it and try again."),
                call.url.toString());
        reply.reset(m_network.sendCustomRequest(request, call.method, parts.get()));
    } else if (call.method == "GET") {
        reply.reset(m_network.get(request));
    } else {
        reply.reset(m_network.sendCustomRequest(request, call.method, call.body));
    }

    // As it comes: a whole database does not fit into memory.
    QFile saved(call.saveTo);
    bool isUnsaved = false;
    const auto save = [&] {
        const int code = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (call.saveTo.isEmpty() || code < 200 || code > 299)
            return;
        const QByteArray part = reply->readAll();
        isUnsaved = isUnsaved || (!saved.isOpen() && !saved.open(QIODevice::WriteOnly | QIODevice::Truncate))
            || saved.write(part) != part.size();
    };
    QEventLoop loop;
    QTimer watch;
    StopRequest stop = StopRequest::None;
    QElapsedTimer stopped;
    QObject::connect(&watch, &QTimer::timeout, &loop, [&] {
        if (stop == StopRequest::None && control.shouldStop() != StopRequest::None) {
            stop = control.shouldStop();
            stopped.start();
        }
        if (stop != StopRequest::None && (call.method == "GET" || call.multipart || stopped.hasExpired(graceMs)))
            reply->abort();
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!call.saveTo.isEmpty())
        QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, save);
    if (call.sent)
        QObject::connect(
            reply.get(), &QNetworkReply::uploadProgress, &loop, [&call](qint64 sent, qint64) { call.sent(sent); });
    if (!reply->isFinished()) {
        watch.start(watchMs);
        loop.exec();
    }

    m_mayBeDone =
        reply->error() != QNetworkReply::ConnectionRefusedError && reply->error() != QNetworkReply::HostNotFoundError;
    if (stop != StopRequest::None && reply->error() == QNetworkReply::OperationCanceledError)
        return fail(stopError(stop));
    status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    save();
    if (isUnsaved || (saved.isOpen() && !saved.flush()))
        return fail(ErrorCode::DiskFull,
            tr("%1 cannot be written. Check the room on the disk and its rights.").arg(call.saveTo), saved.errorString());
    HttpAnswer answer;
    answer.status = status;
    answer.body = reply->readAll();
    for (const auto &pair : reply->rawHeaderPairs())
        answer.headers.emplace_back(pair.first, pair.second);
    // A status without an HTTP error may still be half a body: the connection broke while it came.
    if (status == 0 || (status >= 200 && status < 300 && reply->error() != QNetworkReply::NoError)) {
        status = 0;
        return fail(errorFromNetwork(*reply));
    }
    if (status >= 200 && status < 300)
        return answer;
    m_mayBeDone = status >= 500;
    bool isNumber = false;
    if (const int seconds = answer.header("Retry-After").toInt(&isNumber); isNumber)
        retryAfterMs = seconds * 1000;
    return fail(errorFromStatus(status, answer.body, call.url));
}

Result<HttpAnswer> HttpSession::send(const HttpCall &call, WorkControl &control)
{
    int wait = m_policy.firstWaitMs;
    bool tokenRefused = false;
    for (int number = 1;; ++number) {
        if (const StopRequest stop = control.shouldStop(); stop != StopRequest::None)
            return fail(stopError(stop));
        QByteArray token;
        if (call.withToken && m_tokens) {
            TUILERIE_TRY(given, m_tokens->token(control));
            token = given;
        }
        int status = 0;
        int retryAfterMs = 0;
        auto answer = attempt(call, token, control, status, retryAfterMs);
        if (answer)
            return answer;
        if ((status == 401 || status == 403) && !tokenRefused && !token.isEmpty() && m_tokens->refuse(token)) {
            tokenRefused = true;
            continue;
        }
        const bool mayHelp = call.method == "GET" && answer.error().code == ErrorCode::Network;
        if (!mayHelp || number >= m_policy.attempts)
            return answer;
        const int jitter = int(QRandomGenerator::global()->bounded(wait / 5 + 1)) - wait / 10;
        TUILERIE_CHECK(waitFor(std::min(std::max(wait + jitter, retryAfterMs), m_policy.longestWaitMs), control));
        wait = std::min(wait * 2, m_policy.longestWaitMs);
    }
}

} // namespace tuilerie
