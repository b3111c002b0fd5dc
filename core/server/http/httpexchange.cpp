// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpexchange.h"

#include "base/log.h"
#include "server/http/httpurl.h"

#include <QCoreApplication>

#include <charconv>

namespace tuilerie {

TUILERIE_LOG_ROOM("server.http")

namespace {

Error sentence(ErrorCode code, const char *text)
{
    return Error{code, QCoreApplication::translate("tuilerie::HttpServer", text), {}};
}

HttpResponse plainError(int status, const char *text)
{
    HttpResponse response = HttpResponse::error(sentence(ErrorCode::Invalid, text));
    response.status = status;
    return response;
}

quint64 contentLength(const HttpRequest &request)
{
    const std::string_view text = request.header("content-length");
    quint64 value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string out;
    for (const std::string &word : words)
        out += (out.empty() ? "" : ", ") + word;
    return out;
}

HttpResponse failed(const HttpRequest &request, const char *what)
{
    qCWarning(roomLog) << "handling" << request.path.c_str() << "threw:" << what;
    return HttpResponse::error(sentence(ErrorCode::Internal,
        QT_TRANSLATE_NOOP("tuilerie::HttpServer", "The server failed on this request; its log says why.")));
}

/// Runs `work`; what it throws becomes the answer.
template <typename Work> void guarded(const HttpRequest &request, std::optional<HttpResponse> &answer, const Work &work)
{
    try {
        work();
    } catch (const std::exception &failure) {
        answer = failed(request, failure.what());
    } catch (...) {
        answer = failed(request, "something that is no exception");
    }
}

HttpResponse methodsAnswer(const HttpRouter::Match &match, const HttpRequest &request)
{
    std::vector<std::string> methods = match.allowed;
    if (std::find(methods.begin(), methods.end(), "GET") != methods.end())
        methods.push_back("HEAD");
    methods.push_back("OPTIONS");
    HttpResponse response = HttpResponse::empty(204);
    response.with("Allow", joined(methods));
    if (match.cors) {
        response.with("Access-Control-Allow-Methods", joined(methods)).with("Access-Control-Max-Age", "86400");
        const std::string_view asked = request.header("access-control-request-headers");
        if (!asked.empty())
            response.with("Access-Control-Allow-Headers", std::string(asked));
    }
    return response;
}

} // namespace

bool HttpExchange::hasBody() const
{
    return contentLength(request) > 0 || !request.header("transfer-encoding").empty();
}

void HttpExchange::begin(const HttpRouter &router, const HttpServerOptions &options)
{
    if (uri.size() > size_t(options.urlLimit)) {
        answer = plainError(414, QT_TRANSLATE_NOOP("tuilerie::HttpServer", "The URL is too long."));
        return;
    }
    isHead = request.method == "HEAD";
    if (isHead)
        request.method = "GET";
    // The absolute form (RFC 9112 §3.2.2) names this server too.
    for (const std::string_view scheme : {"http://", "https://"})
        if (uri.starts_with(scheme))
            uri.erase(0, std::min(uri.find('/', scheme.size()), uri.size()));
    const size_t mark = std::min(uri.find('?'), uri.size());
    const std::string_view path = std::string_view(uri).substr(0, mark);
    request.path = percentDecoded(path);
    if (mark < uri.size())
        request.rawQuery = uri.substr(mark + 1);
    request.query = parseQuery(request.rawQuery);
    match = router.match(request.method, path);
    request.captures = match.captures;
    if (!match.route) {
        if (match.allowed.empty()) {
            answer = HttpResponse::error(sentence(
                ErrorCode::NotFound, QT_TRANSLATE_NOOP("tuilerie::HttpServer", "There is nothing at this address.")));
        } else if (request.method == "OPTIONS") {
            answer = methodsAnswer(match, request);
        } else {
            answer = plainError(405, QT_TRANSLATE_NOOP("tuilerie::HttpServer", "This address does not know that method."));
            answer->with("Allow", joined(match.allowed));
        }
        return;
    }
    if (!match.route->factory && contentLength(request) > options.bodyLimit)
        answer = plainError(413, QT_TRANSLATE_NOOP("tuilerie::HttpServer", "The body is larger than this server takes."));
}

void HttpExchange::prepare()
{
    guarded(request, answer, [this] {
        auto made = match.route->factory(request);
        if (!made) {
            answer = HttpResponse::error(made.error());
            return;
        }
        sink = std::move(*made);
        if (const auto boundary = multipartBoundary(request.header("content-type"))) {
            if (boundary->empty())
                answer = plainError(
                    400, QT_TRANSLATE_NOOP("tuilerie::HttpServer", "The multipart Content-Type has no boundary."));
            else
                multipart = std::make_unique<MultipartReader>(*boundary, *sink);
        } else if (const Status begun = sink->beginPart({}, {}); !begun) {
            answer = HttpResponse::error(begun.error());
        }
    });
}

void HttpExchange::takeBody(const char *bytes, size_t size, const HttpServerOptions &options)
{
    if (answer)
        return;
    if (sink) {
        pending.append(bytes, qsizetype(size));
        return;
    }
    if (quint64(request.body.size()) + size > options.bodyLimit) {
        answer = plainError(413, QT_TRANSLATE_NOOP("tuilerie::HttpServer", "The body is larger than this server takes."));
        request.body.clear();
        return;
    }
    request.body.append(bytes, qsizetype(size));
}

void HttpExchange::drain()
{
    if (!answer && !pending.isEmpty())
        guarded(request, answer, [this] {
            const Status taken = multipart ? multipart->feed(pending.constData(), size_t(pending.size()))
                                           : sink->data(pending.constData(), size_t(pending.size()));
            if (!taken)
                answer = HttpResponse::error(taken.error());
        });
    pending.clear();
    if (answer) {
        multipart.reset();
        sink.reset();
    }
}

std::optional<HttpLater> HttpExchange::handle()
{
    std::optional<HttpLater> later;
    if (answer)
        return later;
    guarded(request, answer, [&] {
        if (sink) {
            const Status ended = multipart ? multipart->end() : sink->endPart();
            answer = ended ? sink->finish(request) : HttpResponse::error(ended.error());
            return;
        }
        HttpAnswer given = match.route->handler(request);
        if (auto *wait = std::get_if<HttpLater>(&given))
            later = std::move(*wait);
        else
            answer = std::move(std::get<HttpResponse>(given));
    });
    multipart.reset();
    sink.reset();
    return later;
}

bool HttpExchange::succeeds(const std::function<void()> &work)
{
    guarded(request, answer, work);
    return !answer;
}

bool HttpExchange::isFast()
{
    bool fast = false;
    guarded(request, answer, [&] {
        const HttpRouteOptions &options = match.route->options;
        fast = options.fast || (options.fastWhen && options.fastWhen(request));
    });
    return fast;
}

} // namespace tuilerie
