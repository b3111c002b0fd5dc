// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/tilecache.h"

#include "pyramid/tilecodec.h"

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

} // namespace

Result<std::shared_ptr<const QByteArray>> decodeTile(
    const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row)
{
    if (!level.limits.contains(col, row))
        return std::shared_ptr<const QByteArray>();
    TUILERIE_TRY(encoded, level.reader->tile(level.matrix.id, col, row));
    if (encoded.isEmpty())
        return std::shared_ptr<const QByteArray>();
    const int width = level.matrix.tileWidth;
    const int height = level.matrix.tileHeight;
    TUILERIE_TRY(codec, codecFor(layer.format, layer.channels, width, height));
    QByteArray pixels(qsizetype(width) * height * layer.channels * layer.format.bytesPerSample(), Qt::Uninitialized);
    TUILERIE_CHECK(codec->decode({reinterpret_cast<const uint8_t *>(encoded.constData()), size_t(encoded.size())},
        reinterpret_cast<uint8_t *>(pixels.data())));
    return std::make_shared<const QByteArray>(std::move(pixels));
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

Result<std::shared_ptr<const QByteArray>> TileCache::tile(
    const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row, bool mayRead)
{
    const Key key{level.reader, level.id, col, row};
    Shard &shard = m_shards[KeyHash()(key) % m_shards.size()];
    {
        const std::lock_guard lock(shard.mutex);
        if (const auto found = shard.byKey.find(key); found != shard.byKey.end()) {
            shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
            m_hits.fetch_add(1, std::memory_order_relaxed);
            return found->second->pixels;
        }
    }
    if (!mayRead)
        return fail(ErrorCode::Busy, {});
    m_misses.fetch_add(1, std::memory_order_relaxed);
    TUILERIE_TRY(pixels, decodeTile(layer, level, col, row));
    if (!pixels)
        return std::shared_ptr<const QByteArray>();
    const std::lock_guard lock(shard.mutex);
    if (shard.byKey.contains(key))
        return pixels;
    shard.entries.push_front({key, pixels});
    shard.byKey.emplace(key, shard.entries.begin());
    shard.bytes += quint64(pixels->size());
    while (shard.bytes > m_shardLimit && shard.entries.size() > 1) {
        shard.bytes -= quint64(shard.entries.back().pixels->size());
        shard.byKey.erase(shard.entries.back().key);
        shard.entries.pop_back();
    }
    return pixels;
}

} // namespace tuilerie
