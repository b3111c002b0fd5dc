// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/layers.h"

#include "publish/patience.h"
#include "publish/publicationstyles.h"
#include "publish/tags.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

Error noLayer(const QString &layer)
{
    return {ErrorCode::NotFound,
        tr("There is no layer named %1. Publish it first, or look at the list of layers.").arg(layer), {}};
}

Result<std::vector<PublishedLayerInfo>> layersMatching(EntrepotClient &client, const Filter &filter)
{
    TUILERIE_TRY(can, client.capabilities());
    TUILERIE_TRY(configurations, client.configurations(filter));
    std::vector<PublishedLayerInfo> layers;
    for (const Configuration &item : configurations) {
        TUILERIE_TRY(configuration, client.configuration(item.id));
        auto layer = std::find_if(layers.begin(), layers.end(),
            [&](const PublishedLayerInfo &known) { return known.layer == configuration.layerName; });
        if (layer == layers.end()) {
            layers.emplace_back();
            layer = layers.end() - 1;
            layer->layer = configuration.layerName;
        }
        if (layer->title.isEmpty())
            layer->title = configuration.title();
        if (layer->abstract.isEmpty())
            layer->abstract = configuration.abstract();
        if (!layer->update.isValid() || configuration.update > layer->update)
            layer->update = configuration.update;
        layer->configurations << configuration.id;
        for (const UsedData &used : configuration.usedData()) {
            if (!layer->storedData.contains(used.storedData))
                layer->storedData << used.storedData;
        }
        TUILERIE_TRY(offerings, client.offeringsOf(configuration.id));
        for (const Offering &offering : offerings) {
            TUILERIE_TRY(whole, client.offering(offering.id));
            for (const PublishedService &service : publishedServices(whole))
                layer->services.push_back(service);
        }
        if (!can.name.isEmpty() && !layer->services.empty())
            layer->viewer = client.address().viewerUrl(layer->layer);
    }
    std::sort(layers.begin(), layers.end(), [](const auto &a, const auto &b) { return a.layer < b.layer; });
    return layers;
}

// Deletes stored data that no configuration uses any more.
Status deleteIfUnused(EntrepotClient &client, const QString &storedData)
{
    TUILERIE_TRY(users, client.configurations({{u"stored_data"_s, storedData}}));
    for (const Configuration &user : users) {
        TUILERIE_TRY(whole, client.configuration(user.id));
        for (const UsedData &used : whole.usedData()) {
            if (used.storedData == storedData)
                return {};
        }
    }
    const Status deleted = client.deleteStoredData(storedData);
    return !deleted && deleted.error().code == ErrorCode::NotFound ? Status() : deleted;
}

} // namespace

Result<std::vector<PublishedLayerInfo>> listLayers(EntrepotClient &client)
{
    return layersMatching(client, {});
}

Result<PublishedLayerInfo> findLayer(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(layers, layersMatching(client, {{u"layer_name"_s, layer}}));
    for (const PublishedLayerInfo &found : layers) {
        if (found.layer == layer)
            return found;
    }
    return fail(noLayer(layer));
}

// DELETE unpublishes, a second one destroys; servers of before 2026 do both at once (docs/entrepot.md §4).
Status unpublishOffering(EntrepotClient &client, const QString &offering)
{
    Patience patience(client);
    bool asked = false;
    for (;;) {
        auto now = client.offering(offering);
        if (!now && now.error().code == ErrorCode::NotFound)
            return {};
        if (!now)
            return fail(std::move(now.error()));
        if (now->status != OfferingStatus::Unpublishing && (!asked || now->status == OfferingStatus::Unpublished)) {
            const Status deleted = client.deleteOffering(offering);
            if (!deleted && deleted.error().code == ErrorCode::NotFound)
                return {};
            if (!deleted)
                return deleted;
            asked = true;
        }
        TUILERIE_CHECK(patience.wait(client.control()));
    }
}

Status removeConfiguration(EntrepotClient &client, const QString &configuration)
{
    TUILERIE_TRY(offerings, client.offeringsOf(configuration));
    for (const Offering &offering : offerings)
        TUILERIE_CHECK(unpublishOffering(client, offering.id));
    // Some servers take a moment until they count the configuration as free (409).
    Patience patience(client);
    for (int attempt = 0;; ++attempt) {
        const Status deleted = client.deleteConfiguration(configuration);
        if (deleted || deleted.error().code == ErrorCode::NotFound)
            return {};
        if (deleted.error().code != ErrorCode::Conflict || attempt >= 20)
            return deleted;
        TUILERIE_CHECK(patience.wait(client.control()));
    }
}

Result<std::vector<StoredData>> dataMadeFor(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(list, client.storedDataList({{u"tags[%1]"_s.arg(publicationtag::layer), layer}}));
    std::vector<StoredData> found;
    for (const StoredData &item : list) {
        const auto whole = client.storedData(item.id);
        if (!whole && whole.error().code == ErrorCode::NotFound)
            continue;
        if (!whole)
            return fail(whole.error());
        // Servers that do not know the tag filter give everything.
        if (whole->tags.value(publicationtag::layer) == layer && whole->status != StoredDataStatus::Deleted)
            found.push_back(*whole);
    }
    return found;
}

Status unpublishLayer(EntrepotClient &client, const QString &layer, bool withData)
{
    TUILERIE_TRY(found, findLayer(client, layer));
    QStringList data = found.storedData;
    if (withData) {
        // Databases and earlier versions, too.
        TUILERIE_TRY(tagged, dataMadeFor(client, layer));
        for (const StoredData &item : tagged) {
            if (!data.contains(item.id))
                data << item.id;
        }
    }
    for (const QString &configuration : found.configurations)
        TUILERIE_CHECK(removeConfiguration(client, configuration));
    removeStyles(client, layer);
    if (withData) {
        for (const QString &storedData : std::as_const(data))
            TUILERIE_CHECK(deleteIfUnused(client, storedData));
    }
    return {};
}

Status cascadeDelete(EntrepotClient &client, const QString &storedData)
{
    TUILERIE_TRY(configurations, client.configurations({{u"stored_data"_s, storedData}}));
    for (const Configuration &configuration : configurations)
        TUILERIE_CHECK(removeConfiguration(client, configuration.id));
    return client.deleteStoredData(storedData);
}

} // namespace tuilerie
