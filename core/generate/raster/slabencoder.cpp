// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/slabencoder.h"

namespace tuilerie::raster {

namespace {

constexpr RasterFormat maskFormat{TileCompression::Zip, SampleType::UInt8};

} // namespace

Result<std::unique_ptr<SlabEncoder>> SlabEncoder::create(const RasterProfile &profile)
{
    auto encoder = std::make_unique<SlabEncoder>();
    // All levels have tiles of one size: the profile sees to it.
    const TileMatrix &matrix = profile.matrix(profile.bottom);
    const PixelLayout &layout = profile.render.layout;
    encoder->m_slabWidth = profile.params.slabWidth;
    encoder->m_slabHeight = profile.params.slabHeight;
    encoder->m_tileWidth = matrix.tileWidth;
    encoder->m_tileHeight = matrix.tileHeight;
    encoder->m_channels = layout.channels;
    encoder->m_format = profile.format;
    TUILERIE_TRY(codec, TileCodec::create(profile.format, layout.channels, matrix.tileWidth, matrix.tileHeight));
    encoder->m_codec = std::move(codec);
    const size_t pixels = size_t(matrix.tileWidth) * size_t(matrix.tileHeight);
    std::vector<uint8_t> blank(pixels * layout.pixelBytes());
    fillNodata(blank.data(), pixels, layout);
    TUILERIE_TRY(nodataTile, encoder->m_codec->encode(blank.data(), size_t(matrix.tileWidth) * layout.pixelBytes()));
    encoder->m_nodataTile = nodataTile;
    if (profile.params.mask) {
        TUILERIE_TRY(maskCodec, TileCodec::create(maskFormat, 1, matrix.tileWidth, matrix.tileHeight));
        encoder->m_maskCodec = std::move(maskCodec);
        const std::vector<uint8_t> none(pixels, 0);
        TUILERIE_TRY(emptyMask, encoder->m_maskCodec->encode(none.data(), size_t(matrix.tileWidth)));
        encoder->m_emptyMask = emptyMask;
    }
    return encoder;
}

void SlabEncoder::begin(const SlabKey &key)
{
    m_key = key;
    const size_t count = size_t(m_slabWidth) * size_t(m_slabHeight);
    m_tiles.assign(count, m_nodataTile);
    m_masks.assign(m_maskCodec ? count : 0, m_emptyMask);
    m_limits = {};
    m_count = 0;
}

Status SlabEncoder::add(const PixelImage &image, const PixelRect &rect)
{
    for (qint64 row = rect.y0 / m_tileHeight; row < rect.y1 / m_tileHeight; ++row) {
        for (qint64 col = rect.x0 / m_tileWidth; col < rect.x1 / m_tileWidth; ++col) {
            const PixelRect tile{col * m_tileWidth, row * m_tileHeight, (col + 1) * m_tileWidth, (row + 1) * m_tileHeight};
            TUILERIE_TRY(encoded, encodeTile(image, tile));
            if (encoded.isEmpty())
                continue;
            const size_t at =
                size_t(row - m_key.row * m_slabHeight) * size_t(m_slabWidth) + size_t(col - m_key.col * m_slabWidth);
            m_tiles[at] = encoded;
            if (m_maskCodec) {
                TUILERIE_TRY(mask, m_maskCodec->encode(image.valid(tile.x0, tile.y0), size_t(image.rect().width())));
                m_masks[at] = mask;
            }
            m_limits = m_count == 0 ? TileRange{col, row, col, row}
                                    : TileRange{std::min(m_limits.minCol, col), std::min(m_limits.minRow, row),
                                        std::max(m_limits.maxCol, col), std::max(m_limits.maxRow, row)};
            ++m_count;
        }
    }
    return {};
}

Result<QByteArray> SlabEncoder::encodeTile(const PixelImage &image, const PixelRect &tile)
{
    if (image.coverage(tile) == Coverage::None)
        return QByteArray();
    return m_codec->encode(image.pixel(tile.x0, tile.y0), image.stride());
}

Result<FinishedSlab> SlabEncoder::finish()
{
    FinishedSlab slab;
    slab.limits = m_limits;
    slab.tiles = m_count;
    if (m_count > 0) {
        const auto sizeOfOnly = [](const std::vector<QByteArray> &tiles) {
            return tiles.size() == 1 ? quint32(tiles[0].size()) : 0U;
        };
        TUILERIE_TRY(data,
            assembleSlab(
                slabHeader(m_format, m_channels, m_tileWidth, m_tileHeight, m_slabWidth, m_slabHeight, sizeOfOnly(m_tiles)),
                m_tiles));
        slab.data = data;
        if (m_maskCodec) {
            TUILERIE_TRY(mask,
                assembleSlab(
                    slabHeader(maskFormat, 1, m_tileWidth, m_tileHeight, m_slabWidth, m_slabHeight, sizeOfOnly(m_masks)),
                    m_masks));
            slab.mask = mask;
        }
    }
    m_tiles.clear();
    m_masks.clear();
    return slab;
}

} // namespace tuilerie::raster
