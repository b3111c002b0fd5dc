// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/footprintindex.h"

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

constexpr int kFanOut = 16;

} // namespace

FootprintIndex::FootprintIndex(const std::vector<Extent> &extents)
{
    for (size_t i = 0; i < extents.size(); ++i) {
        if (!extents[i].isEmpty())
            m_items.push_back(int(i));
    }
    if (m_items.empty())
        return;

    // Vertical slices by x, then y within a slice: leaves come out nearly square.
    const auto byX = [&extents](int a, int b) {
        return extents[size_t(a)].west + extents[size_t(a)].east < extents[size_t(b)].west + extents[size_t(b)].east;
    };
    const auto byY = [&extents](int a, int b) {
        return extents[size_t(a)].south + extents[size_t(a)].north < extents[size_t(b)].south + extents[size_t(b)].north;
    };
    std::sort(m_items.begin(), m_items.end(), byX);
    const double leaves = std::ceil(double(m_items.size()) / kFanOut);
    const size_t slice = size_t(std::ceil(std::sqrt(leaves))) * kFanOut;
    for (size_t at = 0; at < m_items.size(); at += slice)
        std::sort(m_items.begin() + qptrdiff(at), m_items.begin() + qptrdiff(std::min(at + slice, m_items.size())), byY);

    m_boxes.reserve(m_items.size());
    for (const int item : m_items)
        m_boxes.push_back(extents[size_t(item)]);

    const auto pack = [](size_t count, const auto &boxOf) {
        std::vector<Node> nodes;
        for (size_t at = 0; at < count; at += kFanOut) {
            Node node{{}, int(at), int(std::min(size_t(kFanOut), count - at))};
            for (size_t i = at; i < at + size_t(node.count); ++i)
                node.box = node.box.united(boxOf(i));
            nodes.push_back(node);
        }
        return nodes;
    };
    m_levels.push_back(pack(m_boxes.size(), [this](size_t i) { return m_boxes[i]; }));
    while (m_levels.back().size() > 1) {
        auto parents = pack(m_levels.back().size(), [this](size_t i) { return m_levels.back()[i].box; });
        m_levels.push_back(std::move(parents));
    }
}

std::vector<int> FootprintIndex::query(const Extent &extent) const
{
    std::vector<int> found;
    if (m_levels.empty())
        return found;
    struct Place
    {
        int level;
        int node;
    };
    std::vector<Place> open{{int(m_levels.size()) - 1, 0}};
    while (!open.empty()) {
        const Place place = open.back();
        open.pop_back();
        const Node &node = m_levels[size_t(place.level)][size_t(place.node)];
        if (!node.box.intersects(extent))
            continue;
        for (int i = node.first; i < node.first + node.count; ++i) {
            if (place.level > 0)
                open.push_back({place.level - 1, i});
            else if (m_boxes[size_t(i)].intersects(extent))
                found.push_back(m_items[size_t(i)]);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace tuilerie
