// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/copcwriter.h"
#include "generate/pointcloud/lasbytes.h"
#include "generate/pointcloud/morton.h"

#include <algorithm>
#include <deque>
#include <map>

namespace tuilerie::pointcloud {

namespace {

constexpr int pageLevels = 4;
constexpr size_t mostEntriesOfOnePage = 4096; ///< 128 KiB
constexpr size_t mostInlinedEntries = 2048;
constexpr size_t leastEntriesOfPage =
    64; ///< a smaller subtree stays in its parent's page: a request costs more than its bytes

struct Node
{
    const NodeEntry *entry = nullptr;
    std::vector<int> children;
    size_t subtree = 1;
};

void putEntry(QByteArray &bytes, const OctreeKey &key, quint64 offset, qint64 size, qint64 points)
{
    for (const qint32 number : {key.level, key.x, key.y, key.z})
        putNumber(bytes, number);
    putNumber(bytes, offset);
    putNumber(bytes, qint32(size));
    putNumber(bytes, qint32(points));
}

/// In breadth-first order, x before y before z: parents are before their children.
std::vector<Node> treeOf(const std::vector<NodeEntry> &entries)
{
    std::vector<Node> nodes;
    for (const NodeEntry &entry : entries)
        nodes.push_back({&entry, {}, 1});
    std::sort(nodes.begin(), nodes.end(), [](const Node &a, const Node &b) { return a.entry->key < b.entry->key; });
    std::map<OctreeKey, int> places;
    for (size_t i = 0; i < nodes.size(); ++i)
        places[nodes[i].entry->key] = int(i);
    for (size_t i = nodes.size(); i-- > 0;) {
        const OctreeKey &key = nodes[i].entry->key;
        if (key.level == 0)
            continue;
        if (const auto parent = places.find({key.level - 1, key.x >> 1, key.y >> 1, key.z >> 1}); parent != places.end()) {
            nodes[size_t(parent->second)].children.push_back(int(i));
            nodes[size_t(parent->second)].subtree += nodes[i].subtree;
        }
    }
    for (Node &node : nodes)
        std::reverse(node.children.begin(), node.children.end());
    return nodes;
}

} // namespace

std::vector<HierarchyPage> splitHierarchy(const std::vector<NodeEntry> &entries)
{
    const std::vector<Node> nodes = treeOf(entries);
    std::vector<HierarchyPage> pages;
    if (nodes.empty())
        return pages;
    const bool isOnePage = nodes.size() <= mostEntriesOfOnePage;
    std::deque<int> roots{0};
    while (!roots.empty()) {
        const int root = roots.front();
        roots.pop_front();
        HierarchyPage page;
        const int rootLevel = nodes[size_t(root)].entry->key.level;
        std::deque<int> queue{root};
        size_t inlined = 0;
        while (!queue.empty()) {
            const int index = queue.front();
            queue.pop_front();
            const Node &node = nodes[size_t(index)];
            const int depth = node.entry->key.level - rootLevel;
            bool isCut = !isOnePage && depth > 0 && depth % pageLevels == 0 && node.subtree > 1;
            // A small subtree stays, as long as not too many do.
            if (isCut && node.subtree < leastEntriesOfPage && inlined + node.subtree <= mostInlinedEntries) {
                inlined += node.subtree;
                isCut = false;
            }
            page.push_back({*node.entry, isCut});
            if (isCut)
                roots.push_back(index);
            else
                queue.insert(queue.end(), node.children.begin(), node.children.end());
        }
        pages.push_back(std::move(page));
    }
    return pages;
}

HierarchyPages hierarchyPages(const std::vector<NodeEntry> &entries, quint64 start)
{
    const std::vector<HierarchyPage> pages = splitHierarchy(entries);
    HierarchyPages result;
    if (pages.empty())
        return result;
    struct Place
    {
        quint64 offset;
        qint64 size;
    };
    std::map<OctreeKey, Place> places;
    for (const HierarchyPage &page : pages) {
        const qint64 size = 32 * qint64(page.size());
        places[page.front().entry.key] = {start, size};
        start += quint64(size);
    }
    for (const HierarchyPage &page : pages) {
        for (const HierarchyItem &item : page) {
            const NodeEntry &entry = item.entry;
            if (item.isCut) {
                const Place &child = places[entry.key];
                putEntry(result.payload, entry.key, child.offset, child.size, -1);
            } else {
                putEntry(result.payload, entry.key, entry.points > 0 ? entry.offset : 0, entry.points > 0 ? entry.bytes : 0,
                    entry.points);
            }
        }
    }
    result.rootSize = 32 * quint64(pages.front().size());
    return result;
}

} // namespace tuilerie::pointcloud
