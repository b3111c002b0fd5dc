// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/production.h"

#include "publish/belongings.h"
#include "publish/delivery.h"
#include "publish/execution.h"
#include "publish/patience.h"
#include "publish/publicationstyles.h"
#include "publish/tags.h"
#include "publish/tilefile.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

bool hasStyles(const PublishRequest &request)
{
    return request.resolvedKind() == PublishKind::Vector
        && (request.wants(u"wms-v"_s) || request.wants(u"wms-r"_s) || request.wants(u"wmts"_s));
}

} // namespace

PyramidProduction::PyramidProduction(EntrepotClient &client, const PublishRequest &request,
    const PublicationIdentity &identity, std::function<void(const QString &)> executing)
    : m_client(client)
    , m_request(request)
    , m_identity(identity)
    , m_executing(std::move(executing))
{
}

Result<ProducedData> PyramidProduction::run()
{
    ProducedData made;
    TUILERIE_CHECK(checkTileFile(m_request));
    if (m_request.isPyramid() && hasTilesToDownload(m_request.resolvedKind())) {
        const QJsonObject infos = pyramidInfos(m_request.resolvedKind(), m_request.paths.first());
        TUILERIE_CHECK(
            checkTileFile(m_request, infos["tms"_L1].toString(), infos["format"_L1].toString().contains("FLOAT32"_L1)));
    }
    const std::vector<PlannedData> plan = plannedData(m_request);
    TUILERIE_CHECK(checkProcessings(plan));
    for (const PlannedData &planned : plan) {
        TUILERIE_TRY(data, produce(planned, made));
        made[planned.type] = data;
        if (planned.type == StoredDataType::VectorDb && hasStyles(m_request)) {
            TUILERIE_TRY(styles, sendStyles(m_client, m_request, data, m_kept));
            m_styles.byRelation = styles;
        }
        if (planned.type == StoredDataType::RasterPyramid && !m_request.rasterStyles.isEmpty()) {
            TUILERIE_TRY(styles, sendRasterStyles(m_client, m_request, data));
            m_styles.ofPyramid = styles;
        }
    }
    // The stored data stand for themselves now; what was sent only takes room (docs/entrepot.md §22.1), also what an earlier
    // run sent.
    const auto sent = uploadsOf(m_client, {m_identity.ofUpload()});
    for (const Upload &upload : sent.value_or(std::vector<Upload>())) {
        if (const Status deleted = m_client.deleteUpload(upload.id); !deleted)
            m_warnings << tr("The files that were sent could not be deleted on the server: %1").arg(deleted.error().message);
    }
    return made;
}

// Before anything is sent: a last step that the server does not know would be found out after hours.
Status PyramidProduction::checkProcessings(const std::vector<PlannedData> &plan)
{
    for (const PlannedData &planned : plan) {
        TUILERIE_TRY(found, storedDataOf(m_client, {m_identity.ofStoredData(planned.type)}));
        const bool isThere = std::any_of(
            found.begin(), found.end(), [&planned](const StoredData &item) { return item.type == planned.type; });
        if (!isThere)
            TUILERIE_CHECK(findProcessing(planned));
    }
    return {};
}

Result<StoredData> PyramidProduction::produce(const PlannedData &planned, ProducedData &made)
{
    TUILERIE_TRY(found, findStoredData(planned.type));
    if (found && found->status == StoredDataStatus::Generated) {
        log(planned.type == StoredDataType::VectorDb      ? tr("The database is there already.")
                : planned.type == StoredDataType::Archive ? tr("The file is there already.")
                                                          : tr("The pyramid is there already."));
        return *found;
    }
    if (found)
        return finish(found->id);
    if (!planned.madeOf.isEmpty())
        return process(planned, nullptr, &made[planned.madeOf]);
    if (!m_upload) {
        TUILERIE_TRY(upload, closedUpload());
        m_upload = upload;
    }
    return process(planned, &*m_upload, nullptr);
}

Result<std::optional<StoredData>> PyramidProduction::findStoredData(const QString &type)
{
    TUILERIE_TRY(list, storedDataOf(m_client, {m_identity.ofStoredData(type)}));
    std::optional<StoredData> best;
    for (const StoredData &item : list) {
        if (item.type != type)
            continue;
        if (item.status == StoredDataStatus::Unstable) {
            log(tr("An earlier attempt failed; it is removed."));
            TUILERIE_CHECK(m_client.deleteStoredData(item.id));
            continue;
        }
        if (!best || item.status == StoredDataStatus::Generated)
            best = item;
    }
    return best;
}

// Stored data that an earlier run began: its execution is launched, resumed or waited for.
Result<StoredData> PyramidProduction::finish(const QString &storedData)
{
    TUILERIE_TRY(executions, executionsOf(m_client, storedData));
    if (executions.empty())
        return fail(ErrorCode::Internal,
            tr("The server knows no processing for a pyramid that is being made. Delete it there and try again."),
            storedData);
    log(tr("Going on with the processing of an earlier run."));
    TUILERIE_CHECK(follow(executions.front().id));
    return m_client.storedData(storedData);
}

Status PyramidProduction::follow(const QString &execution)
{
    if (m_executing)
        m_executing(execution);
    return followExecution(m_client, execution);
}

Result<Upload> PyramidProduction::closedUpload()
{
    TUILERIE_TRY(upload, openUpload());
    if (upload.status == UploadStatus::Open || upload.status == UploadStatus::Created
        || upload.status == UploadStatus::Unstable) {
        if (upload.status == UploadStatus::Unstable)
            TUILERIE_CHECK(m_client.openUpload(upload.id));
        TUILERIE_TRY(can, m_client.capabilities());
        Status filled = fill(upload, can.uploadByReference && !m_request.copyFiles);
        // A server that seems to be this machine and is none (a tunnel, a container) does not see our files.
        if (!filled && can.uploadByReference && !m_request.copyFiles
            && (filled.error().code == ErrorCode::Invalid || filled.error().code == ErrorCode::Denied)) {
            log(tr("The server cannot read the files where they lie."));
            filled = fill(upload, false);
        }
        if (!filled)
            return fail(std::move(filled.error()));
        TUILERIE_CHECK(m_client.closeUpload(upload.id));
    }
    TUILERIE_CHECK(waitForChecks(upload.id));
    return m_client.upload(upload.id);
}

Status PyramidProduction::fill(const Upload &upload, bool byReference)
{
    const auto files = filesInBox(m_request.resolvedKind(), m_request.paths, byReference, m_client.control());
    if (!files)
        return fail(files.error());
    log(byReference ? tr("Handing %1 files over by reference.").arg(files->size())
                    : tr("Sending %1 files.").arg(files->size()));
    return deliver(m_client, upload.id, *files, byReference);
}

Result<Upload> PyramidProduction::openUpload()
{
    const PublishKind kind = m_request.resolvedKind();
    TUILERIE_TRY(known, uploadsOf(m_client, {m_identity.ofUpload()}));
    if (!known.empty())
        return known.front();
    Upload wanted;
    wanted.name = m_request.layer;
    wanted.description = m_request.title.isEmpty() ? m_request.layer : m_request.title;
    wanted.type = uploadTypeOf(kind);
    wanted.srs = m_request.srs;
    if (isPyramidKind(kind)) {
        TUILERIE_TRY(infos, pyramidInfosInBox(kind, m_request.paths.first(), m_client.control()));
        wanted.typeInfos = infos;
    }
    TUILERIE_TRY(left, untaggedUpload(wanted));
    auto made = left ? Result<Upload>(*left) : m_client.createUpload(wanted);
    if (!made)
        return made;
    TUILERIE_CHECK(m_client.addTags(u"uploads"_s, made->id,
        {{publicationtag::fingerprint, m_identity.ofUpload()}, {publicationtag::datasheet, m_request.layer}}));
    return made;
}

// One that a run of ours was cut off from before it could tag it: just like it, empty, and nobody's.
Result<std::optional<Upload>> PyramidProduction::untaggedUpload(const Upload &wanted)
{
    TUILERIE_TRY(list, m_client.uploads({{u"name"_s, wanted.name}, {u"status"_s, QString(UploadStatus::Open)}}));
    for (const Upload &item : list) {
        if (item.name != wanted.name)
            continue;
        TUILERIE_TRY(whole, m_client.upload(item.id));
        const bool isLike = whole.name == wanted.name && whole.type == wanted.type && whole.srs == wanted.srs
            && whole.description == wanted.description;
        if (!isLike || whole.status != UploadStatus::Open || !whole.tags.isEmpty())
            continue;
        TUILERIE_TRY(tree, m_client.uploadTree(whole.id));
        if (tree.empty())
            return whole;
    }
    return std::nullopt;
}

Status PyramidProduction::waitForChecks(const QString &upload)
{
    Progress progress;
    progress.step = u"check"_s;
    Patience patience(m_client);
    for (;;) {
        TUILERIE_TRY(checks, m_client.uploadChecks(upload));
        progress.done = qint64(checks.passed.size() + checks.failed.size());
        progress.total = progress.done + qint64(checks.asked.size() + checks.inProgress.size());
        m_client.control().progress(progress);
        TUILERIE_TRY(now, m_client.upload(upload));
        if (checks.isFinished() && now.status != UploadStatus::Checking) {
            QJsonArray findings;
            QString said;
            for (const CheckExecution &failed : checks.failed) {
                TUILERIE_TRY(execution, m_client.checkExecution(failed.id));
                for (const QJsonValue &finding : execution.findings)
                    findings.append(finding);
                if (execution.findings.isEmpty()) {
                    TUILERIE_TRY(lines, m_client.checkLogs(failed.id));
                    const QStringList errors = lines.filter(u"ERROR"_s);
                    said = (errors.isEmpty() ? lines : errors).join(u'\n');
                    findings.append(
                        QJsonObject{{u"id"_s, failed.check.name}, {u"severity"_s, u"blocking"_s}, {u"message"_s, said}});
                }
            }
            if (now.status == UploadStatus::Unstable || !checks.failed.empty())
                return fail(ErrorCode::Corrupt,
                    tr("The server's checks found what keeps the data from being published. Correct it, then publish "
                       "again."),
                    QString::fromUtf8(QJsonDocument(findings).toJson(QJsonDocument::Compact)));
            return {};
        }
        TUILERIE_CHECK(patience.wait(m_client.control()));
    }
}

// By what it takes and makes: ids differ from one platform to the next, names change.
Result<Processing> PyramidProduction::findProcessing(const PlannedData &planned)
{
    const bool isFromUpload = planned.madeOf.isEmpty();
    const QString input = isFromUpload ? uploadTypeOf(m_request.resolvedKind()) : planned.madeOf;
    if (m_processings.empty()) {
        TUILERIE_TRY(list, m_client.processings());
        for (const Processing &item : list) {
            TUILERIE_TRY(whole, m_client.processing(item.id));
            m_processings.push_back(whole);
        }
    }
    const bool isFile = planned.type == StoredDataType::Archive;
    for (const Processing &item : m_processings) {
        const QStringList &inputs = isFromUpload ? item.inputUploadTypes : item.inputStoredDataTypes;
        // An archive may hold anything.
        if (item.outputStoredDataType == planned.type && inputs.contains(input)
            && (!isFile || item.name.contains("PMTiles"_L1, Qt::CaseInsensitive)))
            return item;
    }
    if (isFile)
        return fail(ErrorCode::Unsupported,
            tr("This server does not write pyramids into PMTiles files. Leave the service download out."));
    if (m_request.isPyramid())
        return fail(ErrorCode::Unsupported,
            tr("This server does not take pyramids that were made elsewhere. Publish the original files instead."));
    if (planned.madeOf == StoredDataType::VectorDb && planned.type == StoredDataType::RasterPyramid)
        return fail(ErrorCode::Unsupported,
            tr("This server does not draw styled vectors into pyramids. Publish them as wms-v or as tms."));
    if (planned.type == StoredDataType::RasterPyramid && m_request.resolvedKind() == PublishKind::Raster)
        return fail(ErrorCode::Unsupported,
            tr("Your datastore may not run the processing that makes raster pyramids. Ask the platform for it."));
    return fail(ErrorCode::Unsupported,
        tr("Your datastore may not run a processing that makes %1 from %2. Ask the platform for it.")
            .arg(planned.type, input));
}

// Ours and the platform's know different parameters; one that the other side does not know would be refused.
Result<QJsonObject> PyramidProduction::acceptedParameters(
    const Processing &processing, const PlannedData &planned, const StoredData *source)
{
    TUILERIE_TRY(parameters, processingParametersFor(m_request, planned.type, source, m_styles.byRelation));
    if (processing.parameters.empty())
        return parameters;
    QJsonObject accepted;
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        const auto known = std::find_if(processing.parameters.begin(), processing.parameters.end(),
            [&it](const ProcessingParameter &parameter) { return parameter.name == it.key(); });
        if (known != processing.parameters.end())
            accepted.insert(it.key(), it.value());
        else
            m_client.control().log(tr("The server does not know the parameter %1; it is left out.").arg(it.key()));
    }
    return accepted;
}

void PyramidProduction::addAncestor(QJsonObject &parameters, const Processing &processing, const PlannedData &planned)
{
    const QString ancestor = m_ancestors.value(planned.type);
    if (ancestor.isEmpty())
        return;
    const bool isKnown = std::any_of(processing.parameters.begin(), processing.parameters.end(),
        [](const ProcessingParameter &parameter) { return parameter.name == "ancestor"_L1; });
    if (isKnown)
        parameters.insert(u"ancestor"_s, ancestor);
    else
        log(tr("The server cannot go on from the version before: all is made again."));
}

Tags PyramidProduction::tagsOf(const PlannedData &planned, const QString &upload, const StoredData *source)
{
    Tags tags{{publicationtag::fingerprint, m_identity.ofStoredData(planned.type)}, {publicationtag::layer, m_request.layer},
        {publicationtag::datasheet, m_request.layer}};
    tags.insert(publicationtag::cause, m_cause);
    if (const auto user = m_client.user(); user && !user->fullName().isEmpty())
        tags.insert(publicationtag::author, user->fullName());
    tags.insert(publicationtag::uploadId, source ? source->tags.value(publicationtag::uploadId) : upload);
    if (source && source->type == StoredDataType::VectorDb)
        tags.insert(publicationtag::vectorDbId, source->id);
    if (m_request.resolvedKind() == PublishKind::PointCloud && planned.type == StoredDataType::RasterPyramid) {
        tags.insert(publicationtag::product, m_request.derive.product);
        tags.insert(publicationtag::cell, QString::number(m_request.derive.cell, 'g', 12));
    }
    return tags;
}

Result<StoredData> PyramidProduction::process(const PlannedData &planned, const Upload *upload, const StoredData *source)
{
    TUILERIE_TRY(processing, findProcessing(planned));
    TUILERIE_TRY(datastore, m_client.datastore());
    ExecutionRequest request;
    request.processing = processing.id;
    if (upload)
        request.inputUploads = {upload->id};
    if (source)
        request.inputStoredData = {source->id};
    request.outputName = m_request.layer;
    request.storageType = processing.outputStorages.value(0);
    for (const StorageUse &storage : datastore.dataStorages) {
        if (storage.type == request.storageType || request.storageType.isEmpty()) {
            request.storageType = storage.type;
            request.storageTags = storage.labels;
            break;
        }
    }
    TUILERIE_TRY(parameters, acceptedParameters(processing, planned, source));
    addAncestor(parameters, processing, planned);
    request.parameters = parameters;
    log(processing.name);
    TUILERIE_TRY(left, untaggedExecution(m_client, request));
    auto made = left ? Result<ProcessingExecution>(*left) : m_client.createExecution(request);
    if (!made)
        return fail(std::move(made.error()));
    const ProcessingExecution execution = *made;
    if (execution.output.id.isEmpty())
        return fail(ErrorCode::Corrupt,
            tr("The server made a processing without an output. Check that it is an Entrepôt server."), execution.id);
    // Before the launch, so that a run after an interruption finds it.
    TUILERIE_CHECK(
        m_client.addTags(u"stored_data"_s, execution.output.id, tagsOf(planned, upload ? upload->id : QString(), source)));
    TUILERIE_CHECK(follow(execution.id));
    TUILERIE_TRY(data, m_client.storedData(execution.output.id));
    if (data.status != StoredDataStatus::Generated)
        return fail(ErrorCode::Internal,
            tr("The processing has ended, but the pyramid is %1. Look at the job's log.").arg(data.status), execution.id);
    return data;
}

} // namespace tuilerie
