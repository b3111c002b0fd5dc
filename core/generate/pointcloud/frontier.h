// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/pointcloud/octreebuilder.h"

#include <array>

namespace tuilerie::pointcloud {

/// A node that waits for its brothers: copies of its points, sorted by key.
struct WaitingNode
{
    OctreeKey key;
    bool hasBelow = false;
    std::vector<quint64> keys;
    std::vector<char> records;
};

/// The nodes above the cells, between what is written and what is to come. All that wait at one level lie in one column of
/// the level above, because cells come in Morton order: some lists of 100,000 points for each level.
class Frontier
{
public:
    explicit Frontier(int recordLength)
        : m_recordLength(recordLength)
    {
    }

    void add(const TreeNode &node, const PointView &view);
    void add(WaitingNode node) { m_levels[size_t(node.key.level)].push_back(std::move(node)); }
    bool isEmpty(int level) const { return m_levels[size_t(level)].empty(); }
    std::vector<WaitingNode> take(int level) { return std::exchange(m_levels[size_t(level)], {}); }
    qint64 points() const;

    QByteArray toBytes() const; ///< zstd
    bool fromBytes(const QByteArray &bytes);

private:
    int m_recordLength;
    std::array<std::vector<WaitingNode>, 32> m_levels;
};

/// Waiting nodes of one level brought together, sorted by parent and then place, so that an OctreeBuilder can make their
/// parents.
struct GatheredNodes
{
    std::vector<quint64> keys;
    std::vector<char> records;
    std::vector<TreeNode> nodes;
    PointView view(int recordLength) const { return {keys.data(), nullptr, records.data(), recordLength}; }
};
GatheredNodes gatherNodes(std::vector<WaitingNode> waiting);

} // namespace tuilerie::pointcloud
