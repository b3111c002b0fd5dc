// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/tilecodecs.h"

#include <QCoreApplication>

#include <bit>
#include <cstring>

namespace tuilerie {

// Samples are copied as they lie in memory, and the format is little-endian.
static_assert(std::endian::native == std::endian::little);

namespace {

constexpr int maxTileSize = 16384;

class RawCodec final : public TileCodec
{
public:
    explicit RawCodec(const TileShape &shape)
        : m_shape(shape)
    {
    }
    Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) override
    {
        QByteArray out(qsizetype(m_shape.bytes()), Qt::Uninitialized);
        for (size_t row = 0; row < size_t(m_shape.height); ++row)
            std::memcpy(out.data() + row * m_shape.rowBytes(), pixels + row * rowStride, m_shape.rowBytes());
        return out;
    }
    Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) override
    {
        if (encoded.size() != m_shape.bytes())
            return corruptTile(QStringLiteral("%1 bytes instead of %2").arg(encoded.size()).arg(m_shape.bytes()));
        std::memcpy(pixels, encoded.data(), encoded.size());
        return {};
    }

private:
    TileShape m_shape;
};

} // namespace

tl::unexpected<Error> corruptTile(const QString &reason)
{
    return fail(ErrorCode::Corrupt,
        QCoreApplication::translate("tuilerie::TileCodec", "The tile does not decode: %1. Generate its slab again.")
            .arg(reason));
}

const uint8_t *packRows(const TileShape &shape, const uint8_t *pixels, size_t rowStride, std::vector<uint8_t> &buffer)
{
    if (rowStride == shape.rowBytes())
        return pixels;
    buffer.resize(shape.bytes());
    for (size_t row = 0; row < size_t(shape.height); ++row)
        std::memcpy(buffer.data() + row * shape.rowBytes(), pixels + row * rowStride, shape.rowBytes());
    return buffer.data();
}

std::unique_ptr<TileCodec> makeRawCodec(const TileShape &shape)
{
    return std::make_unique<RawCodec>(shape);
}

Result<std::unique_ptr<TileCodec>> TileCodec::create(const RasterFormat &format, int channels, int width, int height)
{
    TUILERIE_CHECK(format.checkChannels(channels));
    if (width < 1 || height < 1 || width > maxTileSize || height > maxTileSize) {
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate(
                "tuilerie::TileCodec", "A tile has 1 to %1 pixels a side, not %2 × %3. Choose another grid.")
                .arg(maxTileSize)
                .arg(width)
                .arg(height));
    }
    const TileShape shape{width, height, channels, format.bytesPerSample()};
    switch (format.compression) {
    case TileCompression::Raw: return makeRawCodec(shape);
    case TileCompression::Jpeg75: return makeJpegCodec(shape, 75);
    case TileCompression::Jpeg90: return makeJpegCodec(shape, 90);
    case TileCompression::Png: return makePngCodec(shape);
    case TileCompression::Lzw: return makeLzwCodec(shape);
    case TileCompression::Zip: return makeZipCodec(shape);
    case TileCompression::PackBits: return makePackBitsCodec(shape);
    }
    return fail(ErrorCode::Internal, QStringLiteral("unknown compression"));
}

} // namespace tuilerie
