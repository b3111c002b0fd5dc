// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

#include "base/work/keepingcontrol.h"
#include "base/work/memory.h"
#include "base/work/parallel.h"
#include "generate/vector/slabmaker.h"
#include "generate/vector/vectorancestor.h"
#include "generate/vector/vectorwriting.h"
#include "pyramid/pyramidorder.h"
#include "pyramid/slab.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>

#include <mutex>

namespace tuilerie {

using namespace vector;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
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

void tellOfLosses(const VectorProfile &profile, const std::vector<VectorSlabRecord> &records, VectorPyramidResult &result,
    WorkControl &control)
{
    struct Level
    {
        qint64 tiles = 0, reduced = 0, dropped = 0;
    };
    std::map<int, Level> levels;
    for (const VectorSlabRecord &record : records) {
        Level &level = levels[record.key.level];
        level.tiles += record.tiles;
        level.reduced += record.reducedTiles;
        level.dropped += record.droppedFeatures;
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
Result<std::vector<VectorSlabRecord>> makeSlabs(const VectorProfile &profile, const VectorPlan &plan,
    PyramidStorage &storage, SlabJournal<VectorSlabRecord> &journal, const std::map<SlabKey, VectorSlabRecord> &done,
    ProgressMeter &meter, int workers, qint64 memory)
{
    std::vector<VectorSlabRecord> records;
    std::vector<std::pair<SlabKey, qint64>> left;
    qint64 doneWork = 0;
    qint64 doneBytes = 0;
    for (const auto &[key, input] : plan.slabs) {
        const qint64 work = input.features;
        const auto found = done.find(key);
        // A file that somebody removed since is made again; one that is there without a record never counts.
        if (found != done.end()
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
        VectorSlabRecord record;
        record.key = key;
        record.limits = slab.limits;
        record.tiles = slab.count;
        record.reducedTiles = slab.reduced;
        record.droppedFeatures = slab.dropped;
        if (slab.count > 0) {
            const quint32 single = slab.tiles.size() == 1 ? quint32(slab.tiles[0].size()) : 0;
            TUILERIE_TRY(bytes,
                assembleSlab(vectorSlabHeader(profile.params.slabWidth, profile.params.slabHeight, single), slab.tiles));
            TUILERIE_CHECK(storage.writeSlab(profile.matrix(key.level).id, false, key.col, key.row, bytes));
            record.dataSize = bytes.size();
            record.dataHash = slabHash(bytes);
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
    std::sort(records.begin(), records.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    meter.report();
    return records;
}

/// Slabs that are as they were in the version before, taken from it. They count as done without a record in the journal: a
/// run that goes on finds them the same way.
Status adopt(const PyramidPlace &place, const VectorProfile &profile, const VectorPlan &plan, const PyramidWork &work,
    std::map<SlabKey, VectorSlabRecord> &done, std::map<SlabKey, VectorSlabRecord> &same, VectorPyramidResult &result)
{
    const auto ancestor = VectorAncestor::load(place);
    if (!ancestor) {
        work.control.log(tr("The version before left nothing to go on from: all is made again."));
        return {};
    }
    VectorAncestor::Difference difference = ancestor->compare(profile, plan);
    const PyramidChanges &changes = difference.changes;
    result.changes = changes;
    if (!difference.reason.isEmpty())
        work.control.log(difference.reason);
    else
        work.control.log(
            tr("%1 of %2 features have changed: %3 of %4 slabs are made, the others are those of the version before.")
                .arg(changes.features)
                .arg(changes.ofFeatures)
                .arg(changes.slabs)
                .arg(changes.ofSlabs));
    TUILERIE_TRY(storage, PyramidStorage::open(place.folder, place.name));
    for (const auto &[key, record] : difference.same) {
        if (done.contains(key))
            continue;
        TUILERIE_CHECK(checkStop(work.control));
        if (record.dataSize > 0)
            TUILERIE_CHECK(work.storage.adoptSlab(*storage, profile.matrix(key.level).id, false, key.col, key.row));
        done.emplace(key, record);
    }
    same = std::move(difference.same);
    return {};
}

/// Tiles of what was made, for `result.changes`.
void countTiles(
    const std::vector<VectorSlabRecord> &records, const std::map<SlabKey, VectorSlabRecord> &same, PyramidChanges &changes)
{
    for (const VectorSlabRecord &record : records) {
        changes.ofTiles += record.tiles;
        changes.tiles += same.contains(record.key) ? 0 : record.tiles;
    }
}

/// From the sources to slabs; fills in what `result` says of features.
Result<std::vector<SlabRecord>> makeAll(
    const VectorProfile &profile, const PyramidWork &work, const PyramidVersion &version, VectorPyramidResult &result)
{
    const QString &folder = work.log.folder();
    const int workers = workerCount(profile.params.workers);
    const qint64 memory = memoryGiven(profile.params.memoryMiB);
    work.control.log(tr("Levels %1 to %2 of %3, %4 tables, %5 workers.")
                         .arg(profile.matrix(profile.top).id, profile.matrix(profile.bottom).id, profile.grid.id())
                         .arg(profile.inputs.size())
                         .arg(workers));

    ProgressMeter reading(work.control, QStringLiteral("read"), profile.featureCount());
    TUILERIE_TRY(read, readFeatures(profile, {folder, workers, {}, -1}, reading));
    reading.report();
    tellOfSources(read.counts, work.control);
    // Where the checks were not left out, they have said it.
    for (const QString &warning : read.warnings)
        profile.params.skipUnreadable ? work.control.warning(warning) : work.control.log(warning);
    result.features = read.counts.features;
    if (read.store->entries().empty())
        return std::vector<SlabRecord>();
    for (int z = profile.top; z <= profile.bottom; ++z)
        work.descriptor.levels[size_t(z - profile.top)].tables = tablesOf(profile, z, read.inputCounts, read.statistics);
    ProgressMeter arranging(work.control, QStringLiteral("simplify"), qint64(read.store->entries().size()));
    TUILERIE_TRY(plan, VectorPlan::make(profile, read, folder, workers, uint64_t(memory / 3), arranging));
    arranging.report();

    ProgressMeter meter(work.control, QStringLiteral("generate"), plan.work);
    SlabJournal<VectorSlabRecord> journal(work.log);
    std::map<SlabKey, VectorSlabRecord> done = journal.records(), same;
    if (!version.ancestor.isEmpty()) {
        TUILERIE_TRY(place, PyramidPlace::fromOutput(version.ancestor));
        TUILERIE_CHECK(adopt(place, profile, plan, work, done, same, result));
    }
    TUILERIE_TRY(records, makeSlabs(profile, plan, work.storage, journal, done, meter, workers, memory));
    if (result.changes)
        countTiles(records, same, *result.changes);
    if (version.isKept)
        TUILERIE_CHECK(VectorAncestor::save(folder, profile, plan, records));
    tellOfLosses(profile, records, result, work.control);
    return std::vector<SlabRecord>(records.begin(), records.end());
}

} // namespace

Result<VectorPyramidResult> generateVectorPyramid(
    const VectorPyramidParams &params, WorkControl &outer, const PyramidVersion &version)
{
    QElapsedTimer timer;
    timer.start();
    KeepingControl control(outer);
    TUILERIE_TRY(profile, VectorProfile::resolve(params, control));
    VectorPyramidResult result;
    PyramidOrder order;
    order.place = profile.place;
    order.resume = params.resume;
    order.records = "vector tiles";
    order.version = vectorRecordVersion;
    order.fingerprint = profile.fingerprint();
    order.sourceState = profile.sourceState();
    // A tile holds what lies in it from all of the source: halves of two states would not fit together.
    order.mixesSources = false;
    order.descriptor = describedBy(profile);
    order.top = profile.top;
    order.nothing = tr("The sources hold no feature within the grid %1 (after the filters): there is no pyramid to write.")
                        .arg(profile.grid.id());
    order.slabs = [&](const PyramidWork &work) { return makeAll(profile, work, version, result); };
    if (version.isKept)
        order.keptAs = profile.place.madeFolder();
    TUILERIE_TRY(made, makePyramid(order, control));
    result.descriptorPath = made.descriptorPath;
    result.slabs = made.slabs;
    result.tiles = made.tiles;
    result.bytes = made.bytes;
    result.seconds = double(timer.elapsed()) / 1000;
    result.warnings = control.warnings();
    return result;
}

QJsonObject VectorPyramidResult::toJson() const
{
    QJsonObject object = changes ? changes->toJson() : QJsonObject();
    object.insert(QStringLiteral("descriptor"), descriptorPath);
    object.insert(QStringLiteral("features"), features);
    object.insert(QStringLiteral("slabs"), slabs);
    object.insert(QStringLiteral("tiles"), tiles);
    object.insert(QStringLiteral("bytes"), bytes);
    object.insert(QStringLiteral("reduced_tiles"), reducedTiles);
    object.insert(QStringLiteral("dropped_features"), droppedFeatures);
    object.insert(QStringLiteral("seconds"), seconds);
    object.insert(QStringLiteral("warnings"), QJsonArray::fromStringList(warnings));
    return object;
}

} // namespace tuilerie
