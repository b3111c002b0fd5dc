// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/work/progressmeter.h"
#include "generate/pointcloud/cloudrun.h"
#include "generate/pointcloud/nodeencoder.h"
#include "base/work/parallel.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace tuilerie {

using namespace pointcloud;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int mostSamples = 16;
constexpr std::chrono::milliseconds patience(2500);
constexpr qint64 mostSamplePoints = 60000;
/// Measured on tiles of several producers: points in a node's order pack worse than in the order of flight.
constexpr double octreePacking = 1.22;
/// Sorting and sampling beside decoding and encoding.
constexpr double otherWork = 1.18;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Samples
{
    std::vector<double> bytes; ///< a point, one for each sample
    double seconds = 0;
    qint64 points = 0;
};

/// Decodes and encodes a chunk as a run would.
Status takeSample(const CloudScan &scan, size_t place, double within, Samples &samples)
{
    const CloudInput &input = scan.inputs[place];
    TUILERIE_TRY(file, LasFile::open(input.path));
    if (!file->hasChunkTable() && file->layout().isCompressed && input.size > (64 << 20))
        return {}; // finding its chunks takes as long as the run
    const std::vector<LasChunk> &chunks = file->chunks();
    if (chunks.empty())
        return {};
    const LasChunk chunk = chunks[std::min(chunks.size() - 1, size_t(within * double(chunks.size())))];
    TUILERIE_TRY(decoder, ChunkDecoder::create(file->layout()));
    TUILERIE_TRY(encoder, NodeEncoder::create(scan.schema.layout));
    const Clock::time_point start = Clock::now();
    std::vector<char> raw(size_t(chunk.points) * size_t(file->layout().recordLength));
    TUILERIE_CHECK(file->decode(chunk, *decoder, raw.data()));
    const double decoding = secondsSince(start);
    const qint64 count = std::min(chunk.points, mostSamplePoints);
    std::vector<char> records(size_t(count) * size_t(scan.schema.layout.recordLength));
    RecordConverter(input, scan.schema, scan.extra).convert(raw.data(), records.data(), count);
    std::vector<const char *> pointers;
    for (qint64 n = 0; n < count; ++n)
        pointers.push_back(records.data() + n * scan.schema.layout.recordLength);
    const Clock::time_point encoding = Clock::now();
    TUILERIE_TRY(node, encoder->encode(pointers));
    samples.seconds += secondsSince(encoding) + decoding * double(count) / double(chunk.points);
    samples.points += count;
    samples.bytes.push_back(double(node.chunk.size()) / double(count) * octreePacking);
    return {};
}

double mean(const std::vector<double> &values)
{
    double sum = 0;
    for (const double value : values)
        sum += value;
    return values.empty() ? 0 : sum / double(values.size());
}

double relativeError(const std::vector<double> &values)
{
    const double m = mean(values);
    if (values.size() < 2 || m <= 0)
        return 0.4;
    double sum = 0;
    for (const double value : values)
        sum += (value - m) * (value - m);
    return std::sqrt(sum / double(values.size() - 1) / double(values.size())) / m;
}

struct LevelCount
{
    double nodes = 0, points = 0;
};

/// How many nodes and points each level will have. Each file's points are taken as spread over its box; an inner node keeps
/// what its grid of 128 × 128 columns samples, less what rises.
std::vector<LevelCount> countLevels(const CloudScan &scan)
{
    std::vector<LevelCount> levels;
    double left = double(scan.points);
    for (int level = 0; level <= 21 && left > 0.5; ++level) {
        const double side = scan.schema.edge / double(1 << level);
        double cells = 0;
        for (const CloudInput &input : scan.inputs) {
            const double width = std::max(0.0, input.maximum[0] - input.minimum[0]),
                         height = std::max(0.0, input.maximum[1] - input.minimum[1]);
            cells += std::max(1e-9, width * height / (side * side));
        }
        cells = std::max(1.0, cells);
        LevelCount count;
        const double perCell = double(scan.points) / cells;
        // Surfaces fill some more cells of the grid than one for each column.
        const double sampled = 128.0 * 128 * 1.6 * (level == 0 ? 1 : 0.75);
        count.points = perCell <= mostNodePoints ? left : std::min(left, sampled * cells);
        count.nodes = std::max(1.0, perCell <= mostNodePoints ? std::max(cells, left / mostNodePoints) : cells);
        left -= count.points;
        levels.push_back(count);
    }
    return levels;
}

} // namespace

Result<PyramidEstimate> estimatePointCloud(const PointCloudParams &params, WorkControl &control)
{
    TUILERIE_TRY(inputs, openCloud(params, control));
    TUILERIE_TRY(scan, scanCloud(std::move(inputs), params, control));
    OctreeCube::around(scan);

    // Stratified by points: file and place in it where every n-th part of all points ends.
    Samples samples;
    ProgressMeter meter(control, QStringLiteral("estimate"), mostSamples);
    const Clock::time_point start = Clock::now();
    for (int i = 0; i < mostSamples; ++i) {
        // In an order that covers the whole early, should the time be up before the end.
        const double wanted = double(scan.points) * ((i * 7 % mostSamples) + 0.5) / mostSamples;
        double before = 0;
        size_t place = 0;
        while (place + 1 < scan.inputs.size() && before + double(scan.inputs[place].points) < wanted)
            before += double(scan.inputs[place++].points);
        TUILERIE_CHECK(takeSample(scan, place, (wanted - before) / double(scan.inputs[place].points), samples));
        TUILERIE_CHECK(meter.add(1));
        if (Clock::now() - start > patience && i >= 3)
            break;
    }
    // Nothing could be sampled: what such files usually take.
    const double perPoint = samples.bytes.empty() ? 6.0 : mean(samples.bytes);
    const double secondsEach = samples.points > 0 ? samples.seconds / double(samples.points) * otherWork : 1.5e-6;
    const int workers = workerCount(params.workers);

    PyramidEstimate estimate;
    double bytes = 0, seconds = 0;
    const std::vector<LevelCount> levels = countLevels(scan);
    for (size_t level = 0; level < levels.size(); ++level) {
        LevelEstimate entry;
        entry.id = QString::number(level);
        entry.tiles = qint64(std::ceil(levels[level].nodes));
        entry.bytes = qint64(levels[level].points * perPoint);
        entry.seconds = levels[level].points * secondsEach / workers;
        bytes += double(entry.bytes) + 32 * double(entry.tiles);
        seconds += entry.seconds;
        estimate.levels.push_back(entry);
    }
    // Two standard errors of the samples, and what samples do not see: the order of points in nodes, the machine's other
    // work.
    const double spread = std::min(0.6, 2 * relativeError(samples.bytes) + 0.15);
    estimate.bytesLow = qint64(bytes * (1 - spread));
    estimate.bytesHigh = qint64(bytes * (1 + spread));
    estimate.secondsLow = seconds * 0.7;
    estimate.secondsHigh = seconds * 1.8 + 1;
    return estimate;
}

} // namespace tuilerie
