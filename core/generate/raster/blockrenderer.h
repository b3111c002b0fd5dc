// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/pixelsource.h"
#include "pixels/warp.h"
#include "source/rastersource.h"

namespace tuilerie::raster {

/// What a renderer reads and makes.
struct RenderSetup
{
    std::shared_ptr<const RasterSource> source;
    RasterReadOptions read;
    Crs sourceCrs;
    Crs gridCrs;
    Kernel kernel = Kernel::Bicubic;
    PixelLayout layout;
    int decimation = 1; ///< reads the sources this many times coarser (from overviews where they have them): for previews
};

/// Renders rectangles of a level straight from the sources: a Warper (pixels/warp.h) over a reader. What a pixel becomes
/// depends on nothing but the sources and its place, not on the rectangle asked for. One per thread.
class BlockRenderer final : public PixelSource
{
public:
    static Result<std::unique_ptr<BlockRenderer>> create(const RenderSetup &setup);

    /// Fills `out` with the rectangle of the level. Errors are the reader's, naming the file.
    Status render(const TileMatrix &matrix, const PixelRect &rect, PixelImage &out) override;

    static PixelGrid mosaicOf(const RenderSetup &setup);

private:
    BlockRenderer(const RenderSetup &setup, std::unique_ptr<RasterReader> reader, std::unique_ptr<CrsTransform> transform);

    Result<PixelView> readWindow(const PixelRect &window);

    PixelLayout m_layout;
    std::unique_ptr<RasterReader> m_reader;
    std::unique_ptr<CrsTransform> m_transform; ///< grid to source; null when they are the same
    PixelGrid m_mosaic;
    Warper m_warper;
    RasterBlock m_block;
};

} // namespace tuilerie::raster
