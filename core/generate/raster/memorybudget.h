// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterplan.h"

namespace tuilerie::raster {

/// How the memory of a run is shared out.
struct MemoryBudget
{
    int workers = 1;
    int blockCacheMiB = 64;  ///< GDAL's cache of decoded source blocks, of all workers
    qint64 pendingBytes = 0; ///< images that wait for their parents
    int wantedWorkers = 1;   ///< more than `workers` where memory does not allow for them
    int neededMiB = 0;       ///< for one worker; more than was given where even one does not fit
    int givenMiB = 0;
};

/// From params.workers (0 = all cores) and params.memoryMiB (0 = half of what is free now).
MemoryBudget planMemory(const RasterProfile &profile, const RasterPlan &plan);

} // namespace tuilerie::raster
