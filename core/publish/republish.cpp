// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/republish.h"

#include "publish/belongings.h"
#include "model/pyramidresult.h"
#include "publish/execution.h"
#include "publish/layers.h"
#include "publish/offer.h"
#include "publish/restarts.h"
#include "publish/tags.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

class Remaking
{
public:
    Remaking(EntrepotClient &client, QString layer, const StoredData &database)
        : m_client(client)
        , m_layer(std::move(layer))
        , m_database(database)
    {
    }

    /// What stands in the place of `data`: the database, what is made from it as `data` was, or itself.
    Result<StoredData> inPlaceOf(const StoredData &data)
    {
        if (data.type == StoredDataType::VectorDb)
            return m_database;
        if (const auto known = m_made.constFind(data.id); known != m_made.constEnd())
            return *known;
        TUILERIE_TRY(executions, executionsOf(m_client, data.id));
        if (executions.empty())
            return fail(ErrorCode::Unsupported,
                tr("The server does not say any more how “%1” was made. Publish the data with tuilerie-cli update.")
                    .arg(data.name),
                data.id);
        const ProcessingExecution &before = executions.front();
        ExecutionRequest request;
        request.processing = before.processing.id;
        request.outputName = data.name;
        request.storageType = data.storageType;
        request.storageTags = data.storageLabels;
        request.parameters = before.parameters;
        bool isSame = true;
        for (const EntityReference &input : before.inputStoredData) {
            TUILERIE_TRY(whole, m_client.storedData(input.id));
            TUILERIE_TRY(now, inPlaceOf(whole));
            request.inputStoredData << now.id;
            isSame = isSame && now.id == input.id;
        }
        if (isSame)
            return data;
        TUILERIE_TRY(processing, m_client.processing(before.processing.id));
        const bool canGoOn = std::any_of(processing.parameters.begin(), processing.parameters.end(),
            [](const ProcessingParameter &parameter) { return parameter.name == "ancestor"_L1; });
        request.parameters.remove("ancestor"_L1);
        if (canGoOn)
            request.parameters.insert(u"ancestor"_s, data.id);
        TUILERIE_TRY(made, make(request, data));
        m_made.insert(data.id, made);
        return made;
    }

private:
    Result<StoredData> make(const ExecutionRequest &request, const StoredData &before)
    {
        const QByteArray asked = QJsonDocument(request.toJson()).toJson(QJsonDocument::Compact);
        const QString fingerprint = QString::fromLatin1(QCryptographicHash::hash(asked, QCryptographicHash::Sha256).toHex());
        TUILERIE_TRY(found, storedDataOf(m_client, {fingerprint}));
        for (const StoredData &item : found) {
            if (item.status == StoredDataStatus::Generated)
                return item;
            if (item.status == StoredDataStatus::Unstable) {
                TUILERIE_CHECK(m_client.deleteStoredData(item.id));
                continue;
            }
            TUILERIE_TRY(running, executionsOf(m_client, item.id));
            if (!running.empty())
                return follow(running.front().id, item.id);
        }
        m_client.control().log(tr("Making “%1” again.").arg(before.name));
        TUILERIE_TRY(left, untaggedExecution(m_client, request));
        ProcessingExecution execution;
        if (left) {
            execution = *left;
        } else {
            TUILERIE_TRY(created, m_client.createExecution(request));
            execution = created;
        }
        Tags tags = before.tags;
        tags.insert(publicationtag::fingerprint, fingerprint);
        tags.insert(publicationtag::layer, m_layer);
        tags.insert(publicationtag::vectorDbId, m_database.id);
        tags.insert(publicationtag::cause, u"push"_s);
        tags.remove(publicationtag::author);
        if (const auto user = m_client.user(); user && !user->fullName().isEmpty())
            tags.insert(publicationtag::author, user->fullName());
        TUILERIE_CHECK(m_client.addTags(u"stored_data"_s, execution.output.id, tags));
        return follow(execution.id, execution.output.id);
    }

    Result<StoredData> follow(const QString &execution, const QString &storedData)
    {
        TUILERIE_CHECK(followExecution(m_client, execution));
        return m_client.storedData(storedData);
    }

    EntrepotClient &m_client;
    const QString m_layer;
    const StoredData m_database;
    QHash<QString, StoredData> m_made;
};

QString databaseBehind(const StoredData &data)
{
    return data.type == StoredDataType::VectorDb ? data.id : data.tags.value(publicationtag::vectorDbId);
}

// Whether the layer has come to show a later state than this one while its pyramids were made.
Result<bool> isOvertaken(EntrepotClient &client, const std::vector<StoredData> &shown, const QString &database)
{
    TUILERIE_TRY(states, client.dataVersions(database));
    const QJsonArray versions = states["versions"_L1].toArray();
    const auto numberOf = [&](const QString &id) -> qint64 {
        for (const QJsonValue version : versions)
            if (version["stored_data"_L1].toString() == id)
                return version["version"_L1].toInteger();
        return 0;
    };
    return std::any_of(shown.begin(), shown.end(),
        [&](const StoredData &data) { return numberOf(databaseBehind(data)) > numberOf(database); });
}

Result<Republication> showDatabase(EntrepotClient &client, const QString &layer, const QString &database)
{
    TUILERIE_TRY(before, configurationsOf(client, layer));
    if (before.empty())
        return fail(ErrorCode::NotFound,
            tr("There is no layer named %1. Publish it first, or look at the list of layers.").arg(layer));
    TUILERIE_TRY(shown, shownData(client, before));
    TUILERIE_TRY(wanted, client.storedData(database));
    Republication outcome;
    for (const QJsonValue relation : wanted.typeInfos["relations"_L1].toArray())
        outcome.features += relation["features"_L1].toInteger();
    Remaking remaking(client, layer, wanted);
    ProducedData made;
    std::vector<QString> types;
    for (const StoredData &data : shown) {
        TUILERIE_TRY(now, remaking.inPlaceOf(data));
        types.push_back(now.type);
        if (made.contains(now.type))
            continue;
        made[now.type] = now;
        TUILERIE_TRY(executions, executionsOf(client, now.id));
        if (executions.empty())
            continue;
        const QJsonObject &whole = executions.front().made;
        PyramidChanges count;
        count.slabs = count.ofSlabs = whole["slabs"_L1].toInteger();
        count.tiles = count.ofTiles = whole["tiles"_L1].toInteger();
        if (now.ancestry.contains("changed"_L1))
            count = PyramidChanges::fromJson(now.ancestry);
        outcome.ofSlabs += count.ofSlabs;
        outcome.ofTiles += count.ofTiles;
        if (now.id != data.id) {
            outcome.slabs += count.slabs;
            outcome.tiles += count.tiles;
        }
    }
    // Others may have published meanwhile.
    TUILERIE_TRY(configurations, configurationsOf(client, layer));
    TUILERIE_TRY(shownNow, shownData(client, configurations));
    TUILERIE_TRY(overtaken, isOvertaken(client, shownNow, database));
    outcome.isOvertaken = overtaken;
    const bool isShown = std::all_of(shownNow.begin(), shownNow.end(),
        [&](const StoredData &data) { return made.contains(data.type) && made.at(data.type).id == data.id; });
    if (overtaken || isShown) {
        TUILERIE_TRY(known, findLayer(client, layer));
        outcome.result.offerings = known.services;
        outcome.result.viewer = known.viewer;
        outcome.result.storedData = known.storedData.value(0);
        return outcome;
    }
    PublishRequest unchanged;
    unchanged.layer = layer;
    TUILERIE_TRY(switched,
        switchLayer(client, std::move(configurations), unchanged, made, types, {},
            made.at(types.front()).tags.value(publicationtag::fingerprint, database)));
    outcome.result = switched;
    return outcome;
}

} // namespace

QJsonObject Republication::toJson(qint64 pushed) const
{
    return {{u"changed"_s, QJsonObject{{u"files"_s, 0}, {u"features"_s, pushed}, {u"slabs"_s, slabs}, {u"tiles"_s, tiles}}},
        {u"of"_s, QJsonObject{{u"files"_s, 0}, {u"features"_s, features}, {u"slabs"_s, ofSlabs}, {u"tiles"_s, ofTiles}}},
        {u"seconds"_s, seconds}, {u"published"_s, result.toJson()}};
}

Result<Republication> republishLayer(EntrepotClient &client, const QString &layer, const QString &database)
{
    QElapsedTimer timer;
    timer.start();
    auto outcome = throughRestarts(client, [&] { return showDatabase(client, layer, database); });
    if (outcome)
        outcome->seconds = double(timer.elapsed()) / 1000;
    return outcome;
}

} // namespace tuilerie
