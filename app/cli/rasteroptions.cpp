// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasteroptions.h"

#include "grid/crs.h"
#include "grid/tilematrixset.h"
#include "pyramid/rasterformat.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::RasterOptions", text);
}

struct OptionText
{
    const char *name;
    const char *value; ///< nullptr for a flag
    const char *description;
    const char *parameter; ///< its name in the processing's parameters
};

// One table: what is added, and what counts as given.
constexpr OptionText optionTexts[] = {
    {"tms", "TMS", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Tile matrix set: a bundled one or a JSON file (PM)."),
        "tms"},
    {"format", "FORMAT",
        QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions",
            "Tile format: JPG JPG90 PNG RAW LZW ZIP PKB (as the data: ZIP for measures, PNG with alpha, else JPG)."),
        "compression"},
    {"channels", "N", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Channels of the tiles, 1 to 4 (as the data)."),
        "channels"},
    {"sample", "TYPE", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Sample type: UINT8 or FLOAT32 (as the data)."),
        "sample"},
    {"nodata", "V,V,V", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Value of each channel where there are no data."),
        "nodata"},
    {"interpolation", "NAME", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "nn, linear, bicubic or lanczos (bicubic)."),
        "interpolation"},
    {"top", "LEVEL", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Coarsest level (the top of the grid)."), "top"},
    {"bottom", "LEVEL",
        QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Finest level (the one nearest to the data's resolution)."),
        "bottom"},
    {"slab", "WxH", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Tiles in a slab (16x16)."), "width"},
    {"mask", nullptr, QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Also writes masks of where there are data."),
        "mask"},
    {"workers", "N", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Threads (all cores)."), "parallelization"},
    {"memory", "MIB", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "Memory to use at most (half of what is free)."),
        "memory"},
    {"crs", "CRS", QT_TRANSLATE_NOOP("tuilerie::cli::RasterOptions", "CRS of files that name none, such as EPSG:2154."),
        "assign_crs"},
};

Result<int> wholeNumber(const QString &option, const QString &text, int low, int high)
{
    bool good = false;
    const int value = text.toInt(&good);
    if (!good || value < low || value > high)
        return fail(ErrorCode::Invalid,
            tr("--%1 is a whole number from %2 to %3, not \"%4\".").arg(option).arg(low).arg(high).arg(text));
    return value;
}

Status readSlab(const QString &text, RasterPyramidParams &params)
{
    static const QRegularExpression form(u"^(\\d+)[xX×](\\d+)$"_s);
    const auto match = form.match(text);
    const int width = match.captured(1).toInt();
    const int height = match.captured(2).toInt();
    if (!match.hasMatch() || width < 1 || height < 1 || width > 256 || height > 256)
        return fail(ErrorCode::Invalid,
            tr("--slab is the width and height in tiles, each from 1 to 256, such as 16x16, not \"%1\".").arg(text));
    params.slabWidth = width;
    params.slabHeight = height;
    return {};
}

Status readNodata(const QString &text, RasterPyramidParams &params)
{
    const QStringList values = text.split(u',');
    for (const QString &value : values) {
        bool good = false;
        (void)value.trimmed().toDouble(&good);
        if (!good)
            return fail(
                ErrorCode::Invalid, tr("--nodata is a number for each channel, such as 255,255,255, not \"%1\".").arg(text));
    }
    if (params.channels > 0 && values.size() != params.channels && values.size() != 1)
        return fail(ErrorCode::Invalid,
            tr("--nodata has %1 values for %2 channels. Give one for each.").arg(values.size()).arg(params.channels));
    params.nodata = text;
    return {};
}

// The combinations that can be known to be wrong without looking at the data.
Status checkTogether(const RasterPyramidParams &params)
{
    TUILERIE_TRY(grid, TileMatrixSet::find(params.tms));
    for (const auto &[option, level] : {std::pair{u"top"_s, params.top}, std::pair{u"bottom"_s, params.bottom}}) {
        if (!level.isEmpty() && !grid.level(level))
            return fail(ErrorCode::Invalid, tr("--%1: %2 has no level \"%3\".").arg(option, params.tms, level));
    }
    if (!params.top.isEmpty() && !params.bottom.isEmpty() && grid.indexOf(params.top) > grid.indexOf(params.bottom))
        return fail(
            ErrorCode::Invalid, tr("--top %1 is finer than --bottom %2. Exchange them.").arg(params.top, params.bottom));
    if (!params.assignCrs.isEmpty())
        TUILERIE_CHECK(Crs::fromText(params.assignCrs).map([](const Crs &) {}));
    if (params.format.isEmpty())
        return {}; // as the data, which are looked at later
    TUILERIE_TRY(compression, RasterFormat::compressionFromWord(params.format));
    if (params.channels > 0) {
        RasterFormat format{compression, params.sample == "FLOAT32"_L1 ? SampleType::Float32 : SampleType::UInt8};
        TUILERIE_CHECK(format.checkChannels(params.channels));
    }
    return {};
}

} // namespace

void addRasterOptions(QCommandLineParser &parser)
{
    for (const OptionText &text : optionTexts) {
        QCommandLineOption option(QLatin1String(text.name), tr(text.description));
        if (text.value)
            option.setValueName(QLatin1String(text.value));
        parser.addOption(option);
    }
}

Result<RasterPyramidParams> readRasterOptions(const QCommandLineParser &parser, const QStringList &paths)
{
    RasterPyramidParams params;
    params.paths = paths;
    const auto text = [&parser](const char *name, QString &value) {
        if (parser.isSet(QLatin1String(name)))
            value = parser.value(QLatin1String(name));
    };
    text("tms", params.tms);
    text("format", params.format);
    params.format = params.format.toUpper();
    text("interpolation", params.interpolation);
    params.interpolation = params.interpolation.toLower();
    if (params.interpolation == "nearest"_L1)
        params.interpolation = u"nn"_s;
    if (!QStringList{u"nn"_s, u"linear"_s, u"bicubic"_s, u"lanczos"_s}.contains(params.interpolation))
        return fail(ErrorCode::Invalid,
            tr("--interpolation is nn, linear, bicubic or lanczos, not \"%1\".").arg(params.interpolation));
    text("sample", params.sample);
    params.sample = params.sample.toUpper();
    if (!params.sample.isEmpty() && params.sample != "UINT8"_L1 && params.sample != "FLOAT32"_L1)
        return fail(ErrorCode::Invalid, tr("--sample is UINT8 or FLOAT32, not \"%1\".").arg(params.sample));
    if (parser.isSet(u"channels"_s)) {
        TUILERIE_TRY(channels, wholeNumber(u"channels"_s, parser.value(u"channels"_s), 1, 4));
        params.channels = channels;
    }
    if (parser.isSet(u"nodata"_s))
        TUILERIE_CHECK(readNodata(parser.value(u"nodata"_s), params));
    text("top", params.top);
    text("bottom", params.bottom);
    if (parser.isSet(u"slab"_s))
        TUILERIE_CHECK(readSlab(parser.value(u"slab"_s), params));
    params.mask = parser.isSet(u"mask"_s);
    if (parser.isSet(u"workers"_s)) {
        TUILERIE_TRY(workers, wholeNumber(u"workers"_s, parser.value(u"workers"_s), 0, 1024));
        params.workers = workers;
    }
    if (parser.isSet(u"memory"_s)) {
        TUILERIE_TRY(memory, wholeNumber(u"memory"_s, parser.value(u"memory"_s), 0, 1 << 24));
        params.memoryMiB = memory;
    }
    text("crs", params.assignCrs);
    TUILERIE_CHECK(checkTogether(params));
    return params;
}

Result<QJsonObject> processingParameters(const QCommandLineParser &parser, const QStringList &paths, bool onlyGiven)
{
    TUILERIE_TRY(params, readRasterOptions(parser, paths));
    const QJsonObject all = params.toJson();
    QJsonObject kept;
    for (const OptionText &text : optionTexts) {
        const QString parameter = QLatin1String(text.parameter);
        if ((onlyGiven && !parser.isSet(QLatin1String(text.name))) || !all.contains(parameter))
            continue;
        kept.insert(parameter, all.value(parameter));
        if (parameter == "width"_L1)
            kept.insert(u"height"_s, all.value(u"height"_s));
    }
    // Zero is our word for "choose yourself", which other servers do not know.
    for (const QString &name : {u"parallelization"_s, u"memory"_s, u"channels"_s}) {
        if (kept.value(name).toInt(-1) == 0)
            kept.remove(name);
    }
    return kept;
}

} // namespace tuilerie::cli
