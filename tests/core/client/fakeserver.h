// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpServer>
#include <QUrl>
#include <QUrlQuery>
#include <functional>
#include <vector>

namespace tuilerie::test {

struct FakeRequest
{
    QByteArray method;
    QString path;
    QUrlQuery query;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    QByteArray header(const QByteArray &lowerCaseName) const;
    QString queryValue(const QString &name) const { return query.queryItemValue(name, QUrl::FullyDecoded); }
    /// A field of a form body.
    QString field(const QString &name) const;
    /// The content of the part named "file".
    QByteArray filePart() const;
    QByteArray fileName() const;
};

struct FakeAnswer
{
    int status = 200;
    QByteArray body;
    QList<QByteArray> headers; ///< whole lines
    bool hangUp = false;       ///< close the connection instead of answering
    bool silent = false;       ///< keep it open and say nothing
};

/// An HTTP server for tests, in the test's own thread and event loop: answers what the test's function says and remembers
/// what was asked.
class FakeServer : public QObject
{
public:
    using Answerer = std::function<FakeAnswer(const FakeRequest &)>;
    explicit FakeServer(Answerer answerer);

    QUrl url(const QString &path = {}) const;
    const std::vector<FakeRequest> &requests() const { return m_requests; }
    qsizetype count(const QByteArray &method, const QString &path) const;

private:
    void accept();

    QTcpServer m_server;
    Answerer m_answerer;
    std::vector<FakeRequest> m_requests;
};

} // namespace tuilerie::test
