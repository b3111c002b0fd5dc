// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/catalogueofwork.h"
#include "server/entrepot/entrepotservice.h"
#include "server/entrepot/formsink.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

Result<HttpResponse> takeData(EntrepotService &service, const ApiRequest &request, const UploadedForm &form)
{
    const QString path = form.value(request, "path"), reference = request.query("reference");
    const QString upload = request.ids.at(0);
    if (!reference.isEmpty()) {
        TUILERIE_CHECK(service.datastore()->addReference(upload, path, reference));
        return HttpResponse::empty(204);
    }
    if (form.file.isEmpty())
        return fail(ErrorCode::Invalid, tr("The request has no file: send it as the part “file” of multipart/form-data."));
    TUILERIE_CHECK(service.datastore()->addFile(upload, path.isEmpty() ? form.fileName : path, form.file, false));
    return HttpResponse::empty(204);
}

Result<HttpResponse> takeMd5(EntrepotService &service, const ApiRequest &request, const UploadedForm &form)
{
    if (form.file.isEmpty())
        return fail(ErrorCode::Invalid, tr("The request has no file: send it as the part “file” of multipart/form-data."));
    const QString name = QFileInfo(form.fileName.isEmpty() ? request.query("path") : form.fileName).fileName();
    TUILERIE_CHECK(service.datastore()->addFile(request.ids.at(0), name, form.file, true));
    return HttpResponse::empty(204);
}

Status closeUpload(EntrepotService &service, const ApiRequest &request)
{
    TUILERIE_TRY(body, request.object());
    Datastore &datastore = *service.datastore();
    const QString upload = request.ids.at(0);
    TUILERIE_TRY(files, datastore.files(upload));
    if (files.empty()) {
        TUILERIE_CHECK(datastore.entities().find(EntityKind::Upload, upload));
        return fail(ErrorCode::Invalid, tr("The upload has no files. Send some before it is closed."));
    }
    const Status stored = datastore.entities().transaction([&]() -> Status {
        TUILERIE_TRY(document,
            datastore.setUploadStatus(upload, {UploadStatus::Open}, UploadStatus::Checking, tr("Closed, checks begin")));
        const Upload entity = Upload::fromJson(document);
        for (const Check &check : checks()) {
            if (!check.defaultUploadTypes.contains(entity.type))
                continue;
            CheckExecution execution;
            execution.check = {check.id, check.name, {}, {}};
            execution.upload = {upload, entity.name, entity.type, {}};
            execution.status = CheckStatus::Waiting;
            execution.callback = body.value(QLatin1String("callback")).toObject();
            TUILERIE_TRY(inserted, datastore.entities().insert(EntityKind::CheckExecution, execution.toJson()));
            TUILERIE_CHECK(datastore.entities().setLinks(
                inserted.value(QLatin1String("_id")).toString(), QStringLiteral("upload"), {upload}));
        }
        return {};
    });
    TUILERIE_CHECK(stored);
    return service.submitChecks(upload);
}

Status reopenUpload(EntrepotService &service, const QString &upload)
{
    EntityStore &store = service.datastore()->entities();
    QStringList checks;
    const Status stored = store.transaction([&]() -> Status {
        const QStringList from{UploadStatus::Closed, UploadStatus::Unstable, UploadStatus::Checking};
        const QStringList executions = store.linkedTo(upload, QStringLiteral("input_upload"));
        for (const QString &id : executions)
            if (const auto document = store.find(EntityKind::Execution, id)) {
                const QString status = document->value(QLatin1String("status")).toString();
                if (status == ExecutionStatus::Waiting || status == ExecutionStatus::Progress)
                    return fail(
                        ErrorCode::Conflict, tr("A processing is reading this upload. Wait for its end or abort it."));
            }
        TUILERIE_CHECK(service.datastore()->setUploadStatus(upload, from, UploadStatus::Open, tr("Opened")));
        // The files may change from here on: what was checked before says nothing any more.
        checks = store.linkedTo(upload, QStringLiteral("upload"));
        for (const QString &check : checks)
            TUILERIE_CHECK(store.setLinks(check, QStringLiteral("upload"), {}));
        return {};
    });
    TUILERIE_CHECK(stored);
    for (const QString &check : checks)
        (void)service.jobs().cancel(check);
    return {};
}

Status patchUpload(QJsonObject &document, const QJsonObject &body)
{
    for (const char *name : {"name", "description", "srs"})
        if (body.contains(QLatin1String(name))) {
            const QString text = body.value(QLatin1String(name)).toString();
            if (text.trimmed().isEmpty())
                return fail(
                    ErrorCode::Invalid, tr("The member “%1” of an upload must not be empty.").arg(QLatin1String(name)));
            document.insert(QLatin1String(name), text);
        }
    for (const char *name : {"extent", "extra"})
        if (body.contains(QLatin1String(name)))
            document.insert(QLatin1String(name), body.value(QLatin1String(name)).toObject());
    if (body.contains(QLatin1String("open")))
        document.insert(QLatin1String("open"), modeljson::boolean(body.value(QLatin1String("open"))));
    return {};
}

} // namespace

void addUploadRoutes(HttpRouter &router, const ServicePointer &service)
{
    const ListForm form{
        EntityKind::Upload, {"type", "name", "open", "srs", "description", "status"}, {}, {UploadStatus::Deleted}};
    addApi(router, service, "GET", "/datastores/{}/uploads", "",
        [service, form](const ApiRequest &request) { return answerList(*service, request, form); });
    addApi(router, service, "POST", "/datastores/{}/uploads", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document, service->datastore()->createUpload(body));
            return HttpResponse::json(201, publicDocument(document));
        });
    addApi(router, service, "GET", "/datastores/{}/uploads/{}", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(document, service->datastore()->entities().find(EntityKind::Upload, request.ids.at(0)));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "PATCH", "/datastores/{}/uploads/{}", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document,
                service->datastore()->entities().change(
                    EntityKind::Upload, request.ids.at(0), [&](QJsonObject &upload) { return patchUpload(upload, body); }));
            return HttpResponse::json(200, publicDocument(document));
        });
    addApi(router, service, "DELETE", "/datastores/{}/uploads/{}", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->deleteUpload(request.ids.at(0)));
            return HttpResponse::empty(204);
        });

    const auto incoming = [service](
                              const ApiRequest &request) { return service->datastore()->incomingFile(request.ids.at(0)); };
    addUploadApi(router, service, "POST", "/datastores/{}/uploads/{}/data", "UPLOAD", incoming,
        [service](const ApiRequest &request, const UploadedForm &upload) { return takeData(*service, request, upload); });
    addUploadApi(router, service, "POST", "/datastores/{}/uploads/{}/md5", "UPLOAD", incoming,
        [service](const ApiRequest &request, const UploadedForm &upload) { return takeMd5(*service, request, upload); });
    // One table of paths for data and md5 files: clients mix the two routes up (docs/entrepot.md §23).
    for (const char *pattern : {"/datastores/{}/uploads/{}/data", "/datastores/{}/uploads/{}/md5"})
        addApi(router, service, "DELETE", pattern, "UPLOAD", [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->removeFile(request.ids.at(0), request.query("path")));
            return HttpResponse::empty(204);
        });

    addApi(router, service, "GET", "/datastores/{}/uploads/{}/tree", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(nodes, service->datastore()->tree(request.ids.at(0)));
            return HttpResponse::json(200, treeToJson(nodes));
        });
    addApi(router, service, "POST", "/datastores/{}/uploads/{}/close", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(closeUpload(*service, request));
            return HttpResponse::empty(204);
        });
    addApi(router, service, "POST", "/datastores/{}/uploads/{}/open", "UPLOAD",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(reopenUpload(*service, request.ids.at(0)));
            return HttpResponse::empty(204);
        });
    addSharedRoutes(router, service, "/datastores/{}/uploads/{}", EntityKind::Upload, "UPLOAD", true);
}

} // namespace tuilerie
