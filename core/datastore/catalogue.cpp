// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "model/offering.h"

#include <QJsonDocument>

namespace tuilerie {

std::shared_ptr<const PublishedLayer> LayerCatalogue::find(const QString &type, const QString &name) const
{
    // Catalogues are small (quotas of some tens), and the names differ early.
    for (const auto &layer : layers)
        if (layer->name == name && layer->type == type)
            return layer;
    return {};
}

std::shared_ptr<const LayerCatalogue> Datastore::catalogue() const
{
    return std::atomic_load(&m_catalogue);
}

Result<std::shared_ptr<const PublishedLayer>> Datastore::layerOf(const QJsonObject &offeringDocument, const QJsonObject &configurationDocument,
                                                                 qint64 version, const QDateTime &updated) const
{
    const Offering offering = Offering::fromJson(offeringDocument);
    const Configuration configuration = Configuration::fromJson(configurationDocument);
    const QJsonObject &infos = configuration.typeInfos;
    auto layer = std::make_shared<PublishedLayer>();
    layer->name = configuration.layerName;
    layer->title = configuration.title();
    layer->abstract = infos.value(QLatin1String("abstract")).toString();
    layer->keywords = modeljson::texts(infos.value(QLatin1String("keywords")));
    layer->type = configuration.type;
    // Readable without a key only on an open endpoint: a restricted one always wants an access (reference §13).
    const auto all = endpoints({});
    for (const Endpoint &endpoint : all)
        if (endpoint.id == offering.endpoint.id)
            layer->open = endpoint.open;
    layer->version = offering.id.left(8) + QLatin1Char('-') + QString::number(version);
    for (const UsedData &used : configuration.usedData()) {
        TUILERIE_TRY(data, m_entities->find(EntityKind::StoredData, used.storedData));
        const QString descriptor = data.value(QLatin1String("_descriptor")).toString();
        if (descriptor.isEmpty())
            return fail(ErrorCode::NotFound, QStringLiteral("The pyramid of %1 is gone.").arg(layer->name));
        layer->pyramids.push_back({QDir(m_options.folder).absoluteFilePath(descriptor), used.topLevel, used.bottomLevel});
    }
    const GeographicBox box = GeographicBox::fromJson(infos.value(QLatin1String("bbox")).toObject());
    if (!box.isEmpty())
        layer->bboxWgs84 = {box.west, box.south, box.east, box.north};
    const QStringList styles = modeljson::texts(infos.value(QLatin1String("styles")));
    for (const QString &style : styles)
        if (const auto document = m_entities->find(EntityKind::Static, style)) {
            const QString identifier = document->value(QLatin1String("type_infos")).toObject().value(QLatin1String("identifier")).toString();
            if (!identifier.isEmpty())
                layer->styles << identifier;
        }
    layer->interpolation = infos.value(QLatin1String("interpolation")).toString();
    layer->queryable = modeljson::boolean(infos.value(QLatin1String("getfeatureinfo")).toObject().value(QLatin1String("stored_data")));
    layer->attribution = configuration.attribution;
    layer->metadata = configuration.metadata;
    layer->updated = updated;
    return std::shared_ptr<const PublishedLayer>(layer);
}

Status Datastore::rebuildCatalogue()
{
    auto fresh = std::make_shared<LayerCatalogue>();
    // The lock spans reading and swapping, so that of two changes at once the later state wins.
    const std::lock_guard lock(m_entities->mutex());
    TUILERIE_TRY(offerings, m_entities->all(EntityKind::Offering, {{QStringLiteral("status"), QString(OfferingStatus::Published)}}));
    for (const QJsonObject &offering : offerings) {
        if (!modeljson::boolean(offering.value(QLatin1String("available")), true))
            continue;
        QJsonObject configuration;
        qint64 version = 0, updated = 0;
        TUILERIE_CHECK(m_entities->database().run("SELECT version, configuration, updated FROM publication WHERE offering=?",
                                                  {offering.value(QLatin1String("_id")).toString()}, [&](const SqlRow &row) {
                                                      version = row.integer(0);
                                                      configuration = QJsonDocument::fromJson(row.text(1).toUtf8()).object();
                                                      updated = row.integer(2);
                                                  }));
        // A layer whose pyramid is gone must not take the others with it.
        if (auto layer = layerOf(offering, configuration, version, QDateTime::fromMSecsSinceEpoch(updated, Qt::UTC)))
            fresh->layers.push_back(*layer);
    }
    std::stable_sort(fresh->layers.begin(), fresh->layers.end(),
                     [](const auto &a, const auto &b) { return a->title.localeAwareCompare(b->title) < 0; });
    fresh->generation = ++m_generation;
    std::atomic_store(&m_catalogue, std::shared_ptr<const LayerCatalogue>(fresh));
    return {};
}

} // namespace tuilerie
