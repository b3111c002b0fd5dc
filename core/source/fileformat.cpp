// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/fileformat.h"

#include "base/filename.h"
#include "source/gdalsupport.h"

#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

#include <gdal.h>

#include <algorithm>
#include <vector>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

using Upload = FileFormat::Upload;
using Words = QList<QLatin1String>;

Words worldFileAnd(Words endings)
{
    return endings << "wld"_L1
                   << "prj"_L1
                   << "*.aux.xml"_L1
                   << "*.msk"_L1;
}

std::vector<FileFormat> table()
{
    constexpr auto raster = SourceKind::Raster, vector = SourceKind::Vector, cloud = SourceKind::PointCloud;
    constexpr auto never = Upload::Never, here = Upload::Here, everywhere = Upload::Everywhere;
    return {
        {"GeoTIFF"_L1, raster, {"tif"_L1, "tiff"_L1, "gtiff"_L1}, {"GTiff"_L1},
            worldFileAnd({"tfw"_L1, "tifw"_L1, "tiffw"_L1, "tab"_L1}), everywhere, false, true},
        {"JPEG 2000"_L1, raster, {"jp2"_L1, "j2k"_L1, "jpx"_L1}, {"JP2OpenJPEG"_L1, "JP2ECW"_L1, "JP2KAK"_L1, "JP2MrSID"_L1},
            worldFileAnd({"j2w"_L1, "jp2w"_L1, "j2kw"_L1, "jkw"_L1, "jpw"_L1, "jpxw"_L1, "tab"_L1}), everywhere, false,
            true},
        {"PNG"_L1, raster, {"png"_L1}, {"PNG"_L1}, worldFileAnd({"pgw"_L1, "pngw"_L1, "tab"_L1}), everywhere, false, true},
        {"JPEG"_L1, raster, {"jpg"_L1, "jpeg"_L1}, {"JPEG"_L1}, worldFileAnd({"jgw"_L1, "jpgw"_L1, "jpegw"_L1, "tab"_L1}),
            everywhere, false, true},
        {"WebP"_L1, raster, {"webp"_L1}, {"WEBP"_L1}, worldFileAnd({"wpw"_L1, "webpw"_L1}), everywhere, false, false},
        {"GIF"_L1, raster, {"gif"_L1}, {"GIF"_L1, "BIGGIF"_L1}, worldFileAnd({"gfw"_L1, "gifw"_L1, "tab"_L1}), everywhere,
            false, false},
        {"BMP"_L1, raster, {"bmp"_L1}, {"BMP"_L1}, worldFileAnd({"bpw"_L1, "bmpw"_L1, "tab"_L1}), everywhere, false, false},
        {"Esri ASCII grid"_L1, raster, {"asc"_L1}, {"AAIGrid"_L1, "GRASSASCIIGrid"_L1}, {"prj"_L1, "*.aux.xml"_L1},
            everywhere, false, false},
        {"BIL"_L1, raster, {"bil"_L1}, {"EHdr"_L1, "ENVI"_L1},
            {"hdr"_L1, "blw"_L1, "bilw"_L1, "prj"_L1, "stx"_L1, "clr"_L1, "*.hdr"_L1, "*.aux.xml"_L1}, everywhere, false,
            false},
        {"Erdas Imagine"_L1, raster, {"img"_L1}, {"HFA"_L1, "EHdr"_L1, "ENVI"_L1},
            {"ige"_L1, "rrd"_L1, "rde"_L1, "hdr"_L1, "prj"_L1, "*.hdr"_L1, "*.aux.xml"_L1}, everywhere, false, false},
        {"USGS DEM"_L1, raster, {"dem"_L1}, {"USGSDEM"_L1}, {"prj"_L1, "*.aux.xml"_L1}, everywhere, false, false},
        {"SRTM"_L1, raster, {"hgt"_L1}, {"SRTMHGT"_L1}, {"prj"_L1, "*.aux.xml"_L1}, everywhere, false, false},
        {"ECW"_L1, raster, {"ecw"_L1}, {"ECW"_L1}, {}, never, false, false},
        {"VRT"_L1, raster, {"vrt"_L1}, {"VRT"_L1}, {"*.aux.xml"_L1}, here, true, true},
        {"GeoPackage"_L1, vector, {"gpkg"_L1}, {"GPKG"_L1}, {}, everywhere, false, true, true},
        {"Shapefile"_L1, vector, {"shp"_L1}, {"ESRI Shapefile"_L1}, {"shx"_L1, "dbf"_L1, "prj"_L1, "cpg"_L1}, everywhere,
            false, true, true},
        {"GeoJSON"_L1, vector, {"geojson"_L1}, {"GeoJSON"_L1, "GeoJSONSeq"_L1, "ESRIJSON"_L1, "TopoJSON"_L1}, {}, everywhere,
            false, true, true},
        {"GeoJSON lines"_L1, vector, {"geojsonl"_L1}, {"GeoJSONSeq"_L1}, {}, everywhere, false, false},
        {"FlatGeobuf"_L1, vector, {"fgb"_L1}, {"FlatGeobuf"_L1}, {}, everywhere, false, true, true},
        {"CSV"_L1, vector, {"csv"_L1}, {"CSV"_L1}, {"csvt"_L1, "prj"_L1}, everywhere, false, true, true},
        {"SQL dump"_L1, vector, {"sql"_L1, "sql.gz"_L1}, {"GPKG"_L1}, {}, everywhere, false, true},
        {"GML"_L1, vector, {"gml"_L1}, {"GML"_L1}, {"xsd"_L1, "gfs"_L1}, everywhere, false, false},
        {"KML"_L1, vector, {"kml"_L1, "kmz"_L1}, {"LIBKML"_L1, "KML"_L1}, {}, everywhere, false, false},
        {"SpatiaLite"_L1, vector, {"sqlite"_L1}, {"SQLite"_L1, "GPKG"_L1}, {}, everywhere, false, false},
        {"MapInfo TAB"_L1, vector, {"tab"_L1}, {"MapInfo File"_L1}, {"dat"_L1, "map"_L1, "id"_L1, "ind"_L1}, everywhere,
            false, false},
        {"MapInfo MIF"_L1, vector, {"mif"_L1}, {"MapInfo File"_L1}, {"mid"_L1}, everywhere, false, false},
        {"DXF"_L1, vector, {"dxf"_L1}, {"DXF"_L1}, {}, everywhere, false, false},
        {"GPX"_L1, vector, {"gpx"_L1}, {"GPX"_L1}, {}, everywhere, false, false},
        {"GeoParquet"_L1, vector, {"parquet"_L1}, {"Parquet"_L1}, {}, never, false, false},
        {"LAS"_L1, cloud, {"las"_L1}, {}, {}, everywhere, false, true},
        {"LAZ"_L1, cloud, {"laz"_L1}, {}, {}, everywhere, false, true},
        {"VPC"_L1, cloud, {"vpc"_L1}, {}, {}, never, true, false},
    };
}

/// Drivers whose files are data themselves, of one kind.
std::vector<const char *> plainDrivers(SourceKind kind)
{
    std::vector<const char *> drivers;
    for (const FileFormat &format : fileFormats()) {
        for (const QLatin1String driver : format.drivers) {
            const bool isKnown =
                std::any_of(drivers.begin(), drivers.end(), [&](const char *one) { return driver == QLatin1String(one); });
            if (format.kind == kind && !format.isIndex && !isKnown)
                drivers.push_back(driver.data());
        }
    }
    drivers.push_back(nullptr);
    return drivers;
}

constexpr qint64 headSize = 65536; ///< some open data begin with pages of metadata

SourceKind kindOfBytes(const QByteArray &head)
{
    const auto starts = [&head](const char *bytes, qsizetype length) {
        return head.startsWith(QByteArray::fromRawData(bytes, length));
    };
    if (starts("LASF", 4))
        return SourceKind::PointCloud;
    if (starts("II*\0", 4) || starts("MM\0*", 4) || starts("II+\0", 4) || starts("MM\0+", 4) || starts("\x89PNG", 4)
        || starts("\xff\xd8\xff", 3) || starts("\0\0\0\x0cjP", 6) || starts("\xff\x4f\xff\x51", 4)
        || head.contains("<VRTDataset"))
        return SourceKind::Raster;
    // GeoJSON (RFC 7946 §3), ESRI's and TopoJSON, whatever members come first.
    static const QRegularExpression object(
        QStringLiteral("\"type\"\\s*:\\s*\"(FeatureCollection|Feature|Topology|GeometryCollection|(Multi)?(Point|LineString|"
                       "Polygon))\""));
    if (head.trimmed().startsWith('{') && object.match(QString::fromUtf8(head)).hasMatch())
        return SourceKind::Vector;
    if (starts("PGDMP", 5) || head.left(4096).contains("-- PostgreSQL database dump"))
        return SourceKind::Vector;
    if (starts("SQLite format 3", 15) || head.contains("FeatureCollection") || starts("fgb", 3) || head.contains("<kml")
        || head.contains("http://www.opengis.net/gml"))
        return SourceKind::Vector;
    return SourceKind::Unknown;
}

bool beginsAsVrt(const QString &path)
{
    QFile file;
    return openFile(file, path) && file.read(headSize).contains("<VRTDataset");
}

QString stemOf(const QString &name)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot < 0 ? name : name.left(dot);
}

} // namespace

QString FileFormat::filter() const
{
    QStringList patterns;
    for (const QLatin1String ending : endings)
        patterns << "*."_L1 + ending;
    return patterns.join(u' ');
}

std::span<const FileFormat> fileFormats()
{
    static const std::vector<FileFormat> formats = table();
    return formats;
}

const FileFormat *formatOfName(const QString &path)
{
    static const FileFormat ept{"EPT"_L1, SourceKind::PointCloud, {"json"_L1}, {}, {}, Upload::Never, true, false};
    static const QHash<QString, const FileFormat *> byEnding = [] {
        QHash<QString, const FileFormat *> known;
        for (const FileFormat &format : fileFormats()) {
            for (const QLatin1String ending : format.endings)
                known.insert(ending, &format);
        }
        return known;
    }();
    const QFileInfo info(path);
    const QString suffix = info.suffix().toLower();
    // What is packed ends twice.
    const QString ending = suffix == "gz"_L1 ? QFileInfo(info.completeBaseName()).suffix().toLower() + ".gz"_L1 : suffix;
    return isEptDescriptor(path) ? &ept : byEnding.value(ending);
}

bool isEptDescriptor(const QString &path)
{
    return QFileInfo(path).fileName() == "ept.json"_L1;
}

SourceKind kindOfName(const QString &path)
{
    const FileFormat *format = formatOfName(path);
    return format ? format->kind : SourceKind::Unknown;
}

SourceKind kindOfFile(const QString &path)
{
    if (const SourceKind kind = kindOfName(path); kind != SourceKind::Unknown)
        return kind;
    QFile file;
    return openFile(file, path) ? kindOfBytes(file.read(headSize)) : SourceKind::Unknown;
}

bool isIndexFile(const QString &path)
{
    const FileFormat *format = formatOfName(path);
    return format && format->isIndex && !isEptDescriptor(path);
}

bool isUploadable(const QString &path)
{
    const FileFormat *format = formatOfName(path);
    return format ? format->upload != Upload::Never : path.endsWith(".json"_L1, Qt::CaseInsensitive);
}

const char *const *driversFor(SourceKind kind, const QString &path)
{
    const FileFormat *format = formatOfName(path);
    static const std::vector<const char *> rasters = plainDrivers(SourceKind::Raster);
    static const std::vector<const char *> vectors = plainDrivers(SourceKind::Vector);
    static const char *const vrt[] = {"VRT", nullptr};
    // Without an ending that says something, its bytes do: a VRT is opened as one, and nothing else as a VRT.
    const bool isIndex = format ? format->isIndex : kind == SourceKind::Raster && beginsAsVrt(path);
    if (kind == SourceKind::Raster && isIndex)
        return vrt;
    return kind == SourceKind::Vector ? vectors.data() : rasters.data();
}

bool hasDriver(const FileFormat &format)
{
    ensureGdal();
    return format.drivers.isEmpty() || std::any_of(format.drivers.begin(), format.drivers.end(), [](QLatin1String driver) {
        return GDALGetDriverByName(driver.data()) != nullptr;
    });
}

QString commonFormats(SourceKind kind)
{
    QStringList names;
    for (const FileFormat &format : fileFormats()) {
        if (format.isCommon && (kind == SourceKind::Unknown || format.kind == kind))
            names << format.name;
    }
    return names.join(", "_L1);
}

QString fileDialogPatterns()
{
    QStringList patterns;
    for (const FileFormat &format : fileFormats())
        patterns << format.filter();
    return (patterns << u"ept.json"_s << u"*.zip"_s).join(u' ');
}

QString writtenPatterns()
{
    QStringList patterns;
    for (const FileFormat &format : fileFormats()) {
        if (format.isWritten)
            patterns << format.filter();
    }
    return patterns.join(u' ');
}

bool isSidecarOf(const QString &name, const QString &own)
{
    const FileFormat *format = formatOfName(own);
    return format && std::any_of(format->sidecars.begin(), format->sidecars.end(), [&](QLatin1String ending) {
        const QString expected = ending.startsWith('*'_L1) ? own + ending.sliced(1) : stemOf(own) + u'.' + ending;
        return name.compare(expected, Qt::CaseInsensitive) == 0;
    });
}

bool isSidecarName(const QString &name)
{
    const QString lower = name.toLower();
    for (const FileFormat &format : fileFormats()) {
        for (const QLatin1String ending : format.sidecars) {
            if (ending.startsWith('*'_L1) ? lower.endsWith(ending.sliced(1)) : lower.endsWith(u'.' + QString(ending)))
                return true;
        }
    }
    // What GDAL, QGIS and SQLite leave beside data and no upload needs.
    static constexpr QLatin1String others[] = {".ovr"_L1, ".aux"_L1, ".xml"_L1, ".qix"_L1, ".sbn"_L1, ".sbx"_L1, ".qmd"_L1,
        ".qml"_L1, ".sld"_L1, ".md5"_L1, "-wal"_L1, "-shm"_L1, "-journal"_L1};
    return std::any_of(std::begin(others), std::end(others), [&](QLatin1String end) { return lower.endsWith(end); });
}

} // namespace tuilerie
