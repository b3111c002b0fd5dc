// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/http/httplane.h"

#include <QByteArray>
#include <QHostAddress>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tuilerie {

class HttpMetrics;

/// A request, its head and its (small) body. Large bodies go to a BodySink instead. Values are percent-decoded UTF-8. Valid
/// for the duration of the handler only, on one of the server's threads.
struct HttpRequest
{
    std::string method; ///< "GET"; a HEAD request is routed and handled as GET, and sent without its body
    std::string path;   ///< decoded, without query: "/wmts/1.0.0/ortho/normal/PM/12/1410/2073.jpeg"
    std::vector<std::pair<std::string, std::string>> query;   ///< in order, repeated ones kept
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::vector<std::string> captures;                        ///< of the route's {placeholders}, in order
    QByteArray body;
    std::string clientAddress;
    std::string rawQuery; ///< as it came, without "?"
    std::chrono::steady_clock::time_point arrival = std::chrono::steady_clock::now();
    const HttpLane *lane = nullptr; ///< on which the handler runs; null on a network thread or a worker

    /// First value, exact name; empty when absent.
    std::string_view queryValue(std::string_view name) const;
    std::string_view header(std::string_view lowerCaseName) const;
};

/// A part of an open file, handed to the kernel (sendfile). `owner` keeps `fd` open until the answer is sent.
struct HttpFile
{
    std::shared_ptr<const void> owner;
    int fd = -1;
    quint64 offset = 0;
    quint64 size = 0;
};

struct HttpResponse
{
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers; ///< Content-Type, ETag…; Content-Length and Date are added
    std::variant<std::monostate, QByteArray, std::shared_ptr<const QByteArray>, HttpFile> body;

    HttpResponse &with(std::string name, std::string value);
    static HttpResponse json(int status, const QJsonObject &object);
    static HttpResponse json(int status, const QJsonArray &array);
    static HttpResponse text(int status, const char *contentType, QByteArray body);
    static HttpResponse empty(int status);
    /// The Entrepôt form: {"error": …, "error_description": [sentence]} with the status of the error's code.
    static HttpResponse error(const Error &error);
};

/// What a handler answers that would have to wait. The request is set aside, without a thread, until its turn in the lane
/// comes. Then `work` is done and the handler asked anew where it ran before; without `work` the handler itself runs in the
/// lane, and may wait there (HttpRequest::lane). Where the lane is full the answer is 503 with Retry-After.
struct HttpLater
{
    std::shared_ptr<HttpLane> lane;
    std::function<void()> work;
};

using HttpAnswer = std::variant<HttpResponse, HttpLater>;
using HttpHandler = std::function<HttpAnswer(const HttpRequest &)>;

/// Receives a body while it arrives, so that a file of any size goes straight to disk: each part of multipart/form-data (RFC
/// 7578), or a body of another type as one part with an empty name and file name. After an error the rest of the body is
/// thrown away, finish() is not called, and the error is the answer; the sink's destructor must then remove what it wrote.
class BodySink
{
public:
    virtual ~BodySink() = default;
    virtual Status beginPart(const std::string &name, const std::string &fileName) = 0;
    virtual Status data(const char *bytes, size_t size) = 0;
    virtual Status endPart() = 0;
    virtual HttpResponse finish(const HttpRequest &request) = 0;
};
using SinkFactory = std::function<Result<std::unique_ptr<BodySink>>(const HttpRequest &)>;

/// What a route is, besides its handler.
struct HttpRouteOptions
{
    /// Runs on the network thread: for handlers that never wait. Others run on the workers, and never hold up these.
    bool fast = false;
    std::function<bool(const HttpRequest &)> fastWhen = nullptr; ///< the same, decided by request
    /// Where its handlers run that wait for somebody else each time; null = on the workers.
    std::shared_ptr<HttpLane> lane = nullptr;
    bool cors = false;           ///< readable by web pages of any origin
    std::string service = "api"; ///< the label in /metrics
};

/// Routes by method and path pattern: "/api/uploads/{}/data", and "/files/**" for a whole subtree. Filled
/// before the server starts, read-only afterwards. A path that is known under another method gives 405. Of several patterns
/// that match, the one with the most literal segments wins, then the one added first. OPTIONS is answered by the server.
/// The SinkFactory and BodySink of an upload run on the workers, one call at a time, while the body arrives.
class HttpRouter
{
public:
    HttpRouter();
    void add(const char *method, const char *pattern, HttpHandler handler, HttpRouteOptions options = {});
    void addUpload(const char *method, const char *pattern, SinkFactory factory, HttpRouteOptions options = {});

    struct Route;
    struct Match
    {
        std::shared_ptr<const Route> route; ///< null when nothing matches
        std::vector<std::string> captures;  ///< decoded; a "**" gives the rest of the path, with its slashes
        std::vector<std::string> allowed;   ///< methods that this path knows; not empty without a route means 405
        bool cors = false;
    };
    /// `encodedPath` is as it came, percent-encoded: an encoded slash never divides segments.
    Match match(std::string_view method, std::string_view encodedPath) const;

    /// Counts of every request of the server that runs with this router.
    const std::shared_ptr<HttpMetrics> &metrics() const { return m_metrics; }

private:
    std::vector<std::shared_ptr<const Route>> m_routes;
    std::shared_ptr<HttpMetrics> m_metrics;
};

struct HttpRouter::Route
{
    std::string method;
    std::vector<std::string> segments; ///< "{}" takes one segment, a last "**" takes the rest, empty or not
    HttpRouteOptions options;
    HttpHandler handler;
    SinkFactory factory; ///< instead of a handler
};

struct HttpServerOptions
{
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8080; ///< 0 = any free one
    int threads = 0;     ///< of the network, and as many workers (at least 2); 0 = all cores
    int connectionLimit = 10000;
    int idleTimeoutSeconds = 60;
    int urlLimit = 16 << 10;         ///< bytes of path and query; longer ones get 414
    quint64 bodyLimit = 64ull << 20; ///< of bodies kept in memory; larger ones get 413
    /// Who may say for whom a request is (X-Forwarded-For, -Proto, -Host): subnets of front servers. From anybody else such
    /// headers are as if they were not there.
    QList<std::pair<QHostAddress, int>> trustedProxies;
};

/// The HTTP server (HTTP/1.1, RFC 9110 and 9112): libmicrohttpd with epoll and a thread pool. Handlers run concurrently.
/// Does for all routes: HEAD, OPTIONS, If-None-Match (304, where an answer carries an ETag), Range on files (206, 416), 404,
/// 405, 413, 414, 503 when too much work waits. Whatever a handler throws becomes 500, and ends nothing else.
class HttpServer
{
public:
    static Result<std::unique_ptr<HttpServer>> start(
        const HttpServerOptions &options, std::shared_ptr<const HttpRouter> router);
    virtual ~HttpServer() = default; ///< stops: no new connection, answers under way are sent
    virtual quint16 port() const = 0;
};

} // namespace tuilerie
