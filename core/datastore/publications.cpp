// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "model/offering.h"
#include "pyramid/descriptor.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}

const QStringList &servedTypes()
{
    static const QStringList types{
        ConfigurationType::WmtsTms, ConfigurationType::WmsRaster, ConfigurationType::WmsVector, ConfigurationType::Download};
    return types;
}

/// What a PUT replaces and a POST takes; the rest of a body (id, status, tags, dates…) is the server's.
void takeBody(QJsonObject &document, const QJsonObject &body)
{
    for (const char *name : {"name", "type_infos", "attribution", "metadata", "extra"}) {
        const QJsonValue value = body.value(QLatin1String(name));
        if (value.isUndefined() || value.isNull())
            document.remove(QLatin1String(name));
        else
            document.insert(QLatin1String(name), value);
    }
    QJsonObject infos = document.value(QLatin1String("type_infos")).toObject();
    QJsonArray used;
    const QJsonArray items = infos.value(QLatin1String("used_data")).toArray();
    for (const QJsonValue item : items) {
        // Levels as texts, whatever the client wrote.
        QJsonObject entry = item.toObject();
        const UsedData data = UsedData::fromJson(entry);
        entry.insert(QLatin1String("stored_data"), data.storedData);
        if (entry.contains(QLatin1String("top_level")))
            entry.insert(QLatin1String("top_level"), data.topLevel);
        if (entry.contains(QLatin1String("bottom_level")))
            entry.insert(QLatin1String("bottom_level"), data.bottomLevel);
        used.append(entry);
    }
    infos.insert(QLatin1String("used_data"), used);
    document.insert(QLatin1String("type_infos"), infos);
}

QStringList usedStoredData(const QJsonObject &document)
{
    QStringList ids;
    for (const UsedData &used : Configuration::fromJson(document).usedData())
        ids << used.storedData;
    return ids;
}

/// Styles of the layer, or of its tables.
QStringList usedStatics(const QJsonObject &configuration)
{
    const QJsonObject infos = configuration.value(QLatin1String("type_infos")).toObject();
    QStringList ids = modeljson::texts(infos.value(QLatin1String("styles")));
    const QJsonArray items = infos.value(QLatin1String("used_data")).toArray();
    for (const QJsonValue item : items) {
        const QJsonArray relations = item[QLatin1String("relations")].toArray();
        for (const QJsonValue relation : relations)
            if (const QString id = EntityReference::fromJson(relation[QLatin1String("style")]).id;
                !id.isEmpty() && !ids.contains(id))
                ids << id;
    }
    return ids;
}

} // namespace

Status Datastore::checkConfiguration(const QJsonObject &body, const QString &ownId) const
{
    const Configuration configuration = Configuration::fromJson(body);
    if (!servedTypes().contains(configuration.type))
        return fail(ErrorCode::Invalid,
            tr("This server has no service of the type “%1”. Use one of %2.")
                .arg(configuration.type, servedTypes().join(QLatin1String(", "))));
    static const QRegularExpression namePattern(QStringLiteral("^[A-Za-z_][A-Za-z0-9_\\-.]*$"));
    if (!namePattern.match(configuration.layerName).hasMatch() || configuration.layerName.size() > 200)
        return fail(ErrorCode::Invalid,
            tr("“%1” is not a layer name: letters, digits, “_”, “-” and “.”, the first one a letter or “_”.")
                .arg(configuration.layerName));
    if (configuration.name.trimmed().isEmpty())
        return fail(
            ErrorCode::Invalid, tr("The member “%1” of a configuration must not be empty.").arg(QLatin1String("name")));
    if (configuration.title().trimmed().isEmpty())
        return fail(ErrorCode::Invalid,
            tr("The member “%1” of a configuration must not be empty.").arg(QLatin1String("type_infos.title")));
    const QJsonValue box = configuration.typeInfos.value(QLatin1String("bbox"));
    if (box.isObject() && GeographicBox::fromJson(box.toObject()).isEmpty())
        return fail(
            ErrorCode::Invalid, tr("type_infos.bbox is empty: west must be less than east and south less than north."));
    TUILERIE_CHECK(checkUse(configuration.type, configuration.typeInfos));
    TUILERIE_TRY(same,
        m_entities->all(EntityKind::Configuration,
            {{QStringLiteral("layer_name"), configuration.layerName}, {QStringLiteral("type"), configuration.type}}));
    for (const QJsonObject &other : same)
        if (other.value(QLatin1String("_id")).toString() != ownId)
            return fail(
                ErrorCode::Conflict, tr("The layer name “%1” is taken. Choose another one.").arg(configuration.layerName));
    return {};
}

Result<QJsonObject> Datastore::createConfiguration(const QJsonObject &body)
{
    QJsonObject result;
    const Status stored = m_entities->transaction([&]() -> Status {
        QJsonObject document;
        takeBody(document, body);
        for (const char *name : {"type", "layer_name"})
            document.insert(QLatin1String(name), body.value(QLatin1String(name)).toString());
        TUILERIE_CHECK(checkConfiguration(document, {}));
        document.insert(QLatin1String("status"), QString(ConfigurationStatus::Unpublished));
        TUILERIE_TRY(inserted, m_entities->insert(EntityKind::Configuration, document));
        const QString id = inserted.value(QLatin1String("_id")).toString();
        TUILERIE_CHECK(m_entities->setLinks(id, QStringLiteral("stored_data"), usedStoredData(inserted)));
        TUILERIE_CHECK(m_entities->addEvent(id, tr("Created")));
        TUILERIE_TRY(found, m_entities->find(EntityKind::Configuration, id));
        result = found;
        return {};
    });
    TUILERIE_CHECK(stored);
    return result;
}

Result<QJsonObject> Datastore::replaceConfiguration(const QString &id, const QJsonObject &body)
{
    QJsonObject result;
    const Status stored = m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(changed, m_entities->change(EntityKind::Configuration, id, [&](QJsonObject &document) -> Status {
            const QString type =
                body.value(QLatin1String("type")).toString(document.value(QLatin1String("type")).toString());
            if (type != document.value(QLatin1String("type")).toString())
                return fail(
                    ErrorCode::Invalid, tr("The type of a configuration cannot be changed. Create another configuration."));
            const QJsonValue extra = document.value(QLatin1String("extra"));
            takeBody(document, body);
            if (!body.contains(QLatin1String("extra")) && extra.isObject())
                document.insert(QLatin1String("extra"), extra);
            return checkConfiguration(document, id);
        }));
        // What is published still shows the pyramids before: they stay in use until the offerings are synchronized.
        TUILERIE_CHECK(m_entities->setLinks(id, QStringLiteral("stored_data"), usedStoredData(changed)));
        TUILERIE_CHECK(m_entities->addEvent(id, tr("Changed")));
        result = changed;
        return {};
    });
    TUILERIE_CHECK(stored);
    return result;
}

Status Datastore::deleteConfiguration(const QString &id)
{
    return m_entities->transaction([&]() -> Status {
        TUILERIE_CHECK(m_entities->find(EntityKind::Configuration, id));
        if (!m_entities->linkedTo(id, QStringLiteral("configuration")).isEmpty())
            return fail(ErrorCode::Conflict, tr("The configuration is published. Delete its offerings first."));
        return m_entities->remove(EntityKind::Configuration, id);
    });
}

Status Datastore::updateConfigurationStatus(const QString &configuration)
{
    bool isPublished = false;
    const QStringList offerings = m_entities->linkedTo(configuration, QStringLiteral("configuration"));
    for (const QString &offering : offerings) {
        const auto document = m_entities->find(EntityKind::Offering, offering);
        isPublished =
            isPublished || (document && document->value(QLatin1String("status")).toString() == OfferingStatus::Published);
    }
    return m_entities
        ->change(EntityKind::Configuration, configuration,
            [&](QJsonObject &document) -> Status {
                document.insert(QLatin1String("status"),
                    QString(isPublished ? ConfigurationStatus::Published : ConfigurationStatus::Unpublished));
                return {};
            })
        .map([](const QJsonObject &) {});
}

/// Freezes the configuration as it is now: what the services show until the next synchronization.
Status Datastore::snapshotPublication(const QString &offering, const QString &configuration)
{
    TUILERIE_TRY(document, m_entities->find(EntityKind::Configuration, configuration));
    TUILERIE_CHECK(
        checkUse(document.value(QLatin1String("type")).toString(), document.value(QLatin1String("type_infos")).toObject()));
    qint64 version = 0;
    TUILERIE_CHECK(m_entities->database().run("SELECT version FROM publication WHERE offering=?", {offering},
        [&](const SqlRow &row) { version = row.integer(0); }));
    ++version;
    TUILERIE_CHECK(m_entities->database().run(
        "INSERT INTO publication(offering, version, configuration, updated) VALUES(?,?,?,?) ON CONFLICT(offering) DO UPDATE "
        "SET "
        "version=excluded.version, configuration=excluded.configuration, updated=excluded.updated",
        {offering, version, QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact)),
            QDateTime::currentMSecsSinceEpoch()}));
    TUILERIE_CHECK(m_entities->setLinks(offering, QStringLiteral("stored_data"), usedStoredData(document)));
    TUILERIE_CHECK(m_entities->setLinks(offering, QStringLiteral("static"), usedStatics(document)));
    return m_entities
        ->change(EntityKind::Offering, offering,
            [&](QJsonObject &changed) -> Status {
                changed.insert(QLatin1String("status"), QString(OfferingStatus::Published));
                changed.insert(QLatin1String("version"), QString::number(version));
                return {};
            })
        .map([](const QJsonObject &) {});
}

Result<QJsonObject> Datastore::publish(const QString &configuration, const QString &endpointId, bool open)
{
    QString id;
    const Status stored = m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::Configuration, configuration));
        const Configuration source = Configuration::fromJson(document);
        const auto place = endpoint(endpointId);
        if (!place)
            return fail(ErrorCode::Invalid, tr("There is no endpoint with the identifier “%1”.").arg(endpointId));
        if (place->type != source.type)
            return fail(ErrorCode::Invalid,
                tr("The endpoint serves %1, the configuration is of the type %2.").arg(place->type, source.type));
        const QStringList offerings = m_entities->linkedTo(configuration, QStringLiteral("configuration"));
        for (const QString &other : offerings)
            if (m_entities->links(other, QStringLiteral("endpoint")).contains(endpointId))
                return fail(ErrorCode::Conflict,
                    tr("The configuration is on this endpoint already. Synchronize or delete that offering."));
        TUILERIE_CHECK(checkLayers(source.layerName));
        Offering offering;
        offering.type = source.type;
        offering.status = OfferingStatus::Publishing;
        offering.layerName = source.layerName;
        offering.open = place->open || open;
        offering.configuration = {configuration, source.name, {}, {}};
        offering.endpoint = {endpointId, place->name, {}, {}};
        TUILERIE_TRY(inserted, m_entities->insert(EntityKind::Offering, offering.toJson()));
        id = inserted.value(QLatin1String("_id")).toString();
        TUILERIE_CHECK(m_entities->setLinks(id, QStringLiteral("configuration"), {configuration}));
        TUILERIE_CHECK(m_entities->setLinks(id, QStringLiteral("endpoint"), {endpointId}));
        TUILERIE_CHECK(snapshotPublication(id, configuration));
        TUILERIE_CHECK(m_entities->addEvent(configuration, tr("Published")));
        TUILERIE_CHECK(updateConfigurationStatus(configuration));
        return {};
    });
    TUILERIE_CHECK(stored);
    TUILERIE_CHECK(refreshLayer(id));
    return m_entities->find(EntityKind::Offering, id);
}

Result<QJsonObject> Datastore::synchronize(const QString &id)
{
    const Status stored = m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::Offering, id));
        const QString configuration = Offering::fromJson(document).configuration.id;
        TUILERIE_CHECK(snapshotPublication(id, configuration));
        TUILERIE_CHECK(m_entities->addEvent(configuration, tr("Synchronized")));
        return updateConfigurationStatus(configuration);
    });
    TUILERIE_CHECK(stored);
    TUILERIE_CHECK(refreshLayer(id));
    return m_entities->find(EntityKind::Offering, id);
}

Status Datastore::deleteOffering(const QString &id)
{
    const Status stored = m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::Offering, id));
        const Offering offering = Offering::fromJson(document);
        const bool isFirstStep = offering.status != OfferingStatus::Unpublished && !m_options.oneStepUnpublish;
        if (isFirstStep) {
            TUILERIE_CHECK(m_entities->change(EntityKind::Offering, id, [](QJsonObject &changed) -> Status {
                changed.insert(QLatin1String("status"), QString(OfferingStatus::Unpublished));
                return {};
            }));
            // Nothing shows the pyramids any more; the configuration keeps its own hold on them.
            TUILERIE_CHECK(m_entities->setLinks(id, QStringLiteral("stored_data"), {}));
            TUILERIE_CHECK(m_entities->setLinks(id, QStringLiteral("static"), {}));
        } else {
            TUILERIE_CHECK(m_entities->remove(EntityKind::Offering, id));
        }
        TUILERIE_CHECK(
            m_entities->addEvent(offering.configuration.id, isFirstStep ? tr("Unpublished") : tr("Offering deleted")));
        return updateConfigurationStatus(offering.configuration.id);
    });
    TUILERIE_CHECK(stored);
    return refreshLayer(id);
}

} // namespace tuilerie
