// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/entrepotservice.h"

namespace tuilerie {

void addConfigurationRoutes(HttpRouter &router, const ServicePointer &service)
{
    const ListForm form{
        EntityKind::Configuration, {"name", "layer_name", "type", "status"}, {{"stored_data", "stored_data"}}, {}};
    addApi(router, service, "GET", "/datastores/{}/configurations", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addApi(router, service, "POST", "/datastores/{}/configurations", "BROADCAST",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document, service->datastore()->createConfiguration(body));
            return HttpResponse::json(201, publicDocument(document));
        });
    addApi(router, service, "GET", "/datastores/{}/configurations/{}", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, service->datastore()->entities().find(EntityKind::Configuration, request.ids.at(0)));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "PUT", "/datastores/{}/configurations/{}", "BROADCAST",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document, service->datastore()->replaceConfiguration(request.ids.at(0), body));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "PATCH", "/datastores/{}/configurations/{}", "BROADCAST",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document,
                service->datastore()->entities().change(
                    EntityKind::Configuration, request.ids.at(0), [&](QJsonObject &changed) -> Status {
                        if (const QString name = body.value(QLatin1String("name")).toString(); !name.trimmed().isEmpty())
                            changed.insert(QLatin1String("name"), name);
                        if (body.contains(QLatin1String("extra")))
                            changed.insert(QLatin1String("extra"), body.value(QLatin1String("extra")).toObject());
                        return {};
                    }));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "DELETE", "/datastores/{}/configurations/{}", "BROADCAST",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->deleteConfiguration(request.ids.at(0)));
            return HttpResponse::empty(204);
        });
    addSharedRoutes(router, service, "/datastores/{}/configurations/{}", EntityKind::Configuration, "BROADCAST", true);
}

} // namespace tuilerie
