// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/tileproduct.h"

#include <cstring>
#include <deque>

namespace tuilerie::derive {

namespace {

/// What the points of a cell add up to. Sums of whole numbers and maxima: the order of the points does not matter.
struct Cell
{
    uint64_t sum = 0; ///< of intensities
    uint32_t count = 0;
    int32_t highest = 0; ///< in DeriveGrid::zUnit
};

class CellProduct final : public TileProduct
{
public:
    CellProduct(const DerivePlan &plan, TempFile &spill)
        : m_plan(plan)
        , m_grid(plan.grid)
        , m_spill(spill)
        , m_tiles(size_t(plan.grid.tiles()))
        , m_tileBytes(qint64(sizeof(Cell)) * plan.grid.tileCells * plan.grid.tileCells)
    {
        const double metres = plan.crs.metersPerUnit();
        // Degrees of longitude shrink towards the poles: the middle of the raster stands for all of it.
        const double middle = plan.grid.north() - double(plan.grid.height) * plan.grid.cell / 2;
        const double shrink = plan.crs.isGeographic() ? std::cos(middle * M_PI / 180) : 1;
        m_cellArea = plan.grid.cell * metres * plan.grid.cell * metres * shrink;
    }

    int reach() const override { return (m_grid.fill + m_grid.tileCells - 1) / m_grid.tileCells; }
    Status add(std::span<const Sample> samples) override;
    Result<TileCells> make(qint64 tile, std::span<const uint8_t> footprint) override;
    void release(qint64 tile) override;

private:
    struct Tile
    {
        std::mutex mutex;
        std::vector<Cell> cells;
        qint64 spilled = -1; ///< its place in the spill file
        bool isSpilled = false;
    };

    Status load(qint64 index, Tile &tile);
    Status makeRoom();
    float valueOf(const Cell &cell) const;
    Status copyValues(qint64 index, const CellRect &window, std::vector<float> &values);
    static bool fill(const std::vector<float> &values, size_t stride, size_t at, int width, float &value);

    const DerivePlan &m_plan;
    const DeriveGrid &m_grid;
    TempFile &m_spill;
    std::deque<Tile> m_tiles;
    qint64 m_tileBytes;
    double m_cellArea = 1;
    std::atomic<qint64> m_held{0};
    std::mutex m_queueMutex;
    std::deque<qint64> m_queue; ///< tiles in memory, oldest first
};

/// Of a locked tile.
Status CellProduct::load(qint64 index, Tile &tile)
{
    if (!tile.cells.empty())
        return {};
    tile.cells.resize(size_t(m_grid.tileCells) * size_t(m_grid.tileCells));
    if (tile.isSpilled)
        TUILERIE_CHECK(m_spill.read(bytesOf(tile.cells.data(), tile.cells.size()), quint64(tile.spilled)));
    tile.isSpilled = false;
    m_held += m_tileBytes;
    const std::lock_guard lock(m_queueMutex);
    m_queue.push_back(index);
    return {};
}

/// The tiles that came in first go first. No tile is locked by the caller.
Status CellProduct::makeRoom()
{
    while (m_held > m_plan.memory) {
        qint64 index = -1;
        {
            const std::lock_guard lock(m_queueMutex);
            if (m_queue.empty())
                return {};
            index = m_queue.front();
            m_queue.pop_front();
        }
        Tile &tile = m_tiles[size_t(index)];
        const std::lock_guard lock(tile.mutex);
        if (tile.cells.empty())
            continue;
        if (tile.spilled < 0) {
            TUILERIE_TRY(place, m_spill.append(bytesOf(tile.cells.data(), tile.cells.size())));
            tile.spilled = qint64(place);
        } else {
            TUILERIE_CHECK(m_spill.write(bytesOf(tile.cells.data(), tile.cells.size()), quint64(tile.spilled)));
        }
        tile.isSpilled = true;
        dispose(tile.cells);
        m_held -= m_tileBytes;
    }
    return {};
}

Status CellProduct::add(std::span<const Sample> samples)
{
    const int side = m_grid.tileCells;
    // Where not all tiles can be held, points in no order would fetch a tile for each of them: then tile by tile. What cells
    // hold does not depend on the order.
    const auto tileOf = [&](const Sample &sample) {
        return qint64(sample.row / side) * m_grid.tilesX + sample.column / side;
    };
    std::vector<Sample> sorted;
    if (const qint64 fitting = m_plan.memory / m_tileBytes; qint64(m_tiles.size()) > fitting) {
        qint64 changes = 0;
        for (size_t i = 1; i < samples.size(); ++i)
            changes += tileOf(samples[i]) != tileOf(samples[i - 1]);
        if (changes > fitting) {
            sorted.assign(samples.begin(), samples.end());
            std::sort(sorted.begin(), sorted.end(), [&](const Sample &a, const Sample &b) { return tileOf(a) < tileOf(b); });
            samples = sorted;
        }
    }
    // Neighbouring samples mostly lie in one tile, which is locked once for them.
    for (size_t i = 0; i < samples.size();) {
        const int column = samples[i].column / side, row = samples[i].row / side;
        const qint64 index = qint64(row) * m_grid.tilesX + column;
        Tile &tile = m_tiles[size_t(index)];
        {
            const std::lock_guard lock(tile.mutex);
            TUILERIE_CHECK(load(index, tile));
            for (; i < samples.size() && samples[i].column / side == column && samples[i].row / side == row; ++i) {
                const Sample &sample = samples[i];
                Cell &cell =
                    tile.cells[size_t(sample.row - row * side) * size_t(side) + size_t(sample.column - column * side)];
                cell.highest = cell.count++ ? std::max(cell.highest, sample.z) : sample.z;
                cell.sum += sample.intensity;
            }
        }
        if (m_held > m_plan.memory)
            TUILERIE_CHECK(makeRoom());
    }
    return {};
}

float CellProduct::valueOf(const Cell &cell) const
{
    if (m_plan.product == Product::Density)
        return float(cell.count / m_cellArea);
    if (!cell.count)
        return noValue;
    return m_plan.product == Product::Surface ? float(cell.highest * m_grid.zUnit) : float(double(cell.sum) / cell.count);
}

/// The part of `window` that lies in the tile.
Status CellProduct::copyValues(qint64 index, const CellRect &window, std::vector<float> &values)
{
    const CellRect rect = m_grid.tileRect(index);
    const qint64 x0 = std::max(rect.x, window.x), x1 = std::min(rect.x + rect.width, window.x + window.width);
    const qint64 y0 = std::max(rect.y, window.y), y1 = std::min(rect.y + rect.height, window.y + window.height);
    Tile &tile = m_tiles[size_t(index)];
    const std::lock_guard lock(tile.mutex);
    if (tile.cells.empty() && !tile.isSpilled && m_plan.product != Product::Density)
        return {};
    TUILERIE_CHECK(load(index, tile));
    for (qint64 y = y0; y < y1; ++y)
        for (qint64 x = x0; x < x1; ++x)
            values[size_t((y - window.y) * window.width + x - window.x)] =
                valueOf(tile.cells[size_t((y - rect.y) * m_grid.tileCells + x - rect.x)]);
    return {};
}

/// Along those of the four lines through the cell on which values lie on both sides with no more than `width` cells between.
bool CellProduct::fill(const std::vector<float> &values, size_t stride, size_t at, int width, float &value)
{
    double sum = 0, weights = 0;
    for (const std::ptrdiff_t step :
        {std::ptrdiff_t(1), std::ptrdiff_t(stride), std::ptrdiff_t(stride) + 1, std::ptrdiff_t(stride) - 1}) {
        const auto nearest = [&](std::ptrdiff_t direction) {
            for (int i = 1; i <= width; ++i)
                if (values[size_t(std::ptrdiff_t(at) + direction * i)] != noValue)
                    return i;
            return 0;
        };
        const int before = nearest(-step), after = nearest(step);
        if (!before || !after || before + after - 1 > width)
            continue;
        const double length = step == 1 || step == std::ptrdiff_t(stride) ? 1 : M_SQRT2;
        sum += values[size_t(std::ptrdiff_t(at) - step * before)] / (before * length)
            + values[size_t(std::ptrdiff_t(at) + step * after)] / (after * length);
        weights += 1 / (before * length) + 1 / (after * length);
    }
    if (weights == 0)
        return false;
    value = float(sum / weights);
    return true;
}

Result<TileCells> CellProduct::make(qint64 index, std::span<const uint8_t> footprint)
{
    const CellRect rect = m_grid.tileRect(index);
    const int margin = m_grid.fill;
    const CellRect window{rect.x - margin, rect.y - margin, rect.width + 2 * margin, rect.height + 2 * margin};
    std::vector<float> values(size_t(window.width) * size_t(window.height), noValue);
    const int column = int(index % m_grid.tilesX), row = int(index / m_grid.tilesX);
    for (int y = std::max(0, row - reach()); y <= std::min(m_grid.tilesY - 1, row + reach()); ++y)
        for (int x = std::max(0, column - reach()); x <= std::min(m_grid.tilesX - 1, column + reach()); ++x)
            TUILERIE_CHECK(copyValues(qint64(y) * m_grid.tilesX + x, window, values));
    TileCells made;
    made.values.assign(size_t(rect.width) * size_t(rect.height), noValue);
    for (int y = 0; y < rect.height; ++y)
        for (int x = 0; x < rect.width; ++x) {
            const size_t at = size_t(y + margin) * size_t(window.width) + size_t(x + margin),
                         to = size_t(y) * size_t(rect.width) + size_t(x);
            float &value = made.values[to];
            value = values[at];
            if (value == 0 && m_plan.product == Product::Density) {
                if (footprint[to])
                    ++made.voids;
                else
                    value = noValue;
            } else if (value == noValue && footprint[to]) {
                if (fill(values, size_t(window.width), at, margin, value))
                    ++made.filled;
                else
                    ++made.voids;
            }
            made.cells += value != noValue;
        }
    TUILERIE_CHECK(makeRoom());
    return made;
}

void CellProduct::release(qint64 index)
{
    Tile &tile = m_tiles[size_t(index)];
    const std::lock_guard lock(tile.mutex);
    if (!tile.cells.empty())
        m_held -= m_tileBytes;
    dispose(tile.cells);
    tile.isSpilled = false;
}

} // namespace

std::unique_ptr<TileProduct> makeCellProduct(const DerivePlan &plan, TempFile &spill)
{
    return std::make_unique<CellProduct>(plan, spill);
}

} // namespace tuilerie::derive
