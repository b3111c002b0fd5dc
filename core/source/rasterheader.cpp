// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/rasterheader.h"

#include "base/work/parallel.h"
#include "base/work/progressmeter.h"
#include "base/filename.h"
#include "grid/crs.h"
#include "source/gdalsupport.h"
#include "source/tifflayout.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <mutex>

namespace tuilerie {

namespace {

// Before GDAL 3.7 signed bytes are bytes with a note beside them.
bool hasSignedBytes(GDALRasterBandH band)
{
    const char *kind = GDALGetMetadataItem(band, "PIXELTYPE", "IMAGE_STRUCTURE");
    return GDALGetRasterDataType(band) == GDT_Byte && kind && EQUAL(kind, "SIGNEDBYTE");
}

RasterSampleType sampleType(GDALRasterBandH band)
{
    switch (GDALGetRasterDataType(band)) {
    case GDT_Byte: return hasSignedBytes(band) ? RasterSampleType::Int8 : RasterSampleType::UInt8;
#if GDAL_VERSION_NUM >= GDAL_COMPUTE_VERSION(3, 7, 0)
    case GDT_Int8: return RasterSampleType::Int8;
#endif
    case GDT_UInt16: return RasterSampleType::UInt16;
    case GDT_Int16: return RasterSampleType::Int16;
    case GDT_Float32: return RasterSampleType::Float32;
    default: return RasterSampleType::Other;
    }
}

// Naming a CRS asks PROJ's database; thousands of tiles say the same words.
QString crsName(const QString &wkt)
{
    static std::mutex mutex;
    static QHash<QString, QString> known;
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.constFind(wkt); found != known.constEnd())
            return *found;
    }
    QString name = wkt;
    if (const auto crs = Crs::fromText(wkt); crs && !crs->id().isEmpty())
        name = crs->id();
    const std::lock_guard lock(mutex);
    known.insert(wkt, name);
    return name;
}

QString takeText(char *text)
{
    const QString result = QString::fromUtf8(text);
    CPLFree(text);
    return result;
}

// PNG and JPEG know world files but not the .prj that often lies beside them.
QString crsOfPrjFile(const FileEntry &file)
{
    const QString name = QFileInfo(file.path).completeBaseName() + QLatin1String(".prj");
    QString present;
    for (const QString &sidecar : file.sidecars) {
        if (sidecar.compare(name, Qt::CaseInsensitive) == 0)
            present = sidecar;
    }
    QFile prj;
    if (present.isEmpty() || !openFile(prj, QFileInfo(file.path).path() + QLatin1Char('/') + present))
        return {};
    const QByteArray text = prj.read(65536);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    QString result;
    char *wkt = nullptr;
    // WKT of either kind, or the lines of an older Arc/Info.
    char **lines = CSLTokenizeString2(text.constData(), "\r\n", 0);
    const bool isRead =
        (OSRSetFromUserInput(srs, text.trimmed().constData()) == OGRERR_NONE && OSRMorphFromESRI(srs) == OGRERR_NONE)
        || OSRImportFromESRI(srs, lines) == OGRERR_NONE;
    CSLDestroy(lines);
    if (isRead && !OSRIsLocal(srs)) {
        // An ESRI WKT carries no codes; PROJ finds the authority's definition of the same CRS.
        if (OSRAutoIdentifyEPSG(srs) == OGRERR_NONE && OSRGetAuthorityCode(srs, nullptr))
            result = QStringLiteral("EPSG:") + QString::fromLatin1(OSRGetAuthorityCode(srs, nullptr));
        else if (OSRExportToWkt(srs, &wkt) == OGRERR_NONE)
            result = crsName(takeText(wkt));
    }
    OSRDestroySpatialReference(srs);
    return result;
}

/// Empty where the file itself says nothing of a place on Earth.
QString ownCrs(GDALDatasetH dataset)
{
    OGRSpatialReferenceH srs = GDALGetSpatialRef(dataset);
    if (!srs || OSRIsLocal(srs)) // "unnamed, metres": says nothing of where
        return {};
    char *wkt = nullptr;
    const char *options[] = {"FORMAT=WKT2_2019", nullptr};
    if (OSRExportToWktEx(srs, &wkt, options) != OGRERR_NONE) {
        CPLFree(wkt);
        return {};
    }
    return crsName(takeText(wkt));
}

// GDAL asks PROJ's database for each file anew (a millisecond); tiles of one survey all carry the same keys.
QString ownCrsOfTiff(GDALDatasetH dataset, const FileEntry &file)
{
    static std::mutex mutex;
    static QHash<QByteArray, QString> known;
    for (const QString &sidecar : file.sidecars) { // which may say otherwise
        if (sidecar.endsWith(QLatin1String(".aux.xml"), Qt::CaseInsensitive))
            return ownCrs(dataset);
    }
    const QByteArray keys = geoKeyBytes(file.path);
    if (keys.isEmpty())
        return ownCrs(dataset);
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.constFind(keys); found != known.constEnd())
            return *found;
    }
    const QString crs = ownCrs(dataset);
    const std::lock_guard lock(mutex);
    if (!crs.isEmpty())
        known.insert(keys, crs);
    return crs;
}

void georeference(GDALDatasetH dataset, RasterTile &tile)
{
    double gt[6];
    const bool isPresent =
        GDALGetGeoTransform(dataset, gt) == CE_None && std::isfinite(gt[0] + gt[1] + gt[2] + gt[3] + gt[4] + gt[5]);
    const bool isFlat = isPresent && gt[1] * gt[5] - gt[2] * gt[4] == 0;
    if (!isPresent || isFlat) {
        // Cells as units keep the picture visible; the checks say that it lies nowhere.
        tile.isGeoreferenced = false;
        tile.hasZeroExtent = isFlat;
        tile.cellSizeX = tile.cellSizeY = 1;
        tile.extent = {0, -double(tile.height), double(tile.width), 0};
        return;
    }
    const double w = tile.width;
    const double h = tile.height;
    const double xs[] = {gt[0], gt[0] + w * gt[1], gt[0] + h * gt[2], gt[0] + w * gt[1] + h * gt[2]};
    const double ys[] = {gt[3], gt[3] + w * gt[4], gt[3] + h * gt[5], gt[3] + w * gt[4] + h * gt[5]};
    tile.extent = {*std::min_element(xs, xs + 4), *std::min_element(ys, ys + 4), *std::max_element(xs, xs + 4),
        *std::max_element(ys, ys + 4)};
    tile.cellSizeX = std::hypot(gt[1], gt[4]);
    tile.cellSizeY = std::hypot(gt[2], gt[5]);
    // A turn that moves no cell by a thousandth over the whole picture is rounding.
    tile.isRotated =
        std::abs(gt[2]) * h > 1e-3 * std::abs(gt[1]) || std::abs(gt[4]) * w > 1e-3 * std::abs(gt[5]) || gt[1] < 0;
    tile.isSouthUp = gt[5] > 0;
}

BandRole roleOf(GDALRasterBandH band)
{
    switch (GDALGetRasterColorInterpretation(band)) {
    case GCI_Undefined: return BandRole::Undefined;
    case GCI_GrayIndex: return BandRole::Gray;
    case GCI_PaletteIndex: return GDALGetRasterColorTable(band) ? BandRole::Palette : BandRole::Gray;
    case GCI_RedBand: return BandRole::Red;
    case GCI_GreenBand: return BandRole::Green;
    case GCI_BlueBand: return BandRole::Blue;
    case GCI_AlphaBand: return BandRole::Alpha;
    default: return BandRole::Other;
    }
}

RasterBand describeBand(GDALRasterBandH band)
{
    RasterBand result;
    result.role = roleOf(band);
    int isThere = 0;
    if (const double nodata = GDALGetRasterNoDataValue(band, &isThere); isThere)
        result.nodata = nodata;
    const auto number = [band](double (*get)(GDALRasterBandH, int *), double otherwise) {
        int isSaid = 0;
        const double value = get(band, &isSaid);
        return isSaid && std::isfinite(value) ? value : otherwise;
    };
    result.scale = number(GDALGetRasterScale, 1);
    result.offset = number(GDALGetRasterOffset, 0);
    if (result.scale == 0) { // a value that nobody fills in
        result.scale = 1;
        result.offset = 0;
    }
    return result;
}

/// How many bits of a whole-number sample are used; 0 for all.
int bitsOf(GDALRasterBandH band, RasterSampleType type)
{
    const int all = type == RasterSampleType::UInt8 ? 8 : type == RasterSampleType::UInt16 ? 16 : 0;
    const char *text = GDALGetMetadataItem(band, "NBITS", "IMAGE_STRUCTURE");
    const int bits = text ? atoi(text) : 0;
    return bits > 0 && bits < all ? bits : 0;
}

void describePalette(GDALRasterBandH band, RasterTile &tile)
{
    tile.hasPalette = true;
    GDALColorTableH table = GDALGetRasterColorTable(band);
    tile.palette = 1;
    for (int i = 0; i < GDALGetColorEntryCount(table); ++i) {
        GDALColorEntry entry{};
        GDALGetColorEntryAsRGB(table, i, &entry);
        tile.palette = paletteStamp(tile.palette, {entry.c1, entry.c2, entry.c3, entry.c4});
        tile.hasClearColours = tile.hasClearColours || entry.c4 < 255;
    }
}

/// TIFF pages that are pictures of their own.
int pagesOf(GDALDatasetH dataset)
{
    return std::max(1, CSLCount(GDALGetMetadata(dataset, "SUBDATASETS")) / 2);
}

/// "10 20 30": the colour that stands for nothing, as GDAL has it for a whole file.
void takeNodataValues(GDALDatasetH dataset, RasterTile &tile)
{
    const QStringList values = QString::fromLatin1(GDALGetMetadataItem(dataset, "NODATA_VALUES", nullptr))
                                   .split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (values.size() != qsizetype(tile.bandList.size()))
        return;
    for (qsizetype i = 0; i < values.size(); ++i) {
        bool isNumber = false;
        const double value = values[i].toDouble(&isNumber);
        if (isNumber)
            tile.bandList[size_t(i)].nodata = value;
    }
}

void describeBands(GDALDatasetH dataset, RasterTile &tile)
{
    tile.bands = GDALGetRasterCount(dataset);
    GDALRasterBandH first = GDALGetRasterBand(dataset, 1);
    tile.type = sampleType(first);
    bool isScaled = false;
    for (int i = 1; i <= tile.bands; ++i) {
        GDALRasterBandH band = GDALGetRasterBand(dataset, i);
        tile.bandList.push_back(describeBand(band));
        const BandRole role = tile.bandList.back().role;
        tile.hasAlpha = tile.hasAlpha || role == BandRole::Alpha;
        isScaled = isScaled || (tile.bandList.back().isScaled() && role != BandRole::Alpha);
        if (sampleType(band) != tile.type)
            tile.type = RasterSampleType::Other;
    }
    takeNodataValues(dataset, tile);
    tile.nodata = tile.bandList.front().nodata;
    for (RasterBand &band : tile.bandList) // what no byte can be is said of nothing
        if (tile.type == RasterSampleType::UInt8 && band.nodata && !(*band.nodata >= 0 && *band.nodata <= 255))
            band.nodata.reset();
    tile.bits = bitsOf(first, tile.type);
    if (tile.bandList.front().role == BandRole::Palette)
        describePalette(first, tile);
    const char *white = GDALGetMetadataItem(dataset, "MINISWHITE", "IMAGE_STRUCTURE");
    tile.isMinWhite = white && EQUAL(white, "YES") && !tile.hasPalette;
    tile.storedType = tile.type;
    const bool isColour = pictureBands(tile.bandList).colours.size() >= 3;
    // A picture's levels are what they are; a measure is what scale and offset make of it.
    tile.isScaled = isScaled && !tile.hasPalette && !(isColour && tile.type == RasterSampleType::UInt8);
    if (tile.isScaled)
        tile.type = RasterSampleType::Float32;
    tile.pages = pagesOf(dataset);
    const int flags = GDALGetMaskFlags(first);
    // Colours that stand for nothing (PNG) are the bands' nodata.
    tile.hasMask = (flags & GMF_PER_DATASET) && !(flags & (GMF_ALPHA | GMF_NODATA));
    const char *compression = GDALGetMetadataItem(dataset, "COMPRESSION", "IMAGE_STRUCTURE");
    tile.compression = QString::fromLatin1(compression ? compression : "");
    // JPEG in YCbCr is how it is packed, not another codec.
    if (tile.compression == QLatin1String("YCbCr JPEG"))
        tile.compression = QStringLiteral("JPEG");
}

} // namespace

quint32 paletteStamp(quint32 before, const std::array<int, 4> &colour)
{
    for (const int part : colour)
        before = before * 16777619U + quint32(part);
    return before;
}

bool RasterTile::isSeeThrough() const
{
    return hasMask || hasAlpha || hasClearColours
        || (!bandList.empty() && std::all_of(bandList.begin(), bandList.end(), [](const RasterBand &band) {
               return band.nodata.has_value();
           }));
}

RasterTile readRasterHeader(const FileEntry &file)
{
    RasterTile tile;
    tile.path = file.path;
    tile.size = file.size;
    tile.stamp = file.stamp;
    tile.sidecars = file.sidecars;
    tile.sidecarStamp = file.sidecarStamp;

    GdalErrorTrap trap;
    const bool isLocal = !file.path.startsWith(QLatin1String("/vsi"));
    // A VRT's own files lie anywhere: GDAL must look for itself.
    auto dataset = openRaster(file.path, isLocal && !isIndexFile(file.path) ? &file.sidecars : nullptr);
    if (!dataset) {
        tile.problem = dataset.error().message;
        tile.problemDetail = dataset.error().detail;
        return tile;
    }
    GDALDatasetH h = dataset->get();
    tile.driver = QString::fromLatin1(GDALGetDriverShortName(GDALGetDatasetDriver(h)));
    if (isLocal && tile.driver == QLatin1String("GTiff") && tiffLacksBlocks(file.path)) {
        tile.problem = QCoreApplication::translate("tuilerie::RasterSource",
            "%1 is damaged: its header claims %2 × %3 cells but lists the places "
            "of fewer. Copy it again from its source, or leave it out.")
                           .arg(file.path)
                           .arg(GDALGetRasterXSize(h))
                           .arg(GDALGetRasterYSize(h));
        return tile;
    }
    tile.width = GDALGetRasterXSize(h);
    tile.height = GDALGetRasterYSize(h);
    describeBands(h, tile);
    georeference(h, tile);
    tile.crs = isLocal && tile.driver == QLatin1String("GTiff") ? ownCrsOfTiff(h, file) : ownCrs(h);
    if (tile.crs.isEmpty())
        tile.crs = crsOfPrjFile(file);
    return tile;
}

Status readRasterHeaders(const std::vector<FileEntry> &files, const std::vector<size_t> &which,
    std::vector<RasterTile> &tiles, WorkControl &control)
{
    ensureGdal();
    ProgressMeter meter(control, QStringLiteral("index"), qint64(which.size()));
    // Two at least: a disk or a server is waited for most of the time.
    const int workers = int(std::min<size_t>({which.size() / 8 + 1, size_t(std::max(2, workerCount(0))), 16}));
    return parallel(workers, qint64(which.size()), [&](int, qint64 i) -> Status {
        const size_t tile = which[size_t(i)];
        tiles[tile] = readRasterHeader(files[tile]);
        return meter.add(1);
    });
}

} // namespace tuilerie
