// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/deriveplan.h"
#include "source/pointcloud/lasfile.h"

namespace tuilerie::derive {

/// What was met while reading.
struct ScanCounts
{
    qint64 points = 0;
    qint64 used = 0;
    std::array<qint64, 256> classes{};
    void add(const ScanCounts &other);
};

/// A thread's own.
struct ScanWorker
{
    LasLayout layout;
    std::unique_ptr<ChunkDecoder> decoder;
    std::vector<char> records;
    std::vector<Sample> samples;
    ScanCounts counts;
};

/// An open file, whose chunks become samples of the plan's product.
class PointScan
{
public:
    static Result<std::unique_ptr<PointScan>> open(const DerivePlan &plan, int file);
    int file() const { return m_index; }
    size_t chunks() const { return m_file->chunks().size(); }
    /// Fills worker.samples and adds to worker.counts. Different chunks on different threads at once. Conflict when a point
    /// lies outside the extent that the plan has of its file.
    Status read(size_t chunk, ScanWorker &worker) const;

private:
    PointScan(const DerivePlan &plan, int file)
        : m_plan(plan)
        , m_index(file)
    {
    }

    const DerivePlan &m_plan;
    int m_index;
    std::shared_ptr<const LasFile> m_file;
};

} // namespace tuilerie::derive
