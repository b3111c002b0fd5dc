// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpfinish.h"

#include <charconv>
#include <optional>

namespace tuilerie {

namespace {

std::string_view weak(std::string_view tag)
{
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

/// RFC 9110 §13.1.2: weak comparison with each of a list.
bool matchesEntityTag(std::string_view list, std::string_view tag)
{
    while (!list.empty()) {
        const size_t comma = std::min(list.find(','), list.size());
        std::string_view one = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        while (!one.empty() && one.front() == ' ')
            one.remove_prefix(1);
        while (!one.empty() && one.back() == ' ')
            one.remove_suffix(1);
        if (one == "*" || (!one.empty() && weak(one) == weak(tag)))
            return true;
    }
    return false;
}

struct ByteRange
{
    quint64 first = 0;
    quint64 last = 0; ///< included
};

enum class RangeKind { Whole, Part, Unsatisfiable };

std::optional<quint64> wholeNumber(std::string_view text)
{
    quint64 value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// RFC 9110 §14.1.2. What is not understood is ignored, and gives the whole.
RangeKind parseRange(std::string_view header, quint64 size, ByteRange &out)
{
    if (!header.starts_with("bytes=") || header.find(',') != std::string_view::npos)
        return RangeKind::Whole;
    header.remove_prefix(6);
    const size_t dash = header.find('-');
    if (dash == std::string_view::npos)
        return RangeKind::Whole;
    const std::string_view first = header.substr(0, dash);
    const std::string_view last = header.substr(dash + 1);
    if (first.empty()) {
        const auto suffix = wholeNumber(last);
        if (!suffix)
            return RangeKind::Whole;
        if (*suffix == 0 || size == 0)
            return RangeKind::Unsatisfiable;
        out = {size - std::min(*suffix, size), size - 1};
        return RangeKind::Part;
    }
    const auto from = wholeNumber(first);
    const auto to = last.empty() ? std::optional<quint64>(size ? size - 1 : 0) : wholeNumber(last);
    if (!from || !to || (!last.empty() && *to < *from))
        return RangeKind::Whole;
    if (*from >= size)
        return RangeKind::Unsatisfiable;
    out = {*from, std::min(*to, size - 1)};
    return RangeKind::Part;
}

} // namespace

std::string_view responseHeader(const HttpResponse &response, std::string_view lowerCaseName)
{
    for (const auto &[name, value] : response.headers)
        if (std::equal(name.begin(), name.end(), lowerCaseName.begin(), lowerCaseName.end(),
                [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a + 32) : a) == b; }))
            return value;
    return {};
}

quint64 bodySize(const HttpResponse &response)
{
    if (const auto *bytes = std::get_if<QByteArray>(&response.body))
        return quint64(bytes->size());
    if (const auto *shared = std::get_if<std::shared_ptr<const QByteArray>>(&response.body))
        return *shared ? quint64((*shared)->size()) : 0;
    if (const auto *file = std::get_if<HttpFile>(&response.body))
        return file->size;
    return 0;
}

HttpResponse withConditions(const HttpRequest &request, HttpResponse response)
{
    if (request.method != "GET" || response.status != 200)
        return response;
    const std::string_view known = request.header("if-none-match");
    if (const std::string_view tag = responseHeader(response, "etag");
        !tag.empty() && !known.empty() && matchesEntityTag(known, tag)) {
        response.status = 304;
        response.body = std::monostate();
        return response;
    }
    auto *file = std::get_if<HttpFile>(&response.body);
    if (!file)
        return response;
    if (responseHeader(response, "accept-ranges")
            .empty()) // an answer may come here twice: the download service counts parts
        response.with("Accept-Ranges", "bytes");
    const std::string_view range = request.header("range");
    // If-Range asks for the strong comparison (RFC 9110 §13.1.5); a date is compared with what was sent.
    const std::string_view ifRange = request.header("if-range");
    // Looked up anew: adding a header moves the others.
    if (range.empty()
        || (!ifRange.empty() && ifRange != responseHeader(response, "etag")
            && ifRange != responseHeader(response, "last-modified")))
        return response;
    ByteRange part;
    switch (parseRange(range, file->size, part)) {
    case RangeKind::Whole: return response;
    case RangeKind::Unsatisfiable: {
        HttpResponse refused = HttpResponse::empty(416);
        refused.with("Content-Range", "bytes */" + std::to_string(file->size));
        return refused;
    }
    case RangeKind::Part: break;
    }
    response.status = 206;
    response.with("Content-Range",
        "bytes " + std::to_string(part.first) + '-' + std::to_string(part.last) + '/' + std::to_string(file->size));
    file->offset += part.first;
    file->size = part.last - part.first + 1;
    return response;
}

} // namespace tuilerie
