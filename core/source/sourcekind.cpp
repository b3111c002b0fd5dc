// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/filelist.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

namespace tuilerie {

namespace {

const QSet<QString> &rasterSuffixes()
{
    static const QSet<QString> set{QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("gtiff"),
        QStringLiteral("jp2"), QStringLiteral("j2k"), QStringLiteral("jpx"), QStringLiteral("png"), QStringLiteral("jpg"),
        QStringLiteral("jpeg"), QStringLiteral("webp"), QStringLiteral("vrt"), QStringLiteral("asc"), QStringLiteral("bil"),
        QStringLiteral("img"), QStringLiteral("dem"), QStringLiteral("hgt"), QStringLiteral("ecw"), QStringLiteral("bmp"),
        QStringLiteral("gif")};
    return set;
}

const QSet<QString> &vectorSuffixes()
{
    static const QSet<QString> set{QStringLiteral("gpkg"), QStringLiteral("shp"), QStringLiteral("geojson"),
        QStringLiteral("gml"), QStringLiteral("kml"), QStringLiteral("kmz"), QStringLiteral("fgb"), QStringLiteral("sqlite"),
        QStringLiteral("tab"), QStringLiteral("mif"), QStringLiteral("dxf"), QStringLiteral("gpx"),
        QStringLiteral("geojsonl"), QStringLiteral("csv"), QStringLiteral("parquet")};
    return set;
}

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
    if (starts("SQLite format 3", 15) || head.contains("FeatureCollection") || starts("fgb", 3) || head.contains("<kml")
        || head.contains("http://www.opengis.net/gml"))
        return SourceKind::Vector;
    return SourceKind::Unknown;
}

} // namespace

bool isEptDescriptor(const QString &path)
{
    return QFileInfo(path).fileName() == QLatin1String("ept.json");
}

SourceKind kindOfName(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == QLatin1String("las") || suffix == QLatin1String("laz") || suffix == QLatin1String("vpc")
        || isEptDescriptor(path))
        return SourceKind::PointCloud;
    if (rasterSuffixes().contains(suffix))
        return SourceKind::Raster;
    if (vectorSuffixes().contains(suffix))
        return SourceKind::Vector;
    return SourceKind::Unknown;
}

SourceKind kindOfFile(const QString &path)
{
    if (const SourceKind kind = kindOfName(path); kind != SourceKind::Unknown)
        return kind;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? kindOfBytes(file.read(1024)) : SourceKind::Unknown;
}

SourceKind sourceKind(const QStringList &paths)
{
    qint64 counts[4] = {};
    for (const QString &path : paths) {
        if (QFileInfo(path).isDir()) {
            QDirIterator walk(path, QDir::Files, QDirIterator::Subdirectories);
            while (walk.hasNext())
                ++counts[int(kindOfName(walk.next()))];
        } else if (QFileInfo(path).isFile()) { // not a pipe, whose opening waits
            ++counts[int(kindOfFile(path))];
        } else {
            ++counts[int(kindOfName(path))]; // a glob says it by its end
            if (const auto files = listFiles({path}, SourceKind::Raster); files)
                counts[int(SourceKind::Raster)] += qint64(files->size());
        }
    }
    SourceKind best = SourceKind::Unknown;
    for (const SourceKind kind : {SourceKind::Raster, SourceKind::Vector, SourceKind::PointCloud}) {
        if (counts[int(kind)] > (best == SourceKind::Unknown ? 0 : counts[int(best)]))
            best = kind;
    }
    return best;
}

} // namespace tuilerie
