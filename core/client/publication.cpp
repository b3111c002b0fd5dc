// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/publication.h"

#include "client/publicationtags.h"
#include "client/pyramidproduction.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

// The names of RasterPyramidParams and of the processing, in the words of the configuration (reference §12).
QString wmsInterpolation(const QString &name)
{
    if (name == "nn"_L1)
        return u"NEAREST-NEIGHBOUR"_s;
    if (name == "linear"_L1)
        return u"LINEAR"_s;
    return name.startsWith("lanczos"_L1) ? u"LANCZOS2"_s : u"BICUBIC"_s;
}

void usePyramid(Configuration &configuration, const StoredData &pyramid)
{
    const QStringList levels = pyramid.levels();
    configuration.setUsedData({{pyramid.id, levels.value(0), levels.isEmpty() ? QString() : levels.last()}});
}

Configuration newConfiguration(const QString &type, const PublishRequest &request, const StoredData &pyramid)
{
    Configuration configuration;
    configuration.type = type;
    configuration.name = request.layer;
    configuration.layerName = request.layer;
    const QString title = request.title.isEmpty() ? request.layer : request.title;
    configuration.typeInfos = {{u"title"_s, title}, {u"abstract"_s, request.abstract.isEmpty() ? title : request.abstract}};
    modeljson::put(configuration.typeInfos, "keywords", modeljson::array(request.keywords));
    if (request.queryable)
        configuration.typeInfos.insert(u"getfeatureinfo"_s, QJsonObject{{u"stored_data"_s, true}});
    if (type == ConfigurationType::WmsRaster)
        configuration.typeInfos.insert(u"interpolation"_s, wmsInterpolation(request.parameters.value(u"interpolation"_s).toString()));
    configuration.attribution = request.attribution;
    usePyramid(configuration, pyramid);
    return configuration;
}

// Titles and the like of the request win over those of before; what the request leaves out stays.
void renew(Configuration &configuration, const PublishRequest &request, const StoredData &pyramid)
{
    if (!request.title.isEmpty())
        configuration.typeInfos.insert(u"title"_s, request.title);
    if (!request.abstract.isEmpty())
        configuration.typeInfos.insert(u"abstract"_s, request.abstract);
    if (!request.keywords.isEmpty())
        configuration.typeInfos.insert(u"keywords"_s, modeljson::array(request.keywords));
    if (!request.attribution.isEmpty())
        configuration.attribution = request.attribution;
    usePyramid(configuration, pyramid);
}

Result<Offering> waitForOffering(EntrepotClient &client, const QString &id)
{
    Patience patience(client);
    for (;;) {
        TUILERIE_TRY(now, client.offering(id));
        if (now.status == OfferingStatus::Published)
            return now;
        if (now.status == OfferingStatus::Unstable)
            return fail(ErrorCode::Corrupt, tr("The server could not publish the layer %1 as %2. %3").arg(now.layerName, now.type, now.lastEvent.text), id);
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
        return fail(ErrorCode::Unsupported, (open ? tr("The datastore has no open %1 service with room left. Unpublish a layer there, or ask for more.")
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
    return {ErrorCode::Conflict, tr("The layer %1 is published already, from other data. Give this one another name, or replace its data with update.").arg(layer), {}};
}

} // namespace

Result<PublicationResult> publish(EntrepotClient &client, const PublishRequest &request, OnStop onStop)
{
    TUILERIE_CHECK(request.validate());
    TUILERIE_TRY(datastore, client.datastore());
    if (!request.layer.startsWith(datastore.layerNamePrefix))
        return fail(ErrorCode::Invalid, tr("Layers of this datastore must begin with %1: name it %1%2.").arg(datastore.layerNamePrefix, request.layer));
    const QString fingerprint = request.fingerprint();
    TUILERIE_TRY(before, configurationsOf(client, request.layer));
    for (const Configuration &configuration : before) {
        if (configuration.tags.value(publicationtag::fingerprint) != fingerprint)
            return fail(stillThere(request.layer));
    }

    PyramidProduction production(client, request, onStop);
    TUILERIE_TRY(pyramid, production.run());
    PublicationResult result;
    result.storedData = pyramid.id;
    result.upload = pyramid.tags.value(publicationtag::uploadId);
    result.warnings = production.warnings();

    const QStringList types = request.configurationTypes();
    for (qsizetype i = 0; i < types.size(); ++i) {
        report(client, i, types.size());
        auto known = std::find_if(before.begin(), before.end(), [&](const Configuration &c) { return c.type == types.at(i); });
        Configuration configuration;
        if (known != before.end()) {
            configuration = *known;
        } else {
            auto made = client.createConfiguration(newConfiguration(types.at(i), request, pyramid));
            if (!made && made.error().code == ErrorCode::Conflict)
                return fail(ErrorCode::Conflict, tr("The name %1 is taken on this server. Choose another one for the layer.").arg(request.layer), made.error().detail);
            if (!made)
                return fail(std::move(made.error()));
            configuration = *made;
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
Result<PublicationResult> switchLayer(EntrepotClient &client, std::vector<Configuration> configurations, const PublishRequest &request,
                                      const StoredData &pyramid)
{
    PublicationResult result;
    result.storedData = pyramid.id;
    const QString fingerprint = pyramid.tags.value(publicationtag::fingerprint);
    qint64 done = 0;
    for (Configuration &configuration : configurations) {
        report(client, done++, qint64(configurations.size()));
        renew(configuration, request, pyramid);
        TUILERIE_CHECK(client.replaceConfiguration(configuration));
        TUILERIE_CHECK(client.addTags(u"configurations"_s, configuration.id, {{publicationtag::fingerprint, fingerprint}}));
        TUILERIE_TRY(offerings, client.offeringsOf(configuration.id));
        for (const Offering &item : offerings) {
            TUILERIE_CHECK(client.synchronizeOffering(item.id));
            TUILERIE_TRY(offering, waitForOffering(client, item.id));
            addServices(result, offering, {});
        }
    }
    report(client, done, done);
    result.viewer = viewerOf(client, request.layer);
    return result;
}

} // namespace

Result<PublicationResult> updateLayer(EntrepotClient &client, const PublishRequest &request, OnStop onStop)
{
    TUILERIE_TRY(configurations, configurationsOf(client, request.layer));
    if (configurations.empty())
        return fail(ErrorCode::NotFound, tr("There is no layer named %1. Publish it first, or look at the list of layers.").arg(request.layer));

    // What clients have cached is addressed by the grid, so it stays the same unless the user wants another.
    PublishRequest whole = request;
    const std::vector<UsedData> used = configurations.front().usedData();
    if (!used.empty() && !whole.isPyramid()) {
        TUILERIE_TRY(current, client.storedData(used.front().storedData));
        if (!whole.parameters.contains(u"tms"_s))
            modeljson::put(whole.parameters, "tms", current.tms());
        if (!whole.parameters.contains(u"compression"_s))
            modeljson::put(whole.parameters, "compression", current.typeInfos.value(u"compression"_s).toString().toLower());
    }
    PyramidProduction production(client, whole, onStop);
    TUILERIE_TRY(pyramid, production.run());
    TUILERIE_TRY(result, switchLayer(client, std::move(configurations), whole, pyramid));
    result.warnings = production.warnings();
    return result;
}

Result<PublicationResult> rollbackLayer(EntrepotClient &client, const QString &layer, const QString &version)
{
    TUILERIE_TRY(versions, layerVersions(client, layer));
    auto wanted = versions.end();
    if (version.isEmpty()) {
        const auto current = std::find_if(versions.begin(), versions.end(), [](const LayerVersion &v) { return v.isCurrent; });
        wanted = current == versions.end() ? current : current + 1;
        if (wanted == versions.end())
            return fail(ErrorCode::NotFound, tr("There is no version before the current one of %1.").arg(layer));
    } else {
        wanted = std::find_if(versions.begin(), versions.end(), [&](const LayerVersion &v) { return v.storedData == version; });
        if (wanted == versions.end())
            return fail(ErrorCode::NotFound, tr("%1 has no version %2. Look at its list of versions.").arg(layer, version));
    }
    TUILERIE_TRY(pyramid, client.storedData(wanted->storedData));
    TUILERIE_TRY(configurations, configurationsOf(client, layer));
    PublishRequest unchanged;
    unchanged.layer = layer;
    return switchLayer(client, std::move(configurations), unchanged, pyramid);
}

QJsonArray blockingFindings(const Error &error)
{
    return error.code == ErrorCode::Corrupt ? QJsonDocument::fromJson(error.detail.toUtf8()).array() : QJsonArray();
}

} // namespace tuilerie
