// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/rasterformat.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(tuilerie::RasterFormat)
};

struct Word
{
    TileCompression compression;
    const char *word;
};
constexpr Word words[] = {{TileCompression::Raw, "RAW"}, {TileCompression::Jpeg75, "JPG"},
    {TileCompression::Jpeg90, "JPG90"}, {TileCompression::Png, "PNG"}, {TileCompression::Lzw, "LZW"},
    {TileCompression::Zip, "ZIP"}, {TileCompression::PackBits, "PKB"}};

bool isByteOnly(TileCompression compression)
{
    return compression == TileCompression::Jpeg75 || compression == TileCompression::Jpeg90
        || compression == TileCompression::Png;
}

} // namespace

QString RasterFormat::name() const
{
    return QStringLiteral("TIFF_%1_%2")
        .arg(
            compressionWord(compression), sample == SampleType::UInt8 ? QStringLiteral("UINT8") : QStringLiteral("FLOAT32"));
}

Result<RasterFormat> RasterFormat::fromName(const QString &name)
{
    for (const Word &word : words) {
        for (const SampleType sample : {SampleType::UInt8, SampleType::Float32}) {
            const RasterFormat format{word.compression, sample};
            if ((sample == SampleType::UInt8 || !isByteOnly(word.compression)) && format.name() == name)
                return format;
        }
    }
    return fail(ErrorCode::Invalid,
        Text::tr("\"%1\" is not a format of raster pyramids. Known ones are like TIFF_JPG_UINT8 or TIFF_ZIP_FLOAT32.")
            .arg(name));
}

Result<TileCompression> RasterFormat::compressionFromWord(const QString &word)
{
    for (const Word &known : words) {
        if (word.compare(QLatin1String(known.word), Qt::CaseInsensitive) == 0)
            return known.compression;
    }
    return fail(ErrorCode::Invalid,
        Text::tr("\"%1\" is not a tile format. Choose RAW, JPG, JPG90, PNG, LZW, ZIP or PKB.").arg(word));
}

QString RasterFormat::compressionWord(TileCompression compression)
{
    for (const Word &known : words) {
        if (known.compression == compression)
            return QLatin1String(known.word);
    }
    return {};
}

Status RasterFormat::checkChannels(int channels) const
{
    const QString word = compressionWord(compression);
    if (isByteOnly(compression) && sample != SampleType::UInt8)
        return fail(ErrorCode::Invalid,
            Text::tr("%1 holds 8-bit samples only. Choose ZIP, LZW, PKB or RAW for floating point data.").arg(word));
    const bool jpeg = compression == TileCompression::Jpeg75 || compression == TileCompression::Jpeg90;
    if (jpeg && channels != 3)
        return fail(ErrorCode::Invalid,
            Text::tr("%1 needs 3 channels, not %2. Choose PNG for data of 1, 2 or 4 channels, or set the channels to 3.")
                .arg(word)
                .arg(channels));
    if (channels < 1 || channels > 4)
        return fail(ErrorCode::Invalid,
            Text::tr("A pyramid has 1 to 4 channels, not %1. Choose the channels to keep.").arg(channels));
    return {};
}

Status RasterFormat::checkWords(const QString &compression, const QString &sample, int channels)
{
    if (compression.isEmpty())
        return {};
    TUILERIE_TRY(known, compressionFromWord(compression));
    const RasterFormat format{
        known, sample.compare(QLatin1String("FLOAT32"), Qt::CaseInsensitive) == 0 ? SampleType::Float32 : SampleType::UInt8};
    return channels > 0 ? format.checkChannels(channels) : Status();
}

QString RasterFormat::mimeType() const
{
    switch (compression) {
    case TileCompression::Jpeg75:
    case TileCompression::Jpeg90: return QStringLiteral("image/jpeg");
    case TileCompression::Png: return QStringLiteral("image/png");
    case TileCompression::Raw:
    case TileCompression::Zip:
        return sample == SampleType::Float32 ? QStringLiteral("image/x-bil;bits=32") : QStringLiteral("image/tiff");
    case TileCompression::Lzw:
    case TileCompression::PackBits: break;
    }
    return QStringLiteral("image/tiff");
}

QString RasterFormat::extension() const
{
    const QString mime = mimeType();
    if (mime == QLatin1String("image/jpeg"))
        return QStringLiteral("jpeg");
    if (mime == QLatin1String("image/png"))
        return QStringLiteral("png");
    if (mime == QLatin1String("image/tiff"))
        return QStringLiteral("tif");
    return compression == TileCompression::Zip ? QStringLiteral("zbil") : QStringLiteral("bil");
}

QString RasterFormat::contentEncoding() const
{
    return compression == TileCompression::Zip && sample == SampleType::Float32 ? QStringLiteral("deflate") : QString();
}

bool RasterFormat::needsTiffHeader() const
{
    return mimeType() == QLatin1String("image/tiff");
}

} // namespace tuilerie
