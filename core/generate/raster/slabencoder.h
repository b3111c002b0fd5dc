// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterplan.h"
#include "pyramid/slab.h"
#include "pyramid/tilecodec.h"

namespace tuilerie::raster {

/// A slab's bytes, ready to be written, and what the journal and the descriptor need of it.
struct FinishedSlab
{
    QByteArray data;  ///< empty where the whole slab is nodata: such a slab is not written
    QByteArray mask;  ///< empty without masks
    TileRange limits; ///< tiles that hold data
    qint64 tiles = 0; ///< of them
};

/// Encodes the tiles of one slab as images of its parts come in, in any order. A tile without data takes the nodata tile,
/// encoded once; a slab with at least one tile of data has all its tiles (docs/rok4.md §5.6). One per thread.
class SlabEncoder
{
public:
    static Result<std::unique_ptr<SlabEncoder>> create(const RasterProfile &profile);

    void begin(const SlabKey &key);
    /// Encodes the tiles of `part`, which is made of whole tiles of the slab that was begun and lies inside `image`.
    Status add(const PixelImage &image, const PixelRect &part);
    Result<FinishedSlab> finish();
    /// One tile as it would stand in a slab; empty where it holds no data.
    Result<QByteArray> encodeTile(const PixelImage &image, const PixelRect &tile);
    const QByteArray &nodataTile() const { return m_nodataTile; }

private:
    int m_slabWidth = 16;
    int m_slabHeight = 16;
    int m_tileWidth = 256;
    int m_tileHeight = 256;
    int m_channels = 3;
    RasterFormat m_format;
    std::unique_ptr<TileCodec> m_codec;
    std::unique_ptr<TileCodec> m_maskCodec; ///< null without masks
    QByteArray m_nodataTile;
    QByteArray m_emptyMask;
    SlabKey m_key;
    std::vector<QByteArray> m_tiles;
    std::vector<QByteArray> m_masks;
    TileRange m_limits;
    qint64 m_count = 0;
};

} // namespace tuilerie::raster
