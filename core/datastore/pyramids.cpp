// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "grid/crs.h"
#include "pyramid/descriptor.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}

qint64 folderSize(const QString &folder)
{
    qint64 size = 0;
    QDirIterator iterator(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (iterator.hasNext()) {
        iterator.next();
        size += iterator.fileInfo().size();
    }
    return size;
}

/// Degrees WGS 84 of the finest level's limits; empty when the CRS cannot be transformed.
GeographicBox boxOf(const PyramidDescriptor &descriptor, const TileMatrixSet &grid)
{
    if (descriptor.levels.empty())
        return {};
    const PyramidLevel &finest = descriptor.levels.back();
    const TileMatrix *matrix = grid.level(finest.id);
    if (!matrix || finest.limits.isEmpty())
        return {};
    const auto from = Crs::fromText(grid.crs());
    const auto to = Crs::fromText(QStringLiteral("EPSG:4326"));
    if (!from || !to)
        return {};
    const auto transform = CrsTransform::create(*from, *to);
    if (!transform)
        return {};
    const auto extent = transform->forward(matrix->rangeExtent(finest.limits));
    if (!extent)
        return {};
    return {extent->west, extent->south, extent->east, extent->north};
}

} // namespace

QString Datastore::pyramidFolder(const QString &storedData) const
{
    return m_options.folder + QLatin1String("/pyramids/") + storedData;
}

Status Datastore::pyramidGenerated(const QString &id, const QString &descriptorPath, const QJsonArray &valueRange)
{
    TUILERIE_TRY(descriptor, PyramidDescriptor::load(descriptorPath));
    // A user's own grid lies beside the pyramid.
    const QString beside =
        QFileInfo(descriptorPath).path() + QLatin1Char('/') + descriptor.tileMatrixSet + QLatin1String(".json");
    const bool isBundled = TileMatrixSet::bundledIds().contains(descriptor.tileMatrixSet);
    TUILERIE_TRY(grid,
        isBundled || !QFileInfo::exists(beside) ? TileMatrixSet::find(descriptor.tileMatrixSet)
                                                : TileMatrixSet::load(beside));
    QJsonArray levels;
    for (const PyramidLevel &level : descriptor.levels)
        levels.append(level.id);
    QJsonObject infos{{QStringLiteral("tms"), descriptor.tileMatrixSet}, {QStringLiteral("levels"), levels}};
    if (!descriptor.isVector()) {
        TUILERIE_TRY(format, descriptor.rasterFormat());
        infos.insert(QLatin1String("channels_format"),
            format.sample == SampleType::UInt8 ? QStringLiteral("UINT8") : QStringLiteral("FLOAT32"));
        infos.insert(QLatin1String("channels_number"), descriptor.channels);
        infos.insert(QLatin1String("compression"), RasterFormat::compressionWord(format.compression));
        infos.insert(QLatin1String("nodata_value"), descriptor.nodata);
        // Ours: what clients make palettes of.
        if (!valueRange.isEmpty())
            infos.insert(QLatin1String("value_range"), valueRange);
    }
    const GeographicBox box = boxOf(descriptor, grid);
    const qint64 size = folderSize(pyramidFolder(id));
    const QString relative = QDir(m_options.folder).relativeFilePath(descriptorPath);
    return m_entities->transaction([&]() -> Status {
        TUILERIE_CHECK(m_entities->change(EntityKind::StoredData, id, [&](QJsonObject &document) -> Status {
            document.insert(QLatin1String("status"), QString(StoredDataStatus::Generated));
            document.insert(QLatin1String("type_infos"), infos);
            document.insert(QLatin1String("srs"), grid.crs());
            document.insert(QLatin1String("size"), size);
            if (!box.isEmpty())
                document.insert(QLatin1String("extent"), box.toGeometry());
            // Relative, so that the data folder can be moved.
            document.insert(QLatin1String("_descriptor"), relative);
            return {};
        }));
        return m_entities->addEvent(id, tr("Generated"));
    });
}

Status Datastore::dataGenerated(const QString &id, const GeneratedData &data)
{
    const qint64 size = folderSize(pyramidFolder(id));
    const QDir folder(m_options.folder);
    return m_entities->transaction([&]() -> Status {
        TUILERIE_CHECK(m_entities->change(EntityKind::StoredData, id, [&](QJsonObject &document) -> Status {
            document.insert(QLatin1String("status"), QString(StoredDataStatus::Generated));
            document.insert(QLatin1String("type_infos"), data.typeInfos);
            document.insert(QLatin1String("size"), size);
            modeljson::put(document, "srs", data.srs);
            if (!data.box.isEmpty())
                document.insert(QLatin1String("extent"), data.box.toGeometry());
            if (!data.database.isEmpty())
                document.insert(QLatin1String("_database"), folder.relativeFilePath(data.database));
            if (!data.folder.isEmpty())
                document.insert(QLatin1String("_folder"), folder.relativeFilePath(data.folder));
            modeljson::put(document, "_entry", data.entry);
            modeljson::put(document, "_format", data.format);
            return {};
        }));
        return m_entities->addEvent(id, tr("Generated"));
    });
}

Result<QString> Datastore::databaseOf(const QString &storedData) const
{
    return placeOf(storedData, QLatin1String("_database"),
        [](const QString &name) { return tr("The stored data “%1” is no vector database.").arg(name); });
}

Result<QString> Datastore::pyramidOf(const QString &storedData) const
{
    return placeOf(storedData, QLatin1String("_descriptor"),
        [](const QString &name) { return tr("The stored data “%1” is no pyramid.").arg(name); });
}

Result<QString> Datastore::placeOf(
    const QString &storedData, QLatin1String member, const std::function<QString(const QString &)> &isNone) const
{
    TUILERIE_TRY(document, m_entities->find(EntityKind::StoredData, storedData));
    const QString name = document.value(QLatin1String("name")).toString();
    if (document.value(QLatin1String("status")).toString() == StoredDataStatus::Deleted)
        return fail(ErrorCode::NotFound, tr("The stored data “%1” has been deleted.").arg(name));
    const QString relative = document.value(member).toString();
    if (relative.isEmpty())
        return fail(ErrorCode::Invalid, isNone(name));
    return QDir(m_options.folder).absoluteFilePath(relative);
}

QString Datastore::staticPath(const QJsonObject &document) const
{
    const QString id = document.value(QLatin1String("_id")).toString();
    return m_options.folder + QLatin1String("/files/") + document.value(QLatin1String("_file")).toString(id);
}

Result<QJsonObject> Datastore::dependencies(const QString &id) const
{
    TUILERIE_CHECK(m_entities->find(EntityKind::StoredData, id));
    const auto references = [&](const QStringList &ids) {
        QJsonArray list;
        for (const QString &other : ids)
            if (const auto document = m_entities->find(EntityKind::StoredData, other))
                list.append(QJsonObject{
                    {QStringLiteral("_id"), other}, {QStringLiteral("name"), document->value(QLatin1String("name"))}});
        return list;
    };
    return QJsonObject{{QStringLiteral("used_by"), references(m_entities->linkedTo(id, QStringLiteral("dependency")))},
        {QStringLiteral("use"), references(m_entities->links(id, QStringLiteral("dependency")))}};
}

Status Datastore::deleteStoredData(const QString &id)
{
    const Status stored = m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::StoredData, id));
        if (document.value(QLatin1String("status")).toString() == StoredDataStatus::Deleted)
            return fail(ErrorCode::NotFound, tr("The stored data has been deleted already."));
        if (!m_entities->linkedTo(id, QStringLiteral("stored_data")).isEmpty())
            return fail(ErrorCode::Conflict,
                tr("A configuration uses this stored data. Delete its offerings and the configuration first."));
        if (!m_entities->linkedTo(id, QStringLiteral("dependency")).isEmpty())
            return fail(ErrorCode::Conflict, tr("Another stored data is built on this one. Delete that one first."));
        for (const char *role : {"output_stored_data", "input_stored_data"}) {
            const QStringList executions = m_entities->linkedTo(id, QLatin1String(role));
            for (const QString &execution : executions) {
                const auto found = m_entities->find(EntityKind::Execution, execution);
                const QString status = found ? found->value(QLatin1String("status")).toString() : QString();
                if (status == QLatin1String("WAITING") || status == QLatin1String("PROGRESS"))
                    return fail(ErrorCode::Conflict,
                        tr("A processing is at work on this stored data. Wait for its end or abort it."));
            }
        }
        TUILERIE_CHECK(m_entities->change(EntityKind::StoredData, id, [](QJsonObject &changed) -> Status {
            changed.insert(QLatin1String("status"), QString(StoredDataStatus::Deleted));
            for (const char *name : {"_descriptor", "_database", "_folder", "_entry"})
                changed.remove(QLatin1String(name));
            return {};
        }));
        return m_entities->addEvent(id, tr("Deleted"));
    });
    TUILERIE_CHECK(stored);
    TUILERIE_CHECK(removeFolder(pyramidFolder(id)));
    return countShared(id);
}

} // namespace tuilerie
