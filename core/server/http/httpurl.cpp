// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpurl.h"

namespace tuilerie {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

std::string percentDecoded(std::string_view text, bool plusIsSpace)
{
    std::string out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            out += char(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
            i += 2;
        } else {
            out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> parseQuery(std::string_view query)
{
    std::vector<std::pair<std::string, std::string>> pairs;
    for (size_t at = 0; at < query.size();) {
        const size_t end = std::min(query.find('&', at), query.size());
        const std::string_view pair = query.substr(at, end - at);
        at = end + 1;
        if (pair.empty())
            continue;
        const size_t equals = std::min(pair.find('='), pair.size());
        pairs.emplace_back(percentDecoded(pair.substr(0, equals), true),
            equals < pair.size() ? percentDecoded(pair.substr(equals + 1), true) : std::string());
    }
    return pairs;
}

std::vector<std::string_view> pathSegments(std::string_view path)
{
    std::vector<std::string_view> segments;
    if (path.starts_with('/'))
        path.remove_prefix(1);
    if (path.empty())
        return segments;
    while (true) {
        const size_t end = path.find('/');
        segments.push_back(path.substr(0, end));
        if (end == std::string_view::npos)
            return segments;
        path.remove_prefix(end + 1);
    }
}

} // namespace tuilerie
