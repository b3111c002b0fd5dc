// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/http.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tuilerie {

namespace {

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
    case ErrorCode::Unsupported: return 400;
    case ErrorCode::Denied: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::DiskFull: return 507;
    case ErrorCode::Network: return 502;
    case ErrorCode::Busy:
    case ErrorCode::Cancelled:
    case ErrorCode::Paused: return 503;
    case ErrorCode::Corrupt:
    case ErrorCode::Io:
    case ErrorCode::Internal: break;
    }
    return 500;
}

} // namespace

std::string_view HttpRequest::queryValue(std::string_view name) const
{
    for (const auto &[key, value] : query)
        if (key == name)
            return value;
    return {};
}

std::string_view HttpRequest::header(std::string_view lowerCaseName) const
{
    for (const auto &[key, value] : headers)
        if (key == lowerCaseName)
            return value;
    return {};
}

HttpResponse &HttpResponse::with(std::string name, std::string value)
{
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
}

HttpResponse HttpResponse::text(int status, const char *contentType, QByteArray body)
{
    HttpResponse response;
    response.status = status;
    response.headers.emplace_back("Content-Type", contentType);
    response.body = std::move(body);
    return response;
}

HttpResponse HttpResponse::json(int status, const QJsonObject &object)
{
    return text(status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::json(int status, const QJsonArray &array)
{
    return text(status, "application/json", QJsonDocument(array).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::empty(int status)
{
    HttpResponse response;
    response.status = status;
    return response;
}

HttpResponse HttpResponse::error(const Error &error)
{
    return json(statusOf(error.code),
        QJsonObject{{QStringLiteral("error"), errorCodeName(error.code)},
            {QStringLiteral("error_description"), QJsonArray{error.message}}});
}

} // namespace tuilerie
