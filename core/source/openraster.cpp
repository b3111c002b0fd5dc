// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/openraster.h"

#include "base/filename.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <gdal.h>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::RasterSource", sentence);
}

/// How many of `colours` bands serve the channels of the output.
int coloursFor(const RasterReadOptions &options, int colours)
{
    const int channels = options.channels;
    // Bytes with 2 or 4 channels are a picture with an opacity; numbers are bands.
    if (options.asFloat && colours >= channels && (channels == 2 || channels == 4))
        return channels;
    return colours >= 3 ? 3 : 1;
}

std::vector<std::array<uint8_t, 4>> paletteOf(GDALRasterBandH band)
{
    std::vector<std::array<uint8_t, 4>> palette;
    GDALColorTableH table = GDALGetRasterColorTable(band);
    for (int i = 0; i < GDALGetColorEntryCount(table); ++i) {
        GDALColorEntry entry{};
        GDALGetColorEntryAsRGB(table, i, &entry);
        palette.push_back({uint8_t(entry.c1), uint8_t(entry.c2), uint8_t(entry.c3), uint8_t(entry.c4)});
    }
    return palette;
}

float opaqueOf(const RasterTile &tile)
{
    if (tile.bits > 0)
        return float((1 << tile.bits) - 1);
    switch (tile.storedType) {
    case RasterSampleType::UInt16: return 65535;
    case RasterSampleType::Int16: return 32767;
    default: return 255;
    }
}

/// What becomes black and what becomes white; without a stretch, all that the samples can be.
void planStretch(PixelPlan &plan, const RasterTile &tile, const RasterReadOptions &options)
{
    double low = options.stretchMin;
    double high = options.stretchMax;
    if (!(high > low)) {
        low = tile.type == RasterSampleType::Int16 ? -32768 : tile.type == RasterSampleType::Int8 ? -128 : 0;
        high = tile.type == RasterSampleType::Int8 ? 127 : double(opaqueOf(tile));
    }
    plan.stretchOffset = float(low);
    plan.stretchScale = float(255 / (high - low));
}

void planNodata(PixelPlan &plan, const RasterTile &tile, const RasterReadOptions &options)
{
    for (int c = 0; c < plan.colours; ++c) {
        const auto &own = tile.bandList[size_t(plan.bands[size_t(c)] - 1)].nodata;
        const std::optional<double> nodata = options.nodata ? options.nodata : own;
        if (!nodata) { // a pixel has data where one of its colours has
            plan.nodata.clear();
            return;
        }
        plan.nodata.push_back(float(*nodata));
    }
}

PixelPlan planOf(GDALDatasetH dataset, const RasterTile &tile, const RasterReadOptions &options)
{
    PixelPlan plan;
    plan.channels = options.channels;
    plan.asFloat = options.asFloat;
    plan.hasMask = tile.hasMask;
    plan.opaque = opaqueOf(tile);
    if (tile.hasPalette) {
        plan.palette = paletteOf(GDALGetRasterBand(dataset, 1));
        plan.bands = {1};
        plan.readsFloat = tile.type != RasterSampleType::UInt8;
        plan.opaque = 255;
        planNodata(plan, tile, options);
        return plan;
    }
    const PictureBands picture = pictureBands(tile.bandList, options.bands);
    plan.colours = coloursFor(options, int(picture.colours.size()));
    plan.bands.assign(picture.colours.begin(), picture.colours.begin() + plan.colours);
    plan.hasAlpha = picture.alpha > 0;
    if (plan.hasAlpha)
        plan.bands.push_back(picture.alpha);
    plan.copiesColours = plan.colours == plan.channels;
    planNodata(plan, tile, options);
    plan.isSigned = tile.storedType == RasterSampleType::Int8;
    plan.isMinWhite = tile.isMinWhite && !options.asFloat;
    const bool isStretched = !options.asFloat && (options.stretchMax > options.stretchMin || tile.bits > 0);
    plan.readsFloat = tile.type != RasterSampleType::UInt8 || isStretched;
    if (tile.isScaled) {
        for (int c = 0; c < plan.colours; ++c) {
            const RasterBand &band = tile.bandList[size_t(plan.bands[size_t(c)] - 1)];
            plan.scales.emplace_back(band.scale, band.offset);
        }
    }
    planStretch(plan, tile, options);
    return plan;
}

} // namespace

Result<OpenRaster> OpenRaster::open(const RasterTile &tile, const RasterReadOptions &options)
{
    if (tile.isRotated)
        return fail(ErrorCode::Unsupported,
            tr("%1 is rotated: its rows do not run from west to east. Straighten it first (gdalwarp does), then use the "
               "result.")
                .arg(tile.path));
    // A VRT or a remote file names others, which only GDAL can find.
    const bool isPlainFile = tile.driver != QLatin1String("VRT") && !tile.path.startsWith(QLatin1String("/vsi"));
    auto dataset = openRaster(tile.path, isPlainFile ? &tile.sidecars : nullptr, tile.driver);
    if (!dataset)
        return fail(std::move(dataset.error()));
    OpenRaster raster;
    raster.m_path = tile.path;
    raster.m_dataset = std::move(*dataset);
    GDALDatasetH h = raster.m_dataset.get();
    if (GDALGetRasterXSize(h) != tile.width || GDALGetRasterYSize(h) != tile.height || GDALGetRasterCount(h) != tile.bands)
        return fail(ErrorCode::Conflict, tr("%1 has changed since it was looked at. Start again.").arg(tile.path));
    raster.m_plan = planOf(h, tile, options);
    raster.m_levels.push_back({-1, tile.width, tile.height});
    GDALRasterBandH first = GDALGetRasterBand(h, raster.m_plan.bands.front());
    // Means of bytes whose sign GDAL does not see are none.
    const int overviews = raster.m_plan.isSigned ? 0 : GDALGetOverviewCount(first);
    for (int i = 0; i < overviews; ++i) {
        bool inAll = true;
        for (const int number : raster.m_plan.bands)
            inAll = inAll && GDALGetOverview(GDALGetRasterBand(h, number), i);
        if (inAll) {
            GDALRasterBandH overview = GDALGetOverview(first, i);
            raster.m_levels.push_back({i, GDALGetRasterBandXSize(overview), GDALGetRasterBandYSize(overview)});
        }
    }
    std::sort(raster.m_levels.begin() + 1, raster.m_levels.end(),
        [](const Level &a, const Level &b) { return a.width > b.width; });
    return raster;
}

int OpenRaster::levelFor(double ratio) const
{
    int best = 0;
    for (size_t i = 1; i < m_levels.size(); ++i) {
        const double factor =
            std::max(double(m_levels[0].width) / m_levels[i].width, double(m_levels[0].height) / m_levels[i].height);
        // Sizes are rounded: 2946 / 2 levels on is not exactly a power of two any more.
        if (factor <= ratio * 1.02)
            best = int(i);
    }
    return best;
}

int OpenRaster::levelWidth(int level) const
{
    return m_levels[size_t(level)].width;
}

int OpenRaster::levelHeight(int level) const
{
    return m_levels[size_t(level)].height;
}

void *OpenRaster::band(int level, int number) const
{
    GDALRasterBandH whole = GDALGetRasterBand(m_dataset.get(), number);
    return level == 0 ? whole : GDALGetOverview(whole, m_levels[size_t(level)].index);
}

Error OpenRaster::readingError(const QString &gdalText) const
{
    if (!m_path.startsWith(QLatin1String("/vsi")) && !fileStatus(m_path).exists)
        return {ErrorCode::Io,
            tr("%1 can no longer be read: it was moved, or its disk is gone. Put it back, then resume.").arg(m_path),
            gdalText};
    return {ErrorCode::Corrupt,
        tr("%1 is damaged or incomplete: its pixels cannot be decoded. Copy it again from its source, then resume.")
            .arg(m_path),
        gdalText};
}

Status OpenRaster::read(
    int level, const PixelWindow &window, int width, int height, void *to, qint64 lineBytes, uint8_t *mask)
{
    GdalErrorTrap trap;
    const GDALDataType type = m_plan.readsFloat ? GDT_Float32 : GDT_Byte;
    const int sampleBytes = m_plan.readsFloat ? 4 : 1;
    const int count = int(m_plan.bands.size());
    CPLErr outcome = CE_None;
    if (level == 0) {
        outcome = GDALDatasetRasterIOEx(m_dataset.get(), GF_Read, window.x, window.y, window.width, window.height, to, width,
            height, type, count, m_plan.bands.data(), sampleBytes * count, lineBytes, sampleBytes, nullptr);
    } else {
        for (int b = 0; b < count && outcome == CE_None; ++b)
            outcome = GDALRasterIOEx(band(level, m_plan.bands[size_t(b)]), GF_Read, window.x, window.y, window.width,
                window.height, static_cast<char *>(to) + b * sampleBytes, width, height, type, sampleBytes * count,
                lineBytes, nullptr);
    }
    // Some drivers report a damaged block and go on; what they made up must not be published.
    if (outcome != CE_None || !trap.text().isEmpty())
        return fail(readingError(trap.text()));
    if (m_plan.isSigned && GDALGetRasterDataType(GDALGetRasterBand(m_dataset.get(), 1)) == GDT_Byte) {
        for (int y = 0; y < height; ++y) {
            auto *line = reinterpret_cast<float *>(static_cast<char *>(to) + y * lineBytes);
            std::transform(line, line + qsizetype(width) * count, line, [](float v) { return v > 127 ? v - 256 : v; });
        }
    }
    return m_plan.hasMask ? readMask(level, window, width, height, mask) : Status{};
}

Status OpenRaster::readMask(int level, const PixelWindow &window, int width, int height, uint8_t *mask)
{
    GdalErrorTrap trap;
    GDALRasterBandH whole = GDALGetMaskBand(GDALGetRasterBand(m_dataset.get(), m_plan.bands.front()));
    const Level &size = m_levels[size_t(level)];
    GDALRasterBandH source = level == 0 ? whole : nullptr;
    for (int i = 0; !source && i < GDALGetOverviewCount(whole); ++i) {
        GDALRasterBandH overview = GDALGetOverview(whole, i);
        if (GDALGetRasterBandXSize(overview) == size.width && GDALGetRasterBandYSize(overview) == size.height)
            source = overview;
    }
    CPLErr outcome = CE_None;
    if (source) {
        outcome = GDALRasterIOEx(
            source, GF_Read, window.x, window.y, window.width, window.height, mask, width, height, GDT_Byte, 0, 0, nullptr);
    } else {
        // Overviews without overviews of the mask: the whole mask's nearest pixels.
        const double fx = double(m_levels[0].width) / size.width;
        const double fy = double(m_levels[0].height) / size.height;
        const int x0 = std::min(int(window.x * fx), m_levels[0].width - 1);
        const int y0 = std::min(int(window.y * fy), m_levels[0].height - 1);
        const int x1 = std::clamp(int((window.x + window.width) * fx + 0.5), x0 + 1, m_levels[0].width);
        const int y1 = std::clamp(int((window.y + window.height) * fy + 0.5), y0 + 1, m_levels[0].height);
        outcome = GDALRasterIOEx(whole, GF_Read, x0, y0, x1 - x0, y1 - y0, mask, width, height, GDT_Byte, 0, 0, nullptr);
    }
    if (outcome != CE_None || !trap.text().isEmpty())
        return fail(readingError(trap.text()));
    return {};
}

} // namespace tuilerie
