// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterplan.h"

#include "base/work/progressmeter.h"
#include "generate/raster/footprint.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie::raster {

PixelRect RasterPlan::tileRect(int level, qint64 col, qint64 row) const
{
    const TileMatrix &matrix = m_matrices[size_t(level)];
    return {col * matrix.tileWidth, row * matrix.tileHeight, (col + 1) * matrix.tileWidth, (row + 1) * matrix.tileHeight};
}

PixelRect RasterPlan::touchedRect(const SlabNode &node) const
{
    PixelRect rect;
    for (size_t i = 0; i < node.touched.size(); ++i)
        if (node.touched[i])
            rect = rect.united(tileRect(node.key.level, node.key.col * m_slabWidth + qint64(i) % m_slabWidth,
                node.key.row * m_slabHeight + qint64(i) / m_slabWidth));
    return rect;
}

void RasterPlan::touchTile(int level, qint64 col, qint64 row)
{
    const SlabKey key{level, col / m_slabWidth, row / m_slabHeight};
    SlabNode &node = m_building[key];
    if (node.touched.empty()) {
        node.key = key;
        node.touched.resize(size_t(m_slabWidth) * size_t(m_slabHeight));
    }
    auto bit = node.touched[size_t(row % m_slabHeight) * size_t(m_slabWidth) + size_t(col % m_slabWidth)];
    if (!bit) {
        bit = true;
        ++node.touchedCount;
    }
}

void RasterPlan::touchRange(int level, const TileRange &range)
{
    for (qint64 row = range.minRow; row <= range.maxRow; ++row)
        for (qint64 col = range.minCol; col <= range.maxCol; ++col)
            touchTile(level, col, row);
}

Status RasterPlan::touchBase(const RasterProfile &profile, WorkControl &control)
{
    TUILERIE_TRY(projector, FootprintProjector::create(profile.render, profile.matrix(profile.bottom)));
    const std::vector<RasterTile> &tiles = profile.source->tiles();
    ProgressMeter meter(control, QStringLiteral("plan"), qint64(tiles.size()));
    for (const RasterTile &tile : tiles) {
        if (tile.problem.isEmpty())
            for (const TileRange &range : projector.tilesOf(tile.extent))
                touchRange(profile.bottom, range);
        TUILERIE_CHECK(meter.add(1));
    }
    meter.report();
    if (m_building.empty())
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate(
                "tuilerie::RasterPyramid", "No source lies within the grid %1. Choose a grid of the sources' region.")
                .arg(profile.grid.id()));
    return {};
}

void RasterPlan::deriveMeanLevels(const RasterProfile &profile)
{
    std::vector<SlabKey> level;
    for (const auto &[key, node] : m_building)
        level.push_back(key);
    for (int z = profile.bottom; z > profile.top; --z) {
        m_reductions[size_t(z - 1)] = LevelReduction::mean();
        m_sources[size_t(z - 1)] = z;
        std::vector<SlabKey> above;
        for (const SlabKey &key : level) {
            const SlabNode child = m_building[key];
            for (size_t i = 0; i < child.touched.size(); ++i)
                if (child.touched[i])
                    touchTile(z - 1, (key.col * m_slabWidth + qint64(i) % m_slabWidth) / 2,
                        (key.row * m_slabHeight + qint64(i) / m_slabWidth) / 2);
            const SlabKey parent{z - 1, key.col / 2, key.row / 2};
            if (above.empty() || !(above.back() == parent))
                above.push_back(parent);
        }
        std::sort(above.begin(), above.end());
        above.erase(std::unique(above.begin(), above.end()), above.end());
        level = std::move(above);
    }
}

void RasterPlan::deriveNearestLevels(const RasterProfile &profile)
{
    for (int z = profile.bottom - 1; z >= profile.top; --z) {
        const int source = nearestSourceLevel(m_matrices, z, profile.bottom);
        m_sources[size_t(z)] = source;
        m_reductions[size_t(z)] = LevelReduction::nearest(m_matrices[size_t(source)], m_matrices[size_t(z)]);
        const LevelReduction &reduction = m_reductions[size_t(z)];
        const TileMatrix &matrix = m_matrices[size_t(z)];
        std::vector<SlabKey> finer;
        for (auto it = m_building.lower_bound({source, 0, 0}); it != m_building.end() && it->first.level == source; ++it)
            finer.push_back(it->first);
        for (const SlabKey &key : finer) {
            const SlabNode child = m_building[key];
            for (size_t i = 0; i < child.touched.size(); ++i) {
                if (!child.touched[i])
                    continue;
                const PixelRect rect = reduction.coarserRect(tileRect(source,
                    key.col * m_slabWidth + qint64(i) % m_slabWidth, key.row * m_slabHeight + qint64(i) / m_slabWidth));
                if (rect.isEmpty() || rect.x1 <= 0 || rect.y1 <= 0)
                    continue;
                touchRange(z,
                    {std::max<qint64>(0, rect.x0) / matrix.tileWidth, std::max<qint64>(0, rect.y0) / matrix.tileHeight,
                        std::min((rect.x1 - 1) / matrix.tileWidth, matrix.matrixWidth - 1),
                        std::min((rect.y1 - 1) / matrix.tileHeight, matrix.matrixHeight - 1)});
            }
        }
    }
}

void RasterPlan::number()
{
    m_nodes.reserve(m_building.size());
    for (auto &[key, node] : m_building) {
        m_tileCount += node.touchedCount;
        m_nodes.push_back(std::move(node));
    }
    m_building.clear();
    for (size_t i = 0; i < m_nodes.size(); ++i) {
        SlabNode &node = m_nodes[i];
        const int source = m_sources[size_t(node.key.level)];
        if (source < 0) {
            m_base.push_back(int(i));
            continue;
        }
        const TileMatrix &finer = m_matrices[size_t(source)];
        const PixelRect rect = m_reductions[size_t(node.key.level)].finerRect(touchedRect(node));
        const qint64 spanX = qint64(m_slabWidth) * finer.tileWidth;
        const qint64 spanY = qint64(m_slabHeight) * finer.tileHeight;
        for (qint64 row = std::max<qint64>(0, rect.y0) / spanY; row <= (rect.y1 - 1) / spanY; ++row) {
            for (qint64 col = std::max<qint64>(0, rect.x0) / spanX; col <= (rect.x1 - 1) / spanX; ++col) {
                const int child = nodeOf({source, col, row});
                if (child < 0)
                    continue;
                node.children.push_back(child);
                m_nodes[size_t(child)].parents.push_back(int(i));
            }
        }
    }
}

int RasterPlan::nodeOf(const SlabKey &key) const
{
    const auto found = std::lower_bound(
        m_nodes.begin(), m_nodes.end(), key, [](const SlabNode &node, const SlabKey &k) { return node.key < k; });
    return found != m_nodes.end() && found->key == key ? int(found - m_nodes.begin()) : -1;
}

qint64 RasterPlan::tileCount(int level) const
{
    qint64 count = 0;
    for (const SlabNode &node : m_nodes)
        if (node.key.level == level)
            count += node.touchedCount;
    return count;
}

Result<RasterPlan> RasterPlan::make(const RasterProfile &profile, WorkControl &control)
{
    RasterPlan plan;
    plan.m_slabWidth = profile.params.slabWidth;
    plan.m_slabHeight = profile.params.slabHeight;
    plan.m_matrices = profile.grid.levels();
    plan.m_reductions.resize(plan.m_matrices.size());
    plan.m_sources.assign(plan.m_matrices.size(), -1);
    TUILERIE_CHECK(plan.touchBase(profile, control));
    if (profile.isQuadTree)
        plan.deriveMeanLevels(profile);
    else
        plan.deriveNearestLevels(profile);
    plan.number();
    return plan;
}

Result<RasterPlan> RasterPlan::drawn(
    const RasterProfile &profile, const std::function<Status(const Touch &touch)> &touches, int blockTiles)
{
    RasterPlan plan;
    plan.m_slabWidth = profile.params.slabWidth;
    plan.m_slabHeight = profile.params.slabHeight;
    plan.m_blockTiles = blockTiles;
    plan.m_matrices = profile.grid.levels();
    plan.m_reductions.resize(plan.m_matrices.size());
    plan.m_sources.assign(plan.m_matrices.size(), -1);
    TUILERIE_CHECK(touches([&plan](int level, const TileRange &range) { plan.touchRange(level, range); }));
    if (plan.m_building.empty())
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate(
                "tuilerie::RasterPyramid", "Nothing to draw lies within the grid %1 at these levels.")
                .arg(profile.grid.id()));
    plan.number();
    return plan;
}

} // namespace tuilerie::raster
