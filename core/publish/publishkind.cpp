// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/publishkind.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <utility>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::pair<PublishKind, QLatin1String>, 8> names{{
    {PublishKind::Raster, "raster"_L1},
    {PublishKind::Vector, "vector"_L1},
    {PublishKind::PointCloud, "pointcloud"_L1},
    {PublishKind::RasterPyramid, "raster-pyramid"_L1},
    {PublishKind::VectorPyramid, "vector-pyramid"_L1},
    {PublishKind::Copc, "copc"_L1},
    {PublishKind::Ept, "ept"_L1},
    {PublishKind::Vpc, "vpc"_L1},
}};

QByteArray beginning(const QString &path, qint64 bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(bytes) : QByteArray();
}

// A ROK4 descriptor, or GeoJSON, which calls itself .json too.
PublishKind kindOfJson(const QString &path)
{
    if (QFileInfo(path).fileName() == "ept.json"_L1)
        return PublishKind::Ept;
    const QByteArray start = beginning(path, 1 << 18);
    if (start.contains("\"FeatureCollection\"")
        || (start.contains("\"coordinates\"") && !start.contains("\"tile_matrix_set\"")))
        return PublishKind::Vector;
    // The descriptor says it at its beginning or at its end, but its levels are no longer than this.
    return start.contains("TIFF_PBF_MVT") ? PublishKind::VectorPyramid : PublishKind::RasterPyramid;
}

// COPC 1.0: the first record is "copc" / 1, right behind the 375 bytes of the header.
bool isCopc(const QString &path)
{
    const QByteArray start = beginning(path, 400);
    return start.startsWith("LASF") && start.mid(377, 5) == QByteArray("copc\0", 5);
}

PublishKind kindOfFile(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "json"_L1)
        return kindOfJson(path);
    if (suffix == "vpc"_L1)
        return PublishKind::Vpc;
    if (suffix == "laz"_L1 || suffix == "las"_L1)
        return PublishKind::PointCloud;
    for (const QLatin1String known : {"gpkg"_L1, "shp"_L1, "geojson"_L1, "fgb"_L1, "csv"_L1}) {
        if (suffix == known)
            return PublishKind::Vector;
    }
    return PublishKind::Raster;
}

PublishKind kindOfFolder(const QString &path)
{
    if (QFileInfo(path + "/ept.json"_L1).isFile())
        return PublishKind::Ept;
    static const QStringList known{u"*.las"_s, u"*.laz"_s, u"*.gpkg"_s, u"*.shp"_s, u"*.geojson"_s, u"*.fgb"_s, u"*.csv"_s,
        u"*.tif"_s, u"*.tiff"_s, u"*.jp2"_s, u"*.j2k"_s, u"*.png"_s, u"*.jpg"_s, u"*.jpeg"_s, u"*.vrt"_s};
    PublishKind found = PublishKind::Raster;
    QDirIterator files(path, known, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const PublishKind kind = kindOfFile(files.next());
        // A table of attributes beside images is no vector data set of its own.
        if (kind == PublishKind::Raster)
            return kind;
        if (found == PublishKind::Raster || kind == PublishKind::PointCloud)
            found = kind;
    }
    return found;
}

} // namespace

PublishKind publishKindOf(const QStringList &paths)
{
    if (paths.isEmpty())
        return PublishKind::Raster;
    const QString &first = paths.first();
    const PublishKind kind = QFileInfo(first).isDir() ? kindOfFolder(first) : kindOfFile(first);
    if (paths.size() > 1) {
        // Only one pyramid goes at a time; of several files it is their kind that counts.
        return kind == PublishKind::Vpc ? PublishKind::PointCloud : isPyramidKind(kind) ? PublishKind::Raster : kind;
    }
    return kind == PublishKind::PointCloud && QFileInfo(first).isFile() && isCopc(first) ? PublishKind::Copc : kind;
}

bool isPyramidKind(PublishKind kind)
{
    return kind == PublishKind::RasterPyramid || kind == PublishKind::VectorPyramid || kind == PublishKind::Copc
        || kind == PublishKind::Ept || kind == PublishKind::Vpc;
}

QString publishKindName(PublishKind kind)
{
    for (const auto &[known, name] : names) {
        if (known == kind)
            return name;
    }
    return {};
}

QStringList publishKindNames()
{
    QStringList list;
    for (const auto &[kind, name] : names)
        list << name;
    return list;
}

PublishKind publishKindFromName(const QString &name)
{
    for (const auto &[kind, known] : names) {
        if (known == name)
            return kind;
    }
    return PublishKind::Automatic;
}

} // namespace tuilerie
