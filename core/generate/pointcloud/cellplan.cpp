// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/cellplan.h"

#include <algorithm>

namespace tuilerie::pointcloud {

namespace {

class Planner
{
public:
    Planner(const OctreeCube &cube, const std::vector<CloudInput> &inputs, const std::vector<HomeColumn> &homes,
        const std::vector<bool> &isSpilled, const SpillBuckets &buckets, const CellLimits &limits,
        const std::vector<std::optional<OwnColumn>> &own)
        : m_cube(cube)
        , m_limits(limits)
    {
        for (size_t i = 0; i < inputs.size(); ++i) {
            if (i < own.size() && own[i])
                m_parts.push_back({own[i]->column, first(own[i]->column), own[i]->points, int(i), nullptr, true});
            else if (!isSpilled[i])
                m_parts.push_back({homes[i].column, first(homes[i].column), inputs[i].points, int(i), nullptr, false});
        }
        for (const auto &[column, bucket] : buckets)
            m_parts.push_back({column, first(column), bucket.points, -1, &bucket, false});
        std::sort(m_parts.begin(), m_parts.end(), [](const Part &a, const Part &b) {
            if (a.first != b.first)
                return a.first < b.first;
            return a.column.level != b.column.level ? a.column.level < b.column.level : a.input < b.input;
        });
    }

    CellPlan plan()
    {
        visit({0, 0}, 0, m_parts.size());
        return std::move(m_plan);
    }

private:
    /// A file or a bucket; neither is cut.
    struct Part
    {
        Column column;
        quint64 first; ///< of the deepest columns in its column
        qint64 points;
        int input;
        const SpillBucket *bucket;
        bool hasOwnCell;
    };

    quint64 first(const Column &column) const { return column.code << (3 * (m_cube.depth() - column.level)); }

    void visit(const Column &column, size_t begin, size_t end)
    {
        qint64 total = 0, own = 0;
        bool isApart = false; // the cell of one of them is its own
        for (size_t i = begin; i < end; ++i) {
            total += m_parts[i].points;
            isApart = isApart || m_parts[i].hasOwnCell;
            if (m_parts[i].column.level == column.level)
                own += m_parts[i].points;
        }
        if (isApart && end - begin == 1 && m_parts[begin].column == column) {
            m_plan.largest = std::max(m_plan.largest, total);
            m_plan.cells.push_back({column, {}, {}, total, m_parts[begin].input});
            return;
        }
        if (total == 0 && !isApart)
            return;
        const bool isDeepest = column.level == m_cube.depth();
        if (!isApart && (total <= m_limits.liked || (own > 0 && total <= m_limits.most) || isDeepest)) {
            addCell(column, begin, end, total);
            return;
        }
        // Too much to be held together, or not to be: what lies across the four parts has to be put aside first.
        for (size_t i = begin; i < end; ++i) {
            if (m_parts[i].column.level != column.level)
                continue;
            if (m_parts[i].bucket)
                m_plan.toSplit.push_back(column);
            else
                m_plan.toSpill.push_back(m_parts[i].input);
        }
        size_t from = begin;
        while (from < end && m_parts[from].column.level == column.level)
            ++from;
        for (quint64 part = 0; part < 4; ++part) {
            const Column child{column.level + 1, column.code << 3 | part << 1};
            const quint64 last = first(child) + (quint64(1) << (3 * (m_cube.depth() - child.level)));
            size_t to = from;
            while (to < end && m_parts[to].first < last)
                ++to;
            if (to > from)
                visit(child, from, to);
            from = to;
        }
    }

    void addCell(const Column &column, size_t begin, size_t end, qint64 points)
    {
        Cell cell{column, {}, {}, points, -1};
        for (size_t i = begin; i < end; ++i) {
            if (m_parts[i].bucket)
                cell.blocks.insert(cell.blocks.end(), m_parts[i].bucket->blocks.begin(), m_parts[i].bucket->blocks.end());
            else
                cell.inputs.push_back(m_parts[i].input);
        }
        m_plan.largest = std::max(m_plan.largest, points);
        m_plan.cells.push_back(std::move(cell));
    }

    const OctreeCube &m_cube;
    CellLimits m_limits;
    std::vector<Part> m_parts;
    CellPlan m_plan;
};

} // namespace

CellPlan planCells(const OctreeCube &cube, const std::vector<CloudInput> &inputs, const std::vector<HomeColumn> &homes,
    const std::vector<bool> &isSpilled, const SpillBuckets &buckets, const CellLimits &limits,
    const std::vector<std::optional<OwnColumn>> &own)
{
    return Planner(cube, inputs, homes, isSpilled, buckets, limits, own).plan();
}

} // namespace tuilerie::pointcloud
