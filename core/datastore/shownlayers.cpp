// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "base/log.h"
#include "model/offering.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

TUILERIE_LOG_ROOM("datastore")

std::shared_ptr<const LayerCatalogue> Datastore::catalogue() const
{
    return std::atomic_load(&m_catalogue);
}

Status Datastore::addUsedData(PublishedLayer &layer, const Configuration &configuration) const
{
    const QDir folder(m_options.folder);
    const QJsonArray items = configuration.typeInfos.value(QLatin1String("used_data")).toArray();
    GeographicBox box;
    for (const QJsonValue item : items) {
        const UsedData used = UsedData::fromJson(item.toObject());
        TUILERIE_TRY(document, m_entities->find(EntityKind::StoredData, used.storedData));
        const StoredData data = StoredData::fromJson(document);
        const auto place = [&](const char *name) {
            const QString relative = document.value(QLatin1String(name)).toString();
            return relative.isEmpty() ? QString() : folder.absoluteFilePath(relative);
        };
        const QString main = place(layer.type == ConfigurationType::WmsVector ? "_database"
                : layer.type == ConfigurationType::Download                   ? "_folder"
                                                                              : "_descriptor");
        if (main.isEmpty())
            return fail(ErrorCode::NotFound, QStringLiteral("The stored data of %1 is gone.").arg(layer.name));
        if (layer.type == ConfigurationType::Download) {
            layer.downloads.push_back({item[QLatin1String("sub_name")].toString(), main,
                document.value(QLatin1String("_entry")).toString(), document.value(QLatin1String("_format")).toString(),
                data.size, modeljson::integer(data.typeInfos.value(QLatin1String("points")))});
        } else if (layer.type == ConfigurationType::WmsVector) {
            const QJsonArray relations = item[QLatin1String("relations")].toArray();
            for (const QJsonValue relation : relations) {
                LayerTable table{main, relation[QLatin1String("name")].toString(), {}};
                const QString styleId = EntityReference::fromJson(relation[QLatin1String("style")]).id;
                if (const auto style = m_entities->find(EntityKind::Static, styleId)) {
                    table.style = staticPath(*style);
                    // A style that has been replaced since makes another version of the layer.
                    layer.version += QFileInfo(table.style).completeBaseName().mid(styleId.size());
                }
                layer.tables.push_back(table);
            }
        } else {
            layer.pyramids.push_back({main, used.topLevel, used.bottomLevel});
            continue;
        }
        layer.crs = data.srs;
        const GeographicBox part = GeographicBox::ofGeometry(data.extent);
        if (!part.isEmpty())
            box = box.isEmpty() ? part
                                : GeographicBox{std::min(box.west, part.west), std::min(box.south, part.south),
                                    std::max(box.east, part.east), std::max(box.north, part.north)};
    }
    if (!box.isEmpty())
        layer.bboxWgs84 = {box.west, box.south, box.east, box.north};
    return {};
}

Result<std::shared_ptr<const PublishedLayer>> Datastore::layerOf(const QJsonObject &offeringDocument,
    const QJsonObject &configurationDocument, qint64 version, const QDateTime &updated) const
{
    const Offering offering = Offering::fromJson(offeringDocument);
    const Configuration configuration = Configuration::fromJson(configurationDocument);
    const QJsonObject &infos = configuration.typeInfos;
    auto layer = std::make_shared<PublishedLayer>();
    layer->name = configuration.layerName;
    layer->title = configuration.title();
    layer->abstract = configuration.abstract();
    layer->keywords = modeljson::texts(infos.value(QLatin1String("keywords")));
    layer->type = configuration.type;
    layer->offering = offering.id;
    // Readable without a key only on an open endpoint: a restricted one always wants an access (docs/entrepot.md §13).
    if (const auto place = endpoint(offering.endpoint.id))
        layer->open = place->open;
    layer->version = offering.id.left(8) + QLatin1Char('-') + QString::number(version);
    TUILERIE_CHECK(addUsedData(*layer, configuration));
    const GeographicBox box = GeographicBox::fromJson(infos.value(QLatin1String("bbox")).toObject());
    if (!box.isEmpty())
        layer->bboxWgs84 = {box.west, box.south, box.east, box.north};
    for (const QString &id : modeljson::texts(infos.value(QLatin1String("styles")))) {
        const auto document = m_entities->find(EntityKind::Static, id);
        if (!document)
            continue;
        auto style = rasterStyle(*document);
        if (!style) { // kept by an earlier version, which took what it could not draw
            qCWarning(roomLog, "Layer %s: %s", qUtf8Printable(layer->name), qUtf8Printable(style.error().message));
            continue;
        }
        // A style that has been replaced since makes another version of the layer.
        layer->version += QFileInfo(staticPath(*document)).completeBaseName().mid(id.size());
        layer->styles.push_back(std::move(*style));
    }
    layer->interpolation = infos.value(QLatin1String("interpolation")).toString();
    layer->queryable =
        modeljson::boolean(infos.value(QLatin1String("getfeatureinfo")).toObject().value(QLatin1String("stored_data")));
    layer->attribution = configuration.attribution;
    layer->metadata = configuration.metadata;
    layer->updated = updated;
    return std::shared_ptr<const PublishedLayer>(layer);
}

/// What an offering shows now; null when it shows nothing.
Result<LayerCatalogue::Layer> Datastore::shownLayer(const QJsonObject &offering) const
{
    if (offering.value(QLatin1String("status")).toString() != OfferingStatus::Published
        || !modeljson::boolean(offering.value(QLatin1String("available")), true))
        return LayerCatalogue::Layer();
    QJsonObject configuration;
    qint64 version = 0, updated = 0;
    TUILERIE_CHECK(m_entities->database().run("SELECT version, configuration, updated FROM publication WHERE offering=?",
        {offering.value(QLatin1String("_id")).toString()}, [&](const SqlRow &row) {
            version = row.integer(0);
            configuration = QJsonDocument::fromJson(row.text(1).toUtf8()).object();
            updated = row.integer(2);
        }));
    // A layer whose pyramid is gone must not take the others with it.
    auto layer = layerOf(offering, configuration, version, QDateTime::fromMSecsSinceEpoch(updated, Qt::UTC));
    return layer ? *layer : LayerCatalogue::Layer();
}

Status Datastore::readCatalogue()
{
    std::vector<LayerCatalogue::Layer> layers;
    const std::lock_guard lock(m_entities->mutex());
    TUILERIE_TRY(
        offerings, m_entities->all(EntityKind::Offering, {{QStringLiteral("status"), QString(OfferingStatus::Published)}}));
    for (const QJsonObject &offering : offerings) {
        TUILERIE_TRY(layer, shownLayer(offering));
        if (!layer)
            continue;
        layers.push_back(layer);
        m_shown.insert(layer->offering, layer);
    }
    std::atomic_store(&m_catalogue, std::make_shared<const LayerCatalogue>(std::move(layers), ++m_generation));
    return {};
}

Status Datastore::refreshLayer(const QString &offering)
{
    // The lock spans reading and swapping, so that of two changes at once the later state wins.
    const std::lock_guard lock(m_entities->mutex());
    LayerCatalogue::Layer after;
    if (const auto document = m_entities->find(EntityKind::Offering, offering)) {
        TUILERIE_TRY(shown, shownLayer(*document));
        after = shown;
    } else if (document.error().code != ErrorCode::NotFound) {
        return fail(document.error());
    }
    const LayerCatalogue::Layer before = m_shown.value(offering);
    if (!before && !after)
        return {};
    std::atomic_store(&m_catalogue, catalogue()->with(before, after, ++m_generation));
    if (after)
        m_shown.insert(offering, after);
    else
        m_shown.remove(offering);
    return {};
}

Status Datastore::refreshLayersOf(const QString &staticFile)
{
    const QStringList offerings = m_entities->linkedTo(staticFile, QStringLiteral("static"));
    for (const QString &offering : offerings)
        TUILERIE_CHECK(refreshLayer(offering));
    return {};
}

} // namespace tuilerie
