// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace tuilerie {

/// What a static of the type GEOSERVER-STYLE says of itself (docs/entrepot.md §16): {format: "SLD" | "QML",
/// used_attributes: […], min_scale_denominator?, max_scale_denominator?}. An SLD must be of version 1.0.0, well-formed, and
/// of the elements that OGC 02-070 has from StyledLayerDescriptor down to the symbolizers; QML (QGIS) is an extension of
/// ours. Invalid with a sentence that names the place. Any thread.
Result<QJsonObject> styleInfos(const QByteArray &content);

} // namespace tuilerie
