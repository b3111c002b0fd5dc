// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThreadPool>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>

namespace tuilerie {

/// A bounded set of threads with a name, for what a window or a client does aside. Never QThreadPool::globalInstance(): Qt
/// paints large areas through that one and QGIS draws layers in it, so that work of ours in it would hold up every widget.
/// The threads bear the pool's name (in `top -H` and in debuggers). Any thread; tasks catch what they throw.
class WorkPool
{
public:
    using Task = std::function<void()>;
    enum class AtClose {
        Drop, ///< one that has not begun is dropped when the pool closes
        Run   ///< it is carried out all the same: what must be written or told before the program ends
    };

    /// `niceness` is added to the threads' and to that of threads which they start: what takes long leaves the cores to the
    /// window.
    WorkPool(const char *name, int threads, int niceness = 0);
    ~WorkPool(); ///< close() and join() without a limit

    void start(Task task, AtClose atClose = AtClose::Drop);
    int maxThreads() const { return m_threads.maxThreadCount(); }

    /// No task begins any more but those of AtClose::Run. Those that run ask isClosing() and stop soon.
    void close();
    bool isClosing() const { return m_closing; }
    /// Waits until nothing runs and nothing waits; false when that takes longer.
    bool join(std::chrono::milliseconds limit);

    // The pools of this program.
    static WorkPool &quick();   ///< what somebody looks at and waits for: opening, samples, rows of a table
    static WorkPool &lengthy(); ///< checks, estimates, overviews, repairs; niced
    static WorkPool &network(); ///< what waits for servers
    static WorkPool &writer();  ///< one thread: files of the profile, in the order in which they were asked for
    static void closeAll();
    /// Joins all four after closeAll(); false when `limit` for all together was not enough.
    static bool joinAll(std::chrono::milliseconds limit);
    /// The last thing that main() does while its application object still lives: closes and joins all four, and Qt's own
    /// pool. Work that has not ended by then, though it was told to stop, hangs in a read, of a network drive for instance;
    /// nothing may be taken down below it, so the program ends here, with a message.
    static void endAll(std::chrono::milliseconds limit = std::chrono::seconds(20));

private:
    struct Waiting
    {
        Task task;
        AtClose atClose;
    };
    void runNext();

    const char *const m_name;
    const int m_niceness;
    std::mutex m_mutex;
    std::deque<Waiting> m_waiting;
    std::atomic_bool m_closing = false;
    QThreadPool m_threads;
};

} // namespace tuilerie
