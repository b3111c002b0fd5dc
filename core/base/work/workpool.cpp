// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/workpool.h"

#include "base/log.h"
#include "base/work/barrier.h"

#include <QDeadlineTimer>
#include <QThread>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tuilerie {

TUILERIE_LOG_ROOM("base")

namespace {

// Enough that a slow disk does not hold up the next click, few enough to be read in a list of threads.
constexpr int quickThreads = 4;
// They wait nearly all of their time, a publication's for hours: nobody else's question may stand behind those.
constexpr int networkThreads = 32;
constexpr int lengthyNiceness = 10;

} // namespace

WorkPool::WorkPool(const char *name, int threads, int niceness)
    : m_name(name)
    , m_niceness(niceness)
{
    m_threads.setMaxThreadCount(threads);
}

WorkPool::~WorkPool()
{
    close();
    join(std::chrono::milliseconds(-1));
}

void WorkPool::start(Task task, AtClose atClose)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing && atClose == AtClose::Drop)
            return;
        m_waiting.push_back({std::move(task), atClose});
    }
    m_threads.start([this] { runNext(); });
}

void WorkPool::runNext()
{
    thread_local bool isNamed = false;
    if (!std::exchange(isNamed, true)) {
        pthread_setname_np(pthread_self(), m_name);
        if (m_niceness > 0)
            setpriority(PRIO_PROCESS, id_t(gettid()), m_niceness);
    }
    Task task;
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.empty())
            return; // what this was started for was dropped
        task = std::move(m_waiting.front().task);
        m_waiting.pop_front();
    }
    // A defect in one piece of work must not end the program.
    if (const Status done = guarded(task); !done)
        qCWarning(roomLog, "work of %s threw: %s", m_name, qUtf8Printable(done.error().detail));
    task = nullptr; // outside of the lock: a task may own anything
    // What was done comes before join(), also for who sees no lock of Qt's (preset tsan).
    const std::lock_guard lock(m_mutex);
}

void WorkPool::close()
{
    std::deque<Waiting> dropped; // goes outside of the lock: a task may own anything
    const std::lock_guard lock(m_mutex);
    m_closing = true;
    const auto kept = std::stable_partition(
        m_waiting.begin(), m_waiting.end(), [](const Waiting &waiting) { return waiting.atClose == AtClose::Run; });
    std::move(kept, m_waiting.end(), std::back_inserter(dropped));
    m_waiting.erase(kept, m_waiting.end());
}

bool WorkPool::join(std::chrono::milliseconds limit)
{
    const bool done = m_threads.waitForDone(int(limit.count()));
    const std::lock_guard lock(m_mutex);
    return done;
}

WorkPool &WorkPool::quick()
{
    static WorkPool pool("tuilerie-quick", quickThreads);
    return pool;
}

WorkPool &WorkPool::lengthy()
{
    static WorkPool pool("tuilerie-long", std::max(2, QThread::idealThreadCount()), lengthyNiceness);
    return pool;
}

WorkPool &WorkPool::network()
{
    static WorkPool pool("tuilerie-net", networkThreads);
    return pool;
}

WorkPool &WorkPool::writer()
{
    static WorkPool pool("tuilerie-write", 1);
    return pool;
}

static std::array<WorkPool *, 4> allPools()
{
    return {&WorkPool::quick(), &WorkPool::lengthy(), &WorkPool::network(), &WorkPool::writer()};
}

void WorkPool::closeAll()
{
    for (WorkPool *pool : allPools())
        pool->close();
}

void WorkPool::endAll(std::chrono::milliseconds limit)
{
    closeAll();
    const QDeadlineTimer deadline(limit);
    if (joinAll(limit) && QThreadPool::globalInstance()->waitForDone(int(deadline.remainingTime())))
        return;
    qCCritical(roomLog, "Work in the background did not end in time; the program ends without it.");
    std::_Exit(EXIT_FAILURE);
}

bool WorkPool::joinAll(std::chrono::milliseconds limit)
{
    QDeadlineTimer deadline(limit);
    bool all = true;
    for (WorkPool *pool : allPools())
        all = pool->join(std::chrono::milliseconds(deadline.remainingTime())) && all;
    return all;
}

} // namespace tuilerie
