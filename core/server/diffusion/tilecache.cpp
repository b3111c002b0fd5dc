// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/tilecache.h"

#include "pyramid/tilecodec.h"

#include <cmath>
#include <map>

namespace tuilerie {

namespace {

/// This thread's codec for a kind of tile: it keeps handles and buffers.
Result<TileCodec *> codecFor(const RasterFormat &format, int channels, int width, int height)
{
    using Kind = std::tuple<int, int, int, int, int>;
    thread_local std::map<Kind, std::unique_ptr<TileCodec>> codecs;
    auto &codec = codecs[Kind{int(format.compression), int(format.sample), channels, width, height}];
    if (!codec) {
        TUILERIE_TRY(made, TileCodec::create(format, channels, width, height));
        codec = std::move(made);
    }
    return codec.get();
}

quint64 sizeOf(const DecodedTile &tile)
{
    return quint64(tile.pixels.size()) + quint64(tile.valid.size());
}

/// Decodes a tile of one kind.
Result<QByteArray> decoded(const RasterFormat &format, int channels, const TileMatrix &matrix, const QByteArray &encoded)
{
    TUILERIE_TRY(codec, codecFor(format, channels, matrix.tileWidth, matrix.tileHeight));
    QByteArray pixels(
        qsizetype(matrix.tileWidth) * matrix.tileHeight * channels * format.bytesPerSample(), Qt::Uninitialized);
    TUILERIE_CHECK(codec->decode({reinterpret_cast<const uint8_t *>(encoded.constData()), size_t(encoded.size())},
        reinterpret_cast<uint8_t *>(pixels.data())));
    return pixels;
}

/// Where samples of one kind say themselves that there are no data; empty where all hold some.
template <typename HasData> QByteArray validityBy(qsizetype pixels, const HasData &hasData)
{
    QByteArray valid;
    for (qsizetype i = 0; i < pixels; ++i) {
        if (hasData(size_t(i)))
            continue;
        if (valid.isEmpty())
            valid.fill(char(255), pixels);
        valid[i] = 0;
    }
    return valid;
}

QByteArray validityOf(const ServedLayer &layer, const QByteArray &pixels)
{
    const size_t channels = size_t(layer.channels);
    if (layer.format.sample == SampleType::Float32) {
        const auto *values = reinterpret_cast<const float *>(pixels.constData());
        return validityBy(pixels.size() / qsizetype(channels * sizeof(float)), [&](size_t i) {
            for (size_t c = 0; c < channels; ++c) {
                const float value = values[i * channels + c];
                if (std::isfinite(value) && value != float(layer.nodata[c]))
                    return true;
            }
            return false;
        });
    }
    if (!layer.hasOpacity())
        return {};
    return validityBy(
        pixels.size() / qsizetype(channels), [&](size_t i) { return pixels[qsizetype((i + 1) * channels - 1)] != 0; });
}

bool hasSoftOpacity(const QByteArray &pixels, int channels)
{
    for (qsizetype i = channels - 1; i < pixels.size(); i += channels) {
        if (const auto opacity = uchar(pixels[i]); opacity != 0 && opacity != 255)
            return true;
    }
    return false;
}

} // namespace

Result<TilePointer> decodeTile(const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row)
{
    if (!level.limits.contains(col, row))
        return TilePointer();
    TUILERIE_TRY(encoded, level.reader->tile(level.matrix.id, col, row));
    if (encoded.isEmpty())
        return TilePointer();
    DecodedTile tile;
    TUILERIE_TRY(pixels, decoded(layer.format, layer.channels, level.matrix, encoded));
    tile.valid = validityOf(layer, pixels);
    tile.isSoft = layer.hasOpacity() && hasSoftOpacity(pixels, layer.channels);
    tile.pixels = std::move(pixels);
    if (level.reader->descriptor().hasMasks) {
        TUILERIE_TRY(mask, level.reader->mask(level.matrix.id, col, row));
        if (!mask.isEmpty()) {
            TUILERIE_TRY(known, decoded({TileCompression::Zip, SampleType::UInt8}, 1, level.matrix, mask));
            if (known.contains('\0'))
                tile.valid = std::move(known);
        }
    }
    return std::make_shared<const DecodedTile>(std::move(tile));
}

TileCache::TileCache(quint64 byteLimit)
    : m_shardLimit(byteLimit / 16)
{
}

size_t TileCache::KeyHash::operator()(const Key &key) const
{
    size_t hash = std::hash<const void *>()(key.reader.get()) ^ std::hash<std::string>()(key.level);
    hash = hash * 1099511628211u + size_t(key.col);
    hash = hash * 1099511628211u + size_t(key.row);
    return hash ^ (hash >> 29);
}

Result<TilePointer> TileCache::tile(const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row, bool mayRead)
{
    const Key key{level.reader, level.id, col, row};
    Shard &shard = m_shards[KeyHash()(key) % m_shards.size()];
    {
        const std::lock_guard lock(shard.mutex);
        if (const auto found = shard.byKey.find(key); found != shard.byKey.end()) {
            shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
            m_hits.fetch_add(1, std::memory_order_relaxed);
            return found->second->tile;
        }
    }
    if (!mayRead)
        return fail(ErrorCode::Busy, {});
    m_misses.fetch_add(1, std::memory_order_relaxed);
    TUILERIE_TRY(decoded, decodeTile(layer, level, col, row));
    if (!decoded)
        return TilePointer();
    const std::lock_guard lock(shard.mutex);
    if (shard.byKey.contains(key))
        return decoded;
    shard.entries.push_front({key, decoded});
    shard.byKey.emplace(key, shard.entries.begin());
    shard.bytes += sizeOf(*decoded);
    while (shard.bytes > m_shardLimit && shard.entries.size() > 1) {
        shard.bytes -= sizeOf(*shard.entries.back().tile);
        shard.byKey.erase(shard.entries.back().key);
        shard.entries.pop_back();
    }
    return decoded;
}

} // namespace tuilerie
