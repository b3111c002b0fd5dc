// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>

#include <memory>
#include <poll.h>
#include <vector>

namespace tuilerie::test {

struct RawAnswer
{
    int status = 0; ///< 0 = the connection closed without an answer
    QByteArray head;
    QByteArray body;
    QByteArray header(const char *name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
                return line.mid(colon + 1).trimmed();
        }
        return {};
    }
};

/// HTTP as bytes on a socket, so that the server's own words are what is compared.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        m_socket.waitForConnected(10000);
    }
    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(10000)) {}
    }
    RawAnswer receive(bool isHead = false)
    {
        RawAnswer answer;
        while (!m_buffer.contains("\r\n\r\n"))
            if (!fill())
                return answer;
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        answer.head = m_buffer.left(end);
        m_buffer.remove(0, end + 4);
        answer.status = answer.head.mid(9, 3).toInt();
        const qsizetype length =
            isHead || answer.status == 304 || answer.status == 204 ? 0 : answer.header("Content-Length").toLongLong();
        while (m_buffer.size() < length)
            if (!fill())
                break;
        answer.body = m_buffer.left(length);
        m_buffer.remove(0, length);
        return answer;
    }
    RawAnswer get(const QByteArray &target, const QByteArray &headers = {}, const QByteArray &method = "GET",
        const QByteArray &body = {})
    {
        QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: here\r\n" + headers;
        if (!body.isEmpty())
            request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        send(request + "\r\n" + body);
        return receive(method == "HEAD");
    }
    /// For poll(): readable once an answer, or a part of it, has come.
    int descriptor() const { return int(m_socket.socketDescriptor()); }
    bool isOpen() { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    bool fill()
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(20000))
            return false;
        m_buffer += m_socket.readAll();
        return true;
    }
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// The first of these connections that has an answer; nullptr when none comes in ten seconds.
inline RawClient *firstAnswered(const std::vector<std::unique_ptr<RawClient>> &clients)
{
    std::vector<pollfd> waiting;
    for (const auto &client : clients)
        waiting.push_back({client->descriptor(), POLLIN, 0});
    if (::poll(waiting.data(), nfds_t(waiting.size()), 10000) <= 0)
        return nullptr;
    for (size_t i = 0; i < waiting.size(); ++i)
        if (waiting[i].revents)
            return clients[i].get();
    return nullptr;
}

} // namespace tuilerie::test
