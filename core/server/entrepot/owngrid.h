// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/datastore.h"
#include "grid/tilematrixset.h"
#include "model/processing.h"

#include <optional>

namespace tuilerie {

/// A user's own tile matrix set as the parameter `tms` of a processing that makes tiles: the absolute path of its JSON file,
/// below a folder from which files may be handed over by reference. Its copy lies beside the pyramid, where readers look for
/// it. Private to the entrepot room.

/// Nothing when `tms` names a bundled one. Denied for any other path; Conflict when another grid has that
/// identifier already, because the services name grids by it.
Result<std::optional<TileMatrixSet>> ownGrid(const Datastore &datastore, const QJsonObject &parameters);
/// Where the copy lies; it becomes the job's `tms`.
QString gridCopy(const Datastore &datastore, const QString &storedData, const TileMatrixSet &grid);
Status keepGrid(const Datastore &datastore, const QString &storedData, const TileMatrixSet &grid);

} // namespace tuilerie
