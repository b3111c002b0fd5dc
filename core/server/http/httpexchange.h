// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/http.h"
#include "server/http/httpmultipart.h"

#include <chrono>
#include <optional>

namespace tuilerie {

/// One request and its answer while they pass through the server. Touched by one thread at a time: the connection's network
/// thread, or a worker while the connection is suspended.
struct HttpExchange
{
    enum class Phase { New, Body, Working, Answered };

    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
    std::string uri; ///< as it came, path and query
    HttpRequest request;
    HttpRouter::Match match;
    Phase phase = Phase::New;
    std::optional<HttpResponse> answer;
    bool isHead = false;
    bool closeAfter = false;

    std::unique_ptr<BodySink> sink;
    std::unique_ptr<MultipartReader> multipart;

    int sentStatus = 0;
    quint64 sentBytes = 0;

    /// Finds the route and decides what can be decided before the body: `answer` is set where nothing more is needed.
    void begin(const HttpRouter &router, const HttpServerOptions &options);
    /// Takes a piece of the body; from an error on, the rest is thrown away.
    void takeBody(const char *bytes, size_t size, const HttpServerOptions &options);
    /// Runs the handler, or ends the upload; any thread.
    void handle();
    bool hasBody() const;
    bool isSlow() const { return match.route && match.route->options.slow; }
};

} // namespace tuilerie
