// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/tilegeometry.h"

#include <memory>
#include <optional>

namespace tuilerie::vector {

/// True when no two edges meet but neighbours in their common vertex, shells have positive areas, and each hole lies in a
/// shell: then the polygon is valid (OGC 06-103r4 §6.1.11). False says nothing: rings may touch in a point and be valid
/// nevertheless.
bool isPlainlyValid(const Geometry &rings);

/// Takes out what no ring may have: repeated vertices, spikes (a, b, a), rings of less than three vertices or of no area.
void cleanRings(Geometry &rings);

/// How rings tell which holes belong to which shell.
enum class RingOrder {
    Any,     ///< by where they lie
    AsGiven, ///< each hole follows its shell, which it need not lie in
};

/// The one repair of polygons on the integer grid: shells that overlap or lie in each other are filled once, holes are what
/// no shell fills, what crosses itself is filled on both sides, and spikes go, so that areas stay areas (GEOS's "structure"
/// method; check --fix and everything that draws give the same picture). Only rings that meet are given to GEOS, with those
/// that they depend on; all others keep their vertices. One per thread: it owns GEOS's context.
class PolygonRepairer
{
public:
    PolygonRepairer();
    ~PolygonRepairer();
    PolygonRepairer(const PolygonRepairer &) = delete;
    PolygonRepairer &operator=(const PolygonRepairer &) = delete;

    bool isValid(const Geometry &rings) const;
    /// Clean, and valid or made so; what is valid stays as it is. Empty when nothing with an area is left.
    void repair(Geometry &rings, RingOrder order = RingOrder::Any) const;
    /// The part inside the box, for polygons that clipToBox() refused.
    void repairAndClip(Geometry &rings, const Box &box) const;

    /// Boxes and edges that finding out which ring lies in which has looked at so far, as RingIndex counts them.
    uint64_t looks() const;

private:
    /// One round: the clusters that are not valid are repaired. True when there was none.
    bool settle(Geometry &rings, RingOrder order) const;
    void repairWhole(Geometry &rings, RingOrder order) const;

    struct Data;
    std::unique_ptr<Data> m_data;
};

/// For each hole the shell around it: rings in MVT's order, a shell followed by its holes (indexes of parts). `looks` grows
/// by what it cost.
std::vector<std::vector<size_t>> groupRings(const Geometry &rings, uint64_t *looks = nullptr);

} // namespace tuilerie::vector
