// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorwriting.h"

#include "pyramid/slablist.h"

#include <algorithm>

namespace tuilerie::vector {

namespace {

/// One table of a level: inputs of one layer are one table of the tiles.
QJsonArray tablesOf(const VectorProfile &profile, int level, const std::vector<qint64> &counts,
    const std::vector<std::vector<AttributeStatistics>> &statistics)
{
    QJsonArray tables;
    QStringList done;
    for (size_t i = 0; i < profile.inputs.size(); ++i) {
        const VectorInput &first = profile.inputs[i];
        if (done.contains(first.layer))
            continue;
        QString geometry;
        std::vector<AttributeStatistics> attributes;
        bool any = false;
        for (size_t k = i; k < profile.inputs.size(); ++k) {
            const VectorInput &input = profile.inputs[k];
            if (input.layer != first.layer || level < input.top || level > input.bottom || counts[k] == 0)
                continue;
            geometry = !any || geometry == input.geometry ? input.geometry : QStringLiteral("GEOMETRY");
            any = true;
            for (const AttributeStatistics &one : statistics[k]) {
                const auto known = std::find_if(attributes.begin(), attributes.end(),
                    [&](const AttributeStatistics &a) { return a.name() == one.name(); });
                if (known == attributes.end())
                    attributes.push_back(one);
                else
                    known->merge(one);
            }
        }
        if (!any)
            continue;
        done << first.layer;
        QJsonArray list;
        for (const AttributeStatistics &attribute : attributes)
            list.append(attribute.toJson());
        tables.append(QJsonObject{{QStringLiteral("name"), first.layer}, {QStringLiteral("geometry"), geometry},
            {QStringLiteral("attributes"), list}});
    }
    return tables;
}

} // namespace

void setLosses(SlabRecord &record, qint64 reducedTiles, qint64 droppedFeatures)
{
    constexpr qint64 most = 0xFFFFFFFF;
    record.maskHash = quint64(std::min(reducedTiles, most)) << 32 | quint64(std::min(droppedFeatures, most));
}

std::pair<qint64, qint64> lossesOf(const SlabRecord &record)
{
    return {qint64(record.maskHash >> 32), qint64(record.maskHash & 0xFFFFFFFF)};
}

std::vector<PyramidLevel> describedLevels(const VectorProfile &profile, const PyramidStorage &storage,
    const std::vector<SlabRecord> &records, const std::vector<qint64> &inputCounts,
    const std::vector<std::vector<AttributeStatistics>> &statistics)
{
    std::vector<PyramidLevel> levels;
    for (int z = profile.top; z <= profile.bottom; ++z) {
        PyramidLevel level;
        level.id = profile.matrix(z).id;
        level.tilesPerWidth = profile.params.slabWidth;
        level.tilesPerHeight = profile.params.slabHeight;
        level.storage = storage.levelStorage(level.id, false);
        level.tables = tablesOf(profile, z, inputCounts, statistics);
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

Status writeDescription(const VectorProfile &profile, PyramidStorage &storage, const std::vector<SlabRecord> &records,
    std::vector<PyramidLevel> levels)
{
    PyramidDescriptor descriptor;
    descriptor.tileMatrixSet = profile.grid.id();
    descriptor.format = QStringLiteral("TIFF_PBF_MVT");
    descriptor.levels = std::move(levels);
    QList<QByteArray> lines;
    for (const SlabRecord &record : records)
        if (record.dataSize > 0)
            lines << slabListLine(
                descriptor.levels[size_t(record.key.level - profile.top)], false, record.key.col, record.key.row);
    const LevelStorage &first = descriptor.levels.front().storage;
    QString root = profile.name;
    if (first.type == StorageType::S3)
        root =
            first.bucket + QLatin1Char('/') + first.imageDirectory.left(first.imageDirectory.lastIndexOf(QLatin1Char('/')));
    TUILERIE_CHECK(storage.writeList(slabListText(root, lines)));
    return storage.writeDescriptor(descriptor);
}

} // namespace tuilerie::vector
