// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/cellplan.h"
#include "generate/pointcloud/pointset.h"
#include "generate/pointcloud/recordconverter.h"
#include "base/work/progressmeter.h"

namespace tuilerie::pointcloud {

/// Brings points from files and from the spill into memory, with their keys. All workers decode chunks of the same cell, so
/// that memory holds one cell however many they are. One caller at a time.
class CellLoader
{
public:
    CellLoader(const CloudScan &scan, const OctreeCube &cube, const std::vector<HomeColumn> &homes, int workers,
        ProgressMeter &meter);

    Result<std::unique_ptr<PointSet>> load(const Cell &cell, const Spill *spill);
    /// Puts the points of these files into the buckets of the columns of `level`.
    Status spill(const std::vector<int> &inputs, int level, Spill &spill);
    /// A file with a point outside the box of its header, found by load() or spill(), which then have failed; −1 = none.
    int misplaced() const { return m_misplaced; }

private:
    struct Task
    {
        int input;
        const LasFile *file;
        const RecordConverter *converter;
        LasChunk chunk;
        qint64 first; ///< place of its first point
    };
    struct Worker
    {
        LasLayout layout;
        std::unique_ptr<ChunkDecoder> decoder;
        std::vector<char> raw, records;
        std::vector<quint64> keys;
    };
    using Sink = std::function<Status(int worker, const Task &task)>;

    Status forChunks(const std::vector<int> &inputs, const Sink &sink);
    /// Into `records` in the pyramid's layout, and their keys.
    Status decode(Worker &worker, const Task &task, char *records, quint64 *keys);

    const CloudScan &m_scan;
    const OctreeCube &m_cube;
    const std::vector<HomeColumn> &m_homes;
    int m_workers;
    ProgressMeter &m_meter;
    std::vector<Worker> m_state;
    std::atomic<int> m_misplaced{-1};
};

} // namespace tuilerie::pointcloud
