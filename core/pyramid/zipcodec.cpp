// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/deflate.h"
#include "pyramid/tilecodecs.h"

namespace tuilerie {

namespace {

constexpr int zipLevel = 6; // of the official writers

class ZipCodec final : public TileCodec
{
public:
    explicit ZipCodec(const TileShape &shape)
        : m_shape(shape)
    {
    }

    Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) override
    {
        const uint8_t *packed = packRows(m_shape, pixels, rowStride, m_packed);
        m_stream.clear();
        if (!m_deflate.compress({packed, m_shape.bytes()}, m_stream))
            return fail(ErrorCode::Internal, QStringLiteral("deflate failed"));
        return QByteArray(reinterpret_cast<const char *>(m_stream.data()), qsizetype(m_stream.size()));
    }

    Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) override
    {
        if (!m_deflate.decompress(encoded, {pixels, m_shape.bytes()}))
            return corruptTile(QStringLiteral("no zlib stream of %1 bytes").arg(m_shape.bytes()));
        return {};
    }

private:
    TileShape m_shape;
    Deflate m_deflate{zipLevel};
    std::vector<uint8_t> m_packed;
    std::vector<uint8_t> m_stream;
};

} // namespace

std::unique_ptr<TileCodec> makeZipCodec(const TileShape &shape)
{
    return std::make_unique<ZipCodec>(shape);
}

} // namespace tuilerie
