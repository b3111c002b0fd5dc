// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mapshape.h"

#include "render/qgisbridge.h"

#include <algorithm>
#include <qgscurve.h>
#include <qgscurvepolygon.h>
#include <qgsgeometry.h>
#include <qgspoint.h>

namespace tuilerie::qgis {

namespace {
constexpr int verticesAtMost = 50000; // more than a screen can show
}

MapShape shapeOf(const QgsGeometry &geometry, const QgsCoordinateReferenceSystem &crs)
{
    MapShape shape;
    shape.crs = textOf(crs);
    if (geometry.isNull())
        return shape;
    QgsGeometry drawn = geometry;
    if (drawn.constGet()->nCoordinates() > verticesAtMost) {
        const QgsRectangle box = drawn.boundingBox();
        if (const QgsGeometry simple = drawn.simplify(std::max(box.width(), box.height()) / 4000); !simple.isEmpty())
            drawn = simple;
    }
    shape.isArea = drawn.type() == Qgis::GeometryType::Polygon;
    for (auto part = drawn.const_parts_begin(); part != drawn.const_parts_end(); ++part) {
        const QgsAbstractGeometry *one = *part;
        if (const auto *point = qgsgeometry_cast<const QgsPoint *>(one)) {
            shape.points.emplace_back(point->x(), point->y());
        } else if (const auto *curve = qgsgeometry_cast<const QgsCurve *>(one)) {
            shape.lines.push_back(curve->asQPolygonF());
        } else if (const auto *polygon = qgsgeometry_cast<const QgsCurvePolygon *>(one)) {
            if (polygon->exteriorRing())
                shape.lines.push_back(polygon->exteriorRing()->asQPolygonF());
            for (int i = 0; i < polygon->numInteriorRings(); ++i)
                shape.lines.push_back(polygon->interiorRing(i)->asQPolygonF());
        }
    }
    return shape;
}

} // namespace tuilerie::qgis
