// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/deflate.h"
#include "pyramid/tilecodecs.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstdlib>
#include <cstring>

namespace tuilerie {

namespace {

constexpr int pngLevel = 5; // docs/rok4.md §4
constexpr std::array<uint8_t, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
constexpr size_t headerBytes = 13;
constexpr size_t chunkOverhead = 12; // length, type, CRC

uint8_t colourType(int channels)
{
    constexpr uint8_t types[] = {0, 4, 2, 6}; // gray, gray + alpha, RGB, RGBA
    return types[channels - 1];
}

uint32_t readBig(const uint8_t *at)
{
    return qFromBigEndian<quint32>(at);
}

void appendBig(std::vector<uint8_t> &out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out.push_back(uint8_t(value >> shift));
}

inline uint8_t paeth(int left, int up, int corner)
{
    const int a = std::abs(up - corner);
    const int b = std::abs(left - corner);
    const int c = std::abs(left + up - 2 * corner);
    return uint8_t(a <= b && a <= c ? left : b <= c ? up : corner);
}

// The row filters of PNG (ISO 15948 §9), in place. `above` is the row before, all zero for the first; `step` the bytes of a
// pixel. False for a filter that there is not.
bool unfilterPngRow(uint8_t filter, uint8_t *row, const uint8_t *above, size_t size, size_t step)
{
    switch (filter) {
    case 0: return true;
    case 1:
        for (size_t i = step; i < size; ++i)
            row[i] = uint8_t(row[i] + row[i - step]);
        return true;
    case 2:
        for (size_t i = 0; i < size; ++i)
            row[i] = uint8_t(row[i] + above[i]);
        return true;
    case 3:
        for (size_t i = 0; i < step; ++i)
            row[i] = uint8_t(row[i] + above[i] / 2);
        for (size_t i = step; i < size; ++i)
            row[i] = uint8_t(row[i] + (row[i - step] + above[i]) / 2);
        return true;
    case 4:
        for (size_t i = 0; i < step; ++i)
            row[i] = uint8_t(row[i] + above[i]);
        for (size_t i = step; i < size; ++i)
            row[i] = uint8_t(row[i] + paeth(row[i - step], above[i], above[i - step]));
        return true;
    default: return false;
    }
}

// A whole PNG file: IHDR in the first 33 bytes, one IDAT, IEND (docs/rok4.md §4).
class PngCodec final : public TileCodec
{
public:
    explicit PngCodec(const TileShape &shape)
        : m_shape(shape)
        , m_zeros(shape.rowBytes(), 0)
    {
    }
    Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) override;
    Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) override;
    QString flaw() const override;

private:
    size_t filteredSize() const { return m_shape.bytes() + size_t(m_shape.height); }
    std::array<uint8_t, headerBytes> header() const;
    void putRows(const uint8_t *pixels, size_t rowStride);

    TileShape m_shape;
    std::vector<uint8_t> m_zeros;
    std::vector<uint8_t> m_filtered;
    std::vector<uint8_t> m_stream;
    bool m_filteredRows = false; // of the tile decoded last
    int m_dataChunks = 0;
    Deflate m_deflate{pngLevel};
};

std::array<uint8_t, headerBytes> PngCodec::header() const
{
    std::array<uint8_t, headerBytes> bytes{};
    qToBigEndian(quint32(m_shape.width), bytes.data());
    qToBigEndian(quint32(m_shape.height), bytes.data() + 4);
    bytes[8] = 8;
    bytes[9] = colourType(m_shape.channels);
    return bytes;
}

// Each row with filter 0: the official reader never unfilters (docs/rok4.md §4), so any other is noise to it, though every
// PNG reader takes it and photographs would be a fifth smaller.
void PngCodec::putRows(const uint8_t *pixels, size_t rowStride)
{
    const size_t rowBytes = m_shape.rowBytes();
    m_filtered.resize(filteredSize());
    uint8_t *out = m_filtered.data();
    for (size_t row = 0; row < size_t(m_shape.height); ++row, out += rowBytes + 1) {
        *out = 0;
        std::memcpy(out + 1, pixels + row * rowStride, rowBytes);
    }
}

Result<QByteArray> PngCodec::encode(const uint8_t *pixels, size_t rowStride)
{
    putRows(pixels, rowStride);
    m_stream.assign(signature.begin(), signature.end());
    const auto begin = [&](uint32_t size, const char *type) {
        appendBig(m_stream, size);
        m_stream.insert(m_stream.end(), type, type + 4);
    };
    const auto finish = [&](size_t typeAt) {
        appendBig(m_stream, libdeflate_crc32(0, m_stream.data() + typeAt, m_stream.size() - typeAt));
    };
    begin(headerBytes, "IHDR");
    const auto head = header();
    m_stream.insert(m_stream.end(), head.begin(), head.end());
    finish(12);

    const size_t dataAt = m_stream.size();
    begin(0, "IDAT");
    const size_t streamAt = m_stream.size();
    if (!m_deflate.compress(m_filtered, m_stream))
        return fail(ErrorCode::Internal, QStringLiteral("deflate failed"));
    qToBigEndian(quint32(m_stream.size() - streamAt), m_stream.data() + dataAt);
    finish(dataAt + 4);

    const size_t endAt = m_stream.size();
    begin(0, "IEND");
    finish(endAt + 4);
    return QByteArray(reinterpret_cast<const char *>(m_stream.data()), qsizetype(m_stream.size()));
}

Status PngCodec::decode(std::span<const uint8_t> encoded, uint8_t *pixels)
{
    if (encoded.size() < signature.size() || std::memcmp(encoded.data(), signature.data(), signature.size()) != 0)
        return corruptTile(QStringLiteral("no PNG signature"));
    m_stream.clear();
    m_filteredRows = false;
    m_dataChunks = 0;
    bool first = true;
    bool ended = false;
    size_t at = signature.size();
    while (!ended) {
        if (encoded.size() - at < chunkOverhead)
            return corruptTile(QStringLiteral("PNG ends at byte %1").arg(at));
        const uint8_t *chunk = encoded.data() + at;
        const size_t size = readBig(chunk);
        if (size > encoded.size() - at - chunkOverhead)
            return corruptTile(QStringLiteral("PNG chunk at byte %1 runs past the end").arg(at));
        const uint8_t *body = chunk + 8;
        if (libdeflate_crc32(0, chunk + 4, size + 4) != readBig(body + size))
            return corruptTile(QStringLiteral("PNG chunk at byte %1 has a wrong CRC").arg(at));
        const auto is = [&](const char *type) { return std::memcmp(chunk + 4, type, 4) == 0; };
        if (first != is("IHDR"))
            return corruptTile(QStringLiteral("PNG without IHDR in its place"));
        if (first && (size != headerBytes || std::memcmp(body, header().data(), headerBytes) != 0))
            return corruptTile(QStringLiteral("PNG is not of %1 × %2 pixels, %3 channels of 8 bits")
                                   .arg(m_shape.width)
                                   .arg(m_shape.height)
                                   .arg(m_shape.channels));
        if (is("IDAT")) {
            ++m_dataChunks;
            m_stream.insert(m_stream.end(), body, body + size);
        }
        ended = is("IEND");
        first = false;
        at += size + chunkOverhead;
    }
    if (at != encoded.size())
        return corruptTile(QStringLiteral("%1 bytes follow the PNG").arg(encoded.size() - at));

    m_filtered.resize(filteredSize());
    if (!m_deflate.decompress(m_stream, m_filtered))
        return corruptTile(QStringLiteral("PNG data is no zlib stream of %1 bytes").arg(m_filtered.size()));
    const size_t rowBytes = m_shape.rowBytes();
    const uint8_t *above = m_zeros.data();
    const uint8_t *in = m_filtered.data();
    for (size_t row = 0; row < size_t(m_shape.height); ++row, in += rowBytes + 1) {
        uint8_t *line = pixels + row * rowBytes;
        std::memcpy(line, in + 1, rowBytes);
        m_filteredRows |= *in != 0;
        if (!unfilterPngRow(*in, line, above, rowBytes, size_t(m_shape.channels)))
            return corruptTile(QStringLiteral("PNG row %1 has no such filter").arg(row));
        above = line;
    }
    return {};
}

QString PngCodec::flaw() const
{
    if (m_filteredRows)
        return QCoreApplication::translate("tuilerie::TileCodec", "its rows are filtered");
    if (m_dataChunks != 1)
        return QCoreApplication::translate("tuilerie::TileCodec", "its pixels are in %n pieces", nullptr, m_dataChunks);
    return {};
}

} // namespace

std::unique_ptr<TileCodec> makePngCodec(const TileShape &shape)
{
    return std::make_unique<PngCodec>(shape);
}

} // namespace tuilerie
