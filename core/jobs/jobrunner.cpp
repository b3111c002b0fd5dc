// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobrunner.h"

#include "base/work/barrier.h"
#include "jobs/livejob.h"

#include <QCoreApplication>
#include <QUuid>

namespace tuilerie {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::JobRunner", text);
}
} // namespace

void JobRegistry::add(const QString &kind, JobFunction function, bool isHeavy)
{
    m_functions[kind] = std::move(function);
    if (isHeavy)
        m_heavyKinds << kind;
}

JobFunction JobRegistry::find(const QString &kind) const
{
    const auto it = m_functions.find(kind);
    return it == m_functions.end() ? JobFunction() : it->second;
}

JobRunner::JobRunner(std::shared_ptr<JobStore> store, JobRegistry registry)
    : m_store(std::move(store))
    , m_registry(std::move(registry))
{
}

JobRunner::~JobRunner() = default;

void JobRunner::setListener(Listener listener)
{
    m_listener = std::move(listener);
}

void JobRunner::notify(const Job &job)
{
    if (m_listener)
        m_listener(job);
}

bool JobRunner::isStopping() const
{
    return m_isStopping;
}

Status JobRunner::start()
{
    TUILERIE_TRY(left, m_store->recover());
    // Who listens must hear of a cancel or a pause that the process died in, or would wait for it for ever.
    for (const Job &job : left)
        notify(job);
    wake();
    return {};
}

Result<QString> JobRunner::submit(Job job)
{
    if (!m_registry.find(job.kind))
        return fail(ErrorCode::Unsupported, tr("This program knows no work of the kind “%1”.").arg(job.kind));
    if (job.id.isEmpty())
        job.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    job.state = JobState::Waiting;
    job.created = QDateTime::currentDateTimeUtc();
    TUILERIE_CHECK(m_store->insert(job));
    wake();
    return job.id;
}

Status JobRunner::pause(const QString &id)
{
    Job job;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_live.find(id); it != m_live.end()) {
            job = it->second->snapshot();
            if (job.state != JobState::Running && job.state != JobState::Pausing)
                return fail(ErrorCode::Conflict, tr("The job is being cancelled: it cannot be paused any more."));
            it->second->setState(JobState::Pausing);
            it->second->request(StopRequest::Pause);
            job.state = JobState::Pausing;
        } else {
            TUILERIE_TRY(stored, m_store->job(id));
            if (stored.state == JobState::Paused)
                return {};
            if (stored.state != JobState::Waiting)
                return fail(ErrorCode::Conflict, tr("The job has finished: there is nothing to pause."));
            job = stored;
            job.state = JobState::Paused;
        }
        TUILERIE_CHECK(m_store->update(job));
    }
    m_changed.notify_all();
    notify(job);
    return {};
}

Status JobRunner::resume(const QString &id)
{
    Job job;
    {
        const std::lock_guard lock(m_mutex);
        if (m_live.contains(id))
            return fail(ErrorCode::Conflict, tr("The job is still running. Wait until it has paused."));
        TUILERIE_TRY(stored, m_store->job(id));
        if (stored.state == JobState::Waiting)
            return {};
        if (stored.state != JobState::Paused && stored.state != JobState::Failed)
            return fail(ErrorCode::Conflict, tr("Only a paused or failed job can be resumed."));
        job = stored;
        job.state = JobState::Waiting;
        job.finished = {};
        job.breakdowns = 0;
        job.deaths = 0;
        TUILERIE_CHECK(m_store->update(job));
    }
    notify(job);
    wake();
    return {};
}

Status JobRunner::cancel(const QString &id)
{
    Job job;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_live.find(id); it != m_live.end()) {
            it->second->setState(JobState::Cancelling);
            it->second->request(StopRequest::Cancel);
            job = it->second->snapshot();
        } else {
            TUILERIE_TRY(stored, m_store->job(id));
            if (isFinished(stored.state))
                return fail(ErrorCode::Conflict, tr("The job has finished: there is nothing to cancel."));
            job = stored;
            job.state = JobState::Cancelled;
            job.finished = QDateTime::currentDateTimeUtc();
        }
        TUILERIE_CHECK(m_store->update(job));
    }
    m_changed.notify_all();
    notify(job);
    return {};
}

Result<Job> JobRunner::job(const QString &id) const
{
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_live.find(id); it != m_live.end())
            return it->second->snapshot();
    }
    return m_store->job(id);
}

Result<std::vector<Job>> JobRunner::jobs() const
{
    TUILERIE_TRY(all, m_store->jobs());
    const std::lock_guard lock(m_mutex);
    for (Job &job : all)
        if (const auto it = m_live.find(job.id); it != m_live.end())
            job = it->second->snapshot();
    return all;
}

Result<QStringList> JobRunner::log(const QString &id, qint64 offset, qint64 limit) const
{
    std::shared_ptr<Live> live;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_live.find(id); it != m_live.end())
            live = it->second;
    }
    if (live)
        live->flush(false);
    return m_store->log(id, offset, limit);
}

Result<qint64> JobRunner::logSize(const QString &id) const
{
    return m_store->logSize(id);
}

Status JobRunner::remove(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    TUILERIE_TRY(stored, m_store->job(id));
    if (m_live.contains(id) || !isFinished(stored.state))
        return fail(ErrorCode::Conflict, tr("The job has not finished. Cancel it first."));
    return m_store->remove(id);
}

void JobRunner::stop()
{
    m_isStopping = true;
}

bool JobRunner::hasWork() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_live.empty())
        return true;
    const auto next = m_store->nextWaiting({});
    return next && next->has_value();
}

std::shared_ptr<JobRunner::Live> JobRunner::claim()
{
    const std::lock_guard lock(m_mutex);
    QStringList excluded;
    for (const auto &[id, live] : m_live)
        if (m_registry.heavyKinds().contains(live->snapshot().kind))
            excluded = m_registry.heavyKinds();
    const auto next = m_store->nextWaiting(excluded);
    if (!next || !*next)
        return {};
    Job job = **next;
    job.state = JobState::Running;
    ++job.attempts;
    job.error = {};
    job.started = QDateTime::currentDateTimeUtc();
    if (!m_store->update(job))
        return {};
    auto live = std::make_shared<Live>(job, m_store, m_isStopping);
    m_live[job.id] = live;
    return live;
}

bool JobRunner::runNext()
{
    if (m_isStopping)
        return false;
    const std::shared_ptr<Live> live = claim();
    if (!live)
        return false;
    const Job job = live->snapshot();
    notify(job);
    Result<QJsonObject> outcome =
        fail(ErrorCode::Unsupported, tr("This program knows no work of the kind “%1”.").arg(job.kind));
    // A defect in one job's code must not take the others and the server with it.
    if (const JobFunction function = m_registry.find(job.kind))
        outcome = guarded([&] { return function(job.params, *live); });
    finish(live, std::move(outcome));
    return true;
}

void JobRunner::finish(const std::shared_ptr<Live> &live, Result<QJsonObject> outcome)
{
    if (!outcome && outcome.error().code != ErrorCode::Paused && outcome.error().code != ErrorCode::Cancelled) {
        live->logLevel("ERROR", outcome.error().message);
        if (!outcome.error().detail.isEmpty())
            live->logLevel("ERROR", outcome.error().detail);
    }
    live->flush(true);
    Job job;
    {
        const std::lock_guard lock(m_mutex);
        job = live->snapshot();
        if (outcome) {
            job.state = JobState::Succeeded;
            job.result = *outcome;
        } else if (job.state == JobState::Cancelling || outcome.error().code == ErrorCode::Cancelled) {
            job.state = JobState::Cancelled;
        } else if (outcome.error().code == ErrorCode::Paused) {
            // A stop of the whole server is nobody's pause: the job goes on at the next start.
            job.state = m_isStopping && job.state == JobState::Running ? JobState::Waiting : JobState::Paused;
        } else {
            job.state = JobState::Failed;
            job.error = outcome.error();
        }
        if (isFinished(job.state))
            job.finished = QDateTime::currentDateTimeUtc();
        for (JobStep &step : job.steps) {
            if (step.state == StepState::Started && job.state == JobState::Succeeded)
                step.state = StepState::Done;
            if (step.state == StepState::Started && job.state == JobState::Cancelled)
                step.state = StepState::Cancelled;
        }
        (void)m_store->update(job);
        m_live.erase(job.id);
    }
    m_changed.notify_all();
    notify(job);
}

} // namespace tuilerie
