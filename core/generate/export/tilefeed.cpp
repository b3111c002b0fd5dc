// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/tilefeed.h"

#include "base/work/parallel.h"
#include "generate/export/gzip.h"
#include "pyramid/slab.h"

namespace tuilerie {

TileFeed::TileFeed(const ExportPlan &plan, int workers)
    : m_plan(plan)
    , m_codecs(size_t(std::clamp(workerCount(workers), 1, 256)))
{
}

Result<QByteArray> TileFeed::tile(const TilePlace &place, Codecs &codecs) const
{
    const ExportLevel &level = m_plan.levels[place.level];
    TUILERIE_TRY(bytes, m_plan.reader->tile(level.id, place.col, place.row));
    if (bytes.isEmpty() || m_plan.isCopied)
        return m_plan.form == TileForm::Vector && !bytes.isEmpty() ? gzipped(bytes) : bytes;

    const PyramidDescriptor &descriptor = m_plan.reader->descriptor();
    TUILERIE_TRY(format, descriptor.rasterFormat());
    // GeoPackages take heights as TIFF with LZW (OGC 17-066r1 §7.2.5), everybody takes bytes as PNG.
    const RasterFormat target = m_plan.form == TileForm::Float ? RasterFormat{TileCompression::Lzw, SampleType::Float32}
                                                               : RasterFormat{TileCompression::Png, SampleType::UInt8};
    const TileMatrix &matrix = level.matrix;
    const size_t rowBytes = size_t(matrix.tileWidth) * size_t(descriptor.channels) * size_t(format.bytesPerSample());
    if (!codecs.from) {
        TUILERIE_TRY(from, TileCodec::create(format, descriptor.channels, matrix.tileWidth, matrix.tileHeight));
        TUILERIE_TRY(to, TileCodec::create(target, descriptor.channels, matrix.tileWidth, matrix.tileHeight));
        codecs.from = std::move(from);
        codecs.to = std::move(to);
        codecs.pixels.resize(rowBytes * size_t(matrix.tileHeight));
    }
    TUILERIE_CHECK(codecs.from->decode(
        {reinterpret_cast<const uint8_t *>(bytes.constData()), size_t(bytes.size())}, codecs.pixels.data()));
    TUILERIE_TRY(encoded, codecs.to->encode(codecs.pixels.data(), rowBytes));
    if (m_plan.form != TileForm::Float)
        return encoded;
    return tileTiffHeader(target, descriptor.channels, matrix.tileWidth, matrix.tileHeight, quint32(encoded.size()))
        + encoded;
}

Result<std::vector<ExportTile>> TileFeed::read(const std::vector<TilePlace> &places, const WorkControl &control)
{
    std::vector<ExportTile> tiles(places.size());
    TUILERIE_CHECK(parallel(int(m_codecs.size()), qint64(places.size()), control, [&](int worker, qint64 i) -> Status {
        const TilePlace &place = places[size_t(i)];
        auto bytes = tile(place, m_codecs[size_t(worker)]);
        if (!bytes)
            return fail(bytes.error());
        tiles[size_t(i)] = {place, std::move(*bytes)};
        return {};
    }));
    std::erase_if(tiles, [](const ExportTile &tile) { return tile.bytes.isEmpty(); });
    return tiles;
}

} // namespace tuilerie
