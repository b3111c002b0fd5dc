// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

#include "base/work/parallel.h"
#include "generate/vector/slabmaker.h"
#include "generate/vector/sourcetables.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <ogrsf_frmts.h>

#include <chrono>
#include <cmath>
#include <optional>
#include <random>
#include <thread>

namespace tuilerie {

using namespace vector;

namespace {

using Clock = std::chrono::steady_clock;

constexpr qint64 wholeUpTo = 40000; ///< features; up to here everything is read
constexpr qint64 featuresOfBlock = 6000;
constexpr qint64 mostOfBlock = 40000;
constexpr int blockCount = 5;
constexpr double patience = 4; ///< seconds for the tiles of all blocks and levels

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A square of the ground: one tile of level `level`, or all there is.
struct Block
{
    int level = 0;
    std::optional<TileRange> tile;
};

struct LevelSums
{
    double tiles = 0, bytes = 0, seconds = 0;
    qint64 made = 0; ///< tiles that were really made
};

struct Sums
{
    std::vector<LevelSums> levels;
    std::vector<double> bytesPerFeature; ///< of each block, at all its levels
    double features = 0;                 ///< whose middles lie in the blocks
    double read = 0, readSeconds = 0;
};

struct Sources
{
    qint64 count = 0;
    bool isFast = true; ///< a part can be read without reading all
    size_t largest = 0; ///< input with the most features
    Extent extent;      ///< in the grid's CRS
};

Result<Sources> lookAt(const VectorProfile &profile)
{
    Sources sources;
    qint64 most = -1;
    const Extent gridExtent = profile.matrix(profile.bottom).extent();
    for (size_t i = 0; i < profile.inputs.size(); ++i) {
        qint64 count = 0;
        for (const TablePart &part : profile.inputs[i].parts) {
            TUILERIE_TRY(table, openTable(profile.inputs[i], part));
            const GdalErrorTrap trap;
            count += profile.inputs[i].params.filter.isEmpty() ? part.count : table.layer->GetFeatureCount(TRUE);
            sources.isFast = sources.isFast && table.layer->TestCapability(OLCFastSpatialFilter);
            TUILERIE_TRY(transform, CrsTransform::create(part.crs, profile.gridCrs));
            if (const auto extent = part.extent.isEmpty() ? Result<Extent>(part.extent) : transform.forward(part.extent))
                sources.extent = sources.extent.united(extent->intersected(gridExtent));
        }
        sources.count += count;
        if (count > most) {
            most = count;
            sources.largest = i;
        }
    }
    return sources;
}

/// Where some features of the largest table lie, drawn evenly from their numbers: places with many are drawn more often, and
/// the estimate is by feature.
std::vector<Point> somePlaces(const VectorProfile &profile, const Sources &sources, int count)
{
    std::vector<Point> places;
    const VectorInput &input = profile.inputs[sources.largest];
    const TablePart &part = input.parts[input.parts.size() / 2];
    auto table = openTable(input, part, true);
    auto transform = CrsTransform::create(part.crs, profile.gridCrs);
    if (!table || !transform)
        return places;
    const GdalErrorTrap trap;
    std::mt19937 random(4326);
    for (int i = 0; i < count * 4 && int(places.size()) < count; ++i) {
        const qint64 stratum = part.count / (count * 4) * ((i * 7) % (count * 4));
        const OGRFeatureUniquePtr feature(table->layer->GetFeature(
            stratum + qint64(random() % uint32_t(std::max<qint64>(1, part.count / (count * 4)))) + 1));
        if (!feature || !feature->GetGeometryRef() || feature->GetGeometryRef()->IsEmpty())
            continue;
        OGREnvelope box;
        feature->GetGeometryRef()->getEnvelope(&box);
        Point middle{(box.MinX + box.MaxX) / 2, (box.MinY + box.MaxY) / 2};
        if (transform->forward({&middle, 1}))
            places.push_back(middle);
    }
    return places;
}

qint64 featuresIn(const VectorProfile &profile, const Extent &extent)
{
    qint64 count = 0;
    for (const VectorInput &input : profile.inputs) {
        for (const TablePart &part : input.parts) {
            auto table = openTable(input, part);
            auto transform = CrsTransform::create(part.crs, profile.gridCrs);
            if (!table || !transform)
                continue;
            const GdalErrorTrap trap;
            if (const auto area = transform->inverse(extent)) {
                table->layer->SetSpatialFilterRect(area->west, area->south, area->east, area->north);
                count += table->layer->GetFeatureCount(TRUE);
            }
        }
    }
    return count;
}

std::vector<Block> chooseBlocks(const VectorProfile &profile, const Sources &sources)
{
    if (sources.count <= wholeUpTo || !sources.isFast || sources.extent.isEmpty())
        return {Block{profile.top, {}}};
    // The level whose tiles hold some thousand features each, were they spread evenly; finer where they are not.
    int level = profile.top;
    while (level<profile.bottom &&double(sources.count)
        / double(profile.matrix(level + 1).rangeOf(sources.extent).count())> double(featuresOfBlock))
        ++level;
    std::vector<Block> blocks;
    for (const Point &place : somePlaces(profile, sources, blockCount)) {
        for (int z = level;; ++z) {
            const TileMatrix &matrix = profile.matrix(z);
            const double size = matrix.cellSize * matrix.tileWidth;
            const qint64 col = qint64(std::floor((place.x - matrix.origin.x) / size));
            const qint64 row = qint64(std::floor((matrix.origin.y - place.y) / (matrix.cellSize * matrix.tileHeight)));
            if (col < 0 || row < 0 || col >= matrix.matrixWidth || row >= matrix.matrixHeight)
                break;
            if (z == profile.bottom || featuresIn(profile, matrix.tileExtent(col, row)) <= mostOfBlock) {
                blocks.push_back({z, TileRange{col, row, col, row}});
                break;
            }
        }
    }
    if (blocks.empty())
        blocks.push_back({profile.top, {}});
    return blocks;
}

/// The tiles of a finer level below a tile.
TileRange tilesBelow(const VectorProfile &profile, const Block &block, int level)
{
    // Drawn in a little, so that rounding takes no neighbour along.
    const Extent e = profile.matrix(block.level).tileExtent(block.tile->minCol, block.tile->minRow);
    return profile.matrix(level).rangeOf(e.grown(-e.width() * 1e-9, -e.height() * 1e-9));
}

Status takeBlock(const VectorProfile &profile, const Block &block, double seconds, const QString &folder,
    ProgressMeter &meter, Sums &sums)
{
    ReadOptions options;
    options.folder = folder;
    Extent ground;
    if (block.tile) {
        ground = profile.matrix(block.level).tileExtent(block.tile->minCol, block.tile->minRow);
        options.only = ground;
    }
    const Clock::time_point start = Clock::now();
    TUILERIE_TRY(read, readFeatures(profile, options, meter));
    const auto entries = double(read.store->entries().size());
    if (entries == 0)
        return {};
    double inside = double(read.counts.features);
    if (block.tile) {
        // A feature counts for the one block that its middle lies in.
        inside = 0;
        TUILERIE_CHECK(read.store->forEach([&](const FeatureHeader &header, std::span<const char>) -> Status {
            const Point middle{profile.store.origin.x + (double(header.box.minX) + header.box.maxX) / 2 * profile.store.unit,
                profile.store.origin.y - (double(header.box.minY) + header.box.maxY) / 2 * profile.store.unit};
            inside += ground.contains(middle) ? 1 : 0;
            return {};
        }));
    }
    constexpr uint64_t memory = 256 << 20;
    TUILERIE_TRY(plan, VectorPlan::make(profile, read, folder, 1, memory, meter));
    sums.read += double(read.counts.features);
    sums.readSeconds += secondsSince(start);
    sums.features += inside;

    SlabMaker maker(profile, plan, meter, memory);
    std::mt19937 random(3857);
    double bytesOfAll = 0;
    const int first = block.tile ? block.level : profile.top;
    for (int z = profile.bottom; z >= first; --z) {
        const TileRange wanted = block.tile
            ? tilesBelow(profile, block, z)
            : TileRange{0, 0, profile.matrix(z).matrixWidth - 1, profile.matrix(z).matrixHeight - 1};
        std::vector<std::pair<SlabKey, qint64>> slabs;
        double work = 0;
        for (const auto &[key, input] : plan.slabs) {
            if (key.level != z)
                continue;
            slabs.emplace_back(key, input.features);
            work += double(input.features);
        }
        std::shuffle(slabs.begin(), slabs.end(), random);
        LevelSums level;
        double workDone = 0;
        const Clock::time_point levelStart = Clock::now();
        for (const auto &[key, features] : slabs) {
            const qint64 w = profile.params.slabWidth;
            const qint64 h = profile.params.slabHeight;
            const TileRange only{std::max(wanted.minCol, key.col * w), std::max(wanted.minRow, key.row * h),
                std::min(wanted.maxCol, key.col * w + w - 1), std::min(wanted.maxRow, key.row * h + h - 1)};
            workDone += double(features);
            if (only.isEmpty())
                continue;
            TUILERIE_TRY(slab, maker.make(key, only));
            level.made += slab.count;
            level.tiles += double(slab.count);
            for (const QByteArray &tile : slab.tiles)
                level.bytes += double(tile.size());
            if (secondsSince(levelStart) > seconds / (profile.bottom - first + 1))
                break;
        }
        level.seconds = secondsSince(levelStart);
        const double scale = workDone > 0 ? work / workDone : 1;
        LevelSums &sum = sums.levels[size_t(z)];
        sum.tiles += level.tiles * scale;
        sum.bytes += level.bytes * scale;
        sum.seconds += level.seconds * scale;
        sum.made += level.made;
        bytesOfAll += level.bytes * scale;
    }
    if (inside > 0)
        sums.bytesPerFeature.push_back(bytesOfAll / inside);
    return {};
}

/// Two standard errors of the mean, relative to it.
double spreadOf(const std::vector<double> &values)
{
    if (values.size() < 2)
        return 0;
    double mean = 0;
    for (const double value : values)
        mean += value / double(values.size());
    double sum = 0;
    for (const double value : values)
        sum += (value - mean) * (value - mean);
    return mean > 0 ? 2 * std::sqrt(sum / double(values.size() - 1) / double(values.size())) / mean : 0;
}

} // namespace

Result<PyramidEstimate> estimateVectorPyramid(const VectorPyramidParams &params, WorkControl &control)
{
    VectorPyramidParams wanted = params;
    // An estimate can be asked for before the output has a name.
    if (wanted.output.isEmpty())
        wanted.output = QStringLiteral("estimate");
    TUILERIE_TRY(profile, VectorProfile::resolve(wanted, control));
    TUILERIE_TRY(sources, lookAt(profile));
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::Io,
            QCoreApplication::translate(
                "tuilerie::VectorPyramid", "There is no place for temporary files. Free some disk space."),
            folder.errorString());
    const std::vector<Block> blocks = chooseBlocks(profile, sources);
    const bool isWhole = !blocks.front().tile;
    ProgressMeter meter(control, QStringLiteral("estimate"), 0);
    Sums sums;
    sums.levels.resize(profile.grid.levels().size());
    Progress progress;
    progress.step = QStringLiteral("estimate");
    progress.total = qint64(blocks.size());
    int highest = profile.top; // the coarsest level that every block has
    for (const Block &block : blocks) {
        TUILERIE_CHECK(takeBlock(profile, block, patience / double(blocks.size()), folder.path(), meter, sums));
        highest = std::max(highest, block.level);
        ++progress.done;
        control.progress(progress);
    }
    const int workers = workerCount(wanted.workers);
    const double scale = isWhole || sums.features <= 0 ? 1 : double(sources.count) / sums.features;
    PyramidEstimate estimate;
    std::vector<LevelEstimate> levels; // fine to coarse
    double occupied = 0;
    for (int z = profile.bottom; z >= profile.top; --z) {
        LevelEstimate level;
        level.id = profile.matrix(z).id;
        const auto places = double(std::max<qint64>(1, profile.matrix(z).rangeOf(sources.extent).count()));
        if (isWhole || z >= highest) {
            const LevelSums &sum = sums.levels[size_t(z)];
            const double tiles = isWhole ? sum.tiles : std::min(sum.tiles * scale, places);
            level.tiles = qint64(std::round(tiles));
            level.bytes = sum.tiles > 0 ? qint64(sum.bytes / sum.tiles * tiles) : 0;
            level.seconds = sum.tiles > 0 ? sum.seconds / sum.tiles * tiles / workers : 0;
            occupied = tiles / places;
        } else {
            // Above the blocks: tiles fill up, and so do their features, to the limit.
            const LevelEstimate &below = levels.back();
            occupied = std::min(1.0, occupied * 1.5);
            level.tiles = std::max<qint64>(1, qint64(std::round(places * occupied)));
            const double bytes =
                std::min(double(below.bytes) / double(std::max<qint64>(1, below.tiles)) * 1.2, double(params.maxTileBytes));
            level.bytes = qint64(bytes * double(level.tiles));
            level.seconds = below.seconds / double(std::max<qint64>(1, below.tiles)) * double(level.tiles);
        }
        levels.push_back(level);
    }
    double bytes = 0;
    double seconds = sums.read > 0 ? sums.readSeconds / sums.read * double(sources.count) / std::min(workers, 2) : 0;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        // A slab's header and index come with its tiles.
        const qint64 perSlab = qint64(wanted.slabWidth) * wanted.slabHeight;
        bytes += double(level->bytes) + double((level->tiles + perSlab - 1) / perSlab) * double(2048 + 8 * perSlab);
        seconds += level->seconds;
        estimate.levels.push_back(*level);
    }
    const double spread = std::min(0.7, spreadOf(sums.bytesPerFeature) + (isWhole ? 0.1 : 0.25));
    estimate.bytesLow = qint64(bytes * (1 - spread));
    estimate.bytesHigh = qint64(bytes * (1 + spread));
    estimate.secondsLow = seconds * 0.6;
    estimate.secondsHigh = seconds * 2 + 1;
    return estimate;
}

} // namespace tuilerie
