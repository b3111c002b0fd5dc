// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/pointstatistics.h"
#include "source/pointcloud/lazcodec.h"

#include <span>
#include <vector>

namespace tuilerie::pointcloud {

struct EncodedNode
{
    QByteArray chunk;
    quint64 points = 0;
    PointStatistics statistics; ///< what the pyramid's grow by: of its points, or, of nodes that are copied, of several's
};

/// Makes the LAZ chunk of a node's points, PDRF 6, 7 or 8: sorted by GPS time, return number and their bytes, which
/// compresses a third better than Morton order. Points without a time of their own, of which many share one, go in Morton
/// order. The same points in any order give the same bytes. One per thread.
class NodeEncoder
{
public:
    static Result<std::unique_ptr<NodeEncoder>> create(const LasLayout &layout);
    /// At least one record.
    Result<EncodedNode> encode(std::span<const char *const> records);

private:
    explicit NodeEncoder(const LasLayout &layout, std::unique_ptr<ChunkEncoder> encoder);
    void sort(std::span<const char *const> records);

    struct Timed
    {
        quint64 time;
        const char *record;
    };
    int m_pointFormat = 6;
    int m_recordLength = 30;
    std::unique_ptr<ChunkEncoder> m_encoder;
    std::vector<Timed> m_timed, m_other;
    std::vector<const char *> m_sorted;
};

} // namespace tuilerie::pointcloud
