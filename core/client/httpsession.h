// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QByteArray>
#include <QHttpMultiPart>
#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>
#include <functional>
#include <memory>
#include <vector>

namespace tuilerie {

class TokenSource;

/// How patient the client is (docs/entrepot.md §3: GET alone is repeated, on network errors and 5xx).
struct HttpPolicy
{
    int attempts = 5;
    int firstWaitMs = 200;         ///< doubled each time, ±10 %
    int longestWaitMs = 5000;      ///< also the most that a Retry-After is followed
    int timeoutMs = 30000;         ///< without a byte in either direction
    int uploadTimeoutMs = 1200000; ///< the same while a file is sent: servers check it before they answer
};

struct HttpCall
{
    QByteArray method = "GET";
    QUrl url;
    QByteArray body;
    QByteArray contentType;
    /// Instead of `body`; called once for each attempt.
    std::function<std::unique_ptr<QHttpMultiPart>()> multipart;
    std::function<void(qint64 sent)> sent; ///< bytes of the body that have left
    QString saveTo; ///< a file for the body of a good answer, begun anew with each attempt; empty = in the answer
    bool withToken = true;
};

struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    std::vector<std::pair<QByteArray, QByteArray>> headers;

    QByteArray header(const QByteArray &name) const; ///< names without case; empty when absent
    Result<QJsonObject> object() const;              ///< Corrupt when the body is not that; an empty body is an empty object
    Result<QJsonArray> array() const;
};

/// HTTP with sign-in, repeats and clear errors. Used from one thread, which each call blocks in an event loop of its own
/// until the answer, an error or a stop of `control` (looked at ten times a second). System proxies are used, except towards
/// loopback.
class HttpSession
{
public:
    explicit HttpSession(std::shared_ptr<TokenSource> tokens, HttpPolicy policy = {});
    ~HttpSession();

    /// Any 2xx answer; else an error by status: 400 and 422 Invalid, 401 and 403 Denied, 404 NotFound, 409 Conflict,
    /// 413 and 507 DiskFull, 429 and 5xx Network, other Internal. A 401 or 403 asks for another token and tries once more.
    ///
    /// A stop does not break a short call off that changes something: its answer is waited for, five seconds at most, so
    /// that what was made there is known of.
    Result<HttpAnswer> send(const HttpCall &call, WorkControl &control);
    /// Of the last call, if it failed: the server may have done what it asks. False when it was refused, or never left.
    bool mayBeDone() const { return m_mayBeDone; }
    void use(std::shared_ptr<TokenSource> tokens) { m_tokens = std::move(tokens); } ///< from the next call on

private:
    Result<HttpAnswer> attempt(
        const HttpCall &call, const QByteArray &token, WorkControl &control, int &status, int &retryAfterMs);

    QNetworkAccessManager m_network;
    std::shared_ptr<TokenSource> m_tokens;
    HttpPolicy m_policy;
    bool m_mayBeDone = false;
};

/// Waits in an event loop; Cancelled or Paused when `control` says so meanwhile.
Status waitFor(int ms, WorkControl &control);

} // namespace tuilerie
