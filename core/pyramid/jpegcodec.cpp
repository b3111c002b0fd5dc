// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/tilecodecs.h"

#include <turbojpeg.h>

namespace tuilerie {

namespace {

struct HandleDeleter
{
    void operator()(void *handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, HandleDeleter>;

// Complete baseline JFIF streams with their own tables (docs/rok4.md §4).
class JpegCodec final : public TileCodec
{
public:
    JpegCodec(const TileShape &shape, int quality)
        : m_shape(shape)
        , m_quality(quality)
    {
    }

    Result<QByteArray> encode(const uint8_t *pixels, size_t rowStride) override
    {
        if (!m_compressor)
            m_compressor.reset(tjInitCompress());
        m_buffer.resize(tjBufSize(m_shape.width, m_shape.height, TJSAMP_420));
        unsigned char *out = m_buffer.data();
        unsigned long size = m_buffer.size();
        if (!m_compressor
            || tjCompress2(m_compressor.get(), pixels, m_shape.width, int(rowStride), m_shape.height, TJPF_RGB, &out, &size,
                   TJSAMP_420, m_quality, TJFLAG_NOREALLOC)
                != 0)
            return fail(ErrorCode::Internal, QString::fromUtf8(tjGetErrorStr2(m_compressor.get())));
        return QByteArray(reinterpret_cast<const char *>(m_buffer.data()), qsizetype(size));
    }

    Status decode(std::span<const uint8_t> encoded, uint8_t *pixels) override
    {
        const Status status = decodeStream(encoded, pixels);
        if (!status)
            m_decompressor.reset(); // what a damaged stream leaves in it would spoil the next tile
        return status;
    }

private:
    Status decodeStream(std::span<const uint8_t> encoded, uint8_t *pixels)
    {
        // The decoder would not mind bytes behind the end, but a tile is one stream and nothing else.
        if (encoded.size() < 4 || encoded[encoded.size() - 2] != 0xFF || encoded.back() != 0xD9)
            return corruptTile(QStringLiteral("JPEG does not end with its end marker"));
        if (!m_decompressor)
            m_decompressor.reset(tjInitDecompress());
        tjhandle handle = m_decompressor.get();
        int width = 0, height = 0, subsampling = 0, colours = 0;
        if (!handle
            || tjDecompressHeader3(handle, encoded.data(), encoded.size(), &width, &height, &subsampling, &colours) != 0)
            return corruptTile(QString::fromUtf8(tjGetErrorStr2(handle)));
        if (width != m_shape.width || height != m_shape.height || colours == TJCS_CMYK || colours == TJCS_YCCK)
            return corruptTile(QStringLiteral("%1 × %2 pixels instead of %3 × %4")
                                   .arg(width)
                                   .arg(height)
                                   .arg(m_shape.width)
                                   .arg(m_shape.height));
        // A warning is a stream that ends early or holds nonsense: a hole in the picture.
        if (tjDecompress2(
                handle, encoded.data(), encoded.size(), pixels, width, int(m_shape.rowBytes()), height, TJPF_RGB, 0)
            != 0)
            return corruptTile(QString::fromUtf8(tjGetErrorStr2(handle)));
        return {};
    }

    TileShape m_shape;
    int m_quality;
    Handle m_compressor;
    Handle m_decompressor;
    std::vector<unsigned char> m_buffer;
};

} // namespace

std::unique_ptr<TileCodec> makeJpegCodec(const TileShape &shape, int quality)
{
    return std::make_unique<JpegCodec>(shape, quality);
}

} // namespace tuilerie
