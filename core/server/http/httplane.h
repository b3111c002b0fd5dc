// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace tuilerie {

/// A bounded queue for work that waits for one and the same thing: a storage, another process, the opening of a file. At
/// most `atOnce` of its tasks run at a time, the others wait in order without a thread of their own, and what is beyond
/// `queueLimit` is refused. So whoever is slow keeps some threads at most, and never those that others need. Shared by the
/// requests that use it, and by the server that runs them; thread-safe.
class HttpLane
{
public:
    enum class Threads {
        Working, ///< the workers': for what computes, or waits for this machine's disk
        Waiting  ///< threads of which there are many: for what waits for somebody else
    };
    HttpLane(Threads threads, size_t atOnce, size_t queueLimit)
        : m_threads(threads)
        , m_atOnce(atOnce)
        , m_queueLimit(queueLimit)
    {
    }
    Threads threads() const { return m_threads; }

private:
    friend class HttpWorkers;
    const Threads m_threads;
    const size_t m_atOnce;
    const size_t m_queueLimit;
    std::mutex m_mutex;
    size_t m_running = 0;
    std::deque<std::function<void()>> m_tasks;
};

} // namespace tuilerie
