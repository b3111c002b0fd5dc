// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/octreebuilder.h"

#include "base/work/parallel.h"

#include <QCoreApplication>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace tuilerie::pointcloud {

namespace {

constexpr int gridBits = 7; ///< a node's sample: one point for each of 128³ cells
constexpr size_t leastNodePoints = 500;
constexpr int deepestLevel = 31; ///< the hierarchy's cell numbers have 31 bits
constexpr quint32 pointsPerTask = 250000;
constexpr int levelsOfTasks = 3; ///< 64 columns at most

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PointCloudPyramid", text);
}

OctreeKey parentOf(const OctreeKey &key)
{
    return {key.level - 1, key.x >> 1, key.y >> 1, key.z >> 1};
}

} // namespace

OctreeKey octreeKey(int level, quint64 prefix)
{
    return {level, qint32(mortonX(prefix)), qint32(mortonY(prefix)), qint32(mortonZ(prefix))};
}

quint64 prefixOf(const OctreeKey &key)
{
    return morton(quint64(key.x), quint64(key.y), quint64(key.z));
}

/// A column with what is to be done in it; its parts of the next level are tasks of their own.
struct OctreeBuilder::Work
{
    int level = 0;
    std::vector<Range> nodes;
    std::vector<Work> parts;
    Built built;

    quint64 points() const
    {
        quint64 sum = 0;
        for (const Range &range : nodes)
            sum += range.size();
        return sum;
    }
};

bool OctreeBuilder::isLess(quint32 a, quint32 b) const
{
    const auto length = size_t(m_view.recordLength);
    const char *left = m_view.record(a), *right = m_view.record(b);
    const quint64 x = XXH3_64bits(left, length), y = XXH3_64bits(right, length);
    return x != y ? x < y : std::memcmp(left, right, length) < 0;
}

quint32 OctreeBuilder::best(const std::vector<quint32> &points, size_t begin, size_t end) const
{
    const auto length = size_t(m_view.recordLength);
    size_t winner = begin;
    quint64 least = XXH3_64bits(m_view.record(points[begin]), length);
    for (size_t i = begin + 1; i < end; ++i) {
        const char *record = m_view.record(points[i]);
        const quint64 hash = XXH3_64bits(record, length);
        if (hash < least || (hash == least && std::memcmp(record, m_view.record(points[winner]), length) < 0)) {
            least = hash;
            winner = i;
        }
    }
    return quint32(winner);
}

TreeNode OctreeBuilder::makeParent(
    const OctreeKey &key, std::vector<TreeNode *> &children, std::vector<TreeNode> &finished) const
{
    TreeNode parent{key, false, {}};
    size_t total = 0;
    bool hasBelow = false;
    for (const TreeNode *child : children) {
        total += child->points.size();
        hasBelow = hasBelow || child->hasBelow;
    }
    if (!hasBelow && total <= size_t(mostNodePoints)) {
        for (const TreeNode *child : children)
            parent.points.insert(parent.points.end(), child->points.begin(), child->points.end());
        return parent;
    }
    // The finest grid that gives no more than a node holds. Keys end at the depth; a cell cannot be finer.
    int shift = 0;
    for (int bits = gridBits; bits >= 1; --bits) {
        shift = 3 * std::max(0, m_cube.depth() - key.level - bits);
        size_t cells = 0;
        for (const TreeNode *child : children) {
            quint64 last = ~quint64(0);
            for (const quint32 point : child->points) {
                const quint64 cell = m_view.keys[point] >> shift;
                cells += cell != last;
                last = cell;
            }
        }
        if (cells <= size_t(mostNodePoints))
            break;
    }
    for (TreeNode *child : children) {
        std::vector<quint32> &points = child->points;
        size_t kept = 0;
        for (size_t i = 0; i < points.size();) {
            const quint64 cell = m_view.keys[points[i]] >> shift;
            size_t j = i + 1;
            while (j < points.size() && m_view.keys[points[j]] >> shift == cell)
                ++j;
            const size_t winner = j - i == 1 ? i : best(points, i, j);
            parent.points.push_back(points[winner]);
            for (size_t k = i; k < j; ++k)
                if (k != winner)
                    points[kept++] = points[k];
            i = j;
        }
        points.resize(kept);
    }
    bool isMerged = false;
    for (TreeNode *child : children) {
        if (!child->hasBelow && child->points.empty())
            continue;
        if (!child->hasBelow && child->points.size() < leastNodePoints
            && parent.points.size() + child->points.size() <= size_t(mostNodePoints)) {
            parent.points.insert(parent.points.end(), child->points.begin(), child->points.end());
            isMerged = true;
            continue;
        }
        parent.hasBelow = true;
        child->points.shrink_to_fit();
        finished.push_back(std::move(*child));
    }
    if (isMerged)
        std::sort(parent.points.begin(), parent.points.end());
    return parent;
}

// More points share one deepest cell than a node holds: identical ones, or ones nearer than the keys tell. They go down one
// below the other, in cells that are computed beyond the keys.
Status OctreeBuilder::makeChain(TreeNode node, std::vector<TreeNode> &finished, TreeNode *top) const
{
    std::nth_element(node.points.begin(), node.points.begin() + mostNodePoints, node.points.end(),
        [this](quint32 a, quint32 b) { return isLess(a, b); });
    std::vector<quint32> rest(node.points.begin() + mostNodePoints, node.points.end());
    node.points.resize(size_t(mostNodePoints));
    std::sort(node.points.begin(), node.points.end());
    node.hasBelow = true;
    if (node.key.level == deepestLevel) {
        const char *record = m_view.record(rest.front());
        qint32 step[3];
        std::memcpy(step, record, sizeof step);
        return fail(ErrorCode::Unsupported,
            tr("%1 and more points lie at one and the same place; no octree can hold them in nodes of %2. Remove the "
               "duplicates first.")
                .arg(qint64(deepestLevel - m_cube.depth() + 1) * mostNodePoints)
                .arg(mostNodePoints),
            QStringLiteral("stored coordinates %1, %2, %3").arg(step[0]).arg(step[1]).arg(step[2]));
    }
    std::vector<TreeNode> children;
    const int level = node.key.level + 1;
    for (const quint32 point : rest) {
        qint32 step[3];
        std::memcpy(step, m_view.record(point), sizeof step);
        OctreeKey key{level, 0, 0, 0};
        qint32 *cells[3] = {&key.x, &key.y, &key.z};
        const qint32 parents[3] = {node.key.x, node.key.y, node.key.z};
        // Within the parent, where a point on a tile's far edge was put too.
        for (int i = 0; i < 3; ++i)
            *cells[i] = std::clamp(m_cube.fineCell(i, step[i], level), parents[i] * 2, parents[i] * 2 + 1);
        auto found = std::find_if(children.begin(), children.end(), [&key](const TreeNode &c) { return c.key == key; });
        if (found == children.end())
            found = children.insert(children.end(), TreeNode{key, false, {}});
        found->points.push_back(point);
    }
    std::sort(children.begin(), children.end(), [](const TreeNode &a, const TreeNode &b) { return a.key < b.key; });
    for (TreeNode &child : children) {
        if (child.points.size() > size_t(mostNodePoints)) {
            TUILERIE_CHECK(makeChain(std::move(child), finished, nullptr));
        } else {
            std::sort(child.points.begin(), child.points.end());
            finished.push_back(std::move(child));
        }
    }
    if (top)
        *top = std::move(node);
    else
        finished.push_back(std::move(node));
    return {};
}

Status OctreeBuilder::makeLeaf(int level, const Range &range, Built &built) const
{
    TreeNode node{octreeKey(level, range.prefix), false, {}};
    node.points.resize(range.size());
    for (quint32 i = 0; i < range.size(); ++i)
        node.points[i] = range.begin + i;
    if (range.size() > quint32(mostNodePoints)) {
        TreeNode top;
        TUILERIE_CHECK(makeChain(std::move(node), built.finished, &top));
        node = std::move(top);
    }
    built.waiting.push_back(std::move(node));
    return {};
}

void OctreeBuilder::split(int level, const std::vector<Range> &nodes, std::vector<Range> groups[4]) const
{
    const int shift = 3 * (m_cube.depth() - level - 1);
    for (const Range &node : nodes) {
        if (node.size() <= quint32(mostNodePoints))
            continue;
        quint32 begin = node.begin;
        for (quint64 octant = 0; octant < 8 && begin < node.end; ++octant) {
            const quint64 prefix = node.prefix << 3 | octant;
            const quint64 *end = std::lower_bound(m_view.keys + begin, m_view.keys + node.end, (prefix + 1) << shift);
            const auto last = quint32(end - m_view.keys);
            if (last > begin)
                groups[octant >> 1].push_back({prefix, begin, last});
            begin = last;
        }
    }
}

// Nodes of a column in the order of their z: small ones are leaves, the others' children are there.
Status OctreeBuilder::gatherParents(
    int level, const std::vector<Range> &nodes, std::vector<TreeNode> children, Built &built) const
{
    for (const Range &node : nodes) {
        if (node.size() <= quint32(mostNodePoints) || level == m_cube.depth()) {
            TUILERIE_CHECK(makeLeaf(level, node, built));
            continue;
        }
        const OctreeKey key = octreeKey(level, node.prefix);
        std::vector<TreeNode *> own;
        for (TreeNode &child : children)
            if (parentOf(child.key) == key)
                own.push_back(&child);
        built.waiting.push_back(makeParent(key, own, built.finished));
    }
    return {};
}

Status OctreeBuilder::buildColumn(int level, const std::vector<Range> &nodes, Built &built) const
{
    Built below;
    if (level < m_cube.depth()) {
        std::vector<Range> groups[4];
        split(level, nodes, groups);
        for (const std::vector<Range> &group : groups)
            if (!group.empty())
                TUILERIE_CHECK(buildColumn(level + 1, group, below));
    }
    std::move(below.finished.begin(), below.finished.end(), std::back_inserter(built.finished));
    return gatherParents(level, nodes, std::move(below.waiting), built);
}

Status OctreeBuilder::expand(Work &work, int levels) const
{
    if (levels == 0 || work.level >= m_cube.depth() || work.points() <= pointsPerTask)
        return {};
    std::vector<Range> groups[4];
    split(work.level, work.nodes, groups);
    for (std::vector<Range> &group : groups)
        if (!group.empty()) {
            work.parts.push_back({work.level + 1, std::move(group), {}, {}});
            TUILERIE_CHECK(expand(work.parts.back(), levels - 1));
        }
    return {};
}

Status OctreeBuilder::combine(Work &work) const
{
    std::vector<TreeNode> children;
    for (Work &part : work.parts) {
        std::move(part.built.finished.begin(), part.built.finished.end(), std::back_inserter(work.built.finished));
        std::move(part.built.waiting.begin(), part.built.waiting.end(), std::back_inserter(children));
    }
    return gatherParents(work.level, work.nodes, std::move(children), work.built);
}

Result<OctreeBuilder::Built> OctreeBuilder::build(const Column &column, quint32 count, int workers) const
{
    Work root{column.level, {}, {}, {}};
    const int shift = 3 * (m_cube.depth() - column.level);
    for (quint32 begin = 0; begin < count;) {
        const quint64 prefix = m_view.keys[begin] >> shift;
        const quint64 *end = std::upper_bound(m_view.keys + begin, m_view.keys + count, prefix,
            [shift](quint64 value, quint64 key) { return value < key >> shift; });
        const auto last = quint32(end - m_view.keys);
        root.nodes.push_back({prefix, begin, last});
        begin = last;
    }
    TUILERIE_CHECK(expand(root, levelsOfTasks));
    // Columns that are not taken apart, and then, level by level, those that wait for their parts.
    std::vector<std::vector<Work *>> stages(levelsOfTasks + 2);
    const auto collect = [&](Work &work, const auto &self) -> void {
        stages[work.parts.empty() ? 0 : size_t(levelsOfTasks + 1 - (work.level - column.level))].push_back(&work);
        for (Work &part : work.parts)
            self(part, self);
    };
    collect(root, collect);
    for (const std::vector<Work *> &stage : stages) {
        const Status done = parallel(workers, qint64(stage.size()), [&](int, qint64 i) {
            Work &work = *stage[size_t(i)];
            return work.parts.empty() ? buildColumn(work.level, work.nodes, work.built) : combine(work);
        });
        TUILERIE_CHECK(done);
    }
    return std::move(root.built);
}

Status OctreeBuilder::makeParents(std::vector<TreeNode> children, Built &built) const
{
    for (size_t i = 0; i < children.size();) {
        const OctreeKey key = parentOf(children[i].key);
        std::vector<TreeNode *> own;
        while (i < children.size() && parentOf(children[i].key) == key)
            own.push_back(&children[i++]);
        built.waiting.push_back(makeParent(key, own, built.finished));
    }
    return {};
}

} // namespace tuilerie::pointcloud
