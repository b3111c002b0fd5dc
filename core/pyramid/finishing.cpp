// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/finishing.h"

#include "pyramid/slablist.h"
#include "pyramid/vsifile.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tuilerie {

Result<PyramidPlace> PyramidPlace::fromOutput(const QString &output)
{
    PyramidPlace place;
    const qsizetype slash = output.lastIndexOf(QLatin1Char('/'));
    place.folder = slash < 0 ? QStringLiteral(".") : slash == 0 ? QStringLiteral("/") : output.left(slash);
    place.name = output.mid(slash + 1);
    if (place.name.endsWith(QLatin1String(".json")))
        place.name.chop(5);
    if (place.name.isEmpty() || place.name == QLatin1String(".") || place.name == QLatin1String(".."))
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::Pyramid", "The output “%1” has no name. Give it as FOLDER/NAME.")
                .arg(output));
    return place;
}

bool descriptorExists(const PyramidStorage &storage)
{
    const QString path = storage.descriptorPath();
    return vsi::isVirtual(path) ? PyramidDescriptor::load(path).has_value() : QFileInfo::exists(path);
}

void removeLeftovers(const PyramidPlace &place)
{
    if (vsi::isVirtual(vsi::fromUrl(place.folder)))
        return;
    const QDir folder(place.folder);
    QStringList stale;
    for (const QString &name : folder.entryList(
             {place.name + QStringLiteral(".json.*.tmp"), place.name + QStringLiteral(".list.*.tmp")}, QDir::Files))
        stale << folder.filePath(name);
    QDirIterator it(folder.filePath(place.name), {QStringLiteral("*.tif.*.tmp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        stale << it.next();
    for (const QString &path : stale)
        QFile::remove(path);
}

void describeLevels(
    PyramidDescriptor &descriptor, int top, const PyramidStorage &storage, const std::vector<SlabRecord> &records)
{
    for (PyramidLevel &level : descriptor.levels) {
        level.storage = storage.levelStorage(level.id, descriptor.hasMasks);
        level.limits = {};
    }
    for (const SlabRecord &record : records) {
        if (record.limits.isEmpty())
            continue;
        TileRange &limits = descriptor.levels[size_t(record.key.level - top)].limits;
        const TileRange &l = record.limits;
        limits = limits.isEmpty() ? l
                                  : TileRange{std::min(limits.minCol, l.minCol), std::min(limits.minRow, l.minRow),
                                      std::max(limits.maxCol, l.maxCol), std::max(limits.maxRow, l.maxRow)};
    }
    // What the official writer says of a level that received nothing.
    for (PyramidLevel &level : descriptor.levels)
        if (level.limits.isEmpty())
            level.limits = {0, 0, 0, 0};
}

QByteArray slabListOf(
    const PyramidDescriptor &descriptor, int top, const QString &name, const std::vector<SlabRecord> &records)
{
    QList<QByteArray> lines;
    for (const SlabRecord &record : records) {
        const PyramidLevel &level = descriptor.levels[size_t(record.key.level - top)];
        if (record.dataSize > 0)
            lines << slabListLine(level, false, record.key.col, record.key.row);
        if (record.maskSize > 0)
            lines << slabListLine(level, true, record.key.col, record.key.row);
    }
    const LevelStorage &first = descriptor.levels.front().storage;
    const QString root = first.type == StorageType::File
        ? name
        : first.bucket + QLatin1Char('/') + first.imageDirectory.left(first.imageDirectory.lastIndexOf(QLatin1Char('/')));
    return slabListText(root, lines);
}

} // namespace tuilerie
