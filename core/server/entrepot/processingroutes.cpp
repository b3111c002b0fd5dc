// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/apirequest.h"
#include "server/entrepot/catalogueofwork.h"
#include "server/entrepot/entrepotservice.h"
#include "server/entrepot/jobs.h"
#include "server/entrepot/owngrid.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

/// The rest of the work by its mean speed and by its present one: the truth is mostly between.
QJsonArray etaRange(const Progress &progress)
{
    const double left = double(progress.total - progress.done);
    if (progress.total <= 0 || progress.done <= 0 || progress.elapsedSeconds <= 0)
        return {};
    const double mean = left / (double(progress.done) / progress.elapsedSeconds);
    const double present = progress.rate > 0 ? left / progress.rate : mean;
    return {std::min(mean, present), std::max(mean, present)};
}

/// What the job knows, put over the stored document.
QJsonObject withJob(EntrepotService &service, QJsonObject document)
{
    const auto job = service.jobs().job(document.value(QLatin1String("_id")).toString());
    if (!job)
        return document;
    if (const JobStep *step = job->currentStep()) {
        QJsonObject progress = step->progress.toJson();
        progress.insert(QLatin1String("step"), step->id);
        const QJsonArray range = etaRange(step->progress);
        if (!range.isEmpty())
            progress.insert(QLatin1String("eta_range_s"), range);
        document.insert(QLatin1String("progress"), progress);
    }
    QJsonArray steps;
    for (const JobStep &step : job->steps)
        steps.append(step.toJson());
    document.insert(QLatin1String("steps"), steps);
    document.insert(QLatin1String("warnings"), modeljson::array(job->warnings()));
    document.insert(QLatin1String("job_state"), jobStateName(job->state));
    // The listener writes the status a moment after the job has changed. Its end is told once it is written, with all that
    // follows.
    if (!isFinished(job->state))
        document.insert(QLatin1String("status"), executionStatusOf(job->state));
    document.insert(QLatin1String("attempts"), job->attempts);
    if (job->state == JobState::Failed)
        document.insert(QLatin1String("message"), job->error.message);
    if (job->result.contains(QLatin1String("tiles")))
        document.insert(QLatin1String("made"),
            QJsonObject{{QStringLiteral("slabs"), job->result.value(QLatin1String("slabs"))},
                {QStringLiteral("tiles"), job->result.value(QLatin1String("tiles"))}});
    return document;
}

Result<EntityReference> inputUpload(EntityStore &store, const Processing &processing, const QString &id)
{
    const auto document = store.find(EntityKind::Upload, id);
    if (!document)
        return fail(ErrorCode::Invalid, tr("The input upload “%1” does not exist.").arg(id));
    const Upload upload = Upload::fromJson(*document);
    if (!processing.inputUploadTypes.contains(upload.type))
        return fail(ErrorCode::Invalid,
            tr("The processing takes uploads of the type %1, “%2” is of the type %3.")
                .arg(processing.inputUploadTypes.join(QLatin1String(", ")), upload.name, upload.type));
    if (upload.status != UploadStatus::Closed)
        return fail(ErrorCode::Conflict,
            tr("The upload “%1” has not passed its checks (status %2).").arg(upload.name, upload.status));
    return EntityReference{id, upload.name, upload.type, upload.status};
}

Result<EntityReference> inputStoredData(EntityStore &store, const Processing &processing, const QString &id)
{
    const auto document = store.find(EntityKind::StoredData, id);
    if (!document)
        return fail(ErrorCode::Invalid, tr("The input stored data “%1” does not exist.").arg(id));
    const StoredData data = StoredData::fromJson(*document);
    if (!processing.inputStoredDataTypes.contains(data.type))
        return fail(ErrorCode::Invalid,
            tr("The processing takes stored data of the type %1, “%2” is of the type %3.")
                .arg(processing.inputStoredDataTypes.join(QLatin1String(", ")), data.name, data.type));
    if (data.status != StoredDataStatus::Generated)
        return fail(ErrorCode::Conflict, tr("The stored data “%1” is not ready (status %2).").arg(data.name, data.status));
    return EntityReference{id, data.name, data.type, data.status};
}

Status checkRequest(const Processing &processing, const ExecutionRequest &request)
{
    const bool isFromUpload = !processing.inputUploadTypes.isEmpty();
    if (isFromUpload && request.inputUploads.isEmpty())
        return fail(ErrorCode::Invalid, tr("The processing needs an upload in “inputs.upload”."));
    if (isFromUpload && !request.inputStoredData.isEmpty())
        return fail(
            ErrorCode::Unsupported, tr("This server makes pyramids from uploads alone: leave “inputs.stored_data” out."));
    if (!isFromUpload && (request.inputStoredData.size() != 1 || !request.inputUploads.isEmpty()))
        return fail(ErrorCode::Invalid,
            tr("The processing needs one stored data of the type %1 in “inputs.stored_data”, and nothing else.")
                .arg(processing.inputStoredDataTypes.join(QLatin1String(", "))));
    if (!request.outputId.isEmpty())
        return fail(ErrorCode::Unsupported,
            tr("A pyramid is never changed in place. Give the output a name, then point the configuration to it."));
    if (request.outputIsUpload || request.outputName.trimmed().isEmpty())
        return fail(ErrorCode::Invalid, tr("The processing needs a name for its result in “output.stored_data.name”."));
    return {};
}

/// Tables and styles that a processing of a database names.
Status checkTables(EntityStore &store, const ExecutionRequest &request)
{
    if (request.inputStoredData.isEmpty())
        return {};
    TUILERIE_TRY(database, store.find(EntityKind::StoredData, request.inputStoredData.front()));
    QStringList known;
    for (const QJsonValue relation : StoredData::fromJson(database).typeInfos.value(QLatin1String("relations")).toArray())
        known << relation[QLatin1String("name")].toString();
    const auto check = [&](const QString &name) -> Status {
        if (!known.contains(name))
            return fail(ErrorCode::Invalid,
                tr("The database has no table “%1”. It has %2.").arg(name, known.join(QLatin1String(", "))));
        return {};
    };
    for (const QJsonValue table : request.parameters.value(QLatin1String("composition")).toArray())
        TUILERIE_CHECK(check(table[QLatin1String("table")].toString()));
    for (const QJsonValue table : request.parameters.value(QLatin1String("relations")).toArray()) {
        TUILERIE_CHECK(check(table[QLatin1String("name")].toString()));
        const QString style = table[QLatin1String("style")].toString();
        if (!style.isEmpty() && !store.find(EntityKind::Static, style))
            return fail(ErrorCode::Invalid, tr("The style “%1” is no static of this datastore.").arg(style));
    }
    return {};
}

/// The version that the output comes after.
Status checkAncestor(EntityStore &store, const Processing &processing, const QString &id)
{
    const auto document = store.find(EntityKind::StoredData, id);
    const StoredData data = StoredData::fromJson(document.value_or(QJsonObject()));
    if (!document || data.type != processing.outputStoredDataType || data.status != StoredDataStatus::Generated)
        return fail(ErrorCode::Invalid,
            tr("“%1” is no stored data of the type %2 that a version could come after. Leave “%3” out to make all of it.")
                .arg(id, processing.outputStoredDataType, WorkId::Ancestor));
    return {};
}

/// VECTEUR for databases, ARCHIVE for archives, PYRAMIDE for the rest: what the platform's storages are labelled with.
QString labelOf(const QString &type)
{
    return type == StoredDataType::VectorDb ? QStringLiteral("VECTEUR")
        : type == StoredDataType::Archive   ? QStringLiteral("ARCHIVE")
                                            : QStringLiteral("PYRAMIDE");
}

Result<QJsonObject> createExecution(EntrepotService &service, const ExecutionRequest &request)
{
    const Processing *processing = findProcessing(request.processing);
    if (!processing)
        return fail(ErrorCode::Invalid, tr("There is no processing with the identifier “%1”.").arg(request.processing));
    TUILERIE_CHECK(checkRequest(*processing, request));
    std::optional<TileMatrixSet> grid;
    const bool hasGrid = std::any_of(processing->parameters.begin(), processing->parameters.end(),
        [](const ProcessingParameter &parameter) { return parameter.name == QLatin1String("tms"); });
    if (hasGrid) {
        TUILERIE_TRY(own, ownGrid(*service.datastore(), request.parameters));
        grid = own;
    }
    TUILERIE_TRY(parameters, completedParameters(*processing, request.parameters, grid ? &*grid : nullptr));
    TUILERIE_CHECK(service.datastore()->checkRoom(0));

    EntityStore &store = service.datastore()->entities();
    QJsonObject result;
    const Status stored = store.transaction([&]() -> Status {
        ProcessingExecution execution;
        for (const QString &id : request.inputUploads) {
            TUILERIE_TRY(input, inputUpload(store, *processing, id));
            execution.inputUploads.push_back(input);
        }
        for (const QString &id : request.inputStoredData) {
            TUILERIE_TRY(input, inputStoredData(store, *processing, id));
            execution.inputStoredData.push_back(input);
        }
        TUILERIE_CHECK(checkTables(store, request));
        const QString ancestor = parameters.value(WorkId::Ancestor).toString();
        if (!ancestor.isEmpty())
            TUILERIE_CHECK(checkAncestor(store, *processing, ancestor));
        StoredData data;
        data.name = request.outputName;
        data.type = processing->outputStoredDataType;
        data.status = StoredDataStatus::Created;
        data.storageType = QStringLiteral("FILESYSTEM");
        data.storageLabels = QStringList{labelOf(data.type)};
        data.contact = service.datastore()->setting(QStringLiteral("contact"));
        TUILERIE_TRY(output, store.insert(EntityKind::StoredData, data.toJson()));
        const QString outputId = output.value(QLatin1String("_id")).toString();
        TUILERIE_CHECK(store.addEvent(outputId, tr("Created")));
        if (grid) {
            TUILERIE_CHECK(keepGrid(*service.datastore(), outputId, *grid));
            parameters.insert(QLatin1String("tms"), gridCopy(*service.datastore(), outputId, *grid));
        }
        execution.status = ExecutionStatus::Created;
        execution.processing = {processing->id, processing->name, {}, {}};
        execution.output = {outputId, data.name, data.type, data.status};
        execution.parameters = parameters;
        execution.callback = request.callback;
        TUILERIE_TRY(inserted, store.insert(EntityKind::Execution, execution.toJson()));
        const QString id = inserted.value(QLatin1String("_id")).toString();
        TUILERIE_CHECK(store.setLinks(id, QStringLiteral("input_upload"), request.inputUploads));
        QStringList used = request.inputStoredData;
        if (!ancestor.isEmpty()) {
            used << ancestor; // which is not to be deleted under it
            TUILERIE_CHECK(service.datastore()->setAncestor(outputId, ancestor));
        }
        TUILERIE_CHECK(store.setLinks(id, QStringLiteral("input_stored_data"), used));
        TUILERIE_CHECK(store.setLinks(id, QStringLiteral("output_stored_data"), {outputId}));
        TUILERIE_CHECK(store.setLinks(id, QStringLiteral("processing"), {processing->id}));
        result = inserted;
        return {};
    });
    TUILERIE_CHECK(stored);
    return result;
}

Status abortExecution(EntrepotService &service, const QString &id)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_TRY(document, store.find(EntityKind::Execution, id));
    if (document.value(QLatin1String("status")).toString() == ExecutionStatus::Created) {
        return store
            .change(EntityKind::Execution, id,
                [](QJsonObject &execution) -> Status {
                    execution.insert(QLatin1String("status"), QString(ExecutionStatus::Aborted));
                    return {};
                })
            .map([](const QJsonObject &) {});
    }
    return service.jobs().cancel(id);
}

Status deleteExecution(EntrepotService &service, const QString &id)
{
    EntityStore &store = service.datastore()->entities();
    TUILERIE_TRY(document, store.find(EntityKind::Execution, id));
    const ProcessingExecution execution = ProcessingExecution::fromJson(document);
    if (execution.status != ExecutionStatus::Created) {
        if (!execution.isFinished())
            return fail(ErrorCode::Conflict, tr("The execution has not finished. Abort it first."));
        (void)service.jobs().remove(id);
    }
    return store.remove(EntityKind::Execution, id);
}

void addExecutionRoutes(HttpRouter &router, const ServicePointer &service)
{
    const auto finish = [service](const QJsonObject &document) { return withJob(*service, document); };
    const ListForm form{EntityKind::Execution, {},
        {{"output_stored_data", "output_stored_data"}, {"output_upload", "output_upload"}, {"input_upload", "input_upload"},
            {"input_stored_data", "input_stored_data"}, {"processing", "processing"}},
        {}};
    addApi(router, service, "GET", "/datastores/{}/processings/executions", "",
        [service, form, finish](const ApiRequest &request) { return answerList(*service, request, form, finish); });
    addApi(router, service, "POST", "/datastores/{}/processings/executions", "PROCESSING",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_TRY(document, createExecution(*service, ExecutionRequest::fromJson(body)));
            return HttpResponse::json(201, publicDocument(document));
        });
    const auto get = [service, finish](const ApiRequest &request) -> Result<HttpResponse> {
        TUILERIE_TRY(document, service->datastore()->entities().find(EntityKind::Execution, request.ids.at(0)));
        return HttpResponse::json(200, publicDocument(finish(document)));
    };
    addApi(router, service, "GET", "/datastores/{}/processings/executions/{}", "", get);
    addApi(router, service, "PATCH", "/datastores/{}/processings/executions/{}", "PROCESSING",
        [service, get](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_TRY(body, request.object());
            TUILERIE_CHECK(service->datastore()->entities().change(
                EntityKind::Execution, request.ids.at(0), [&](QJsonObject &document) -> Status {
                    document.insert(QLatin1String("callback"), body.value(QLatin1String("callback")).toObject());
                    return {};
                }));
            return get(request);
        });
    const auto command = [&](const char *tail, auto action) {
        const QByteArray pattern = QByteArrayLiteral("/datastores/{}/processings/executions/{}") + tail;
        const char *method = *tail ? "POST" : "DELETE";
        addApi(router, service, method, pattern.constData(), "PROCESSING",
            [service, action](const ApiRequest &request) -> Result<HttpResponse> {
                TUILERIE_CHECK(service->datastore()->entities().find(EntityKind::Execution, request.ids.at(0)));
                TUILERIE_CHECK(action(*service, request.ids.at(0)));
                return HttpResponse::empty(204);
            });
    };
    command("", [](EntrepotService &s, const QString &id) { return deleteExecution(s, id); });
    command("/launch", [](EntrepotService &s, const QString &id) { return s.launchExecution(id); });
    command("/abort", [](EntrepotService &s, const QString &id) { return abortExecution(s, id); });
    command("/pause", [](EntrepotService &s, const QString &id) { return s.jobs().pause(id); });
    command("/resume", [](EntrepotService &s, const QString &id) { return s.jobs().resume(id); });
    addApi(router, service, "GET", "/datastores/{}/processings/executions/{}/logs", "",
        [service](const ApiRequest &request) -> Result<HttpResponse> {
            TUILERIE_CHECK(service->datastore()->entities().find(EntityKind::Execution, request.ids.at(0)));
            TUILERIE_TRY(page, pageOf(request));
            TUILERIE_TRY(lines, service->jobs().log(request.ids.at(0), page.offset, page.limit));
            TUILERIE_TRY(total, service->jobs().logSize(request.ids.at(0)));
            return listAnswer(modeljson::array(lines), page, total);
        });
}

/// Workflows look the processing up by the name that it has, or had, on the platform (docs/entrepot.md §9).
bool isNamed(const Processing &processing, const QString &name)
{
    return name == processing.name
        || (processing.id == WorkId::RasterPyramid && name == QLatin1String("Calcul de pyramide raster"))
        || (processing.id == WorkId::VectorPyramid && name == QLatin1String("Calcul de pyramide vecteur"));
}

} // namespace

void addProcessingRoutes(HttpRouter &router, const ServicePointer &service)
{
    addApi(router, service, "GET", "/datastores/{}/processings", "", [](const ApiRequest &request) -> Result<HttpResponse> {
        TUILERIE_TRY(page, pageOf(request));
        QJsonArray items;
        qint64 total = 0;
        for (const Processing &processing : processings()) {
            if ((request.hasQuery("name") && !isNamed(processing, request.query("name")))
                || (request.hasQuery("input_upload_type")
                    && !processing.inputUploadTypes.contains(request.query("input_upload_type")))
                || (request.hasQuery("input_stored_data_type")
                    && !processing.inputStoredDataTypes.contains(request.query("input_stored_data_type")))
                || (request.hasQuery("output_stored_data_type")
                    && processing.outputStoredDataType != request.query("output_stored_data_type")))
                continue;
            if (total >= page.offset && items.size() < page.limit)
                items.append(QJsonObject{{QStringLiteral("_id"), processing.id}, {QStringLiteral("name"), processing.name},
                    {QStringLiteral("description"), processing.description}});
            ++total;
        }
        return listAnswer(items, page, total);
    });
    addApi(
        router, service, "GET", "/datastores/{}/processings/{}", "", [](const ApiRequest &request) -> Result<HttpResponse> {
            const Processing *processing = findProcessing(request.ids.at(0));
            if (!processing)
                return fail(
                    ErrorCode::NotFound, tr("There is no processing with the identifier “%1”.").arg(request.ids.at(0)));
            return HttpResponse::json(200, processing->toJson());
        });
    addExecutionRoutes(router, service);
}

} // namespace tuilerie
