// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace tuilerie::derive {

/// A point of a terrain in whole units of a local origin: |x|, |y| < 2^28.
struct TinPoint
{
    int32_t x = 0, y = 0, z = 0;
};

/// Delaunay triangulation of points on an integer grid, grown by inserting points (Lawson's flips, in the order of a Hilbert
/// curve and in rounds of growing size). All predicates are exact, and points on one circle are decided as if those greater
/// in (x, y) were lifted infinitesimally more: the triangulation is a function of the set of points alone, wherever its
/// origin and whatever their order. Of points at one place the lowest counts. Not thread-safe. Sources: Lawson 1977; Amenta,
/// Choi, Rote 2003 (rounds); Devillers, Teillaud 2003 (perturbation).
class Delaunay
{
public:
    /// Adds points; the span may be used again afterwards. May be called again.
    void insert(std::span<const TinPoint> points);
    void clear();

    /// Triangles, some of which are ghosts (outside of the hull): isReal() says. None as long as all points lie on one line.
    int triangles() const { return int(m_corners.size() / 3); }
    bool isReal(int triangle) const
    {
        return m_corners[3 * triangle] && m_corners[3 * triangle + 1] && m_corners[3 * triangle + 2];
    }
    /// Counter-clockwise.
    const TinPoint &corner(int triangle, int index) const { return m_points[m_corners[3 * triangle + index]]; }
    /// Of a ghost: the side of the hull that it lies on, with the outside to the left.
    std::pair<TinPoint, TinPoint> ghostSide(int triangle) const;
    int points() const { return m_points.empty() ? 0 : int(m_points.size()) - 1; } ///< different places
    size_t bytes() const;

private:
    using Index = uint32_t; // of a point (0 = the point at infinity) or of a half-edge: 3 × triangle + 0…2

    void start();
    void add(Index point);
    Index locate(const TinPoint &p) const;
    bool isInConflict(Index triangle, Index point) const;
    void legalize(Index edge, Index point);
    void link(Index a, Index b)
    {
        m_twins[a] = b;
        m_twins[b] = a;
    }

    std::vector<TinPoint> m_points;  ///< m_points[0] is the point at infinity
    std::vector<TinPoint> m_waiting; ///< as long as all lie on one line
    std::vector<Index> m_corners;
    std::vector<Index> m_twins;
    std::vector<Index> m_stack;
    Index m_last = 0; ///< a triangle near the point inserted last
};

} // namespace tuilerie::derive
