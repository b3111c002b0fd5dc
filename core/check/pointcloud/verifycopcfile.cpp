// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "check/pointcloud/verifynodes.h"
#include "source/pointcloud/eptfile.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VerifyPointCloud", sentence);
}

void checkLayout(const LasFile &file, ErrorList &errors)
{
    const LasHeader &header = file.header();
    const QByteArray &info = file.records().front().data;
    if (std::any_of(info.begin() + 72, info.end(), [](char c) { return c != 0; }))
        errors.add(tr("%1: reserved bytes of the COPC record are not zero.").arg(file.path()));
    if (!header.saysWkt())
        errors.add(tr("%1: the header does not say that the coordinate reference system is WKT (global encoding, bit 4).")
                       .arg(file.path()));
    const LasRecord *wkt = file.record("LASF_Projection", 2112);
    if (!wkt || wkt->isExtended)
        errors.add(tr("%1: it has no WKT record; several readers refuse it.").arg(file.path()));
    const auto isZero = [](qint64 count) { return count == 0; };
    // A count that is repeated in the old place is tolerated: many writers do so.
    if (header.legacyPoints != 0 && header.legacyPoints != header.points)
        errors.add(tr("%1: the 32-bit count of points says %2, the 64-bit one %3.")
                       .arg(file.path())
                       .arg(header.legacyPoints)
                       .arg(header.points));
    if (header.legacyPoints == 0
        && !std::all_of(header.legacyCountsByReturn.begin(), header.legacyCountsByReturn.end(), isZero))
        errors.add(tr("%1: the 32-bit counts by return are not zero.").arg(file.path()));
    if (header.readRecords != header.announcedRecords)
        errors.add(tr("%1: %2 of its %3 records can be read.")
                       .arg(file.path())
                       .arg(header.readRecords)
                       .arg(header.announcedRecords));
}

/// The LAZ reader's view (chunk table) and the COPC reader's (hierarchy) must be one.
void checkChunks(const CopcFile &copc, ErrorList &errors)
{
    const LasFile &file = *copc.file();
    if (copc.file()->header().points == 0)
        return;
    if (!file.hasChunkTable()) {
        errors.add(tr("%1: its chunk table is missing or damaged.").arg(file.path()));
        return;
    }
    std::vector<LasChunk> nodes;
    for (const CopcNode &node : copc.nodes()) {
        if (node.chunk.points > 0)
            nodes.push_back(node.chunk);
    }
    std::sort(nodes.begin(), nodes.end(), [](const LasChunk &a, const LasChunk &b) { return a.offset < b.offset; });
    const std::vector<LasChunk> &chunks = file.chunks();
    if (nodes.size() != chunks.size()) {
        errors.add(tr("%1: its chunk table lists %2 chunks, its hierarchy %3 nodes with points.")
                       .arg(file.path())
                       .arg(chunks.size())
                       .arg(nodes.size()));
        return;
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].offset != chunks[i].offset || nodes[i].size != chunks[i].size || nodes[i].points != chunks[i].points) {
            errors.add(tr("%1: chunk %2 is at %3 with %4 points in its table, at %5 with %6 points in its hierarchy.")
                           .arg(file.path())
                           .arg(i)
                           .arg(chunks[i].offset)
                           .arg(chunks[i].points)
                           .arg(nodes[i].offset)
                           .arg(nodes[i].points));
            return;
        }
    }
    if (const LasChunk &last = chunks.back(); last.offset + last.size != file.chunkTableStart())
        errors.add(tr("%1: there is a gap between its chunks and their table.").arg(file.path()));
}

void checkAncestors(const CopcFile &copc, ErrorList &errors)
{
    for (const CopcNode &node : copc.nodes()) {
        OctreeKey up{node.key.level - 1, node.key.x >> 1, node.key.y >> 1, node.key.z >> 1};
        const auto found = std::lower_bound(copc.nodes().begin(), copc.nodes().end(), up,
            [](const CopcNode &a, const OctreeKey &key) { return a.key < key; });
        if (node.key.level > 0 && (found == copc.nodes().end() || found->key != up))
            errors.add(tr("%1: the parent of node %2 is not listed.").arg(copc.file()->path(), octreeKeyName(node.key)));
    }
}

void checkFacts(const CopcFile &copc, const PointFacts &facts, ErrorList &errors)
{
    const LasHeader &header = copc.file()->header();
    const QString &path = copc.file()->path();
    if (facts.points == 0)
        return;
    for (size_t i = 1; i <= 15; ++i) {
        if (facts.returns[i] != header.countsByReturn[i - 1])
            errors.add(tr("%1: the header counts %2 points of return %3, there are %4.")
                           .arg(path)
                           .arg(header.countsByReturn[i - 1])
                           .arg(i)
                           .arg(facts.returns[i]));
    }
    const double least[3] = {header.extent.west, header.extent.south, header.minZ};
    const double most[3] = {header.extent.east, header.extent.north, header.maxZ};
    const CopcInfo &info = copc.info();
    for (int i = 0; i < 3; ++i) {
        const double slack = std::abs(header.scale[i]) * 0.5 + 1e-12 * std::abs(header.offset[i]);
        const QChar axis = QLatin1Char("XYZ"[i]);
        if (facts.least[i] < least[i] - slack || facts.most[i] > most[i] + slack)
            errors.add(tr("%1: the header says that %2 goes from %3 to %4, but it goes from %5 to %6.")
                           .arg(path)
                           .arg(axis)
                           .arg(least[i], 0, 'g', 12)
                           .arg(most[i], 0, 'g', 12)
                           .arg(facts.least[i], 0, 'g', 12)
                           .arg(facts.most[i], 0, 'g', 12));
        if (facts.least[i] < info.center[i] - info.halfSize - slack
            || facts.most[i] > info.center[i] + info.halfSize + slack)
            errors.add(tr("%1: there are points outside its cube.").arg(path));
    }
    // Untold bounds (0, 0) are tolerated, wrong ones not.
    if (!(info.gpsMin == 0 && info.gpsMax == 0) && (facts.gpsLeast < info.gpsMin || facts.gpsMost > info.gpsMax))
        errors.add(tr("%1: GPS times go from %2 to %3, its COPC record says %4 to %5.")
                       .arg(path)
                       .arg(facts.gpsLeast, 0, 'g', 17)
                       .arg(facts.gpsMost, 0, 'g', 17)
                       .arg(info.gpsMin, 0, 'g', 17)
                       .arg(info.gpsMax, 0, 'g', 17));
}

} // namespace

void verifyCopcStructure(const CopcFile &copc, ErrorList &errors)
{
    checkLayout(*copc.file(), errors);
    checkChunks(copc, errors);
    checkAncestors(copc, errors);
}

Status verifyCopc(const CopcFile &copc, PointCloudVerification &result, ErrorList &errors, ProgressMeter &meter)
{
    const LasFile &file = *copc.file();
    const LasHeader &header = file.header();
    verifyCopcStructure(copc, errors);

    double least[3];
    for (int i = 0; i < 3; ++i)
        least[i] = copc.info().center[i] - copc.info().halfSize;
    std::vector<PointFacts> facts(static_cast<size_t>(checkWorkers()));
    std::vector<std::unique_ptr<ChunkDecoder>> decoders(facts.size());
    std::vector<QByteArray> buffers(facts.size());
    std::atomic<qint64> nodes{0};
    const auto verifyNode = [&](int worker, qint64 index) -> Status {
        const CopcNode &node = copc.nodes()[size_t(index)];
        if (node.chunk.points == 0)
            return {};
        ++nodes;
        const size_t w = size_t(worker);
        if (node.chunk.points > node.chunk.size * 500) { // more than so many bytes can hold (lazchunks.cpp)
            errors.add(
                tr("%1: node %2 cannot hold %3 points.").arg(file.path(), octreeKeyName(node.key)).arg(node.chunk.points));
            return {};
        }
        if (!decoders[w]) {
            if (auto made = ChunkDecoder::create(file.layout()))
                decoders[w] = std::move(*made);
        }
        buffers[w].resize(node.chunk.points * header.recordLength);
        if (auto done = decoders[w] ? file.decode(node.chunk, *decoders[w], buffers[w].data())
                                    : Status(fail(ErrorCode::Unsupported, {}));
            !done) {
            errors.add(tr("%1: the points of node %2 cannot be decoded.").arg(file.path(), octreeKeyName(node.key)));
        } else {
            const NodeBox box = NodeBox::of(least, 2 * copc.info().halfSize, node.key);
            qint64 outside = 0;
            facts[w].add(factsOf(header, buffers[w].constData(), node.chunk.points, &box, outside));
            if (outside > 0)
                errors.add(tr("%1: %2 points of node %3 lie outside its box.")
                               .arg(file.path())
                               .arg(outside)
                               .arg(octreeKeyName(node.key)));
        }
        return meter.add(node.chunk.points);
    };
    TUILERIE_CHECK(parallel(checkWorkers(), qint64(copc.nodes().size()), verifyNode));
    PointFacts all;
    for (const PointFacts &part : facts)
        all.add(part);
    checkFacts(copc, all, errors);
    ++result.files;
    result.nodes += nodes;
    result.points += all.points;
    result.bytes += file.size();
    result.checksum += all.checksum;
    for (int i = 0; i < 256; ++i) {
        if (all.classes[size_t(i)] > 0)
            result.classes[i] += all.classes[size_t(i)];
    }
    return {};
}

} // namespace tuilerie
