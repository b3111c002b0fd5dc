// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tuilerie {

/// Percent-decoding (RFC 3986 §2.1); a "%" that is followed by anything but two hexadecimal digits stays as it is.
std::string percentDecoded(std::string_view text, bool plusIsSpace = false);

/// The pairs of a query (application/x-www-form-urlencoded), in order, decoded; "a" without "=" has an empty value.
std::vector<std::pair<std::string, std::string>> parseQuery(std::string_view query);

/// The segments of a path, still encoded: "/a//b/" gives "a", "", "b", "".
std::vector<std::string_view> pathSegments(std::string_view path);

} // namespace tuilerie
