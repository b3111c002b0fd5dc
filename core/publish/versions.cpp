// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/versions.h"

#include "publish/belongings.h"
#include "publish/layers.h"
#include "publish/offer.h"
#include "publish/tags.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

// The newest stored data of another type that was made for the same layer from the same delivery.
Result<StoredData> siblingOf(EntrepotClient &client, const StoredData &data, const QString &type)
{
    TUILERIE_TRY(all, dataMadeFor(client, data.tags.value(publicationtag::layer)));
    const StoredData *best = nullptr;
    for (const StoredData &item : all) {
        const bool isSame = item.type == type && item.status == StoredDataStatus::Generated
            && item.tags.value(publicationtag::uploadId) == data.tags.value(publicationtag::uploadId);
        if (isSame && (!best || best->creation < item.creation))
            best = &item;
    }
    if (!best)
        return fail(ErrorCode::NotFound, tr("The version has no %1 any more. Publish its files again.").arg(type));
    return *best;
}

} // namespace

QJsonObject LayerVersion::toJson() const
{
    QJsonObject object{{u"version"_s, storedData}, {u"name"_s, name}, {u"size"_s, size}, {u"current"_s, isCurrent}};
    modeljson::put(object, "creation", modeljson::date(creation));
    return object;
}

Result<std::vector<LayerVersion>> layerVersions(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(found, findLayer(client, layer));
    TUILERIE_TRY(all, dataMadeFor(client, layer));
    for (const QString &id : std::as_const(found.storedData)) {
        if (std::any_of(all.begin(), all.end(), [&id](const StoredData &item) { return item.id == id; }))
            continue;
        const auto data = client.storedData(id);
        if (!data && data.error().code == ErrorCode::NotFound)
            continue;
        if (!data)
            return fail(data.error());
        all.push_back(*data);
    }
    // A layer of several stored data has a version for each of what its first configuration shows.
    QString type;
    for (const StoredData &item : all) {
        if (item.id == found.storedData.value(0))
            type = item.type;
    }
    std::vector<LayerVersion> versions;
    for (const StoredData &data : all) {
        const bool isCurrent = found.storedData.contains(data.id);
        if (data.type == type && (isCurrent || data.status == StoredDataStatus::Generated))
            versions.push_back({data.id, data.name, data.creation, data.size, isCurrent});
    }
    std::sort(versions.begin(), versions.end(), [](const auto &a, const auto &b) { return a.creation > b.creation; });
    return versions;
}

Result<PublicationResult> rollbackLayer(EntrepotClient &client, const QString &layer, const QString &version)
{
    TUILERIE_TRY(versions, layerVersions(client, layer));
    auto wanted = versions.end();
    if (version.isEmpty()) {
        const auto current =
            std::find_if(versions.begin(), versions.end(), [](const LayerVersion &v) { return v.isCurrent; });
        wanted = current == versions.end() ? current : current + 1;
        if (wanted == versions.end())
            return fail(ErrorCode::NotFound, tr("There is no version before the current one of %1.").arg(layer));
    } else {
        wanted =
            std::find_if(versions.begin(), versions.end(), [&](const LayerVersion &v) { return v.storedData == version; });
        if (wanted == versions.end())
            return fail(ErrorCode::NotFound, tr("%1 has no version %2. Look at its list of versions.").arg(layer, version));
    }
    TUILERIE_TRY(main, client.storedData(wanted->storedData));
    TUILERIE_TRY(configurations, configurationsOf(client, layer));
    TUILERIE_TRY(shown, shownData(client, configurations));
    ProducedData data{{main.type, main}};
    std::vector<QString> types;
    for (const StoredData &item : shown) {
        types.push_back(item.type);
        if (data.contains(item.type))
            continue;
        // What was made from the same delivery belongs together.
        TUILERIE_TRY(sibling, siblingOf(client, main, item.type));
        data[item.type] = sibling;
    }
    PublishRequest unchanged;
    unchanged.layer = layer;
    return switchLayer(
        client, std::move(configurations), unchanged, data, types, {}, main.tags.value(publicationtag::fingerprint));
}

} // namespace tuilerie
