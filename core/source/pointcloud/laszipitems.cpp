// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/pointcloud/laszipitems.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstring>

namespace tuilerie {

QString codecText(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::LazCodec", sentence);
}

namespace {

tl::unexpected<Error> mismatch(const QString &detail)
{
    return fail(ErrorCode::Corrupt,
        codecText("The description of the compression does not fit the points. Copy the file again from its source, or "
                  "compress it again."),
        detail);
}

Status unpack(LASzip &zip, const QByteArray &payload)
{
    if (payload.size() < 34)
        return mismatch(QStringLiteral("laszip record of %1 bytes").arg(payload.size()));
    // LASzip believes the count within, and would read past a shorter record.
    const int count = qFromLittleEndian<quint16>(payload.constData() + 32);
    if (count < 1 || count > 64 || payload.size() < 34 + 6 * count)
        return mismatch(QStringLiteral("laszip record of %1 bytes for %2 items").arg(payload.size()).arg(count));
    const QByteArray exact = payload.left(34 + 6 * count);
    if (!zip.unpack(reinterpret_cast<const unsigned char *>(exact.constData()), int(exact.size())))
        return fail(ErrorCode::Unsupported,
            codecText("The points are compressed in a way that this version does not know. Compress the file again with a "
                      "current program."),
            QString::fromLatin1(zip.get_error()));
    return {};
}

bool isLayeredItem(int type)
{
    return type == LASitem::POINT14 || type == LASitem::RGB14 || type == LASitem::RGBNIR14 || type == LASitem::WAVEPACKET14
        || type == LASitem::BYTE14;
}

int layersOf(const LASitem &item)
{
    switch (item.type) {
    case LASitem::POINT14: return 9;
    case LASitem::RGBNIR14: return 2;
    case LASitem::BYTE14: return item.size;
    default: return 1;
    }
}

} // namespace

Result<std::unique_ptr<LaszipItems>> LaszipItems::create(const LasLayout &layout)
{
    const int standard = LasLayout::standardSize(layout.pointFormat);
    if (standard == 0 || layout.recordLength < standard || layout.recordLength > 65535)
        return fail(ErrorCode::Unsupported,
            codecText("Points of format %1 with %2 bytes each cannot be read.")
                .arg(layout.pointFormat)
                .arg(layout.recordLength));
    auto items = std::make_unique<LaszipItems>();
    LASzip &zip = items->zip;
    if (!layout.laszip.isEmpty()) {
        TUILERIE_CHECK(unpack(zip, layout.laszip));
    } else {
        if (!zip.setup(quint8(layout.pointFormat), quint16(layout.recordLength), LASZIP_COMPRESSOR_LAYERED_CHUNKED))
            return fail(
                ErrorCode::Internal, codecText("The points cannot be compressed."), QString::fromLatin1(zip.get_error()));
        zip.request_version(layout.pointFormat >= 6 ? 3 : 2);
        zip.chunk_size = 0xffffffff;
    }
    if (!zip.check(quint16(layout.recordLength)))
        return mismatch(QString::fromLatin1(zip.get_error()));
    items->isLayered = zip.compressor == LASZIP_COMPRESSOR_LAYERED_CHUNKED;
    if (zip.compressor == LASZIP_COMPRESSOR_NONE || items->isLayered != (layout.pointFormat >= 6))
        return mismatch(QStringLiteral("compressor %1 for format %2").arg(zip.compressor).arg(layout.pointFormat));
    int at = 0;
    for (int i = 0; i < zip.num_items; ++i) {
        const LASitem &item = zip.items[i];
        if (isLayeredItem(item.type) != items->isLayered || item.version == 0)
            return mismatch(QStringLiteral("item %1 of version %2 with compressor %3")
                                .arg(int(item.type))
                                .arg(item.version)
                                .arg(zip.compressor));
        if ((i == 0) != (item.type == LASitem::POINT10 || item.type == LASitem::POINT14))
            return mismatch(QStringLiteral("item %1 at place %2").arg(int(item.type)).arg(i));
        if (item.type == LASitem::WAVEPACKET14) // one at the most, so that the decoder needs one place for it
            items->wavePacket = items->wavePacket < 0 ? i : 0;
        if (items->wavePacket == 0)
            return mismatch(QStringLiteral("two wave packets"));
        items->offsets.push_back(at);
        at += item.size;
        items->layers += items->isLayered ? layersOf(item) : 0;
    }
    return items;
}

void LaszipPoint14::fromRecord(const char *record)
{
    memcpy(this, record, 14); // coordinates and intensity
    const auto *bytes = reinterpret_cast<const quint8 *>(record);
    const quint8 flags = bytes[15];
    returns = bytes[14];
    classification = bytes[16];
    userData = bytes[17];
    memcpy(&scanAngle, record + 18, 2);
    memcpy(&sourceId, record + 20, 2);
    memcpy(&gpsTime, record + 22, 8);
    bits = quint8(1 | ((flags >> 4) & 3) << 2 | (flags & 15) << 4);
    // LASzip writes the first record of a chunk from the older fields where these say enough.
    legacyReturns = flags & 0xc0;
    legacyClass = quint8((classification < 32 ? classification : 0) | (flags & 7) << 5);
}

void LaszipPoint14::toRecord(char *record) const
{
    memcpy(record, this, 14);
    auto *bytes = reinterpret_cast<quint8 *>(record);
    bytes[14] = returns;
    bytes[15] = quint8(bits >> 4 | ((bits >> 2) & 3) << 4 | (legacyReturns & 0xc0));
    bytes[16] = classification;
    bytes[17] = userData;
    memcpy(record + 18, &scanAngle, 2);
    memcpy(record + 20, &sourceId, 2);
    memcpy(record + 22, &gpsTime, 8);
}

} // namespace tuilerie
