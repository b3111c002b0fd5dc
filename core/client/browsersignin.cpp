// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/signin.h"

#include "client/httpsession.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QEventLoop>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int answerSeconds = 300;
constexpr qsizetype longestRequest = 16 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SignIn", text);
}

// 32 bytes of the system's generator: 43 characters, the length that RFC 7636 §4.1 recommends for a verifier.
QByteArray randomText()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

// The one request that the browser sends back to us. Other connections (favicon, speculative ones of the browser) are
// answered 404 and waited out.
class RedirectListener
{
public:
    Status listen(quint16 port)
    {
        if (m_server.listen(QHostAddress::LocalHost, port))
            return {};
        return fail(ErrorCode::Io,
            tr("No program can listen on 127.0.0.1 port %1 for the sign-in's answer. Choose another redirect_port.")
                .arg(port),
            m_server.errorString());
    }
    QString redirectUri() const { return u"http://127.0.0.1:%1/callback"_s.arg(m_server.serverPort()); }

    Result<QUrlQuery> wait(const QByteArray &state, WorkControl &control)
    {
        QEventLoop loop;
        QObject scope;
        QTimer watch;
        int tenths = 0;
        StopRequest stop = StopRequest::None;
        QObject::connect(&watch, &QTimer::timeout, &scope, [&] {
            stop = control.shouldStop();
            if (stop != StopRequest::None || ++tenths > answerSeconds * 10)
                loop.quit();
        });
        watch.start(100);
        std::optional<QUrlQuery> found;
        QObject::connect(&m_server, &QTcpServer::newConnection, &scope, [&] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                QObject::connect(socket, &QTcpSocket::readyRead, &scope, [&, socket] {
                    if (auto query = read(*socket, state)) {
                        found = std::move(query);
                        loop.quit();
                    }
                });
            }
        });
        loop.exec();
        if (stop != StopRequest::None)
            return fail(stopError(stop));
        if (!found)
            return fail(ErrorCode::Denied, tr("Nobody signed in within five minutes. Try again."));
        return *found;
    }

private:
    std::optional<QUrlQuery> read(QTcpSocket &socket, const QByteArray &state)
    {
        const QByteArray head = socket.peek(longestRequest);
        if (!head.contains("\r\n\r\n")) {
            if (head.size() >= longestRequest)
                socket.abort();
            return std::nullopt;
        }
        socket.readAll();
        const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
        const QUrl target = QUrl(u"http://127.0.0.1"_s).resolved(QUrl(QString::fromLatin1(words.value(1))));
        const QUrlQuery query(target.query(QUrl::FullyEncoded).replace(u'+', u"%20"_s));
        // The state ties the answer to our question: whoever does not know it is not the browser that we sent (RFC 6749
        // §10.12).
        const bool ours = words.value(0) == "GET" && target.path() == "/callback"_L1
            && query.queryItemValue(u"state"_s, QUrl::FullyDecoded).toUtf8() == state
            && (query.hasQueryItem(u"code"_s) || query.hasQueryItem(u"error"_s));
        if (!ours) {
            answer(socket, "404 Not Found", tr("This address only takes the answer of the sign-in."));
            return std::nullopt;
        }
        answer(socket, "200 OK",
            query.hasQueryItem(u"code"_s) ? tr("You are signed in. You may close this page and go back to Tuilerie.")
                                          : tr("The sign-in was refused. You may close this page."));
        return query;
    }

    static void answer(QTcpSocket &socket, const char *status, const QString &sentence)
    {
        const QByteArray body =
            "<!DOCTYPE html><meta charset=\"utf-8\"><title>Tuilerie</title><p>" + sentence.toHtmlEscaped().toUtf8();
        socket.write("HTTP/1.1 " + QByteArray(status)
            + "\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
              "Connection: close\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket.flush();
        socket.disconnectFromHost();
    }

    QTcpServer m_server;
};

} // namespace

Result<TokenSet> signInWithBrowser(const SignIn &signIn, const BrowserOpener &open, WorkControl &control)
{
    RedirectListener listener;
    TUILERIE_CHECK(listener.listen(signIn.redirectPort));
    const QByteArray state = randomText();
    const QByteArray verifier = randomText();
    const QByteArray challenge = QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                                     .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);

    QUrl page = signIn.realm;
    page.setPath(page.path() + "/protocol/openid-connect/auth"_L1);
    QByteArray query;
    const auto add = [&query](const char *name, const QString &value) {
        query += (query.isEmpty() ? "" : "&") + QByteArray(name) + '=' + QUrl::toPercentEncoding(value);
    };
    add("response_type", u"code"_s);
    add("client_id", signIn.clientId);
    add("redirect_uri", listener.redirectUri());
    add("scope", signIn.scope);
    add("state", QString::fromLatin1(state));
    add("code_challenge", QString::fromLatin1(challenge));
    add("code_challenge_method", u"S256"_s);
    page.setQuery(QString::fromLatin1(query), QUrl::StrictMode);
    open(page);

    TUILERIE_TRY(answer, listener.wait(state, control));
    const QString code = answer.queryItemValue(u"code"_s, QUrl::FullyDecoded);
    if (code.isEmpty())
        return fail(ErrorCode::Denied,
            tr("The sign-in was refused: %1").arg(answer.queryItemValue(u"error_description"_s, QUrl::FullyDecoded)),
            answer.queryItemValue(u"error"_s, QUrl::FullyDecoded));
    return exchangeCode(signIn, code, listener.redirectUri(), verifier, control);
}

} // namespace tuilerie
