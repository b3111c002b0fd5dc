// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/featurestore.h"

#include <functional>

namespace tuilerie::vector {

/// How simplification keeps shared borders shared. All on the store's integer grid, once, before any level is made:
///
/// 1. A vertex of a table's lines and rings is a *junction* when it has other than two different neighbours, over all
/// features of the
///    table: there, three borders meet or a line ends. Between junctions run *arcs*; the arc of a border that two polygons
///    share is the same chain of vertices in both.
/// 2. Each arc is ranked by Douglas and Peucker's method: a vertex's rank is the distance by which the arc misses it without
/// it, never
///    more than that of the vertex that split the arc before it. Ends of arcs have the highest rank. The chain is walked in
///    a direction that its coordinates decide, so both neighbours rank its vertices alike though each ranks its own copy.
/// 3. A level keeps the vertices whose rank is above its tolerance: no more than a look at a byte.
///
/// So a border is simplified once for both its sides, junctions stay, and no arc is further from its original than the
/// tolerance.

/// A distance in the store's units as a rank, in steps of an eighth; 0 for a vertex that lies on the line.
uint8_t rankOfDistance(double distance);

/// Which vertices are junctions: one bit a vertex, in the store's numbering. Works in as many passes over the store as
/// `memoryBytes` for its table of vertices asks for.
Result<std::vector<bool>> findJunctions(
    const RawStore &store, uint64_t memoryBytes, int workers, const std::function<Status()> &check);

/// Fills in the ranks of a line's or polygon's vertices. One per thread: it keeps its buffers.
class ArcRanker
{
public:
    void rank(FeatureBody &body, Shape shape, const std::vector<bool> &junctions);

private:
    void rankArc(std::span<Vertex> arc);
    std::vector<Vertex> m_arc;
    std::vector<std::pair<uint32_t, uint32_t>> m_stack;
    std::vector<double> m_limits;
};

} // namespace tuilerie::vector
