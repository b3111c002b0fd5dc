// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/journal.h"
#include "generate/vector/vectorplan.h"
#include "pyramid/pyramidstorage.h"

namespace tuilerie::vector {

using raster::SlabRecord;

/// What a slab's tiles lost, in the journal's record: a vector slab has no mask, so the mask's number holds it. Each up to
/// 2³².
void setLosses(SlabRecord &record, qint64 reducedTiles, qint64 droppedFeatures);
std::pair<qint64, qint64> lossesOf(const SlabRecord &record);

/// The descriptor's levels (docs/rok4.md §3): limits of what there is, storage, and the tables with their attributes.
std::vector<PyramidLevel> describedLevels(const VectorProfile &profile, const PyramidStorage &storage,
    const std::vector<SlabRecord> &records, const std::vector<qint64> &inputCounts,
    const std::vector<std::vector<AttributeStatistics>> &statistics);

/// List file, then descriptor: with it, the pyramid is whole.
Status writeDescription(const VectorProfile &profile, PyramidStorage &storage, const std::vector<SlabRecord> &records,
    std::vector<PyramidLevel> levels);

} // namespace tuilerie::vector
