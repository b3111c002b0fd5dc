// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/thread.h"
#include "server/http/httplane.h"

#include <condition_variable>
#include <memory>
#include <vector>

namespace tuilerie {

/// Threads for the handlers that may wait, so that the network threads never do. Tasks run in order of arrival, those of a
/// lane in the lane's order. A thread is started when a task finds none idle, up to `threads`. Tasks throw nothing.
class HttpWorkers
{
public:
    using Task = std::function<void()>;

    HttpWorkers(int threads, size_t queueLimit);
    ~HttpWorkers(); ///< runs what waits to its end
    /// False when the queue is full or the workers are stopping: the task was not taken.
    bool run(Task task);
    /// The same within a lane: false when the lane's queue or these workers' is full.
    bool run(const std::shared_ptr<HttpLane> &lane, Task task);
    void stop();

private:
    Status work();
    void runInLane(const std::shared_ptr<HttpLane> &lane, Task task);

    size_t m_threadLimit;
    size_t m_idle = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Task> m_tasks;
    size_t m_queueLimit;
    bool m_stopping = false;
    std::vector<Thread> m_threads;
};

} // namespace tuilerie
