// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <algorithm>

namespace tuilerie {

/// A position in some CRS. Always x then y: easting then northing, longitude then latitude, whatever the authority's order.
struct Point
{
    double x = 0;
    double y = 0;
    bool operator==(const Point &) const = default;
};

/// An axis-aligned rectangle in some CRS's units, x/y order as in Point. Empty unless east > west and north > south.
struct Extent
{
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;

    bool operator==(const Extent &) const = default;
    double width() const { return east - west; }
    double height() const { return north - south; }
    bool isEmpty() const { return !(east > west && north > south); }
    bool contains(Point p) const { return p.x >= west && p.x <= east && p.y >= south && p.y <= north; }
    bool contains(const Extent &o) const { return o.west >= west && o.east <= east && o.south >= south && o.north <= north; }
    /// True when the insides overlap; touching edges do not count.
    bool intersects(const Extent &o) const { return o.west < east && o.east > west && o.south < north && o.north > south; }
    Extent intersected(const Extent &o) const
    {
        return {std::max(west, o.west), std::max(south, o.south), std::min(east, o.east), std::min(north, o.north)};
    }
    Extent united(const Extent &o) const
    {
        if (isEmpty())
            return o;
        if (o.isEmpty())
            return *this;
        return {std::min(west, o.west), std::min(south, o.south), std::max(east, o.east), std::max(north, o.north)};
    }
    Extent grown(double dx, double dy) const { return {west - dx, south - dy, east + dx, north + dy}; }
    /// [west, south, east, north], the order of docs/cli.md and GeoJSON's bbox.
    QJsonArray toJson() const { return {west, south, east, north}; }
};

} // namespace tuilerie
