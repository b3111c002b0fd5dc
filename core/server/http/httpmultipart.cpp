// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpmultipart.h"

#include "server/http/httpurl.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

constexpr size_t headerLimit = 16 << 10;

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        if (c >= 'A' && c <= 'Z')
            c = char(c - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// The value of a parameter in `form-data; name="a"; filename="b"`; nullopt when it is not there.
std::optional<std::string> parameter(std::string_view header, std::string_view wanted)
{
    size_t at = header.find(';');
    while (at != std::string_view::npos && at < header.size()) {
        ++at;
        const size_t equals = header.find_first_of("=;", at);
        if (equals == std::string_view::npos)
            return std::nullopt;
        if (header[equals] == ';') {
            at = equals;
            continue;
        }
        const std::string name = lowered(trimmed(header.substr(at, equals - at)));
        std::string value;
        size_t end = equals + 1;
        while (end < header.size() && (header[end] == ' ' || header[end] == '\t'))
            ++end;
        if (end < header.size() && header[end] == '"') {
            ++end;
            while (end < header.size() && header[end] != '"') {
                // Only what must be escaped is: some clients send "C:\x.tif" with bare backslashes.
                if (header[end] == '\\' && end + 1 < header.size() && (header[end + 1] == '"' || header[end + 1] == '\\'))
                    ++end;
                value += header[end++];
            }
            end = header.find(';', std::min(end, header.size()));
        } else {
            const size_t stop = header.find(';', end);
            value = std::string(trimmed(header.substr(end, stop == std::string_view::npos ? stop : stop - end)));
            end = stop;
        }
        if (name == wanted)
            return value;
        at = end;
    }
    return std::nullopt;
}

Error malformed(const char *detail)
{
    return Error{ErrorCode::Invalid,
        QCoreApplication::translate(
            "tuilerie::Multipart", "The multipart body is malformed. Send it as multipart/form-data."),
        QLatin1String(detail)};
}

} // namespace

std::optional<std::string> multipartBoundary(std::string_view contentType)
{
    if (!lowered(trimmed(contentType.substr(0, contentType.find(';')))).starts_with("multipart/"))
        return std::nullopt;
    auto boundary = parameter(contentType, "boundary");
    return boundary && boundary->size() <= 200 ? *boundary : std::string();
}

MultipartReader::MultipartReader(const std::string &boundary, BodySink &sink)
    : m_sink(sink)
    , m_delimiter("\r\n--" + boundary)
    , m_buffer("\r\n") // so that a boundary in the first line is found as any other
{
}

Status MultipartReader::feed(const char *bytes, size_t size)
{
    if (m_state == State::Epilogue)
        return {};
    m_buffer.append(bytes, size);
    while (true) {
        TUILERIE_TRY(more, step());
        if (!more)
            return {};
    }
}

Status MultipartReader::end()
{
    if (m_state != State::Epilogue)
        return fail(malformed("the closing boundary is missing"));
    return {};
}

/// One move of the machine; false when more bytes are needed.
Result<bool> MultipartReader::step()
{
    switch (m_state) {
    case State::Preamble: {
        const size_t at = m_buffer.find(m_delimiter);
        if (at == std::string::npos) {
            const size_t keep = std::min(m_buffer.size(), m_delimiter.size() - 1);
            m_buffer.erase(0, m_buffer.size() - keep);
            return false;
        }
        m_buffer.erase(0, at + m_delimiter.size());
        m_state = State::AfterBoundary;
        return true;
    }
    case State::AfterBoundary: {
        if (m_buffer.size() < 2)
            return false;
        if (m_buffer.starts_with("--")) {
            m_state = State::Epilogue;
            m_buffer.clear();
            return false;
        }
        const size_t line = m_buffer.find("\r\n");
        if (line == std::string::npos) {
            if (m_buffer.size() > headerLimit)
                return fail(malformed("no line end after a boundary"));
            return false;
        }
        if (!trimmed(std::string_view(m_buffer).substr(0, line)).empty())
            return fail(malformed("text after a boundary"));
        // The line end stays: a part without any header then ends its header at once.
        m_buffer.erase(0, line);
        m_state = State::Header;
        return true;
    }
    case State::Header: {
        const size_t stop = m_buffer.find("\r\n\r\n");
        if (stop == std::string::npos ? m_buffer.size() > headerLimit : stop > headerLimit)
            return fail(malformed("a part's header is too long"));
        if (stop == std::string::npos)
            return false;
        TUILERIE_CHECK(beginPart(std::string_view(m_buffer).substr(0, stop)));
        m_buffer.erase(0, stop + 4);
        m_state = State::Data;
        return true;
    }
    case State::Data: {
        const size_t at = m_buffer.find(m_delimiter);
        // What could be the start of a delimiter waits for the next piece.
        const size_t ready =
            at != std::string::npos ? at : m_buffer.size() - std::min(m_buffer.size(), m_delimiter.size() - 1);
        if (ready > 0)
            TUILERIE_CHECK(m_sink.data(m_buffer.data(), ready));
        if (at == std::string::npos) {
            m_buffer.erase(0, ready);
            return false;
        }
        TUILERIE_CHECK(m_sink.endPart());
        m_buffer.erase(0, at + m_delimiter.size());
        m_state = State::AfterBoundary;
        return true;
    }
    case State::Epilogue: return false;
    }
    return false;
}

Status MultipartReader::beginPart(std::string_view header)
{
    std::string name;
    std::string fileName;
    while (!header.empty()) {
        const size_t end = std::min(header.find("\r\n"), header.size());
        const std::string_view line = header.substr(0, end);
        header.remove_prefix(std::min(end + 2, header.size()));
        const size_t colon = line.find(':');
        if (colon == std::string_view::npos || lowered(trimmed(line.substr(0, colon))) != "content-disposition")
            continue;
        const std::string_view value = line.substr(colon + 1);
        name = parameter(value, "name").value_or("");
        fileName = parameter(value, "filename").value_or("");
        if (const auto extended = parameter(value, "filename*")) { // RFC 5987: UTF-8'fr'na%C3%AFf.tif
            const size_t quote = extended->rfind('\'');
            if (quote != std::string::npos)
                fileName = percentDecoded(std::string_view(*extended).substr(quote + 1));
        }
    }
    return m_sink.beginPart(name, fileName);
}

} // namespace tuilerie
