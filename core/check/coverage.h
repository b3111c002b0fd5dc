// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"

#include <vector>

namespace tuilerie {

/// A place inside a coverage that nothing covers.
struct CoverageGap
{
    enum Kind {
        Hole, ///< covered all around
        Slit, ///< narrow (≤ 5 % of a tile) between two tiles, open at an end
        Notch ///< between two tiles that would leave room for one, open at the side
    };
    Kind kind = Hole;
    Extent extent;
};

/// The gaps between rectangles. Edges that differ by less than `tolerance` (units of the extents) count as one. What lies
/// outside the outline is no gap, so that a coverage need not be a rectangle. Some 100 × 100 tiles take milliseconds; where
/// the edges make a grid of more than 64 million places, gaps narrower than 1/8000 of the whole may be missed.
std::vector<CoverageGap> findGaps(const std::vector<Extent> &extents, double tolerance);

} // namespace tuilerie
