// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/http.h"

namespace tuilerie {

/// What every answer of a server goes through: a matching If-None-Match makes a 200 a 304; a Range makes a 200 with a file
/// behind it a 206 or 416 (one range; several give the whole, as RFC 9110 §14.2 allows). Other answers pass unchanged.
HttpResponse withConditions(const HttpRequest &request, HttpResponse response);

/// Bytes of the body.
quint64 bodySize(const HttpResponse &response);

/// Value of a header of an answer, name compared without case; empty when absent.
std::string_view responseHeader(const HttpResponse &response, std::string_view lowerCaseName);

} // namespace tuilerie
