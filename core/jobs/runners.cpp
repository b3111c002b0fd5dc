// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/jobrunner.h"

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
        if (m_threads.empty() && !isStopping())
            for (int i = 0; i < m_threadCount; ++i)
                m_threads.emplace_back([this] { work(); });
    }
    m_changed.notify_all();
}

void QueueRunner::work()
{
    quint64 seen = 0;
    std::unique_lock lock(m_mutex);
    while (!isStopping()) {
        seen = m_wakes;
        ++m_busy;
        lock.unlock();
        const bool ran = runNext();
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
    for (std::thread &thread : m_threads)
        if (thread.joinable())
            thread.join();
    m_threads.clear();
}

} // namespace tuilerie
