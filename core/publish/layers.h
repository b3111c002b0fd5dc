// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/request.h"

namespace tuilerie {

/// What is published, and the end of it. All block on the client's thread; errors are sentences of the server or ours.

Result<std::vector<PublishedLayerInfo>> listLayers(EntrepotClient &client);
Result<PublishedLayerInfo> findLayer(EntrepotClient &client, const QString &layer); ///< NotFound when there is none

/// Ends the layer's services: offerings (two-step deletion, docs/entrepot.md §4), then configurations. `withData` also
/// deletes the pyramids and uploads behind it that nothing else uses. NotFound when there is no such layer.
Status unpublishLayer(EntrepotClient &client, const QString &layer, bool withData);
Status unpublishOffering(EntrepotClient &client, const QString &offering);
/// Its offerings, then the configuration. Good when it is gone already.
Status removeConfiguration(EntrepotClient &client, const QString &configuration);
/// Offerings, configurations and the stored data itself (docs/entrepot.md §22.4).
Status cascadeDelete(EntrepotClient &client, const QString &storedData);

/// Everything that was made for a layer, whole, by the tag of the layer: databases and earlier versions, too.
Result<std::vector<StoredData>> dataMadeFor(EntrepotClient &client, const QString &layer);

} // namespace tuilerie
