// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

#include "base/work/keepingcontrol.h"
#include "base/work/memory.h"
#include "base/work/parallel.h"
#include "generate/vector/slabmaker.h"
#include "generate/vector/vectorwriting.h"
#include "pyramid/slab.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLocale>

#include <xxhash.h>

#include <mutex>

namespace tuilerie {

using namespace vector;
using raster::Journal;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

bool isRemote(const QString &path)
{
    return path.startsWith(QLatin1String("/vsi"));
}

bool descriptorExists(const PyramidStorage &storage)
{
    const QString path = storage.descriptorPath();
    return isRemote(path) ? PyramidDescriptor::load(path).has_value() : QFileInfo::exists(path);
}

// A killed run leaves the temporary files of what it was just writing. Nobody else writes here: the journal is locked.
void removeTemporaries(const VectorProfile &profile)
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

// A whole pyramid is only what was asked for when it looks so.
Result<VectorPyramidResult> alreadyWhole(const VectorProfile &profile, const PyramidStorage &storage)
{
    TUILERIE_TRY(there, PyramidDescriptor::load(storage.descriptorPath()));
    const bool same = there.isVector() && there.tileMatrixSet == profile.grid.id() && !there.levels.empty()
        && there.levels.front().id == profile.matrix(profile.top).id
        && there.levels.back().id == profile.matrix(profile.bottom).id
        && there.levels.front().tilesPerWidth == profile.params.slabWidth
        && there.levels.front().tilesPerHeight == profile.params.slabHeight;
    if (!same)
        return fail(ErrorCode::Conflict,
            tr("%1 is a whole pyramid made with other options. Choose another output, or remove that pyramid first.")
                .arg(storage.descriptorPath()));
    VectorPyramidResult result;
    result.descriptorPath = storage.descriptorPath();
    result.warnings << tr("The pyramid is whole already; nothing was left to do.");
    return result;
}

void tellOfSources(const ConversionCounts &counts, WorkControl &control)
{
    const QLocale numbers;
    const auto say = [&](qint64 count, const char *sentence, bool isWarning) {
        if (count <= 0)
            return;
        const QString text = tr(sentence).arg(numbers.toString(count));
        isWarning ? control.warning(text) : control.log(text);
    };
    say(counts.outside,
        QT_TRANSLATE_NOOP(
            "tuilerie::VectorPyramid", "%1 geometries lie outside of what the grid can show and were left out."),
        true);
    say(counts.cut,
        QT_TRANSLATE_NOOP("tuilerie::VectorPyramid", "%1 geometries reach beyond what the grid can show and were cut."),
        true);
    say(counts.repaired,
        QT_TRANSLATE_NOOP(
            "tuilerie::VectorPyramid", "%1 polygons were not valid and were repaired for the tiles. Check the source."),
        true);
    say(counts.empty, QT_TRANSLATE_NOOP("tuilerie::VectorPyramid", "%1 features have no geometry and were left out."), true);
    say(counts.curved, QT_TRANSLATE_NOOP("tuilerie::VectorPyramid", "%1 curved geometries were turned into straight lines."),
        false);
    say(counts.heights,
        QT_TRANSLATE_NOOP("tuilerie::VectorPyramid", "%1 geometries have heights or measures, which tiles cannot hold."),
        false);
    say(counts.collections, QT_TRANSLATE_NOOP("tuilerie::VectorPyramid", "%1 geometry collections were taken apart."),
        false);
}

void tellOfLosses(
    const VectorProfile &profile, const std::vector<SlabRecord> &records, VectorPyramidResult &result, WorkControl &control)
{
    struct Level
    {
        qint64 tiles = 0, reduced = 0, dropped = 0;
    };
    std::map<int, Level> levels;
    for (const SlabRecord &record : records) {
        const auto [reduced, dropped] = lossesOf(record);
        Level &level = levels[record.key.level];
        level.tiles += record.tiles;
        level.reduced += reduced;
        level.dropped += dropped;
    }
    const QLocale numbers;
    for (const auto &[z, level] : levels) {
        result.reducedTiles += level.reduced;
        result.droppedFeatures += level.dropped;
        if (level.reduced > 0)
            control.warning(tr("Level %1: %2 of %3 tiles met the limit of %4 features or %5 kB; detail was reduced, %6 "
                               "features were left out of them.")
                                .arg(profile.matrix(z).id, numbers.toString(level.reduced), numbers.toString(level.tiles),
                                    numbers.toString(profile.params.maxTileFeatures),
                                    numbers.toString(profile.params.maxTileBytes / 1000), numbers.toString(level.dropped)));
    }
}

/// Makes the slabs that no record has yet.
Status makeSlabs(const VectorProfile &profile, const VectorPlan &plan, PyramidStorage &storage, Journal &journal,
    ProgressMeter &meter, int workers, qint64 memory, std::vector<SlabRecord> &records)
{
    std::vector<std::pair<SlabKey, qint64>> left;
    qint64 doneWork = 0;
    qint64 doneBytes = 0;
    for (const auto &[key, work] : plan.slabs) {
        const auto found = journal.records().find(key);
        // A file that somebody removed since is made again; one that is there without a record never counts.
        if (found != journal.records().end()
            && (found->second.dataSize == 0 || storage.hasSlab(profile.matrix(key.level).id, false, key.col, key.row))) {
            records.push_back(found->second);
            doneWork += work;
            doneBytes += found->second.dataSize;
        } else {
            left.emplace_back(key, work);
        }
    }
    meter.setAlreadyDone(doneWork, doneBytes);
    std::mutex mutex;
    std::vector<std::unique_ptr<SlabMaker>> makers(size_t(std::max(1, workers)));
    const auto work = [&](int worker, qint64 index) -> Status {
        const auto &[key, effort] = left[size_t(index)];
        std::unique_ptr<SlabMaker> &maker = makers[size_t(worker)];
        if (!maker)
            maker = std::make_unique<SlabMaker>(profile, plan, meter, std::max<qint64>(16 << 20, memory / (8 * workers)));
        TUILERIE_TRY(slab, maker->make(key));
        SlabRecord record;
        record.key = key;
        record.limits = slab.limits;
        record.tiles = slab.count;
        setLosses(record, slab.reduced, slab.dropped);
        if (slab.count > 0) {
            const quint32 single = slab.tiles.size() == 1 ? quint32(slab.tiles[0].size()) : 0;
            TUILERIE_TRY(bytes,
                assembleSlab(vectorSlabHeader(profile.params.slabWidth, profile.params.slabHeight, single), slab.tiles));
            TUILERIE_CHECK(storage.writeSlab(profile.matrix(key.level).id, false, key.col, key.row, bytes));
            record.dataSize = bytes.size();
            record.dataHash = XXH3_64bits(bytes.constData(), size_t(bytes.size()));
        }
        TUILERIE_CHECK(journal.append(record));
        meter.addBytes(record.dataSize);
        {
            const std::lock_guard lock(mutex);
            records.push_back(record);
        }
        return meter.add(effort);
    };
    TUILERIE_CHECK(parallel(workers, qint64(left.size()), work, [&] { meter.abort(); }));
    std::sort(records.begin(), records.end(), [](const SlabRecord &a, const SlabRecord &b) { return a.key < b.key; });
    meter.report();
    return {};
}

} // namespace

Result<VectorPyramidResult> generateVectorPyramid(const VectorPyramidParams &params, WorkControl &outer)
{
    KeepingControl control(outer);
    TUILERIE_TRY(profile, VectorProfile::resolve(params, control));
    TUILERIE_TRY(storagePointer, PyramidStorage::open(profile.folder, profile.name));
    PyramidStorage &storage = *storagePointer;
    const bool journalExists = QFileInfo::exists(storage.journalFolder() + QStringLiteral("/journal"));
    if (descriptorExists(storage) && !journalExists) {
        if (!params.resume)
            return fail(ErrorCode::Conflict,
                tr("%1 exists already. Choose another output, or remove that pyramid first.").arg(storage.descriptorPath()));
        return alreadyWhole(profile, storage);
    }
    TUILERIE_TRY(
        journal, Journal::open({storage.journalFolder(), profile.fingerprint(), profile.sourceState(), params.resume}));
    if (params.resume)
        removeTemporaries(profile);
    // A tile holds what lies in it from all of the source: halves of two states would not fit together.
    if (journal->sourcesChanged())
        return fail(ErrorCode::Conflict,
            tr("The sources were changed since the run began. Remove %1 and the pyramid's folder, and start again.")
                .arg(storage.journalFolder()));
    const int workers = workerCount(params.workers);
    const qint64 memory = memoryGiven(params.memoryMiB);
    control.log(tr("Levels %1 to %2 of %3, %4 tables, %5 workers.")
                    .arg(profile.matrix(profile.top).id, profile.matrix(profile.bottom).id, profile.grid.id())
                    .arg(profile.inputs.size())
                    .arg(workers));

    ProgressMeter reading(control, QStringLiteral("read"), profile.featureCount());
    TUILERIE_TRY(read, readFeatures(profile, {storage.journalFolder(), workers, {}, -1}, reading));
    reading.report();
    tellOfSources(read.counts, control);
    if (read.store->entries().empty())
        return fail(ErrorCode::Invalid,
            tr("The sources hold no feature within the grid %1 (after the filters): there is no pyramid to write.")
                .arg(profile.grid.id()));
    ProgressMeter arranging(control, QStringLiteral("simplify"), qint64(read.store->entries().size()));
    TUILERIE_TRY(plan, VectorPlan::make(profile, read, storage.journalFolder(), workers, uint64_t(memory / 3), arranging));
    arranging.report();

    ProgressMeter meter(control, QStringLiteral("generate"), plan.work);
    std::vector<SlabRecord> records;
    TUILERIE_CHECK(makeSlabs(profile, plan, storage, *journal, meter, workers, memory, records));

    VectorPyramidResult result;
    result.features = read.counts.features;
    for (const SlabRecord &record : records) {
        result.slabs += record.dataSize > 0 ? 1 : 0;
        result.tiles += record.tiles;
        result.bytes += record.dataSize;
    }
    if (result.tiles == 0)
        return fail(ErrorCode::Invalid,
            tr("The sources hold no feature within the grid %1 (after the filters): there is no pyramid to write.")
                .arg(profile.grid.id()));
    tellOfLosses(profile, records, result, control);
    ProgressMeter writing(control, QStringLiteral("write"), 1);
    writing.report();
    TUILERIE_CHECK(writeDescription(
        profile, storage, records, describedLevels(profile, storage, records, read.inputCounts, read.statistics)));
    TUILERIE_CHECK(journal->remove());
    (void)writing.add(1);
    result.descriptorPath = storage.descriptorPath();
    result.seconds = reading.elapsed();
    result.warnings = control.warnings();
    return result;
}

QJsonObject VectorPyramidResult::toJson() const
{
    return {{QStringLiteral("descriptor"), descriptorPath}, {QStringLiteral("features"), features},
        {QStringLiteral("slabs"), slabs}, {QStringLiteral("tiles"), tiles}, {QStringLiteral("bytes"), bytes},
        {QStringLiteral("reduced_tiles"), reducedTiles}, {QStringLiteral("dropped_features"), droppedFeatures},
        {QStringLiteral("seconds"), seconds}, {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
