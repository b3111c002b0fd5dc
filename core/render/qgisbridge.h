// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "render/mapview.h"
#include "render/rasterstretch.h"

#include <qgscoordinatereferencesystem.h>
#include <qgsrectangle.h>

class QgsMapSettings;
class QgsRasterLayer;

namespace tuilerie::qgis {

/// Ours to QGIS's and back; for this room's sources only.
QgsRectangle rectangleOf(const Extent &extent);
Extent extentOf(const QgsRectangle &rectangle);
/// Invalid for an empty text or one that QGIS cannot read. Kept in a cache; any thread.
QgsCoordinateReferenceSystem crsOf(const QString &text);
QString textOf(const QgsCoordinateReferenceSystem &crs); ///< "EPSG:2154", or WKT where it has no name
void setView(QgsMapSettings &settings, const MapView &view);

/// Puts a renderer that follows `stretch` (with its limits known) on the layer.
void applyStretch(QgsRasterLayer &layer, const RasterStretch &stretch);

} // namespace tuilerie::qgis
