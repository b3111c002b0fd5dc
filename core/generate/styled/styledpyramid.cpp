// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledpyramid.h"

#include "base/work/progressmeter.h"
#include "generate/raster/slabencoder.h"
#include "generate/raster/slabworker.h"
#include "generate/styled/styledprofile.h"

#include <QCoreApplication>

#include <chrono>

namespace tuilerie {

using namespace raster;

namespace {

constexpr size_t samplesPerLevel = 4; ///< metatiles
constexpr size_t slabsLookedAt = 64;  ///< of a level

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::StyledPyramid", text);
}

/// An estimate or a sample can be asked for before the output has a name.
StyledPyramidParams named(StyledPyramidParams params)
{
    if (params.output.isEmpty())
        params.output = QStringLiteral("estimate");
    return params;
}

int workersOf(const StyledPyramidParams &params, const RenderPool &pool)
{
    // One more than draw, so that a tile is encoded while the next one is drawn.
    return params.workers > 0 ? params.workers : int(pool.statistics().value(QLatin1String("limit")).toInteger(1)) + 1;
}

} // namespace

Result<RasterPyramidResult> generateStyledPyramid(const StyledPyramidParams &params, RenderPool &pool, WorkControl &control)
{
    PixelOrder order;
    order.profile = [&](WorkControl &) -> Result<RasterProfile> {
        TUILERIE_TRY(profile, styledProfile(params));
        profile.params.workers = workersOf(params, pool);
        return profile;
    };
    order.fingerprint = [&](const RasterProfile &profile) { return styledFingerprint(params, profile); };
    order.sourceState = [&](const RasterProfile &) { return styledSourceState(params); };
    order.plan = [&](const RasterProfile &profile, WorkControl &inner) { return styledPlan(params, profile, pool, inner); };
    order.source = [&](const RasterProfile &profile) { return styledSource(params, profile, pool, control); };
    return makePixelPyramid(order, control);
}

Result<PyramidEstimate> estimateStyledPyramid(const StyledPyramidParams &given, RenderPool &pool, WorkControl &control)
{
    const StyledPyramidParams params = named(given);
    TUILERIE_TRY(profile, styledProfile(params));
    TUILERIE_TRY(plan, styledPlan(params, profile, pool, control));
    TUILERIE_TRY(encoder, SlabEncoder::create(profile));
    TUILERIE_TRY(source, styledSource(params, profile, pool, control));
    const double threads = double(std::max<qint64>(1, pool.statistics().value(QLatin1String("limit")).toInteger(1)));
    PyramidEstimate estimate;
    double bytes = 0, seconds = 0, spread = 0.1;
    ProgressMeter meter(control, QStringLiteral("estimate"), profile.bottom - profile.top + 1);
    for (int z = profile.top; z <= profile.bottom; ++z) {
        std::vector<const SlabNode *> slabs;
        for (const SlabNode &node : plan.nodes())
            if (node.key.level == z)
                slabs.push_back(&node);
        qint64 drawn = 0, full = 0, size = 0;
        double took = 0;
        const TileMatrix &matrix = profile.matrix(z);
        // Spread over the level: slabs are in an order along the ground.
        std::vector<PixelRect> blocks;
        double planned = 0; ///< tiles of all metatiles of the level
        const size_t looked = std::min(slabsLookedAt, slabs.size());
        for (size_t i = 0; i < looked; ++i)
            for (const PixelRect &block : renderBlocks(plan, *slabs[i * slabs.size() / looked])) {
                blocks.push_back(block);
                planned += double(block.width() / matrix.tileWidth * (block.height() / matrix.tileHeight))
                    * double(slabs.size()) / double(looked);
            }
        const size_t count = std::min(samplesPerLevel, blocks.size());
        for (size_t i = 0; i < count; ++i) {
            const PixelRect rect = blocks[i * blocks.size() / count];
            const auto start = std::chrono::steady_clock::now();
            PixelImage image;
            TUILERIE_CHECK(source->render(matrix, rect, image));
            for (qint64 y = rect.y0; y < rect.y1; y += matrix.tileHeight)
                for (qint64 x = rect.x0; x < rect.x1; x += matrix.tileWidth) {
                    TUILERIE_TRY(tile, encoder->encodeTile(image, {x, y, x + matrix.tileWidth, y + matrix.tileHeight}));
                    ++drawn;
                    full += !tile.isEmpty();
                    size += tile.size();
                }
            took += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            TUILERIE_CHECK(meter.check());
        }
        TUILERIE_CHECK(meter.add(1));
        LevelEstimate level;
        level.id = matrix.id;
        if (drawn > 0) {
            const double share = planned / double(drawn);
            level.tiles = qint64(std::round(double(full) * share));
            // A slab has all its tiles: those without data take the one without.
            const double blank = double(slabs.size()) * plan.slabWidth() * plan.slabHeight() - double(level.tiles);
            level.bytes = qint64(double(size) * share + std::max(0.0, blank) * double(encoder->nodataTile().size()));
            level.seconds = took * share / threads;
            if (double(drawn) < planned)
                spread = 0.35;
        }
        bytes += double(level.bytes);
        seconds += level.seconds;
        estimate.levels.push_back(level);
    }
    estimate.bytesLow = qint64(bytes * (1 - spread));
    estimate.bytesHigh = qint64(bytes * (1 + spread));
    estimate.secondsLow = seconds * 0.6;
    estimate.secondsHigh = seconds * 1.8 + 1;
    return estimate;
}

Result<QByteArray> sampleStyledTile(
    const StyledPyramidParams &given, RenderPool &pool, const QString &level, qint64 col, qint64 row)
{
    const StyledPyramidParams params = named(given);
    TUILERIE_TRY(profile, styledProfile(params));
    const int index = profile.grid.indexOf(level);
    if (index < profile.top || index > profile.bottom)
        return fail(ErrorCode::NotFound,
            tr("The pyramid has no level “%1”; it has %2 to %3.")
                .arg(level, profile.matrix(profile.top).id, profile.matrix(profile.bottom).id));
    const TileMatrix &matrix = profile.matrix(index);
    if (col < 0 || row < 0 || col >= matrix.matrixWidth || row >= matrix.matrixHeight)
        return QByteArray();
    SilentControl control;
    TUILERIE_TRY(source, styledSource(params, profile, pool, control));
    TUILERIE_TRY(encoder, SlabEncoder::create(profile));
    const PixelRect tile{
        col * matrix.tileWidth, row * matrix.tileHeight, (col + 1) * matrix.tileWidth, (row + 1) * matrix.tileHeight};
    PixelImage image;
    TUILERIE_CHECK(source->render(matrix, tile, image));
    return encoder->encodeTile(image, tile);
}

} // namespace tuilerie
