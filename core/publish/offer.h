// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/plan.h"
#include "publish/production.h"

namespace tuilerie {

// The second half of a publication: from stored data to services. Internal to this room.

/// An offering of the configuration, published: one that is there, else a new one at the datastore's endpoint for it.
Result<Offering> offer(
    EntrepotClient &client, const Configuration &configuration, const DatastoreInfo &datastore, bool open);
/// Points all configurations of a layer to other data, and has each of its services switched by its PUT offering, at once
/// for its clients. `types` are those of the data that each configuration shows.
Result<PublicationResult> switchLayer(EntrepotClient &client, std::vector<Configuration> configurations,
    const PublishRequest &request, const ProducedData &data, const std::vector<QString> &types, const LayerStyles &styles,
    const QString &fingerprint);
/// What the layer's configurations show now, one for each.
Result<std::vector<StoredData>> shownData(EntrepotClient &client, const std::vector<Configuration> &configurations);

/// The services of an offering that were asked for ("wmts" and "tms" come from one); all of them when `wanted` is empty.
void addServices(PublicationResult &result, const Offering &offering, const QStringList &wanted);
void reportOffered(EntrepotClient &client, qint64 done, qint64 total); ///< progress step "publish"
QString viewerOf(EntrepotClient &client, const QString &layer);        ///< empty for servers without

} // namespace tuilerie
