// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/jobrunner.h"

#include <QElapsedTimer>

namespace tuilerie {

/// A job while it runs: what its function sees. Keeps progress in memory and writes it to the store at most once a second.
/// Private to the jobs room.
class JobRunner::Live final : public JobControl
{
public:
    Live(Job job, std::shared_ptr<JobStore> store, const std::atomic<bool> &isStopping);

    void progress(const Progress &progress) override;
    void log(const QString &line) override;
    void warning(const QString &sentence) override;
    StopRequest shouldStop() const override;
    void beginStep(const QString &id, const QString &title) override;
    void endStep() override;
    bool isResumed() const override;
    int noteBreakdown() override;

    void request(StopRequest request);
    void setState(JobState state);
    Job snapshot() const;
    /// Writes what is still in memory. Losing it is no failure of the job: the next write tries again.
    void flush(bool withSteps);
    void logLevel(const char *level, const QString &line);

private:
    JobStep &step(const QString &id);
    void flushWhenDue();

    mutable std::mutex m_mutex;
    std::mutex m_writing;
    Job m_job;
    std::shared_ptr<JobStore> m_store;
    const std::atomic<bool> &m_isServerStopping;
    const bool m_hasRun; ///< before
    std::atomic<StopRequest> m_request{StopRequest::None};
    QStringList m_lines;
    QString m_currentStep;
    QElapsedTimer m_sinceWrite;
};

} // namespace tuilerie
