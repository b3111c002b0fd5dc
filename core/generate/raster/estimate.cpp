// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterpyramid.h"

#include "base/work/progressmeter.h"
#include "generate/raster/memorybudget.h"
#include "generate/raster/rastersampling.h"
#include "generate/raster/slabworker.h"

#include <QCoreApplication>

#include <chrono>
#include <cmath>
#include <random>

namespace tuilerie {

using namespace raster;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int mostSamples = 48;
constexpr int sampledLevels = 4; ///< the bottom and those above it that are sampled too
constexpr std::chrono::milliseconds patience(3000);
constexpr int sampleTiles = 4; ///< side of a sample, in tiles of the bottom level

/// Bytes and seconds of the tiles of one level.
struct Measured
{
    std::vector<double> bytes; ///< one mean for each sample
    double seconds = 0;        ///< of encoding, of all samples
    qint64 tiles = 0;
};

struct Samples
{
    std::vector<Measured> levels{size_t(sampledLevels)};
    double renderSeconds = 0;
    qint64 renderedTiles = 0;
    qint64 blankTiles = 0; ///< touched by a footprint, but without data
};

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() ? 0 : sum / double(values.size());
}

/// Standard error of the mean, relative to it.
double relativeError(const std::vector<double> &values)
{
    const double m = mean(values);
    if (values.size() < 2 || m <= 0)
        return 0.5;
    double sum = 0;
    for (const double value : values)
        sum += (value - m) * (value - m);
    return std::sqrt(sum / double(values.size() - 1) / double(values.size())) / m;
}

/// Renders and encodes one block and the levels above it that it fills.
Status takeSample(
    const RasterProfile &profile, SlabEncoder &encoder, BlockRenderer &renderer, const PixelRect &rect, Samples &samples)
{
    const TileMatrix &matrix = profile.matrix(profile.bottom);
    PixelImage image;
    const Clock::time_point start = Clock::now();
    TUILERIE_CHECK(renderer.render(matrix, rect, image));
    samples.renderSeconds += secondsSince(start);
    const qint64 tiles = rect.width() / matrix.tileWidth * (rect.height() / matrix.tileHeight);
    samples.renderedTiles += tiles;
    for (int up = 0; up < sampledLevels && profile.bottom - up >= profile.top; ++up) {
        Measured &measured = samples.levels[size_t(up)];
        double bytes = 0;
        qint64 count = 0;
        const Clock::time_point encoding = Clock::now();
        for (qint64 y = image.rect().y0; y + matrix.tileHeight <= image.rect().y1; y += matrix.tileHeight) {
            for (qint64 x = image.rect().x0; x + matrix.tileWidth <= image.rect().x1; x += matrix.tileWidth) {
                TUILERIE_TRY(encoded, encoder.encodeTile(image, {x, y, x + matrix.tileWidth, y + matrix.tileHeight}));
                if (encoded.isEmpty()) {
                    samples.blankTiles += up == 0 ? 1 : 0;
                    continue;
                }
                bytes += double(encoded.size());
                ++count;
            }
        }
        measured.seconds += secondsSince(encoding);
        measured.tiles += count;
        if (count > 0)
            measured.bytes.push_back(bytes / double(count));
        if (!profile.isQuadTree || image.rect().width() / 2 < matrix.tileWidth
            || image.rect().height() / 2 < matrix.tileHeight)
            break;
        PixelImage half(
            {image.rect().x0 / 2, image.rect().y0 / 2, image.rect().x1 / 2, image.rect().y1 / 2}, profile.render.layout);
        LevelReduction::mean().reduce(image, half);
        image = std::move(half);
    }
    return {};
}

/// Bytes of a tile at `up` levels above the bottom: sampled, or as at the highest level that was.
double bytesOfTile(const Samples &samples, int up)
{
    for (int level = std::min(up, sampledLevels - 1); level >= 0; --level)
        if (!samples.levels[size_t(level)].bytes.empty())
            return mean(samples.levels[size_t(level)].bytes);
    return 0;
}

} // namespace

Result<PyramidEstimate> estimateRasterPyramid(const RasterPyramidParams &params, WorkControl &control)
{
    RasterPyramidParams wanted = params;
    // An estimate can be asked for before the output has a name.
    if (wanted.output.isEmpty())
        wanted.output = QStringLiteral("estimate");
    TUILERIE_TRY(profile, RasterProfile::resolve(wanted, control));
    TUILERIE_TRY(plan, RasterPlan::make(profile, control));
    TUILERIE_TRY(encoder, SlabEncoder::create(profile));
    TUILERIE_TRY(renderer, BlockRenderer::create(profile.render));

    // Stratified: the bottom slabs' order is one along the ground, so that every n-th of them is spread over all of it.
    const std::vector<int> &base = plan.baseNodes();
    const int count = int(std::min<size_t>(mostSamples, base.size() * 4));
    std::mt19937 random(4326);
    Samples samples;
    ProgressMeter meter(control, QStringLiteral("estimate"), count);
    const Clock::time_point start = Clock::now();
    const qint64 tileWidth = profile.matrix(profile.bottom).tileWidth;
    const qint64 tileHeight = profile.matrix(profile.bottom).tileHeight;
    for (int i = 0; i < count; ++i) {
        // Visited in an order that covers the whole extent early, should the time be up before the end.
        const size_t place = size_t((qint64(i) * 19) % count);
        const size_t first = place * base.size() / size_t(count);
        const SlabNode &node = plan.nodes()[size_t(base[first])];
        const std::vector<PixelRect> blocks = renderBlocks(plan, node);
        PixelRect rect = blocks[random() % blocks.size()];
        rect.x1 = std::min(rect.x1, rect.x0 + sampleTiles * tileWidth);
        rect.y1 = std::min(rect.y1, rect.y0 + sampleTiles * tileHeight);
        TUILERIE_CHECK(takeSample(profile, *encoder, *renderer, rect, samples));
        TUILERIE_CHECK(meter.add(1));
        if (Clock::now() - start > patience && i >= 3)
            break;
    }

    const MemoryBudget budget = planMemory(profile, plan);
    const double renderEach = samples.renderSeconds / double(std::max<qint64>(1, samples.renderedTiles));
    const double filled = 1 - double(samples.blankTiles) / double(std::max<qint64>(1, samples.renderedTiles));
    const double blank = double(encoder->nodataTile().size());
    PyramidEstimate estimate;
    double bytes = 0;
    double seconds = 0;
    for (int z = profile.top; z <= profile.bottom; ++z) {
        const int up = profile.bottom - z;
        qint64 touched = 0;
        qint64 places = 0;
        for (const SlabNode &node : plan.nodes()) {
            if (node.key.level != z)
                continue;
            touched += node.touchedCount;
            places += qint64(plan.slabWidth()) * plan.slabHeight();
        }
        const Measured &measured = samples.levels[size_t(std::min(up, sampledLevels - 1))];
        const Measured &timed = measured.tiles > 0 ? measured : samples.levels[0];
        const double encodeEach = timed.seconds / double(std::max<qint64>(1, timed.tiles));
        LevelEstimate level;
        level.id = profile.matrix(z).id;
        const double data = std::max(1.0, std::round(double(touched) * filled));
        level.tiles = qint64(data);
        level.bytes = qint64(data * bytesOfTile(samples, up) + (double(places) - data) * blank);
        level.seconds = (double(touched) * (up == 0 ? renderEach : renderEach / 20) + data * encodeEach) / budget.workers;
        bytes += double(level.bytes);
        seconds += level.seconds;
        estimate.levels.push_back(level);
    }
    // Two standard errors of the samples, and what samples do not see: the upper levels, the machine's other work, the disk.
    const double spread = std::min(0.6, 2 * relativeError(samples.levels[0].bytes) + 0.05);
    estimate.bytesLow = qint64(bytes * (1 - spread));
    estimate.bytesHigh = qint64(bytes * (1 + spread));
    estimate.secondsLow = seconds * 0.7;
    estimate.secondsHigh = seconds * 1.8 + 1;
    return estimate;
}

Result<QByteArray> sampleRasterTile(const RasterPyramidParams &params, const QString &level, qint64 col, qint64 row)
{
    RasterPyramidParams wanted = params;
    if (wanted.output.isEmpty())
        wanted.output = QStringLiteral("sample");
    SilentControl control;
    TUILERIE_TRY(profile, RasterProfile::resolve(wanted, control));
    const int index = profile.grid.indexOf(level);
    if (index < profile.top || index > profile.bottom)
        return fail(ErrorCode::NotFound,
            QCoreApplication::translate("tuilerie::RasterPyramid", "The pyramid has no level “%1”; it has %2 to %3.")
                .arg(level, profile.matrix(profile.top).id, profile.matrix(profile.bottom).id));
    const TileMatrix &matrix = profile.matrix(index);
    if (col < 0 || row < 0 || col >= matrix.matrixWidth || row >= matrix.matrixHeight)
        return QByteArray();
    TUILERIE_TRY(sampler, TileSampler::create(profile));
    PixelImage image;
    TUILERIE_CHECK(sampler->render(index, col, row, image));
    return sampler->encode(image);
}

} // namespace tuilerie
