// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidorder.h"

#include "base/work/progressmeter.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Pyramid", text);
}

// A whole pyramid is only what was asked for when it looks so: another format or other levels want another place.
Result<MadePyramid> alreadyThere(const PyramidOrder &order, const PyramidStorage &storage, WorkControl &control)
{
    if (!order.resume)
        return fail(ErrorCode::Conflict,
            tr("%1 exists already. Choose another output, or remove that pyramid first.").arg(storage.descriptorPath()));
    TUILERIE_TRY(there, PyramidDescriptor::load(storage.descriptorPath()));
    PyramidDescriptor wanted = order.descriptor;
    const auto sameLevel = [](const PyramidLevel &a, const PyramidLevel &b) {
        return a.id == b.id && a.tilesPerWidth == b.tilesPerWidth && a.tilesPerHeight == b.tilesPerHeight;
    };
    const bool sameLevels = !there.levels.empty() && sameLevel(there.levels.front(), wanted.levels.front())
        && sameLevel(there.levels.back(), wanted.levels.back());
    wanted.levels = there.levels;
    if (!(wanted == there) || !sameLevels)
        return fail(ErrorCode::Conflict,
            tr("%1 is a whole pyramid made with other options. Choose another output, or remove that pyramid first.")
                .arg(storage.descriptorPath()));
    control.warning(tr("The pyramid is whole already; nothing was left to do."));
    MadePyramid made;
    made.descriptorPath = storage.descriptorPath();
    return made;
}

Status checkSources(const PyramidOrder &order, const RecordLog &log, WorkControl &control)
{
    if (log.start() != RecordLog::Start::Resumed || log.note() == order.sourceState)
        return {};
    if (!order.mixesSources)
        return fail(ErrorCode::Conflict,
            tr("The sources were changed since the run began. Remove %1 and the pyramid's folder, and start again.")
                .arg(log.folder()));
    control.warning(tr("Source files were changed since the run began. What was done before is kept as it is."));
    return {};
}

Status finish(const PyramidOrder &order, PyramidDescriptor &descriptor, PyramidStorage &storage,
    const std::vector<SlabRecord> &records, RecordLog &log)
{
    describeLevels(descriptor, order.top, storage, records);
    TUILERIE_CHECK(storage.writeList(slabListOf(descriptor, order.top, order.place.name, records)));
    if (order.keep)
        TUILERIE_CHECK(order.keep(log.folder()));
    TUILERIE_CHECK(storage.writeDescriptor(descriptor));
    return order.keptAs.isEmpty() ? log.remove() : log.leave(order.keptAs);
}

} // namespace

Result<MadePyramid> makePyramid(const PyramidOrder &order, WorkControl &control)
{
    TUILERIE_TRY(storage, PyramidStorage::open(order.place.folder, order.place.name));
    const bool isWhole = descriptorExists(*storage);
    if (isWhole && !RecordLog::exists(storage->journalFolder()))
        return alreadyThere(order, *storage, control);
    RecordLog::Opening opening;
    opening.folder = storage->journalFolder();
    opening.kind = order.records;
    opening.version = order.version;
    opening.fingerprint = order.fingerprint;
    opening.note = order.sourceState;
    opening.resume = order.resume;
    TUILERIE_TRY(log, RecordLog::open(opening));
    removeLeftovers(order.place);
    if (isWhole && log->start() != RecordLog::Start::Resumed) {
        // Killed between the descriptor and the end of a journal that says nothing any more.
        TUILERIE_CHECK(log->remove());
        return alreadyThere(order, *storage, control);
    }
    if (!log->finding().isEmpty())
        control.warning(log->finding());
    if (log->start() == RecordLog::Start::Anew)
        TUILERIE_CHECK(storage->removeSlabs());
    TUILERIE_CHECK(checkSources(order, *log, control));

    PyramidDescriptor descriptor = order.descriptor;
    TUILERIE_TRY(records, order.slabs({*storage, *log, descriptor, control}));
    MadePyramid made;
    for (const SlabRecord &record : records) {
        made.slabs += (record.dataSize > 0) + (record.maskSize > 0);
        made.tiles += record.tiles;
        made.bytes += record.dataSize + record.maskSize;
    }
    if (made.tiles == 0)
        return fail(ErrorCode::Invalid, order.nothing);
    ProgressMeter writing(control, QStringLiteral("write"), 1);
    writing.report();
    TUILERIE_CHECK(finish(order, descriptor, *storage, records, *log));
    (void)writing.add(1);
    made.descriptorPath = storage->descriptorPath();
    return made;
}

} // namespace tuilerie
