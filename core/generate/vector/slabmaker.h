// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/vectorplan.h"

#include <QByteArray>

namespace tuilerie::vector {

/// Makes the tiles of one slab: which features are worth their bodies is decided by headers, then these are read once,
/// simplified, brought to the level's grid, cut and encoded. One per thread.
///
/// Polygons of less than four square units (2 × 2, an eighth of a pixel wide) become a square of that size, but only so many
/// of them that the area shown is that of all: which ones, a hash of their ids decides, so that neighbouring tiles, any
/// number of workers and any later version of the data agree. On a table's last level, all are shown. Lines of less than
/// half a unit go, but on that level.
class SlabMaker
{
public:
    struct Slab
    {
        std::vector<QByteArray> tiles; ///< row-major; empty where there is nothing
        TileRange limits;              ///< of those that are not
        qint64 count = 0;
        qint64 reduced = 0; ///< tiles that met a limit
        qint64 dropped = 0; ///< features left out of them
    };

    /// `bandBytes`: about how much a band of rows of tiles may take at a time.
    SlabMaker(const VectorProfile &profile, const VectorPlan &plan, ProgressMeter &meter, qint64 bandBytes);

    /// `only`: no other tiles of the slab are made; empty = all.
    Result<Slab> make(const SlabKey &key, const TileRange &only = {});

private:
    struct Candidate
    {
        uint32_t importance;
        uint32_t feature; ///< number in the store
        bool operator<(const Candidate &o) const
        {
            return importance != o.importance ? importance > o.importance : feature < o.feature;
        }
    };
    /// Candidates of one tile from one input.
    struct Picks
    {
        std::vector<Candidate> list;
        size_t most = 0;
        qint64 left = 0; ///< how many were pruned
        bool isPruned = false;
        bool hasPoints = false;
    };
    enum class Size { Whole, Square, Nothing };

    void releaseMemory(qint64 used);
    Status gather();
    Status fillBand(int firstRow, int lastRow);
    Size sizeOf(const FeatureHeader &header) const;
    uint32_t importanceOf(const FeatureHeader &header) const;
    void prune(Picks &picks) const;
    void shareOut();
    size_t mostOfTile() const;
    bool accepts(size_t tile, uint16_t input, uint32_t feature) const;
    void take(const FeatureHeader &header, uint32_t number, const FeatureBody &body, int firstRow, int lastRow);
    void distribute(Geometry geometry, TileRange tiles);
    bool cut(Geometry &geometry, const TileRange &tiles) const;
    TileRange localTiles(const Box &box) const;
    Picks &picksOf(size_t tile, uint16_t input) { return m_picks[tile * m_plan.rules.inputs.size() + input]; }

    const VectorProfile &m_profile;
    const VectorPlan &m_plan;
    ProgressMeter &m_meter;
    qint64 m_bandBytes;
    qint64 m_used = 0; ///< bytes, since memory was given back
    PolygonRepairer m_repairer;

    SlabKey m_key;
    LevelGrid m_grid;
    TileRange m_allowed;                  ///< tiles of the slab, in the slab's own numbers
    int64_t m_originX = 0, m_originY = 0; ///< of the slab, in the level's units
    std::vector<Picks> m_picks;
    std::vector<TileBuilder> m_builders;
    std::vector<std::unique_ptr<std::string>> m_attributes; ///< of the band's features
    FeatureHeader m_header;
    uint32_t m_number = 0;
    TileFeature m_feature;
};

} // namespace tuilerie::vector
