// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/lazcodec.h"

#include "source/pointcloud/laszipitems.h"

#include <QtEndian>

#include <laszip/bytestreamin_array.hpp>
#include <laszip/bytestreamout_array.hpp>
#include <laszip/lasreadpoint.hpp>
#include <laszip/laswritepoint.hpp>

#include <array>
#include <cstring>

namespace tuilerie {

namespace {

constexpr int kMaxItems = 64;
constexpr int kWavePacketSize = 29;

tl::unexpected<Error> damaged(const QString &detail)
{
    return fail(
        ErrorCode::Corrupt, codecText("Compressed points are damaged. Copy the file again from its source."), detail);
}

const quint8 *bytesOf(std::span<const char> data)
{
    return reinterpret_cast<const quint8 *>(data.data());
}

// A stream of the arithmetic coder never starts with 32 ones: its decoder takes value < length on trust and would leave its
// tables.
bool isStream(const char *bytes, qint64 size)
{
    return size >= 4 && qFromLittleEndian<quint32>(bytes) != 0xffffffff;
}

/// Size of the chunk by what its head says; the streams themselves are checked as far as `chunk` goes.
Result<LazChunkEntry> measure(const LaszipItems &items, int recordLength, std::span<const char> chunk, bool isWhole)
{
    const qint64 head = recordLength + 4 + 4 * qint64(items.layers);
    if (qint64(chunk.size()) < head)
        return damaged(
            QStringLiteral("a chunk of %1 bytes has no room for its %2 layer sizes").arg(chunk.size()).arg(items.layers));
    LazChunkEntry entry;
    entry.points = qFromLittleEndian<quint32>(chunk.data() + recordLength);
    entry.bytes = head;
    for (int i = 0; i < items.layers; ++i) {
        const qint64 size = qFromLittleEndian<quint32>(chunk.data() + recordLength + 4 + 4 * i);
        if (size == 0 && i > 0)
            continue;
        if (size < 4)
            return damaged(QStringLiteral("layer %1 of %2 bytes").arg(i).arg(size));
        if (isWhole && (size > qint64(chunk.size()) - entry.bytes || !isStream(chunk.data() + entry.bytes, size)))
            return damaged(QStringLiteral("layer %1 of %2 bytes at %3 in a chunk of %4")
                               .arg(i)
                               .arg(size)
                               .arg(entry.bytes)
                               .arg(chunk.size()));
        entry.bytes += size;
    }
    return entry;
}

} // namespace

int LasLayout::standardSize(int pointFormat)
{
    static constexpr std::array<int, 11> sizes{20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};
    return pointFormat >= 0 && pointFormat <= 10 ? sizes[size_t(pointFormat)] : 0;
}

LasLayout LasLayout::ofFormat(int pointFormat, int extraBytes)
{
    LasLayout layout;
    layout.pointFormat = pointFormat;
    layout.recordLength = standardSize(pointFormat) + extraBytes;
    layout.extraBytes = extraBytes;
    return layout;
}

struct ChunkDecoder::Private
{
    LasLayout layout;
    quint32 selection = LASZIP_DECOMPRESS_SELECTIVE_ALL;
    std::unique_ptr<LaszipItems> items;
    std::unique_ptr<LASreadPoint> reader;

    // LASzip's reader looks for a chunk table once; eight zeros tell it that there is none, and chunks then start where a
    // stream does.
    Status makeReader()
    {
        static const quint8 none[8] = {};
        ByteStreamInArrayLE stream(none, sizeof none);
        items->zip.chunk_size = 0xfffffffe; // one chunk at a time, as long as it likes
        auto fresh = std::make_unique<LASreadPoint>(selection);
        if (!fresh->setup(items->zip.num_items, items->zip.items, &items->zip) || !fresh->init(&stream)
            || (items->zip.compressor != LASZIP_COMPRESSOR_POINTWISE && !fresh->seek(0, 0)))
            return fail(ErrorCode::Unsupported,
                codecText("The points are compressed in a way that this version does not know. Compress the file again with "
                          "a current program."));
        reader = std::move(fresh);
        return {};
    }

    bool read(ByteStreamInArrayLE &stream, qint64 points, char *records)
    {
        if (!reader->init(&stream))
            return false;
        std::array<quint8 *, kMaxItems> pointers{};
        LaszipPoint14 point{};
        point.bits = 1;
        const bool isLayered = items->isLayered;
        const size_t count = items->offsets.size();
        // A wave packet that never changes in a chunk is written with its first point only.
        const int wave = items->wavePacket;
        std::array<quint8, kWavePacketSize> packet{};
        for (qint64 i = 0; i < points; ++i, records += layout.recordLength) {
            for (size_t k = 0; k < count; ++k)
                pointers[k] = reinterpret_cast<quint8 *>(records) + items->offsets[k];
            if (isLayered)
                pointers[0] = reinterpret_cast<quint8 *>(&point);
            if (wave > 0)
                pointers[size_t(wave)] = packet.data();
            if (!reader->read(pointers.data()))
                return false;
            if (isLayered)
                point.toRecord(records);
            if (wave > 0)
                memcpy(records + items->offsets[size_t(wave)], packet.data(), packet.size());
        }
        return true;
    }
};

ChunkDecoder::ChunkDecoder(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}
ChunkDecoder::~ChunkDecoder() = default;

Result<std::unique_ptr<ChunkDecoder>> ChunkDecoder::create(const LasLayout &layout, LasFields fields)
{
    auto data = std::make_unique<Private>();
    data->layout = layout;
    if (fields == LasFields::Coordinates)
        data->selection = LASZIP_DECOMPRESS_SELECTIVE_Z;
    else if (fields == LasFields::CoordinatesAndClass)
        data->selection =
            LASZIP_DECOMPRESS_SELECTIVE_Z | LASZIP_DECOMPRESS_SELECTIVE_CLASSIFICATION | LASZIP_DECOMPRESS_SELECTIVE_FLAGS;
    if (layout.isCompressed) {
        TUILERIE_TRY(items, LaszipItems::create(layout));
        data->items = std::move(items);
        TUILERIE_CHECK(data->makeReader());
    } else if (layout.recordLength < 1) {
        return fail(ErrorCode::Invalid,
            codecText("Points of format %1 with %2 bytes each cannot be read.")
                .arg(layout.pointFormat)
                .arg(layout.recordLength));
    }
    return std::unique_ptr<ChunkDecoder>(new ChunkDecoder(std::move(data)));
}

Status ChunkDecoder::decode(std::span<const char> chunk, qint64 points, char *records, qint64 *used)
{
    const qint64 length = d->layout.recordLength;
    if (used)
        *used = 0;
    if (points <= 0)
        return {};
    if (!d->layout.isCompressed) {
        if (qint64(chunk.size()) / length < points)
            return damaged(QStringLiteral("%1 bytes for %2 points").arg(chunk.size()).arg(points));
        memcpy(records, chunk.data(), size_t(points * length));
        if (used)
            *used = points * length;
        return {};
    }
    qint64 size = 0;
    if (d->items->isLayered) {
        TUILERIE_TRY(entry, measure(*d->items, int(length), chunk, true));
        if (entry.points < points)
            return damaged(QStringLiteral("the chunk says %1 points, %2 are expected").arg(entry.points).arg(points));
        size = entry.bytes;
    } else if (qint64(chunk.size()) < length || !isStream(chunk.data() + length, qint64(chunk.size()) - length)) {
        return damaged(QStringLiteral("a chunk of %1 bytes").arg(chunk.size()));
    }
    QString reason;
    try {
        if (!d->reader)
            TUILERIE_CHECK(d->makeReader());
        ByteStreamInArrayLE stream(bytesOf(chunk), qint64(chunk.size()));
        if (d->read(stream, points, records)) {
            if (used)
                *used = d->items->isLayered ? size : stream.tell();
            return {};
        }
        reason = QString::fromLatin1(d->reader->error() ? d->reader->error() : "unknown");
    } catch (const std::exception &exception) {
        reason = QString::fromLatin1(exception.what());
    } catch (...) { // LASzip throws numbers
        reason = QStringLiteral("the stream does not decode");
    }
    d->reader.reset(); // what it holds is half a chunk
    return damaged(reason);
}

struct ChunkEncoder::Private
{
    LasLayout layout;
    std::unique_ptr<LaszipItems> items;
    ByteStreamOutArrayLE stream{1 << 20};
    LASwritePoint writer;
    qint64 points = 0;
    LaszipPoint14 point{};
    std::array<const quint8 *, kMaxItems> pointers{};

    bool write(const char *record)
    {
        const size_t count = items->offsets.size();
        for (size_t k = 0; k < count; ++k)
            pointers[k] = reinterpret_cast<const quint8 *>(record) + items->offsets[k];
        if (items->isLayered) {
            point.fromRecord(record);
            pointers[0] = reinterpret_cast<const quint8 *>(&point);
        }
        if (!writer.write(pointers.data()))
            return false;
        ++points;
        return true;
    }
};

namespace {

constexpr int kBeforeChunk = 8; // where LASzip would write the place of its own chunk table

tl::unexpected<Error> noMemory()
{
    return fail(ErrorCode::Io,
        codecText("There is not enough memory to compress the points. Lower the memory limit or the number of workers."));
}

} // namespace

ChunkEncoder::ChunkEncoder(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}
ChunkEncoder::~ChunkEncoder() = default;

Result<std::unique_ptr<ChunkEncoder>> ChunkEncoder::create(const LasLayout &layout)
{
    auto data = std::make_unique<Private>();
    data->layout =
        LasLayout::ofFormat(layout.pointFormat, layout.recordLength - LasLayout::standardSize(layout.pointFormat));
    TUILERIE_TRY(items, LaszipItems::create(data->layout));
    data->items = std::move(items);
    LASzip &zip = data->items->zip;
    if (!data->writer.setup(zip.num_items, zip.items, &zip) || !data->writer.init(&data->stream))
        return fail(ErrorCode::Internal, codecText("The points cannot be compressed."));
    return std::unique_ptr<ChunkEncoder>(new ChunkEncoder(std::move(data)));
}

Status ChunkEncoder::add(const char *record)
{
    return add(record, 1);
}

Status ChunkEncoder::add(const char *records, qint64 count)
{
    try {
        for (const char *const end = records + count * d->layout.recordLength; records != end;
             records += d->layout.recordLength) {
            if (!d->write(records))
                return noMemory();
        }
        return {};
    } catch (...) {
        return noMemory();
    }
}

Result<QByteArray> ChunkEncoder::finish()
{
    if (d->points == 0)
        return QByteArray();
    try {
        if (d->writer.chunk()) {
            const qint64 size = d->stream.getCurr() - kBeforeChunk;
            QByteArray chunk(reinterpret_cast<const char *>(d->stream.getData()) + kBeforeChunk, size);
            d->stream.seek(kBeforeChunk);
            d->points = 0;
            return chunk;
        }
    } catch (...) {
    }
    return noMemory();
}

QByteArray laszipRecord(const LasLayout &layout)
{
    auto items = LaszipItems::create(
        LasLayout::ofFormat(layout.pointFormat, layout.recordLength - LasLayout::standardSize(layout.pointFormat)));
    unsigned char *bytes = nullptr; // belongs to the LASzip
    int count = 0;
    if (!items || !(*items)->zip.pack(bytes, count))
        return {};
    return QByteArray(reinterpret_cast<const char *>(bytes), count);
}

qint64 layeredHeadSize(const LasLayout &layout)
{
    const auto items = LaszipItems::create(layout);
    return items && (*items)->isLayered ? layout.recordLength + 4 + 4 * qint64((*items)->layers) : 0;
}

Result<LazChunkEntry> measureLayeredChunk(const LasLayout &layout, std::span<const char> head)
{
    TUILERIE_TRY(items, LaszipItems::create(layout));
    if (!items->isLayered)
        return fail(ErrorCode::Unsupported, codecText("Only points of the formats 6 to 10 are in layers."));
    return measure(*items, layout.recordLength, head, false);
}

} // namespace tuilerie
