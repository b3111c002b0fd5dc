// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/geometryconverter.h"

#include "generate/vector/polygonrepair.h"

#include <ogr_geometry.h>

#include <cmath>

namespace tuilerie::vector {

namespace {

constexpr int mostHalvings = 14;

bool isFinite(const Point &p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

std::unique_ptr<OGRGeometry> boxOf(const Extent &e)
{
    auto ring = std::make_unique<OGRLinearRing>();
    ring->addPoint(e.west, e.south);
    ring->addPoint(e.east, e.south);
    ring->addPoint(e.east, e.north);
    ring->addPoint(e.west, e.north);
    ring->closeRings();
    auto polygon = std::make_unique<OGRPolygon>();
    polygon->addRingDirectly(ring.release());
    return polygon;
}

/// How far a point lies from the line through two others, not from its middle: what moves along a straight edge bends
/// nothing. The same for both directions of the edge.
double distanceToLine(const Point &p, Point a, Point b)
{
    if (b.x < a.x || (b.x == a.x && b.y < a.y))
        std::swap(a, b);
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    if (!(length > 0))
        return std::hypot(p.x - a.x, p.y - a.y);
    return std::abs((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / length;
}

class Shift final : public OGRDefaultGeometryVisitor
{
public:
    explicit Shift(double dx)
        : m_dx(dx)
    {
    }
    using OGRDefaultGeometryVisitor::visit;
    void visit(OGRPoint *point) override { point->setX(point->getX() + m_dx); }

private:
    double m_dx;
};

/// The parts of a geometry in each of three worlds side by side, all brought into the middle one.
std::unique_ptr<OGRGeometry> wrapped(const OGRGeometry &geometry, double west, double width)
{
    auto result = std::make_unique<OGRGeometryCollection>();
    for (int world = -1; world <= 1; ++world) {
        const double begin = west + world * width;
        const std::unique_ptr<OGRGeometry> box = boxOf({begin, -1e9, begin + width, 1e9});
        std::unique_ptr<OGRGeometry> piece(geometry.Intersection(box.get()));
        if (!piece || piece->IsEmpty())
            continue;
        Shift shift(-world * width);
        piece->accept(&shift);
        result->addGeometryDirectly(piece.release());
    }
    return result;
}

} // namespace

void ConversionCounts::add(const ConversionCounts &o)
{
    features += o.features;
    empty += o.empty;
    outside += o.outside;
    cut += o.cut;
    repaired += o.repaired;
    curved += o.curved;
    heights += o.heights;
    collections += o.collections;
}

GeometryConverter::GeometryConverter(const VectorProfile &profile)
    : m_profile(profile)
{
    const Extent extent = profile.matrix(profile.bottom).extent();
    const auto clamped = [](double value) {
        return int32_t(std::clamp(value, -double(StoreGrid::limit), double(StoreGrid::limit)));
    };
    m_gridBox.add(clamped(profile.store.x(extent.west)), clamped(profile.store.y(extent.north)));
    m_gridBox.add(clamped(profile.store.x(extent.east)), clamped(profile.store.y(extent.south)));
    // Web Mercator and its like, and degrees: what leaves on one side belongs on the other.
    if (profile.gridCrs.isGeographic())
        m_worldWidth = 360;
    else if (profile.gridCrs.id() == QLatin1String("EPSG:3857"))
        m_worldWidth = 2 * M_PI * 6378137;
}

GeometryConverter::~GeometryConverter() = default;

Status GeometryConverter::begin(const TablePart &part)
{
    if (m_part == &part)
        return {};
    m_part = &part;
    m_salt = part.salt;
    TUILERIE_TRY(made, CrsTransform::create(part.crs, m_profile.gridCrs));
    m_transform = std::move(made);
    m_isIdentity = m_transform->isIdentity();
    m_sourceIsGeographic = part.crs.isGeographic();
    m_gridInSource = {};
    if (m_isIdentity)
        return {};
    if (const auto extent = m_transform->inverse(m_profile.matrix(m_profile.bottom).extent()))
        m_gridInSource = *extent;
    // How long an edge may be before its bend shows: measured over the table's extent, with a margin of four.
    m_safeLength = 0;
    const Extent &e = part.extent;
    if (e.isEmpty())
        return {};
    const double probe = std::min(e.width(), e.height()) / 64;
    double worst = 0;
    for (int i = 0; i <= 8; ++i) {
        for (int j = 0; j <= 8; ++j) {
            const Point at{e.west + e.width() * i / 8, e.south + e.height() * j / 8};
            for (const Point &d : {Point{probe, 0}, Point{0, probe}, Point{probe * M_SQRT1_2, probe * M_SQRT1_2},
                     Point{probe * M_SQRT1_2, -probe * M_SQRT1_2}}) {
                Point line[] = {{at.x - d.x / 2, at.y - d.y / 2}, at, {at.x + d.x / 2, at.y + d.y / 2}};
                if (!m_transform->forward(line))
                    return {};
                worst = std::max(worst, distanceToLine(line[1], line[0], line[2]));
            }
        }
    }
    const double tolerance = m_profile.store.unit / 2;
    m_safeLength = worst > 0 ? probe * std::sqrt(tolerance / (4 * worst)) : probe;
    return {};
}

void GeometryConverter::collect(const OGRGeometry &geometry, Loose &to)
{
    if (geometry.IsEmpty())
        return;
    const auto take = [&to](const OGRSimpleCurve &curve, Shape shape, bool isHole) {
        int n = curve.getNumPoints();
        if (shape == Shape::Polygon && n > 1 && curve.getX(0) == curve.getX(n - 1) && curve.getY(0) == curve.getY(n - 1))
            --n;
        for (int i = 0; i < n; ++i)
            to.points.push_back({curve.getX(i), curve.getY(i)});
        to.parts.push_back({uint32_t(to.points.size()), shape, isHole});
    };
    const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
    switch (type) {
    case wkbPoint:
        to.points.push_back({geometry.toPoint()->getX(), geometry.toPoint()->getY()});
        to.parts.push_back({uint32_t(to.points.size()), Shape::Point, false});
        return;
    case wkbLineString:
    case wkbLinearRing: take(*geometry.toSimpleCurve(), Shape::Line, false); return;
    case wkbPolygon:
    case wkbTriangle: {
        const OGRPolygon *polygon = geometry.toPolygon();
        take(*polygon->getExteriorRing(), Shape::Polygon, false);
        for (int i = 0; i < polygon->getNumInteriorRings(); ++i)
            take(*polygon->getInteriorRing(i), Shape::Polygon, true);
        return;
    }
    case wkbMultiPoint:
    case wkbMultiLineString:
    case wkbMultiPolygon:
    case wkbGeometryCollection:
        for (const OGRGeometry *member : *geometry.toGeometryCollection())
            collect(*member, to);
        return;
    case wkbPolyhedralSurface:
    case wkbTIN:
        for (const OGRPolygon *face : *geometry.toPolyhedralSurface())
            collect(*face, to);
        return;
    default:
        // A kind of curve: OGR's straight-line version of it.
        if (const std::unique_ptr<OGRGeometry> linear(geometry.getLinearGeometry());
            linear && !OGR_GT_IsNonLinear(linear->getGeometryType()))
            collect(*linear, to);
    }
}

void GeometryConverter::bend(
    const Point &from, const Point &to, const Point &fromGrid, const Point &toGrid, int depth, std::vector<Point> &out) const
{
    if (depth >= mostHalvings)
        return;
    const Point middle{(from.x + to.x) / 2, (from.y + to.y) / 2};
    Point middleGrid = middle;
    if (!m_transform->forward({&middleGrid, 1}))
        return;
    const bool isBent = distanceToLine(middleGrid, fromGrid, toGrid) > m_profile.store.unit / 2;
    // A symmetric curve may cross its chord in the middle: the first halvings of a long edge are made without a look.
    const bool isLong = std::hypot(to.x - from.x, to.y - from.y) > 16 * m_safeLength && m_safeLength > 0;
    if (!isBent && !isLong)
        return;
    const size_t before = out.size();
    bend(from, middle, fromGrid, middleGrid, depth + 1, out);
    out.push_back(middleGrid);
    bend(middle, to, middleGrid, toGrid, depth + 1, out);
    // Straight in both halves and through the middle: nothing is gained by it.
    if (!isBent && out.size() == before + 1)
        out.pop_back();
}

// False when a point cannot be shown in the grid's CRS.
bool GeometryConverter::transform(Loose &loose) const
{
    if (m_isIdentity)
        return std::all_of(loose.points.begin(), loose.points.end(), isFinite);
    const std::vector<Point> source = loose.points;
    const bool good = m_transform->forward(loose.points);
    if (!good)
        return false;
    bool anyLong = false;
    const auto forEdges = [&](const auto &visit) {
        size_t begin = 0;
        for (size_t p = 0; p < loose.parts.size(); ++p) {
            const Part &part = loose.parts[p];
            const size_t n = part.end - begin;
            if (part.shape != Shape::Point)
                for (size_t i = 0; i < (part.shape == Shape::Polygon ? n : n - 1); ++i)
                    visit(p, begin + i, begin + (i + 1) % n);
            begin = part.end;
        }
    };
    const auto isLong = [&](size_t a, size_t b) {
        return std::hypot(source[b].x - source[a].x, source[b].y - source[a].y) > m_safeLength;
    };
    forEdges([&](size_t, size_t a, size_t b) { anyLong = anyLong || isLong(a, b); });
    if (!anyLong)
        return true;
    Loose bent;
    size_t begin = 0;
    for (const Part &part : loose.parts) {
        const size_t n = part.end - begin;
        for (size_t i = 0; i < n; ++i) {
            bent.points.push_back(loose.points[begin + i]);
            const size_t a = begin + i;
            const size_t b = begin + (i + 1) % n;
            if (part.shape != Shape::Point && (i + 1 < n || part.shape == Shape::Polygon) && isLong(a, b))
                bend(source[a], source[b], loose.points[a], loose.points[b], 0, bent.points);
        }
        bent.parts.push_back({uint32_t(bent.points.size()), part.shape, part.isHole});
        begin = part.end;
    }
    loose = std::move(bent);
    return true;
}

GeometryConverter::Outcome GeometryConverter::toBodies(const Loose &loose, FeatureBody (&bodies)[3]) const
{
    for (FeatureBody &body : bodies) {
        body.geometry.clear();
        body.holes.clear();
    }
    std::vector<Vertex> part;
    size_t begin = 0;
    for (const Part &p : loose.parts) {
        part.clear();
        for (size_t i = begin; i < p.end; ++i) {
            const double x = std::floor(m_profile.store.x(loose.points[i].x) + 0.5);
            const double y = std::floor(m_profile.store.y(loose.points[i].y) + 0.5);
            if (!(std::abs(x) <= StoreGrid::limit && std::abs(y) <= StoreGrid::limit))
                return Outcome::Beyond;
            const Vertex v{int32_t(x), int32_t(y), keepAlways};
            if (p.shape == Shape::Point || part.empty() || !part.back().samePlace(v))
                part.push_back(v);
        }
        begin = p.end;
        FeatureBody &body = bodies[size_t(p.shape) - 1];
        if (p.shape == Shape::Polygon) {
            while (part.size() > 1 && part.back().samePlace(part.front()))
                part.pop_back();
            const int64_t area = part.size() < 3 ? 0 : signedArea2(part);
            if (area == 0 && p.isHole)
                continue;
            if ((area < 0) != p.isHole && area != 0)
                std::reverse(part.begin(), part.end());
        }
        body.geometry.vertices.insert(body.geometry.vertices.end(), part.begin(), part.end());
        body.geometry.endPart();
        body.holes.push_back(p.isHole);
    }
    // All points are one part.
    FeatureBody &points = bodies[0];
    if (points.geometry.parts() > 1) {
        points.geometry.ends = {uint32_t(points.geometry.vertices.size())};
        points.holes = {false};
    }
    return Outcome::Good;
}

void GeometryConverter::repair(FeatureBody &polygon)
{
    Geometry valid = polygon.geometry;
    m_repairer.repair(valid, RingOrder::AsGiven);
    if (valid.isEmpty())
        return; // smaller than the grid can tell: shown as a square in its place
    ++counts.repaired;
    polygon.geometry = std::move(valid);
    polygon.holes.clear();
    for (size_t p = 0; p < polygon.geometry.parts(); ++p)
        polygon.holes.push_back(signedArea2(polygon.geometry.part(p)) < 0);
}

std::unique_ptr<OGRGeometry> GeometryConverter::validForm(const OGRGeometry &geometry) const
{
    std::unique_ptr<OGRGeometry> straight(geometry.getLinearGeometry());
    straight->flattenTo2D();
    QByteArray wkb(qsizetype(straight->WkbSize()), Qt::Uninitialized);
    straight->exportToWkb(wkbNDR, reinterpret_cast<unsigned char *>(wkb.data()), wkbVariantIso);
    const QByteArray valid = m_check.madeValid(wkb);
    OGRGeometry *made = nullptr;
    OGRGeometryFactory::createFromWkb(valid.constData(), nullptr, &made, size_t(valid.size()));
    return std::unique_ptr<OGRGeometry>(made);
}

// The part that the grid can show, cut in the source's own CRS; null when there is none.
std::unique_ptr<OGRGeometry> GeometryConverter::cutToGrid(const OGRGeometry &geometry) const
{
    Extent area = m_isIdentity ? m_profile.matrix(m_profile.bottom).extent() : m_gridInSource;
    if (area.isEmpty())
        return nullptr;
    std::unique_ptr<OGRGeometry> valid;
    const OGRGeometry *from = &geometry;
    if (geometry.getDimension() == 2 && !geometry.IsValid()) {
        valid = validForm(geometry);
        if (valid)
            from = valid.get();
    }
    std::unique_ptr<OGRGeometry> cut(from->Intersection(boxOf(area).get()));
    return cut && !cut->IsEmpty() ? std::move(cut) : nullptr;
}

std::unique_ptr<OGRGeometry> GeometryConverter::prepared(const OGRGeometry &geometry)
{
    if (!m_sourceIsGeographic || m_worldWidth == 0)
        return nullptr;
    OGREnvelope box;
    geometry.getEnvelope(&box);
    constexpr double slack = 1e-9;
    if (box.MinX >= -180 - slack && box.MaxX <= 180 + slack)
        return nullptr;
    if (box.MinX < -540 || box.MaxX > 540)
        return nullptr;
    return wrapped(geometry, -180, 360);
}

// What jumps over half the world between two vertices went over the antimeridian: made continuous, then parted there.
std::unique_ptr<OGRGeometry> GeometryConverter::parted(const Loose &loose) const
{
    bool jumps = false;
    Loose whole = loose;
    size_t begin = 0;
    for (const Part &part : whole.parts) {
        for (size_t i = begin + 1; part.shape != Shape::Point && i < part.end; ++i) {
            const double dx = whole.points[i].x - whole.points[i - 1].x;
            if (std::abs(dx) > m_worldWidth / 2) {
                whole.points[i].x -= std::round(dx / m_worldWidth) * m_worldWidth;
                jumps = true;
            }
        }
        begin = part.end;
    }
    if (!jumps)
        return nullptr;
    OGRGeometryCollection all;
    begin = 0;
    OGRPolygon *shell = nullptr;
    for (const Part &part : whole.parts) {
        const auto fill = [&](OGRSimpleCurve &curve) {
            for (size_t i = begin; i < part.end; ++i)
                curve.addPoint(whole.points[i].x, whole.points[i].y);
        };
        if (part.shape == Shape::Point) {
            for (size_t i = begin; i < part.end; ++i)
                all.addGeometryDirectly(new OGRPoint(whole.points[i].x, whole.points[i].y));
        } else if (part.shape == Shape::Line) {
            auto line = std::make_unique<OGRLineString>();
            fill(*line);
            all.addGeometryDirectly(line.release());
        } else {
            auto ring = std::make_unique<OGRLinearRing>();
            fill(*ring);
            ring->closeRings();
            if (!part.isHole || !shell) {
                auto polygon = std::make_unique<OGRPolygon>();
                shell = polygon.get();
                all.addGeometryDirectly(polygon.release());
            }
            shell->addRingDirectly(ring.release());
        }
        begin = part.end;
    }
    auto result = std::make_unique<OGRGeometryCollection>();
    for (const OGRGeometry *member : all)
        if (auto pieces = wrapped(*member, -m_worldWidth / 2, m_worldWidth))
            result->addGeometryDirectly(pieces.release());
    return result;
}

bool GeometryConverter::emitBodies(FeatureBody (&bodies)[3], uint16_t input, std::string &records)
{
    bool reachesBeyond = false;
    for (size_t s = 0; s < 3; ++s) {
        FeatureBody &body = bodies[s];
        if (body.geometry.isEmpty())
            continue;
        FeatureHeader header;
        header.input = input;
        header.shape = Shape(s + 1);
        header.chance = uint32_t(mix64(uint64_t(body.fid) ^ m_salt) >> 32);
        header.box = body.geometry.box();
        double weight = 0;
        for (size_t p = 0; p < body.geometry.parts(); ++p) {
            const auto part = body.geometry.part(p);
            if (header.shape == Shape::Polygon && part.size() >= 3)
                weight += double(signedArea2(part)) / 2;
            for (size_t i = 1; header.shape == Shape::Line && i < part.size(); ++i)
                weight += std::hypot(double(part[i].x) - part[i - 1].x, double(part[i].y) - part[i - 1].y);
        }
        header.weight = float(std::max(0.0, weight));
        if (!m_gridBox.touches(header.box)) {
            ++counts.outside;
            continue;
        }
        // What lies on the grid's border may come out a unit beyond it by rounding.
        const Box &box = header.box;
        reachesBeyond = reachesBeyond || box.minX < m_gridBox.minX - 1 || box.minY < m_gridBox.minY - 1
            || box.maxX > m_gridBox.maxX + 1 || box.maxY > m_gridBox.maxY + 1;
        RawStore::writeRecord(records, header, body);
    }
    return reachesBeyond;
}

void GeometryConverter::convert(
    const OGRGeometry &given, uint16_t input, int64_t fid, const std::string &attributes, std::string &records)
{
    const OGRwkbGeometryType type = given.getGeometryType();
    counts.curved += OGR_GT_IsNonLinear(type) ? 1 : 0;
    counts.heights += OGR_GT_HasZ(type) || OGR_GT_HasM(type) ? 1 : 0;
    counts.collections += wkbFlatten(type) == wkbGeometryCollection ? 1 : 0;

    FeatureBody bodies[3];
    for (FeatureBody &body : bodies) {
        body.fid = fid;
        body.attributes = attributes;
    }
    std::unique_ptr<OGRGeometry> owned = prepared(given);
    bool wasCut = false;
    for (;;) {
        const OGRGeometry &geometry = owned ? *owned : given;
        Loose loose;
        collect(geometry, loose);
        if (loose.points.empty()) {
            ++(wasCut ? counts.outside : counts.empty);
            return;
        }
        Outcome outcome = transform(loose) ? Outcome::Good : Outcome::Beyond;
        if (outcome == Outcome::Good && !m_isIdentity && !m_sourceIsGeographic && m_worldWidth > 0) {
            if (const auto pieces = parted(loose)) {
                loose = {};
                collect(*pieces, loose);
            }
        }
        if (outcome == Outcome::Good)
            outcome = toBodies(loose, bodies);
        if (outcome == Outcome::Beyond) {
            owned = wasCut ? nullptr : cutToGrid(geometry);
            if (!owned) {
                ++counts.outside;
                return;
            }
            wasCut = true;
            continue;
        }
        // Only what is not plainly valid is worth GEOS's time; what rounding alone brought together, each level sees to.
        FeatureBody &polygon = bodies[size_t(Shape::Polygon) - 1];
        if (!polygon.geometry.isEmpty() && !isPlainlyValid(polygon.geometry) && !geometry.IsValid())
            repair(polygon);
        break;
    }
    const bool reachesBeyond = emitBodies(bodies, input, records);
    counts.cut += wasCut || reachesBeyond ? 1 : 0;
}

} // namespace tuilerie::vector
