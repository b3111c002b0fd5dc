// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace tuilerie {

namespace {

/// Here, unlike in the API, error_description is one text (docs/entrepot.md §2; RFC 6749 §5.2).
HttpResponse tokenError(int status, const char *error, const QString &sentence)
{
    return HttpResponse::json(status,
        QJsonObject{{QStringLiteral("error"), QLatin1String(error)}, {QStringLiteral("error_description"), sentence}});
}

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

HttpResponse answerToken(EntrepotService &service, const HttpRequest &request)
{
    QByteArray encoded = request.body;
    encoded.replace('+', "%20");
    const QUrlQuery form(QString::fromUtf8(encoded));
    const auto field = [&](const char *name) { return form.queryItemValue(QLatin1String(name), QUrl::FullyDecoded); };

    const QString grant = field("grant_type");
    Result<TokenAnswer> answer = fail(ErrorCode::Unsupported, {});
    if (grant == QLatin1String("password")) {
        answer = service.accounts().signIn(field("username"), field("password"));
    } else if (grant == QLatin1String("refresh_token")) {
        answer = service.accounts().refresh(field("refresh_token"));
    } else if (grant == QLatin1String("client_credentials")) {
        QString id = field("client_id"), secret = field("client_secret");
        const std::string_view header = request.header("authorization");
        if (secret.isEmpty() && header.starts_with("Basic ")) {
            const QByteArray pair = QByteArray::fromBase64(QByteArray(header.data() + 6, qsizetype(header.size()) - 6));
            const qsizetype colon = pair.indexOf(':');
            id = QString::fromUtf8(pair.left(colon));
            secret = QString::fromUtf8(pair.mid(colon + 1));
        }
        answer = service.accounts().signIn(id, secret);
        if (!answer && answer.error().code == ErrorCode::Denied)
            return tokenError(401, "invalid_client", answer.error().message);
    } else if (grant.isEmpty()) {
        return tokenError(400, "invalid_request", tr("The form field “grant_type” is missing."));
    } else {
        return tokenError(400, "unsupported_grant_type",
            tr("This server knows the grants password, client_credentials and refresh_token."));
    }
    if (!answer)
        return answer.error().code == ErrorCode::Denied ? tokenError(401, "invalid_grant", answer.error().message)
                                                        : tokenError(500, "server_error", answer.error().message);
    HttpResponse response = HttpResponse::json(200, answer->toJson());
    response.with("Cache-Control", "no-store");
    return response;
}

} // namespace

void addAuthRoutes(HttpRouter &router, const ServicePointer &service)
{
    router.add("POST", "/realms/{}/protocol/openid-connect/token",
        [service](const HttpRequest &request) { return answerToken(*service, request); });
    // Who we are and what we can do beyond the protocol: needs no token.
    router.add("GET", "/api", [service](const HttpRequest &) {
        QJsonArray extensions{QStringLiteral("stop-when-idle"), QStringLiteral("pause-executions"),
            QStringLiteral("qml-styles"), QStringLiteral("execution-progress"), QStringLiteral("working-copies")};
        if (!service->options().datastore.references.isEmpty()) {
            extensions.append(QStringLiteral("upload-by-reference"));
            extensions.append(QStringLiteral("tile-matrix-set-by-reference"));
        }
        return HttpResponse::json(200,
            QJsonObject{{QStringLiteral("name"), QStringLiteral("Tuilerie")},
                {QStringLiteral("version"), service->options().version}, {QStringLiteral("extensions"), extensions}});
    });
    addApi(router, service, "POST", "/stop", "COMMUNITY", [service](const ApiRequest &request) -> Result<HttpResponse> {
        if (!service->accounts().isOperator(request.account))
            return fail(
                ErrorCode::Denied, tr("A server is stopped with the token that it was started with (--token-file) only."));
        TUILERIE_TRY(body, request.object());
        const QString when = body.value(QLatin1String("when")).toString();
        if (when != QLatin1String("idle") && when != QLatin1String("never"))
            return fail(ErrorCode::Invalid, tr("The member “when” must be “idle” or “never”."));
        const int quiet = body.value(QLatin1String("quiet_s")).toInt(60);
        if (quiet < 0)
            return fail(ErrorCode::Invalid, tr("The member “quiet_s” must be a number of seconds."));
        service->setStopWhenIdle(when == QLatin1String("idle") ? quiet : -1);
        return HttpResponse::empty(204);
    });
}

} // namespace tuilerie
