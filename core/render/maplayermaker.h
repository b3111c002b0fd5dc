// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "render/maplayer.h"

class QgsMapLayer;
class QgsRasterDataProvider;
class QgsRectangle;

namespace tuilerie {

/// The way into MapLayer for the functions that open them; for this room's sources only.
class MapLayerMaker
{
public:
    /// Takes the layer, made on the calling thread, puts the stretch on it when it is a raster, and gives it to the UI
    /// thread.
    static std::unique_ptr<MapLayer> make(
        MapLayerKind kind, std::unique_ptr<QgsMapLayer> layer, const RasterStretch &stretch = {});
    /// A custom property of the QGIS layer, true when make() is given one that a stored style was read into.
    static QString storedStyleProperty() { return QStringLiteral("tuilerie/storedStyle"); }
    static Result<std::vector<RasterStretch::Limits>> limits(
        QgsRasterDataProvider &provider, const RasterStretch &stretch, const QgsRectangle &area);
};

} // namespace tuilerie
