// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"
#include "server/http/httpexchange.h"
#include "server/http/httpfinish.h"
#include "server/http/httpmetrics.h"
#include "server/http/httpworkers.h"

#include <QCoreApplication>

#include <arpa/inet.h>
#include <cstdarg>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tuilerie {

TUILERIE_LOG_ROOM("server.http")

namespace {

constexpr size_t workerQueueLimit = 2000;
constexpr int waitingThreads = 256;          ///< they wait, and cost nothing but their stacks; lanes share them out
constexpr qsizetype drainedSize = 256 << 10; ///< of an upload's body, given to its sink at a time
constexpr quint64 copiedSize = 64 << 10;

/// The library tells of every broken request.
void logLine(void *, const char *format, va_list arguments)
{
    char line[512];
    std::vsnprintf(line, sizeof line, format, arguments);
    qCDebug(roomLog).noquote() << QString::fromLocal8Bit(line).trimmed();
}

/// The router decodes for itself, after it has cut the path at its slashes.
size_t keepEscaped(void *, MHD_Connection *, char *text)
{
    return std::strlen(text);
}

/// The query as it came; MHD has turned "+" into a space, which no query can hold otherwise.
MHD_Result appendArgument(void *uri, MHD_ValueKind, const char *name, size_t nameSize, const char *value, size_t valueSize)
{
    auto &text = *static_cast<std::string *>(uri);
    const size_t start = text.size();
    text += text.find('?') == std::string::npos ? '?' : '&';
    text.append(name, nameSize);
    if (value) {
        text += '=';
        text.append(value, valueSize);
    }
    std::replace(text.begin() + std::ptrdiff_t(start), text.end(), ' ', '+');
    return MHD_YES;
}

HttpResponse busy()
{
    HttpResponse response = HttpResponse::empty(503);
    response.with("Retry-After", "5");
    return response;
}

union SocketAddress {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
    sockaddr_storage room;
};

std::string addressText(const sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (address->sa_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        sockaddr_in6 v6;
        std::memcpy(&v6, address, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
    }
    return text;
}

bool isTrusted(const std::string &address, const HttpServerOptions &options)
{
    if (options.trustedProxies.isEmpty())
        return false;
    QHostAddress peer(QString::fromStdString(address));
    bool isV4 = false;
    if (const quint32 v4 = peer.toIPv4Address(&isV4); isV4) // also ::ffff:127.0.0.1
        peer = QHostAddress(v4);
    return std::any_of(options.trustedProxies.begin(), options.trustedProxies.end(),
        [&](const auto &subnet) { return peer.isInSubnet(subnet); });
}

// What a front server says of the client counts from a named one only.
void readForwarding(HttpRequest &request, const HttpServerOptions &options)
{
    if (!isTrusted(request.clientAddress, options)) {
        std::erase_if(request.headers,
            [](const auto &header) { return header.first == "forwarded" || header.first.starts_with("x-forwarded-"); });
        return;
    }
    // Each proxy appends whom it heard: the last one that is none of ours is the client. What stands before it is hearsay.
    QStringList hops;
    for (const auto &[name, value] : request.headers)
        if (name == "x-forwarded-for")
            hops += QString::fromStdString(value).split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const std::string address = hop->trimmed().toStdString();
        if (QHostAddress(hop->trimmed()).isNull())
            break;
        request.clientAddress = address;
        if (!isTrusted(address, options))
            break;
    }
}

/// One file descriptor for each connection: the default limit of 1024 would be met long before the connection limit.
void raiseFileLimit(int wanted)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= rlim_t(wanted))
        return;
    limit.rlim_cur = std::min(limit.rlim_max, rlim_t(wanted));
    setrlimit(RLIMIT_NOFILE, &limit);
}

class MicroServer final : public HttpServer
{
public:
    MicroServer(const HttpServerOptions &options, std::shared_ptr<const HttpRouter> router)
        : m_options(options)
        , m_router(std::move(router))
        , m_threads(std::max(1, options.threads > 0 ? options.threads : int(std::thread::hardware_concurrency())))
        , m_workers(std::max(2, m_threads), workerQueueLimit)
        , m_waiting(waitingThreads, workerQueueLimit)
    {
    }
    ~MicroServer() override;
    Status listen();
    quint16 port() const override { return m_port; }

private:
    static MHD_Result answer(void *self, MHD_Connection *connection, const char *url, const char *method,
        const char *version, const char *data, size_t *size, void **slot);
    static void completed(void *self, MHD_Connection *connection, void **slot, MHD_RequestTerminationCode code);
    MHD_Result first(HttpExchange &exchange, MHD_Connection *connection, const char *method);
    MHD_Result body(HttpExchange &exchange, MHD_Connection *connection);
    MHD_Result suspended(
        HttpExchange &exchange, MHD_Connection *connection, HttpExchange::Phase phase, void (HttpExchange::*work)());
    void askAtHome(HttpExchange &exchange, MHD_Connection *connection);
    void ask(HttpExchange &exchange, MHD_Connection *connection, const std::shared_ptr<HttpLane> &lane);
    void wait(HttpExchange &exchange, MHD_Connection *connection, HttpLater later);
    HttpWorkers &threadsOf(const HttpLane &lane)
    {
        return lane.threads() == HttpLane::Threads::Waiting ? m_waiting : m_workers;
    }
    MHD_Result send(HttpExchange &exchange, MHD_Connection *connection);

    HttpServerOptions m_options;
    std::shared_ptr<const HttpRouter> m_router;
    int m_threads;
    HttpWorkers m_workers;
    HttpWorkers m_waiting;
    MHD_Daemon *m_daemon = nullptr;
    quint16 m_port = 0;
    std::atomic<bool> m_stopping = false; ///< nothing new is begun
    std::atomic<bool> m_ending = false;   ///< what waits is not begun either
    std::mutex m_mutex;
    std::condition_variable m_quiet;
    int m_underWay = 0;
};

MicroServer::~MicroServer()
{
    if (m_daemon) {
        m_stopping = true;
        const MHD_socket listening = MHD_quiesce_daemon(m_daemon);
        {
            // A client that reads its answer slowly, or never, must not keep the program alive.
            std::unique_lock lock(m_mutex);
            m_quiet.wait_for(lock, std::chrono::seconds(5), [this] { return m_underWay == 0; });
        }
        m_ending = true;
        m_workers.stop();
        m_waiting.stop(); // from here no connection is suspended, which MHD_stop_daemon asks for
        MHD_stop_daemon(m_daemon);
        if (listening != MHD_INVALID_SOCKET)
            ::close(listening);
    }
}

Status MicroServer::listen()
{
    const auto refused = [this](const QString &reason) {
        return fail(ErrorCode::Io,
            QCoreApplication::translate("tuilerie::HttpServer",
                "The server cannot listen on %1 port %2 (%3). Choose another address or port, or end the program that uses "
                "it.")
                .arg(m_options.address)
                .arg(m_options.port)
                .arg(reason));
    };
    SocketAddress address{};
    QString text = m_options.address;
    if (text == QLatin1String("localhost"))
        text = QStringLiteral("127.0.0.1");
    if (text.startsWith(QLatin1Char('[')) && text.endsWith(QLatin1Char(']')))
        text = text.mid(1, text.size() - 2);
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | MHD_USE_TURBO;
    if (inet_pton(AF_INET, text.toLatin1().constData(), &address.v4.sin_addr) == 1) {
        address.v4.sin_family = AF_INET;
        address.v4.sin_port = htons(m_options.port);
    } else if (inet_pton(AF_INET6, text.toLatin1().constData(), &address.v6.sin6_addr) == 1) {
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_port = htons(m_options.port);
        flags |= IN6_IS_ADDR_UNSPECIFIED(&address.v6.sin6_addr) ? unsigned(MHD_USE_DUAL_STACK) : unsigned(MHD_USE_IPv6);
    } else {
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::HttpServer",
                "“%1” is not an IP address to listen on. Give one such as 127.0.0.1, 0.0.0.0 or ::1.")
                .arg(m_options.address));
    }
    raiseFileLimit(m_options.connectionLimit + 1000);
    errno = 0;
    m_daemon = MHD_start_daemon(flags, m_options.port, nullptr, nullptr, &MicroServer::answer, this,
        MHD_OPTION_EXTERNAL_LOGGER, &logLine, nullptr, MHD_OPTION_SOCK_ADDR, &address.any, MHD_OPTION_THREAD_POOL_SIZE,
        unsigned(m_threads > 1 ? m_threads : 0), MHD_OPTION_CONNECTION_LIMIT,
        unsigned(std::max(m_options.connectionLimit, m_threads)), MHD_OPTION_CONNECTION_TIMEOUT,
        unsigned(m_options.idleTimeoutSeconds), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        size_t(40 << 10), // cleared after each request: more would cost every small one
        MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u, MHD_OPTION_UNESCAPE_CALLBACK, &keepEscaped, nullptr,
        MHD_OPTION_NOTIFY_COMPLETED, &MicroServer::completed, this, MHD_OPTION_END);
    if (!m_daemon)
        return refused(QString::fromLocal8Bit(std::strerror(errno)));
    if (const MHD_DaemonInfo *info = MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT))
        m_port = info->port;
    return {};
}

MHD_Result MicroServer::answer(void *self, MHD_Connection *connection, const char *url, const char *method, const char *,
    const char *data, size_t *size, void **slot)
{
    auto *server = static_cast<MicroServer *>(self);
    auto *exchange = static_cast<HttpExchange *>(*slot);
    if (!exchange) {
        exchange = new HttpExchange;
        *slot = exchange; // completed() deletes it
        exchange->uri = url;
        const std::lock_guard lock(server->m_mutex);
        ++server->m_underWay;
    }
    // Nothing may be thrown through the C library: that would end the program, and every other request with it.
    try {
        switch (exchange->phase) {
        case HttpExchange::Phase::New: return server->first(*exchange, connection, method);
        case HttpExchange::Phase::Preparing: // an upload's sink has been made
            return server->body(*exchange, connection);
        case HttpExchange::Phase::Body: break;
        case HttpExchange::Phase::Working: // the answer has been made
            return server->send(*exchange, connection);
        case HttpExchange::Phase::Answered: return MHD_YES;
        }
        if (*size > 0) {
            exchange->takeBody(data, *size, server->m_options);
            *size = 0;
            // A disk that is slow to take a file must not hold up a network thread.
            return exchange->pending.size() < drainedSize
                ? MHD_YES
                : server->suspended(*exchange, connection, HttpExchange::Phase::Body, &HttpExchange::drain);
        }
        if (exchange->answer)
            return server->send(*exchange, connection);
        if (exchange->sink || !exchange->isFast()) {
            exchange->phase = HttpExchange::Phase::Working;
            MHD_suspend_connection(connection);
            server->askAtHome(*exchange, connection);
            return MHD_YES;
        }
        if (std::optional<HttpLater> later = exchange->answer ? std::nullopt : exchange->handle()) {
            exchange->phase = HttpExchange::Phase::Working;
            MHD_suspend_connection(connection);
            server->wait(*exchange, connection, std::move(*later));
            return MHD_YES;
        }
        return server->send(*exchange, connection);
    } catch (const std::exception &failure) {
        qCWarning(roomLog) << "a request was given up:" << failure.what();
    }
    return MHD_NO;
}

MHD_Result MicroServer::first(HttpExchange &exchange, MHD_Connection *connection, const char *method)
{
    HttpRequest &request = exchange.request;
    request.method = method;
    MHD_get_connection_values_n(
        connection, MHD_HEADER_KIND,
        [](void *headers, MHD_ValueKind, const char *name, size_t nameSize, const char *value, size_t valueSize) {
            std::string lowered(name, nameSize);
            for (char &c : lowered)
                if (c >= 'A' && c <= 'Z')
                    c = char(c - 'A' + 'a');
            static_cast<std::vector<std::pair<std::string, std::string>> *>(headers)->emplace_back(
                std::move(lowered), value ? std::string(value, valueSize) : std::string());
            return MHD_YES;
        },
        &request.headers);
    if (const auto *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        info && info->client_addr)
        request.clientAddress = addressText(info->client_addr);
    readForwarding(request, m_options);

    MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, &appendArgument, &exchange.uri);
    exchange.begin(*m_router, m_options);
    if (m_stopping && !exchange.answer)
        exchange.answer = HttpResponse::empty(503);
    // Who uploads is looked up in a database, and may have to be refused before the body comes.
    return exchange.isUpload() ? suspended(exchange, connection, HttpExchange::Phase::Preparing, &HttpExchange::prepare)
                               : body(exchange, connection);
}

/// Before the body, or the end of a request without one.
MHD_Result MicroServer::body(HttpExchange &exchange, MHD_Connection *connection)
{
    const HttpRequest &request = exchange.request;
    // An answer before the body's end would reset the connection of a client that is still sending, and it would never see
    // it. So every answer waits for the end, at which MHD calls again, also for requests without a body (MHD closes a
    // connection that was answered at its first call). Only who waits for "100 Continue" is told at once.
    const bool waits = !request.header("expect").empty() && (request.method == "POST" || request.method == "PUT");
    if (exchange.answer && waits && exchange.hasBody()) {
        exchange.closeAfter = true;
        return send(exchange, connection);
    }
    exchange.phase = HttpExchange::Phase::Body;
    return MHD_YES;
}

/// Lets a worker do a part of the exchange's way; MHD calls again afterwards, in the given phase.
MHD_Result MicroServer::suspended(
    HttpExchange &exchange, MHD_Connection *connection, HttpExchange::Phase phase, void (HttpExchange::*work)())
{
    exchange.phase = phase;
    MHD_suspend_connection(connection);
    const bool taken = m_workers.run([&exchange, connection, work] {
        (exchange.*work)();
        MHD_resume_connection(connection);
    });
    if (!taken) {
        exchange.answer = busy();
        MHD_resume_connection(connection);
    }
    return MHD_YES;
}

/// The connection is suspended; asks the handler where it belongs.
void MicroServer::askAtHome(HttpExchange &exchange, MHD_Connection *connection)
{
    const std::shared_ptr<HttpLane> home = exchange.match.route->options.lane;
    const auto task = [this, &exchange, connection, home] { ask(exchange, connection, home); };
    if (!(home ? threadsOf(*home).run(home, task) : m_workers.run(task))) {
        exchange.answer = busy();
        MHD_resume_connection(connection);
    }
}

void MicroServer::ask(HttpExchange &exchange, MHD_Connection *connection, const std::shared_ptr<HttpLane> &lane)
{
    exchange.request.lane = lane.get();
    exchange.drain();
    std::optional<HttpLater> later = exchange.handle();
    exchange.request.lane = nullptr;
    if (later)
        wait(exchange, connection, std::move(*later));
    else
        MHD_resume_connection(connection);
}

void MicroServer::wait(HttpExchange &exchange, MHD_Connection *connection, HttpLater later)
{
    const std::shared_ptr<HttpLane> lane = later.lane;
    const bool taken = threadsOf(*lane).run(lane, [this, &exchange, connection, later = std::move(later)] {
        if (m_ending) {
            exchange.answer = busy();
            MHD_resume_connection(connection);
        } else if (!later.work) {
            ask(exchange, connection, later.lane);
        } else if (!exchange.succeeds(later.work)) {
            MHD_resume_connection(connection);
        } else if (exchange.isFast()) {
            ask(exchange, connection, nullptr); // it never waits: any thread will do
        } else {
            askAtHome(exchange, connection);
        }
    });
    if (!taken) {
        exchange.answer = busy();
        MHD_resume_connection(connection);
    }
}

MHD_Response *makeResponse(HttpResponse &answer)
{
    if (auto *bytes = std::get_if<QByteArray>(&answer.body))
        answer.body = std::make_shared<const QByteArray>(std::move(*bytes));
    if (const auto *shared = std::get_if<std::shared_ptr<const QByteArray>>(&answer.body);
        shared && *shared && !(*shared)->isEmpty()) {
        auto *held = new std::shared_ptr<const QByteArray>(*shared);
        // MHD only reads the buffer; its type says void * for the sake of other uses.
        void *buffer = const_cast<char *>((*held)->constData());
        return MHD_create_response_from_buffer_with_free_callback_cls(
            size_t((*held)->size()), buffer, [](void *cls) { delete static_cast<std::shared_ptr<const QByteArray> *>(cls); },
            held);
    }
    if (const auto *file = std::get_if<HttpFile>(&answer.body); file && file->size > 0) {
        // A small part goes out with its head in one call, which is less work than a descriptor of its own and sendfile
        // (tests/bench has the figures). More than this is for the kernel.
        if (file->size <= copiedSize) {
            std::unique_ptr<char, decltype(&std::free)> buffer(
                static_cast<char *>(std::malloc(size_t(file->size))), &std::free);
            if (buffer && ::pread(file->fd, buffer.get(), size_t(file->size), off_t(file->offset)) == ssize_t(file->size)) {
                MHD_Response *response =
                    MHD_create_response_from_buffer(size_t(file->size), buffer.get(), MHD_RESPMEM_MUST_FREE);
                if (response) {
                    buffer.release(); // MHD frees it
                    return response;
                }
            }
        }
        // MHD closes its descriptor with the response; the file's own stays open for the next one. sendfile is given the
        // offset.
        const int copy = ::fcntl(file->fd, F_DUPFD_CLOEXEC, 0);
        if (copy < 0)
            return nullptr;
        MHD_Response *response = MHD_create_response_from_fd_at_offset64(file->size, copy, file->offset);
        if (!response)
            ::close(copy);
        return response;
    }
    return MHD_create_response_from_buffer(0, nullptr, MHD_RESPMEM_PERSISTENT);
}

MHD_Result MicroServer::send(HttpExchange &exchange, MHD_Connection *connection)
{
    exchange.phase = HttpExchange::Phase::Answered;
    if (!exchange.answer)
        return MHD_NO;
    HttpResponse answer = withConditions(exchange.request, std::move(*exchange.answer));
    exchange.answer.reset();
    exchange.sentBytes = exchange.isHead ? 0 : bodySize(answer);
    MHD_Response *response = makeResponse(answer);
    if (!response)
        return MHD_NO;
    for (const auto &[name, value] : answer.headers)
        MHD_add_response_header(
            response, name.c_str(), value.c_str()); // refuses line ends, so that nobody can slip in a header
    if (exchange.match.cors) {
        MHD_add_response_header(response, "Access-Control-Allow-Origin", "*");
        MHD_add_response_header(
            response, "Access-Control-Expose-Headers", "Accept-Ranges, Content-Length, Content-Range, ETag");
    }
    if (exchange.closeAfter || m_stopping)
        MHD_add_response_header(response, "Connection", "close");
    exchange.sentStatus = answer.status;
    const MHD_Result queued = MHD_queue_response(connection, unsigned(answer.status), response);
    MHD_destroy_response(response);
    return queued;
}

void MicroServer::completed(void *self, MHD_Connection *, void **slot, MHD_RequestTerminationCode)
{
    auto *server = static_cast<MicroServer *>(self);
    const std::unique_ptr<HttpExchange> exchange(static_cast<HttpExchange *>(*slot));
    *slot = nullptr;
    if (!exchange)
        return;
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - exchange->request.arrival).count();
    if (exchange->sentStatus)
        server->m_router->metrics()->count(exchange->match.route ? exchange->match.route->options.service : "other",
            exchange->sentStatus, exchange->sentBytes, seconds);
    exchange->multipart.reset();
    if (exchange->sink) // broken off: removing what came of a large file takes its time
        (void)server->m_workers.run([sink = std::shared_ptr<BodySink>(std::move(exchange->sink))] {});
    const std::lock_guard lock(server->m_mutex);
    if (--server->m_underWay == 0)
        server->m_quiet.notify_all();
}

} // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(
    const HttpServerOptions &options, std::shared_ptr<const HttpRouter> router)
{
    auto server = std::make_unique<MicroServer>(options, std::move(router));
    TUILERIE_CHECK(server->listen());
    return std::unique_ptr<HttpServer>(std::move(server));
}

} // namespace tuilerie
