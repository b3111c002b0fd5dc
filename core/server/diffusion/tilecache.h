// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/servedlayer.h"

#include <QByteArray>
#include <array>
#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace tuilerie {

/// A tile's pixels, and which of them hold data: what floats say by nodata, bytes by an opacity of 0 or by the pyramid's
/// mask.
struct DecodedTile
{
    QByteArray pixels;   ///< width × height × channels samples of the layer's type, packed, rows top-down
    QByteArray valid;    ///< a byte a pixel, 0 for none; empty where all hold data
    bool isSoft = false; ///< has opacities between none and whole: its edges are drawn by them, not by `valid`

    bool holdsData(qsizetype pixel) const { return valid.isEmpty() || valid[pixel] != 0; }
};
using TilePointer = std::shared_ptr<const DecodedTile>;

/// Gives decoded tiles to what draws: from the cache, else read where the request may wait for it.
using TileSource =
    std::function<Result<TilePointer>(const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row)>;

/// Decoded raster tiles, least recently used ones given up first. Thread-safe.
class TileCache
{
public:
    explicit TileCache(quint64 byteLimit);
    /// Null where the pyramid has no tile. Corrupt when the tile does not decode. Busy when it would have to be read and
    /// `mayRead` says no.
    Result<TilePointer> tile(const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row, bool mayRead);
    quint64 hits() const { return m_hits.load(std::memory_order_relaxed); }
    quint64 misses() const { return m_misses.load(std::memory_order_relaxed); }

private:
    struct Key
    {
        std::shared_ptr<PyramidReader> reader; ///< held, so that an address is never another pyramid's
        std::string level;
        qint64 col = 0;
        qint64 row = 0;
        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        size_t operator()(const Key &key) const;
    };
    struct Entry
    {
        Key key;
        TilePointer tile;
    };
    struct Shard
    {
        std::mutex mutex;
        std::list<Entry> entries; ///< the latest used first
        std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> byKey;
        quint64 bytes = 0;
    };
    std::array<Shard, 16> m_shards;
    quint64 m_shardLimit;
    std::atomic<quint64> m_hits{0}, m_misses{0};
};

/// Decodes one tile without a cache.
Result<TilePointer> decodeTile(const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row);

} // namespace tuilerie
