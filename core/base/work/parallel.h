// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <functional>

namespace tuilerie {

/// The one fan of threads. An exception that `work` throws becomes an error of the call (base/work/barrier.h) as if `work`
/// had returned it; after an error no new task begins, and all threads have ended when the call returns. Which error comes
/// back: a failure before a wish to stop (Paused, Cancelled: others say so because of the failure), and among failures the
/// one of the lowest index, however many threads there are. May be called from within a task.

/// How many workers are meant: `wanted`, or all cores when it is 0 or less.
int workerCount(int wanted);

/// Calls work(worker, index) for each index from 0 to count − 1, lowest first, `workers` at a time; worker 0 is the calling
/// thread, and each worker's number is below min(workers, count). When the system gives fewer threads, fewer work.
/// `onFailure` is called once, at the first error, by the thread that met it: to wake those that wait for the failed one.
Status parallel(int workers, qint64 count, const std::function<Status(int worker, qint64 index)> &work,
    const std::function<void()> &onFailure = {});

/// The same, and asks `control` before each task: Paused or Cancelled when it wants to stop.
Status parallel(int workers, qint64 count, const WorkControl &control,
    const std::function<Status(int worker, qint64 index)> &work, const std::function<void()> &onFailure = {});

/// Calls work(worker) for each worker from 0 to workers − 1, all at the same time, each on a thread of its own (0 on the
/// calling one): for loops that hand things to each other. Busy when the system does not give that many threads; those that
/// run are told by `onFailure`.
Status parallelWorkers(
    int workers, const std::function<Status(int worker)> &work, const std::function<void()> &onFailure = {});

} // namespace tuilerie
