// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/slabworker.h"

#include <condition_variable>
#include <mutex>

namespace tuilerie::raster {

/// Walks the slabs of a plan depth first with a number of threads: the slabs of the bottom level in their order, and each
/// other one as soon as the last slab that it is made from is there. Goes on from what the journal says is done. What is
/// made does not depend on the number of threads nor on where an earlier run was stopped.
class PyramidRun
{
public:
    /// `pendingBytes` bounds the images that wait in memory for their parents; more of them are read back from the journal's
    /// folder.
    PyramidRun(const RunContext &context, int workers, qint64 pendingBytes);

    /// Takes up the journal's records; then the meter starts from what is done.
    void takeUp(const std::map<SlabKey, PixelSlabRecord> &records);
    /// Blocks until all is done or something stops it: the first error, Paused or Cancelled.
    Status run();
    /// Of all slabs, in the plan's order, after run().
    const std::vector<PixelSlabRecord> &records() const { return m_records; }

private:
    enum class Need { Nothing, Image, Everything };
    struct Part
    {
        int child = 0;
        size_t place = 0;   ///< among the child's images
        ImagePointer image; ///< null: lies in the journal's folder
    };
    struct State
    {
        Need need = Need::Nothing;
        bool done = false;
        int missing = 0; ///< children that have not handed over yet
        int unfinishedParents = 0;
        std::vector<Part> parts;
    };

    Status work();
    int nextNode();
    Status makeNode(SlabWorker &worker, int index);
    void deliver(int index, const std::vector<ImagePointer> &images, bool hasSpill);
    void finishParts(int index);
    void findNeeds();

    RunContext m_context;
    int m_workers = 1;
    qint64 m_pendingLimit = 0;
    qint64 m_pending = 0;
    std::vector<State> m_states;
    std::vector<PixelSlabRecord> m_records;
    std::vector<int> m_ready; ///< nodes above the bottom, last in first out
    size_t m_nextBase = 0;
    int m_left = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_failed = false;
};

} // namespace tuilerie::raster
