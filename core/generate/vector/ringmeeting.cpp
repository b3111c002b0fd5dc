// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/ringmeeting.h"

namespace tuilerie::vector {

namespace {

constexpr size_t edgesOfStrip = 32;
constexpr size_t mostStrips = 4096;

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
    int32_t minY() const { return std::min(a.y, b.y); }
    int32_t maxY() const { return std::max(a.y, b.y); }
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

bool edgesMeet(const Edge &e, const Edge &f)
{
    bool eFirst = false;
    if (areNeighbours(e, f, eFirst))
        return eFirst ? neighboursOverlap(e, f) : neighboursOverlap(f, e);
    return meet(e.a, e.b, f.a, f.b);
}

/// Edges in order of their west ends; each is compared with those that begin before it ends.
bool sweep(std::span<const Edge *> edges, const std::function<bool(size_t, size_t)> &meets)
{
    std::sort(edges.begin(), edges.end(), [](const Edge *e, const Edge *f) { return e->minX() < f->minX(); });
    for (size_t i = 0; i < edges.size(); ++i) {
        const Edge &e = *edges[i];
        const int32_t maxX = e.maxX();
        for (size_t j = i + 1; j < edges.size() && edges[j]->minX() <= maxX; ++j) {
            const Edge &f = *edges[j];
            if (f.minY() <= e.maxY() && f.maxY() >= e.minY() && edgesMeet(e, f) && !meets(e.ring, f.ring))
                return false;
        }
    }
    return true;
}

} // namespace

void findMeetings(const Geometry &rings, const std::function<bool(size_t, size_t)> &meets)
{
    std::vector<Edge> edges;
    edges.reserve(rings.vertices.size());
    for (size_t p = 0; p < rings.parts(); ++p) {
        const auto ring = rings.part(p);
        for (size_t i = 0; i < ring.size(); ++i)
            edges.push_back({ring[i], ring[(i + 1) % ring.size()], uint32_t(p), uint32_t(i), uint32_t(ring.size())});
    }
    const Box box = rings.box();
    const auto strips = int64_t(std::clamp(edges.size() / edgesOfStrip, size_t(1), mostStrips));
    const int64_t height = (int64_t(box.maxY) - box.minY) / strips + 1;
    std::vector<const Edge *> all;
    if (strips == 1) {
        for (const Edge &edge : edges)
            all.push_back(&edge);
        sweep(all, meets);
        return;
    }
    // Which edges touch each strip, side by side in one list.
    const auto first = [&](const Edge &e) { return size_t((int64_t(e.minY()) - box.minY) / height); };
    const auto last = [&](const Edge &e) { return size_t((int64_t(e.maxY()) - box.minY) / height); };
    std::vector<size_t> begins(size_t(strips) + 1, 0);
    for (const Edge &edge : edges)
        for (size_t s = first(edge); s <= last(edge); ++s)
            ++begins[s + 1];
    for (size_t s = 0; s < size_t(strips); ++s)
        begins[s + 1] += begins[s];
    all.resize(begins.back());
    std::vector<size_t> next(begins.begin(), begins.end() - 1);
    for (const Edge &edge : edges)
        for (size_t s = first(edge); s <= last(edge); ++s)
            all[next[s]++] = &edge;
    for (size_t s = 0; s < size_t(strips); ++s)
        if (!sweep(std::span(all).subspan(begins[s], begins[s + 1] - begins[s]), meets))
            return;
}

bool isPassedEastward(const Vertex &a, const Vertex &b, const Vertex &p)
{
    if ((a.y > p.y) == (b.y > p.y))
        return false;
    // The edge is right of the point when the turn says so; exact in whole numbers.
    return (b.y > a.y) == (cross(a, b, p) > 0);
}

bool isInRing(std::span<const Vertex> ring, const Vertex &p)
{
    bool inside = false;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        inside = inside != isPassedEastward(ring[j], ring[i], p);
    return inside;
}

} // namespace tuilerie::vector
