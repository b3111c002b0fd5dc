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

QString databaseOf(const StoredData &data)
{
    return data.type == StoredDataType::VectorDb ? data.id : data.tags.value(publicationtag::vectorDbId);
}

// All states of data that people push to came from one delivery: those the database tells apart.
bool isOfOneMake(const StoredData &a, const StoredData &b)
{
    if (const QString one = databaseOf(a), other = databaseOf(b); !one.isEmpty() && !other.isEmpty())
        return one == other;
    return a.tags.value(publicationtag::uploadId) == b.tags.value(publicationtag::uploadId);
}

// The newest stored data of another type that was made for the same layer from the same delivery.
Result<StoredData> siblingOf(EntrepotClient &client, const StoredData &data, const QString &type)
{
    TUILERIE_TRY(all, dataMadeFor(client, data.tags.value(publicationtag::layer)));
    const StoredData *best = nullptr;
    for (const StoredData &item : all) {
        const bool isSame = item.type == type && item.status == StoredDataStatus::Generated && isOfOneMake(item, data);
        if (isSame && (!best || best->creation < item.creation))
            best = &item;
    }
    if (!best)
        return fail(ErrorCode::NotFound, tr("The version has no %1 any more. Publish its files again.").arg(type));
    return *best;
}

// By its id, or by the number that people see.
Result<LayerVersion> versionOf(const std::vector<LayerVersion> &versions, const QString &layer, const QString &wanted)
{
    for (const LayerVersion &version : versions)
        if (version.storedData == wanted || QString::number(version.number) == wanted)
            return version;
    return fail(ErrorCode::NotFound, tr("%1 has no version %2. Look at its list of versions.").arg(layer, wanted));
}

Result<PublicationResult> show(EntrepotClient &client, const QString &layer, const LayerVersion &version)
{
    TUILERIE_TRY(main, client.storedData(version.storedData));
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

// With all that came of the same delivery, the last made first: a database goes after what was made from it.
Status remove(EntrepotClient &client, const QString &layer, const LayerVersion &version)
{
    if (version.isCurrent)
        return fail(
            ErrorCode::Conflict, tr("%1 shows version %2. Switch to another one first.").arg(layer).arg(version.number));
    TUILERIE_TRY(main, client.storedData(version.storedData));
    TUILERIE_TRY(found, findLayer(client, layer));
    TUILERIE_TRY(all, dataMadeFor(client, layer));
    std::sort(all.begin(), all.end(), [](const StoredData &a, const StoredData &b) { return a.creation > b.creation; });
    for (const StoredData &item : all) {
        const bool isItself = item.id == main.id;
        if (isItself || (isOfOneMake(item, main) && item.type != main.type && !found.storedData.contains(item.id)))
            TUILERIE_CHECK(client.deleteStoredData(item.id));
    }
    return {};
}

} // namespace

QJsonObject LayerVersion::toJson() const
{
    QJsonObject object{{u"version"_s, storedData}, {u"number"_s, number}, {u"name"_s, name}, {u"cause"_s, cause},
        {u"author"_s, author}, {u"size"_s, size}, {u"shared"_s, shared}, {u"current"_s, isCurrent}};
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
            versions.push_back({0, data.id, data.name, data.creation, data.tags.value(publicationtag::cause),
                data.tags.value(publicationtag::author), data.size, data.ancestry["shared"_L1].toInteger(), isCurrent});
    }
    std::sort(versions.begin(), versions.end(), [](const auto &a, const auto &b) { return a.creation > b.creation; });
    for (size_t i = 0; i < versions.size(); ++i)
        versions[i].number = int(versions.size() - i);
    return versions;
}

Result<PublicationResult> switchLayerTo(EntrepotClient &client, const QString &layer, const QString &version)
{
    TUILERIE_TRY(versions, layerVersions(client, layer));
    TUILERIE_TRY(wanted, versionOf(versions, layer, version));
    return show(client, layer, wanted);
}

Result<PublicationResult> rollbackLayer(EntrepotClient &client, const QString &layer, const QString &version)
{
    if (!version.isEmpty())
        return switchLayerTo(client, layer, version);
    TUILERIE_TRY(versions, layerVersions(client, layer));
    const auto current = std::find_if(versions.begin(), versions.end(), [](const LayerVersion &v) { return v.isCurrent; });
    if (current == versions.end() || current + 1 == versions.end())
        return fail(ErrorCode::NotFound, tr("There is no version before the current one of %1.").arg(layer));
    return show(client, layer, *(current + 1));
}

Status deleteVersion(EntrepotClient &client, const QString &layer, const QString &version)
{
    TUILERIE_TRY(versions, layerVersions(client, layer));
    TUILERIE_TRY(wanted, versionOf(versions, layer, version));
    return remove(client, layer, wanted);
}

Result<QStringList> keepVersions(EntrepotClient &client, const QString &layer, int count)
{
    TUILERIE_TRY(versions, layerVersions(client, layer));
    QStringList gone;
    for (size_t i = size_t(std::max(0, count)); i < versions.size(); ++i) {
        if (versions[i].isCurrent)
            continue;
        TUILERIE_CHECK(remove(client, layer, versions[i]));
        gone << versions[i].storedData;
    }
    return gone;
}

} // namespace tuilerie
