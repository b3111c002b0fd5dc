// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/lasfile.h"

#include "source/pointcloud/laszipitems.h"
#include "source/pointcloud/lasrecords.h"
#include "source/pointcloud/lazchunks.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::PointCloudSource", sentence);
}

std::vector<LasChunk> plainChunks(const LasHeader &header)
{
    std::vector<LasChunk> chunks;
    for (qint64 first = 0; first < header.points; first += kUsualChunk) {
        const qint64 points = std::min(kUsualChunk, header.points - first);
        chunks.push_back({header.pointDataStart + first * header.recordLength, points * header.recordLength, first, points});
    }
    return chunks;
}

/// Room for whole points behind the last one, before what the header says comes next.
qint64 bytesBeyond(const ByteFile &file, const LasHeader &header)
{
    const qint64 last = header.pointDataStart + header.points * header.recordLength;
    qint64 end = file.size();
    for (const qint64 next : {header.extendedRecordsStart, header.waveformStart})
        if (next >= last && next < end)
            end = next;
    return end - last >= header.recordLength ? end - last : 0;
}

} // namespace

struct LasFile::Private
{
    std::shared_ptr<const ByteFile> file;
    LasHeader header;
    LasLayout layout;
    std::vector<LasRecord> records;
    LazChunkTable table;
    mutable std::once_flag once;
    mutable std::vector<LasChunk> chunks;
};

LasFile::LasFile(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}
LasFile::~LasFile() = default;

Result<std::shared_ptr<const LasFile>> LasFile::open(const QString &path)
{
    auto data = std::make_unique<Private>();
    TUILERIE_TRY(file, ByteFile::open(path));
    data->file = file;
    TUILERIE_TRY(header, parseLas(*file, data->records));
    LasLayout &layout = data->layout;
    layout.pointFormat = header.pointFormat;
    layout.recordLength = header.recordLength;
    layout.extraBytes = header.recordLength - LasLayout::standardSize(header.pointFormat);
    layout.laszip = header.laszip;
    layout.isCompressed = header.isCompressed;
    data->header = header;
    if (layout.isCompressed && header.points > 0) {
        if (auto items = LaszipItems::create(layout); !items) {
            Error error = items.error();
            error.message = tr("%1 cannot be decoded: %2").arg(path, error.message);
            return fail(std::move(error));
        }
        TUILERIE_TRY(table, readChunkTable(*file, header, layout));
        data->table = std::move(table);
    } else {
        data->table.isWhole = true;
        data->table.chunks = plainChunks(header);
        if (!header.isCompressed)
            data->table.unread = bytesBeyond(*file, header);
    }
    return std::shared_ptr<const LasFile>(new LasFile(std::move(data)));
}

const QString &LasFile::path() const
{
    return d->file->path();
}

qint64 LasFile::size() const
{
    return d->file->size();
}

const LasHeader &LasFile::header() const
{
    return d->header;
}

const LasLayout &LasFile::layout() const
{
    return d->layout;
}

const std::vector<LasRecord> &LasFile::records() const
{
    return d->records;
}

const LasRecord *LasFile::record(const char *user, quint16 id) const
{
    const auto found = std::find_if(d->records.begin(), d->records.end(),
        [&](const LasRecord &record) { return record.id == id && record.user == user; });
    return found == d->records.end() ? nullptr : &*found;
}

bool LasFile::hasChunkTable() const
{
    return d->table.isWhole;
}

qint64 LasFile::chunkTableStart() const
{
    return d->table.start;
}

const std::vector<LasChunk> &LasFile::chunks() const
{
    if (d->table.isWhole)
        return d->table.chunks;
    std::call_once(d->once, [this] { d->chunks = findChunks(*d->file, d->header, d->layout, d->table); });
    return d->chunks;
}

qint64 LasFile::points() const
{
    if (!d->table.isWhole)
        return d->header.points;
    qint64 sum = 0;
    for (const LasChunk &chunk : d->table.chunks)
        sum += chunk.points;
    return sum;
}

qint64 LasFile::unreadBytes() const
{
    return d->table.unread;
}

Result<QByteArray> LasFile::read(const LasChunk &chunk) const
{
    return d->file->read(chunk.offset, chunk.size);
}

Result<QByteArray> LasFile::read(qint64 offset, qint64 size) const
{
    return d->file->read(offset, size);
}

Status LasFile::decode(const LasChunk &chunk, ChunkDecoder &decoder, char *records) const
{
    TUILERIE_TRY(bytes, read(chunk));
    if (auto done = decoder.decode({bytes.constData(), size_t(bytes.size())}, chunk.points, records); !done)
        return fail(done.error().code,
            tr("The points %1 to %2 of %3 are damaged. Copy the file again from its source.")
                .arg(chunk.first + 1)
                .arg(chunk.first + chunk.points)
                .arg(path()),
            QStringLiteral("chunk at byte %1: %2").arg(chunk.offset).arg(done.error().detail));
    return {};
}

} // namespace tuilerie
