// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>

namespace tuilerie::pointcloud {

/// Calls work(worker, index) for each index from 0 on, `workers` at a time; the first error stops the rest and comes back.
/// An exception for lack of memory is an error too.
Status forEach(int workers, qint64 count, const std::function<Status(int worker, qint64 index)> &work);

/// params.workers, or all cores.
int workerCount(int wanted);

} // namespace tuilerie::pointcloud
