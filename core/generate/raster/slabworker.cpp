// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/slabworker.h"

#include <algorithm>

namespace tuilerie::raster {

std::vector<PixelRect> renderBlocks(const RasterPlan &plan, const SlabNode &node)
{
    std::map<SlabKey, PixelRect> blocks; // in Morton order
    for (int row = 0; row < plan.slabHeight(); ++row) {
        for (int col = 0; col < plan.slabWidth(); ++col) {
            if (!node.touched[size_t(row) * size_t(plan.slabWidth()) + size_t(col)])
                continue;
            PixelRect &block = blocks[{0, col / plan.blockTiles(), row / plan.blockTiles()}];
            block = block.united(plan.tileRect(
                node.key.level, node.key.col * plan.slabWidth() + col, node.key.row * plan.slabHeight() + row));
        }
    }
    std::vector<PixelRect> rects;
    for (const auto &[key, rect] : blocks)
        rects.push_back(rect);
    return rects;
}

Result<std::unique_ptr<SlabWorker>> SlabWorker::create(const RunContext &context)
{
    std::unique_ptr<SlabWorker> worker(new SlabWorker(context));
    TUILERIE_TRY(renderer, context.source());
    worker->m_renderer = std::move(renderer);
    TUILERIE_TRY(encoder, SlabEncoder::create(context.profile));
    worker->m_encoder = std::move(encoder);
    return worker;
}

Result<SlabWorker::Outcome> SlabWorker::make(int index, const std::vector<ImagePointer> &parts, bool write)
{
    const SlabNode &node = m_context.plan.nodes()[size_t(index)];
    std::vector<PixelImage> forParents = emptyParts(node);
    if (write)
        m_encoder->begin(node.key);
    if (m_context.plan.reductionSource(node.key.level) < 0)
        TUILERIE_CHECK(renderBase(node, write, forParents));
    else
        TUILERIE_CHECK(putTogether(node, parts, write, forParents));
    Outcome outcome;
    if (write) {
        TUILERIE_TRY(record, store(node, forParents));
        outcome.record = record;
    }
    for (PixelImage &image : forParents)
        outcome.forParents.push_back(std::make_shared<const PixelImage>(std::move(image)));
    return outcome;
}

std::vector<PixelImage> SlabWorker::emptyParts(const SlabNode &node) const
{
    const PixelRect own = m_context.plan.touchedRect(node);
    std::vector<PixelImage> images;
    for (const int parent : node.parents) {
        const SlabNode &above = m_context.plan.nodes()[size_t(parent)];
        const PixelRect rect =
            m_context.plan.reduction(above.key.level).coarserRect(own).intersected(m_context.plan.touchedRect(above));
        images.emplace_back(rect, m_context.profile.render.layout);
    }
    return images;
}

void SlabWorker::handUp(const SlabNode &node, const PixelImage &image, std::vector<PixelImage> &forParents) const
{
    for (size_t i = 0; i < forParents.size(); ++i) {
        const SlabNode &above = m_context.plan.nodes()[size_t(node.parents[i])];
        m_context.plan.reduction(above.key.level).reduce(image, forParents[i]);
    }
}

Status SlabWorker::renderBase(const SlabNode &node, bool write, std::vector<PixelImage> &forParents)
{
    const TileMatrix &matrix = m_context.profile.matrix(node.key.level);
    PixelImage image;
    for (const PixelRect &block : renderBlocks(m_context.plan, node)) {
        TUILERIE_CHECK(m_context.meter.check());
        TUILERIE_CHECK(m_renderer->render(matrix, block, image));
        handUp(node, image, forParents);
        if (!write)
            continue;
        TUILERIE_CHECK(m_encoder->add(image, block));
        qint64 touched = 0;
        for (qint64 row = block.y0 / matrix.tileHeight; row < block.y1 / matrix.tileHeight; ++row)
            for (qint64 col = block.x0 / matrix.tileWidth; col < block.x1 / matrix.tileWidth; ++col)
                touched += node.touched[size_t(row % m_context.plan.slabHeight()) * size_t(m_context.plan.slabWidth())
                    + size_t(col % m_context.plan.slabWidth())];
        TUILERIE_CHECK(m_context.meter.add(touched));
    }
    return {};
}

Status SlabWorker::putTogether(
    const SlabNode &node, const std::vector<ImagePointer> &parts, bool write, std::vector<PixelImage> &forParents)
{
    const TileMatrix &matrix = m_context.profile.matrix(node.key.level);
    PixelImage image(m_context.plan.touchedRect(node), m_context.profile.render.layout);
    for (const ImagePointer &part : parts)
        image.paste(*part);
    handUp(node, image, forParents);
    if (!write)
        return {};
    const PixelRect rect = image.rect();
    for (qint64 y = rect.y0; y < rect.y1; y += matrix.tileHeight) {
        TUILERIE_CHECK(m_encoder->add(image, {rect.x0, y, rect.x1, y + matrix.tileHeight}));
        qint64 touched = 0;
        const qint64 row = y / matrix.tileHeight;
        for (qint64 col = rect.x0 / matrix.tileWidth; col < rect.x1 / matrix.tileWidth; ++col)
            touched += node.touched[size_t(row % m_context.plan.slabHeight()) * size_t(m_context.plan.slabWidth())
                + size_t(col % m_context.plan.slabWidth())];
        TUILERIE_CHECK(m_context.meter.add(touched));
    }
    return {};
}

Result<PixelSlabRecord> SlabWorker::store(const SlabNode &node, const std::vector<PixelImage> &forParents)
{
    TUILERIE_TRY(slab, m_encoder->finish());
    const QString &level = m_context.profile.matrix(node.key.level).id;
    PixelSlabRecord record;
    record.key = node.key;
    record.limits = slab.limits;
    record.tiles = slab.tiles;
    if (!slab.data.isEmpty()) {
        TUILERIE_CHECK(m_context.storage.writeSlab(level, false, node.key.col, node.key.row, slab.data));
        record.dataSize = slab.data.size();
        record.dataHash = slabHash(slab.data);
    }
    if (!slab.mask.isEmpty()) {
        TUILERIE_CHECK(m_context.storage.writeSlab(level, true, node.key.col, node.key.row, slab.mask));
        record.maskSize = slab.mask.size();
        record.maskHash = slabHash(slab.mask);
    }
    // What a bottom slab hands up is rendered again if need be; above it, that would be a whole subtree. Grids without 2:1
    // steps hand up little and over many slabs.
    const bool isBase = m_context.plan.reductionSource(node.key.level) < 0;
    if (!forParents.empty() && (!isBase || !m_context.profile.isQuadTree)) {
        TUILERIE_CHECK(m_context.spill.write(node.key, forParents));
        record.hasSpill = true;
    }
    TUILERIE_CHECK(m_context.journal.append(record));
    m_context.meter.addBytes(record.dataSize + record.maskSize);
    return record;
}

} // namespace tuilerie::raster
