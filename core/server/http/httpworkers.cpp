// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/httpworkers.h"

namespace tuilerie {

HttpWorkers::HttpWorkers(int threads, size_t queueLimit)
    : m_threadLimit(size_t(threads))
    , m_queueLimit(queueLimit)
{
}

HttpWorkers::~HttpWorkers()
{
    stop();
}

bool HttpWorkers::run(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || m_tasks.size() >= m_queueLimit)
            return false;
        m_tasks.push_back(std::move(task));
        if (m_idle < m_tasks.size() && m_threads.size() < m_threadLimit)
            m_threads.emplace_back([this] { work(); });
    }
    m_wake.notify_one();
    return true;
}

void HttpWorkers::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void HttpWorkers::work()
{
    while (true) {
        std::function<void()> task;
        {
            std::unique_lock lock(m_mutex);
            ++m_idle;
            m_wake.wait(lock, [this] { return m_stopping || !m_tasks.empty(); });
            --m_idle;
            if (m_tasks.empty())
                return;
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task();
    }
}

} // namespace tuilerie
