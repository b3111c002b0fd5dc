// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorplan.h"

#include "generate/vector/arcsimplifier.h"
#include "base/work/parallel.h"

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <unordered_map>

namespace tuilerie::vector {

namespace {

constexpr size_t chunkFeatures = FeatureStore::bucketSize * 16;
constexpr size_t mostSlabs = 20'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramid", text);
}

int64_t floorDiv(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

/// Sums up features by slab; neighbours mostly touch the slab of the one before.
class SlabCounter
{
public:
    SlabCounter(const VectorProfile &profile, const VectorPlan &plan)
        : m_profile(profile)
        , m_plan(plan)
        , m_levels(profile.grid.levels().size())
    {
    }

    Status add(const FeatureHeader &header, XXH128_hash_t hash)
    {
        const SlabInput one{1, hash.low64, hash.high64};
        for (int level = m_profile.top; level <= m_profile.bottom; ++level) {
            if (!m_plan.active[size_t(level)][header.input])
                continue;
            const TileRange tiles = tilesOf(m_profile, m_plan, level, header.box);
            if (tiles.isEmpty())
                continue;
            const qint64 w = m_profile.params.slabWidth;
            const qint64 h = m_profile.params.slabHeight;
            Level &counts = m_levels[size_t(level)];
            for (qint64 row = tiles.minRow / h; row <= tiles.maxRow / h; ++row) {
                for (qint64 col = tiles.minCol / w; col <= tiles.maxCol / w; ++col) {
                    const uint64_t key = uint64_t(col) << 32 | uint64_t(row);
                    if (!counts.last || counts.lastKey != key) {
                        counts.last = &counts.slabs[key];
                        counts.lastKey = key;
                    }
                    counts.last->add(one);
                }
            }
            if (counts.slabs.size() > mostSlabs)
                return fail(ErrorCode::Invalid,
                    tr("Level %1 would have more than %2 slabs: the data cover too much for it. Choose a coarser bottom "
                       "level.")
                        .arg(m_profile.matrix(level).id)
                        .arg(mostSlabs));
        }
        return {};
    }
    void give(std::map<SlabKey, SlabInput> &to) const
    {
        for (size_t level = 0; level < m_levels.size(); ++level)
            for (const auto &[key, input] : m_levels[level].slabs)
                to[{int(level), qint64(key >> 32), qint64(key & 0xFFFFFFFFu)}].add(input);
    }

private:
    struct Level
    {
        std::unordered_map<uint64_t, SlabInput> slabs; // its values stay where they are
        SlabInput *last = nullptr;
        uint64_t lastKey = 0;
    };
    const VectorProfile &m_profile;
    const VectorPlan &m_plan;
    std::vector<Level> m_levels;
};

/// What a feature's body does not say. Its box and its weight are its geometry's.
uint64_t seedOf(const FeatureHeader &header, bool isOrdered)
{
    const uint64_t place = isOrdered ? 0 : uint64_t(header.seq) + 1;
    return mix64(uint64_t(header.chance) << 32 | uint64_t(header.input) << 8 | uint64_t(header.shape)) ^ mix64(place);
}

} // namespace

TileRange tilesOf(const VectorProfile &profile, const VectorPlan &plan, int level, const Box &box)
{
    const LevelGrid &grid = plan.grids[size_t(level)];
    const TileMatrix &matrix = profile.matrix(level);
    const int64_t extent = profile.params.extent;
    const int64_t buffer = profile.params.buffer;
    return {std::max<qint64>(0, floorDiv(grid.x(box.minX) - buffer, extent)),
        std::max<qint64>(0, floorDiv(grid.y(box.minY) - buffer, extent)),
        std::min<qint64>(matrix.matrixWidth - 1, floorDiv(grid.x(box.maxX) + buffer, extent)),
        std::min<qint64>(matrix.matrixHeight - 1, floorDiv(grid.y(box.maxY) + buffer, extent))};
}

VectorPlan VectorPlan::rulesOf(const VectorProfile &profile)
{
    VectorPlan plan;
    plan.rules.extent = profile.params.extent;
    plan.rules.maxBytes = profile.params.maxTileBytes;
    plan.rules.maxFeatures = profile.params.maxTileFeatures;
    for (const VectorInput &input : profile.inputs) {
        const std::string name = input.layer.toStdString();
        TileInput tileInput;
        auto layer = std::find_if(
            plan.rules.layers.begin(), plan.rules.layers.end(), [&](const TileLayer &l) { return l.name == name; });
        const bool isNew = layer == plan.rules.layers.end();
        if (isNew) {
            plan.rules.layers.push_back({name, {}});
            layer = plan.rules.layers.end() - 1;
        }
        tileInput.layer = size_t(layer - plan.rules.layers.begin());
        for (const QString &attribute : input.attributes) {
            const std::string key = attribute.toStdString();
            auto known = std::find(layer->keys.begin(), layer->keys.end(), key);
            if (known == layer->keys.end()) {
                layer->keys.push_back(key);
                known = layer->keys.end() - 1;
            }
            tileInput.keys.push_back(uint32_t(known - layer->keys.begin()));
        }
        // Ids should be unique within a layer (MVT 2.1 §4.2); FIDs of several files are not.
        bool oneTable = input.parts.size() == 1;
        for (const VectorInput &other : profile.inputs)
            oneTable = oneTable
                && (other.layer != input.layer
                    || (other.parts.size() == 1 && other.parts[0].path == input.parts[0].path
                        && other.parts[0].layer == input.parts[0].layer));
        tileInput.hasIds = oneTable;
        plan.rules.inputs.push_back(std::move(tileInput));
    }
    for (int level = 0; level < int(profile.grid.levels().size()); ++level) {
        plan.grids.push_back(profile.levelGrid(level));
        std::vector<uint8_t> ranks;
        std::vector<bool> active;
        for (const VectorInput &input : profile.inputs) {
            active.push_back(level >= input.top && level <= input.bottom);
            const double tolerance = profile.params.simplification / plan.grids.back().scale;
            // A table's last level shows all that its grid can.
            const bool keepAll = level == input.bottom || tolerance <= 0;
            ranks.push_back(keepAll ? uint8_t(0) : uint8_t(rankOfDistance(tolerance) + 1));
        }
        plan.minRanks.push_back(std::move(ranks));
        plan.active.push_back(std::move(active));
    }
    return plan;
}

Result<VectorPlan> VectorPlan::make(const VectorProfile &profile, ReadFeatures &read, const QString &folder, int workers,
    uint64_t memoryBytes, ProgressMeter &meter)
{
    VectorPlan plan = rulesOf(profile);
    RawStore &raw = *read.store;
    TUILERIE_TRY(junctions, findJunctions(raw, memoryBytes, workers, [&meter] { return meter.check(); }));
    std::vector<RawStore::Entry> &entries = raw.entries();
    std::sort(entries.begin(), entries.end(), [](const RawStore::Entry &a, const RawStore::Entry &b) {
        return a.key != b.key ? a.key < b.key : a.offset < b.offset;
    });
    plan.store = std::make_unique<FeatureStore>(folder, entries.size());

    std::atomic<size_t> next{0};
    std::mutex mutex;
    const auto work = [&](int) -> Status {
        ArcRanker ranker;
        SlabCounter counter(profile, plan);
        FeatureBody body;
        std::string bytes;
        std::string bodies;
        std::vector<FeatureHeader> headers;
        std::vector<uint64_t> contents;
        for (size_t first = next.fetch_add(chunkFeatures); first < entries.size(); first = next.fetch_add(chunkFeatures)) {
            headers.clear();
            bodies.clear();
            for (size_t i = first; i < std::min(first + chunkFeatures, entries.size()); ++i) {
                FeatureHeader header;
                TUILERIE_CHECK(raw.read(entries[i].offset, header, bytes));
                if (!body.read({bytes.data(), bytes.size()}))
                    return fail(ErrorCode::Internal, QStringLiteral("A temporary record is damaged."));
                const uint64_t seed = seedOf(header, read.isOrdered[header.input]);
                contents.push_back(FeatureBody::hashOf({bytes.data(), bytes.size()}, seed).low64);
                ranker.rank(body, header.shape, junctions);
                header.offset = bodies.size();
                body.write(bodies);
                header.size = uint32_t(bodies.size() - header.offset);
                TUILERIE_CHECK(counter.add(header, FeatureBody::hashOf({bodies.data() + header.offset, header.size}, seed)));
                headers.push_back(header);
            }
            TUILERIE_CHECK(plan.store->put(first, headers, {bodies.data(), bodies.size()}));
            TUILERIE_CHECK(meter.add(qint64(headers.size())));
        }
        const std::lock_guard lock(mutex);
        counter.give(plan.slabs);
        plan.contents.insert(plan.contents.end(), contents.begin(), contents.end());
        return {};
    };
    TUILERIE_CHECK(parallelWorkers(workers, work, [&] { meter.abort(); }));
    plan.store->seal();
    std::sort(plan.contents.begin(), plan.contents.end());
    for (const auto &[key, input] : plan.slabs)
        plan.work += input.features;
    read.store.reset();
    return plan;
}

} // namespace tuilerie::vector
