// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/polygonrepair.h"

#include "generate/vector/clip.h"
#include "generate/vector/ringindex.h"
#include "generate/vector/ringmeeting.h"

#include <geos_c.h>

#include <cmath>
#include <numeric>
#include <unordered_map>

namespace tuilerie::vector {

namespace {

constexpr int mostRounds = 3; ///< of repairing clusters, before the whole is given to GEOS

Box boxOf(const Vertex &v)
{
    return {v.x, v.y, v.x, v.y};
}

void append(std::span<const Vertex> ring, Geometry &to)
{
    to.vertices.insert(to.vertices.end(), ring.begin(), ring.end());
    to.endPart();
}

/// Rings that hang together because they meet.
struct Cluster
{
    Geometry rings;
    int64_t largest = 0; ///< twice the area of its largest ring
    bool isPlain = true; ///< one ring that does not meet itself

    void measure()
    {
        largest = 0;
        for (size_t i = 0; i < rings.parts(); ++i)
            largest = std::max(largest, std::abs(signedArea2(rings.part(i))));
    }
    bool isHole() const { return isPlain && rings.parts() == 1 && signedArea2(rings.part(0)) < 0; }
};

class Sets
{
public:
    explicit Sets(size_t count)
        : m_parents(count)
    {
        std::iota(m_parents.begin(), m_parents.end(), size_t(0));
    }
    size_t of(size_t i)
    {
        while (m_parents[i] != i)
            i = m_parents[i] = m_parents[m_parents[i]];
        return i;
    }
    void join(size_t a, size_t b) { m_parents[std::max(of(a), of(b))] = std::min(of(a), of(b)); }

private:
    std::vector<size_t> m_parents;
};

/// For each shell the holes that belong to it.
std::vector<std::vector<size_t>> groupsOf(const Geometry &rings, RingOrder order, uint64_t &looks)
{
    if (order == RingOrder::Any)
        return groupRings(rings, &looks);
    std::vector<std::vector<size_t>> groups;
    for (size_t i = 0; i < rings.parts(); ++i) {
        if (signedArea2(rings.part(i)) >= 0)
            groups.push_back({i});
        else if (!groups.empty())
            groups.back().push_back(i);
    }
    return groups;
}

/// Which rings belong together: those that meet; with a hole that meets something, its shell; with shells that meet each
/// other, the holes of them all, since one shell may fill the other's hole.
std::vector<Cluster> clustersOf(const Geometry &rings, RingOrder order, uint64_t &looks)
{
    const size_t count = rings.parts();
    Sets sets(count);
    std::vector<bool> meetsItself(count, false);
    std::vector<bool> meetsAny(count, false);
    findMeetings(rings, [&](size_t a, size_t b) {
        (a == b ? meetsItself : meetsAny)[a] = true;
        meetsAny[b] = meetsAny[b] || a != b;
        sets.join(a, b);
        return true;
    });
    const auto groups = groupsOf(rings, order, looks);
    std::vector<bool> hasShell(count, false);
    std::vector<size_t> shellsOfSet(count, 0);
    for (const auto &group : groups) {
        hasShell[group[0]] = true;
        for (size_t i = 1; i < group.size(); ++i) {
            hasShell[group[i]] = true;
            if (meetsAny[group[i]] || meetsItself[group[i]] || meetsItself[group[0]])
                sets.join(group[i], group[0]);
            else // one that lies outside of its own shell is a hole in nothing, whatever else is there
                hasShell[group[i]] = isInRing(rings.part(group[0]), rings.part(group[i])[0]);
        }
    }
    for (const auto &group : groups)
        ++shellsOfSet[sets.of(group[0])];
    std::vector<std::pair<size_t, size_t>> joins;
    for (const auto &group : groups)
        for (size_t i = 1; i < group.size() && shellsOfSet[sets.of(group[0])] > 1; ++i)
            joins.emplace_back(group[0], group[i]);
    for (const auto &[shell, hole] : joins)
        sets.join(shell, hole);
    std::vector<Cluster> clusters;
    std::vector<size_t> place(count, count);
    for (size_t i = 0; i < count; ++i) {
        // A hole in nothing is none; a ring that meets itself so that both sides are as large may be much.
        if (!hasShell[i] && !meetsItself[i])
            continue;
        size_t &at = place[sets.of(i)];
        if (at == count) {
            at = clusters.size();
            clusters.emplace_back();
        }
        Cluster &cluster = clusters[at];
        append(rings.part(i), cluster.rings);
        cluster.isPlain = cluster.isPlain && cluster.rings.parts() == 1 && !meetsItself[i];
    }
    for (Cluster &cluster : clusters)
        cluster.measure();
    return clusters;
}

Geometry joined(const std::vector<Cluster> &clusters)
{
    Geometry rings;
    for (const Cluster &cluster : clusters)
        for (size_t i = 0; i < cluster.rings.parts(); ++i)
            append(cluster.rings.part(i), rings);
    return rings;
}

/// Takes out what another ring fills already, or what is a hole in nothing: clusters do not meet, so that each lies on one
/// side of every ring of the others.
void nest(std::vector<Cluster> &clusters, uint64_t &looks)
{
    if (clusters.empty() || (clusters.size() == 1 && !clusters[0].isHole()))
        return;
    std::vector<size_t> order(clusters.size()); // what contains comes before what it contains
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(
        order.begin(), order.end(), [&](size_t a, size_t b) { return clusters[a].largest > clusters[b].largest; });
    const Geometry all = joined(clusters);
    const RingIndex index(all);
    std::vector<size_t> owners;
    for (size_t i = 0; i < clusters.size(); ++i)
        owners.insert(owners.end(), clusters[i].rings.parts(), i);
    std::vector<bool> counts(clusters.size(), false), stays(clusters.size(), false);
    for (const size_t i : order) {
        // Shells less holes around it.
        const Vertex &place = clusters[i].rings.vertices.front();
        int winding = 0;
        for (const size_t ring : index.near(boxOf(place)))
            if (counts[owners[ring]] && index.isIn(ring, place))
                winding += index.area2(ring) > 0 ? 1 : -1;
        const bool isHole = clusters[i].isHole();
        stays[i] = winding == (isHole ? 1 : 0);
        counts[i] = !isHole || winding > 0;
    }
    looks += index.looks();
    std::vector<Cluster> kept;
    for (size_t i = 0; i < clusters.size(); ++i)
        if (stays[i])
            kept.push_back(std::move(clusters[i]));
    clusters = std::move(kept);
}

} // namespace

std::vector<std::vector<size_t>> groupRings(const Geometry &rings, uint64_t *looks)
{
    const RingIndex index(rings);
    std::vector<std::vector<size_t>> groups;
    std::vector<size_t> holes, groupOf(rings.parts(), rings.parts());
    for (size_t i = 0; i < rings.parts(); ++i) {
        if (index.area2(i) < 0) {
            holes.push_back(i);
        } else {
            groupOf[i] = groups.size();
            groups.push_back({i});
        }
    }
    for (const size_t hole : holes) {
        const Box &box = index.box(hole);
        if (groups.size() == 1) {
            if (index.box(groups[0][0]).contains(box))
                groups[0].push_back(hole);
            continue;
        }
        // The smallest shell that it lies in.
        std::vector<size_t> shells = index.near(boxOf(rings.part(hole)[0]));
        std::erase_if(shells, [&](size_t ring) {
            return groupOf[ring] == rings.parts() || index.area2(ring) < -index.area2(hole)
                || !index.box(ring).contains(box);
        });
        std::stable_sort(shells.begin(), shells.end(), [&](size_t a, size_t b) { return index.area2(a) < index.area2(b); });
        const auto shell = std::find_if(shells.begin(), shells.end(), [&](size_t ring) {
            // A vertex of the hole may lie on the shell; most of them tell.
            const auto vertices = rings.part(hole);
            size_t inside = 0;
            for (size_t n = 0; n < vertices.size() && inside * 2 <= vertices.size(); ++n)
                inside += index.isIn(ring, vertices[n]) ? 1 : 0;
            return inside * 2 > vertices.size();
        });
        if (shell != shells.end())
            groups[groupOf[*shell]].push_back(hole);
    }
    if (looks)
        *looks += index.looks();
    return groups;
}

bool isPlainlyValid(const Geometry &rings)
{
    size_t shells = 0;
    for (size_t p = 0; p < rings.parts(); ++p) {
        const auto ring = rings.part(p);
        const int64_t area = ring.size() < 3 ? 0 : signedArea2(ring);
        if (area == 0)
            return false;
        shells += area > 0 ? 1 : 0;
    }
    if (shells == 0)
        return false;
    bool anyMeet = false;
    findMeetings(rings, [&anyMeet](size_t, size_t) { return !(anyMeet = true); });
    if (anyMeet)
        return false;
    if (rings.parts() == 1)
        return true;
    uint64_t looks = 0;
    std::vector<Cluster> clusters = clustersOf(rings, RingOrder::Any, looks);
    const size_t all = clusters.size();
    nest(clusters, looks);
    return all == rings.parts() && clusters.size() == all;
}

/// All on one line. A ring that crosses itself may have no area by the formula, and show much.
static bool isFlat(std::span<const Vertex> ring)
{
    for (size_t i = 2; i < ring.size(); ++i)
        if (signedArea2({ring.data() + i - 2, 3}) != 0)
            return false;
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
        if (ring.size() < 3 || isFlat(ring))
            continue;
        out.vertices.insert(out.vertices.end(), ring.begin(), ring.end());
        out.endPart();
    }
    rings = std::move(out);
}

struct PolygonRepairer::Data
{
    GEOSContextHandle_t geos = GEOS_init_r();
    uint64_t looks = 0;
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

    Pointer toGeos(const Geometry &rings, RingOrder order = RingOrder::Any)
    {
        std::vector<GEOSGeometry *> polygons;
        for (const auto &group : groupsOf(rings, order, looks)) {
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
        // "Structure" knows holes from shells, so that what overlaps is filled once and not cut out.
        GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(geos);
        GEOSMakeValidParams_setMethod_r(geos, params, GEOS_MAKE_VALID_STRUCTURE);
        GEOSMakeValidParams_setKeepCollapsed_r(geos, params, 0);
        Pointer valid = own(GEOSMakeValidWithParams_r(geos, geometry, params));
        GEOSMakeValidParams_destroy_r(geos, params);
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

uint64_t PolygonRepairer::looks() const
{
    return m_data->looks;
}

bool PolygonRepairer::isValid(const Geometry &rings) const
{
    size_t grouped = 0;
    const auto groups = groupRings(rings, &m_data->looks);
    for (const auto &group : groups)
        grouped += group.size();
    return grouped == rings.parts() && !groups.empty() && GEOSisValid_r(m_data->geos, m_data->toGeos(rings).get()) == 1;
}

void PolygonRepairer::repairWhole(Geometry &rings, RingOrder order) const
{
    const Data::Pointer geometry = m_data->toGeos(rings, order);
    m_data->snapped(m_data->madeValid(geometry.get()), rings);
}

/// Takes rings apart where they come back to a vertex, as narrow straits do when they are rounded: a loop that turns the
/// other way is a hole where it lies in another, and an area of its own elsewhere. Exact, so that nothing moves. False where
/// there is no such vertex.
static bool splitAtRepeats(Geometry &rings)
{
    const auto keyOf = [](const Vertex &v) { return uint64_t(uint32_t(v.x)) << 32 | uint32_t(v.y); };
    Geometry out;
    for (size_t p = 0; p < rings.parts(); ++p) {
        const auto ring = rings.part(p);
        Geometry loops;
        std::vector<Vertex> open;
        std::unordered_map<uint64_t, size_t> places;
        const auto close = [&](size_t from) {
            const std::span loop(open.begin() + std::ptrdiff_t(from), open.end());
            if (loop.size() >= 3 && !isFlat(loop))
                append(loop, loops);
        };
        for (const Vertex &v : ring) {
            const auto [known, isNew] = places.try_emplace(keyOf(v), open.size());
            if (isNew) {
                open.push_back(v);
                continue;
            }
            const size_t from = known->second;
            close(from);
            for (size_t i = from + 1; i < open.size(); ++i)
                places.erase(keyOf(open[i]));
            open.resize(from + 1);
        }
        close(0);
        const bool isHole = signedArea2(ring) < 0;
        const RingIndex index(loops);
        std::vector<bool> turns; // the other way than the ring
        for (size_t i = 0; i < loops.parts(); ++i)
            turns.push_back((index.area2(i) < 0) != isHole);
        for (size_t i = 0; i < loops.parts(); ++i) {
            std::vector<Vertex> loop(loops.part(i).begin(), loops.part(i).end());
            const auto holds = [&](size_t number) {
                const auto other = loops.part(number);
                if (turns[number])
                    return false;
                const auto own = std::find_if(loop.begin(), loop.end(), [&](const Vertex &v) {
                    return std::none_of(other.begin(), other.end(), [&](const Vertex &o) { return o.samePlace(v); });
                });
                return own != loop.end() && index.isIn(number, *own);
            };
            if (turns[i]) {
                const std::vector<size_t> near = index.near(index.box(i));
                if (std::none_of(near.begin(), near.end(), holds)) {
                    std::reverse(loop.begin(), loop.end());
                    turns[i] = false;
                }
            }
            append(loop, out);
        }
    }
    const bool isSplit = out.parts() != rings.parts();
    rings = std::move(out);
    return isSplit;
}

bool PolygonRepairer::settle(Geometry &rings, RingOrder order) const
{
    std::vector<Cluster> clusters = clustersOf(rings, order, m_data->looks);
    bool isSettled = true;
    bool isChanged = false;
    for (Cluster &cluster : clusters) {
        if (cluster.isPlain || isValid(cluster.rings))
            continue;
        Geometry split = cluster.rings;
        if (splitAtRepeats(split) && isValid(split)) {
            cluster.rings = std::move(split);
            cluster.measure();
            isChanged = true;
            continue;
        }
        repairWhole(cluster.rings, order);
        cluster.measure();
        isSettled = false; // rounding may have moved it into a neighbour
    }
    std::erase_if(clusters, [](const Cluster &cluster) { return cluster.rings.isEmpty(); });
    nest(clusters, m_data->looks);
    size_t kept = 0;
    for (const Cluster &cluster : clusters)
        kept += cluster.rings.parts();
    if (!isSettled || isChanged || kept != rings.parts())
        rings = joined(clusters);
    return isSettled;
}

void PolygonRepairer::repair(Geometry &rings, RingOrder order) const
{
    cleanRings(rings);
    for (int round = 0; round < mostRounds && !rings.isEmpty(); ++round)
        if (settle(rings, round == 0 ? order : RingOrder::Any))
            return;
    if (!rings.isEmpty() && !isValid(rings))
        repairWhole(rings, RingOrder::Any);
}

void PolygonRepairer::repairAndClip(Geometry &rings, const Box &box) const
{
    repair(rings);
    if (rings.isEmpty() || clipToBox(rings, Shape::Polygon, box))
        return;
    Geometry frame;
    frame.vertices = {{box.minX, box.minY}, {box.maxX, box.minY}, {box.maxX, box.maxY}, {box.minX, box.maxY}};
    frame.endPart();
    const Data::Pointer border = m_data->toGeos(frame);
    Data::Pointer whole = m_data->toGeos(rings);
    m_data->snapped(m_data->own(GEOSIntersection_r(m_data->geos, whole.get(), border.get())), rings);
}

} // namespace tuilerie::vector
