// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/livejob.h"

namespace tuilerie {

namespace {
constexpr qint64 WriteIntervalMs = 1000;
constexpr int BufferedLines = 500;
// A data set with a million bad tiles must not fill the database.
constexpr int KeptWarnings = 1000;
} // namespace

JobRunner::Live::Live(Job job, std::shared_ptr<JobStore> store, const std::atomic<bool> &isStopping)
    : m_job(std::move(job))
    , m_store(std::move(store))
    , m_isServerStopping(isStopping)
    , m_hasRun(m_job.attempts > 1)
{
    m_sinceWrite.start();
}

JobStep &JobRunner::Live::step(const QString &id)
{
    for (JobStep &step : m_job.steps)
        if (step.id == id)
            return step;
    JobStep fresh;
    fresh.id = id;
    fresh.title = id;
    m_job.steps.push_back(std::move(fresh));
    return m_job.steps.back();
}

void JobRunner::Live::progress(const Progress &progress)
{
    {
        const std::lock_guard lock(m_mutex);
        JobStep &target = step(progress.step.isEmpty() ? m_currentStep : progress.step);
        if (target.state != StepState::Done)
            target.state = StepState::Started;
        target.progress = progress;
    }
    flushWhenDue();
}

void JobRunner::Live::logLevel(const char *level, const QString &line)
{
    const QString stamped = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss,zzz"))
        + QLatin1String(level) + QLatin1String("||") + m_job.kind + QLatin1String("||") + line;
    {
        const std::lock_guard lock(m_mutex);
        m_lines << stamped;
    }
    flushWhenDue();
}

void JobRunner::Live::log(const QString &line)
{
    logLevel("INFO", line);
}

void JobRunner::Live::warning(const QString &sentence)
{
    {
        const std::lock_guard lock(m_mutex);
        QStringList &warnings = step(m_currentStep).warnings;
        // A resumed run meets the same defects again.
        if (warnings.size() < KeptWarnings && !warnings.contains(sentence))
            warnings << sentence;
    }
    logLevel("WARNING", sentence);
}

StopRequest JobRunner::Live::shouldStop() const
{
    const StopRequest asked = m_request.load(std::memory_order_relaxed);
    if (asked == StopRequest::None && m_isServerStopping.load(std::memory_order_relaxed))
        return StopRequest::Pause;
    return asked;
}

void JobRunner::Live::beginStep(const QString &id, const QString &title)
{
    {
        const std::lock_guard lock(m_mutex);
        JobStep &target = step(id);
        target.title = title;
        target.state = StepState::Started;
        m_currentStep = id;
    }
    flush(true);
}

void JobRunner::Live::endStep()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_currentStep.isEmpty())
            step(m_currentStep).state = StepState::Done;
    }
    flush(true);
}

bool JobRunner::Live::isResumed() const
{
    const std::lock_guard lock(m_mutex);
    return m_hasRun || m_job.breakdowns > 0;
}

int JobRunner::Live::noteBreakdown()
{
    int count = 0;
    {
        const std::lock_guard lock(m_mutex);
        count = ++m_job.breakdowns;
    }
    flush(true);
    return count;
}

void JobRunner::Live::request(StopRequest request)
{
    m_request = request;
}

void JobRunner::Live::setState(JobState state)
{
    const std::lock_guard lock(m_mutex);
    m_job.state = state;
}

Job JobRunner::Live::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return m_job;
}

void JobRunner::Live::flushWhenDue()
{
    bool isDue = false;
    {
        const std::lock_guard lock(m_mutex);
        isDue = m_sinceWrite.hasExpired(WriteIntervalMs) || m_lines.size() >= BufferedLines;
        if (isDue)
            m_sinceWrite.restart();
    }
    if (isDue)
        flush(true);
}

void JobRunner::Live::flush(bool withSteps)
{
    // Lines keep their order although two threads may come here at once.
    const std::lock_guard writing(m_writing);
    QStringList lines;
    Job job;
    {
        const std::lock_guard lock(m_mutex);
        lines.swap(m_lines);
        job = m_job;
    }
    if (!m_store->appendLog(job.id, lines)) {
        const std::lock_guard lock(m_mutex);
        m_lines = lines + m_lines;
    }
    if (withSteps)
        (void)m_store->update(job);
}

} // namespace tuilerie
