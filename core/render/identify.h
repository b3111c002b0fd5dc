// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "render/maplayer.h"
#include "render/mapview.h"

#include <QPolygonF>
#include <functional>
#include <vector>

namespace tuilerie {

/// Outlines to draw over the map. Coordinates are x/y order in `crs`.
struct MapShape
{
    QString crs;
    std::vector<QPolygonF> lines; ///< lines, and rings of polygons
    std::vector<QPointF> points;
    bool isArea = false; ///< `lines` are rings
    bool isEmpty() const { return lines.empty() && points.empty(); }
};

/// One thing under the cursor: a feature, the values of a raster's cell, a point of a point cloud.
struct IdentifiedThing
{
    QString layerId;
    QString layerTitle;
    MapLayerKind kind = MapLayerKind::Vector;
    qint64 feature = -1;                             ///< QGIS's feature id, for the attribute table
    QString title;                                   ///< what the layer calls it: display name, "Cell", "Ground, 412.33 m"
    std::vector<std::pair<QString, QString>> values; ///< as a person reads them, in the locale
    MapShape shape;
};

/// A function that finds what `layers` show at `pixel` of `view`, topmost layer first, at most `most` things of each layer;
/// hidden layers and pictures of services are left out. Points and lines are caught within `tolerance` pixels. Made on the
/// UI thread, called on any thread while the layers live or not.
std::function<std::vector<IdentifiedThing>()> identifyTask(
    const std::vector<MapLayer *> &layers, const MapView &view, QPointF pixel, double tolerance = 5, int most = 20);

} // namespace tuilerie
