// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/octreecube.h"

#include <memory>
#include <vector>

namespace tuilerie::pointcloud {

/// Points in memory: records as they came, keys in rising order, and which record each key is of (none = the same one).
struct PointView
{
    const quint64 *keys = nullptr;
    const quint32 *order = nullptr;
    const char *records = nullptr;
    int recordLength = 0;
    const char *record(quint32 i) const { return records + size_t(order ? order[i] : i) * size_t(recordLength); }
};

/// A node whose points may still rise to its parent. Points are places among the view's keys, rising.
struct TreeNode
{
    OctreeKey key;
    bool hasBelow = false; ///< nodes under it are finished
    std::vector<quint32> points;
};

/// Builds octree nodes from the leaves up, so that each point is in one node and each node's points are spread evenly over
/// its box.
///
/// A node of at most 100,000 points under it is a leaf. The parent takes one point out of each cell of a 128³ grid (a
/// coarser one where that would be too many); of the cell's points the one whose record has the least hash, then the least
/// bytes, so that neither the order of the input nor threads matter. A child that is left with fewer than 500 points and has
/// nothing below goes into its parent whole. What comes out is the same whichever columns it is built by: the tree depends
/// on the points and the cube only.
class OctreeBuilder
{
public:
    OctreeBuilder(const OctreeCube &cube, const PointView &view)
        : m_cube(cube)
        , m_view(view)
    {
    }

    struct Built
    {
        std::vector<TreeNode> finished; ///< in the order in which they are written
        std::vector<TreeNode> waiting;  ///< the column's own nodes, rising z
    };
    /// All points of a column: places 0 to `count` of the view. Uses `workers` threads.
    Result<Built> build(const Column &column, quint32 count, int workers) const;

    /// Makes the parents of nodes of one level, which are sorted by their parents' place in the column and then x, y, z;
    /// finished children go behind `built.finished`, parents behind `built.waiting`.
    Status makeParents(std::vector<TreeNode> children, Built &built) const;

private:
    struct Range
    {
        quint64 prefix = 0;
        quint32 begin = 0, end = 0;
        quint32 size() const { return end - begin; }
    };
    struct Work;
    Status buildColumn(int level, const std::vector<Range> &nodes, Built &built) const;
    Status expand(Work &work, int levels) const;
    Status combine(Work &work) const;
    Status makeLeaf(int level, const Range &range, Built &built) const;
    Status makeChain(TreeNode node, std::vector<TreeNode> &finished, TreeNode *top) const;
    void split(int level, const std::vector<Range> &nodes, std::vector<Range> groups[4]) const;
    Status gatherParents(int level, const std::vector<Range> &nodes, std::vector<TreeNode> children, Built &built) const;
    TreeNode makeParent(const OctreeKey &key, std::vector<TreeNode *> &children, std::vector<TreeNode> &finished) const;
    quint32 best(const std::vector<quint32> &points, size_t begin, size_t end) const;
    bool isLess(quint32 a, quint32 b) const;

    const OctreeCube &m_cube;
    PointView m_view;
};

/// The key of a node from the first bits of its points' keys.
OctreeKey octreeKey(int level, quint64 prefix);
/// The reverse, for levels up to 21.
quint64 prefixOf(const OctreeKey &key);

} // namespace tuilerie::pointcloud
