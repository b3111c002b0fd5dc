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

/// GEOS's judgement and repair of polygons on the integer grid. One per thread: it owns GEOS's context.
class PolygonRepairer
{
public:
    PolygonRepairer();
    ~PolygonRepairer();
    PolygonRepairer(const PolygonRepairer &) = delete;
    PolygonRepairer &operator=(const PolygonRepairer &) = delete;

    bool isValid(const Geometry &rings) const;
    /// Makes it valid on the grid: GEOS's MakeValid, then snap-rounding to whole numbers. Empty when nothing with an area is
    /// left.
    void repair(Geometry &rings) const;
    /// The part inside the box, for polygons that clipToBox() refused.
    void repairAndClip(Geometry &rings, const Box &box) const;
    /// Clean, and valid or repaired. What every polygon of a tile goes through last.
    void finish(Geometry &rings) const;

private:
    struct Data;
    std::unique_ptr<Data> m_data;
};

/// For each hole the shell around it: rings in MVT's order, a shell followed by its holes (indexes of parts).
std::vector<std::vector<size_t>> groupRings(const Geometry &rings);

} // namespace tuilerie::vector
