// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pyramidresult.h"
#include "publish/publish.h"

namespace tuilerie {

struct UpdateChoices
{
    bool makesAll = false;   ///< nothing is taken from the version before
    bool keepsAside = false; ///< the version is made, and the layer goes on showing the one before: switchLayerTo()
};

/// New data for a published layer, under the same addresses: a new pyramid aside, then PUT configuration and PUT offering
/// for each service. Title, abstract, keywords, tile matrix set and compression stay unless the request says otherwise: its
/// empty texts, grids and formats are the layer's. Only what changed files and features
/// are seen in is made again, where the server can (docs/versions.md); the result is that of a whole run byte for byte. The
/// pyramid before stays stored, for rollbackLayer(). Stops as publish() does. NotFound when there is no such layer. Blocks.
Result<PublicationResult> updateLayer(
    EntrepotClient &client, const PublishRequest &request, const UpdateChoices &choices = {});

/// What updateLayer() would make again, and how long that takes, from the files on this machine: nothing is sent or made.
/// Its `reason` says why all would be made where that is so; counts are 0 where they are not known. Blocks.
Result<VersionOutlook> lookAtUpdate(
    EntrepotClient &client, const PublishRequest &request, const UpdateChoices &choices = {});

} // namespace tuilerie
