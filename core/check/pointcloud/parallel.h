// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace tuilerie {

/// Calls `work(index, worker)` for each index below `count`, on all cores, lowest first. A worker's number is below
/// checkWorkers(). Ends early when one gives false. Nothing that `work` throws may leave it.
inline size_t checkWorkers()
{
    return std::clamp(std::thread::hardware_concurrency(), 1u, 64u);
}

inline void inParallel(size_t count, const std::function<bool(size_t index, int worker)> &work)
{
    std::atomic<size_t> next{0};
    std::atomic<bool> goesOn{true};
    const auto run = [&](int worker) {
        for (size_t i = next++; i < count && goesOn; i = next++) {
            if (!work(i, worker))
                goesOn = false;
        }
    };
    std::vector<std::thread> threads;
    const int others = int(std::min(count, checkWorkers())) - 1;
    for (int i = 0; i < others; ++i)
        threads.emplace_back(run, i + 1);
    run(0);
    for (std::thread &thread : threads)
        thread.join();
}

} // namespace tuilerie
