// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/tilegeometry.h"

#include <functional>

namespace tuilerie::vector {

/// Calls `meets` for pairs of rings (numbers of parts, the same one twice for a ring with itself) whose edges have a point
/// in common, other than neighbours in their common vertex; a pair may come several times. False from it ends the search.
/// Exact on the integer grid; about n · log n for edges that are short beside their whole.
void findMeetings(const Geometry &rings, const std::function<bool(size_t, size_t)> &meets);

/// Exact: does the way from the point due east cross the edge? Rings are crossed an odd number of times by what is inside.
bool isPassedEastward(const Vertex &a, const Vertex &b, const Vertex &p);

/// Exact: is the point inside, for a point that is not on the ring? For many points, ringindex.h.
bool isInRing(std::span<const Vertex> ring, const Vertex &p);

} // namespace tuilerie::vector
