// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/catalogueofwork.h"
#include "server/entrepot/entrepotservice.h"

#include "model/user.h"

namespace tuilerie {

namespace {

DatastoreInfo datastoreInfo(const EntrepotService &service, const HttpRequest &request)
{
    DatastoreInfo info = service.datastore()->info(publicUrl(service, request));
    for (const Processing &processing : processings())
        info.processings << processing.id;
    for (const Check &check : checks())
        info.checks << check.id;
    return info;
}

} // namespace

void addUserRoutes(HttpRouter &router, const ServicePointer &service)
{
    addApi(router, service, "GET", "/users/me", "", [service](const ApiRequest &request) -> Result<HttpResponse> {
        User user;
        user.id = request.account.id;
        user.email = request.account.email;
        user.firstName = request.account.firstName;
        // Workflows put the last name into names of layers: an account without one gives its login's first part.
        user.lastName = request.account.lastName.isEmpty() ? request.account.login.section(QLatin1Char('@'), 0, 0)
                                                           : request.account.lastName;
        user.creation = request.account.creation;
        user.lastLogin = request.account.lastLogin;
        user.keysQuota = 1000;
        TUILERIE_TRY(keys, service->datastore()->entities().all(EntityKind::Key, {{QStringLiteral("_owner"), user.id}}));
        user.keysUse = qint64(keys.size());
        CommunityMember member;
        member.rights = request.account.rights;
        member.id = service->datastore()->setting(QStringLiteral("community"));
        member.name = QStringLiteral("Tuilerie");
        member.technicalName = QStringLiteral("tuilerie");
        member.datastore = service->datastore()->id();
        member.supervisor = user.id;
        user.communities.push_back(member);
        return HttpResponse::json(200, user.toJson());
    });
    addApi(router, service, "GET", "/datastores/{}", "", [service](const ApiRequest &request) -> Result<HttpResponse> {
        return HttpResponse::json(200, datastoreInfo(*service, request.http).toJson());
    });
    addApi(router, service, "GET", "/datastores/{}/endpoints", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(page, pageOf(request));
            QJsonArray all;
            const DatastoreInfo info = datastoreInfo(*service, request.http);
            for (const Endpoint &endpoint : info.endpoints) {
                const QString open = endpoint.open ? QStringLiteral("true") : QStringLiteral("false");
                const auto differs = [&](const char *name, const QString &value) {
                    return request.hasQuery(name) && request.query(name).compare(value, Qt::CaseInsensitive) != 0;
                };
                if (!differs("type", endpoint.type) && !differs("name", endpoint.name) && !differs("open", open))
                    all.append(endpoint.toJson());
            }
            QJsonArray items;
            for (qint64 i = page.offset; i < std::min<qint64>(all.size(), page.offset + page.limit); ++i)
                items.append(all.at(i));
            return listAnswer(items, page, all.size());
        });
    addApi(
        router, service, "GET", "/datastores/{}/storages", "", [service](const ApiRequest &request) -> Result<HttpResponse> {
            return HttpResponse::json(
                200, datastoreInfo(*service, request.http).toJson().value(QLatin1String("storages")).toObject());
        });
}

} // namespace tuilerie
