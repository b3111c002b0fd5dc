// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/tilegeometry.h"
#include "source/footprintindex.h"

#include <optional>

namespace tuilerie::vector {

/// Which of many rings a place lies in: an R-tree of their boxes, and for each large ring its edges in strips of y. Asking
/// once costs about log n and the rings whose boxes hold the place, each with the edges of one strip, where a loop over all
/// rings and their edges costs n. Exact on the integer grid: the answers are isInRing()'s. For one thread: strips are made
/// when a ring is asked for the first few times. `rings` must live longer and stay as they are.
class RingIndex
{
public:
    explicit RingIndex(const Geometry &rings);

    size_t size() const { return m_boxes.size(); }
    const Box &box(size_t ring) const { return m_boxes[ring]; }
    int64_t area2(size_t ring) const { return m_areas[ring]; } ///< signedArea2()
    /// Rings whose boxes have a point in common with this one, ascending.
    std::vector<size_t> near(const Box &box) const;
    /// isInRing() of one of the rings.
    bool isIn(size_t ring, const Vertex &p) const;
    /// Boxes and edges that the answers so far have looked at.
    uint64_t looks() const { return m_looks; }

private:
    /// The edges of a ring by the strips of y that they touch, numbers side by side in one list.
    struct Strips
    {
        int64_t height = 0; ///< 0: not made
        int asked = 0;
        std::vector<uint32_t> begins, edges;
    };
    void makeStrips(size_t ring, Strips &strips) const;
    FootprintIndex treeOfBoxes() const;

    const Geometry &m_rings;
    std::vector<Box> m_boxes;
    std::vector<int64_t> m_areas;
    mutable std::optional<FootprintIndex> m_tree; ///< made when it is asked for the first time
    mutable std::vector<Strips> m_strips;
    mutable uint64_t m_looks = 0;
};

} // namespace tuilerie::vector
