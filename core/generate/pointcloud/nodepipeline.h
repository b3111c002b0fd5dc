// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/octreebuilder.h"
#include "base/work/progressmeter.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace tuilerie::pointcloud {

/// Encodes finished nodes with all workers and hands them to the sink in their order, whoever is done first. No more than
/// some nodes for each worker wait. One caller at a time.
class NodePipeline
{
public:
    static Result<std::unique_ptr<NodePipeline>> create(
        NodeSink &sink, const LasLayout &layout, int workers, ProgressMeter &meter);
    /// Empties the nodes.
    Status write(const PointView &view, std::vector<TreeNode> nodes);

private:
    NodePipeline(NodeSink &sink, int workers, ProgressMeter &meter)
        : m_sink(sink)
        , m_workers(workers)
        , m_meter(meter)
    {
    }
    Status encode(int worker, const PointView &view, TreeNode &node, EncodedNode &encoded);

    NodeSink &m_sink;
    int m_workers;
    ProgressMeter &m_meter;
    std::vector<std::unique_ptr<NodeEncoder>> m_encoders;
    std::vector<std::vector<const char *>> m_records;
};

} // namespace tuilerie::pointcloud
