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
#include <gdal.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <mutex>

namespace tuilerie {

namespace {

RasterSampleType sampleType(GDALDataType type)
{
    switch (type) {
    case GDT_Byte: return RasterSampleType::UInt8;
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
    if (OSRSetFromUserInput(srs, text.trimmed().constData()) == OGRERR_NONE && OSRMorphFromESRI(srs) == OGRERR_NONE) {
        // An ESRI WKT carries no codes; PROJ finds the authority's definition of the same CRS.
        if (OSRAutoIdentifyEPSG(srs) == OGRERR_NONE && OSRGetAuthorityCode(srs, nullptr))
            result = QStringLiteral("EPSG:") + QString::fromLatin1(OSRGetAuthorityCode(srs, nullptr));
        else if (OSRExportToWkt(srs, &wkt) == OGRERR_NONE)
            result = crsName(takeText(wkt));
    }
    OSRDestroySpatialReference(srs);
    return result;
}

QString crsOf(GDALDatasetH dataset, const FileEntry &file)
{
    OGRSpatialReferenceH srs = GDALGetSpatialRef(dataset);
    if (!srs)
        return crsOfPrjFile(file);
    if (OSRIsLocal(srs)) // "unnamed, metres": says nothing of where
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
QString crsOfTiff(GDALDatasetH dataset, const FileEntry &file)
{
    static std::mutex mutex;
    static QHash<QByteArray, QString> known;
    for (const QString &sidecar : file.sidecars) { // which may say otherwise
        if (sidecar.endsWith(QLatin1String(".aux.xml"), Qt::CaseInsensitive))
            return crsOf(dataset, file);
    }
    const QByteArray keys = geoKeyBytes(file.path);
    if (keys.isEmpty())
        return crsOf(dataset, file);
    {
        const std::lock_guard lock(mutex);
        if (const auto found = known.constFind(keys); found != known.constEnd())
            return *found;
    }
    const QString crs = crsOf(dataset, file);
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

void describeBands(GDALDatasetH dataset, RasterTile &tile)
{
    tile.bands = GDALGetRasterCount(dataset);
    GDALRasterBandH first = GDALGetRasterBand(dataset, 1);
    tile.type = sampleType(GDALGetRasterDataType(first));
    for (int i = 2; i <= tile.bands; ++i) {
        if (sampleType(GDALGetRasterDataType(GDALGetRasterBand(dataset, i))) != tile.type)
            tile.type = RasterSampleType::Other;
    }
    int hasNodata = 0;
    const double nodata = GDALGetRasterNoDataValue(first, &hasNodata);
    if (hasNodata)
        tile.nodata = nodata;
    tile.hasPalette = GDALGetRasterColorInterpretation(first) == GCI_PaletteIndex && GDALGetRasterColorTable(first);
    for (int i = 1; i <= tile.bands; ++i) {
        if (GDALGetRasterColorInterpretation(GDALGetRasterBand(dataset, i)) == GCI_AlphaBand)
            tile.hasAlpha = true;
    }
    const int flags = GDALGetMaskFlags(first);
    tile.hasMask = (flags & GMF_PER_DATASET) && !(flags & GMF_ALPHA);
    const char *compression = GDALGetMetadataItem(dataset, "COMPRESSION", "IMAGE_STRUCTURE");
    tile.compression = QString::fromLatin1(compression ? compression : "");
    // JPEG in YCbCr is how it is packed, not another codec.
    if (tile.compression == QLatin1String("YCbCr JPEG"))
        tile.compression = QStringLiteral("JPEG");
}

} // namespace

RasterTile readRasterHeader(const FileEntry &file)
{
    RasterTile tile;
    tile.path = file.path;
    tile.size = file.size;
    tile.modified = file.modified;
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
    tile.crs = isLocal && tile.driver == QLatin1String("GTiff") ? crsOfTiff(h, file) : crsOf(h, file);
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
