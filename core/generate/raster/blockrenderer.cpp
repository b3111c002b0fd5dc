// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/blockrenderer.h"

#include <cmath>

namespace tuilerie::raster {

PixelGrid BlockRenderer::mosaicOf(const RenderSetup &setup)
{
    const RasterInfo &info = setup.source->info();
    const double cellX = info.cellSizeX * setup.decimation;
    const double cellY = info.cellSizeY * setup.decimation;
    // A part of a cell at the end counts as one; a rounding error does not.
    return {{info.extent.west, info.extent.north}, cellX, cellY, qint64(std::ceil(info.extent.width() / cellX - 0.01)),
        qint64(std::ceil(info.extent.height() / cellY - 0.01)), setup.sourceCrs.turn()};
}

Result<std::unique_ptr<BlockRenderer>> BlockRenderer::create(const RenderSetup &setup)
{
    TUILERIE_TRY(reader, RasterReader::create(setup.source, setup.read));
    std::unique_ptr<CrsTransform> transform;
    if (!setup.gridCrs.isSameAs(setup.sourceCrs)) {
        TUILERIE_TRY(made, CrsTransform::create(setup.gridCrs, setup.sourceCrs));
        if (!made.isIdentity())
            transform = std::make_unique<CrsTransform>(std::move(made));
    }
    return std::unique_ptr<BlockRenderer>(new BlockRenderer(setup, std::move(reader), std::move(transform)));
}

BlockRenderer::BlockRenderer(
    const RenderSetup &setup, std::unique_ptr<RasterReader> reader, std::unique_ptr<CrsTransform> transform)
    : m_layout(setup.layout)
    , m_reader(std::move(reader))
    , m_transform(std::move(transform))
    , m_mosaic(mosaicOf(setup))
    , m_warper(m_mosaic, m_transform.get(), {.kernel = setup.kernel})
{
}

Status BlockRenderer::render(const TileMatrix &matrix, const PixelRect &rect, PixelImage &out)
{
    out = PixelImage(rect, m_layout);
    return m_warper.render(
        PixelGrid::ofLevel(matrix), rect, [this](const PixelRect &window) { return readWindow(window); }, out);
}

Result<PixelView> BlockRenderer::readWindow(const PixelRect &window)
{
    const Point first = m_mosaic.place(double(window.x0), double(window.y0));
    const Point last = m_mosaic.place(double(window.x1), double(window.y1));
    TUILERIE_CHECK(m_reader->read({first.x, last.y, last.x, first.y}, int(window.width()), int(window.height()), m_block));
    PixelView view{window, m_block.channels, m_block.isFloat};
    if (m_block.empty)
        return view;
    view.samples = m_block.isFloat ? reinterpret_cast<const uint8_t *>(m_block.floats.data()) : m_block.bytes.data();
    view.valid = m_block.valid.empty() ? nullptr : m_block.valid.data();
    return view;
}

} // namespace tuilerie::raster
