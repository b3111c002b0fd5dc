// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <memory>
#include <thread>

namespace tuilerie {

/// A thread of this program: what it throws ends neither the process nor anything else, but is the error of join(). For
/// workers that live long (a queue's, a pool's); what is done once for each of many things takes parallel(). Movable; the
/// owner joins it, at the latest in the destructor.
class Thread
{
public:
    /// Busy when the system gives no more threads.
    static Result<Thread> start(std::function<Status()> body);
    Thread(Thread &&) noexcept = default;
    Thread &operator=(Thread &&) = delete;
    ~Thread();

    /// Waits for its end; the body's status, or the error of what it threw. Once.
    Status join();

private:
    Thread() = default;
    std::unique_ptr<Status> m_status;
    std::thread m_thread;
};

} // namespace tuilerie
