// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpworkers.h"

#include "base/log.h"
#include "base/work/barrier.h"

namespace tuilerie {

TUILERIE_LOG_ROOM("server.http")

HttpWorkers::HttpWorkers(int threads, size_t queueLimit)
    : m_threadLimit(size_t(threads))
    , m_queueLimit(queueLimit)
{
}

HttpWorkers::~HttpWorkers()
{
    stop();
}

bool HttpWorkers::run(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_tasks.size() >= m_queueLimit)
            return false;
        m_tasks.push_back(std::move(task));
        if (m_idle < m_tasks.size() && m_threads.size() < m_threadLimit) {
            auto thread = Thread::start([this] { return work(); });
            if (thread) {
                m_threads.push_back(std::move(*thread));
            } else if (m_threads.empty()) {
                // The machine has no more: those there are do the work, and without any it cannot be taken.
                m_tasks.pop_back();
                return false;
            }
        }
    }
    m_wake.notify_one();
    return true;
}

bool HttpWorkers::run(const std::shared_ptr<HttpLane> &lane, Task task)
{
    const std::lock_guard lock(lane->m_mutex); // also while it is handed over: nobody may queue behind what is then refused
    if (lane->m_running >= lane->m_atOnce) {
        if (lane->m_tasks.size() >= lane->m_queueLimit)
            return false;
        lane->m_tasks.push_back(std::move(task));
        return true;
    }
    if (!run([this, lane, task = std::move(task)] { runInLane(lane, task); }))
        return false;
    ++lane->m_running;
    return true;
}

void HttpWorkers::runInLane(const std::shared_ptr<HttpLane> &lane, Task task)
{
    while (true) {
        task();
        const std::lock_guard lock(lane->m_mutex);
        if (lane->m_tasks.empty()) {
            --lane->m_running;
            return;
        }
        task = std::move(lane->m_tasks.front());
        lane->m_tasks.pop_front();
        // Behind what else waits for these threads. Where there is no room for it, or they are stopping, it goes on here.
        if (run([this, lane, task] { runInLane(lane, task); }))
            return;
    }
}

void HttpWorkers::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (Thread &thread : m_threads)
        (void)thread.join();
}

Status HttpWorkers::work()
{
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(m_mutex);
            ++m_idle;
            m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
            --m_idle;
            if (m_tasks.empty())
                return {};
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        if (const Status done = guarded(task); !done)
            qCWarning(roomLog, "a task threw: %s", qUtf8Printable(done.error().detail));
    }
}

} // namespace tuilerie
