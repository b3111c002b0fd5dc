// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/thread.h"

#include "base/work/barrier.h"

#include <QCoreApplication>

#include <system_error>
#include <utility>

namespace tuilerie {

Result<Thread> Thread::start(std::function<Status()> body)
{
    try {
        Thread thread;
        thread.m_status = std::make_unique<Status>();
        thread.m_thread = std::thread([status = thread.m_status.get(), body = std::move(body)] { *status = guarded(body); });
        return thread;
    } catch (const std::system_error &exception) {
        return fail(ErrorCode::Busy,
            QCoreApplication::translate("tuilerie::Work",
                "The system gives this program no more threads. Close other programs or give the work fewer workers."),
            QString::fromLocal8Bit(exception.what()));
    } catch (...) {
        return fail(errorOfException());
    }
}

Thread::~Thread()
{
    if (m_thread.joinable())
        m_thread.join();
}

Status Thread::join()
{
    if (m_thread.joinable())
        m_thread.join();
    return m_status ? std::exchange(*m_status, Status()) : Status();
}

} // namespace tuilerie
