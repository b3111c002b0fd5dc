// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progressmeter.h"
#include "generate/vector/featurereader.h"
#include "generate/vector/tilebuilder.h"
#include "pyramid/slabrecord.h"

namespace tuilerie::vector {

/// All that the slabs are made from: the features by place, simplification decided, and which slabs something touches.
/// Immutable once made; share it between threads.
struct VectorPlan
{
    std::unique_ptr<FeatureStore> store;
    std::map<SlabKey, qint64> slabs; ///< with the number of features whose boxes touch them
    qint64 work = 0;                 ///< sum of those numbers
    TileRules rules;
    std::vector<LevelGrid> grids;               ///< by level; unset above the top
    std::vector<std::vector<uint8_t>> minRanks; ///< by level and input: vertices of lower rank are left out
    std::vector<std::vector<bool>> active;      ///< by level and input

    /// Ranks, sorts and stores what was read, and frees the raw store.
    static Result<VectorPlan> make(const VectorProfile &profile, ReadFeatures &read, const QString &folder, int workers,
        uint64_t memoryBytes, ProgressMeter &meter);
    /// Without the slabs: for one tile.
    static VectorPlan rulesOf(const VectorProfile &profile);
};

/// The tiles of a level that a box of the store touches, buffer included, within the matrix.
TileRange tilesOf(const VectorProfile &profile, const VectorPlan &plan, int level, const Box &box);

} // namespace tuilerie::vector
