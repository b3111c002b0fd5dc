// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/polygonrepair.h"

#include <geos_c.h>

#include <cmath>
#include <numeric>

namespace tuilerie::vector {

namespace {

int64_t cross(const Vertex &a, const Vertex &b, const Vertex &c)
{
    return (int64_t(b.x) - a.x) * (int64_t(c.y) - a.y) - (int64_t(b.y) - a.y) * (int64_t(c.x) - a.x);
}

int signOf(int64_t value)
{
    return (value > 0) - (value < 0);
}

bool onSegment(const Vertex &a, const Vertex &b, const Vertex &p)
{
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) && p.y <= std::max(a.y, b.y);
}

bool meet(const Vertex &a, const Vertex &b, const Vertex &c, const Vertex &d)
{
    const int o1 = signOf(cross(a, b, c));
    const int o2 = signOf(cross(a, b, d));
    const int o3 = signOf(cross(c, d, a));
    const int o4 = signOf(cross(c, d, b));
    if (o1 != o2 && o3 != o4)
        return true;
    return (o1 == 0 && onSegment(a, b, c)) || (o2 == 0 && onSegment(a, b, d)) || (o3 == 0 && onSegment(c, d, a))
        || (o4 == 0 && onSegment(c, d, b));
}

struct Edge
{
    Vertex a, b;
    uint32_t ring = 0, number = 0, ringSize = 0;
    int32_t minX() const { return std::min(a.x, b.x); }
    int32_t maxX() const { return std::max(a.x, b.x); }
};

bool areNeighbours(const Edge &e, const Edge &f, bool &eFirst)
{
    if (e.ring != f.ring)
        return false;
    eFirst = (e.number + 1) % e.ringSize == f.number;
    return eFirst || (f.number + 1) % f.ringSize == e.number;
}

/// Neighbours share one vertex; they meet elsewhere only when they lie on each other.
bool neighboursOverlap(const Edge &first, const Edge &second)
{
    if (cross(first.a, first.b, second.b) != 0)
        return false;
    const int64_t dot = (int64_t(first.a.x) - first.b.x) * (int64_t(second.b.x) - first.b.x)
        + (int64_t(first.a.y) - first.b.y) * (int64_t(second.b.y) - first.b.y);
    return dot > 0;
}

bool edgesMeet(std::vector<Edge> &edges)
{
    if (edges.size() > 12)
        std::sort(edges.begin(), edges.end(), [](const Edge &e, const Edge &f) { return e.minX() < f.minX(); });
    const bool sorted = edges.size() > 12;
    for (size_t i = 0; i < edges.size(); ++i) {
        const Edge &e = edges[i];
        const int32_t maxX = e.maxX();
        const int32_t lowY = std::min(e.a.y, e.b.y);
        const int32_t highY = std::max(e.a.y, e.b.y);
        for (size_t j = i + 1; j < edges.size(); ++j) {
            const Edge &f = edges[j];
            if (f.minX() > maxX) {
                if (sorted)
                    break;
                continue;
            }
            if (std::min(f.a.y, f.b.y) > highY || std::max(f.a.y, f.b.y) < lowY)
                continue;
            bool eFirst = false;
            if (areNeighbours(e, f, eFirst)) {
                if (eFirst ? neighboursOverlap(e, f) : neighboursOverlap(f, e))
                    return true;
            } else if (meet(e.a, e.b, f.a, f.b)) {
                return true;
            }
        }
    }
    return false;
}

bool isInRing(std::span<const Vertex> ring, const Vertex &p)
{
    bool inside = false;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const Vertex &a = ring[j];
        const Vertex &b = ring[i];
        if ((a.y > p.y) == (b.y > p.y))
            continue;
        // The edge is right of the point when the turn says so; exact in whole numbers.
        const int turn = signOf(cross(a, b, p));
        if ((b.y > a.y) == (turn > 0))
            inside = !inside;
    }
    return inside;
}

} // namespace

std::vector<std::vector<size_t>> groupRings(const Geometry &rings)
{
    std::vector<std::vector<size_t>> groups;
    std::vector<size_t> holes;
    std::vector<int64_t> areas;
    for (size_t i = 0; i < rings.parts(); ++i) {
        areas.push_back(signedArea2(rings.part(i)));
        if (areas[i] > 0)
            groups.push_back({i});
        else if (areas[i] < 0)
            holes.push_back(i);
    }
    for (const size_t hole : holes) {
        size_t best = groups.size();
        if (groups.size() == 1) {
            best = 0;
        } else {
            for (size_t g = 0; g < groups.size(); ++g) {
                const auto shell = rings.part(groups[g][0]);
                if (areas[groups[g][0]] < -areas[hole]
                    || (best < groups.size() && areas[groups[best][0]] <= areas[groups[g][0]]))
                    continue;
                // A vertex of the hole may lie on the shell; most of them tell.
                size_t inside = 0;
                const auto ring = rings.part(hole);
                for (const Vertex &v : ring)
                    inside += isInRing(shell, v) ? 1 : 0;
                if (inside * 2 > ring.size() || (ring.size() == 1 && inside == 1))
                    best = g;
            }
        }
        if (best < groups.size())
            groups[best].push_back(hole);
    }
    return groups;
}

bool isPlainlyValid(const Geometry &rings)
{
    std::vector<Edge> edges;
    edges.reserve(rings.vertices.size());
    size_t shells = 0;
    size_t holes = 0;
    for (size_t p = 0; p < rings.parts(); ++p) {
        const auto ring = rings.part(p);
        if (ring.size() < 3)
            return false;
        const int64_t area = signedArea2(ring);
        if (area == 0)
            return false;
        area > 0 ? ++shells : ++holes;
        for (size_t i = 0; i < ring.size(); ++i)
            edges.push_back({ring[i], ring[(i + 1) % ring.size()], uint32_t(p), uint32_t(i), uint32_t(ring.size())});
    }
    if (shells == 0 || edgesMeet(edges))
        return false;
    if (shells == 1 && holes == 0)
        return true;
    // Rings that do not meet lie inside or outside of each other as any one vertex does.
    for (size_t p = 0; p < rings.parts(); ++p) {
        const bool isHole = signedArea2(rings.part(p)) < 0;
        int shellsAround = 0;
        int holesAround = 0;
        for (size_t q = 0; q < rings.parts(); ++q) {
            if (q == p || !isInRing(rings.part(q), rings.part(p)[0]))
                continue;
            signedArea2(rings.part(q)) > 0 ? ++shellsAround : ++holesAround;
        }
        if (shellsAround - holesAround != (isHole ? 1 : 0))
            return false;
    }
    return true;
}

void cleanRings(Geometry &rings)
{
    Geometry out;
    std::vector<Vertex> ring;
    for (size_t p = 0; p < rings.parts(); ++p) {
        ring.clear();
        for (const Vertex &v : rings.part(p)) {
            if (!ring.empty() && ring.back().samePlace(v))
                continue;
            ring.push_back(v);
            // A spike goes back to where it came from; taking it out may bare another one.
            while (ring.size() >= 3 && ring[ring.size() - 3].samePlace(ring.back()))
                ring.resize(ring.size() - 2);
        }
        for (bool changed = true; changed && ring.size() >= 2;) {
            changed = false;
            if (ring.back().samePlace(ring.front())) {
                ring.pop_back();
                changed = true;
            } else if (ring.size() >= 3 && ring[ring.size() - 2].samePlace(ring.front())) {
                ring.resize(ring.size() - 2);
                changed = true;
            } else if (ring.size() >= 3 && ring[1].samePlace(ring.back())) {
                ring.erase(ring.begin());
                ring.pop_back();
                changed = true;
            }
        }
        if (ring.size() < 3 || signedArea2(ring) == 0)
            continue;
        out.vertices.insert(out.vertices.end(), ring.begin(), ring.end());
        out.endPart();
    }
    rings = std::move(out);
}

struct PolygonRepairer::Data
{
    GEOSContextHandle_t geos = GEOS_init_r();
    ~Data() { GEOS_finish_r(geos); }

    struct Deleter
    {
        GEOSContextHandle_t geos;
        void operator()(GEOSGeometry *geometry) const { GEOSGeom_destroy_r(geos, geometry); }
    };
    using Pointer = std::unique_ptr<GEOSGeometry, Deleter>;
    Pointer own(GEOSGeometry *geometry) const { return Pointer(geometry, Deleter{geos}); }

    GEOSGeometry *ring(std::span<const Vertex> vertices) const
    {
        GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(geos, unsigned(vertices.size() + 1), 2);
        for (size_t i = 0; i <= vertices.size(); ++i)
            GEOSCoordSeq_setXY_r(
                geos, sequence, unsigned(i), vertices[i % vertices.size()].x, vertices[i % vertices.size()].y);
        return GEOSGeom_createLinearRing_r(geos, sequence);
    }

    Pointer toGeos(const Geometry &rings) const
    {
        std::vector<GEOSGeometry *> polygons;
        for (const auto &group : groupRings(rings)) {
            std::vector<GEOSGeometry *> holes;
            for (size_t i = 1; i < group.size(); ++i)
                holes.push_back(ring(rings.part(group[i])));
            polygons.push_back(
                GEOSGeom_createPolygon_r(geos, ring(rings.part(group[0])), holes.data(), unsigned(holes.size())));
        }
        if (polygons.size() == 1)
            return own(polygons[0]);
        return own(GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, polygons.data(), unsigned(polygons.size())));
    }

    void addRing(const GEOSGeometry *from, bool isHole, Geometry &to) const
    {
        const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(geos, from);
        unsigned n = 0;
        GEOSCoordSeq_getSize_r(geos, sequence, &n);
        std::vector<Vertex> ring;
        for (unsigned i = 0; i + 1 < n; ++i) {
            double x = 0;
            double y = 0;
            GEOSCoordSeq_getXY_r(geos, sequence, i, &x, &y);
            const Vertex v{int32_t(std::floor(x + 0.5)), int32_t(std::floor(y + 0.5)), keepAlways};
            if (ring.empty() || !ring.back().samePlace(v))
                ring.push_back(v);
        }
        while (ring.size() > 1 && ring.back().samePlace(ring.front()))
            ring.pop_back();
        if (ring.size() < 3)
            return;
        if ((signedArea2(ring) < 0) != isHole)
            std::reverse(ring.begin(), ring.end());
        to.vertices.insert(to.vertices.end(), ring.begin(), ring.end());
        to.endPart();
    }

    /// Polygons only: what MakeValid leaves as lines and points is not of the shape.
    void fromGeos(const GEOSGeometry *from, Geometry &to) const
    {
        const int type = GEOSGeomTypeId_r(geos, from);
        if (type == GEOS_POLYGON) {
            if (GEOSisEmpty_r(geos, from) != 0)
                return;
            addRing(GEOSGetExteriorRing_r(geos, from), false, to);
            for (int i = 0; i < GEOSGetNumInteriorRings_r(geos, from); ++i)
                addRing(GEOSGetInteriorRingN_r(geos, from, i), true, to);
        } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
            for (int i = 0; i < GEOSGetNumGeometries_r(geos, from); ++i)
                fromGeos(GEOSGetGeometryN_r(geos, from, i), to);
        }
    }

    Pointer madeValid(const GEOSGeometry *geometry) const
    {
        Pointer valid = own(GEOSMakeValid_r(geos, geometry));
        if (!valid)
            valid = own(GEOSBuffer_r(geos, geometry, 0, 8));
        return valid;
    }

    void snapped(Pointer geometry, Geometry &to) const
    {
        to.clear();
        if (!geometry)
            return;
        // Snap-rounding: the result is valid with whole coordinates.
        if (Pointer onGrid = own(GEOSGeom_setPrecision_r(geos, geometry.get(), 1.0, 0)))
            geometry = std::move(onGrid);
        fromGeos(geometry.get(), to);
        cleanRings(to);
    }
};

PolygonRepairer::PolygonRepairer()
    : m_data(std::make_unique<Data>())
{
}
PolygonRepairer::~PolygonRepairer() = default;

bool PolygonRepairer::isValid(const Geometry &rings) const
{
    size_t grouped = 0;
    const auto groups = groupRings(rings);
    for (const auto &group : groups)
        grouped += group.size();
    return grouped == rings.parts() && !groups.empty() && GEOSisValid_r(m_data->geos, m_data->toGeos(rings).get()) == 1;
}

void PolygonRepairer::repair(Geometry &rings) const
{
    cleanRings(rings);
    if (rings.isEmpty())
        return;
    const Data::Pointer geometry = m_data->toGeos(rings);
    m_data->snapped(m_data->madeValid(geometry.get()), rings);
}

void PolygonRepairer::repairAndClip(Geometry &rings, const Box &box) const
{
    cleanRings(rings);
    if (rings.isEmpty())
        return;
    Data::Pointer valid = m_data->madeValid(m_data->toGeos(rings).get());
    Geometry frame;
    frame.vertices = {{box.minX, box.minY}, {box.maxX, box.minY}, {box.maxX, box.maxY}, {box.minX, box.maxY}};
    frame.endPart();
    const Data::Pointer border = m_data->toGeos(frame);
    if (valid)
        valid = m_data->own(GEOSIntersection_r(m_data->geos, valid.get(), border.get()));
    m_data->snapped(std::move(valid), rings);
}

void PolygonRepairer::finish(Geometry &rings) const
{
    cleanRings(rings);
    if (rings.isEmpty() || isPlainlyValid(rings) || isValid(rings))
        return;
    repair(rings);
}

} // namespace tuilerie::vector
