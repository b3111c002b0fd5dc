// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/thread.h"
#include "generate/pointcloud/cellloader.h"
#include "generate/pointcloud/cloudjournal.h"
#include "generate/pointcloud/graft.h"
#include "generate/pointcloud/nodepipeline.h"

namespace tuilerie::pointcloud {

/// The container that the nodes go into.
struct RunTarget
{
    QString path;
    std::function<Result<std::unique_ptr<NodeSink>>(const CloudScan &)> create;
    std::function<Result<std::unique_ptr<NodeSink>>(const CloudScan &, std::vector<NodeEntry>, const PointStatistics &)>
        resume;
    std::function<void()> discard; ///< takes away what is unfinished
    bool takesChunks = false;      ///< as they are: a node needs no head of its own
};

RunTarget copcTarget(const QString &path);
RunTarget eptTarget(const QString &path);

/// Where the journal of an output lies, and its spills: beside it, or in params.tmp.
QString journalFolder(const PointCloudParams &params, const QString &output);

/// How much memory cells may take.
struct MemoryShare
{
    int workers = 1;
    qint64 given = 0; ///< bytes
    CellLimits limits;
    qint64 spillBuffer = 0;
};
MemoryShare shareMemory(const PointCloudParams &params, int recordLength, WorkControl &control);

/// One octree, from files to a finished container: plan, spill where it must be, cells one after the other, their parents as
/// soon as they can be made, checkpoints on the way.
class CloudRun
{
public:
    CloudRun(std::vector<CloudInput> inputs, const PointCloudParams &params, RunTarget target, WorkControl &control);
    ~CloudRun();
    Result<PointCloudResult> run();

private:
    QByteArray fingerprint() const;
    Status takeUp();
    QJsonObject head() const;
    Status begin();
    Result<PointCloudResult> attempt(bool warn);
    Status plan();
    Status checkDisk(qint64 spilled) const;
    Result<qint64> chooseGrafts();
    Status openSink();
    Status makeCell(size_t index);
    Status buildCell(size_t index);
    Status graftCell(size_t index);
    Result<bool> learn();
    Result<std::unique_ptr<PointSet>> cellPoints(size_t index);
    void loadAhead(size_t index);
    void dropAhead();
    Status rise(int level);
    Status rootNode();
    Status checkpoint(size_t cellsDone);
    void giveUp(const Error &error);

    std::vector<CloudInput> m_inputs;
    PointCloudParams m_params;
    RunTarget m_target;
    WorkControl &m_control;
    std::unique_ptr<CloudJournal> m_journal;
    MemoryShare m_memory;
    QJsonObject m_boxes; ///< measured: path → [min x, y, z, max x, y, z]
    CloudScan m_scan;
    OctreeCube m_cube;
    std::vector<HomeColumn> m_homes;
    std::vector<std::optional<Graft>> m_grafts; ///< for each input, or empty
    QSet<QString> m_refused;                    ///< paths of grafts that could not be
    int m_refusedNow = -1;
    CellPlan m_plan;
    std::unique_ptr<Spill> m_spill;
    std::unique_ptr<ProgressMeter> m_meter;
    std::unique_ptr<CellLoader> m_loader;
    /// The next cell, decoded while this one is sorted, built and encoded.
    struct Ahead
    {
        size_t index = 0;
        std::unique_ptr<PointSet> points;
        std::unique_ptr<Thread> thread;
    };
    Ahead m_ahead;
    std::unique_ptr<NodeSink> m_sink;
    std::unique_ptr<NodePipeline> m_pipeline;
    std::unique_ptr<Frontier> m_frontier;
    size_t m_noted = 0; ///< entries that the journal knows
    qint64 m_notedBytes = 0;
    double m_notedAt = 0;
};

} // namespace tuilerie::pointcloud
