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
    /// A custom property of the QGIS layer: the file of the mosaic's overview.
    static QString overviewProperty() { return QStringLiteral("tuilerie/overview"); }
    /// From a sample of at most 250,000 cells; of everything from the overview, where there is one: GDAL would look at each
    /// file of a mosaic.
    static Result<std::vector<RasterStretch::Limits>> limits(
        QgsRasterDataProvider &provider, const QString &overview, const RasterStretch &stretch, const QgsRectangle &area);
};

} // namespace tuilerie
