// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/publishkind.h"

#include "base/filename.h"
#include "source/inspect.h"

#include <QFile>

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
    QFile file;
    return openFile(file, path) ? file.read(bytes) : QByteArray();
}

// A ROK4 descriptor, or GeoJSON, which calls itself .json too.
PublishKind kindOfJson(const QString &path)
{
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

PublishKind dataKind(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Vector: return PublishKind::Vector;
    case SourceKind::PointCloud: return PublishKind::PointCloud;
    default: return PublishKind::Raster;
    }
}

} // namespace

bool isDescriptor(const QString &path)
{
    const QByteArray start = isFile(path) ? beginning(path, 1 << 18) : QByteArray();
    return start.contains("\"tile_matrix_set\"") && start.contains("\"levels\"");
}

PublishKind publishKindOf(const QStringList &paths)
{
    if (paths.isEmpty())
        return PublishKind::Raster;
    const QString &first = paths.first();
    // Only one pyramid goes at a time; of several files it is their kind that counts.
    if (paths.size() == 1) {
        if (isFile(first + "/ept.json"_L1) || isEptDescriptor(first))
            return PublishKind::Ept;
        if (first.endsWith(".json"_L1, Qt::CaseInsensitive) && !isFolder(first))
            return kindOfJson(first);
        if (isIndexFile(first) && kindOfName(first) == SourceKind::PointCloud)
            return PublishKind::Vpc;
        if (kindOfName(first) == SourceKind::PointCloud && isFile(first) && isCopc(first))
            return PublishKind::Copc;
    }
    return dataKind(sourceKind(paths));
}

SourceKind sourceKindOf(PublishKind kind)
{
    switch (kind) {
    case PublishKind::Raster: return SourceKind::Raster;
    case PublishKind::Vector: return SourceKind::Vector;
    case PublishKind::PointCloud: return SourceKind::PointCloud;
    default: return SourceKind::Unknown;
    }
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
