// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slabcache.h"

#include <unistd.h>

namespace tuilerie {

OpenSlab::~OpenSlab()
{
    if (fd >= 0)
        ::close(fd);
}

SlabCache::SlabCache(size_t capacity)
    : m_capacity(std::max<size_t>(capacity / shardCount, 1))
{
}

size_t SlabCache::Hash::operator()(const Key &key) const
{
    quint64 h = quint64(key.col) * 0x9E3779B97F4A7C15u ^ quint64(key.row) * 0xC2B2AE3D27D4EB4Fu
        ^ quint64(2 * key.level + int(key.mask)) << 56;
    h ^= h >> 29;
    h *= 0xBF58476D1CE4E5B9u;
    return size_t(h ^ h >> 32);
}

std::shared_ptr<const OpenSlab> SlabCache::find(const Key &key)
{
    Shard &shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.places.find(key);
    if (found == shard.places.end())
        return nullptr;
    shard.entries.splice(shard.entries.begin(), shard.entries, found->second);
    return found->second->second;
}

void SlabCache::insert(const Key &key, std::shared_ptr<const OpenSlab> slab)
{
    std::shared_ptr<const OpenSlab> dropped; // first here, so that its file is closed after the lock is gone
    Shard &shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (shard.places.contains(key))
        return; // another thread was faster
    shard.entries.emplace_front(key, std::move(slab));
    shard.places.emplace(key, shard.entries.begin());
    if (shard.entries.size() > m_capacity) {
        dropped = std::move(shard.entries.back().second);
        shard.places.erase(shard.entries.back().first);
        shard.entries.pop_back();
    }
}

} // namespace tuilerie
