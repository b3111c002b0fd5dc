// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/pyramidmaker.h"

#include "base/work/keepingcontrol.h"
#include "generate/raster/memorybudget.h"
#include "generate/raster/pyramidrun.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace tuilerie::raster {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

bool isRemote(const QString &path)
{
    return path.startsWith(QLatin1String("/vsi"));
}

/// Tells a whole pyramid that is there already from an unfinished one.
bool descriptorExists(const PyramidStorage &storage)
{
    const QString path = storage.descriptorPath();
    if (!isRemote(path))
        return QFileInfo::exists(path);
    return PyramidDescriptor::load(path).has_value();
}

QByteArray listText(const RasterProfile &profile, const PyramidStorage &storage, const std::vector<SlabRecord> &records)
{
    const LevelStorage first = storage.levelStorage(profile.matrix(profile.bottom).id, profile.params.mask);
    const bool isFile = first.type == StorageType::File;
    QString root = profile.name;
    if (!isFile)
        root =
            first.bucket + QLatin1Char('/') + first.imageDirectory.left(first.imageDirectory.lastIndexOf(QLatin1Char('/')));
    QByteArray text = "0=" + root.toUtf8() + "\n#\n";
    const auto add = [&](const QString &folder, const LevelStorage &level, const SlabRecord &record) {
        const QString inside = isFile ? folder.section(QLatin1Char('/'), 1) : folder.section(QLatin1Char('/'), -1);
        const QString slab = isFile ? QLatin1Char('/') + slabFileName(record.key.col, record.key.row, level.pathDepth)
                                    : QStringLiteral("_%1_%2").arg(record.key.col).arg(record.key.row);
        text += "0/" + inside.toUtf8() + slab.toUtf8() + '\n';
    };
    for (const SlabRecord &record : records) {
        const LevelStorage level = storage.levelStorage(profile.matrix(record.key.level).id, profile.params.mask);
        if (record.dataSize > 0)
            add(level.imageDirectory, level, record);
        if (record.maskSize > 0)
            add(level.maskDirectory, level, record);
    }
    return text;
}

std::vector<PyramidLevel> describedLevels(
    const RasterProfile &profile, const PyramidStorage &storage, const std::vector<SlabRecord> &records)
{
    std::vector<PyramidLevel> levels;
    for (int z = profile.top; z <= profile.bottom; ++z) {
        PyramidLevel level;
        level.id = profile.matrix(z).id;
        level.tilesPerWidth = profile.params.slabWidth;
        level.tilesPerHeight = profile.params.slabHeight;
        level.storage = storage.levelStorage(level.id, profile.params.mask);
        bool any = false;
        for (const SlabRecord &record : records) {
            if (record.key.level != z || record.limits.isEmpty())
                continue;
            const TileRange &l = record.limits;
            level.limits = any ? TileRange{std::min(level.limits.minCol, l.minCol), std::min(level.limits.minRow, l.minRow),
                               std::max(level.limits.maxCol, l.maxCol), std::max(level.limits.maxRow, l.maxRow)}
                               : l;
            any = true;
        }
        // What the official writer says of a level that received nothing.
        if (!any)
            level.limits = {0, 0, 0, 0};
        levels.push_back(level);
    }
    return levels;
}

Status finish(
    const RasterProfile &profile, PyramidStorage &storage, Journal &journal, const std::vector<SlabRecord> &records)
{
    PyramidDescriptor descriptor = profile.descriptor();
    descriptor.levels = describedLevels(profile, storage, records);
    TUILERIE_CHECK(storage.writeList(listText(profile, storage, records)));
    TUILERIE_CHECK(storage.writeDescriptor(descriptor));
    return journal.remove();
}

// A killed run leaves the temporary files of what it was just writing. Nobody else writes here: the journal is locked.
void removeTemporaries(const RasterProfile &profile)
{
    if (isRemote(profile.folder))
        return;
    const QDir folder(profile.folder);
    QStringList stale;
    for (const QString &name : folder.entryList(
             {profile.name + QStringLiteral(".json.*.tmp"), profile.name + QStringLiteral(".list.*.tmp")}, QDir::Files))
        stale << folder.filePath(name);
    QDirIterator it(
        folder.filePath(profile.name), {QStringLiteral("*.tif.*.tmp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        stale << it.next();
    for (const QString &path : stale)
        QFile::remove(path);
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

// A whole pyramid is only what was asked for when it looks so: another format or other levels want another place.
Result<RasterPyramidResult> alreadyWhole(const RasterProfile &profile, const PyramidStorage &storage)
{
    TUILERIE_TRY(there, PyramidDescriptor::load(storage.descriptorPath()));
    PyramidDescriptor wanted = profile.descriptor();
    wanted.levels = there.levels;
    const bool sameLevels = !there.levels.empty() && there.levels.front().id == profile.matrix(profile.top).id
        && there.levels.back().id == profile.matrix(profile.bottom).id;
    if (!(wanted == there) || !sameLevels)
        return fail(ErrorCode::Conflict,
            tr("%1 is a whole pyramid made with other options. Choose another output, or remove that pyramid first.")
                .arg(storage.descriptorPath()));
    RasterPyramidResult result;
    result.descriptorPath = storage.descriptorPath();
    result.warnings << tr("The pyramid is whole already; nothing was left to do.");
    return result;
}

} // namespace

Result<RasterPyramidResult> makePyramid(const PyramidOrder &order, WorkControl &outer)
{
    KeepingControl control(outer);
    TUILERIE_TRY(profile, order.profile(control));
    const RasterPyramidParams &params = profile.params;
    TUILERIE_TRY(storagePointer, PyramidStorage::open(profile.folder, profile.name));
    PyramidStorage &storage = *storagePointer;
    const bool journalExists = QFileInfo::exists(storage.journalFolder() + QStringLiteral("/journal"));
    if (descriptorExists(storage) && !journalExists) {
        if (!params.resume)
            return fail(ErrorCode::Conflict,
                tr("%1 exists already. Choose another output, or remove that pyramid first.").arg(storage.descriptorPath()));
        return alreadyWhole(profile, storage);
    }
    TUILERIE_TRY(journal,
        Journal::open({storage.journalFolder(), order.fingerprint(profile), order.sourceState(profile), params.resume}));
    if (params.resume)
        removeTemporaries(profile);
    if (journal->sourcesChanged())
        control.warning(tr("Source files were changed since the run began. What was done before is kept as it is."));

    TUILERIE_TRY(plan, order.plan(profile, control));
    const MemoryBudget budget = planMemory(profile, plan);
    warnOfMemory(budget, control);
    profile.render.read.blockCacheMiB = budget.blockCacheMiB;
    control.log(tr("Levels %1 to %2 of %3: %4 slabs, %5 tiles, %6 workers.")
                    .arg(profile.matrix(profile.top).id, profile.matrix(profile.bottom).id, profile.grid.id())
                    .arg(plan.nodes().size())
                    .arg(plan.tileCount())
                    .arg(budget.workers));

    ProgressMeter meter(control, QStringLiteral("generate"), plan.tileCount());
    const RunContext context{profile, plan, storage, *journal, meter, [&] { return order.source(profile); }};
    PyramidRun run(context, budget.workers, budget.pendingBytes);
    run.takeUp(journal->records());
    TUILERIE_CHECK(run.run());

    RasterPyramidResult result;
    for (const SlabRecord &record : run.records()) {
        result.slabs += (record.dataSize > 0) + (record.maskSize > 0);
        result.tiles += record.tiles;
        result.bytes += record.dataSize + record.maskSize;
    }
    if (result.tiles == 0)
        return fail(ErrorCode::Invalid,
            tr("There is nothing but nodata within the grid %1: there is no pyramid to write.").arg(profile.grid.id()));
    ProgressMeter writing(control, QStringLiteral("write"), 1);
    writing.report();
    TUILERIE_CHECK(finish(profile, storage, *journal, run.records()));
    (void)writing.add(1);
    result.descriptorPath = storage.descriptorPath();
    result.seconds = meter.elapsed();
    result.warnings = control.warnings();
    return result;
}

} // namespace tuilerie::raster
