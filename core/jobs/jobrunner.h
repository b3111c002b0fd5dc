// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/thread.h"
#include "jobs/jobstore.h"

#include <condition_variable>
#include <map>

namespace tuilerie {

/// The kinds of jobs that a runner knows.
class JobRegistry
{
public:
    /// Of the heavy kinds only one job runs at a time: it uses all cores by itself.
    void add(const QString &kind, JobFunction function, bool isHeavy = false);
    JobFunction find(const QString &kind) const; ///< empty when there is none
    const QStringList &heavyKinds() const { return m_heavyKinds; }

private:
    std::map<QString, JobFunction> m_functions;
    QStringList m_heavyKinds;
};

/// Runs the jobs of a store. What it promises (and tests/core/jobs proves for every runner): states only move as the words
/// say; a job that was running when the process died runs again with isResumed(); pause keeps what is done, resume goes on,
/// also for a failed job; cancel ends it for good. All members are thread-safe.
class JobRunner
{
public:
    /// Called after each change of a job's state is on disk, on the thread that made it, no lock held.
    using Listener = std::function<void(const Job &job)>;

    virtual ~JobRunner();
    JobRunner(const JobRunner &) = delete;
    JobRunner &operator=(const JobRunner &) = delete;

    void setListener(Listener listener); ///< before start()
    /// Takes up what an earlier process left and begins to run.
    Status start();
    /// Stores the job as waiting. An empty id gets a new UUID. Gives the id back.
    Result<QString> submit(Job job);
    Status pause(const QString &id);  ///< Conflict unless waiting or running
    Status resume(const QString &id); ///< Conflict unless paused or failed
    Status cancel(const QString &id); ///< Conflict when it has finished
    /// With the progress of this moment where it runs.
    Result<Job> job(const QString &id) const;
    Result<std::vector<Job>> jobs() const;
    Result<QStringList> log(const QString &id, qint64 offset, qint64 limit) const;
    Result<qint64> logSize(const QString &id) const;
    Status remove(const QString &id); ///< Conflict unless finished
    /// Blocks until nothing waits or runs.
    virtual void waitForIdle() = 0;
    /// Asks running jobs to pause and waits for them; they go on at the next start(). Nothing new begins.
    virtual void stop();
    bool hasWork() const; ///< something waits or runs

protected:
    class Live;
    JobRunner(std::shared_ptr<JobStore> store, JobRegistry registry);
    virtual void wake() = 0; ///< a job is waiting
    /// Takes the next waiting job and runs it to its end on this thread. False when there is none to take.
    bool runNext();
    bool isStopping() const;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;

private:
    std::shared_ptr<Live> claim();
    void finish(const std::shared_ptr<Live> &live, Result<QJsonObject> outcome);
    void notify(const Job &job);

    std::shared_ptr<JobStore> m_store;
    JobRegistry m_registry;
    Listener m_listener;
    std::map<QString, std::shared_ptr<Live>> m_live;
    std::atomic<bool> m_isStopping{false};
};

/// Runs each job inside submit(), resume() or start(): for tests and for one-shot commands.
class SynchronousRunner final : public JobRunner
{
public:
    SynchronousRunner(std::shared_ptr<JobStore> store, JobRegistry registry);
    void waitForIdle() override {}

private:
    void wake() override;
    bool m_isRunning = false;
};

/// Worker threads in this process: the server's runner.
class QueueRunner final : public JobRunner
{
public:
    QueueRunner(std::shared_ptr<JobStore> store, JobRegistry registry, int threads = 3);
    ~QueueRunner() override;
    void waitForIdle() override;
    void stop() override;

private:
    void wake() override;
    Status work();
    std::vector<Thread> m_threads;
    int m_threadCount;
    int m_busy = 0;
    quint64 m_wakes = 0;
};

} // namespace tuilerie
