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

/// How many of `colours` bands serve `channels` of output.
int coloursFor(int channels, int colours, bool hasAlpha)
{
    if (!hasAlpha && colours >= channels && (channels == 2 || channels == 4))
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

void planStretch(PixelPlan &plan, RasterSampleType type, const RasterReadOptions &options)
{
    double low = options.stretchMin;
    double high = options.stretchMax;
    if (!(high > low)) {
        low = type == RasterSampleType::Int16 ? -32768 : 0;
        high = type == RasterSampleType::Int16 ? 32767 : 65535;
    }
    plan.stretchOffset = float(low);
    plan.stretchScale = float(255 / (high - low));
}

PixelPlan planOf(GDALDatasetH dataset, const RasterTile &tile, const RasterReadOptions &options)
{
    PixelPlan plan;
    plan.channels = options.channels;
    plan.asFloat = options.asFloat;
    plan.hasMask = tile.hasMask;
    const std::optional<double> nodata = options.nodata ? options.nodata : tile.nodata;
    if (nodata)
        plan.nodata = float(*nodata);
    if (tile.hasPalette) {
        plan.palette = paletteOf(GDALGetRasterBand(dataset, 1));
        plan.bands = {1};
        plan.readsFloat = tile.type != RasterSampleType::UInt8;
        return plan;
    }
    plan.readsFloat = tile.type != RasterSampleType::UInt8;
    std::vector<int> colours;
    int alpha = 0;
    for (int i = 1; i <= GDALGetRasterCount(dataset); ++i) {
        if (alpha == 0 && GDALGetRasterColorInterpretation(GDALGetRasterBand(dataset, i)) == GCI_AlphaBand)
            alpha = i;
        else
            colours.push_back(i);
    }
    if (colours.empty()) // an alpha band alone is the picture
        colours.push_back(std::exchange(alpha, 0));
    plan.colours = coloursFor(options.channels, int(colours.size()), alpha != 0);
    plan.bands.assign(colours.begin(), colours.begin() + plan.colours);
    plan.hasAlpha = alpha != 0;
    if (alpha)
        plan.bands.push_back(alpha);
    if (tile.type == RasterSampleType::UInt16)
        plan.opaque = 65535;
    else if (tile.type == RasterSampleType::Int16)
        plan.opaque = 32767;
    planStretch(plan, tile.type, options);
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
    for (int i = 0; i < GDALGetOverviewCount(first); ++i) {
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
