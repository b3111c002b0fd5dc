// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/sourcetables.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tuilerie::vector {

namespace {

constexpr int mostFeatures = 2000;
constexpr double pixelsOfSegment = 4; ///< a typical edge of the data is so many pixels long at the bottom
constexpr double pixelsBetweenPoints = 32;
constexpr double finest = 0.29; ///< metres: level 19 of web Mercator at the equator

/// Lengths of edges of lines and polygons, up to some per feature.
void takeLengths(const OGRGeometry &geometry, std::vector<double> &lengths)
{
    switch (wkbFlatten(geometry.getGeometryType())) {
    case wkbLineString: {
        const OGRLineString *line = geometry.toLineString();
        for (int i = 1; i < std::min(line->getNumPoints(), 200); ++i)
            lengths.push_back(std::hypot(line->getX(i) - line->getX(i - 1), line->getY(i) - line->getY(i - 1)));
        break;
    }
    case wkbPolygon:
        if (const OGRLinearRing *ring = geometry.toPolygon()->getExteriorRing())
            for (int i = 1; i < std::min(ring->getNumPoints(), 200); ++i)
                lengths.push_back(std::hypot(ring->getX(i) - ring->getX(i - 1), ring->getY(i) - ring->getY(i - 1)));
        break;
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection: {
        const OGRGeometryCollection *collection = geometry.toGeometryCollection();
        for (int i = 0; i < std::min(collection->getNumGeometries(), 4); ++i)
            takeLengths(*collection->getGeometryRef(i), lengths);
        break;
    }
    default:
        if (geometry.hasCurveGeometry()) {
            const std::unique_ptr<OGRGeometry> linear(geometry.getLinearGeometry());
            if (linear && !linear->hasCurveGeometry())
                takeLengths(*linear, lengths);
        }
    }
}

} // namespace

Result<int> chooseBottom(const VectorProfile &profile)
{
    std::optional<int> best;
    for (const VectorInput &input : profile.inputs) {
        for (const TablePart &part : input.parts) {
            TUILERIE_TRY(table, openTable(input, part));
            const GdalErrorTrap trap;
            std::vector<double> lengths;
            OGREnvelope seen;
            int features = 0;
            while (features < mostFeatures) {
                const OGRFeatureUniquePtr feature(table.layer->GetNextFeature());
                if (!feature)
                    break;
                const OGRGeometry *geometry = feature->GetGeometryRef();
                if (!geometry || geometry->IsEmpty())
                    continue;
                OGREnvelope box;
                geometry->getEnvelope(&box);
                seen.Merge(box);
                takeLengths(*geometry, lengths);
                ++features;
            }
            if (features == 0)
                continue;
            double detail = 0; // in the source's units
            if (!lengths.empty()) {
                std::nth_element(lengths.begin(), lengths.begin() + std::ptrdiff_t(lengths.size() / 2), lengths.end());
                detail = lengths[lengths.size() / 2] / pixelsOfSegment;
            } else {
                const double area = (seen.MaxX - seen.MinX) * (seen.MaxY - seen.MinY);
                detail = std::sqrt(std::max(area, 0.0) / features) / pixelsBetweenPoints;
            }
            if (!(detail > 0))
                continue; // all in one place says nothing of detail
            // How long a source unit is in the grid, in the data's middle.
            const Point middle{(seen.MinX + seen.MaxX) / 2, (seen.MinY + seen.MaxY) / 2};
            const double step = detail;
            TUILERIE_TRY(transform, CrsTransform::create(part.crs, profile.gridCrs));
            Point ends[] = {middle, {middle.x + step, middle.y}, {middle.x, middle.y + step}};
            if (!transform.forward(ends))
                continue;
            const double across = std::hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
            const double up = std::hypot(ends[2].x - ends[0].x, ends[2].y - ends[0].y);
            const double cell = std::max(std::sqrt(across * up), finest / profile.gridCrs.metersPerUnit());
            best = std::max(best.value_or(0), profile.grid.nearestLevel(cell));
        }
    }
    return best.value_or(std::min(14, int(profile.grid.levels().size()) - 1));
}

} // namespace tuilerie::vector
