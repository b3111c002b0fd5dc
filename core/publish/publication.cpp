// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publication.h"

#include "publish/layerconfiguration.h"
#include "publish/publicationstyles.h"
#include "publish/publicationtags.h"
#include "publish/pyramidproduction.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

Result<Offering> waitForOffering(EntrepotClient &client, const QString &id)
{
    Patience patience(client);
    for (;;) {
        TUILERIE_TRY(now, client.offering(id));
        if (now.status == OfferingStatus::Published)
            return now;
        if (now.status == OfferingStatus::Unstable)
            return fail(ErrorCode::Corrupt,
                tr("The server could not publish the layer %1 as %2. %3").arg(now.layerName, now.type, now.lastEvent.text),
                id);
        TUILERIE_CHECK(patience.wait(client.control()));
    }
}

// The layer's configurations, whole. The filter may be no more than a pattern for the server.
Result<std::vector<Configuration>> configurationsOf(EntrepotClient &client, const QString &layer)
{
    TUILERIE_TRY(list, client.configurations({{u"layer_name"_s, layer}}));
    std::vector<Configuration> found;
    for (const Configuration &item : list) {
        if (item.layerName != layer)
            continue;
        TUILERIE_TRY(whole, client.configuration(item.id));
        found.push_back(whole);
    }
    return found;
}

Result<Offering> offer(EntrepotClient &client, const Configuration &configuration, const DatastoreInfo &datastore, bool open)
{
    TUILERIE_TRY(offerings, client.offeringsOf(configuration.id));
    for (const Offering &item : offerings) {
        TUILERIE_TRY(whole, client.offering(item.id));
        if (whole.open != open)
            continue;
        if (whole.status == OfferingStatus::Unpublished || whole.status == OfferingStatus::Unstable)
            TUILERIE_CHECK(client.synchronizeOffering(whole.id));
        return waitForOffering(client, whole.id);
    }
    const Endpoint *endpoint = datastore.endpoint(configuration.type, open);
    if (!endpoint) {
        return fail(ErrorCode::Unsupported,
            (open ? tr("The datastore has no open %1 service with room left. Unpublish a layer there, or ask for more.")
                  : tr("The datastore has no private %1 service with room left. Unpublish a layer there, or ask for one."))
                .arg(configuration.type));
    }
    TUILERIE_TRY(made, client.createOffering(configuration.id, endpoint->id, open));
    return waitForOffering(client, made.id);
}

QString viewerOf(EntrepotClient &client, const QString &layer)
{
    const auto can = client.capabilities();
    if (!can || can->name.isEmpty())
        return {};
    return client.address().viewerUrl(layer);
}

void report(EntrepotClient &client, qint64 done, qint64 total)
{
    Progress progress;
    progress.step = u"publish"_s;
    progress.done = done;
    progress.total = total;
    client.control().progress(progress);
}

// Only what was asked for: "wmts" and "tms" come from one offering.
void addServices(PublicationResult &result, const Offering &offering, const QStringList &wanted)
{
    for (const PublishedService &service : publishedServices(offering)) {
        if (wanted.isEmpty() || wanted.contains(service.service))
            result.offerings.push_back(service);
    }
}

Error stillThere(const QString &layer)
{
    return {ErrorCode::Conflict,
        tr("The layer %1 is published already, from other data. Give this one another name, or replace its data with "
           "update.")
            .arg(layer),
        {}};
}

} // namespace

Result<PublicationResult> publish(EntrepotClient &client, const PublishRequest &request, OnStop onStop)
{
    TUILERIE_CHECK(request.validate());
    TUILERIE_TRY(datastore, client.datastore());
    if (!request.layer.startsWith(datastore.layerNamePrefix))
        return fail(ErrorCode::Invalid,
            tr("Layers of this datastore must begin with %1: name it %1%2.").arg(datastore.layerNamePrefix, request.layer));
    const QString fingerprint = request.fingerprint();
    TUILERIE_TRY(before, configurationsOf(client, request.layer));
    for (const Configuration &configuration : before) {
        if (configuration.tags.value(publicationtag::fingerprint) != fingerprint)
            return fail(stillThere(request.layer));
    }

    PyramidProduction production(client, request, onStop);
    TUILERIE_TRY(made, production.run());
    const QStringList types = request.configurationTypes();
    const StoredData &main = made[storedDataTypeFor(request, types.first())];
    PublicationResult result;
    result.storedData = main.id;
    result.upload = main.tags.value(publicationtag::uploadId);
    result.warnings = production.warnings();

    for (qsizetype i = 0; i < types.size(); ++i) {
        report(client, i, types.size());
        const StoredData &data = made[storedDataTypeFor(request, types.at(i))];
        auto known =
            std::find_if(before.begin(), before.end(), [&](const Configuration &c) { return c.type == types.at(i); });
        Configuration configuration;
        if (known != before.end()) {
            configuration = *known;
        } else {
            TUILERIE_TRY(wanted, newConfiguration(types.at(i), request, data, production.styles()));
            auto created = client.createConfiguration(wanted);
            if (!created && created.error().code == ErrorCode::Conflict)
                return fail(ErrorCode::Conflict,
                    tr("The name %1 is taken on this server. Choose another one for the layer.").arg(request.layer),
                    created.error().detail);
            if (!created)
                return fail(std::move(created.error()));
            configuration = *created;
            TUILERIE_CHECK(client.addTags(u"configurations"_s, configuration.id,
                {{publicationtag::fingerprint, fingerprint}, {publicationtag::datasheet, request.layer}}));
        }
        TUILERIE_TRY(offering, offer(client, configuration, datastore, !request.isPrivate));
        addServices(result, offering, request.services);
    }
    report(client, types.size(), types.size());
    result.viewer = viewerOf(client, request.layer);
    return result;
}

namespace {

// Each of the layer's services is switched by its PUT offering, all at once for its clients.
Result<PublicationResult> switchLayer(EntrepotClient &client, std::vector<Configuration> configurations,
    const PublishRequest &request, const ProducedData &data, const std::vector<QString> &types,
    const QMap<QString, QString> &styles, const QString &fingerprint)
{
    PublicationResult result;
    result.storedData = data.at(types.front()).id;
    // All are prepared before the first is switched: what is wrong with one must not leave the layer half changed.
    for (size_t i = 0; i < configurations.size(); ++i) {
        TUILERIE_CHECK(renewConfiguration(configurations[i], request, data.at(types[i]), styles));
        TUILERIE_CHECK(client.replaceConfiguration(configurations[i]));
    }
    qint64 done = 0;
    for (const Configuration &configuration : configurations) {
        report(client, done++, qint64(configurations.size()));
        TUILERIE_CHECK(client.addTags(u"configurations"_s, configuration.id, {{publicationtag::fingerprint, fingerprint}}));
        TUILERIE_TRY(offerings, client.offeringsOf(configuration.id));
        for (const Offering &item : offerings) {
            TUILERIE_CHECK(client.synchronizeOffering(item.id));
            TUILERIE_TRY(offering, waitForOffering(client, item.id));
            addServices(result, offering, {});
        }
    }
    report(client, done, done);
    removeStyles(client, request.layer);
    result.viewer = viewerOf(client, request.layer);
    return result;
}

// What the layer's configurations show now, one for each.
Result<std::vector<StoredData>> shownData(EntrepotClient &client, const std::vector<Configuration> &configurations)
{
    std::vector<StoredData> shown;
    for (const Configuration &configuration : configurations) {
        const std::vector<UsedData> used = configuration.usedData();
        if (used.empty())
            return fail(ErrorCode::Corrupt, tr("The layer's configuration names no data."), configuration.id);
        TUILERIE_TRY(data, client.storedData(used.front().storedData));
        shown.push_back(data);
    }
    return shown;
}

// The services that a layer has, and what its new data need to be like for them.
Status keepWhatIs(
    PublishRequest &request, const std::vector<Configuration> &configurations, const std::vector<StoredData> &shown)
{
    QStringList services;
    for (size_t i = 0; i < shown.size(); ++i) {
        const QString &type = configurations[i].type;
        const bool isTiles = shown[i].type == StoredDataType::VectorPyramid;
        services << (type == ConfigurationType::WmsVector ? u"wms-v"_s
                : type == ConfigurationType::Download     ? u"download"_s
                : type == ConfigurationType::WmsRaster    ? u"wms-r"_s
                : isTiles                                 ? u"tms"_s
                                                          : u"wmts"_s);
        if (const QString product = shown[i].tags.value(publicationtag::product);
            !product.isEmpty() && request.product.isEmpty()) {
            request.product = product;
            request.cell = shown[i].tags.value(publicationtag::cell).toDouble();
        }
        if (shown[i].type == StoredDataType::PyramidEpt)
            request.pointCloudFormat = u"ept"_s;
        else if (shown[i].type == StoredDataType::PyramidCopc
            && shown[i].typeInfos.value("format"_L1).toString() == "VPC"_L1)
            request.pointCloudFormat = u"vpc"_s;
        // What clients have cached is addressed by the grid, so it stays the same unless the user wants another.
        if (isTiles || shown[i].type == StoredDataType::RasterPyramid) {
            if (!request.parameters.contains(u"tms"_s))
                modeljson::put(request.parameters, "tms", shown[i].tms());
            if (!isTiles && !request.parameters.contains(u"compression"_s))
                modeljson::put(
                    request.parameters, "compression", shown[i].typeInfos.value(u"compression"_s).toString().toLower());
        }
    }
    request.services = services;
    if (request.isPyramid())
        request.parameters = {};
    const QStringList allowed = request.allowedServices();
    for (const QString &service : std::as_const(services)) {
        if (!allowed.contains(service))
            return fail(ErrorCode::Invalid,
                tr("The layer %1 has the service %2, which these data cannot have. Publish them as another layer.")
                    .arg(request.layer, service));
    }
    return request.validate();
}

// Styles that the request does not name stay those of the layer, also where they are drawn into a pyramid.
QMap<QString, QString> stylesOf(const std::vector<Configuration> &configurations)
{
    QMap<QString, QString> styles;
    for (const Configuration &configuration : configurations) {
        for (const QJsonValue used : configuration.typeInfos.value("used_data"_L1).toArray())
            for (const QJsonValue relation : used["relations"_L1].toArray())
                if (const QString style = EntityReference::fromJson(relation["style"_L1]).id; !style.isEmpty())
                    styles.insert(relation["name"_L1].toString(), style);
    }
    return styles;
}

} // namespace

Result<PublicationResult> updateLayer(EntrepotClient &client, const PublishRequest &request, OnStop onStop)
{
    TUILERIE_TRY(configurations, configurationsOf(client, request.layer));
    if (configurations.empty())
        return fail(ErrorCode::NotFound,
            tr("There is no layer named %1. Publish it first, or look at the list of layers.").arg(request.layer));
    TUILERIE_TRY(shown, shownData(client, configurations));
    PublishRequest whole = request;
    TUILERIE_CHECK(keepWhatIs(whole, configurations, shown));
    PyramidProduction production(client, whole, onStop);
    production.keepStyles(stylesOf(configurations));
    TUILERIE_TRY(made, production.run());
    std::vector<QString> types;
    for (const Configuration &configuration : configurations)
        types.push_back(storedDataTypeFor(whole, configuration.type));
    TUILERIE_TRY(result,
        switchLayer(client, std::move(configurations), whole, made, types, production.styles(), whole.fingerprint()));
    result.warnings = production.warnings();
    return result;
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

QJsonArray blockingFindings(const Error &error)
{
    return error.code == ErrorCode::Corrupt ? QJsonDocument::fromJson(error.detail.toUtf8()).array() : QJsonArray();
}

} // namespace tuilerie
