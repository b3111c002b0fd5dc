// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publish.h"

#include "publish/belongings.h"
#include "publish/cancel.h"
#include "publish/layerconfiguration.h"
#include "publish/offer.h"
#include "publish/pause.h"
#include "publish/production.h"
#include "publish/restarts.h"
#include "publish/tags.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

Error stillThere(const QString &layer)
{
    return {ErrorCode::Conflict,
        tr("The layer %1 is published already, from other data. Give this one another name, or replace its data with "
           "update.")
            .arg(layer),
        {}};
}

// Made by an earlier run of ours that was cut off before it could tag it: it shows our data.
bool isUntaggedOf(EntrepotClient &client, const Configuration &configuration, const PublicationIdentity &identity)
{
    const std::vector<UsedData> used = configuration.usedData();
    if (configuration.tags.contains(publicationtag::fingerprint) || used.empty())
        return false;
    const auto data = client.storedData(used.front().storedData);
    return data && identity.all().contains(data->tags.value(publicationtag::fingerprint));
}

Status tag(EntrepotClient &client, const Configuration &configuration, const PublicationIdentity &identity)
{
    return client.addTags(u"configurations"_s, configuration.id,
        {{publicationtag::fingerprint, identity.ofConfiguration()}, {publicationtag::datasheet, configuration.layerName}});
}

Result<PublicationResult> carryThrough(
    EntrepotClient &client, const PublishRequest &request, const PublicationIdentity &identity, const PublishRun &run)
{
    TUILERIE_TRY(datastore, client.datastore());
    if (!request.layer.startsWith(datastore.layerNamePrefix))
        return fail(ErrorCode::Invalid,
            tr("Layers of this datastore must begin with %1: name it %1%2.").arg(datastore.layerNamePrefix, request.layer));
    TUILERIE_TRY(before, configurationsOf(client, request.layer));
    for (const Configuration &configuration : before) {
        if (configuration.tags.value(publicationtag::fingerprint) == identity.ofConfiguration())
            continue;
        if (!isUntaggedOf(client, configuration, identity))
            return fail(stillThere(request.layer));
        TUILERIE_CHECK(tag(client, configuration, identity));
    }

    PyramidProduction production(client, request, identity, run.executing);
    TUILERIE_TRY(made, production.run());
    const QStringList types = request.configurationTypes();
    const StoredData &main = made[storedDataTypeFor(request, types.first())];
    PublicationResult result;
    result.storedData = main.id;
    result.upload = main.tags.value(publicationtag::uploadId);
    result.warnings = production.warnings();

    for (qsizetype i = 0; i < types.size(); ++i) {
        reportOffered(client, i, types.size());
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
            TUILERIE_CHECK(tag(client, configuration, identity));
        }
        TUILERIE_TRY(offering, offer(client, configuration, datastore, !request.isPrivate));
        addServices(result, offering, request.services);
    }
    reportOffered(client, types.size(), types.size());
    result.viewer = viewerOf(client, request.layer);
    return result;
}

// What an earlier run made of files that were others then.
Status removeOutdated(EntrepotClient &client, const PublishRequest &request, const PublicationIdentity &before)
{
    client.control().log(tr("The files have changed since this publication was begun: it starts again."));
    TUILERIE_CHECK(cancelPublication(client, request, before));
    return {};
}

} // namespace

Result<PublicationResult> publish(EntrepotClient &client, const PublishRequest &request, const PublishRun &run)
{
    TUILERIE_CHECK(request.validate());
    const PublicationIdentity identity = PublicationIdentity::of(request);
    if (!run.identity.isEmpty() && run.identity != identity)
        TUILERIE_CHECK(removeOutdated(client, request, run.identity));
    if (run.identified)
        run.identified(identity);
    auto outcome = throughRestarts(client, [&] { return carryThrough(client, request, identity, run); });
    if (!outcome)
        pauseAfterStop(client, outcome.error(), identity);
    return outcome;
}

QJsonArray blockingFindings(const Error &error)
{
    return error.code == ErrorCode::Corrupt ? QJsonDocument::fromJson(error.detail.toUtf8()).array() : QJsonArray();
}

} // namespace tuilerie
