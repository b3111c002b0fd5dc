// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/lazchunks.h"

#include <QtEndian>

#include <algorithm>

namespace tuilerie {

namespace {

/// A point costs at least three symbols of the arithmetic coder, of which none is cheaper than 0.0056 bits: 475 points a
/// byte.
constexpr qint64 kMostPointsPerByte = 500;
/// What long records make of a few bytes: above so much, no real file packs tighter than so many to one.
constexpr qint64 kAnyBytes = qint64(64) << 20;
constexpr qint64 kMostRatio = 1000;

constexpr quint32 kVariable = 0xffffffff;

qint64 endOfChunks(const ByteFile &file, const LasHeader &header, const LazChunkTable &table)
{
    if (table.start > 0)
        return table.start;
    return header.extendedRecordsStart > header.pointDataStart && header.extendedRecordsStart < file.size()
        ? header.extendedRecordsStart
        : file.size();
}

LasChunk lostPoints(const LasLayout &layout, const std::vector<LasChunk> &chunks, qint64 at, qint64 end, qint64 points)
{
    LasChunk lost;
    lost.offset = at;
    lost.size = std::clamp<qint64>(end - at, 0, 1 << 20);
    lost.first = chunks.empty() ? 0 : chunks.back().first + chunks.back().points;
    lost.points = std::min({points, kUsualChunk, std::max<qint64>(1, kAnyBytes / layout.recordLength)});
    return lost;
}

/// Chunks in layers say how long they are.
std::vector<LasChunk> followLayers(
    const ByteFile &file, const LasHeader &header, const LasLayout &layout, const LazChunkTable &table)
{
    std::vector<LasChunk> chunks;
    const qint64 end = endOfChunks(file, header, table);
    const qint64 headSize = layeredHeadSize(layout);
    qint64 at = table.firstChunk, done = 0;
    while (done < header.points) {
        const auto head = file.readUpTo(at, headSize);
        const auto entry =
            head ? measureLayeredChunk(layout, {head->constData(), size_t(head->size())}) : tl::unexpected<Error>(Error{});
        if (!entry || entry->points < 1 || entry->bytes > end - at || !canHold(layout, entry->bytes, entry->points)) {
            chunks.push_back(lostPoints(layout, chunks, at, end, header.points - done));
            break;
        }
        const qint64 points = std::min(entry->points, header.points - done);
        chunks.push_back({at, entry->bytes, done, points});
        at += entry->bytes;
        done += points;
    }
    return chunks;
}

/// Others only end where their last point does.
std::vector<LasChunk> followByDecoding(
    const ByteFile &file, const LasHeader &header, const LasLayout &layout, const LazChunkTable &table)
{
    std::vector<LasChunk> chunks;
    const qint64 end = endOfChunks(file, header, table);
    const qint64 most = std::min(table.pointsPerChunk, header.points);
    // Here each byte that no standard field names costs a symbol of its own too.
    const qint64 pointsThatFit = (end - table.firstChunk) * kMostPointsPerByte * 3 / (3 + layout.extraBytes);
    if (most > pointsThatFit || !canHold(layout, end - table.firstChunk, most))
        return {lostPoints(layout, {}, table.firstChunk, end, header.points)};
    auto decoder = ChunkDecoder::create(layout);
    QByteArray records(most * layout.recordLength, Qt::Uninitialized);
    const qint64 window = records.size() * 2 + 1024; // more than any sane chunk takes
    qint64 at = table.firstChunk, done = 0;
    while (done < header.points) {
        const qint64 points = std::min(table.pointsPerChunk, header.points - done);
        const auto bytes = file.readUpTo(at, std::min(window, end - at));
        qint64 used = 0;
        if (!decoder || !bytes
            || !(*decoder)->decode({bytes->constData(), size_t(bytes->size())}, points, records.data(), &used)) {
            chunks.push_back(lostPoints(layout, chunks, at, end, header.points - done));
            break;
        }
        chunks.push_back({at, used, done, points});
        at += used;
        done += points;
    }
    return chunks;
}

/// Fills `table.chunks`; false when the entries cannot be true.
bool place(const LasLayout &layout, const std::vector<LazChunkEntry> &entries, qint64 points, LazChunkTable &table)
{
    qint64 at = table.firstChunk, done = 0;
    for (const LazChunkEntry &entry : entries) {
        LasChunk chunk{
            at, entry.bytes, done, table.pointsPerChunk > 0 ? std::min(table.pointsPerChunk, points - done) : entry.points};
        if (chunk.size < 1 || chunk.size > table.start - at || !canHold(layout, chunk.size, chunk.points))
            return false;
        at += chunk.size;
        if (chunk.points < 1) { // more chunks than the header has points for
            table.unread += chunk.size;
            continue;
        }
        done += chunk.points;
        table.chunks.push_back(chunk);
    }
    // A table that ends before the chunks do was written by a program that was stopped.
    return table.pointsPerChunk > 0 ? done == points : true;
}

/// Chunks in layers say how many points they have, whatever the header counts.
void takeUnread(const ByteFile &file, const LasLayout &layout, LazChunkTable &table)
{
    LazChunkTable whole = table;
    const qint64 headSize = layeredHeadSize(layout);
    // The last one that the header counts may be cut short by it too.
    const LasChunk last = whole.chunks.empty() ? LasChunk{table.firstChunk, 0, 0, 0} : whole.chunks.back();
    if (!whole.chunks.empty())
        whole.chunks.pop_back();
    qint64 done = last.first;
    for (qint64 at = last.offset; at < table.start;) {
        const auto head = file.readUpTo(at, headSize);
        const auto entry =
            head ? measureLayeredChunk(layout, {head->constData(), size_t(head->size())}) : tl::unexpected<Error>(Error{});
        if (!entry || entry->points < 1 || entry->bytes > table.start - at || !canHold(layout, entry->bytes, entry->points))
            return;
        whole.chunks.push_back({at, entry->bytes, done, entry->points});
        at += entry->bytes;
        done += entry->points;
    }
    whole.unread = 0;
    table = std::move(whole);
}

} // namespace

bool canHold(const LasLayout &layout, qint64 bytes, qint64 points)
{
    if (bytes < 0 || points < 0)
        return false;
    const auto claimed = double(points) * double(layout.recordLength);
    return double(points) <= double(bytes) * double(kMostPointsPerByte)
        && claimed <= double(kAnyBytes) + double(bytes) * double(kMostRatio);
}

Result<LazChunkTable> readChunkTable(const ByteFile &file, const LasHeader &header, const LasLayout &layout)
{
    LazChunkTable table;
    const quint16 compressor = qFromLittleEndian<quint16>(layout.laszip.constData());
    if (compressor == 1) { // one stream, no chunks
        table.firstChunk = header.pointDataStart;
        table.isWhole = true;
        table.start = -1;
        const qint64 size = endOfChunks(file, header, table) - header.pointDataStart;
        if (!canHold(layout, size, header.points))
            table.isWhole = false;
        else if (header.points > 0)
            table.chunks.push_back({header.pointDataStart, size, 0, header.points});
        return table;
    }
    const quint32 perChunk = qFromLittleEndian<quint32>(layout.laszip.constData() + 12);
    table.pointsPerChunk = perChunk == kVariable || perChunk == 0 ? 0 : perChunk;
    table.firstChunk = header.pointDataStart + 8;
    TUILERIE_TRY(place64, file.read(header.pointDataStart, 8));
    qint64 start = qFromLittleEndian<qint64>(place64.constData());
    if (start < table.firstChunk
        && file.size() >= table.firstChunk + 8) { // written to a stream: the place is at the file's end
        TUILERIE_TRY(last, file.read(file.size() - 8, 8));
        start = qFromLittleEndian<qint64>(last.constData());
    }
    if (start < table.firstChunk || start > file.size() - 8)
        return table;
    table.start = start;
    const qint64 mostChunks =
        (start - table.firstChunk) / std::max(1, layout.recordLength); // each begins with a record as it is
    TUILERIE_TRY(bytes, file.readUpTo(start, 64 + mostChunks * 16));
    const auto entries = decodeChunkTable({bytes.constData(), size_t(bytes.size())}, table.pointsPerChunk, mostChunks);
    table.isWhole = entries && place(layout, *entries, header.points, table);
    if (!table.isWhole) {
        table.chunks.clear();
        table.unread = 0;
    } else if (table.unread > 0 && layeredHeadSize(layout) > 0) {
        takeUnread(file, layout, table);
    }
    return table;
}

std::vector<LasChunk> findChunks(
    const ByteFile &file, const LasHeader &header, const LasLayout &layout, const LazChunkTable &table)
{
    if (header.points == 0)
        return {};
    if (layeredHeadSize(layout) > 0)
        return followLayers(file, header, layout, table);
    if (table.pointsPerChunk > 0)
        return followByDecoding(file, header, layout, table);
    return {lostPoints(layout, {}, table.firstChunk, endOfChunks(file, header, table), header.points)};
}

} // namespace tuilerie
