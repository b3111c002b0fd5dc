// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/pixelpyramid.h"

#include "base/work/keepingcontrol.h"
#include "generate/raster/memorybudget.h"
#include "generate/raster/pyramidrun.h"
#include "generate/raster/rasterancestor.h"
#include "pyramid/pyramidorder.h"

#include <QCoreApplication>
#include <QElapsedTimer>

namespace tuilerie::raster {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

void warnOfMemory(const MemoryBudget &budget, WorkControl &control)
{
    if (budget.givenMiB < budget.neededMiB)
        control.warning(tr("%1 MiB of memory are given, but a slab needs about %2 MiB. More than that is used; smaller "
                           "slabs would need less.")
                            .arg(budget.givenMiB)
                            .arg(budget.neededMiB));
    else if (budget.workers < budget.wantedWorkers)
        control.warning(tr("%1 MiB of memory are enough for %2 of %3 workers.")
                            .arg(budget.givenMiB)
                            .arg(budget.workers)
                            .arg(budget.wantedWorkers));
}

PyramidDescriptor describedBy(const RasterProfile &profile)
{
    PyramidDescriptor descriptor = profile.descriptor();
    for (int z = profile.top; z <= profile.bottom; ++z) {
        PyramidLevel level;
        level.id = profile.matrix(z).id;
        level.tilesPerWidth = profile.params.slabWidth;
        level.tilesPerHeight = profile.params.slabHeight;
        descriptor.levels.push_back(level);
    }
    return descriptor;
}

// One run, with what of it is needed once its slabs are there.
class Making
{
public:
    Making(const PixelOrder &order, RasterProfile &profile)
        : m_order(order)
        , m_profile(profile)
    {
    }
    Result<std::vector<SlabRecord>> slabs(const PyramidWork &work);
    Status keep(const QString &folder, WorkControl &control) const
    {
        return RasterAncestor::save(folder, m_profile, m_records, m_ancestor ? &*m_ancestor : nullptr, control);
    }
    const std::optional<PyramidChanges> &changes() const { return m_changes; }

private:
    using Records = std::map<SlabKey, PixelSlabRecord>;
    Status adopt(const PyramidWork &work, const RasterPlan &plan, const ImageSpill &spill, Records &done);

    const PixelOrder &m_order;
    RasterProfile &m_profile;
    std::optional<RasterAncestor> m_ancestor;
    std::optional<PyramidChanges> m_changes;
    std::vector<PixelSlabRecord> m_records;
};

// Slabs that are as they were count as done, without a record in the journal: a run that goes on finds them the same way.
Status Making::adopt(const PyramidWork &work, const RasterPlan &plan, const ImageSpill &spill, Records &done)
{
    m_ancestor = RasterAncestor::load(*m_order.ancestor);
    if (!m_ancestor) {
        work.control.log(tr("The version before left nothing to go on from: all is made again."));
        return {};
    }
    TUILERIE_TRY(difference, m_ancestor->compare(m_profile, plan, work.control));
    const PyramidChanges &counts = difference.changes;
    m_changes = counts;
    if (!difference.reason.isEmpty())
        work.control.log(difference.reason);
    else
        work.control.log(
            tr("%1 of %2 files have changed: %3 of %4 slabs are made, the others are those of the version before.")
                .arg(counts.files)
                .arg(counts.ofFiles)
                .arg(counts.slabs)
                .arg(counts.ofSlabs));
    TUILERIE_TRY(storage, PyramidStorage::open(m_order.ancestor->folder, m_order.ancestor->name));
    const QString folder = m_order.ancestor->madeFolder();
    for (size_t i = 0; i < difference.isSame.size(); ++i) {
        const SlabKey &key = plan.nodes()[i].key;
        if (!difference.isSame[i] || done.contains(key))
            continue;
        TUILERIE_CHECK(checkStop(work.control));
        PixelSlabRecord record = m_ancestor->records().at(key);
        const QString &level = m_profile.matrix(key.level).id;
        for (const bool isMask : {false, true})
            if ((isMask ? record.maskSize : record.dataSize) > 0)
                TUILERIE_CHECK(work.storage.adoptSlab(*storage, level, isMask, key.col, key.row));
        record.hasSpill = record.hasSpill && spill.adopt(folder, key);
        done.emplace(key, record);
    }
    return {};
}

Result<std::vector<SlabRecord>> Making::slabs(const PyramidWork &work)
{
    TUILERIE_TRY(plan, m_order.plan(m_profile, work.control));
    const MemoryBudget budget = planMemory(m_profile, plan);
    warnOfMemory(budget, work.control);
    m_profile.render.read.blockCacheMiB = budget.blockCacheMiB;
    work.control.log(tr("Levels %1 to %2 of %3: %4 slabs, %5 tiles, %6 workers.")
                         .arg(m_profile.matrix(m_profile.top).id, m_profile.matrix(m_profile.bottom).id, m_profile.grid.id())
                         .arg(plan.nodes().size())
                         .arg(plan.tileCount())
                         .arg(budget.workers));

    SlabJournal<PixelSlabRecord> journal(work.log);
    const ImageSpill spill(work.log.folder(), m_profile.render.layout, m_order.isKept);
    Records done = journal.records();
    if (m_order.ancestor)
        TUILERIE_CHECK(adopt(work, plan, spill, done));
    ProgressMeter meter(work.control, QStringLiteral("generate"), plan.tileCount());
    const RunContext context{
        m_profile, plan, work.storage, journal, spill, meter, [&] { return m_order.source(m_profile); }};
    PyramidRun run(context, budget.workers, budget.pendingBytes);
    run.takeUp(done);
    TUILERIE_CHECK(run.run());
    m_records = run.records();
    return std::vector<SlabRecord>(m_records.begin(), m_records.end());
}

} // namespace

Result<RasterPyramidResult> makePixelPyramid(const PixelOrder &order, WorkControl &outer)
{
    QElapsedTimer timer;
    timer.start();
    KeepingControl control(outer);
    TUILERIE_TRY(profile, order.profile(control));
    PyramidOrder pyramid;
    pyramid.place = profile.place;
    pyramid.resume = profile.params.resume;
    pyramid.records = "pixels";
    pyramid.version = pixelRecordVersion;
    pyramid.fingerprint = order.fingerprint(profile);
    pyramid.sourceState = order.sourceState(profile);
    pyramid.descriptor = describedBy(profile);
    pyramid.top = profile.top;
    pyramid.nothing =
        tr("There is nothing but nodata within the grid %1: there is no pyramid to write.").arg(profile.grid.id());
    Making making(order, profile);
    pyramid.slabs = [&](const PyramidWork &work) { return making.slabs(work); };
    if (order.isKept) {
        pyramid.keep = [&](const QString &folder) { return making.keep(folder, control); };
        pyramid.keptAs = profile.place.madeFolder();
    }
    TUILERIE_TRY(made, makePyramid(pyramid, control));
    RasterPyramidResult result;
    result.descriptorPath = made.descriptorPath;
    result.slabs = made.slabs;
    result.tiles = made.tiles;
    result.bytes = made.bytes;
    result.seconds = double(timer.elapsed()) / 1000;
    result.changes = making.changes();
    result.warnings = control.warnings();
    return result;
}

} // namespace tuilerie::raster
