// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http.h"
#include "server/http/httpmetrics.h"
#include "server/http/httpurl.h"

namespace tuilerie {

namespace {

bool isPlaceholder(const std::string &segment)
{
    return segment.size() >= 2 && segment.front() == '{' && segment.back() == '}';
}

std::vector<std::string> patternSegments(const char *pattern)
{
    std::vector<std::string> segments;
    for (const std::string_view segment : pathSegments(pattern))
        segments.emplace_back(segment);
    return segments;
}

} // namespace

HttpRouter::HttpRouter()
    : m_metrics(std::make_shared<HttpMetrics>())
{
}

void HttpRouter::add(const char *method, const char *pattern, HttpHandler handler, HttpRouteOptions options)
{
    m_routes.push_back(
        std::make_shared<Route>(Route{method, patternSegments(pattern), std::move(options), std::move(handler), {}}));
}

void HttpRouter::addUpload(const char *method, const char *pattern, SinkFactory factory, HttpRouteOptions options)
{
    m_routes.push_back(
        std::make_shared<Route>(Route{method, patternSegments(pattern), std::move(options), {}, std::move(factory)}));
}

HttpRouter::Match HttpRouter::match(std::string_view method, std::string_view encodedPath) const
{
    if (method == "HEAD")
        method = "GET";
    const std::vector<std::string_view> encoded = pathSegments(encodedPath);
    std::vector<std::string> segments;
    segments.reserve(encoded.size());
    for (const std::string_view segment : encoded)
        segments.push_back(percentDecoded(segment));

    Match best;
    int bestLiterals = -1;
    for (const auto &route : m_routes) {
        const auto &pattern = route->segments;
        const bool takesRest = !pattern.empty() && pattern.back() == "**";
        const size_t fixed = pattern.size() - (takesRest ? 1 : 0);
        if (takesRest ? segments.size() < fixed : segments.size() != fixed)
            continue;
        int literals = 0;
        bool matches = true;
        for (size_t i = 0; i < fixed && matches; ++i) {
            if (!isPlaceholder(pattern[i]))
                matches = pattern[i] == segments[i] && ++literals > 0;
            else
                matches = !segments[i].empty();
        }
        if (!matches)
            continue;
        if (std::find(best.allowed.begin(), best.allowed.end(), route->method) == best.allowed.end())
            best.allowed.push_back(route->method);
        best.cors = best.cors || route->options.cors;
        // A whole match is more than a subtree's.
        literals = literals * 2 + (takesRest ? 0 : 1);
        if (route->method != method || literals <= bestLiterals)
            continue;
        bestLiterals = literals;
        best.route = route;
        best.captures.clear();
        for (size_t i = 0; i < fixed; ++i)
            if (isPlaceholder(pattern[i]))
                best.captures.push_back(segments[i]);
        if (takesRest) {
            std::string rest;
            for (size_t i = fixed; i < segments.size(); ++i)
                rest += (i > fixed ? "/" : "") + segments[i];
            best.captures.push_back(std::move(rest));
        }
    }
    return best;
}

} // namespace tuilerie
