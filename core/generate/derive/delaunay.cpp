// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/delaunay.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tuilerie::derive {

namespace {

__extension__ typedef __int128 Wide;

uint32_t nextOf(uint32_t edge)
{
    return edge % 3 == 2 ? edge - 2 : edge + 1;
}

uint32_t previousOf(uint32_t edge)
{
    return edge % 3 == 0 ? edge + 2 : edge - 1;
}

/// Twice the area of a, b, c: positive when they turn to the left.
int64_t orientation(const TinPoint &a, const TinPoint &b, const TinPoint &c)
{
    return (int64_t(b.x) - a.x) * (int64_t(c.y) - a.y) - (int64_t(b.y) - a.y) * (int64_t(c.x) - a.x);
}

bool isLess(const TinPoint &a, const TinPoint &b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

/// Whether d lies in the circle of a, b, c (counter-clockwise).
bool isInCircle(const TinPoint &a, const TinPoint &b, const TinPoint &c, const TinPoint &d)
{
    const int64_t ax = int64_t(a.x) - d.x, ay = int64_t(a.y) - d.y;
    const int64_t bx = int64_t(b.x) - d.x, by = int64_t(b.y) - d.y;
    const int64_t cx = int64_t(c.x) - d.x, cy = int64_t(c.y) - d.y;
    const int64_t ofA = bx * cy - cx * by, ofB = cx * ay - ax * cy, ofC = ax * by - bx * ay;
    const Wide determinant = Wide(ax * ax + ay * ay) * ofA + Wide(bx * bx + by * by) * ofB + Wide(cx * cx + cy * cy) * ofC;
    if (determinant != 0)
        return determinant > 0;
    // On the circle: the greatest of the four is lifted, by less than any real difference.
    const TinPoint *greatest = &d;
    int64_t cofactor = -1; // of d: minus the area of a, b, c
    const std::pair<const TinPoint *, int64_t> others[] = {{&a, ofA}, {&b, ofB}, {&c, ofC}};
    for (const auto &[point, value] : others)
        if (isLess(*greatest, *point)) {
            greatest = point;
            cofactor = value;
        }
    return cofactor > 0;
}

constexpr int curveLevels = 11;

/// Place on a Hilbert curve of 2^11 × 2^11 cells.
uint32_t hilbert(uint32_t x, uint32_t y)
{
    uint32_t place = 0;
    for (uint32_t s = 1u << (curveLevels - 1); s > 0; s >>= 1) {
        const uint32_t rx = (x & s) ? 1 : 0, ry = (y & s) ? 1 : 0;
        place = place << 2 | ((3 * rx) ^ ry);
        if (ry == 0) {
            if (rx == 1) {
                x = ~x;
                y = ~y;
            }
            std::swap(x, y);
        }
    }
    return place;
}

uint32_t scrambled(uint32_t value)
{
    value ^= value >> 16;
    value *= 0x7feb352du;
    value ^= value >> 15;
    value *= 0x846ca68bu;
    return value ^ value >> 16;
}

/// In rounds, each eight times the one before, so that no order of the input makes long walks; along the curve within a
/// round.
std::vector<TinPoint> inInsertionOrder(std::span<const TinPoint> points)
{
    int32_t west = INT32_MAX, south = INT32_MAX, east = INT32_MIN, north = INT32_MIN;
    for (const TinPoint &p : points) {
        west = std::min(west, p.x);
        east = std::max(east, p.x);
        south = std::min(south, p.y);
        north = std::max(north, p.y);
    }
    const uint32_t side = std::max(uint32_t(east) - uint32_t(west), uint32_t(north) - uint32_t(south));
    int shift = 0;
    while (side >> shift >= 1u << curveLevels)
        ++shift;
    std::vector<std::pair<uint32_t, uint32_t>> order(points.size());
    for (size_t i = 0; i < points.size(); ++i) {
        uint32_t round = 3, hash = scrambled(uint32_t(i));
        while (round > 0 && (hash & 7) == 0) {
            --round;
            hash >>= 3;
        }
        const uint32_t place =
            hilbert((uint32_t(points[i].x) - uint32_t(west)) >> shift, (uint32_t(points[i].y) - uint32_t(south)) >> shift);
        order[i] = {round << (2 * curveLevels) | place, uint32_t(i)};
    }
    // Two passes of a radix sort over the 24 bits.
    std::vector<std::pair<uint32_t, uint32_t>> other(order.size());
    for (int pass = 0; pass < 2; ++pass) {
        std::array<uint32_t, 4097> starts{};
        for (const auto &entry : order)
            ++starts[((entry.first >> (12 * pass)) & 4095) + 1];
        for (size_t i = 1; i < starts.size(); ++i)
            starts[i] += starts[i - 1];
        for (const auto &entry : order)
            other[starts[(entry.first >> (12 * pass)) & 4095]++] = entry;
        order.swap(other);
    }
    std::vector<TinPoint> sorted(points.size());
    for (size_t i = 0; i < order.size(); ++i)
        sorted[i] = points[order[i].second];
    return sorted;
}

} // namespace

void Delaunay::clear()
{
    m_points.clear();
    m_waiting.clear();
    m_corners.clear();
    m_twins.clear();
    m_last = 0;
}

size_t Delaunay::bytes() const
{
    return m_points.capacity() * sizeof(TinPoint) + (m_corners.capacity() + m_twins.capacity()) * sizeof(Index);
}

void Delaunay::insert(std::span<const TinPoint> points)
{
    if (points.empty())
        return;
    std::vector<TinPoint> sorted = inInsertionOrder(points);
    if (m_corners.empty()) {
        m_waiting.insert(m_waiting.end(), sorted.begin(), sorted.end());
        start();
        return;
    }
    m_points.reserve(m_points.size() + sorted.size());
    m_corners.reserve(m_corners.size() + 6 * sorted.size());
    m_twins.reserve(m_twins.size() + 6 * sorted.size());
    for (const TinPoint &p : sorted) {
        m_points.push_back(p);
        add(Index(m_points.size() - 1));
    }
}

/// The first triangle from the first three points that are not on one line, then the others.
void Delaunay::start()
{
    const auto isElsewhere = [&](const TinPoint &p) { return p.x != m_waiting[0].x || p.y != m_waiting[0].y; };
    const auto second = std::find_if(m_waiting.begin(), m_waiting.end(), isElsewhere);
    if (second == m_waiting.end())
        return;
    const auto third =
        std::find_if(second, m_waiting.end(), [&](const TinPoint &p) { return orientation(m_waiting[0], *second, p) != 0; });
    if (third == m_waiting.end())
        return;
    m_points.reserve(m_waiting.size() + 1);
    m_corners.reserve(6 * m_waiting.size() + 12);
    m_twins.reserve(6 * m_waiting.size() + 12);
    m_points = {TinPoint{}, m_waiting[0], *second, *third};
    if (orientation(m_points[1], m_points[2], m_points[3]) < 0)
        std::swap(m_points[2], m_points[3]);
    // The triangle, and a ghost on each of its sides.
    m_corners = {1, 2, 3, 2, 1, 0, 3, 2, 0, 1, 3, 0};
    m_twins.resize(12);
    link(0, 3);
    link(1, 6);
    link(2, 9);
    link(4, 11); // 1–∞
    link(5, 7);  // ∞–2
    link(8, 10); // ∞–3
    m_last = 0;
    // The three come once more, as duplicates: should one have a lower twin, that counts.
    const std::vector<TinPoint> waiting = std::move(m_waiting);
    m_waiting.clear();
    m_points.reserve(waiting.size() + 4);
    m_corners.reserve(6 * waiting.size() + 12);
    m_twins.reserve(6 * waiting.size() + 12);
    for (const TinPoint &p : waiting) {
        m_points.push_back(p);
        add(Index(m_points.size() - 1));
    }
}

/// The triangle that holds p, or a ghost that sees it.
Delaunay::Index Delaunay::locate(const TinPoint &p) const
{
    Index triangle = m_last;
    for (int i = 0; i < 3; ++i)
        if (!m_corners[3 * triangle
                + i]) { // the real neighbour of a ghost lies across the side without the point at infinity
            triangle = m_twins[3 * triangle + (i + 1) % 3] / 3;
            break;
        }
    for (Index entered = 3;;) {
        bool moved = false;
        for (Index i = 0; i < 3 && !moved; ++i) {
            if (i == entered)
                continue;
            const Index edge = 3 * triangle + i;
            const TinPoint &from = m_points[m_corners[edge]];
            const TinPoint &to = m_points[m_corners[nextOf(edge)]];
            if (orientation(from, to, p) >= 0)
                continue;
            const Index twin = m_twins[edge];
            triangle = twin / 3;
            entered = twin % 3;
            moved = true;
        }
        if (!moved)
            return triangle;
        const Index first = 3 * triangle;
        if (!m_corners[first] || !m_corners[first + 1] || !m_corners[first + 2])
            return triangle;
    }
}

void Delaunay::add(Index point)
{
    const TinPoint p = m_points[point];
    const Index triangle = locate(p);
    const Index e0 = 3 * triangle;
    const Index a = m_corners[e0], b = m_corners[e0 + 1], c = m_corners[e0 + 2];
    m_last = triangle;
    for (const Index corner : {a, b, c}) {
        TinPoint &there = m_points[corner];
        if (corner && there.x == p.x && there.y == p.y) {
            there.z = std::min(there.z, p.z);
            m_points.pop_back();
            return;
        }
    }
    // Three triangles in the place of one; the new point is the third corner of each.
    const Index e1 = Index(m_corners.size()), e2 = e1 + 3;
    const Index outerB = m_twins[e0 + 1], outerC = m_twins[e0 + 2];
    m_corners[e0 + 2] = point;
    m_corners.insert(m_corners.end(), {b, c, point, c, a, point});
    m_twins.resize(m_twins.size() + 6);
    link(e1, outerB);
    link(e2, outerC);
    link(e0 + 1, e1 + 2);
    link(e1 + 1, e2 + 2);
    link(e2 + 1, e0 + 2);
    legalize(e0, point);
    legalize(e1, point);
    legalize(e2, point);
}

std::pair<TinPoint, TinPoint> Delaunay::ghostSide(int triangle) const
{
    const Index a = m_corners[3 * triangle], b = m_corners[3 * triangle + 1], c = m_corners[3 * triangle + 2];
    return {m_points[!a ? b : !b ? c : a], m_points[!a ? c : !b ? a : b]};
}

bool Delaunay::isInConflict(Index triangle, Index point) const
{
    const Index a = m_corners[3 * triangle], b = m_corners[3 * triangle + 1], c = m_corners[3 * triangle + 2];
    const TinPoint &p = m_points[point];
    if (a && b && c)
        return isInCircle(m_points[a], m_points[b], m_points[c], p);
    // A ghost's circle is the half plane outside of its side, and the inside of the side itself.
    const auto [from, to] = ghostSide(int(triangle));
    const int64_t side = orientation(from, to, p);
    if (side != 0)
        return side > 0;
    return isLess(from, to) ? isLess(from, p) && isLess(p, to) : isLess(to, p) && isLess(p, from);
}

/// `edge` lies opposite of the new point. Flips outwards until no triangle beyond is in conflict.
void Delaunay::legalize(Index edge, Index point)
{
    m_stack.push_back(edge);
    while (!m_stack.empty()) {
        const Index e = m_stack.back(); // the first side of its triangle: the point is the third corner
        m_stack.pop_back();
        const Index f = m_twins[e];
        if (!isInConflict(f / 3, point))
            continue;
        const Index g = f - f % 3;
        const Index q = m_corners[previousOf(f)], b = m_corners[e + 1];
        const Index beyondA = m_twins[nextOf(f)], beyondB = m_twins[previousOf(f)], besideB = m_twins[e + 1];
        m_corners[e + 1] = q;
        m_corners[g] = q;
        m_corners[g + 1] = b;
        m_corners[g + 2] = point;
        link(e, beyondA);
        link(g, beyondB);
        link(g + 1, besideB);
        link(e + 1, g + 2);
        m_stack.push_back(g);
        m_stack.push_back(e);
    }
}

} // namespace tuilerie::derive
