// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/tilewalk.h"

namespace tuilerie {

namespace {

// The id of the first tile of a zoom: all tiles of the coarser ones come before.
quint64 firstId(int zoom)
{
    return ((quint64(1) << (2 * zoom)) - 1) / 3;
}

// One step of the curve: turns the quadrant so that the next finer step is the same figure again.
void turn(qint64 size, qint64 &x, qint64 &y, qint64 right, qint64 lower)
{
    if (lower != 0)
        return;
    if (right != 0) {
        x = size - 1 - x;
        y = size - 1 - y;
    }
    std::swap(x, y);
}

// The square that the curve of 4^zoom squares reaches as its `index`-th.
std::pair<qint64, qint64> squareAt(int zoom, quint64 index)
{
    qint64 x = 0;
    qint64 y = 0;
    for (qint64 size = 1; size < qint64(1) << zoom; size *= 2, index /= 4) {
        const auto right = qint64(1 & (index / 2));
        const auto lower = qint64(1 & (index ^ quint64(right)));
        turn(size, x, y, right, lower);
        x += size * right;
        y += size * lower;
    }
    return {x, y};
}

class RowWalk final : public TileWalk
{
public:
    explicit RowWalk(const ExportPlan &plan)
        : m_plan(plan)
    {
    }
    void seek(quint64 key) override { m_key = key; }
    bool next(TilePlace &place) override
    {
        quint64 rest = m_key;
        for (size_t i = 0; i < m_plan.levels.size(); ++i) {
            const TileRange &limits = m_plan.levels[i].limits;
            const auto count = quint64(limits.count());
            if (rest < count) {
                const auto width = quint64(limits.maxCol - limits.minCol + 1);
                place = {i, limits.minCol + qint64(rest % width), limits.minRow + qint64(rest / width), m_key++};
                return true;
            }
            rest -= count;
        }
        return false;
    }

private:
    const ExportPlan &m_plan;
    quint64 m_key = 0;
};

// Goes down the quadtree: a square of zoom n holds a run of the curve of each finer zoom, so whole squares without a wanted
// tile are passed over.
class HilbertWalk final : public TileWalk
{
public:
    explicit HilbertWalk(const ExportPlan &plan)
        : m_plan(plan)
    {
    }
    void seek(quint64 key) override
    {
        m_from = key;
        m_level = 0;
        m_squares.clear();
        m_isBegun = false;
    }
    bool next(TilePlace &place) override
    {
        while (m_level < m_plan.levels.size()) {
            if (!m_isBegun) {
                m_squares = {{0, 0}};
                m_isBegun = true;
            }
            if (nextOfLevel(place))
                return true;
            ++m_level;
            m_isBegun = false;
        }
        return false;
    }

private:
    struct Square
    {
        int zoom;
        quint64 index;
    };
    bool nextOfLevel(TilePlace &place);

    const ExportPlan &m_plan;
    quint64 m_from = 0;
    size_t m_level = 0;
    bool m_isBegun = false;
    std::vector<Square> m_squares; // the next one last
};

bool HilbertWalk::nextOfLevel(TilePlace &place)
{
    const ExportLevel &level = m_plan.levels[m_level];
    while (!m_squares.empty()) {
        const Square square = m_squares.back();
        m_squares.pop_back();
        const int below = level.zoom - square.zoom;
        const quint64 last = firstId(level.zoom) + (((square.index + 1) << (2 * below)) - 1);
        if (last < m_from)
            continue;
        const auto [x, y] = squareAt(square.zoom, square.index);
        const qint64 size = qint64(1) << below;
        if ((x + 1) * size <= level.limits.minCol || x * size > level.limits.maxCol || (y + 1) * size <= level.limits.minRow
            || y * size > level.limits.maxRow)
            continue;
        if (below == 0) {
            place = {m_level, x, y, last};
            return true;
        }
        for (quint64 part = 4; part-- > 0;)
            m_squares.push_back({square.zoom + 1, 4 * square.index + part});
    }
    return false;
}

} // namespace

std::unique_ptr<TileWalk> TileWalk::byRows(const ExportPlan &plan)
{
    return std::make_unique<RowWalk>(plan);
}

std::unique_ptr<TileWalk> TileWalk::alongHilbert(const ExportPlan &plan)
{
    return std::make_unique<HilbertWalk>(plan);
}

quint64 pmTilesId(int zoom, qint64 col, qint64 row)
{
    quint64 index = 0;
    for (qint64 size = (qint64(1) << zoom) / 2; size > 0; size /= 2) {
        const qint64 right = (col & size) != 0;
        const qint64 lower = (row & size) != 0;
        index += quint64(size) * quint64(size) * quint64((3 * right) ^ lower);
        turn(size, col, row, right, lower);
        col &= size - 1;
        row &= size - 1;
    }
    return firstId(zoom) + index;
}

} // namespace tuilerie
