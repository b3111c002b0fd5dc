// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/pointbins.h"

#include "base/work/memory.h"
#include "generate/derive/tileproduct.h"

#include <algorithm>

namespace tuilerie::derive {

namespace {

constexpr double binPoints = 1500;
constexpr size_t blockPoints = 4096;

} // namespace

PointBins::PointBins(const DerivePlan &plan, TempFile &spill)
    : m_plan(plan)
    , m_grid(plan.grid)
    , m_spill(spill)
    , m_tiles(size_t(plan.grid.tiles()))
{
    m_west = m_grid.west() / m_grid.unit;
    m_north = m_grid.north() / m_grid.unit;
    m_tileUnits = m_grid.tileCells * m_grid.cell / m_grid.unit;
    const double perTile =
        double(plan.points) / std::max<double>(1, double(plan.footprintCells)) * m_grid.tileCells * m_grid.tileCells;
    m_side = std::clamp(int(std::lround(std::sqrt(perTile / binPoints))), 1, 32);
    m_binUnits = m_tileUnits / m_side;
}

int PointBins::binOf(const TinPoint &p) const
{
    const int column = std::clamp(int(p.x / m_binUnits), 0, m_side - 1);
    const int row = std::clamp(int((m_tileUnits - p.y) / m_binUnits), 0, m_side - 1);
    return row * m_side + column;
}

Status PointBins::add(std::span<const Sample> samples)
{
    const int cells = m_grid.tileCells;
    for (size_t i = 0; i < samples.size();) {
        const int column = samples[i].column / cells, row = samples[i].row / cells;
        Tile &tile = m_tiles[size_t(qint64(row) * m_grid.tilesX + column)];
        const qint64 x = originX(column), y = originY(row);
        const std::lock_guard lock(tile.mutex);
        const size_t first = i;
        for (; i < samples.size() && samples[i].column / cells == column && samples[i].row / cells == row; ++i) {
            if (tile.blocks.empty() || tile.blocks.back().size() == blockPoints) {
                tile.blocks.emplace_back();
                tile.blocks.back().reserve(blockPoints);
            }
            tile.blocks.back().push_back({int32_t(samples[i].x - x), int32_t(samples[i].y - y), samples[i].z});
        }
        tile.held += qint64(i - first);
        m_held += qint64(i - first);
    }
    return makeRoom();
}

/// Of a locked tile.
Status PointBins::spill(Tile &tile)
{
    if (tile.isSorted) {
        if (tile.sortedAt < 0) {
            TUILERIE_TRY(place, m_spill.append(bytesOf(tile.points.data(), tile.points.size())));
            tile.sortedAt = qint64(place);
        }
        dispose(tile.points);
    } else {
        for (const std::vector<TinPoint> &block : tile.blocks) {
            TUILERIE_TRY(place, m_spill.append(bytesOf(block.data(), block.size())));
            tile.spilled.emplace_back(qint64(place), qint64(block.size()));
        }
        dispose(tile.blocks);
    }
    m_held -= tile.held.exchange(0);
    return {};
}

/// The fullest tiles go first, until a third is free again. The caller holds no tile.
Status PointBins::makeRoom()
{
    const qint64 most = m_plan.memory / qint64(sizeof(TinPoint));
    if (m_held <= most)
        return {};
    const std::lock_guard room(m_roomMutex);
    if (m_held <= most)
        return {};
    std::vector<std::pair<qint64, Tile *>> order;
    for (Tile &tile : m_tiles)
        if (const qint64 held = tile.held; held > 0)
            order.emplace_back(held, &tile);
    std::sort(order.begin(), order.end(), std::greater<>());
    for (const auto &[held, tile] : order) {
        if (m_held <= most * 2 / 3)
            break;
        const std::lock_guard lock(tile->mutex);
        TUILERIE_CHECK(spill(*tile));
    }
    giveBackMemory();
    return {};
}

/// Of a locked tile that is whole.
Status PointBins::sort(Tile &tile)
{
    if (tile.isSorted)
        return {};
    std::vector<TinPoint> all;
    size_t count = 0;
    for (const auto &[place, points] : tile.spilled)
        count += size_t(points);
    for (const std::vector<TinPoint> &block : tile.blocks)
        count += block.size();
    all.resize(count);
    size_t at = 0;
    for (const auto &[place, points] : tile.spilled) {
        TUILERIE_CHECK(m_spill.read(bytesOf(all.data() + at, size_t(points)), quint64(place)));
        at += size_t(points);
    }
    for (const std::vector<TinPoint> &block : tile.blocks)
        at = size_t(std::copy(block.begin(), block.end(), all.begin() + std::ptrdiff_t(at)) - all.begin());
    dispose(tile.blocks);
    dispose(tile.spilled);
    const size_t bins = size_t(m_side) * size_t(m_side);
    tile.starts.assign(bins + 2, 0);
    for (const TinPoint &p : all)
        ++tile.starts[size_t(binOf(p)) + 2];
    for (size_t i = 2; i < tile.starts.size(); ++i)
        tile.starts[i] += tile.starts[i - 1];
    tile.points.resize(count);
    for (const TinPoint &p : all)
        tile.points[tile.starts[size_t(binOf(p)) + 1]++] = p;
    tile.starts.pop_back();
    tile.isSorted = true;
    m_held += qint64(count) - tile.held.exchange(qint64(count));
    return {};
}

Result<qint64> PointBins::count(int column, int row)
{
    Tile &tile = m_tiles[size_t(qint64(row / m_side) * m_grid.tilesX + column / m_side)];
    const std::lock_guard lock(tile.mutex);
    TUILERIE_CHECK(sort(tile));
    const size_t bin = size_t(row % m_side) * size_t(m_side) + size_t(column % m_side);
    return qint64(tile.starts[bin + 1] - tile.starts[bin]);
}

Status PointBins::read(int column, int row, qint64 originX, qint64 originY, std::vector<TinPoint> &points)
{
    Tile &tile = m_tiles[size_t(qint64(row / m_side) * m_grid.tilesX + column / m_side)];
    {
        const std::lock_guard lock(tile.mutex);
        TUILERIE_CHECK(sort(tile));
        const size_t bin = size_t(row % m_side) * size_t(m_side) + size_t(column % m_side);
        const size_t first = tile.starts[bin], size = tile.starts[bin + 1] - first, before = points.size();
        points.resize(before + size);
        if (size && tile.points.empty())
            TUILERIE_CHECK(
                m_spill.read(bytesOf(points.data() + before, size), quint64(tile.sortedAt) + first * sizeof(TinPoint)));
        else
            std::copy_n(tile.points.begin() + std::ptrdiff_t(first), size, points.begin() + std::ptrdiff_t(before));
        const int32_t dx = int32_t(this->originX(column / m_side) - originX),
                      dy = int32_t(this->originY(row / m_side) - originY);
        for (size_t i = before; i < points.size(); ++i) {
            points[i].x += dx;
            points[i].y += dy;
        }
    }
    return makeRoom();
}

void PointBins::release(qint64 index)
{
    Tile &tile = m_tiles[size_t(index)];
    const std::lock_guard lock(tile.mutex);
    m_held -= tile.held.exchange(0);
    dispose(tile.blocks);
    dispose(tile.spilled);
    dispose(tile.points);
    dispose(tile.starts);
}

} // namespace tuilerie::derive
