// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/delaunay.h"
#include "generate/derive/deriveplan.h"
#include "base/work/tempfile.h"

#include <deque>
#include <span>

namespace tuilerie::derive {

/// The ground points that wait to be triangulated: by tile and, within one, by square bins of about 1,500 points.
/// Coordinates are relative to the tile's south-west corner (origin()). What exceeds the plan's memory goes to the spill
/// file. Any thread.
class PointBins
{
public:
    PointBins(const DerivePlan &plan, TempFile &spill);

    int binsPerSide() const { return m_side; }     ///< of a tile
    double binUnits() const { return m_binUnits; } ///< width of a bin, in units
    int binsX() const { return m_grid.tilesX * m_side; }
    int binsY() const { return m_grid.tilesY * m_side; }
    qint64 originX(int tileColumn) const { return qint64(std::floor(m_west + tileColumn * m_tileUnits)); }
    qint64 originY(int tileRow) const { return qint64(std::floor(m_north - (tileRow + 1) * m_tileUnits)); }
    /// Bins, counted over the whole raster: columns run east, rows south. The bin that holds the place, which may lie
    /// outside.
    qint64 binColumn(double x) const { return qint64(std::floor((x - m_west) / m_binUnits)); }
    qint64 binRow(double y) const { return qint64(std::floor((m_north - y) / m_binUnits)); }

    Status add(std::span<const Sample> samples);
    /// Of tiles that are whole only. Cheap.
    Result<qint64> count(int column, int row);
    /// Appends the bin's points, relative to the given origin.
    Status read(int column, int row, qint64 originX, qint64 originY, std::vector<TinPoint> &points);
    void release(qint64 tile);

private:
    struct Tile
    {
        std::mutex mutex;
        std::vector<std::vector<TinPoint>> blocks;      ///< as they came in
        std::vector<std::pair<qint64, qint64>> spilled; ///< place and number of points, as they came in
        std::atomic<qint64> held{0};                    ///< points in memory
        bool isSorted = false;
        std::vector<TinPoint> points; ///< once sorted: bin by bin; empty when at `sortedAt`
        std::vector<uint32_t> starts; ///< of the bins
        qint64 sortedAt = -1;
    };

    int binOf(const TinPoint &p) const;
    Status sort(Tile &tile);
    Status makeRoom();
    Status spill(Tile &tile);

    const DerivePlan &m_plan;
    const DeriveGrid &m_grid;
    TempFile &m_spill;
    double m_west, m_north, m_tileUnits, m_binUnits;
    int m_side = 1;
    std::deque<Tile> m_tiles;
    std::atomic<qint64> m_held{0}; ///< points
    std::mutex m_roomMutex;
};

} // namespace tuilerie::derive
