// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/slab.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstring>
#include <limits>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::Slab)
};

constexpr quint32 headerSize = 2048;
constexpr quint64 tileAlignment = 16;

// TIFF 6.0 field types and the tags that slabs have.
enum Type : quint16 { Short = 3, Long = 4 };
enum Tag : quint16 {
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    Photometric = 262,
    StripOffsets = 273,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    ExtraSamples = 338,
    SampleFormat = 339,
    YCbCrSubSampling = 530
};

void put16(QByteArray &bytes, qsizetype at, quint16 value)
{
    qToLittleEndian(value, bytes.data() + at);
}

void put32(QByteArray &bytes, qsizetype at, quint32 value)
{
    qToLittleEndian(value, bytes.data() + at);
}

// Writes a TIFF header with one IFD.
class HeaderWriter
{
public:
    HeaderWriter(qsizetype size, qsizetype directory)
        : m_bytes(size, '\0')
        , m_directory(directory)
    {
        std::memcpy(m_bytes.data(), "II*\0", 4);
        put32(m_bytes, 4, quint32(directory));
    }
    void shorts(qsizetype at, quint16 value, int count)
    {
        for (qsizetype i = 0; i < count; ++i)
            put16(m_bytes, at + 2 * i, value);
    }
    void tag(Tag tag, Type type, quint32 count, quint32 value)
    {
        const qsizetype at = m_directory + 2 + 12 * m_tags++;
        put16(m_bytes, at, tag);
        put16(m_bytes, at + 2, type);
        put32(m_bytes, at + 4, count);
        put32(m_bytes, at + 8, value);
    }
    QByteArray finish()
    {
        put16(m_bytes, m_directory, quint16(m_tags));
        return std::move(m_bytes);
    }

private:
    QByteArray m_bytes;
    qsizetype m_directory;
    qsizetype m_tags = 0;
};

// All slabs have their IFD here, behind four copies of the bits per sample; vector slabs have zeros there.
constexpr qsizetype slabDirectory = 16;

constexpr quint32 twoShorts(quint32 first, quint32 second)
{
    return first | second << 16;
}

bool isJpeg(const RasterFormat &format)
{
    return format.compression == TileCompression::Jpeg75 || format.compression == TileCompression::Jpeg90;
}

quint32 compressionTag(const RasterFormat &format)
{
    switch (format.compression) {
    case TileCompression::Raw: return 1;
    case TileCompression::Jpeg75:
    case TileCompression::Jpeg90: return 7;
    case TileCompression::Png: return 8; // a PNG file where the tag says deflate: the format wants it so
    case TileCompression::Lzw: return 5;
    case TileCompression::Zip: return 8;
    case TileCompression::PackBits: return 32773;
    }
    return 1;
}

quint16 bitsOf(const RasterFormat &format)
{
    return format.sample == SampleType::UInt8 ? 8 : 32;
}

quint32 sampleFormatOf(const RasterFormat &format)
{
    return format.sample == SampleType::UInt8 ? 1 : 3;
}

} // namespace

QByteArray slabHeader(const RasterFormat &format, int channels, int tileWidth, int tileHeight, int tilesPerWidth,
    int tilesPerHeight, quint32 singleTileSize)
{
    const quint32 count = quint32(tilesPerWidth) * quint32(tilesPerHeight);
    HeaderWriter writer(headerSize, slabDirectory);
    writer.shorts(8, bitsOf(format), 4);
    writer.tag(ImageWidth, Long, 1, quint32(tilesPerWidth) * quint32(tileWidth));
    writer.tag(ImageLength, Long, 1, quint32(tilesPerHeight) * quint32(tileHeight));
    // Two values fit into the tag itself; the official writers put 8 there whatever the type (docs/rok4.md §5.2).
    const quint32 inlineBits = channels == 1 ? bitsOf(format) : twoShorts(8, 8);
    writer.tag(BitsPerSample, Short, quint32(channels), channels <= 2 ? inlineBits : 8);
    writer.tag(Compression, Short, 1, compressionTag(format));
    writer.tag(Photometric, Short, 1, isJpeg(format) ? 6 : channels <= 2 ? 1 : 2);
    writer.tag(SamplesPerPixel, Short, 1, quint32(channels));
    writer.tag(TileWidth, Long, 1, quint32(tileWidth));
    writer.tag(TileLength, Long, 1, quint32(tileHeight));
    writer.tag(TileOffsets, Long, count, count == 1 ? headerSize + 8 : headerSize);
    writer.tag(TileByteCounts, Long, count, count == 1 ? singleTileSize : headerSize + 4 * count);
    if (channels == 2 || channels == 4)
        writer.tag(ExtraSamples, Short, 1, 2);
    writer.tag(SampleFormat, Short, 1, sampleFormatOf(format));
    if (isJpeg(format))
        writer.tag(YCbCrSubSampling, Short, 2, twoShorts(2, 2));
    return writer.finish();
}

QByteArray vectorSlabHeader(int tilesPerWidth, int tilesPerHeight, quint32 singleTileSize)
{
    const quint32 count = quint32(tilesPerWidth) * quint32(tilesPerHeight);
    HeaderWriter writer(headerSize, slabDirectory);
    writer.tag(ImageWidth, Long, 1, 1);
    writer.tag(ImageLength, Long, 1, 1);
    writer.tag(TileOffsets, Long, count, count == 1 ? headerSize + 8 : headerSize);
    writer.tag(TileByteCounts, Long, count, count == 1 ? singleTileSize : headerSize + 4 * count);
    return writer.finish();
}

QByteArray tileTiffHeader(const RasterFormat &format, int channels, int tileWidth, int tileHeight, quint32 tileSize)
{
    constexpr qsizetype directory = 8;
    const bool alpha = channels == 2 || channels == 4;
    const auto values =
        quint32(directory + 2 + 12 * (alpha ? 11 : 10) + 4); // behind the IFD, where they do not fit into a tag
    const bool apart = channels > 2;
    const quint32 size = values + (apart ? 4 * quint32(channels) : 0);
    HeaderWriter writer(size, directory);
    // One value for each channel: in the tag, or where the tag points to.
    const auto each = [&](Tag tag, quint16 value, quint32 place) {
        if (apart)
            writer.shorts(place, value, channels);
        writer.tag(tag, Short, quint32(channels), apart ? place : channels == 1 ? value : twoShorts(value, value));
    };
    writer.tag(ImageWidth, Long, 1, quint32(tileWidth));
    writer.tag(ImageLength, Long, 1, quint32(tileHeight));
    each(BitsPerSample, bitsOf(format), values);
    writer.tag(Compression, Short, 1, compressionTag(format));
    writer.tag(Photometric, Short, 1, channels <= 2 ? 1 : 2);
    writer.tag(StripOffsets, Long, 1, size);
    writer.tag(SamplesPerPixel, Short, 1, quint32(channels));
    writer.tag(RowsPerStrip, Long, 1, quint32(tileHeight));
    writer.tag(StripByteCounts, Long, 1, tileSize);
    if (alpha)
        writer.tag(ExtraSamples, Short, 1, 2);
    each(SampleFormat, quint16(sampleFormatOf(format)), values + 2 * quint32(channels));
    return writer.finish();
}

Result<QByteArray> assembleSlab(const QByteArray &header, const std::vector<QByteArray> &tiles)
{
    const quint64 indexEnd = headerSize + 8 * quint64(tiles.size());
    std::vector<quint64> offsets(tiles.size());
    quint64 position = indexEnd;
    quint64 end = indexEnd;
    for (size_t i = 0; i < tiles.size(); ++i) {
        offsets[i] = position;
        if (tiles[i].isEmpty())
            continue; // an absent tile has the offset that the next one will have
        end = position + quint64(tiles[i].size());
        position = (end + tileAlignment - 1) & ~(tileAlignment - 1);
    }
    if (position > std::numeric_limits<quint32>::max()) {
        return fail(ErrorCode::Invalid,
            Text::tr("A slab would be larger than 4 GiB, which the format cannot hold. Choose smaller slabs "
                     "(fewer tiles each) or a compressed format."));
    }
    QByteArray slab(qsizetype(end), Qt::Uninitialized);
    std::memcpy(slab.data(), header.constData(), headerSize);
    for (size_t i = 0; i < tiles.size(); ++i) {
        put32(slab, qsizetype(headerSize + 4 * i), quint32(offsets[i]));
        put32(slab, qsizetype(headerSize + 4 * (tiles.size() + i)), quint32(tiles[i].size()));
    }
    quint64 written = indexEnd;
    for (size_t i = 0; i < tiles.size(); ++i) {
        if (tiles[i].isEmpty())
            continue;
        std::memset(slab.data() + written, 0, offsets[i] - written);
        std::memcpy(slab.data() + offsets[i], tiles[i].constData(), size_t(tiles[i].size()));
        written = offsets[i] + quint64(tiles[i].size());
    }
    return slab;
}

Result<SlabIndex> SlabIndex::parse(const QByteArray &head, int tileCount, quint64 size)
{
    const quint64 indexEnd = headerSize + 8 * quint64(std::max(tileCount, 0));
    if (tileCount < 1 || quint64(head.size()) < indexEnd || size < indexEnd) {
        return fail(ErrorCode::Corrupt,
            Text::tr("The slab is too short to hold its index of %1 tiles (%2 bytes of %3). Generate it again.")
                .arg(tileCount)
                .arg(std::min<quint64>(size, quint64(head.size())))
                .arg(indexEnd));
    }
    if (std::memcmp(head.constData(), "II*\0", 4) != 0)
        return fail(ErrorCode::Corrupt, Text::tr("The slab does not begin like a TIFF file. Generate it again."));

    SlabIndex index;
    index.m_tiles.resize(size_t(tileCount));
    const char *offsets = head.constData() + headerSize;
    const char *sizes = offsets + 4 * qsizetype(tileCount);
    for (int i = 0; i < tileCount; ++i) {
        TileLocation &tile = index.m_tiles[size_t(i)];
        tile.offset = qFromLittleEndian<quint32>(offsets + 4 * i);
        tile.size = qFromLittleEndian<quint32>(sizes + 4 * i);
        if (tile.size == 0)
            continue;
        if (tile.offset < indexEnd || tile.offset + tile.size > size) {
            return fail(ErrorCode::Corrupt,
                Text::tr(
                    "The slab's index puts tile %1 at bytes %2 to %3 of a file of %4. The slab is truncated or its index is "
                    "damaged: generate it again.")
                    .arg(i)
                    .arg(tile.offset)
                    .arg(tile.offset + tile.size)
                    .arg(size));
        }
    }
    return index;
}

} // namespace tuilerie
