// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace tuilerie {

/// The boundary of a "multipart/form-data; boundary=…" header; nullopt for any other content type, an empty string when
/// there is no boundary in it.
std::optional<std::string> multipartBoundary(std::string_view contentType);

/// Reads multipart/form-data (RFC 7578, RFC 2046 §5.1) however it is cut into pieces, and gives its parts to a sink as they
/// arrive. Keeps no more than one piece and one part's header in memory. Invalid when the body is not of that form.
class MultipartReader
{
public:
    /// `sink` must outlive the reader.
    MultipartReader(const std::string &boundary, BodySink &sink);
    Status feed(const char *bytes, size_t size);
    /// Call once at the body's end: a body that stops before its closing boundary is an error.
    Status end();

private:
    enum class State { Preamble, AfterBoundary, Header, Data, Epilogue };
    Result<bool> step();
    Status beginPart(std::string_view header);

    BodySink &m_sink;
    std::string m_delimiter; ///< "\r\n--boundary"
    std::string m_buffer;
    State m_state = State::Preamble;
};

} // namespace tuilerie
