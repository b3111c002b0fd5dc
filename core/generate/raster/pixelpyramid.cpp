// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/pixelpyramid.h"

#include "base/work/keepingcontrol.h"
#include "generate/raster/memorybudget.h"
#include "generate/raster/pyramidrun.h"
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

Result<std::vector<SlabRecord>> makeSlabs(const PixelOrder &order, RasterProfile &profile, const PyramidWork &work)
{
    TUILERIE_TRY(plan, order.plan(profile, work.control));
    const MemoryBudget budget = planMemory(profile, plan);
    warnOfMemory(budget, work.control);
    profile.render.read.blockCacheMiB = budget.blockCacheMiB;
    work.control.log(tr("Levels %1 to %2 of %3: %4 slabs, %5 tiles, %6 workers.")
                         .arg(profile.matrix(profile.top).id, profile.matrix(profile.bottom).id, profile.grid.id())
                         .arg(plan.nodes().size())
                         .arg(plan.tileCount())
                         .arg(budget.workers));

    ProgressMeter meter(work.control, QStringLiteral("generate"), plan.tileCount());
    SlabJournal<PixelSlabRecord> journal(work.log);
    const ImageSpill spill(work.log.folder(), profile.render.layout);
    const RunContext context{profile, plan, work.storage, journal, spill, meter, [&] { return order.source(profile); }};
    PyramidRun run(context, budget.workers, budget.pendingBytes);
    run.takeUp(journal.records());
    TUILERIE_CHECK(run.run());
    return std::vector<SlabRecord>(run.records().begin(), run.records().end());
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
    pyramid.slabs = [&](const PyramidWork &work) { return makeSlabs(order, profile, work); };
    TUILERIE_TRY(made, makePyramid(pyramid, control));
    RasterPyramidResult result;
    result.descriptorPath = made.descriptorPath;
    result.slabs = made.slabs;
    result.tiles = made.tiles;
    result.bytes = made.bytes;
    result.seconds = double(timer.elapsed()) / 1000;
    result.warnings = control.warnings();
    return result;
}

} // namespace tuilerie::raster
