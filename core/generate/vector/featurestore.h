// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/tempfile.h"
#include "generate/vector/tilegeometry.h"

#include <cstring>
#include <string>

#include <xxhash.h>

namespace tuilerie::vector {

/// What is known of a feature without its body. Coordinates are the store's (storegrid.h).
struct FeatureHeader
{
    Box box;
    uint64_t offset = 0; ///< of the body
    uint32_t size = 0;   ///< of the body
    uint32_t seq = 0;    ///< place in the sources: the order in which a tile holds its features
    float weight = 0;    ///< area of polygons, length of lines, in the store's units; 0 for points
    uint32_t chance = 0; ///< even by its id: the same whatever else is in the sources
    uint16_t input = 0;
    Shape shape = Shape::Point;
    uint8_t unused = 0;
};
static_assert(sizeof(FeatureHeader) == 48);

/// One feature of one shape, ready to be cut into tiles. `holes[i]` says that part i is a hole.
struct FeatureBody
{
    int64_t fid = 0;
    uint64_t firstVertex = 0; ///< number of its first vertex among all of the store
    Geometry geometry;
    std::vector<bool> holes;
    std::string attributes; ///< as attributes.h makes them

    void write(std::string &to) const;
    /// Of what write() makes, but for firstVertex, which changes with the features before it. XXH3.
    static XXH128_hash_t hashOf(std::span<const char> bytes, uint64_t seed);
    /// False for bytes that are none.
    bool read(std::span<const char> bytes);
};

/// Features in the order of the sources, being read: a file of records (header and body), and for each its sort key.
class RawStore
{
public:
    struct Entry
    {
        uint64_t key;
        uint64_t offset; ///< of the record
    };
    explicit RawStore(const QString &folder)
        : m_file(folder)
    {
    }

    /// Appends records; fills in seq and firstVertex, so that call by call must be in the sources' order. One thread at a
    /// time.
    Status append(std::string &records);
    /// The records one after another, header and body; reads large blocks.
    template <typename Visit> Status forEach(const Visit &visit) const;
    Status read(uint64_t offset, FeatureHeader &header, std::string &body) const;

    std::vector<Entry> &entries() { return m_entries; }
    uint64_t vertexCount() const { return m_vertices; }
    uint64_t size() const { return m_file.size(); }

    static void writeRecord(std::string &to, FeatureHeader header, const FeatureBody &body);

private:
    TempFile m_file;
    std::vector<Entry> m_entries;
    uint64_t m_vertices = 0;
};

/// Features in the order of place and size, for reading by place. Buckets hold `bucketSize` neighbours of alike size.
class FeatureStore
{
public:
    static constexpr size_t bucketSize = 256;

    FeatureStore(const QString &folder, size_t count);
    /// Headers and bodies of features from number `first` on; `headers[i].offset` is within `bodies`. Thread-safe for
    /// different features; `first` must begin a bucket.
    Status put(size_t first, std::vector<FeatureHeader> &headers, std::span<const char> bodies);
    void seal(); ///< after the last put()

    size_t count() const { return m_count; }
    Status readHeaders(size_t bucket, std::vector<FeatureHeader> &headers) const;
    Status readBody(const FeatureHeader &header, std::string &bytes) const;
    /// Numbers of the buckets that touch the box, ascending.
    std::vector<uint32_t> bucketsIn(const Box &box) const;

private:
    static constexpr size_t groupSize = 64;
    TempFile m_headers;
    TempFile m_bodies;
    std::vector<Box> m_buckets;
    std::vector<Box> m_groups;
    size_t m_count = 0;
};

/// Sort key: large ones first, and neighbours beside each other within a size.
uint64_t placeKey(const Box &box);

template <typename Visit> Status RawStore::forEach(const Visit &visit) const
{
    constexpr size_t blockSize = 4 << 20;
    std::string block;
    uint64_t at = 0;
    while (at < size()) {
        block.resize(size_t(std::min<uint64_t>(blockSize, size() - at)));
        TUILERIE_CHECK(m_file.read({block.data(), block.size()}, at));
        size_t used = 0;
        FeatureHeader header;
        while (used + sizeof header <= block.size()) {
            std::memcpy(&header, block.data() + used, sizeof header);
            const size_t whole = sizeof header + header.size;
            if (used + whole > block.size()) {
                if (used > 0)
                    break;
                // One that is larger than a block.
                block.resize(whole);
                TUILERIE_CHECK(m_file.read({block.data(), block.size()}, at));
            }
            TUILERIE_CHECK(visit(header, std::span<const char>(block.data() + used + sizeof header, header.size)));
            used += whole;
        }
        at += used;
    }
    return {};
}

} // namespace tuilerie::vector
