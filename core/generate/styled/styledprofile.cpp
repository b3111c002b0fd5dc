// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/styled/styledprofile.h"

#include "base/filename.h"
#include "generate/raster/rasterchoices.h"
#include "pyramid/wantedlevels.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>

namespace tuilerie::raster {

namespace {

constexpr double usualDenominator = 25000; ///< of the bottom level, when none is asked for
constexpr double cellOfScale = 0.00028;    ///< metres, at 1:1 (WMTS 1.0.0 §6.1)

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::StyledPyramid", text);
}

} // namespace

Result<std::array<uint8_t, 3>> styledBackground(const QString &text)
{
    bool isNumber = false;
    const uint value = text.size() == 7 && text.startsWith(QLatin1Char('#')) ? text.mid(1).toUInt(&isNumber, 16) : 0;
    if (!isNumber)
        return fail(ErrorCode::Invalid, tr("“%1” is no colour. Write it as #rrggbb.").arg(text));
    return std::array<uint8_t, 3>{uint8_t(value >> 16), uint8_t(value >> 8), uint8_t(value)};
}

Result<RasterProfile> styledProfile(const StyledPyramidParams &params)
{
    if (params.tables.empty())
        return fail(ErrorCode::Invalid, tr("No table to draw is given."));
    if (params.metatile < 1 || params.metatile > 32 || params.buffer < 0 || params.buffer > 4096)
        return fail(ErrorCode::Invalid, tr("A metatile has 1 to 32 tiles each way, and its buffer 0 to 4096 pixels."));
    TUILERIE_CHECK(checkSlabSize(params.slabWidth, params.slabHeight));
    RasterProfile profile;
    profile.params.output = params.output;
    profile.params.tms = params.tms;
    profile.params.top = params.top;
    profile.params.bottom = params.bottom;
    profile.params.format = params.format.toUpper();
    profile.params.slabWidth = params.slabWidth;
    profile.params.slabHeight = params.slabHeight;
    profile.params.workers = params.workers;
    profile.params.memoryMiB = params.memoryMiB;
    profile.params.resume = params.resume;
    profile.params.interpolation = QStringLiteral("nn"); // nothing is resampled
    TUILERIE_TRY(place, PyramidPlace::fromOutput(profile.params.output));
    profile.place = place;
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    profile.grid = grid;
    profile.isQuadTree = profile.grid.isQuadTree();
    TUILERIE_TRY(crs, Crs::fromText(profile.grid.crs()));
    profile.render.gridCrs = crs;
    TUILERIE_TRY(compression, RasterFormat::compressionFromWord(profile.params.format));
    profile.format.compression = compression;
    profile.format.sample = SampleType::UInt8;
    const bool isJpeg = profile.params.format.startsWith(QLatin1String("JPG"));
    if (!isJpeg && profile.params.format != QLatin1String("PNG"))
        return fail(ErrorCode::Unsupported, tr("Maps are drawn as PNG, JPG or JPG90, not as %1.").arg(params.format));
    PixelLayout &layout = profile.render.layout;
    layout.channels = isJpeg ? 3 : 4;
    TUILERIE_TRY(background, styledBackground(params.background));
    layout.nodata = isJpeg ? std::vector<double>{double(background[0]), double(background[1]), double(background[2])}
                           : std::vector<double>{255, 255, 255, 0};
    QStringList words;
    for (const double value : layout.nodata)
        words << QString::number(int(value));
    profile.nodata = words.join(QLatin1Char(','));
    profile.photometric = QStringLiteral("rgb");
    TUILERIE_CHECK(profile.format.checkChannels(layout.channels));
    const double cellSize = usualDenominator * cellOfScale / profile.render.gridCrs.metersPerUnit();
    TUILERIE_CHECK(chooseLevels(profile, [cellSize]() -> Result<double> { return cellSize; }));
    return profile;
}

QByteArray styledFingerprint(const StyledPyramidParams &params, const RasterProfile &profile)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QJsonObject object = params.toJson();
    for (const char *name : {"parallelization", "memory", "resume", "output"})
        object.remove(QLatin1String(name));
    hash.addData("styled\n");
    hash.addData(QJsonDocument(object).toJson(QJsonDocument::Compact));
    hash.addData(QJsonDocument(profile.grid.toJson()).toJson(QJsonDocument::Compact));
    hash.addData((profile.matrix(profile.top).id + QLatin1Char('|') + profile.matrix(profile.bottom).id).toUtf8());
    for (const StyledTable &table : params.tables) // half a map in one style and half in another is no map
        if (QFile style(table.style); !table.style.isEmpty() && style.open(QIODevice::ReadOnly))
            hash.addData(style.readAll());
    return hash.result().toHex();
}

QByteArray styledSourceState(const StyledPyramidParams &params)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const StyledTable &table : params.tables) {
        hash.addData(QStringLiteral("%1|%2\n").arg(table.database).arg(fileStatus(table.database).stamp).toUtf8());
    }
    return hash.result().toHex();
}

} // namespace tuilerie::raster
