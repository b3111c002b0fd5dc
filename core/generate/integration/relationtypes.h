// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/crs.h"

#include <QJsonObject>

#include <ogr_api.h>

namespace tuilerie {

/// A table as the Entrepôt describes it (docs/entrepot.md §10, VECTOR-DB): {name, type: "TABLE", attributes: {column:
/// PostgreSQL type}, primary_key: [column]}, and of ours geometry_type ("MultiPolygon", "None"), features. Private to the
/// entrepot room.
QJsonObject relationOf(OGRLayerH layer);

/// In degrees WGS 84, not empty even for a single point.
Result<Extent> degreesOf(const Extent &extent, const Crs &crs);

} // namespace tuilerie
