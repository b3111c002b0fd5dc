// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace tuilerie {

/// A request, its head and its (small) body. Large bodies go to a BodySink instead. Values are percent-decoded UTF-8. Valid for
/// the duration of the handler only, on one of the server's threads.
struct HttpRequest {
    std::string method;     ///< "GET"
    std::string path;       ///< decoded, without query: "/wmts/1.0.0/ortho/normal/PM/12/1410/2073.jpeg"
    std::vector<std::pair<std::string, std::string>> query;   ///< in order, repeated ones kept
    std::vector<std::pair<std::string, std::string>> headers; ///< names in lower case
    std::vector<std::string> captures; ///< of the route's {placeholders}, in order
    QByteArray body;
    std::string clientAddress;
    bool isLoopback = false;

    /// First value, names compared without case (OGC KVP); empty when absent.
    std::string_view kvp(std::string_view name) const;
    /// First value, exact name.
    std::string_view queryValue(std::string_view name) const;
    std::string_view header(std::string_view lowerCaseName) const;
};

/// A part of an open file, handed to the kernel (sendfile). `owner` keeps `fd` open until the answer is sent.
struct HttpFile {
    std::shared_ptr<const void> owner;
    int fd = -1;
    quint64 offset = 0;
    quint64 size = 0;
};

struct HttpResponse {
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

using HttpHandler = std::function<HttpResponse(const HttpRequest &)>;

/// Receives a multipart body while it arrives, so that a file of any size goes straight to disk.
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

/// Routes by method and path pattern: "/api/datastores/{}/uploads/{}/data", and "/wmts/1.0.0/**" for a whole subtree. Filled
/// before the server starts, read-only afterwards. A path that is known under another method gives 405.
class HttpRouter
{
public:
    void add(const char *method, const char *pattern, HttpHandler handler);
    void addUpload(const char *method, const char *pattern, SinkFactory factory);
    struct Match;
    Match match(std::string_view method, std::string_view path) const;

private:
    struct Route;
    std::vector<std::shared_ptr<const Route>> m_routes;
};

struct HttpServerOptions {
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 8080;     ///< 0 = any free one
    int threads = 0;         ///< 0 = all cores
    int connectionLimit = 10000;
    int idleTimeoutSeconds = 60;
    quint64 bodyLimit = 64ull << 20; ///< of bodies kept in memory; larger ones get 413
};

/// The HTTP server: libmicrohttpd with epoll and a thread pool. Handlers run on its threads, concurrently.
class HttpServer
{
public:
    static Result<std::unique_ptr<HttpServer>> start(const HttpServerOptions &options, std::shared_ptr<const HttpRouter> router);
    virtual ~HttpServer() = default; ///< stops: no new connection, answers under way are sent
    virtual quint16 port() const = 0;
};

} // namespace tuilerie
