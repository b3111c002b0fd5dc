// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"
#include "render/rasterstretch.h"

#include <QColor>
#include <QObject>
#include <functional>
#include <memory>

class QgsMapLayer;

namespace tuilerie {

/// Service: pictures or tiles of a server, drawn as they come. A published COPC is a PointCloud, as a file is.
enum class MapLayerKind { Raster, Vector, Service, PointCloud };

/// One thing drawn on the map. Made by the functions of layerloader.h, on any thread, and handed to the UI thread; used
/// there only from then on. Owns its QGIS layer; goes before the RenderSession does.
class MapLayer : public QObject
{
    Q_OBJECT
public:
    ~MapLayer() override;

    QString id() const; ///< unique in this process
    MapLayerKind kind() const;
    QString title() const;
    void setTitle(const QString &title);
    QString crs() const; ///< "EPSG:2154" or WKT; empty when the data have none
    /// Gives data without CRS one (fix of "raster.crs.missing"); the file is untouched.
    void setCrs(const QString &crs);
    Extent extent() const; ///< in crs()
    /// The extent in another CRS; the layer's own numbers when either CRS is unknown. Empty when it cannot be transformed.
    Extent extentIn(const QString &crs) const;

    bool isVisible() const;
    void setVisible(bool visible);
    double opacity() const;
    void setOpacity(double opacity); ///< 0…1
    /// Vector layers: of lines and borders of the single or first symbol; setting it gives a single symbol with a lightened
    /// fill.
    QColor color() const;
    void setColor(const QColor &color);

    /// Rasters only; what follows gives nothing for the others.
    int bandCount() const;
    QString bandName(int band) const; ///< "Band 1: Red"
    bool isColorData() const;         ///< uint8 or palette: shows sensibly as stored
    const RasterStretch &stretch() const;
    void setStretch(const RasterStretch &stretch);
    /// A function that computes the limits `stretch` asks for, over `within` (crs(), empty = everything), from a sample of
    /// at most 250,000 cells; made here, called on any thread while the layer lives or not.
    std::function<Result<std::vector<RasterStretch::Limits>>()> limitsTask(
        const RasterStretch &stretch, const Extent &within) const;

    /// It came with a style of its own, from its GeoPackage.
    bool hasStoredStyle() const;

    QgsMapLayer *qgisLayer() const; ///< for this room's sources

signals:
    void appearanceChanged(); ///< it must be drawn anew
    void titleChanged();

private:
    friend class MapLayerMaker;
    MapLayer(MapLayerKind kind, std::unique_ptr<QgsMapLayer> layer);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tuilerie
