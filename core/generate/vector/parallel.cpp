// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/parallel.h"

#include <QCoreApplication>

#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace tuilerie::vector {

Status runInParallel(int count, const std::function<Status(int)> &work)
{
    std::mutex mutex;
    std::optional<Error> first;
    const auto run = [&](int i) {
        Status status;
        try {
            status = work(i);
        } catch (const std::bad_alloc &) {
            status = fail(ErrorCode::Io,
                QCoreApplication::translate("tuilerie::VectorPyramid",
                    "There is not enough memory. Give fewer workers or smaller slabs, then resume."));
        } catch (const std::exception &exception) {
            status = fail(ErrorCode::Internal,
                QCoreApplication::translate("tuilerie::VectorPyramid",
                    "The program failed at its own work. Resume, and report it if it happens again."),
                QString::fromLocal8Bit(exception.what()));
        }
        if (status)
            return;
        const std::lock_guard lock(mutex);
        // Those that were told to stop because of the first one say Cancelled.
        if (!first || (first->code == ErrorCode::Cancelled && status.error().code != ErrorCode::Paused))
            first = status.error();
    };
    std::vector<std::thread> threads;
    for (int i = 0; i + 1 < count; ++i)
        threads.emplace_back(run, i);
    if (count > 0)
        run(count - 1);
    for (std::thread &thread : threads)
        thread.join();
    if (first)
        return fail(std::move(*first));
    return {};
}

} // namespace tuilerie::vector
