// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tuilerie {

/// Threads for the handlers that may wait, so that the network threads never do. Tasks run in order of arrival. A thread is
/// started when a task finds none idle, up to `threads`.
class HttpWorkers
{
public:
    HttpWorkers(int threads, size_t queueLimit);
    ~HttpWorkers(); ///< runs what waits to its end
    /// False when the queue is full or the workers are stopping: the task was not taken.
    bool run(std::function<void()> task);
    void stop();

private:
    void work();

    size_t m_threadLimit;
    size_t m_idle = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    size_t m_queueLimit;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace tuilerie
