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
constexpr size_t leastEntriesOfPage = 64;     ///< a smaller subtree stays in its parent's page: a request costs more than its bytes

struct Node {
    const NodeEntry *entry = nullptr;
    std::vector<int> children;
    size_t subtree = 1;
};

struct Page {
    int root = 0;
    std::vector<std::pair<int, bool>> entries; ///< node; true: its subtree is a page of its own
    quint64 offset = 0;
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

HierarchyPages hierarchyPages(const std::vector<NodeEntry> &entries, quint64 start)
{
    const std::vector<Node> nodes = treeOf(entries);
    HierarchyPages result;
    if (nodes.empty())
        return result;
    const bool isOnePage = nodes.size() <= mostEntriesOfOnePage;
    std::vector<Page> pages;
    std::map<int, size_t> pageOf;
    std::deque<int> roots{0};
    quint64 offset = start;
    while (!roots.empty()) {
        Page page{roots.front(), {}, offset};
        roots.pop_front();
        pageOf[page.root] = pages.size();
        const int rootLevel = nodes[size_t(page.root)].entry->key.level;
        std::deque<int> queue{page.root};
        while (!queue.empty()) {
            const int index = queue.front();
            queue.pop_front();
            const Node &node = nodes[size_t(index)];
            const int depth = node.entry->key.level - rootLevel;
            const bool isCut = !isOnePage && depth > 0 && depth % pageLevels == 0 && node.subtree >= leastEntriesOfPage;
            page.entries.emplace_back(index, isCut);
            if (isCut)
                roots.push_back(index);
            else
                queue.insert(queue.end(), node.children.begin(), node.children.end());
        }
        offset += 32 * quint64(page.entries.size());
        pages.push_back(std::move(page));
    }
    for (const Page &page : pages) {
        for (const auto &[index, isCut] : page.entries) {
            const NodeEntry &entry = *nodes[size_t(index)].entry;
            if (isCut) {
                const Page &child = pages[pageOf[index]];
                putEntry(result.payload, entry.key, child.offset, qint64(child.entries.size()) * 32, -1);
            } else {
                putEntry(result.payload, entry.key, entry.points > 0 ? entry.offset : 0, entry.points > 0 ? entry.bytes : 0, entry.points);
            }
        }
    }
    result.rootSize = 32 * quint64(pages.front().entries.size());
    return result;
}

} // namespace tuilerie::pointcloud
