// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/ringindex.h"

#include "generate/vector/ringmeeting.h"

#include <cmath>

namespace tuilerie::vector {

namespace {

constexpr size_t fewRings = 32;  ///< are looked through without a tree
constexpr size_t fewEdges = 128; ///< and without strips
constexpr size_t edgesOfStrip = 8;
constexpr int asksBeforeStrips = 3; ///< making them costs as much as some answers without

Extent extentOf(const Box &box, double grown)
{
    return {box.minX - grown, box.minY - grown, box.maxX + grown, box.maxY + grown};
}

} // namespace

RingIndex::RingIndex(const Geometry &rings)
    : m_rings(rings)
    , m_strips(rings.parts())
{
    for (size_t i = 0; i < rings.parts(); ++i) {
        Box box;
        for (const Vertex &v : rings.part(i))
            box.add(v.x, v.y);
        m_boxes.push_back(box);
        m_areas.push_back(signedArea2(rings.part(i)));
    }
}

FootprintIndex RingIndex::treeOfBoxes() const
{
    // The tree asks for insides that overlap; of whole numbers, half a unit makes those of all that touches.
    std::vector<Extent> extents;
    extents.reserve(m_boxes.size());
    for (const Box &box : m_boxes)
        extents.push_back(extentOf(box, 0.5));
    return FootprintIndex(extents);
}

std::vector<size_t> RingIndex::near(const Box &box) const
{
    std::vector<size_t> found;
    if (m_boxes.size() > fewRings) {
        if (!m_tree)
            m_tree = treeOfBoxes();
        const std::vector<int> touching = m_tree->query(extentOf(box, 0.25));
        found.assign(touching.begin(), touching.end());
        m_looks += found.size() + 1;
        return found;
    }
    for (size_t i = 0; i < m_boxes.size(); ++i)
        if (m_boxes[i].touches(box))
            found.push_back(i);
    m_looks += m_boxes.size();
    return found;
}

void RingIndex::makeStrips(size_t ring, Strips &strips) const
{
    const auto vertices = m_rings.part(ring);
    const Box &box = m_boxes[ring];
    const size_t count = vertices.size();
    // High enough that edges lie in few strips each, on the average, however long some of them are.
    int64_t climbed = 0;
    for (size_t i = 0, j = count - 1; i < count; j = i++)
        climbed += std::abs(int64_t(vertices[i].y) - vertices[j].y);
    const int64_t range = int64_t(box.maxY) - box.minY;
    strips.height = std::max(range * int64_t(edgesOfStrip) / int64_t(count), climbed / int64_t(2 * count)) + 1;
    const auto forEdges = [&](const auto &visit) {
        for (size_t i = 0, j = count - 1; i < count; j = i++) {
            const auto [low, high] = std::minmax(vertices[j].y, vertices[i].y);
            if (low == high)
                continue; // is passed by none
            for (int64_t s = (int64_t(low) - box.minY) / strips.height; s <= (int64_t(high) - box.minY) / strips.height; ++s)
                visit(size_t(s), uint32_t(i));
        }
    };
    strips.begins.assign(size_t(range / strips.height) + 2, 0);
    forEdges([&](size_t strip, uint32_t) { ++strips.begins[strip + 1]; });
    for (size_t s = 1; s < strips.begins.size(); ++s)
        strips.begins[s] += strips.begins[s - 1];
    strips.edges.resize(strips.begins.back());
    std::vector<uint32_t> next(strips.begins.begin(), strips.begins.end() - 1);
    forEdges([&](size_t strip, uint32_t edge) { strips.edges[next[strip]++] = edge; });
}

bool RingIndex::isIn(size_t ring, const Vertex &p) const
{
    const auto vertices = m_rings.part(ring);
    if (!m_boxes[ring].contains(p))
        return false;
    Strips &strips = m_strips[ring];
    if (strips.height == 0 && vertices.size() > fewEdges && ++strips.asked > asksBeforeStrips)
        makeStrips(ring, strips);
    if (strips.height == 0) {
        m_looks += vertices.size();
        return isInRing(vertices, p);
    }
    bool inside = false;
    const auto strip = size_t((int64_t(p.y) - m_boxes[ring].minY) / strips.height);
    for (uint32_t at = strips.begins[strip]; at < strips.begins[strip + 1]; ++at) {
        const size_t i = strips.edges[at];
        inside = inside != isPassedEastward(vertices[i == 0 ? vertices.size() - 1 : i - 1], vertices[i], p);
    }
    m_looks += strips.begins[strip + 1] - strips.begins[strip];
    return inside;
}

} // namespace tuilerie::vector
