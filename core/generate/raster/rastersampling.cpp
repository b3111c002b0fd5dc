// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rastersampling.h"

#include "generate/raster/levelreduction.h"
#include "generate/raster/rasterchoices.h"

#include <cmath>

namespace tuilerie::raster {

namespace {

constexpr qint64 exactPixels = 2048 * 2048; ///< of the bottom level, that one tile may cost

} // namespace

Result<std::unique_ptr<TileSampler>> TileSampler::create(const RasterProfile &profile)
{
    std::unique_ptr<TileSampler> sampler(new TileSampler(profile));
    TUILERIE_TRY(renderer, BlockRenderer::create(profile.render));
    sampler->m_renderer = std::move(renderer);
    TUILERIE_TRY(encoder, SlabEncoder::create(profile));
    sampler->m_encoder = std::move(encoder);
    return sampler;
}

int TileSampler::sourceOf(int level) const
{
    return m_profile.isQuadTree ? level + 1 : nearestSourceLevel(m_profile.grid.levels(), level, m_profile.bottom);
}

Status TileSampler::render(int level, qint64 col, qint64 row, PixelImage &out)
{
    const TileMatrix &matrix = m_profile.matrix(level);
    const PixelRect rect{
        col * matrix.tileWidth, row * matrix.tileHeight, (col + 1) * matrix.tileWidth, (row + 1) * matrix.tileHeight};
    const double ratio = matrix.cellSize / m_profile.matrix(m_profile.bottom).cellSize;
    if (double(rect.width()) * double(rect.height()) * ratio * ratio > double(exactPixels))
        return renderCoarse(level, rect, out);
    return renderRect(level, rect, out);
}

Status TileSampler::renderRect(int level, const PixelRect &rect, PixelImage &out)
{
    if (level == m_profile.bottom)
        return m_renderer->render(m_profile.matrix(level), rect, out);
    const int source = sourceOf(level);
    const LevelReduction reduction = m_profile.isQuadTree
        ? LevelReduction::mean()
        : LevelReduction::nearest(m_profile.matrix(source), m_profile.matrix(level));
    PixelImage finer;
    TUILERIE_CHECK(renderRect(source, reduction.finerRect(rect), finer));
    out = PixelImage(rect, m_profile.render.layout);
    reduction.reduce(finer, out);
    return {};
}

// Far above the bottom: the mean of so many pixels is not told from that of some of them.
Status TileSampler::renderCoarse(int level, const PixelRect &rect, PixelImage &out)
{
    TUILERIE_TRY(cellSize, sourceCellSizeInGrid(m_profile.render, m_profile.grid));
    int decimation = 1;
    while (m_profile.matrix(level).cellSize / (cellSize * decimation * 2) >= 2)
        decimation *= 2;
    std::unique_ptr<BlockRenderer> &renderer = m_coarse[decimation];
    if (!renderer) {
        RenderSetup setup = m_profile.render;
        setup.decimation = decimation;
        TUILERIE_TRY(made, BlockRenderer::create(setup));
        renderer = std::move(made);
    }
    return renderer->render(m_profile.matrix(level), rect, out);
}

Result<QByteArray> TileSampler::encode(const PixelImage &image)
{
    return m_encoder->encodeTile(image, image.rect());
}

} // namespace tuilerie::raster
