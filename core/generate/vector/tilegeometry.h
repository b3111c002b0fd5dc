// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace tuilerie::vector {

/// MVT 2.1 §4.3.4 GeomType.
enum class Shape : uint8_t { Point = 1, Line = 2, Polygon = 3 };

constexpr uint8_t keepAlways = 255;

/// A vertex on an integer grid; y grows south, as rows of tiles do. `rank` says how far simplification may go before this
/// vertex is left out (arcsimplifier.h).
struct Vertex
{
    int32_t x = 0;
    int32_t y = 0;
    uint8_t rank = keepAlways;

    bool samePlace(const Vertex &o) const { return x == o.x && y == o.y; }
};

struct Box
{
    int32_t minX = std::numeric_limits<int32_t>::max();
    int32_t minY = std::numeric_limits<int32_t>::max();
    int32_t maxX = std::numeric_limits<int32_t>::min();
    int32_t maxY = std::numeric_limits<int32_t>::min();

    bool isEmpty() const { return maxX < minX || maxY < minY; }
    void add(int32_t x, int32_t y)
    {
        minX = std::min(minX, x);
        minY = std::min(minY, y);
        maxX = std::max(maxX, x);
        maxY = std::max(maxY, y);
    }
    void add(const Box &o)
    {
        minX = std::min(minX, o.minX);
        minY = std::min(minY, o.minY);
        maxX = std::max(maxX, o.maxX);
        maxY = std::max(maxY, o.maxY);
    }
    bool contains(const Box &o) const { return o.minX >= minX && o.minY >= minY && o.maxX <= maxX && o.maxY <= maxY; }
    bool contains(const Vertex &v) const { return v.x >= minX && v.x <= maxX && v.y >= minY && v.y <= maxY; }
    bool touches(const Box &o) const { return o.minX <= maxX && o.maxX >= minX && o.minY <= maxY && o.maxY >= minY; }
};

/// Points, lines or rings. `ends` has one past the last vertex of each part; points are one part. Rings are open (the first
/// vertex is not repeated); a shell has a positive area by signedArea2(), a hole a negative one (MVT 2.1 §4.3.3.3).
struct Geometry
{
    std::vector<Vertex> vertices;
    std::vector<uint32_t> ends;

    bool isEmpty() const { return vertices.empty(); }
    size_t parts() const { return ends.size(); }
    std::span<const Vertex> part(size_t i) const
    {
        const size_t begin = i == 0 ? 0 : ends[i - 1];
        return {vertices.data() + begin, ends[i] - begin};
    }
    void endPart() { ends.push_back(uint32_t(vertices.size())); }
    void clear()
    {
        vertices.clear();
        ends.clear();
    }
    Box box() const
    {
        Box box;
        for (const Vertex &v : vertices)
            box.add(v.x, v.y);
        return box;
    }
};

/// Twice the area by the surveyor's formula.
inline int64_t signedArea2(std::span<const Vertex> ring)
{
    int64_t sum = 0;
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
        sum += int64_t(ring[j].x - ring[0].x) * (ring[i].y - ring[0].y)
            - int64_t(ring[i].x - ring[0].x) * (ring[j].y - ring[0].y);
    return sum;
}

/// A good 64-bit mix (SplitMix64's finaliser): the same everywhere, so that what depends on it is reproducible.
inline uint64_t mix64(uint64_t value)
{
    value += 0x9E3779B97F4A7C15u;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

} // namespace tuilerie::vector
