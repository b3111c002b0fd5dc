// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "renderpool/renderpool.h"

#include <QImage>
#include <vector>

class QgsMapSettings;
class QgsVectorLayer;

namespace tuilerie {

/// As QGIS would draw these layers, the topmost first: request.width × request.height pixels. `tables` and `format` are not
/// looked at. Invalid: CRS, size or colour; a layer that cannot be brought into the CRS. On the layers' thread.
Result<QImage> drawMap(const std::vector<QgsVectorLayer *> &layers, const MapRequest &request);

/// QGIS's settings for it, without the margin.
Result<QgsMapSettings> mapSettingsOf(const std::vector<QgsVectorLayer *> &layers, const MapRequest &request);

} // namespace tuilerie
