// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/pyramidrun.h"

#include "base/work/parallel.h"

#include <QCoreApplication>

namespace tuilerie::raster {

PyramidRun::PyramidRun(const RunContext &context, int workers, qint64 pendingBytes)
    : m_context(context)
    , m_workers(workers)
    , m_pendingLimit(pendingBytes)
    , m_states(context.plan.nodes().size())
    , m_records(context.plan.nodes().size())
{
    for (size_t i = 0; i < m_states.size(); ++i) {
        const SlabNode &node = m_context.plan.nodes()[i];
        m_states[i].missing = int(node.children.size());
        m_states[i].unfinishedParents = int(node.parents.size());
        m_records[i].key = node.key;
    }
}

void PyramidRun::takeUp(const std::map<SlabKey, PixelSlabRecord> &records)
{
    const std::vector<SlabNode> &nodes = m_context.plan.nodes();
    qint64 tiles = 0;
    qint64 bytes = 0;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const auto found = records.find(nodes[i].key);
        if (found == records.end())
            continue;
        const PixelSlabRecord &record = found->second;
        const QString &level = m_context.profile.matrix(nodes[i].key.level).id;
        // A file that somebody removed since is made again; one that is there without a record never counts.
        if ((record.dataSize > 0 && !m_context.storage.hasSlab(level, false, nodes[i].key.col, nodes[i].key.row))
            || (record.maskSize > 0 && !m_context.storage.hasSlab(level, true, nodes[i].key.col, nodes[i].key.row)))
            continue;
        m_states[i].done = true;
        m_records[i] = record;
        tiles += nodes[i].touchedCount;
        bytes += record.dataSize + record.maskSize;
        for (const int child : nodes[i].children)
            --m_states[size_t(child)].unfinishedParents;
    }
    m_context.meter.setAlreadyDone(tiles, bytes);
}

// Coarse to fine, as the nodes are numbered: what is not done is to be made; what is done and lies below something that is
// to be made hands over its spilled images, or is rendered again where it has none.
void PyramidRun::findNeeds()
{
    const std::vector<SlabNode> &nodes = m_context.plan.nodes();
    std::vector<std::pair<int, std::vector<ImagePointer>>> spilled;
    for (size_t i = 0; i < nodes.size(); ++i) {
        State &state = m_states[i];
        if (!state.done) {
            state.need = Need::Everything;
            ++m_left;
            continue;
        }
        bool wanted = false;
        for (const int parent : nodes[i].parents)
            wanted = wanted || m_states[size_t(parent)].need != Need::Nothing;
        if (!wanted)
            continue;
        if (m_records[i].hasSpill) {
            auto images = m_context.spill.read(nodes[i].key);
            if (images && images->size() == nodes[i].parents.size()) {
                std::vector<ImagePointer> pointers;
                for (PixelImage &image : *images)
                    pointers.push_back(std::make_shared<const PixelImage>(std::move(image)));
                spilled.emplace_back(int(i), std::move(pointers));
                continue;
            }
        }
        state.need = Need::Image;
        ++m_left;
    }
    for (const auto &[index, images] : spilled)
        deliver(index, images, true);
}

Status PyramidRun::run()
{
    findNeeds();
    m_context.meter.report();
    const Status status = parallelWorkers(
        std::max(1, std::min(m_workers, m_left)), [this](int) { return work(); },
        [this] {
            const std::lock_guard lock(m_mutex);
            m_failed = true;
            m_context.meter.abort();
            m_wake.notify_all();
        });
    m_context.meter.report();
    return status;
}

int PyramidRun::nextNode()
{
    if (!m_ready.empty()) {
        const int index = m_ready.back();
        m_ready.pop_back();
        return index;
    }
    const std::vector<int> &base = m_context.plan.baseNodes();
    while (m_nextBase < base.size()) {
        const int index = base[m_nextBase++];
        if (m_states[size_t(index)].need != Need::Nothing)
            return index;
    }
    return -1;
}

Status PyramidRun::work()
{
    TUILERIE_TRY(worker, SlabWorker::create(m_context));
    for (;;) {
        int index = -1;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [&] { return m_failed || m_left == 0 || (index = nextNode()) >= 0; });
            if (m_failed || index < 0)
                return {};
        }
        TUILERIE_CHECK(makeNode(*worker, index));
    }
}

Status PyramidRun::makeNode(SlabWorker &worker, int index)
{
    State &state = m_states[size_t(index)];
    // Nobody else touches a node's parts once its last child has handed over.
    std::vector<ImagePointer> images;
    for (Part &part : state.parts) {
        if (!part.image) {
            const auto spilled = m_context.spill.read(m_context.plan.nodes()[size_t(part.child)].key);
            if (!spilled || part.place >= spilled->size())
                return fail(ErrorCode::Corrupt,
                    QCoreApplication::translate("tuilerie::RasterPyramid",
                        "The journal's folder was changed during the run. Resume to make the missing part again."));
            part.image = std::make_shared<const PixelImage>((*spilled)[part.place]);
            const std::lock_guard lock(m_mutex);
            m_pending += qint64(part.image->byteSize());
        }
        images.push_back(part.image);
    }
    TUILERIE_TRY(outcome, worker.make(index, images, state.need == Need::Everything));
    images.clear();
    const std::lock_guard lock(m_mutex);
    if (state.need == Need::Everything) {
        m_records[size_t(index)] = outcome.record;
        state.done = true;
        finishParts(index);
    } else {
        for (Part &part : state.parts)
            m_pending -= qint64(part.image->byteSize());
        state.parts.clear();
    }
    deliver(index, outcome.forParents, outcome.record.hasSpill);
    --m_left;
    m_wake.notify_all();
    return {};
}

// The node's record stands: its parts are of no use any more, here or on disk.
void PyramidRun::finishParts(int index)
{
    State &state = m_states[size_t(index)];
    for (Part &part : state.parts)
        m_pending -= qint64(part.image->byteSize());
    state.parts.clear();
    for (const int child : m_context.plan.nodes()[size_t(index)].children)
        if (--m_states[size_t(child)].unfinishedParents == 0 && m_records[size_t(child)].hasSpill)
            m_context.spill.remove(m_context.plan.nodes()[size_t(child)].key);
}

void PyramidRun::deliver(int index, const std::vector<ImagePointer> &images, bool hasSpill)
{
    const SlabNode &node = m_context.plan.nodes()[size_t(index)];
    for (size_t i = 0; i < node.parents.size(); ++i) {
        State &parent = m_states[size_t(node.parents[i])];
        // A parent that is done takes nothing, unless its own pixels are wanted again.
        if (parent.need == Need::Nothing)
            continue;
        const bool keep = !hasSpill || m_pending + qint64(images[i]->byteSize()) <= m_pendingLimit;
        parent.parts.push_back({index, i, keep ? images[i] : nullptr});
        if (keep)
            m_pending += qint64(images[i]->byteSize());
        if (--parent.missing == 0)
            m_ready.push_back(node.parents[i]);
    }
}

} // namespace tuilerie::raster
