// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"

#include <vector>

namespace tuilerie {

/// Which of many rectangles touch a rectangle: a static R-tree packed by sort-tile-recursive order (Leutenegger et al.,
/// "STR: a simple and efficient algorithm for R-tree packing", 1997). Immutable once built; use from any thread.
class FootprintIndex
{
public:
    FootprintIndex() = default;
    /// Empty extents are never found.
    explicit FootprintIndex(const std::vector<Extent> &extents);
    /// Positions in the constructor's vector, ascending, of those whose insides overlap `extent`.
    std::vector<int> query(const Extent &extent) const;

private:
    struct Node
    {
        Extent box;
        int first = 0; ///< of its children (or items, in a leaf)
        int count = 0;
    };
    std::vector<int> m_items;
    std::vector<Extent> m_boxes;             ///< of m_items
    std::vector<std::vector<Node>> m_levels; ///< leaves first, root last
};

} // namespace tuilerie
