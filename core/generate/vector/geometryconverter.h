// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/featurestore.h"
#include "generate/vector/polygonrepair.h"
#include "generate/vector/vectorprofile.h"
#include "source/geometrycheck.h"

#include <map>
#include <memory>
#include <optional>

class OGRGeometry;

namespace tuilerie::vector {

/// What happened to geometries on their way; counted for warnings and log lines.
struct ConversionCounts
{
    qint64 features = 0;
    qint64 empty = 0;    ///< without a geometry
    qint64 outside = 0;  ///< wholly outside of what the grid can show
    qint64 cut = 0;      ///< partly outside, cut
    qint64 repaired = 0; ///< polygons that were not valid
    qint64 curved = 0, heights = 0, collections = 0;
    void add(const ConversionCounts &o);
};

/// Turns OGR geometries into the store's. One per thread. Curves become lines (OGR's 4° steps), heights and measures go,
/// collections fall apart by shape, polygons that are not valid are repaired on the grid (polygonrepair.h). Long edges get
/// vertices where a straight line of the source bends by more than half a unit in the grid; the same for both who share the
/// edge. What the grid's CRS cannot show is cut off; longitudes beyond ±180° come in on the other side, and what a projected
/// system carries over the antimeridian is parted there.
class GeometryConverter
{
public:
    explicit GeometryConverter(const VectorProfile &profile);
    ~GeometryConverter();

    /// Prepares for a table; the features that follow are of it.
    Status begin(const TablePart &part);
    /// Appends a record for each shape in the geometry.
    void convert(
        const OGRGeometry &geometry, uint16_t input, int64_t fid, const std::string &attributes, std::string &records);

    ConversionCounts counts;

private:
    struct Part
    {
        uint32_t end = 0;
        Shape shape = Shape::Point;
        bool isHole = false;
    };
    struct Loose
    {
        std::vector<Point> points;
        std::vector<Part> parts;
    };
    enum class Outcome { Good, Beyond };

    std::unique_ptr<OGRGeometry> prepared(const OGRGeometry &geometry);
    void repair(FeatureBody &polygon);
    std::unique_ptr<OGRGeometry> validForm(const OGRGeometry &geometry) const;
    void collect(const OGRGeometry &geometry, Loose &to);
    bool transform(Loose &loose) const;
    void bend(const Point &from, const Point &to, const Point &fromGrid, const Point &toGrid, int depth,
        std::vector<Point> &out) const;
    Outcome toBodies(const Loose &loose, FeatureBody (&bodies)[3]) const;
    std::unique_ptr<OGRGeometry> cutToGrid(const OGRGeometry &geometry) const;
    std::unique_ptr<OGRGeometry> parted(const Loose &loose) const;
    /// True when a part of it lies beyond the grid, where no tile will show it.
    bool emitBodies(FeatureBody (&bodies)[3], uint16_t input, std::string &records);
    uint64_t m_salt = 0; ///< of the table

    const VectorProfile &m_profile;
    std::optional<CrsTransform> m_transform;
    bool m_isIdentity = true;
    bool m_sourceIsGeographic = false;
    double m_safeLength = 0; ///< edges up to this need no look, in the source's units
    double m_worldWidth = 0; ///< in the grid's units, where the grid goes round the world; else 0
    Extent m_gridInSource;   ///< empty where it is not known
    PolygonRepairer m_repairer;
    mutable GeometryCheck m_check; ///< for what has to be cut in the source's own coordinates
    Box m_gridBox;                 ///< the grid's extent in the store
    const TablePart *m_part = nullptr;
};

} // namespace tuilerie::vector
