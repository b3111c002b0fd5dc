// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/nodepipeline.h"

#include "base/work/parallel.h"

namespace tuilerie::pointcloud {

Result<std::unique_ptr<NodePipeline>> NodePipeline::create(
    NodeSink &sink, const LasLayout &layout, int workers, ProgressMeter &meter)
{
    std::unique_ptr<NodePipeline> pipeline(new NodePipeline(sink, workers, meter));
    pipeline->m_records.resize(size_t(workers));
    for (int i = 0; i < workers; ++i) {
        TUILERIE_TRY(encoder, NodeEncoder::create(layout));
        pipeline->m_encoders.push_back(std::move(encoder));
    }
    return pipeline;
}

Status NodePipeline::encode(int worker, const PointView &view, TreeNode &node, EncodedNode &encoded)
{
    if (!node.points.empty()) {
        std::vector<const char *> &records = m_records[size_t(worker)];
        records.resize(node.points.size());
        for (size_t i = 0; i < node.points.size(); ++i)
            records[i] = view.record(node.points[i]);
        TUILERIE_TRY(made, m_encoders[size_t(worker)]->encode(records));
        encoded = std::move(made);
    }
    std::vector<quint32>().swap(node.points);
    return m_meter.add(qint64(encoded.points));
}

Status NodePipeline::write(const PointView &view, std::vector<TreeNode> nodes)
{
    const qint64 window = 4 * m_workers;
    std::mutex mutex;
    std::condition_variable wake;
    std::map<qint64, EncodedNode> ready;
    qint64 next = 0;
    bool isFailed = false;
    const auto make = [&](int worker, qint64 i) -> Status {
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [&] { return i < next + window || isFailed; });
        }
        EncodedNode encoded;
        TUILERIE_CHECK(encode(worker, view, nodes[size_t(i)], encoded));
        const std::lock_guard lock(mutex);
        ready.emplace(i, std::move(encoded));
        // Each thread's node comes in its turn: the one that is next is being made by somebody who does not wait.
        while (!isFailed && !ready.empty() && ready.begin()->first == next) {
            const EncodedNode &node = ready.begin()->second;
            TUILERIE_CHECK(m_sink.add(nodes[size_t(next)].key, node));
            m_meter.addBytes(node.chunk.size());
            ready.erase(ready.begin());
            ++next;
        }
        wake.notify_all();
        return {};
    };
    return parallel(m_workers, qint64(nodes.size()), make, [&] {
        const std::lock_guard lock(mutex);
        isFailed = true;
        wake.notify_all();
    });
}

} // namespace tuilerie::pointcloud
