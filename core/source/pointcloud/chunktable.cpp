// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/lazcodec.h"

#include "source/pointcloud/laszipitems.h"

#include <QtEndian>

#include <laszip/arithmeticdecoder.hpp>
#include <laszip/arithmeticencoder.hpp>
#include <laszip/bytestreamin_array.hpp>
#include <laszip/bytestreamout_array.hpp>
#include <laszip/integercompressor.hpp>

namespace tuilerie {

Result<QByteArray> encodeChunkTable(const std::vector<LazChunkEntry> &chunks)
{
    ByteStreamOutArrayLE stream(qint64(64 + chunks.size() * 12));
    const quint32 head[2] = {qToLittleEndian(quint32(0)), qToLittleEndian(quint32(chunks.size()))};
    try {
        bool done = stream.putBytes(reinterpret_cast<const quint8 *>(head), sizeof head);
        if (!chunks.empty()) {
            ArithmeticEncoder encoder;
            done = encoder.init(&stream) && done;
            IntegerCompressor integers(&encoder, 32, 2);
            integers.initCompressor();
            quint32 points = 0, bytes = 0;
            for (const LazChunkEntry &chunk : chunks) {
                if (chunk.points < 0 || chunk.points > 0xffffffff || chunk.bytes < 0 || chunk.bytes > 0xffffffff)
                    return fail(ErrorCode::Invalid,
                        codecText("A chunk of points is too large for a LAZ file. Use smaller chunks."),
                        QStringLiteral("%1 points, %2 bytes").arg(chunk.points).arg(chunk.bytes));
                integers.compress(qint32(points), qint32(quint32(chunk.points)), 0);
                integers.compress(qint32(bytes), qint32(quint32(chunk.bytes)), 1);
                points = quint32(chunk.points);
                bytes = quint32(chunk.bytes);
            }
            encoder.done();
        }
        if (done)
            return QByteArray(reinterpret_cast<const char *>(stream.getData()), stream.getCurr());
    } catch (...) { // no memory
    }
    return fail(
        ErrorCode::Io, codecText("There is not enough memory for the list of chunks. Close other programs and try again."));
}

Result<std::vector<LazChunkEntry>> decodeChunkTable(std::span<const char> table, qint64 fixedPoints, qint64 maxChunks)
{
    const auto damaged = [](const QString &detail) {
        return fail(ErrorCode::Corrupt,
            codecText("The list of chunks of compressed points is damaged. Copy the file again from its source."), detail);
    };
    if (table.size() < 8 || qFromLittleEndian<quint32>(table.data()) != 0)
        return damaged(QStringLiteral("no chunk table of version 0 in %1 bytes").arg(table.size()));
    const qint64 count = qFromLittleEndian<quint32>(table.data() + 4);
    if (count > maxChunks)
        return damaged(QStringLiteral("%1 chunks where there is room for %2").arg(count).arg(maxChunks));
    std::vector<LazChunkEntry> chunks;
    if (count == 0)
        return chunks;
    // 32 ones at its start would lead LASzip's decoder out of its tables (lazcodec.cpp).
    if (table.size() < 12 || qFromLittleEndian<quint32>(table.data() + 8) == 0xffffffff)
        return damaged(QStringLiteral("no entries"));
    try {
        ByteStreamInArrayLE stream(reinterpret_cast<const quint8 *>(table.data()) + 8, qint64(table.size()) - 8);
        ArithmeticDecoder decoder;
        decoder.init(&stream);
        IntegerCompressor integers(&decoder, 32, 2);
        integers.initDecompressor();
        quint32 points = 0, bytes = 0;
        for (qint64 i = 0; i < count; ++i) {
            if (fixedPoints <= 0)
                points = quint32(integers.decompress(qint32(points), 0));
            bytes = quint32(integers.decompress(qint32(bytes), 1));
            chunks.push_back({fixedPoints > 0 ? 0 : qint64(points), qint64(bytes)});
        }
    } catch (...) { // LASzip throws numbers
        return damaged(QStringLiteral("ends after %1 of %2 chunks").arg(chunks.size()).arg(count));
    }
    return chunks;
}

} // namespace tuilerie
