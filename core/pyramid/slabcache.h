// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/slab.h"

#include <array>
#include <list>
#include <mutex>
#include <unordered_map>

namespace tuilerie {

/// A slab whose index has been read. Closes its file with itself. Private to the room.
struct OpenSlab
{
    OpenSlab() = default;
    OpenSlab(const OpenSlab &) = delete;
    OpenSlab &operator=(const OpenSlab &) = delete;
    ~OpenSlab();

    bool missing = false; ///< there is no such slab; that is remembered too
    int fd = -1;          ///< File storage
    QString path;         ///< where the tiles are, references followed
    SlabIndex index;
};

/// Least recently used slabs of a pyramid, bounded. Sharded, so that the threads of a server do not wait for each other.
class SlabCache
{
public:
    struct Key
    {
        int level = 0;
        bool mask = false;
        qint64 col = 0;
        qint64 row = 0;
        bool operator==(const Key &) const = default;
    };

    explicit SlabCache(size_t capacity);
    std::shared_ptr<const OpenSlab> find(const Key &key);
    void insert(const Key &key, std::shared_ptr<const OpenSlab> slab);

private:
    struct Hash
    {
        size_t operator()(const Key &key) const;
    };
    using Entry = std::pair<Key, std::shared_ptr<const OpenSlab>>;
    struct Shard
    {
        std::mutex mutex;
        std::list<Entry> entries; // the last used first
        std::unordered_map<Key, std::list<Entry>::iterator, Hash> places;
    };
    static constexpr size_t shardCount = 16;
    Shard &shardOf(const Key &key) { return m_shards[(Hash()(key) >> 8) % m_shards.size()]; }

    size_t m_capacity; // of one shard
    std::array<Shard, shardCount> m_shards;
};

} // namespace tuilerie
