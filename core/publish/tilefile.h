// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"

namespace tuilerie {

// The download of tiles: one PMTiles file of the layer's pyramid, as the server's processings make it (docs/entrepot.md §9).
// Any thread.

/// Whether that is what a download of these data is; of point clouds it is the cloud itself.
bool hasTilesToDownload(PublishKind kind);
/// Unsupported, with the way out, where the request wants a download and its tiles cannot be in such a file: a grid that is
/// not the Web Mercator square, values (`isFloat`: what a look at the data says of them).
Status checkTileFile(const PublishRequest &request, const QString &tms, bool isFloat);
/// The same of what the request itself says of grid and values; of pyramids, which say it themselves, nothing.
Status checkTileFile(const PublishRequest &request);

} // namespace tuilerie
