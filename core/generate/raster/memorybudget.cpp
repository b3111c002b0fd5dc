// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/memorybudget.h"

#include "base/work/memory.h"
#include "base/work/parallel.h"

#include <algorithm>

namespace tuilerie::raster {

namespace {

constexpr qint64 mebi = 1024 * 1024;
constexpr qint64 leastCache = 32 * mebi;

} // namespace

MemoryBudget planMemory(const RasterProfile &profile, const RasterPlan &plan)
{
    MemoryBudget budget;
    budget.wantedWorkers = workerCount(profile.params.workers);
    budget.givenMiB = int(memoryGiven(profile.params.memoryMiB) / mebi);

    // The largest image of a slab: smaller than a whole one where the data cover less.
    qint64 slab = 0;
    for (const SlabNode &node : plan.nodes()) {
        const PixelRect rect = plan.touchedRect(node);
        slab = std::max(slab, rect.width() * rect.height() * qint64(profile.render.layout.pixelBytes() + 1));
    }
    // A worker holds the slab's image, its encoded tiles and the file put together (each at most as large as the pixels for
    // compressed formats, a third of it in practice), what it hands up, and the source window of a block in floats.
    const bool compressed = profile.format.compression != TileCompression::Raw;
    const qint64 window = 48 * mebi;
    const qint64 perWorker = slab + (compressed ? slab : 2 * slab) + slab / 4 + window;
    const qint64 base = 64 * mebi;
    const qint64 given = budget.givenMiB * mebi;
    // Children of one slab must be able to wait: four quarters.
    const qint64 pendingLeast = slab + slab / 4;
    // GDAL's cache must hold the source blocks that neighbouring blocks of ours share: for files in strips, a band of them
    // as high as a block is. More gains nothing, and it must leave room for one worker.
    const qint64 spare = given - base - pendingLeast - perWorker;
    const qint64 cache = std::clamp<qint64>(std::min(given / 4, spare), leastCache, 96 * mebi * budget.wantedWorkers);
    const qint64 fixed = base + cache + pendingLeast;
    const qint64 fitting = (given - fixed) / perWorker;
    budget.workers = int(std::clamp<qint64>(fitting, 1, budget.wantedWorkers));
    budget.neededMiB = int((base + leastCache + pendingLeast + perWorker) / mebi) + 1;
    budget.blockCacheMiB = int(cache / mebi);
    budget.pendingBytes = std::max<qint64>(pendingLeast, given - base - cache - budget.workers * perWorker);
    return budget;
}

} // namespace tuilerie::raster
