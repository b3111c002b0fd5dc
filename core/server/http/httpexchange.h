// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/http.h"
#include "server/http/httpmultipart.h"

#include <optional>

namespace tuilerie {

/// One request and its answer while they pass through the server. Touched by one thread at a time: the connection's network
/// thread, or another one while the connection is suspended. Whatever handlers, factories and sinks throw ends here, as 500.
struct HttpExchange
{
    enum class Phase { New, Preparing, Body, Working, Answered };

    std::string uri; ///< as it came, path and query
    HttpRequest request;
    HttpRouter::Match match;
    Phase phase = Phase::New;
    std::optional<HttpResponse> answer;
    bool isHead = false;
    bool closeAfter = false;

    std::unique_ptr<BodySink> sink;
    std::unique_ptr<MultipartReader> multipart;
    QByteArray pending; ///< of the body, not yet given to the sink

    int sentStatus = 0;
    quint64 sentBytes = 0;

    /// Finds the route and decides what can be decided before the body: `answer` is set where nothing more is needed.
    void begin(const HttpRouter &router, const HttpServerOptions &options);
    bool isUpload() const { return !answer && match.route && match.route->factory; }
    /// Makes the sink of an upload. May wait.
    void prepare();
    /// Takes a piece of a body without a sink; of one with a sink into `pending`. From an error on, the rest is thrown away.
    void takeBody(const char *bytes, size_t size, const HttpServerOptions &options);
    /// Gives the sink what is pending. May wait.
    void drain();
    /// Runs the handler, or ends the upload. What is returned is to be waited for; else `answer` is set.
    std::optional<HttpLater> handle();
    /// Does what a handler waited for; false with `answer` set when it threw.
    bool succeeds(const std::function<void()> &work);
    /// Whether the handler may run on a network thread.
    bool isFast();
    bool hasBody() const;
};

} // namespace tuilerie
