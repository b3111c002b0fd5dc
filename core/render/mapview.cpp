// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mapview.h"

#include <QRectF>
#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {
// Beyond these, doubles of metres and degrees have no digits left for pixels.
constexpr double minUnitsPerPixel = 1e-9;
constexpr double maxUnitsPerPixel = 1e7;
} // namespace

Extent MapView::extent() const
{
    const double halfWidth = size.width() * unitsPerPixel / 2;
    const double halfHeight = size.height() * unitsPerPixel / 2;
    return {center.x - halfWidth, center.y - halfHeight, center.x + halfWidth, center.y + halfHeight};
}

QPointF MapView::toPixel(Point point) const
{
    return {
        (point.x - center.x) / unitsPerPixel + size.width() / 2., (center.y - point.y) / unitsPerPixel + size.height() / 2.};
}

Point MapView::toMap(QPointF pixel) const
{
    return {center.x + (pixel.x() - size.width() / 2.) * unitsPerPixel,
        center.y - (pixel.y() - size.height() / 2.) * unitsPerPixel};
}

QRectF MapView::toPixels(const Extent &extent) const
{
    return QRectF(toPixel({extent.west, extent.north}), toPixel({extent.east, extent.south}));
}

MapView MapView::zoomed(double factor, QPointF anchor) const
{
    MapView view = *this;
    const Point fixed = toMap(anchor);
    view.unitsPerPixel = std::clamp(unitsPerPixel * factor, minUnitsPerPixel, maxUnitsPerPixel);
    const Point moved = view.toMap(anchor);
    view.center = {center.x + fixed.x - moved.x, center.y + fixed.y - moved.y};
    return view;
}

MapView MapView::dragged(QPointF pixels) const
{
    MapView view = *this;
    view.center = {center.x - pixels.x() * unitsPerPixel, center.y + pixels.y() * unitsPerPixel};
    return view;
}

MapView MapView::fittedTo(const Extent &extent, double margin) const
{
    MapView view = *this;
    view.center = {(extent.west + extent.east) / 2, (extent.south + extent.north) / 2};
    if (size.isEmpty() || !(extent.width() >= 0) || !(extent.height() >= 0))
        return view;
    const double grow = 1 + 2 * margin;
    const double needed = std::max(extent.width() / size.width(), extent.height() / size.height()) * grow;
    if (needed > 0)
        view.unitsPerPixel = std::clamp(needed, minUnitsPerPixel, maxUnitsPerPixel);
    return view;
}

MapView MapView::withScale(double denominator, double metersPerUnit) const
{
    MapView view = *this;
    if (denominator > 0 && metersPerUnit > 0)
        view.unitsPerPixel = std::clamp(denominator * 0.00028 / metersPerUnit, minUnitsPerPixel, maxUnitsPerPixel);
    return view;
}

QJsonObject MapView::toJson() const
{
    return {{QStringLiteral("crs"), crs}, {QStringLiteral("center"), QJsonArray{center.x, center.y}},
        {QStringLiteral("units_per_pixel"), unitsPerPixel}};
}

MapView MapView::fromJson(const QJsonObject &object)
{
    MapView view;
    view.crs = object.value(QLatin1String("crs")).toString();
    const QJsonArray center = object.value(QLatin1String("center")).toArray();
    view.center = {center.at(0).toDouble(), center.at(1).toDouble()};
    view.unitsPerPixel =
        std::clamp(object.value(QLatin1String("units_per_pixel")).toDouble(1), minUnitsPerPixel, maxUnitsPerPixel);
    return view;
}

} // namespace tuilerie
