// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/mapimage.h"

#include "pyramid/tilecodec.h"

#include <QCoreApplication>

#include <atomic>
#include <cpl_vsi.h>
#include <cstring>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <turbojpeg.h>

namespace tuilerie {

namespace {

Error cannotEncode(const QString &detail)
{
    return Error{ErrorCode::Internal,
        QCoreApplication::translate("tuilerie::MapImage", "The map could not be written as an image."), detail};
}

std::vector<uint8_t> withoutAlpha(const std::vector<uint8_t> &rgba)
{
    std::vector<uint8_t> rgb(rgba.size() / 4 * 3);
    for (size_t i = 0; i < rgba.size() / 4; ++i)
        std::memcpy(&rgb[i * 3], &rgba[i * 4], 3);
    return rgb;
}

Result<QByteArray> encodePng(const uint8_t *pixels, int channels, int width, int height)
{
    TUILERIE_TRY(codec, TileCodec::create({TileCompression::Png, SampleType::UInt8}, channels, width, height));
    return codec->encode(pixels, size_t(width) * size_t(channels));
}

Result<QByteArray> encodeJpeg(const std::vector<uint8_t> &rgb, int width, int height, int quality)
{
    const std::unique_ptr<void, int (*)(tjhandle)> handle(tjInitCompress(), &tjDestroy);
    unsigned char *bytes = nullptr;
    unsigned long size = 0;
    if (!handle
        || tjCompress2(handle.get(), rgb.data(), width, 0, height, TJPF_RGB, &bytes, &size, TJSAMP_420, quality, 0) != 0) {
        tjFree(bytes);
        return fail(
            cannotEncode(QStringLiteral("libjpeg-turbo: %1").arg(QString::fromLatin1(tjGetErrorStr2(handle.get())))));
    }
    QByteArray out(reinterpret_cast<const char *>(bytes), qsizetype(size));
    tjFree(bytes);
    return out;
}

/// GDAL writes the TIFF: its GeoTIFF keys are right for every CRS that PROJ knows.
Result<QByteArray> encodeTiff(const void *pixels, int channels, bool isFloat, bool hasAlpha, std::optional<double> nodata,
    const MapFrame &frame, const MapEncodeOptions &options)
{
    static std::once_flag registered;
    std::call_once(registered, [] { GDALAllRegister(); });
    static std::atomic<quint64> counter{0};
    const std::string path = "/vsimem/tuilerie-map-" + std::to_string(counter++) + ".tif";
    const GDALDataType type = isFloat ? GDT_Float32 : GDT_Byte;
    char **words = CSLSetNameValue(nullptr, "COMPRESS", options.tiffCompression.constData());
    words = CSLSetNameValue(words, "INTERLEAVE", "PIXEL");
    words = CSLSetNameValue(words, "PHOTOMETRIC", channels >= 3 && !isFloat ? "RGB" : "MINISBLACK");
    if (hasAlpha)
        words = CSLSetNameValue(words, "ALPHA", "UNASSOCIATED");
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset *dataset = driver ? driver->Create(path.c_str(), frame.width, frame.height, channels, type, words) : nullptr;
    CSLDestroy(words);
    if (!dataset)
        return fail(cannotEncode(QStringLiteral("GDAL: %1").arg(QString::fromUtf8(CPLGetLastErrorMsg()))));
    {
        double transform[6] = {frame.extent.west, frame.extent.width() / frame.width, 0, frame.extent.north, 0,
            -frame.extent.height() / frame.height};
        dataset->SetGeoTransform(transform);
        OGRSpatialReference reference;
        const QByteArray name = frame.crs.id().toUtf8();
        if ((!name.isEmpty() && reference.SetFromUserInput(name.constData()) == OGRERR_NONE)
            || reference.SetFromUserInput(frame.crs.wkt().toUtf8().constData()) == OGRERR_NONE) {
            reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
            dataset->SetSpatialRef(&reference);
        }
    }
    if (nodata)
        for (int band = 1; band <= channels; ++band)
            dataset->GetRasterBand(band)->SetNoDataValue(*nodata);
    const int size = isFloat ? 4 : 1;
    const CPLErr written =
        dataset->RasterIO(GF_Write, 0, 0, frame.width, frame.height, const_cast<void *>(pixels), frame.width, frame.height,
            type, channels, nullptr, GSpacing(size) * channels, GSpacing(size) * channels * frame.width, size, nullptr);
    GDALClose(dataset);
    vsi_l_offset length = 0;
    GByte *bytes = VSIGetMemFileBuffer(path.c_str(), &length, TRUE);
    if (written != CE_None || !bytes) {
        CPLFree(bytes);
        return fail(cannotEncode(QStringLiteral("GDAL: %1").arg(QString::fromUtf8(CPLGetLastErrorMsg()))));
    }
    QByteArray out(reinterpret_cast<const char *>(bytes), qsizetype(length));
    CPLFree(bytes);
    return out;
}

} // namespace

std::optional<MapFormat> mapFormatFromMime(std::string_view mime)
{
    // "image/png; mode=8bit" and the like name a PNG too; a BIL must be of 32 bits.
    std::string plain;
    for (const char c : mime)
        if (c != ' ')
            plain += c;
    if (plain == "image/x-bil" || plain == "image/x-bil;bits=32")
        return MapFormat::Bil;
    plain = plain.substr(0, plain.find(';'));
    if (plain == "image/jpg")
        return MapFormat::Jpeg;
    for (const MapFormat format : {MapFormat::Png, MapFormat::Jpeg, MapFormat::Tiff, MapFormat::GeoTiff})
        if (plain == mapFormatMime(format))
            return format;
    return std::nullopt;
}

const char *mapFormatMime(MapFormat format)
{
    switch (format) {
    case MapFormat::Png: return "image/png";
    case MapFormat::Jpeg: return "image/jpeg";
    case MapFormat::Tiff: return "image/tiff";
    case MapFormat::GeoTiff: return "image/geotiff";
    case MapFormat::Bil: break;
    }
    return "image/x-bil;bits=32";
}

MapCanvas::MapCanvas(int width, int height)
    : m_width(width)
    , m_height(height)
    , m_rgba(size_t(width) * size_t(height) * 4)
{
}

namespace {

/// Of a share of the way from black to white; what is no number is black.
uint8_t greyOf(float share)
{
    const float grey = share * 255.0f + 0.5f;
    return grey > 0 ? uint8_t(std::min(grey, 255.0f)) : uint8_t(0);
}

} // namespace

void MapCanvas::blend(const PixelImage &image, std::pair<float, float> range)
{
    const size_t channels = size_t(image.channels());
    for (size_t i = 0; i < image.validity().size(); ++i) {
        if (!image.validity()[i])
            continue;
        std::array<uint8_t, 4> source{0, 0, 0, 255};
        if (image.isFloat()) {
            const float *values = reinterpret_cast<const float *>(image.samples().data()) + i * channels;
            for (size_t c = 0; c < 3; ++c)
                source[c] = greyOf((values[channels >= 3 ? c : 0] - range.first) / (range.second - range.first));
        } else {
            const uint8_t *values = image.samples().data() + i * channels;
            for (size_t c = 0; c < 3; ++c)
                source[c] = values[channels >= 3 ? c : 0];
            if (channels == 2 || channels == 4)
                source[3] = values[channels - 1];
        }
        uint8_t *target = &m_rgba[i * 4];
        if (source[3] == 255 || target[3] == 0) {
            std::copy(source.begin(), source.end(), target);
            continue;
        }
        // Porter-Duff "over", not premultiplied.
        const int below = target[3] * (255 - source[3]);
        const int total = source[3] * 255 + below;
        if (total == 0)
            continue;
        for (size_t c = 0; c < 3; ++c)
            target[c] = uint8_t((source[c] * source[3] * 255 + target[c] * below + total / 2) / total);
        target[3] = uint8_t((total + 127) / 255);
    }
}

void MapCanvas::flatten(std::array<uint8_t, 3> background)
{
    for (size_t i = 0; i < m_rgba.size(); i += 4) {
        const int alpha = m_rgba[i + 3];
        if (alpha != 255)
            for (size_t c = 0; c < 3; ++c)
                m_rgba[i + c] = uint8_t((m_rgba[i + c] * alpha + background[c] * (255 - alpha) + 127) / 255);
        m_rgba[i + 3] = 255;
    }
}

MapEncodeOptions MapEncodeOptions::fromText(std::string_view text)
{
    MapEncodeOptions options;
    for (const QByteArray &pair : QByteArray(text.data(), qsizetype(text.size())).toLower().split(';')) {
        const qsizetype colon = pair.indexOf(':');
        const QByteArray name = pair.left(colon).trimmed();
        const QByteArray value = pair.mid(colon + 1).trimmed();
        if (name == "quality")
            options.jpegQuality = std::clamp(value.toInt(), 1, 100);
        else if (name == "compression")
            options.tiffCompression = value == "raw" || value == "none" ? "NONE"
                : value == "lzw"                                        ? "LZW"
                : value == "packbits"                                   ? "PACKBITS"
                                                                        : "DEFLATE";
    }
    return options;
}

Result<QByteArray> encodeCanvas(
    const MapCanvas &canvas, MapFormat format, bool transparent, const MapFrame &frame, const MapEncodeOptions &options)
{
    if (format == MapFormat::Bil)
        return fail(ErrorCode::Unsupported,
            QCoreApplication::translate(
                "tuilerie::MapImage", "image/x-bil is for layers of float data. Ask for image/png."));
    if (format == MapFormat::Jpeg)
        return encodeJpeg(withoutAlpha(canvas.rgba()), canvas.width(), canvas.height(), options.jpegQuality);
    const int channels = transparent ? 4 : 3;
    const std::vector<uint8_t> rgb = transparent ? std::vector<uint8_t>() : withoutAlpha(canvas.rgba());
    const uint8_t *pixels = transparent ? canvas.rgba().data() : rgb.data();
    if (format == MapFormat::Png)
        return encodePng(pixels, channels, canvas.width(), canvas.height());
    return encodeTiff(pixels, channels, false, transparent, std::nullopt, frame, options);
}

Result<QByteArray> encodeFloats(
    const PixelImage &image, MapFormat format, float nodata, const MapFrame &frame, const MapEncodeOptions &options)
{
    const int channels = image.channels();
    std::vector<float> values(image.samples().size() / sizeof(float));
    std::memcpy(values.data(), image.samples().data(), image.samples().size());
    for (size_t i = 0; i < image.validity().size(); ++i)
        if (!image.validity()[i])
            std::fill_n(values.begin() + std::ptrdiff_t(i * size_t(channels)), channels, nodata);
    if (format == MapFormat::Bil)
        return QByteArray(reinterpret_cast<const char *>(values.data()), qsizetype(values.size() * sizeof(float)));
    return encodeTiff(values.data(), channels, true, false, double(nodata), frame, options);
}

} // namespace tuilerie
