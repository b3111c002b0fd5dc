// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/offer.h"

#include "publish/layerconfiguration.h"
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

} // namespace

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

void reportOffered(EntrepotClient &client, qint64 done, qint64 total)
{
    Progress progress;
    progress.step = u"publish"_s;
    progress.done = done;
    progress.total = total;
    client.control().progress(progress);
}

void addServices(PublicationResult &result, const Offering &offering, const QStringList &wanted)
{
    for (const PublishedService &service : publishedServices(offering)) {
        if (wanted.isEmpty() || wanted.contains(service.service))
            result.offerings.push_back(service);
    }
}

Result<PublicationResult> switchLayer(EntrepotClient &client, std::vector<Configuration> configurations,
    const PublishRequest &request, const ProducedData &data, const std::vector<QString> &types, const LayerStyles &styles,
    const QString &fingerprint)
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
        reportOffered(client, done++, qint64(configurations.size()));
        TUILERIE_CHECK(client.addTags(u"configurations"_s, configuration.id, {{publicationtag::fingerprint, fingerprint}}));
        TUILERIE_TRY(offerings, client.offeringsOf(configuration.id));
        for (const Offering &item : offerings) {
            TUILERIE_CHECK(client.synchronizeOffering(item.id));
            TUILERIE_TRY(offering, waitForOffering(client, item.id));
            addServices(result, offering, {});
        }
    }
    reportOffered(client, done, done);
    removeStyles(client, request.layer);
    result.viewer = viewerOf(client, request.layer);
    return result;
}

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

} // namespace tuilerie
