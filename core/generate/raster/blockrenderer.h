// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pixels/convolve.h"
#include "pixels/pixelmapping.h"
#include "generate/raster/pixelsource.h"
#include "source/rastersource.h"

#include <map>

namespace tuilerie::raster {

/// What a renderer reads and makes.
struct RenderSetup
{
    std::shared_ptr<const RasterSource> source;
    RasterReadOptions read;
    Crs sourceCrs;
    Crs gridCrs;
    Interpolation interpolation = Interpolation::Bicubic;
    PixelLayout layout;
    int decimation = 1; ///< reads the sources this many times coarser (from overviews where they have them): for previews
};

/// Renders rectangles of a level straight from the sources: exact copies where the grids coincide, resampled or reprojected
/// otherwise. Weights are renormalised over the valid source pixels and a pixel is valid where the source pixel under its
/// centre is, so that nodata never bleeds into data nor data into nodata. What a pixel becomes depends on nothing but the
/// sources and its place, not on the rectangle asked for. One per thread.
class BlockRenderer final : public PixelSource
{
public:
    static Result<std::unique_ptr<BlockRenderer>> create(const RenderSetup &setup);

    /// Fills `out` with the rectangle of the level. Errors are the reader's, naming the file.
    Status render(const TileMatrix &matrix, const PixelRect &rect, PixelImage &out) override;

    static MosaicGrid mosaicOf(const RasterInfo &info, int decimation = 1);

private:
    BlockRenderer(const RenderSetup &setup, std::unique_ptr<RasterReader> reader, std::unique_ptr<CrsTransform> transform);

    Status renderPart(const TileMatrix &matrix, PixelMapping &mapping, const PixelRect &rect, PixelImage &out);
    Status copyAligned(const PixelRect &rect, qint64 shiftX, qint64 shiftY, PixelImage &out);
    Status readWindow(const PixelRect &window);
    void fillFloats(const PixelRect &window);
    void sampleNearest(const PixelMapping &mapping, const PixelRect &rect, const PixelRect &window, PixelImage &out);
    void resample(const PixelMapping &mapping, const PixelRect &rect, const PixelRect &window, const KernelTable &kernelX,
        const KernelTable &kernelY, PixelImage &out);
    const KernelTable &kernel(double span);

    RenderSetup m_setup;
    std::unique_ptr<RasterReader> m_reader;
    std::unique_ptr<CrsTransform> m_transform; ///< grid to source; null when they are the same
    MosaicGrid m_mosaic;
    RasterBlock m_block;
    FloatWindow m_floats;
    bool m_weighted = false;                               ///< the float window carries validity
    std::map<int, std::unique_ptr<KernelTable>> m_kernels; ///< by span in 1/256
};

} // namespace tuilerie::raster
