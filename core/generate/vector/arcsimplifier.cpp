// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/arcsimplifier.h"

#include "base/work/parallel.h"

#include <atomic>
#include <cmath>

namespace tuilerie::vector {

namespace {

uint64_t placeHash(uint16_t input, const Vertex &v)
{
    return mix64((uint64_t(uint32_t(v.x)) << 32 | uint32_t(v.y)) ^ (uint64_t(input) * 0xD6E8FEB86659FD93u));
}

/// Vertices by the hash of their place, each with the hashes of up to two neighbours. Two vertices with one 64-bit hash
/// would pass for a junction, which does no harm.
class NeighbourTable
{
public:
    explicit NeighbourTable(size_t capacity)
        : m_slots(capacity)
    {
    }

    void add(uint64_t hash, uint32_t neighbour)
    {
        Slot &slot = find(hash);
        slot.hash = hash;
        if (slot.a == neighbour || slot.b == neighbour || slot.a == junction)
            return;
        if (slot.a == none)
            slot.a = neighbour;
        else if (slot.b == none)
            slot.b = neighbour;
        else
            slot.a = junction;
    }
    bool isJunction(uint64_t hash)
    {
        const Slot &slot = find(hash);
        return slot.a == junction || slot.b == none;
    }

    static uint32_t shortHash(uint64_t hash) { return std::max<uint32_t>(uint32_t(hash), 2); }

private:
    static constexpr uint32_t none = 0;
    static constexpr uint32_t junction = 1;
    struct Slot
    {
        uint64_t hash = 0;
        uint32_t a = none;
        uint32_t b = none;
    };
    Slot &find(uint64_t hash)
    {
        // The low bits choose the shard, the high ones the slot.
        size_t i = size_t((hash >> 32) * m_slots.size() >> 32);
        while (m_slots[i].hash != hash && m_slots[i].hash != 0)
            i = i + 1 == m_slots.size() ? 0 : i + 1;
        return m_slots[i];
    }
    std::vector<Slot> m_slots;
};

/// Calls visit(vertex number, hash, hash of a neighbour or 0) for both neighbours of every vertex of lines and rings.
template <typename Visit>
void forNeighbours(const FeatureHeader &header, const FeatureBody &body, std::vector<uint64_t> &hashes, const Visit &visit)
{
    size_t begin = 0;
    for (const uint32_t end : body.geometry.ends) {
        const size_t n = end - begin;
        hashes.resize(n);
        for (size_t i = 0; i < n; ++i)
            hashes[i] = placeHash(header.input, body.geometry.vertices[begin + i]);
        const bool closed = header.shape == Shape::Polygon;
        for (size_t i = 0; i < n; ++i) {
            const uint64_t before = i > 0 ? hashes[i - 1] : closed ? hashes[n - 1] : 0;
            const uint64_t after = i + 1 < n ? hashes[i + 1] : closed ? hashes[0] : 0;
            visit(body.firstVertex + begin + i, hashes[i], before, after);
        }
        begin = end;
    }
}

double distanceSquared(const Vertex &p, const Vertex &a, const Vertex &b)
{
    const double dx = double(b.x) - a.x;
    const double dy = double(b.y) - a.y;
    double px = double(p.x) - a.x;
    double py = double(p.y) - a.y;
    const double length = dx * dx + dy * dy;
    if (length > 0) {
        const double t = std::clamp((px * dx + py * dy) / length, 0.0, 1.0);
        px -= t * dx;
        py -= t * dy;
    }
    return px * px + py * py;
}

bool isBefore(const Vertex &a, const Vertex &b)
{
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

} // namespace

uint8_t rankOfDistance(double distance)
{
    if (!(distance > 1e-9))
        return 0;
    return uint8_t(std::clamp(1 + std::floor(6 * std::log2(std::max(distance, 0.25) / 0.25)), 1.0, 254.0));
}

Result<std::vector<bool>> findJunctions(
    const RawStore &store, uint64_t memoryBytes, int workers, const std::function<Status()> &check)
{
    std::vector<bool> junctions(store.vertexCount());
    constexpr uint64_t slotBytes = 16;
    constexpr double room = 1.35;
    const auto shards = uint64_t(std::max(
        1.0, std::ceil(double(store.vertexCount()) * slotBytes * room / double(std::max<uint64_t>(memoryBytes, 1 << 20)))));
    const uint64_t passes = std::max<uint64_t>(shards, uint64_t(workers));
    const auto capacity = size_t(double(store.vertexCount()) * room / double(passes)) + 1024;
    // vector<bool> packs bits of several shards into a word, so they are set a few at a time by one worker.
    std::atomic<uint64_t> next{0};
    std::mutex mutex;
    // As many tables at a time as the memory holds.
    const int together =
        int(std::clamp<uint64_t>(memoryBytes / std::max<uint64_t>(1, capacity * slotBytes), 1, uint64_t(workers)));
    const auto work = [&](int) -> Status {
        FeatureBody body;
        std::vector<uint64_t> hashes;
        std::vector<uint64_t> found;
        constexpr size_t flushSize = 1 << 16;
        const auto flush = [&] {
            const std::lock_guard lock(mutex);
            for (const uint64_t number : found)
                junctions[number] = true;
            found.clear();
        };
        for (uint64_t shard = next++; shard < passes; shard = next++) {
            NeighbourTable table(capacity);
            uint64_t seen = 0;
            const auto scan = [&](const auto &visit) {
                return store.forEach([&](const FeatureHeader &header, std::span<const char> bytes) -> Status {
                    if ((++seen & 0xFFF) == 0)
                        TUILERIE_CHECK(check());
                    if (header.shape == Shape::Point)
                        return {};
                    if (!body.read(bytes))
                        return fail(ErrorCode::Internal, QStringLiteral("A temporary record is damaged."));
                    forNeighbours(
                        header, body, hashes, [&](uint64_t number, uint64_t hash, uint64_t before, uint64_t after) {
                            if (hash % passes == shard)
                                visit(number, hash, before, after);
                        });
                    return {};
                });
            };
            TUILERIE_CHECK(scan([&](uint64_t, uint64_t hash, uint64_t before, uint64_t after) {
                if (before != 0)
                    table.add(hash, NeighbourTable::shortHash(before));
                if (after != 0)
                    table.add(hash, NeighbourTable::shortHash(after));
            }));
            TUILERIE_CHECK(scan([&](uint64_t number, uint64_t hash, uint64_t, uint64_t) {
                if (table.isJunction(hash))
                    found.push_back(number);
                if (found.size() >= flushSize)
                    flush();
            }));
            flush();
        }
        return {};
    };
    TUILERIE_CHECK(parallelWorkers(together, work, [&] { next = passes; }));
    return junctions;
}

void ArcRanker::rankArc(std::span<Vertex> arc)
{
    arc.front().rank = keepAlways;
    arc.back().rank = keepAlways;
    if (arc.size() < 3)
        return;
    m_stack.assign(1, {0, uint32_t(arc.size() - 1)});
    m_limits.assign(1, HUGE_VAL);
    while (!m_stack.empty()) {
        const auto [first, last] = m_stack.back();
        const double limit = m_limits.back();
        m_stack.pop_back();
        m_limits.pop_back();
        if (last - first < 2)
            continue;
        uint32_t farthest = first + 1;
        double most = -1;
        for (uint32_t i = first + 1; i < last; ++i) {
            const double d = distanceSquared(arc[i], arc[first], arc[last]);
            if (d > most) {
                most = d;
                farthest = i;
            }
        }
        const double distance = std::min(std::sqrt(most), limit);
        arc[farthest].rank = rankOfDistance(distance);
        m_stack.emplace_back(first, farthest);
        m_limits.push_back(distance);
        m_stack.emplace_back(farthest, last);
        m_limits.push_back(distance);
    }
}

void ArcRanker::rank(FeatureBody &body, Shape shape, const std::vector<bool> &junctions)
{
    if (shape == Shape::Point)
        return;
    size_t begin = 0;
    for (const uint32_t end : body.geometry.ends) {
        const std::span<Vertex> part(body.geometry.vertices.data() + begin, end - begin);
        const auto isJunction = [&](size_t i) { return junctions[body.firstVertex + begin + i]; };
        const size_t n = part.size();
        size_t start = 0;
        if (shape == Shape::Polygon) {
            // A ring that nothing joins begins where its coordinates say, so that a copy of it begins there too.
            while (start < n && !isJunction(start))
                ++start;
            if (start == n)
                start = size_t(std::min_element(part.begin(), part.end(), isBefore) - part.begin());
        }
        const size_t steps = shape == Shape::Polygon ? n : n - 1;
        size_t from = 0;
        while (from < steps) {
            size_t to = from + 1;
            while (to < steps && !isJunction((start + to) % n))
                ++to;
            m_arc.clear();
            for (size_t i = from; i <= to; ++i)
                m_arc.push_back(part[(start + i) % n]);
            bool reversed = isBefore(m_arc.back(), m_arc.front());
            if (m_arc.back().samePlace(m_arc.front()) && m_arc.size() > 3)
                reversed = isBefore(m_arc[m_arc.size() - 2], m_arc[1]);
            if (reversed)
                std::reverse(m_arc.begin(), m_arc.end());
            rankArc(m_arc);
            if (reversed)
                std::reverse(m_arc.begin(), m_arc.end());
            for (size_t i = from; i <= to; ++i)
                part[(start + i) % n].rank = m_arc[i - from].rank;
            from = to;
        }
        begin = end;
    }
}

} // namespace tuilerie::vector
