// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/entrepotservice.h"

#include "model/access.h"
#include "model/processing.h"
#include "server/entrepot/apirequest.h"
#include "server/entrepot/jobs.h"
#include "server/http/httpmetrics.h"

#include <QCoreApplication>

#include <chrono>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

qint64 monotonicMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// How shut the boxes are that files of deliveries are opened in.
void addBoxFigures(HttpMetrics &metrics)
{
    const QJsonObject box = WorkBox::confinement();
    metrics.add("tuilerie_box_landlock_version", "Landlock ABI that keeps works to their files; 0: the kernel has none.",
        "gauge", [version = box[QLatin1String("landlock")].toDouble()] { return version; });
    metrics.add("tuilerie_box_seccomp", "1 where the kernel keeps works from the network and from other programs.", "gauge",
        [has = box[QLatin1String("seccomp")].toBool()] { return has ? 1.0 : 0.0; });
}

} // namespace

Result<std::shared_ptr<EntrepotService>> EntrepotService::create(const EntrepotOptions &options)
{
    std::shared_ptr<EntrepotService> service(new EntrepotService(options));
    TUILERIE_TRY(datastore, Datastore::open(options.datastore));
    service->m_datastore = datastore;
    service->m_accounts = std::make_unique<Accounts>(datastore->entities(), options.tokens);
    if (!options.operatorToken.isEmpty())
        TUILERIE_CHECK(service->m_accounts->setOperatorToken(options.operatorToken));
    TUILERIE_TRY(store, JobStore::open(datastore->folder() + QLatin1String("/jobs.sqlite")));
    WorkBox::Options box = options.box;
    box.keepsSpare = true;
    service->m_box = std::make_shared<const WorkBox>(box);
    service->m_jobs = std::make_unique<QueueRunner>(
        store, entrepotJobs(datastore, options.renderPool, service->m_box), options.jobThreads);
    // The runner goes before the service does: a plain pointer is enough, a shared one would keep the two alive for ever.
    service->m_jobs->setListener([raw = service.get()](const Job &job) { raw->applyJob(job.id); });
    service->rebuildKeyRing();
    return service;
}

EntrepotService::~EntrepotService()
{
    stop();
}

void EntrepotService::stop()
{
    if (m_jobs)
        m_jobs->stop();
    writeTraffic();
}

void EntrepotService::setStopWhenIdle(int quietSeconds)
{
    noteCall();
    m_quietSeconds = quietSeconds;
}

void EntrepotService::noteCall()
{
    m_lastCallMs = monotonicMs();
}

bool EntrepotService::isStopDue() const
{
    const int quiet = m_quietSeconds;
    return quiet >= 0 && monotonicMs() - m_lastCallMs >= qint64(quiet) * 1000 && !m_jobs->hasWork();
}

void EntrepotService::addRoutes(HttpRouter &router)
{
    const ServicePointer self = shared_from_this();
    addBoxFigures(*router.metrics());
    addAuthRoutes(router, self);
    addUserRoutes(router, self);
    addUploadRoutes(router, self);
    addCheckRoutes(router, self);
    addProcessingRoutes(router, self);
    addStoredDataRoutes(router, self);
    addDataRoutes(router, self);
    addConfigurationRoutes(router, self);
    addOfferingRoutes(router, self);
    addFileRoutes(router, self);
    addAccessRoutes(router, self);
    addCatalogRoutes(router, self);
}

Status EntrepotService::start()
{
    TUILERIE_CHECK(takeUp());
    return m_jobs->start();
}

/// Between the change of an entity and that of its job the process may have been killed: brings the two together again.
Status EntrepotService::takeUp()
{
    TUILERIE_TRY(executions, m_datastore->entities().all(EntityKind::Execution));
    for (const QJsonObject &document : executions) {
        const ProcessingExecution execution = ProcessingExecution::fromJson(document);
        if (execution.status != ExecutionStatus::Waiting && execution.status != ExecutionStatus::Progress)
            continue;
        if (m_jobs->job(execution.id))
            applyJob(execution.id);
        else
            TUILERIE_CHECK(launchExecution(execution.id));
    }
    TUILERIE_TRY(uploads,
        m_datastore->entities().all(EntityKind::Upload, {{QStringLiteral("status"), QString(UploadStatus::Checking)}}));
    for (const QJsonObject &document : uploads)
        TUILERIE_CHECK(submitChecks(document.value(QLatin1String("_id")).toString()));
    return {};
}

Status EntrepotService::submitChecks(const QString &upload)
{
    const QStringList executions = m_datastore->entities().linkedTo(upload, QStringLiteral("upload"));
    for (const QString &id : executions) {
        TUILERIE_TRY(document, m_datastore->entities().find(EntityKind::CheckExecution, id));
        const CheckExecution execution = CheckExecution::fromJson(document);
        if (execution.status != CheckStatus::Waiting && execution.status != CheckStatus::Progress)
            continue;
        if (m_jobs->job(id)) {
            applyJob(id);
            continue;
        }
        Job job;
        job.id = id;
        job.kind = jobKindOf(execution.check.id);
        job.title = execution.check.name + QLatin1String(" – ") + execution.upload.name;
        job.params = {{QStringLiteral("upload"), upload}};
        const auto submitted = m_jobs->submit(job);
        // Conflict: another thread was faster.
        if (!submitted && submitted.error().code != ErrorCode::Conflict)
            return fail(submitted.error());
    }
    finishChecks(upload);
    return {};
}

Status EntrepotService::launchExecution(const QString &id)
{
    QJsonObject document;
    const Status stored = m_datastore->entities().transaction([&]() -> Status {
        TUILERIE_TRY(
            changed, m_datastore->entities().change(EntityKind::Execution, id, [](QJsonObject &execution) -> Status {
                const QString status = execution.value(QLatin1String("status")).toString();
                const bool isLaunched = status == ExecutionStatus::Waiting || status == ExecutionStatus::Progress;
                if (status != ExecutionStatus::Created && !isLaunched)
                    return fail(ErrorCode::Conflict, tr("The execution has been launched already (status %1).").arg(status));
                execution.insert(QLatin1String("status"), QString(ExecutionStatus::Waiting));
                if (!isLaunched)
                    execution.insert(QLatin1String("launch"), modeljson::date(QDateTime::currentDateTimeUtc()));
                return {};
            }));
        document = changed;
        return {};
    });
    TUILERIE_CHECK(stored);
    const ProcessingExecution execution = ProcessingExecution::fromJson(document);
    QJsonArray uploads;
    for (const EntityReference &input : execution.inputUploads)
        uploads.append(input.id);
    QJsonArray inputs;
    for (const EntityReference &input : execution.inputStoredData)
        inputs.append(input.id);
    Job job;
    job.id = id;
    job.kind = jobKindOf(execution.processing.id);
    job.title = execution.output.name;
    job.params = {{QStringLiteral("uploads"), uploads}, {QStringLiteral("inputs"), inputs},
        {QStringLiteral("stored_data"), execution.output.id}, {QStringLiteral("parameters"), execution.parameters}};
    const auto submitted = m_jobs->submit(job);
    if (!submitted && submitted.error().code != ErrorCode::Conflict)
        return fail(submitted.error());
    return {};
}

QString executionStatusOf(JobState state)
{
    switch (state) {
    case JobState::Waiting:
    case JobState::Paused: return ExecutionStatus::Waiting;
    case JobState::Running:
    case JobState::Pausing:
    case JobState::Cancelling: return ExecutionStatus::Progress;
    case JobState::Cancelled: return ExecutionStatus::Aborted;
    case JobState::Succeeded: return ExecutionStatus::Success;
    case JobState::Failed: break;
    }
    return ExecutionStatus::Failure;
}

void EntrepotService::applyJob(const QString &jobId)
{
    // Read and write under one lock: of two changes at once the later state wins.
    const std::lock_guard lock(m_applying);
    const auto job = m_jobs->job(jobId);
    if (!job)
        return;
    if (const auto execution = m_datastore->entities().find(EntityKind::Execution, jobId))
        applyExecution(*job, *execution);
    else if (const auto check = m_datastore->entities().find(EntityKind::CheckExecution, jobId))
        applyCheck(*job, *check);
}

void EntrepotService::applyExecution(const Job &job, const QJsonObject &document)
{
    const ProcessingExecution execution = ProcessingExecution::fromJson(document);
    (void)m_datastore->entities().transaction([&]() -> Status {
        EntityStore &store = m_datastore->entities();
        TUILERIE_TRY(changed, store.change(EntityKind::Execution, job.id, [&](QJsonObject &entity) -> Status {
            entity.insert(QLatin1String("status"), executionStatusOf(job.state));
            if (job.started.isValid() && !entity.contains(QLatin1String("start")))
                entity.insert(QLatin1String("start"), modeljson::date(job.started));
            if (isFinished(job.state))
                entity.insert(QLatin1String("finish"), modeljson::date(job.finished));
            else
                entity.remove(QLatin1String("finish"));
            return {};
        }));
        Q_UNUSED(changed);
        if (job.state != JobState::Failed && job.state != JobState::Cancelled)
            return {};
        TUILERIE_TRY(output, store.change(EntityKind::StoredData, execution.output.id, [](QJsonObject &entity) -> Status {
            const QString status = entity.value(QLatin1String("status")).toString();
            if (status == StoredDataStatus::Created || status == StoredDataStatus::Generating)
                entity.insert(QLatin1String("status"), QString(StoredDataStatus::Unstable));
            return {};
        }));
        Q_UNUSED(output);
        return store.addEvent(execution.output.id,
            job.state == JobState::Failed ? tr("Generation failed") : tr("Generation aborted"), job.error.message);
    });
    // An aborted one never goes on; a failed one may, so its slabs stay.
    if (job.state == JobState::Cancelled)
        (void)removeFolder(m_datastore->pyramidFolder(execution.output.id));
}

void EntrepotService::applyCheck(const Job &job, const QJsonObject &document)
{
    const QString upload = CheckExecution::fromJson(document).upload.id;
    (void)m_datastore->entities().change(EntityKind::CheckExecution, job.id, [&](QJsonObject &entity) -> Status {
        QString status = CheckStatus::Waiting;
        if (isFinished(job.state))
            status = job.state == JobState::Succeeded && job.result.value(QLatin1String("passed")).toBool()
                ? CheckStatus::Success
                : CheckStatus::Failure;
        else if (job.state != JobState::Waiting)
            status = CheckStatus::Progress;
        entity.insert(QLatin1String("status"), status);
        modeljson::put(entity, "start", modeljson::date(job.started));
        if (isFinished(job.state))
            entity.insert(QLatin1String("finish"), modeljson::date(job.finished));
        QJsonArray findings = job.result.value(QLatin1String("findings")).toArray();
        if (job.state == JobState::Failed)
            findings.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("check.failed")},
                {QStringLiteral("severity"), QStringLiteral("blocking")}, {QStringLiteral("message"), job.error.message}});
        modeljson::put(entity, "findings", findings);
        return {};
    });
    finishChecks(upload);
}

void EntrepotService::finishChecks(const QString &upload)
{
    (void)m_datastore->entities().transaction([&]() -> Status {
        bool isPassed = true;
        const QStringList executions = m_datastore->entities().linkedTo(upload, QStringLiteral("upload"));
        for (const QString &id : executions) {
            TUILERIE_TRY(document, m_datastore->entities().find(EntityKind::CheckExecution, id));
            const QString status = document.value(QLatin1String("status")).toString();
            if (status == CheckStatus::Waiting || status == CheckStatus::Progress)
                return {};
            isPassed = isPassed && status == CheckStatus::Success;
        }
        // Not CHECKING any more: somebody opened or deleted it meanwhile.
        (void)m_datastore->setUploadStatus(upload, {UploadStatus::Checking},
            isPassed ? UploadStatus::Closed : UploadStatus::Unstable, isPassed ? tr("Checks passed") : tr("Checks failed"));
        return {};
    });
}

} // namespace tuilerie
