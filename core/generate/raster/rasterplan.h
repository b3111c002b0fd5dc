// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/levelreduction.h"
#include "generate/raster/rasterprofile.h"
#include "pyramid/slabrecord.h"

#include <functional>
#include <map>

namespace tuilerie::raster {

/// One slab to make: from the sources at the bottom level, from other slabs above.
struct SlabNode
{
    SlabKey key;
    std::vector<bool> touched; ///< tiles that a source may touch, row-major
    qint64 touchedCount = 0;
    std::vector<int> children; ///< indexes of nodes that this one is made from
    std::vector<int> parents;  ///< indexes of nodes that are made from this one
};

/// What is to be made: the slabs of all levels and which is made from which. Slabs that no source touches are not in it.
/// Immutable; share it between threads.
class RasterPlan
{
public:
    /// NotFound-like errors: Invalid when no source lies within the grid.
    static Result<RasterPlan> make(const RasterProfile &profile, WorkControl &control);

    /// Every level is made for itself, nothing is reduced. `touches` is called once and calls what it is given for the tiles
    /// of each level that hold something. Invalid when there are none.
    using Touch = std::function<void(int level, const TileRange &range)>;
    static Result<RasterPlan> drawn(
        const RasterProfile &profile, const std::function<Status(const Touch &touch)> &touches, int blockTiles);

    const std::vector<SlabNode> &nodes() const { return m_nodes; } ///< in the order of SlabKey
    /// Bottom-level nodes, depth first.
    const std::vector<int> &baseNodes() const { return m_base; }
    int nodeOf(const SlabKey &key) const; ///< −1 when there is none
    /// How this level is made from the one that it is made from (reductionSource). Not for the bottom level.
    const LevelReduction &reduction(int level) const { return m_reductions[size_t(level)]; }
    int reductionSource(int level) const { return m_sources[size_t(level)]; }
    qint64 tileCount() const { return m_tileCount; } ///< touched tiles of all levels
    qint64 tileCount(int level) const;

    /// Pixels of a slab's touched tiles: their bounding rectangle.
    PixelRect touchedRect(const SlabNode &node) const;
    PixelRect tileRect(int level, qint64 col, qint64 row) const;
    int slabWidth() const { return m_slabWidth; }
    int slabHeight() const { return m_slabHeight; }
    int blockTiles() const { return m_blockTiles; } ///< that are rendered at once, each way

private:
    Status touchBase(const RasterProfile &profile, WorkControl &control);
    void touchRange(int level, const TileRange &range);
    void touchTile(int level, qint64 col, qint64 row);
    void deriveMeanLevels(const RasterProfile &profile);
    void deriveNearestLevels(const RasterProfile &profile);
    void number();

    int m_slabWidth = 16;
    int m_slabHeight = 16;
    int m_blockTiles = 4; ///< 1024² pixels and their window stay in the processor's cache, more or less
    std::vector<TileMatrix> m_matrices;
    std::map<SlabKey, SlabNode> m_building;
    std::vector<SlabNode> m_nodes;
    std::vector<int> m_base;
    std::vector<LevelReduction> m_reductions;
    std::vector<int> m_sources;
    qint64 m_tileCount = 0;
};

} // namespace tuilerie::raster
