// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/tilepicture.h"

#include "pixels/stylepainter.h"
#include "publish/rasterstyles.h"
#include "pyramid/tilecodec.h"

#include <QCoreApplication>
#include <QtEndian>
#include <algorithm>
#include <cmath>
#include <cstring>

namespace tuilerie {

namespace {

tl::unexpected<Error> unreadable(const QString &why)
{
    return fail(
        ErrorCode::Corrupt, QCoreApplication::translate("tuilerie::TilePicture", "The sample tile cannot be shown."), why);
}

struct TiffStrip
{
    int channels = 1;
    qsizetype offset = 0;
};

/// The strip of the one-strip, little-endian TIFF that ROK4 puts before its tiles (TIFF 6.0 §2).
bool readTiffHeader(const QByteArray &tile, TiffStrip &strip)
{
    const auto u16 = [&](qsizetype at) { return qFromLittleEndian<quint16>(tile.constData() + at); };
    const auto u32 = [&](qsizetype at) { return qFromLittleEndian<quint32>(tile.constData() + at); };
    if (tile.size() < 14 || !tile.startsWith(QByteArrayView("II*\0", 4)))
        return false;
    const qsizetype ifd = u32(4);
    if (ifd + 2 > tile.size() || ifd + 2 + 12 * qsizetype(u16(ifd)) > tile.size())
        return false;
    bool found = false;
    for (int i = 0; i < u16(ifd); ++i) {
        const qsizetype entry = ifd + 2 + 12 * qsizetype(i);
        const qsizetype value = u16(entry + 2) == 3 ? u16(entry + 8) : qsizetype(u32(entry + 8));
        if (u16(entry) == 277) // SamplesPerPixel
            strip.channels = int(value);
        if (u16(entry) == 273) { // StripOffsets
            strip.offset = value;
            found = value < tile.size();
        }
    }
    return found;
}

QImage pictureOfBytes(const std::vector<uint8_t> &pixels, int channels, int width, int height)
{
    QImage image(width, height, QImage::Format_ARGB32);
    for (int y = 0; y < height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        const uint8_t *p = pixels.data() + size_t(y) * size_t(width) * size_t(channels);
        for (int x = 0; x < width; ++x, p += channels) {
            const int alpha = channels == 2 ? p[1] : channels == 4 ? p[3] : 255;
            line[x] = channels < 3 ? qRgba(p[0], p[0], p[0], alpha) : qRgba(p[0], p[1], p[2], alpha);
        }
    }
    return image;
}

/// The first band, and where it holds data.
PixelImage valuesOf(const std::vector<uint8_t> &pixels, int channels, const PixelRect &rect, double nodata)
{
    PixelImage values(rect, {1, true, {}});
    for (size_t cell = 0; cell < values.validity().size(); ++cell) {
        float value;
        std::memcpy(&value, pixels.data() + cell * size_t(channels) * sizeof(float), sizeof value);
        std::memcpy(values.samples().data() + cell * sizeof(float), &value, sizeof value);
        const bool isNone = std::abs(double(value) - nodata) <= std::abs(nodata) * 1e-6;
        values.validity()[cell] = std::isfinite(value) && !isNone ? 255 : 0;
    }
    return values;
}

std::pair<double, double> rangeOf(const PixelImage &values)
{
    std::pair<double, double> range{HUGE_VAL, -HUGE_VAL};
    for (size_t cell = 0; cell < values.validity().size(); ++cell) {
        float value;
        std::memcpy(&value, values.samples().data() + cell * sizeof(float), sizeof value);
        if (values.validity()[cell])
            range = {std::min(range.first, double(value)), std::max(range.second, double(value))};
    }
    return range.first <= range.second ? range : std::pair(0.0, 1.0);
}

Result<QImage> pictureOfValues(
    const std::vector<uint8_t> &pixels, int channels, const TilePlace &place, double nodata, const QString &name)
{
    const int width = place.matrix.tileWidth, height = place.matrix.tileHeight;
    const PixelRect rect{place.column * width, place.row * height, (place.column + 1) * width, (place.row + 1) * height};
    const PixelImage values = valuesOf(pixels, channels, rect, nodata);
    PublishRequest request;
    request.rasterStyles = QStringList{name.isEmpty() ? QStringLiteral("grey") : name};
    TUILERIE_TRY(styles, rasterStylesOf(request, rangeOf(values)));
    const RasterStyle &style = styles.front();
    TUILERIE_CHECK(style.checkFor(1, true));
    QImage image(width, height, QImage::Format_RGBA8888);
    image.fill(Qt::transparent);
    if (style.draws()) {
        TUILERIE_TRY(crs, Crs::fromText(place.crs));
        TUILERIE_TRY(drawn, paintStyle(values, rect, style, PixelGrid::ofLevel(place.matrix), crs));
        for (int y = 0; y < height; ++y)
            std::memcpy(image.scanLine(y), drawn.pixel(rect.x0, rect.y0 + y), size_t(width) * 4);
    }
    return image.convertToFormat(QImage::Format_ARGB32);
}

} // namespace

Result<QImage> tilePicture(const QByteArray &tile, const RasterFormat &format, int channels, const TilePlace &place,
    double nodata, const QString &style)
{
    const int width = place.matrix.tileWidth, height = place.matrix.tileHeight;
    if (tile.startsWith("\x89PNG") || tile.startsWith("\xff\xd8\xff")) {
        QImage image;
        if (!image.loadFromData(tile))
            return unreadable(QStringLiteral("Qt cannot decode it"));
        return image.convertToFormat(QImage::Format_ARGB32);
    }
    TiffStrip strip{std::max(1, channels), 0};
    readTiffHeader(tile, strip);
    TUILERIE_TRY(codec, TileCodec::create(format, strip.channels, width, height));
    std::vector<uint8_t> pixels(size_t(width) * size_t(height) * size_t(strip.channels) * size_t(format.bytesPerSample()));
    const std::span encoded(
        reinterpret_cast<const uint8_t *>(tile.constData()) + strip.offset, size_t(tile.size() - strip.offset));
    TUILERIE_CHECK(codec->decode(encoded, pixels.data()));
    if (format.sample == SampleType::Float32)
        return pictureOfValues(pixels, strip.channels, place, nodata, style);
    return pictureOfBytes(pixels, strip.channels, width, height);
}

} // namespace tuilerie
