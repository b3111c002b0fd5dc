// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/clip.h"

#include <cmath>

namespace tuilerie::vector {

namespace {

/// One side of the box: what is inside has sign · (coordinate − limit) ≥ 0.
struct Side
{
    bool isX = true;
    int32_t limit = 0;
    int sign = 1;

    int32_t across(const Vertex &v) const { return isX ? v.x : v.y; }
    int32_t along(const Vertex &v) const { return isX ? v.y : v.x; }
    bool isInside(const Vertex &v) const { return sign > 0 ? across(v) >= limit : across(v) <= limit; }
    /// Where the edge meets the side; the same whichever way the edge runs.
    double place(Vertex a, Vertex b) const
    {
        if (b.x < a.x || (b.x == a.x && b.y < a.y))
            std::swap(a, b);
        const double da = double(limit) - across(a);
        const double total = double(across(b)) - across(a);
        return along(a) + (double(along(b)) - along(a)) * (da / total);
    }
    Vertex at(double place) const
    {
        const auto rounded = int32_t(std::floor(place + 0.5));
        return isX ? Vertex{limit, rounded, keepAlways} : Vertex{rounded, limit, keepAlways};
    }
};

void push(Geometry &geometry, size_t begin, const Vertex &v)
{
    if (geometry.vertices.size() > begin && geometry.vertices.back().samePlace(v)) {
        geometry.vertices.back().rank = std::max(geometry.vertices.back().rank, v.rank);
        return;
    }
    geometry.vertices.push_back(v);
}

void clipPoints(const Geometry &in, const Side &side, Geometry &out)
{
    for (const Vertex &v : in.vertices)
        if (side.isInside(v))
            out.vertices.push_back(v);
    if (!out.vertices.empty())
        out.endPart();
}

void clipLines(const Geometry &in, const Side &side, Geometry &out)
{
    for (size_t p = 0; p < in.parts(); ++p) {
        const auto line = in.part(p);
        size_t begin = out.vertices.size();
        const auto finish = [&] {
            if (out.vertices.size() > begin + 1)
                out.endPart();
            else
                out.vertices.resize(begin);
            begin = out.vertices.size();
        };
        for (size_t i = 0; i < line.size(); ++i) {
            const bool inside = side.isInside(line[i]);
            if (i > 0 && inside != side.isInside(line[i - 1]))
                push(out, begin, side.at(side.place(line[i - 1], line[i])));
            if (inside)
                push(out, begin, line[i]);
            else if (out.vertices.size() > begin)
                finish();
        }
        finish();
    }
}

/// A run of vertices inside, between the crossing where the ring comes in and that where it goes out.
struct Chain
{
    std::vector<Vertex> vertices;
    size_t next = 0;
    bool isUsed = false;
};

struct Crossing
{
    double place = 0;
    size_t chain = 0;
    bool isEntry = false;
};

void takeChains(std::span<const Vertex> ring, const Side &side, std::vector<Chain> &chains, std::vector<Crossing> &crossings)
{
    const size_t n = ring.size();
    for (size_t i = 0; i < n; ++i) {
        const Vertex &before = ring[(i + n - 1) % n];
        if (!side.isInside(ring[i]) || side.isInside(before))
            continue;
        Chain chain;
        const double entry = side.place(before, ring[i]);
        chain.vertices.push_back(side.at(entry));
        size_t k = i;
        while (side.isInside(ring[k])) {
            chain.vertices.push_back(ring[k]);
            k = (k + 1) % n;
        }
        const double exit = side.place(ring[(k + n - 1) % n], ring[k]);
        chain.vertices.push_back(side.at(exit));
        crossings.push_back({entry, chains.size(), true});
        crossings.push_back({exit, chains.size(), false});
        chains.push_back(std::move(chain));
    }
}

void finishRing(Geometry &out, size_t begin)
{
    while (out.vertices.size() > begin + 1 && out.vertices.back().samePlace(out.vertices[begin]))
        out.vertices.pop_back();
    if (out.vertices.size() >= begin + 3)
        out.endPart();
    else
        out.vertices.resize(begin);
}

bool clipRings(const Geometry &in, const Side &side, Geometry &out)
{
    std::vector<Chain> chains;
    std::vector<Crossing> crossings;
    for (size_t p = 0; p < in.parts(); ++p) {
        const auto ring = in.part(p);
        size_t inside = 0;
        for (const Vertex &v : ring)
            inside += side.isInside(v) ? 1 : 0;
        if (inside == ring.size()) {
            out.vertices.insert(out.vertices.end(), ring.begin(), ring.end());
            out.endPart();
        } else if (inside > 0) {
            takeChains(ring, side, chains, crossings);
        }
    }
    std::stable_sort(
        crossings.begin(), crossings.end(), [](const Crossing &a, const Crossing &b) { return a.place < b.place; });
    for (size_t i = 0; i + 1 < crossings.size(); i += 2) {
        const Crossing &exit = crossings[i].isEntry ? crossings[i + 1] : crossings[i];
        const Crossing &entry = crossings[i].isEntry ? crossings[i] : crossings[i + 1];
        if (exit.isEntry || !entry.isEntry)
            return false;
        chains[exit.chain].next = entry.chain;
    }
    for (size_t first = 0; first < chains.size(); ++first) {
        if (chains[first].isUsed)
            continue;
        const size_t begin = out.vertices.size();
        for (size_t c = first; !chains[c].isUsed; c = chains[c].next) {
            chains[c].isUsed = true;
            for (const Vertex &v : chains[c].vertices)
                push(out, begin, v);
        }
        finishRing(out, begin);
    }
    return true;
}

} // namespace

bool clipToBox(Geometry &geometry, Shape shape, const Box &box)
{
    const Box own = geometry.box();
    if (box.contains(own))
        return true;
    if (!box.touches(own)) {
        geometry.clear();
        return true;
    }
    Geometry from = geometry;
    Geometry to;
    const Side sides[] = {{true, box.minX, 1}, {true, box.maxX, -1}, {false, box.minY, 1}, {false, box.maxY, -1}};
    const bool passed[] = {own.minX<box.minX, own.maxX> box.maxX, own.minY<box.minY, own.maxY> box.maxY};
    for (size_t i = 0; i < 4; ++i) {
        if (!passed[i])
            continue;
        to.clear();
        if (shape == Shape::Point)
            clipPoints(from, sides[i], to);
        else if (shape == Shape::Line)
            clipLines(from, sides[i], to);
        else if (!clipRings(from, sides[i], to))
            return false;
        std::swap(from, to);
    }
    geometry = std::move(from);
    return true;
}

} // namespace tuilerie::vector
