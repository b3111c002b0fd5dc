// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/catalogueofwork.h"
#include "server/entrepot/entrepotservice.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

Result<UploadChecks> checksOf(EntrepotService &service, const QString &upload)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_CHECK(store.find(EntityKind::Upload, upload));
    UploadChecks result;
    const QStringList executions = store.linkedTo(upload, QStringLiteral("upload"));
    for (const QString &id : executions) {
        const auto document = store.find(EntityKind::CheckExecution, id);
        if (!document)
            continue;
        const CheckExecution execution = CheckExecution::fromJson(*document);
        auto &group = execution.status == CheckStatus::Success ? result.passed
            : execution.status == CheckStatus::Failure         ? result.failed
            : execution.status == CheckStatus::Progress        ? result.inProgress
                                                               : result.asked;
        group.push_back(execution);
    }
    return result;
}

/// Checks beyond the default ones, on an upload whose files no longer change.
Status runMore(EntrepotService &service, const QString &upload, const QJsonArray &ids)
{
    EntityStore &store = service.datastore()->entities();
    const Status stored = store.transaction([&]() -> Status {
        TUILERIE_TRY(document, store.find(EntityKind::Upload, upload));
        const Upload entity = Upload::fromJson(document);
        for (const QJsonValue id : ids) {
            const Check *check = findCheck(id.toString());
            if (!check)
                return fail(ErrorCode::Invalid, tr("There is no check with the identifier “%1”.").arg(id.toString()));
            if (!check->defaultUploadTypes.contains(entity.type))
                return fail(ErrorCode::Invalid,
                    tr("The check “%1” is not for uploads of the type %2.").arg(check->name, entity.type));
            CheckExecution execution;
            execution.check = {check->id, check->name, {}, {}};
            execution.upload = {upload, entity.name, entity.type, {}};
            execution.status = CheckStatus::Waiting;
            TUILERIE_TRY(inserted, store.insert(EntityKind::CheckExecution, execution.toJson()));
            TUILERIE_CHECK(
                store.setLinks(inserted.value(QLatin1String("_id")).toString(), QStringLiteral("upload"), {upload}));
        }
        return service.datastore()
            ->setUploadStatus(upload, {UploadStatus::Closed, UploadStatus::Unstable, UploadStatus::Checking},
                UploadStatus::Checking, tr("More checks begin"))
            .map([](const QJsonObject &) {});
    });
    TUILERIE_CHECK(stored);
    return service.submitChecks(upload);
}

} // namespace

void addCheckRoutes(HttpRouter &router, const ServicePointer &service)
{
    addApi(router, service, "GET", "/datastores/{}/uploads/{}/checks", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(found, checksOf(*service, request.ids.at(0)));
            return HttpResponse::json(200, found.toJson());
        });
    addApi(router, service, "POST", "/datastores/{}/uploads/{}/checks", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(ids, request.array());
            TUILERIE_CHECK(runMore(*service, request.ids.at(0), ids));
            return HttpResponse::empty(204);
        });
    addApi(router, service, "GET", "/datastores/{}/checks", "", [](const ApiRequest &request) -> Result<HttpResponse> {
        TUILERIE_TRY(page, pageOf(request));
        QJsonArray items;
        qint64 total = 0;
        for (const Check &check : checks()) {
            if (request.hasQuery("name") && request.query("name") != check.name)
                continue;
            if (total >= page.offset && items.size() < page.limit)
                items.append(check.toJson());
            ++total;
        }
        return listAnswer(items, page, total);
    });
    addApi(router, service, "GET", "/datastores/{}/checks/{}", "", [](const ApiRequest &request) -> Result<HttpResponse> {
        const Check *check = findCheck(request.ids.at(0));
        if (!check)
            return fail(ErrorCode::NotFound, tr("There is no check with the identifier “%1”.").arg(request.ids.at(0)));
        return HttpResponse::json(200, check->toJson());
    });
    const ListForm form{EntityKind::CheckExecution, {}, {{"upload", "upload"}}, {}};
    addApi(router, service, "GET", "/datastores/{}/checks/executions", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addApi(router, service, "GET", "/datastores/{}/checks/executions/{}", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, service->datastore()->entities().find(EntityKind::CheckExecution, request.ids.at(0)));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "DELETE", "/datastores/{}/checks/executions/{}", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->entities().find(EntityKind::CheckExecution, request.ids.at(0)));
            // A running one ends as failed, so that its upload leaves CHECKING; a finished one stays as it is.
            (void)service->jobs().cancel(request.ids.at(0));
            return HttpResponse::empty(204);
        });
    addApi(router, service, "GET", "/datastores/{}/checks/executions/{}/logs", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->entities().find(EntityKind::CheckExecution, request.ids.at(0)));
            TUILERIE_TRY(page, pageOf(request));
            TUILERIE_TRY(lines, service->jobs().log(request.ids.at(0), page.offset, page.limit));
            TUILERIE_TRY(total, service->jobs().logSize(request.ids.at(0)));
            return listAnswer(modeljson::array(lines), page, total);
        });
}

} // namespace tuilerie
