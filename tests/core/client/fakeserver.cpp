// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeserver.h"

#include <QTcpSocket>
#include <algorithm>
#include <memory>

namespace tuilerie::test {

namespace {

// The length of the whole first request in the buffer, 0 while some of it is missing.
qsizetype requestLength(const QByteArray &buffer)
{
    const qsizetype head = buffer.indexOf("\r\n\r\n");
    if (head < 0)
        return 0;
    qsizetype length = 0;
    for (const QByteArray &line : buffer.left(head).split('\n')) {
        if (line.toLower().startsWith("content-length:"))
            length = line.mid(15).trimmed().toLongLong();
    }
    return buffer.size() >= head + 4 + length ? head + 4 + length : 0;
}

FakeRequest parse(const QByteArray &bytes)
{
    const qsizetype head = bytes.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = bytes.left(head).split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    const QUrl target(QString::fromLatin1(first.value(1)), QUrl::StrictMode);
    FakeRequest request;
    request.method = first.value(0);
    request.path = target.path();
    request.query = QUrlQuery(target);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append({line.left(colon).toLower(), line.mid(colon + 1).trimmed()});
    }
    request.body = bytes.mid(head + 4);
    return request;
}

} // namespace

QByteArray FakeRequest::header(const QByteArray &lowerCaseName) const
{
    for (const auto &[name, value] : headers) {
        if (name == lowerCaseName)
            return value;
    }
    return {};
}

QString FakeRequest::field(const QString &name) const
{
    return QUrlQuery(QString::fromLatin1(QByteArray(body).replace('+', "%20"))).queryItemValue(name, QUrl::FullyDecoded);
}

QByteArray FakeRequest::filePart() const
{
    const QByteArray type = header("content-type");
    QByteArray boundary = type.mid(type.indexOf("boundary=") + 9);
    if (boundary.startsWith('"'))
        boundary = boundary.mid(1, boundary.lastIndexOf('"') - 1);
    const qsizetype start = body.indexOf("\r\n\r\n") + 4;
    return body.mid(start, body.indexOf("\r\n--" + boundary + "--") - start);
}

QByteArray FakeRequest::fileName() const
{
    const qsizetype start = body.indexOf("filename=\"") + 10;
    return body.mid(start, body.indexOf('"', start) - start);
}

FakeServer::FakeServer(Answerer answerer)
    : m_answerer(std::move(answerer))
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, &FakeServer::accept);
}

QUrl FakeServer::url(const QString &path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
}

qsizetype FakeServer::count(const QByteArray &method, const QString &path) const
{
    return std::count_if(
        m_requests.begin(), m_requests.end(), [&](const FakeRequest &r) { return r.method == method && r.path == path; });
}

void FakeServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] {
            *buffer += socket->readAll();
            while (const qsizetype length = requestLength(*buffer)) {
                m_requests.push_back(parse(buffer->left(length)));
                buffer->remove(0, length);
                const FakeAnswer answer = m_answerer(m_requests.back());
                if (answer.silent)
                    continue;
                if (answer.hangUp) {
                    socket->abort();
                    return;
                }
                QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status)
                    + " X\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
                for (const QByteArray &line : answer.headers)
                    head += line + "\r\n";
                socket->write(head + "\r\n" + answer.body);
            }
        });
    }
}

} // namespace tuilerie::test
