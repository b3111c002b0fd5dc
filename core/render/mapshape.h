// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/identify.h"

class QgsGeometry;
class QgsCoordinateReferenceSystem;

namespace tuilerie::qgis {

/// A geometry as outlines to draw, simplified where it has more vertices than a screen can show. For this room's sources
/// only.
MapShape shapeOf(const QgsGeometry &geometry, const QgsCoordinateReferenceSystem &crs);

} // namespace tuilerie::qgis
