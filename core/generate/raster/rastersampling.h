// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterprofile.h"
#include "generate/raster/slabencoder.h"

namespace tuilerie::raster {

/// Renders single tiles of any level without making the pyramid: by the same steps as the pyramid (bottom tiles, then
/// reduced level by level) where few bottom tiles are under the tile, else from sources read coarser. One per thread.
class TileSampler
{
public:
    static Result<std::unique_ptr<TileSampler>> create(const RasterProfile &profile);

    /// The pixels of a tile as the pyramid has them.
    Status render(int level, qint64 col, qint64 row, PixelImage &out);
    /// Encoded; empty where it holds no data.
    Result<QByteArray> encode(const PixelImage &image);

private:
    explicit TileSampler(const RasterProfile &profile)
        : m_profile(profile)
    {
    }
    Status renderRect(int level, const PixelRect &rect, PixelImage &out);
    Status renderCoarse(int level, const PixelRect &rect, PixelImage &out);
    int sourceOf(int level) const;

    RasterProfile m_profile;
    std::unique_ptr<BlockRenderer> m_renderer;
    std::map<int, std::unique_ptr<BlockRenderer>> m_coarse; ///< by decimation
    std::unique_ptr<SlabEncoder> m_encoder;
};

} // namespace tuilerie::raster
