// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/deflate.h"
#include "pyramid/pngfilter.h"
#include "pyramid/tilecodecs.h"

#include <QtEndian>

#include <cstdlib>
#include <cstring>
#include <limits>

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

private:
    size_t filteredSize() const { return m_shape.bytes() + size_t(m_shape.height); }
    std::array<uint8_t, headerBytes> header() const;
    bool hasFewColours(const uint8_t *pixels, size_t rowStride);
    void filter(const uint8_t *pixels, size_t rowStride);

    TileShape m_shape;
    std::vector<uint8_t> m_zeros;
    std::vector<uint8_t> m_filtered;
    std::vector<uint8_t> m_candidate;
    std::vector<uint64_t> m_colours;
    std::vector<uint8_t> m_stream;
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

// Drawn maps have few colours, which repeat exactly: differences of neighbours only hide that from deflate.
bool PngCodec::hasFewColours(const uint8_t *pixels, size_t rowStride)
{
    const size_t step = size_t(m_shape.channels);
    const size_t most = step == 1 ? 48 : 256;
    m_colours.assign(4096, 0);
    size_t found = 0;
    uint64_t last = 0;
    for (size_t row = 0; row < size_t(m_shape.height); ++row) {
        const uint8_t *pixel = pixels + row * rowStride;
        for (size_t i = 0; i < size_t(m_shape.width); ++i, pixel += step) {
            uint64_t colour = 0;
            std::memcpy(&colour, pixel, step);
            colour += 1; // 0 is a free slot
            if (colour == last)
                continue;
            last = colour;
            size_t slot = size_t((colour * 0x9E3779B97F4A7C15u) >> 52);
            while (m_colours[slot] != 0 && m_colours[slot] != colour)
                slot = (slot + 1) & (m_colours.size() - 1);
            if (m_colours[slot] == 0) {
                m_colours[slot] = colour;
                if (++found > most)
                    return false;
            }
        }
    }
    return true;
}

// For photographs each row takes the filter with the smallest sum of absolute differences. Measured on aerial images at the
// same deflate level: a fifth smaller than without, and within 1 % of trying all five filters.
void PngCodec::filter(const uint8_t *pixels, size_t rowStride)
{
    const size_t rowBytes = m_shape.rowBytes();
    const size_t step = size_t(m_shape.channels);
    const bool plain = hasFewColours(pixels, rowStride);
    m_filtered.resize(filteredSize());
    m_candidate.resize(rowBytes);
    const uint8_t *above = m_zeros.data();
    uint8_t *out = m_filtered.data();
    for (size_t row = 0; row < size_t(m_shape.height); ++row, out += rowBytes + 1) {
        const uint8_t *line = pixels + row * rowStride;
        if (plain) {
            *out = uint8_t(PngFilter::None);
            std::memcpy(out + 1, line, rowBytes);
            continue;
        }
        uint32_t least = std::numeric_limits<uint32_t>::max();
        for (const PngFilter filter : {PngFilter::Up, PngFilter::Sub, PngFilter::Paeth}) {
            filterPngRow(filter, line, above, rowBytes, step, m_candidate.data());
            uint32_t sum = 0;
            for (const uint8_t value : m_candidate)
                sum += uint32_t(std::abs(int(int8_t(value))));
            if (sum < least) {
                least = sum;
                *out = uint8_t(filter);
                std::memcpy(out + 1, m_candidate.data(), rowBytes);
            }
        }
        above = line;
    }
}

Result<QByteArray> PngCodec::encode(const uint8_t *pixels, size_t rowStride)
{
    filter(pixels, rowStride);
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
        if (is("IDAT"))
            m_stream.insert(m_stream.end(), body, body + size);
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
        if (!unfilterPngRow(*in, line, above, rowBytes, size_t(m_shape.channels)))
            return corruptTile(QStringLiteral("PNG row %1 has no such filter").arg(row));
        above = line;
    }
    return {};
}

} // namespace

std::unique_ptr<TileCodec> makePngCodec(const TileShape &shape)
{
    return std::make_unique<PngCodec>(shape);
}

} // namespace tuilerie
