// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobrunner.h"

#include "base/work/barrier.h"

namespace tuilerie {

SynchronousRunner::SynchronousRunner(std::shared_ptr<JobStore> store, JobRegistry registry)
    : JobRunner(std::move(store), std::move(registry))
{
}

void SynchronousRunner::wake()
{
    // A job that submits another comes back here: the outer loop takes it.
    if (m_isRunning)
        return;
    m_isRunning = true;
    while (runNext()) {}
    m_isRunning = false;
}

QueueRunner::QueueRunner(std::shared_ptr<JobStore> store, JobRegistry registry, int threads)
    : JobRunner(std::move(store), std::move(registry))
    , m_threadCount(std::max(1, threads))
{
}

QueueRunner::~QueueRunner()
{
    stop();
}

void QueueRunner::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_wakes;
        // Where the system gives fewer threads now, the next job asks for the rest.
        while (int(m_threads.size()) < m_threadCount && !isStopping()) {
            auto thread = Thread::start([this] { return work(); });
            if (!thread)
                break;
            m_threads.push_back(std::move(*thread));
        }
    }
    m_changed.notify_all();
}

Status QueueRunner::work()
{
    quint64 seen = 0;
    std::unique_lock lock(m_mutex);
    while (!isStopping()) {
        seen = m_wakes;
        ++m_busy;
        lock.unlock();
        bool ran = false;
        // What a job throws is that job's error already; a defect of the runner itself must not end its thread.
        const Status passed = guarded([&] { ran = runNext(); });
        lock.lock();
        --m_busy;
        if (ran) {
            // The end of a heavy job lets another heavy one begin, on whichever thread.
            ++m_wakes;
            m_changed.notify_all();
            continue;
        }
        m_changed.notify_all();
        m_changed.wait(lock, [&] { return isStopping() || m_wakes != seen; });
    }
    return {};
}

void QueueRunner::waitForIdle()
{
    for (;;) {
        if (!hasWork()) {
            std::unique_lock lock(m_mutex);
            if (m_busy == 0)
                return;
            m_changed.wait(lock, [&] { return m_busy == 0; });
            continue;
        }
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, std::chrono::milliseconds(20));
    }
}

void QueueRunner::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        JobRunner::stop();
    }
    m_changed.notify_all();
    m_threads.clear();
}

} // namespace tuilerie
