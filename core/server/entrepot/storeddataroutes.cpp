// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {
Status patchStoredData(QJsonObject &document, const QJsonObject &body)
{
    if (body.contains(QLatin1String("name"))) {
        const QString name = body.value(QLatin1String("name")).toString();
        if (name.trimmed().isEmpty())
            return fail(ErrorCode::Invalid,
                QCoreApplication::translate("tuilerie::EntrepotService", "The name of a stored data must not be empty."));
        document.insert(QLatin1String("name"), name);
    }
    if (body.contains(QLatin1String("description")))
        document.insert(QLatin1String("description"), body.value(QLatin1String("description")).toString());
    for (const char *name : {"edition", "extent", "extra"})
        if (body.contains(QLatin1String(name)))
            document.insert(QLatin1String(name), body.value(QLatin1String(name)).toObject());
    for (const char *name : {"open", "public_activity"})
        if (body.contains(QLatin1String(name)))
            document.insert(QLatin1String(name), modeljson::boolean(body.value(QLatin1String(name))));
    return {};
}
} // namespace

void addStoredDataRoutes(HttpRouter &router, const ServicePointer &service)
{
    const ListForm form{EntityKind::StoredData, {"name", "type", "open", "srs", "status"}, {}, {StoredDataStatus::Deleted}};
    addApi(router, service, "GET", "/datastores/{}/stored_data", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, service->datastore()->entities().find(EntityKind::StoredData, request.ids.at(0)));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "PATCH", "/datastores/{}/stored_data/{}", "PROCESSING",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document,
                service->datastore()->entities().change(EntityKind::StoredData, request.ids.at(0),
                    [&](QJsonObject &data) { return patchStoredData(data, body); }));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "DELETE", "/datastores/{}/stored_data/{}", "PROCESSING",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->deleteStoredData(request.ids.at(0)));
            return HttpResponse::empty(204);
        });
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}/dependencies", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(found, service->datastore()->dependencies(request.ids.at(0)));
            return HttpResponse::json(200, found);
        });
    // Ours: what a raster pyramid was made from, for those who want to know what another version would come to.
    addApi(router, service, "GET", "/datastores/{}/stored_data/{}/state", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(state, service->datastore()->stateOf(request.ids.at(0)));
            return HttpResponse::text(200, "application/octet-stream", std::move(state));
        });
    addSharedRoutes(router, service, "/datastores/{}/stored_data/{}", EntityKind::StoredData, "PROCESSING", true);
}

} // namespace tuilerie
