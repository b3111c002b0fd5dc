// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/featurestore.h"

#include <bit>
#include <cstddef>

namespace tuilerie::vector {

namespace {

struct BodyHead
{
    int64_t fid = 0;
    uint64_t firstVertex = 0;
    uint32_t parts = 0;
    uint32_t vertices = 0;
    uint32_t attributeSize = 0;
    uint32_t unused = 0;
};
static_assert(sizeof(BodyHead) == 32);

constexpr uint32_t holeBit = 1u << 31;

uint64_t spread(uint32_t value)
{
    uint64_t v = value;
    v = (v | (v << 16)) & 0x0000FFFF0000FFFFu;
    v = (v | (v << 8)) & 0x00FF00FF00FF00FFu;
    v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0Fu;
    v = (v | (v << 2)) & 0x3333333333333333u;
    return (v | (v << 1)) & 0x5555555555555555u;
}

} // namespace

uint64_t placeKey(const Box &box)
{
    const auto extent = uint32_t(std::max(int64_t(box.maxX) - box.minX, int64_t(box.maxY) - box.minY));
    // Sizes in steps of 8: within a bucket, the largest does not spoil the box of many small ones.
    const uint64_t sizeClass = uint64_t(15 - std::bit_width(extent) / 3);
    const auto x = uint32_t(((int64_t(box.minX) + box.maxX) / 2 + (int64_t(1) << 31)) >> 2);
    const auto y = uint32_t(((int64_t(box.minY) + box.maxY) / 2 + (int64_t(1) << 31)) >> 2);
    return sizeClass << 60 | spread(x) | spread(y) << 1;
}

void FeatureBody::write(std::string &to) const
{
    BodyHead head;
    head.fid = fid;
    head.firstVertex = firstVertex;
    head.parts = uint32_t(geometry.parts());
    head.vertices = uint32_t(geometry.vertices.size());
    head.attributeSize = uint32_t(attributes.size());
    const auto put = [&to](const void *data, size_t size) { to.append(static_cast<const char *>(data), size); };
    put(&head, sizeof head);
    for (size_t i = 0; i < geometry.parts(); ++i) {
        const uint32_t end = geometry.ends[i] | (i < holes.size() && holes[i] ? holeBit : 0);
        put(&end, sizeof end);
    }
    for (const Vertex &v : geometry.vertices) {
        put(&v.x, 4);
        put(&v.y, 4);
    }
    for (const Vertex &v : geometry.vertices)
        to.push_back(char(v.rank));
    to += attributes;
}

XXH128_hash_t FeatureBody::hashOf(std::span<const char> bytes, uint64_t seed)
{
    BodyHead head;
    std::memcpy(&head, bytes.data(), sizeof head);
    const size_t rest = offsetof(BodyHead, parts);
    return XXH3_128bits_withSeed(bytes.data() + rest, bytes.size() - rest, mix64(uint64_t(head.fid) ^ mix64(seed)));
}

bool FeatureBody::read(std::span<const char> bytes)
{
    BodyHead head;
    if (bytes.size() < sizeof head)
        return false;
    std::memcpy(&head, bytes.data(), sizeof head);
    if (bytes.size() != sizeof head + size_t(head.parts) * 4 + size_t(head.vertices) * 9 + head.attributeSize)
        return false;
    fid = head.fid;
    firstVertex = head.firstVertex;
    geometry.ends.resize(head.parts);
    holes.assign(head.parts, false);
    const char *at = bytes.data() + sizeof head;
    std::memcpy(geometry.ends.data(), at, size_t(head.parts) * 4);
    for (size_t i = 0; i < head.parts; ++i) {
        holes[i] = (geometry.ends[i] & holeBit) != 0;
        geometry.ends[i] &= ~holeBit;
    }
    at += size_t(head.parts) * 4;
    geometry.vertices.resize(head.vertices);
    const char *ranks = at + size_t(head.vertices) * 8;
    for (size_t i = 0; i < head.vertices; ++i) {
        Vertex &v = geometry.vertices[i];
        std::memcpy(&v.x, at + 8 * i, 4);
        std::memcpy(&v.y, at + 8 * i + 4, 4);
        v.rank = uint8_t(ranks[i]);
    }
    attributes.assign(ranks + head.vertices, head.attributeSize);
    return true;
}

void RawStore::writeRecord(std::string &to, FeatureHeader header, const FeatureBody &body)
{
    const size_t begin = to.size();
    to.append(sizeof header, '\0');
    body.write(to);
    header.size = uint32_t(to.size() - begin - sizeof header);
    std::memcpy(to.data() + begin, &header, sizeof header);
}

Status RawStore::append(std::string &records)
{
    const uint64_t start = m_file.reserve(records.size());
    for (size_t at = 0; at < records.size();) {
        FeatureHeader header;
        BodyHead head;
        std::memcpy(&header, records.data() + at, sizeof header);
        std::memcpy(&head, records.data() + at + sizeof header, sizeof head);
        header.seq = uint32_t(m_entries.size());
        head.firstVertex = m_vertices;
        m_vertices += head.vertices;
        std::memcpy(records.data() + at, &header, sizeof header);
        std::memcpy(records.data() + at + sizeof header, &head, sizeof head);
        m_entries.push_back({placeKey(header.box), start + at});
        at += sizeof header + header.size;
    }
    return m_file.write({records.data(), records.size()}, start);
}

Status RawStore::read(uint64_t offset, FeatureHeader &header, std::string &body) const
{
    // One read is enough for most.
    constexpr size_t guess = 1024;
    char first[sizeof header + guess];
    const size_t there = size_t(std::min<uint64_t>(sizeof first, m_file.size() - offset));
    TUILERIE_CHECK(m_file.read({first, there}, offset));
    std::memcpy(&header, first, sizeof header);
    body.resize(header.size);
    const size_t have = std::min<size_t>(header.size, there - sizeof header);
    std::memcpy(body.data(), first + sizeof header, have);
    if (have < header.size)
        return m_file.read({body.data() + have, header.size - have}, offset + sizeof header + have);
    return {};
}

FeatureStore::FeatureStore(const QString &folder, size_t count)
    : m_headers(folder)
    , m_bodies(folder)
    , m_buckets((count + bucketSize - 1) / bucketSize)
    , m_count(count)
{
}

Status FeatureStore::put(size_t first, std::vector<FeatureHeader> &headers, std::span<const char> bodies)
{
    const uint64_t start = m_bodies.reserve(bodies.size());
    for (size_t i = 0; i < headers.size(); ++i) {
        headers[i].offset += start;
        m_buckets[(first + i) / bucketSize].add(headers[i].box);
    }
    TUILERIE_CHECK(m_bodies.write(bodies, start));
    return m_headers.write({reinterpret_cast<const char *>(headers.data()), headers.size() * sizeof(FeatureHeader)},
        first * sizeof(FeatureHeader));
}

void FeatureStore::seal()
{
    m_groups.assign((m_buckets.size() + groupSize - 1) / groupSize, {});
    for (size_t i = 0; i < m_buckets.size(); ++i)
        m_groups[i / groupSize].add(m_buckets[i]);
}

Status FeatureStore::readHeaders(size_t bucket, std::vector<FeatureHeader> &headers) const
{
    headers.resize(std::min(bucketSize, m_count - bucket * bucketSize));
    return m_headers.read({reinterpret_cast<char *>(headers.data()), headers.size() * sizeof(FeatureHeader)},
        bucket * bucketSize * sizeof(FeatureHeader));
}

Status FeatureStore::readBody(const FeatureHeader &header, std::string &bytes) const
{
    bytes.resize(header.size);
    return m_bodies.read({bytes.data(), bytes.size()}, header.offset);
}

std::vector<uint32_t> FeatureStore::bucketsIn(const Box &box) const
{
    std::vector<uint32_t> found;
    for (size_t g = 0; g < m_groups.size(); ++g) {
        if (!m_groups[g].touches(box))
            continue;
        for (size_t b = g * groupSize; b < std::min((g + 1) * groupSize, m_buckets.size()); ++b)
            if (m_buckets[b].touches(box))
                found.push_back(uint32_t(b));
    }
    return found;
}

} // namespace tuilerie::vector
