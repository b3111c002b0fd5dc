// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/publish.h"

namespace tuilerie {

/// New data for a published layer, under the same addresses: a new pyramid aside, then PUT configuration and PUT offering
/// for each service. Title, abstract, keywords, tile matrix set and compression stay unless the request says otherwise: its
/// empty texts, grids and formats are the layer's. The pyramid before stays stored, for rollbackLayer(). Stops as publish()
/// does. NotFound when there is no such layer. Blocks.
Result<PublicationResult> updateLayer(EntrepotClient &client, const PublishRequest &request);

} // namespace tuilerie
