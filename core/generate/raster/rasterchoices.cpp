// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/raster/rasterchoices.h"

#include "generate/raster/rasterproposal.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <random>

namespace tuilerie::raster {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::RasterPyramid", text);
}

bool isLossy(TileCompression compression)
{
    return compression == TileCompression::Jpeg75 || compression == TileCompression::Jpeg90;
}

bool holdsBytesOnly(TileCompression compression)
{
    return isLossy(compression) || compression == TileCompression::Png;
}

Status chooseSample(RasterProfile &profile)
{
    const QString word = profile.params.sample.toUpper();
    const RasterInfo &info = profile.source->info();
    const bool bytes = info.type == RasterSampleType::UInt8 || info.hasPalette;
    if (word.isEmpty()) {
        profile.format.sample = bytes ? SampleType::UInt8 : SampleType::Float32;
        if (!bytes && holdsBytesOnly(profile.format.compression))
            return fail(ErrorCode::Invalid,
                tr("%1 holds 8-bit images only and these data are not. Choose ZIP, LZW, PKB or RAW to keep the "
                   "values, or ask for UINT8 samples to stretch them to gray levels.")
                    .arg(profile.params.format));
    } else if (word == QLatin1String("UINT8")) {
        profile.format.sample = SampleType::UInt8;
    } else if (word == QLatin1String("FLOAT32")) {
        profile.format.sample = SampleType::Float32;
        if (holdsBytesOnly(profile.format.compression))
            return fail(ErrorCode::Invalid,
                tr("%1 holds 8-bit images only. Choose ZIP, LZW, PKB or RAW for FLOAT32 samples.")
                    .arg(profile.params.format));
    } else {
        return fail(ErrorCode::Invalid,
            tr("The sample type “%1” is not known. Choose UINT8 or FLOAT32.").arg(profile.params.sample));
    }
    profile.render.read.asFloat = profile.format.sample == SampleType::Float32;
    profile.render.layout.isFloat = profile.render.read.asFloat;
    return {};
}

/// The bands that are asked for, which every file must have.
Status chooseBands(RasterProfile &profile)
{
    std::vector<int> bands;
    for (const QString &part : profile.params.bands.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        bool isNumber = false;
        bands.push_back(part.trimmed().toInt(&isNumber));
        if (!isNumber || bands.back() < 1)
            return fail(ErrorCode::Invalid,
                tr("“%1” is not the number of a band. Name bands as 4,1,2; the first one is 1.").arg(part.trimmed()));
    }
    for (const RasterTile &tile : profile.source->tiles()) {
        if (bands.empty() || !tile.problem.isEmpty())
            continue;
        const int highest = *std::max_element(bands.begin(), bands.end());
        if (highest > tile.bands)
            return fail(ErrorCode::Invalid,
                tr("Band %1 is asked for, but %2 has %3. Choose among its bands, or publish it separately.")
                    .arg(highest)
                    .arg(tile.path)
                    .arg(tile.bands));
        const size_t colours = pictureBands(tile.bandList, bands).colours.size();
        if (!profile.render.read.asFloat && colours != 1 && colours != 3)
            return fail(ErrorCode::Invalid,
                tr("%1 bands are asked for, but a picture is made of one band or of three: red, green and blue. What one "
                   "sees through is taken from the data.")
                    .arg(qlonglong(colours)));
        profile.colours = std::max(profile.colours, int(colours));
    }
    if (bands.empty())
        profile.colours = profile.source->info().colours;
    profile.render.read.bands = std::move(bands);
    return {};
}

Status chooseChannels(RasterProfile &profile, WorkControl &control)
{
    const RasterInfo &info = profile.source->info();
    if (profile.params.channels < 0 || profile.params.channels > 4)
        return fail(ErrorCode::Invalid, tr("A pyramid has 1 to 4 channels, not %1.").arg(profile.params.channels));
    const int channels = proposedChannels(info, profile.params, profile.colours);
    if (channels < 1)
        return fail(ErrorCode::Invalid, tr("The sources have no bands."));
    TUILERIE_CHECK(profile.format.checkChannels(channels));
    profile.render.read.channels = channels;
    profile.render.layout.channels = channels;
    profile.photometric = channels >= 3 ? QStringLiteral("rgb") : QStringLiteral("gray");
    profile.params.mask = profile.params.mask || needsMasks(info, profile.params, channels);
    if (const QString lost = opaqueTiles(info, profile.params); !lost.isEmpty())
        control.warning(lost);
    return {};
}

Status chooseNodata(RasterProfile &profile)
{
    const int channels = profile.render.layout.channels;
    const bool isFloat = profile.render.layout.isFloat;
    std::vector<double> values;
    if (!profile.params.nodata.isEmpty()) {
        for (const QString &part : profile.params.nodata.split(QLatin1Char(','))) {
            bool good = false;
            const double value = part.trimmed().toDouble(&good);
            if (!good || value != std::floor(value))
                return fail(ErrorCode::Invalid,
                    tr("The nodata value “%1” is not a whole number. A pyramid's descriptor holds whole numbers only.")
                        .arg(part));
            if (!isFloat && (value < 0 || value > 255))
                return fail(ErrorCode::Invalid,
                    tr("The nodata value %1 does not fit 8 bits. Choose one from 0 to 255.").arg(part.trimmed()));
            if (std::abs(value) > 2147483647.0)
                return fail(ErrorCode::Invalid,
                    tr("The nodata value %1 is too large for a pyramid's descriptor.").arg(part.trimmed()));
            values.push_back(value);
        }
        // One value stands for all channels.
        if (values.size() == 1)
            values.resize(size_t(channels), values[0]);
        if (values.size() != size_t(channels))
            return fail(ErrorCode::Invalid,
                tr("%1 nodata values are given for %2 channels. Give one, or one for each channel.")
                    .arg(qlonglong(values.size()))
                    .arg(channels));
    } else {
        double value = isFloat ? -99999 : 255;
        const std::optional<double> own = profile.source->info().nodata;
        // The data's own, where all files have it (it may be a value of the others) and a descriptor can hold it; a
        // palette's nodata is an index, not a colour.
        if (own && profile.source->info().hasOneNodata && !profile.source->info().hasPalette && *own == std::floor(*own)
            && std::abs(*own) <= 2147483647.0
            && (isFloat || (profile.source->info().type == RasterSampleType::UInt8 && *own >= 0 && *own <= 255)))
            value = *own;
        values.assign(size_t(channels), value);
        if (!isFloat && (channels == 2 || channels == 4))
            values.back() = 0; // see-through
    }
    profile.render.layout.nodata = values;
    QStringList words;
    for (const double value : values)
        words << QString::number(qint64(value));
    profile.nodata = words.join(QLatin1Char(','));
    return {};
}

// 2nd to 98th percentile of seeded samples: what every viewer does with such data, and the same at each run.
Status chooseStretch(RasterProfile &profile, WorkControl &control)
{
    const RasterInfo &info = profile.source->info();
    if (profile.render.read.asFloat || info.type == RasterSampleType::UInt8 || info.hasPalette)
        return {};
    RasterReadOptions options;
    options.channels = 1;
    options.asFloat = true;
    options.bands = profile.render.read.bands;
    TUILERIE_TRY(reader, RasterReader::create(profile.source, options));
    std::vector<float> values;
    std::mt19937 random(2154);
    const std::vector<RasterTile> &tiles = profile.source->tiles();
    constexpr int side = 128;
    for (int i = 0; i < 24 && !tiles.empty(); ++i) {
        const RasterTile &tile = tiles[random() % tiles.size()];
        if (!tile.problem.isEmpty())
            continue;
        const double width = std::min(tile.extent.width(), side * tile.cellSizeX);
        const double height = std::min(tile.extent.height(), side * tile.cellSizeY);
        const double west = tile.extent.west + (tile.extent.width() - width) * double(random() % 1000) / 1000;
        const double south = tile.extent.south + (tile.extent.height() - height) * double(random() % 1000) / 1000;
        RasterBlock block;
        TUILERIE_CHECK(reader->read({west, south, west + width, south + height}, std::max(1, int(width / tile.cellSizeX)),
            std::max(1, int(height / tile.cellSizeY)), block));
        for (size_t k = 0; k < block.floats.size(); ++k)
            if (block.valid.empty() || block.valid[k])
                values.push_back(block.floats[k]);
    }
    if (values.empty())
        return fail(ErrorCode::Invalid, tr("No data were found to stretch to 8 bits. Keep them as FLOAT32."));
    std::sort(values.begin(), values.end());
    profile.render.read.stretchMin = double(values[values.size() / 50]);
    profile.render.read.stretchMax = double(values[values.size() - 1 - values.size() / 50]);
    if (!(profile.render.read.stretchMax > profile.render.read.stretchMin))
        profile.render.read.stretchMax = profile.render.read.stretchMin + 1;
    control.log(tr("Values from %1 to %2 are stretched to 0…255.")
                    .arg(profile.render.read.stretchMin)
                    .arg(profile.render.read.stretchMax));
    return {};
}

} // namespace

Result<double> sourceCellSizeInGrid(const RenderSetup &render, const TileMatrixSet &grid)
{
    const PixelGrid mosaic = BlockRenderer::mosaicOf(render);
    if (render.sourceCrs.isSameAs(render.gridCrs))
        return medianPixelSize(mosaic, nullptr).mean;
    TUILERIE_TRY(toGrid, CrsTransform::create(render.sourceCrs, render.gridCrs));
    const Extent whole = grid.levels().back().extent();
    if (const double size = medianPixelSize(mosaic, &toGrid, &whole).mean; size > 0 && std::isfinite(size)) {
        // What is in the middle stands for the whole, unless it is another size than most.
        PixelGrid middle = mosaic;
        middle.width = std::min<qint64>(100, mosaic.width);
        middle.height = std::min<qint64>(100, mosaic.height);
        middle.origin = mosaic.place(double(mosaic.width - middle.width) / 2, double(mosaic.height - middle.height) / 2);
        const double there = medianPixelSize(middle, &toGrid, &whole).mean;
        constexpr double most = 1.5;
        return there > size / most && there < size * most ? there : size;
    }
    // The grid's region is small in the sources': then how large its own pixels are in them.
    TUILERIE_TRY(toSource, CrsTransform::create(render.gridCrs, render.sourceCrs));
    constexpr qint64 side = 256;
    const PixelGrid region{{whole.west, whole.north}, whole.width() / side, whole.height() / side, side, side};
    const Extent &extent = render.source->info().extent;
    const double there = medianPixelSize(region, &toSource, &extent).mean;
    const double size = medianPixelSize(region, nullptr).mean * medianPixelSize(mosaic, nullptr).mean / there;
    if (there > 0 && std::isfinite(size) && size > 0)
        return size;
    return fail(ErrorCode::Invalid,
        tr("The sources do not lie where the grid's coordinate reference system can be used. Choose another grid, "
           "or check the sources' coordinate reference system."));
}

Status choosePixels(RasterProfile &profile, WorkControl &control)
{
    TUILERIE_CHECK(chooseSample(profile));
    TUILERIE_CHECK(chooseBands(profile));
    TUILERIE_CHECK(chooseChannels(profile, control));
    TUILERIE_CHECK(chooseNodata(profile));
    return chooseStretch(profile, control);
}

} // namespace tuilerie::raster
