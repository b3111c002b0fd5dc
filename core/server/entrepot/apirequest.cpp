// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"

#include "server/entrepot/entrepotservice.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
    case ErrorCode::Unsupported: return 400;
    case ErrorCode::Denied: return 403;
    case ErrorCode::NotFound: return 404;
    case ErrorCode::Conflict: return 409;
    case ErrorCode::Corrupt: return 422;
    case ErrorCode::DiskFull: return 507;
    default: return 500;
    }
}

QString wordOf(int status)
{
    switch (status) {
    case 400: return QStringLiteral("bad_request");
    case 401: return QStringLiteral("unauthorized");
    case 403: return QStringLiteral("forbidden");
    case 404: return QStringLiteral("not_found");
    case 409: return QStringLiteral("conflict");
    case 422: return QStringLiteral("unprocessable_entity");
    case 507: return QStringLiteral("insufficient_storage");
    default: return QStringLiteral("internal_error");
    }
}

constexpr qint64 LimitOfPage = 10000;

} // namespace

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

HttpResponse apiError(int status, const QString &error, const QString &sentence)
{
    ApiError body;
    body.error = error;
    body.descriptions << sentence;
    return HttpResponse::json(status, body.toJson());
}

HttpResponse apiError(const Error &error)
{
    const int status = statusOf(error.code);
    return apiError(status, wordOf(status), error.message);
}

QString ApiRequest::query(const char *name) const
{
    return toText(http.queryValue(name));
}

bool ApiRequest::hasQuery(const char *name) const
{
    return std::any_of(http.query.begin(), http.query.end(), [&](const auto &item) { return item.first == name; });
}

QStringList ApiRequest::queryList(const char *name) const
{
    QStringList values;
    const std::string plain(name), indexed = plain + "[";
    for (const auto &[key, value] : http.query)
        if (key == plain || key.starts_with(indexed)) {
            const QStringList parts = toText(value).split(QLatin1Char(','), Qt::SkipEmptyParts);
            for (const QString &part : parts)
                values << part.trimmed();
        }
    return values;
}

Result<QJsonObject> ApiRequest::object() const
{
    const QByteArray body = http.body.trimmed();
    if (body.isEmpty() || body == "null")
        return QJsonObject();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (!document.isObject())
        return fail(ErrorCode::Invalid,
            problem.error != QJsonParseError::NoError
                ? tr("The body is not JSON: %1 at byte %2.").arg(problem.errorString()).arg(problem.offset)
                : tr("The body must be a JSON object."));
    return document.object();
}

Result<QJsonArray> ApiRequest::array() const
{
    const QByteArray body = http.body.trimmed();
    if (body.isEmpty() || body == "null")
        return QJsonArray();
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isArray())
        return fail(ErrorCode::Invalid, tr("The body must be a JSON array."));
    return document.array();
}

Result<Account> authenticated(EntrepotService &service, const HttpRequest &request)
{
    const std::string_view header = request.header("authorization");
    constexpr std::string_view scheme = "bearer ";
    std::string prefix(header.substr(0, scheme.size()));
    std::transform(prefix.begin(), prefix.end(), prefix.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (prefix != scheme)
        return fail(ErrorCode::Denied, tr("A bearer token is missing. Sign in at the token endpoint."));
    const std::string_view token = header.substr(scheme.size());
    return service.accounts().authenticate(QByteArray(token.data(), qsizetype(token.size())).trimmed());
}

void addApi(HttpRouter &router, const std::shared_ptr<EntrepotService> &service, const char *method, const char *pattern,
    const char *right, ApiHandler handler, HttpRouteOptions options)
{
    const bool isInDatastore = std::string_view(pattern).starts_with("/datastores/{}");
    const std::string whole = std::string("/api") + pattern;
    router.add(
        method, whole.c_str(),
        [service, handler = std::move(handler), right = QString::fromLatin1(right), isInDatastore](const HttpRequest &http) {
            auto account = authenticated(*service, http);
            if (!account) {
                HttpResponse refused = apiError(401, QStringLiteral("unauthorized"), account.error().message);
                refused.with("WWW-Authenticate", "Bearer");
                return refused;
            }
            if (!right.isEmpty() && !account->rights.contains(right))
                return apiError(403, QStringLiteral("forbidden"), tr("Your account lacks the right %1.").arg(right));
            service->noteCall();
            ApiRequest request{http, std::move(*account), {}};
            for (const std::string &capture : http.captures)
                request.ids.push_back(toText(capture));
            if (isInDatastore) {
                if (request.ids.empty() || request.ids.front() != service->datastore()->id())
                    return apiError(404, QStringLiteral("not_found"),
                        tr("There is no datastore with the identifier “%1”.")
                            .arg(request.ids.empty() ? QString() : request.ids.front()));
                request.ids.erase(request.ids.begin());
            }
            Result<HttpResponse> response = handler(request);
            return response ? std::move(*response) : apiError(response.error());
        },
        std::move(options));
}

Result<Page> pageOf(const ApiRequest &request)
{
    const auto number = [&](const char *name, qint64 fallback, qint64 high) -> Result<qint64> {
        const QString text = request.query(name);
        if (text.isEmpty())
            return fallback;
        bool ok = false;
        const qint64 value = text.toLongLong(&ok);
        if (!ok || value < 1)
            return fail(
                ErrorCode::Invalid, tr("The parameter “%1” must be a whole number from 1.").arg(QLatin1String(name)));
        return std::min(value, high);
    };
    TUILERIE_TRY(page, number("page", 1, qint64(1) << 40));
    TUILERIE_TRY(limit, number("limit", 10, LimitOfPage));
    return Page{(page - 1) * limit, limit};
}

HttpResponse listAnswer(const QJsonArray &items, const Page &page, qint64 total)
{
    HttpResponse response = HttpResponse::json(200, items);
    const bool isEmpty = items.isEmpty();
    const ContentRange range{isEmpty ? 0 : page.offset + 1, isEmpty ? 0 : page.offset + items.size(), total};
    response.with("Content-Range", range.toHeader().toStdString());
    return response;
}

QString publicUrl(const EntrepotService &service, const HttpRequest &request)
{
    if (!service.options().publicUrl.isEmpty())
        return service.options().publicUrl;
    const std::string_view proto = request.header("x-forwarded-proto");
    return (proto == "https" ? QStringLiteral("https://") : QStringLiteral("http://")) + toText(request.header("host"));
}

} // namespace tuilerie
