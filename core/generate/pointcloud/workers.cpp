// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/workers.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

namespace tuilerie::pointcloud {

Status forEach(int workers, qint64 count, const std::function<Status(int, qint64)> &work)
{
    std::atomic<qint64> next{0};
    std::atomic<bool> stopped{false};
    std::mutex mutex;
    Status status;
    const auto run = [&](int worker) {
        for (qint64 i = next++; i < count && !stopped; i = next++) {
            Status done;
            try {
                done = work(worker, i);
            } catch (const std::bad_alloc &) {
                done = fail(ErrorCode::Io,
                    QCoreApplication::translate("tuilerie::PointCloudPyramid",
                        "There is not enough memory. Give the run less (--memory), or close other programs."));
            }
            if (!done) {
                const std::lock_guard lock(mutex);
                // That somebody stopped is what others report after the one that failed.
                if (status || (status.error().code == ErrorCode::Cancelled && done.error().code != ErrorCode::Cancelled))
                    status = done;
                stopped = true;
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < workers && i < count; ++i)
        threads.emplace_back(run, i);
    run(0);
    for (std::thread &thread : threads)
        thread.join();
    return status;
}

int workerCount(int wanted)
{
    return wanted > 0 ? wanted : std::max(1, int(std::thread::hardware_concurrency()));
}

} // namespace tuilerie::pointcloud
