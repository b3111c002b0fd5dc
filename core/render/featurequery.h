// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "renderpool/renderpool.h"

class QgsVectorLayer;

namespace tuilerie {

/// The features that a map shows at a pixel, those drawn last first, as GeoJSON in the map's CRS (x/y order): {type, id,
/// table, geometry, properties}. What the style does not draw at the map's scale is not found. On the layer's thread.
Result<QJsonArray> featuresAt(QgsVectorLayer &layer, const FeatureRequest &request, const QString &table);

} // namespace tuilerie
