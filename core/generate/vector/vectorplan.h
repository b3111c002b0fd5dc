// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progressmeter.h"
#include "generate/vector/featurereader.h"
#include "generate/vector/tilebuilder.h"
#include "pyramid/slabrecord.h"

namespace tuilerie::vector {

/// What decides a slab's bytes under one setting (VectorProfile::setting()): which features touch it, and all that is known
/// of each. Features stand in a tile in the order of the sources, which is that of their ids; where it is not, their places
/// count as well.
struct SlabInput
{
    qint64 features = 0;        ///< whose boxes touch it
    uint64_t low = 0, high = 0; ///< sum of the features' XXH3, 128 bits

    void add(const SlabInput &more)
    {
        features += more.features;
        low += more.low;
        high += more.high + (low < more.low ? 1 : 0);
    }
    bool operator==(const SlabInput &) const = default;
};

/// All that the slabs are made from: the features by place, simplification decided, and which slabs something touches.
/// Immutable once made; share it between threads.
struct VectorPlan
{
    std::unique_ptr<FeatureStore> store;
    std::map<SlabKey, SlabInput> slabs;
    qint64 work = 0;                ///< sum of their features
    std::vector<uint64_t> contents; ///< a hash of each feature as it was read, ascending
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
