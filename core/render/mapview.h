// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"

#include <QJsonObject>
#include <QPointF>
#include <QSize>
#include <QString>

namespace tuilerie {

/// What part of the world a map picture shows: a centre and a scale, so that it stays put when the window changes its size.
/// Pixels are device-independent, y grows downwards; map coordinates are x/y order in `crs`. Plain value, pure functions.
struct MapView
{
    QString crs; ///< "EPSG:2154" or WKT; empty = plain numbers, nothing is transformed
    Point center;
    double unitsPerPixel = 1; ///< CRS units a pixel, positive
    QSize size;
    double pixelRatio = 1; ///< device pixels for a pixel

    bool operator==(const MapView &) const = default;
    bool isValid() const { return size.width() > 0 && size.height() > 0 && unitsPerPixel > 0; }
    Extent extent() const;
    QPointF toPixel(Point point) const;
    Point toMap(QPointF pixel) const;
    QRectF toPixels(const Extent &extent) const;
    /// `factor` > 1 shows more; the place under `anchor` stays under it.
    MapView zoomed(double factor, QPointF anchor) const;
    /// As if the picture were dragged by these pixels.
    MapView dragged(QPointF pixels) const;
    /// The whole extent, with `margin` (0.05 = 5 %) around it.
    MapView fittedTo(const Extent &extent, double margin = 0.05) const;

    /// Scale denominator by OGC's standardised pixel of 0.28 mm (WMTS 1.0.0 §6.1), as tile matrices have it.
    double scaleDenominator(double metersPerUnit) const { return unitsPerPixel * metersPerUnit / 0.00028; }
    MapView withScale(double denominator, double metersPerUnit) const;

    QJsonObject toJson() const; ///< crs, center and units_per_pixel: size is the window's
    static MapView fromJson(const QJsonObject &object);
};

} // namespace tuilerie
