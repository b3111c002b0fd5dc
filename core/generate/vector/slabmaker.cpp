// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/slabmaker.h"

#include "generate/vector/arcsimplifier.h"
#include "generate/vector/clip.h"

#include <bit>
#include <cmath>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tuilerie::vector {

namespace {

constexpr double smallestArea = 4;     ///< square units of a tile
constexpr double shortestLine = 0.5;   ///< units
constexpr qint64 candidateBytes = 800; ///< about what a feature takes in a band, all in all
constexpr int32_t farAway = 1 << 29;

constexpr qint64 keptBytes = 16 << 20; ///< that freed memory may come to before it is given back

int64_t floorDiv(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

} // namespace

SlabMaker::SlabMaker(const VectorProfile &profile, const VectorPlan &plan, ProgressMeter &meter, qint64 bandBytes)
    : m_profile(profile)
    , m_plan(plan)
    , m_meter(meter)
    , m_bandBytes(bandBytes)
{
    const size_t tiles = size_t(profile.params.slabWidth) * size_t(profile.params.slabHeight);
    m_picks.resize(tiles * plan.rules.inputs.size());
    for (size_t i = 0; i < tiles; ++i)
        m_builders.emplace_back(plan.rules);
}

// Slabs leave holes of all sizes, which the C library would keep; giving them back costs more than a small slab does.
void SlabMaker::releaseMemory(qint64 used)
{
    m_used += used;
    if (m_used < keptBytes)
        return;
    m_used = 0;
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

SlabMaker::Size SlabMaker::sizeOf(const FeatureHeader &header) const
{
    const bool isLast = m_key.level == m_profile.inputs[header.input].bottom;
    if (header.shape == Shape::Polygon) {
        const double area = double(header.weight) * m_grid.scale * m_grid.scale;
        if (area >= smallestArea)
            return Size::Whole;
        const double chance = double(header.chance) / double(uint64_t(1) << 32);
        return isLast || chance * smallestArea < area ? Size::Square : Size::Nothing;
    }
    if (header.shape == Shape::Line && !isLast) {
        const double length =
            std::max(double(header.box.maxX) - header.box.minX, double(header.box.maxY) - header.box.minY) * m_grid.scale;
        return length < shortestLine ? Size::Nothing : Size::Whole;
    }
    return Size::Whole;
}

// Positive floats are in order as whole numbers. Points go by chance, evenly over all of the tile; TileBuilder thins them by
// place.
uint32_t SlabMaker::importanceOf(const FeatureHeader &header) const
{
    return header.shape == Shape::Point ? header.chance >> 1 : std::bit_cast<uint32_t>(header.weight);
}

void SlabMaker::prune(Picks &picks) const
{
    if (picks.list.size() <= picks.most)
        return;
    std::nth_element(picks.list.begin(), picks.list.begin() + std::ptrdiff_t(picks.most), picks.list.end());
    picks.left += qint64(picks.list.size() - picks.most);
    picks.list.resize(picks.most);
    picks.isPruned = true;
}

TileRange SlabMaker::localTiles(const Box &box) const
{
    const TileRange tiles = tilesOf(m_profile, m_plan, m_key.level, box);
    const qint64 col = m_key.col * m_profile.params.slabWidth;
    const qint64 row = m_key.row * m_profile.params.slabHeight;
    return {std::max(m_allowed.minCol, tiles.minCol - col), std::max(m_allowed.minRow, tiles.minRow - row),
        std::min(m_allowed.maxCol, tiles.maxCol - col), std::min(m_allowed.maxRow, tiles.maxRow - row)};
}

// Which features each tile may have, by their headers alone; bounded by the tile's limit, whatever the slab's size.
Status SlabMaker::gather()
{
    const qint64 width = m_profile.params.slabWidth;
    for (Picks &picks : m_picks) {
        release(picks.list);
        picks.left = 0;
        picks.isPruned = false;
        picks.hasPoints = false;
        picks.most = 2 * mostOfTile();
    }
    // The slab in the store's units, with the buffer and what rounding may move.
    const double extent = m_profile.params.extent;
    const double margin = (m_profile.params.buffer + 2) / m_grid.scale;
    const auto toStore = [&](double units, double offset) { return (units - offset) / m_grid.scale; };
    const auto clamped = [](double value) {
        return int32_t(std::clamp(value, -2.0 * StoreGrid::limit, 2.0 * StoreGrid::limit - 1));
    };
    Box box;
    box.add(clamped(toStore(double(m_originX) + double(m_allowed.minCol) * extent, m_grid.offsetX) - margin),
        clamped(toStore(double(m_originY) + double(m_allowed.minRow) * extent, m_grid.offsetY) - margin));
    box.add(clamped(toStore(double(m_originX) + double(m_allowed.maxCol + 1) * extent, m_grid.offsetX) + margin),
        clamped(toStore(double(m_originY) + double(m_allowed.maxRow + 1) * extent, m_grid.offsetY) + margin));
    std::vector<FeatureHeader> headers;
    int buckets = 0;
    for (const uint32_t bucket : m_plan.store->bucketsIn(box)) {
        if ((++buckets & 0xFF) == 0)
            TUILERIE_CHECK(m_meter.check());
        TUILERIE_CHECK(m_plan.store->readHeaders(bucket, headers));
        for (size_t i = 0; i < headers.size(); ++i) {
            const FeatureHeader &header = headers[i];
            if (!header.box.touches(box) || !m_plan.active[size_t(m_key.level)][header.input]
                || sizeOf(header) == Size::Nothing)
                continue;
            const TileRange tiles = localTiles(header.box);
            const Candidate candidate{importanceOf(header), uint32_t(bucket * FeatureStore::bucketSize + i)};
            for (qint64 row = tiles.minRow; row <= tiles.maxRow; ++row) {
                for (qint64 col = tiles.minCol; col <= tiles.maxCol; ++col) {
                    Picks &picks = picksOf(size_t(row * width + col), header.input);
                    picks.list.push_back(candidate);
                    picks.hasPoints = picks.hasPoints || header.shape == Shape::Point;
                    if (picks.list.size() >= picks.most + picks.most / 2)
                        prune(picks);
                }
            }
        }
    }
    shareOut();
    for (Picks &picks : m_picks) {
        prune(picks);
        if (picks.isPruned)
            std::sort(picks.list.begin(), picks.list.end(),
                [](const Candidate &a, const Candidate &b) { return a.feature < b.feature; });
    }
    return {};
}

// A box that touches is not yet a feature that does.
size_t SlabMaker::mostOfTile() const
{
    return size_t(m_profile.params.maxTileFeatures) + size_t(m_profile.params.maxTileFeatures) / 4 + 16;
}

// The inputs' shares of a tile, as TileBuilder will give them to layers: what a small one leaves goes to the others. Points
// are thinned by place from twice their share.
void SlabMaker::shareOut()
{
    const size_t inputs = m_plan.rules.inputs.size();
    std::vector<Picks *> bySize(inputs);
    for (size_t tile = 0; tile * inputs < m_picks.size(); ++tile) {
        for (size_t i = 0; i < inputs; ++i)
            bySize[i] = &m_picks[tile * inputs + i];
        std::stable_sort(
            bySize.begin(), bySize.end(), [](const Picks *a, const Picks *b) { return a->list.size() < b->list.size(); });
        size_t left = mostOfTile();
        for (size_t g = 0; g < inputs; ++g) {
            const size_t share = std::min(bySize[g]->list.size(), left / (inputs - g));
            left -= share;
            bySize[g]->most = bySize[g]->hasPoints ? 2 * share : share;
        }
    }
}

bool SlabMaker::accepts(size_t tile, uint16_t input, uint32_t feature) const
{
    const Picks &picks = m_picks[tile * m_plan.rules.inputs.size() + input];
    if (!picks.isPruned)
        return true;
    const auto found = std::lower_bound(
        picks.list.begin(), picks.list.end(), feature, [](const Candidate &c, uint32_t f) { return c.feature < f; });
    return found != picks.list.end() && found->feature == feature;
}

bool SlabMaker::cut(Geometry &geometry, const TileRange &tiles) const
{
    const int32_t extent = m_profile.params.extent;
    const int32_t buffer = m_profile.params.buffer;
    Box box;
    box.add(int32_t(tiles.minCol) * extent - buffer, int32_t(tiles.minRow) * extent - buffer);
    box.add(int32_t(tiles.maxCol + 1) * extent + buffer, int32_t(tiles.maxRow + 1) * extent + buffer);
    if (!clipToBox(geometry, m_header.shape, box))
        m_repairer.repairAndClip(geometry, box);
    return !geometry.isEmpty();
}

// Halves the tiles and the geometry with them, until one tile is left: each vertex is looked at log times, not once for each
// tile.
void SlabMaker::distribute(Geometry geometry, TileRange tiles)
{
    const int64_t extent = m_profile.params.extent;
    const int64_t buffer = m_profile.params.buffer;
    const Box box = geometry.box();
    tiles = {std::max<qint64>(tiles.minCol, floorDiv(box.minX - buffer, extent)),
        std::max<qint64>(tiles.minRow, floorDiv(box.minY - buffer, extent)),
        std::min<qint64>(tiles.maxCol, floorDiv(box.maxX + buffer, extent)),
        std::min<qint64>(tiles.maxRow, floorDiv(box.maxY + buffer, extent))};
    if (tiles.isEmpty() || !cut(geometry, tiles))
        return;
    if (tiles.count() == 1) {
        const size_t tile = size_t(tiles.minRow * m_profile.params.slabWidth + tiles.minCol);
        if (!accepts(tile, m_header.input, m_number))
            return;
        for (Vertex &v : geometry.vertices) {
            v.x -= int32_t(tiles.minCol * extent);
            v.y -= int32_t(tiles.minRow * extent);
        }
        m_builders[tile].add(m_feature, geometry);
        return;
    }
    TileRange first = tiles;
    TileRange second = tiles;
    if (tiles.maxCol - tiles.minCol >= tiles.maxRow - tiles.minRow) {
        first.maxCol = (tiles.minCol + tiles.maxCol) / 2;
        second.minCol = first.maxCol + 1;
    } else {
        first.maxRow = (tiles.minRow + tiles.maxRow) / 2;
        second.minRow = first.maxRow + 1;
    }
    distribute(geometry, first);
    distribute(std::move(geometry), second);
}

void SlabMaker::take(const FeatureHeader &header, uint32_t number, const FeatureBody &body, int firstRow, int lastRow)
{
    m_header = header;
    m_number = number;
    m_attributes.push_back(std::make_unique<std::string>(body.attributes));
    m_feature = {};
    m_feature.seq = header.seq;
    m_feature.weight = header.weight;
    m_feature.chance = header.chance;
    m_feature.input = header.input;
    m_feature.shape = header.shape;
    m_feature.fid = body.fid;
    m_feature.attributes = *m_attributes.back();

    const bool isLast = m_key.level == m_profile.inputs[header.input].bottom;
    const uint8_t minRank = m_plan.minRanks[size_t(m_key.level)][header.input];
    const auto place = [this](const Vertex &v) {
        const auto near = [](int64_t value) { return int32_t(std::clamp<int64_t>(value, -farAway, farAway)); };
        return Vertex{near(m_grid.x(v.x) - m_originX), near(m_grid.y(v.y) - m_originY), v.rank};
    };
    const auto square = [&] {
        Geometry g;
        const Vertex c = place({int32_t((int64_t(header.box.minX) + header.box.maxX) / 2),
            int32_t((int64_t(header.box.minY) + header.box.maxY) / 2)});
        g.vertices = {{c.x - 1, c.y - 1}, {c.x + 1, c.y - 1}, {c.x + 1, c.y + 1}, {c.x - 1, c.y + 1}};
        g.endPart();
        return g;
    };
    Geometry geometry;
    if (header.shape == Shape::Polygon && sizeOf(header) == Size::Square) {
        geometry = square();
    } else {
        for (size_t p = 0; p < body.geometry.parts(); ++p) {
            const size_t begin = geometry.vertices.size();
            for (const Vertex &v : body.geometry.part(p)) {
                if (v.rank < minRank)
                    continue;
                const Vertex placed = place(v);
                if (header.shape != Shape::Point && geometry.vertices.size() > begin
                    && geometry.vertices.back().samePlace(placed)) {
                    geometry.vertices.back().rank = std::max(geometry.vertices.back().rank, placed.rank);
                    continue;
                }
                geometry.vertices.push_back(placed);
            }
            size_t n = geometry.vertices.size() - begin;
            if (header.shape == Shape::Polygon) {
                while (n > 1 && geometry.vertices.back().samePlace(geometry.vertices[begin])) {
                    geometry.vertices.pop_back();
                    --n;
                }
                const int64_t area = n < 3 ? 0 : signedArea2({geometry.vertices.data() + begin, n});
                if (area == 0) {
                    geometry.vertices.resize(begin);
                    continue;
                }
                // A ring that simplification turned inside out keeps its part; what is wrong with it, the tile's repair
                // finds.
                if ((area < 0) != body.holes[p])
                    std::reverse(geometry.vertices.begin() + std::ptrdiff_t(begin), geometry.vertices.end());
            } else if (header.shape == Shape::Line && n < 2) {
                if (n == 1 && isLast) {
                    // As short as the grid allows, so that it does not vanish where all is to be shown.
                    Vertex next = geometry.vertices.back();
                    ++next.x;
                    geometry.vertices.push_back(next);
                } else {
                    geometry.vertices.resize(begin);
                    continue;
                }
            }
            if (geometry.vertices.size() > begin)
                geometry.endPart();
        }
        if (geometry.isEmpty() && header.shape == Shape::Polygon)
            geometry = square();
    }
    if (!geometry.isEmpty())
        distribute(std::move(geometry), {m_allowed.minCol, firstRow, m_allowed.maxCol, lastRow});
}

Status SlabMaker::fillBand(int firstRow, int lastRow)
{
    const size_t width = size_t(m_profile.params.slabWidth);
    const size_t inputs = m_plan.rules.inputs.size();
    std::vector<uint32_t> numbers;
    for (size_t i = size_t(firstRow) * width * inputs; i < size_t(lastRow + 1) * width * inputs; ++i)
        for (const Candidate &candidate : m_picks[i].list)
            numbers.push_back(candidate.feature);
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    m_attributes.clear();
    std::vector<FeatureHeader> headers;
    std::string bytes;
    FeatureBody body;
    size_t bucket = std::numeric_limits<size_t>::max();
    for (const uint32_t number : numbers) {
        if (number / FeatureStore::bucketSize != bucket) {
            bucket = number / FeatureStore::bucketSize;
            TUILERIE_CHECK(m_meter.check());
            TUILERIE_CHECK(m_plan.store->readHeaders(bucket, headers));
        }
        const FeatureHeader &header = headers[number % FeatureStore::bucketSize];
        TUILERIE_CHECK(m_plan.store->readBody(header, bytes));
        if (!body.read({bytes.data(), bytes.size()}))
            return fail(ErrorCode::Internal, QStringLiteral("A temporary record is damaged."));
        take(header, number, body, firstRow, lastRow);
    }
    return {};
}

Result<SlabMaker::Slab> SlabMaker::make(const SlabKey &key, const TileRange &only)
{
    const int width = m_profile.params.slabWidth;
    const int height = m_profile.params.slabHeight;
    m_key = key;
    m_grid = m_plan.grids[size_t(key.level)];
    m_originX = key.col * width * m_profile.params.extent;
    m_originY = key.row * height * m_profile.params.extent;
    // A slab at the east and south edge may reach beyond the matrix, whose tiles alone can be asked for.
    const TileMatrix &matrix = m_profile.matrix(key.level);
    const TileRange wanted = only.isEmpty() ? TileRange{0, 0, matrix.matrixWidth - 1, matrix.matrixHeight - 1} : only;
    const qint64 firstCol = key.col * width;
    const qint64 firstRow = key.row * height;
    m_allowed = {std::max<qint64>(0, wanted.minCol - firstCol), std::max<qint64>(0, wanted.minRow - firstRow),
        std::min<qint64>(width - 1, std::min(wanted.maxCol, matrix.matrixWidth - 1) - firstCol),
        std::min<qint64>(height - 1, std::min(wanted.maxRow, matrix.matrixHeight - 1) - firstRow)};
    Slab slab;
    slab.tiles.resize(size_t(width) * size_t(height));
    if (m_allowed.isEmpty())
        return slab;
    TUILERIE_CHECK(gather());
    const size_t inputs = m_plan.rules.inputs.size();
    const double scale = m_grid.scale;
    for (int row = int(m_allowed.minRow); row <= int(m_allowed.maxRow);) {
        // As many rows as may be in memory together.
        int last = row;
        qint64 bytes = 0;
        for (; last <= int(m_allowed.maxRow); ++last) {
            qint64 more = 0;
            for (size_t i = size_t(last * width) * inputs; i < size_t((last + 1) * width) * inputs; ++i)
                more += qint64(m_picks[i].list.size()) * candidateBytes;
            if (last > row && bytes + more > m_bandBytes)
                break;
            bytes += more;
        }
        --last;
        TUILERIE_CHECK(fillBand(row, last));
        for (size_t t = size_t(row * width); t < size_t((last + 1) * width); ++t) {
            TileBuilder &builder = m_builders[t];
            if (builder.isEmpty())
                continue;
            TileLosses losses;
            for (size_t i = 0; i < inputs; ++i)
                losses.dropped += picksOf(t, uint16_t(i)).left;
            const std::string tile = builder.encode(
                m_repairer, [scale](double units) { return uint8_t(rankOfDistance(units / scale) + 1); }, losses);
            builder.clear();
            slab.reduced += losses.any() ? 1 : 0;
            slab.dropped += losses.dropped;
            if (tile.empty())
                continue;
            slab.tiles[t] = QByteArray(tile.data(), qsizetype(tile.size()));
            ++slab.count;
            const qint64 col = key.col * width + qint64(t) % width;
            const qint64 tileRow = key.row * height + qint64(t) / width;
            slab.limits = slab.count == 1
                ? TileRange{col, tileRow, col, tileRow}
                : TileRange{std::min(slab.limits.minCol, col), std::min(slab.limits.minRow, tileRow),
                    std::max(slab.limits.maxCol, col), std::max(slab.limits.maxRow, tileRow)};
        }
        m_attributes.clear();
        releaseMemory(bytes);
        row = last + 1;
    }
    m_attributes.clear();
    for (Picks &picks : m_picks)
        release(picks.list);
    return slab;
}

} // namespace tuilerie::vector
