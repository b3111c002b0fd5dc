// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/datalook.h"

#include "base/filename.h"
#include "delivery/deliveryfiles.h"
#include "grid/crs.h"
#include "pyramid/descriptor.h"
#include "source/filelist.h"
#include "source/lasheader.h"
#include "source/pointcloud/eptfile.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::DataLook", text);
}

Status lookAtRasters(const QStringList &paths, const QString &assignCrs, DataLook &look, WorkControl &control)
{
    TUILERIE_TRY(source, RasterSource::open(paths, {assignCrs, true}, control));
    look.raster = source->info();
    look.crs = look.raster.crs;
    look.extent = look.raster.extent;
    look.files = look.raster.files;
    for (const RasterTile &tile : source->tiles()) {
        look.bytes += tile.size;
        look.problems += tile.problem.isEmpty() ? 0 : 1;
        if (tile.problem.isEmpty())
            look.footprints.push_back(tile.extent);
    }
    return {};
}

/// The CRS of all tables, and their extent in it.
void placeTables(DataLook &look, const QString &assignCrs)
{
    for (const VectorLayerInfo &table : look.tables) {
        const QString crs = table.crs.isEmpty() ? assignCrs : table.crs;
        // One table without CRS is enough to ask for one.
        if (crs.isEmpty()) {
            look.crs.clear();
            look.extent = table.extent.value_or(Extent());
            return;
        }
        if (look.crs.isEmpty())
            look.crs = crs;
        Extent extent = table.extent.value_or(Extent());
        if (crs != look.crs && table.extent) {
            const auto from = Crs::fromText(crs), to = Crs::fromText(look.crs);
            const auto transform =
                from && to ? CrsTransform::create(*from, *to) : Result<CrsTransform>(fail(ErrorCode::Invalid, QString()));
            const auto moved = transform ? transform->forward(extent) : Result<Extent>(Extent());
            extent = moved ? *moved : Extent();
        }
        if (table.extent)
            look.extent = look.extent.isEmpty() ? extent : look.extent.united(extent);
    }
}

Status lookAtTables(const QStringList &paths, const QString &assignCrs, DataLook &look, WorkControl &control)
{
    TUILERIE_TRY(files, listFiles(paths, SourceKind::Vector, &control));
    Error first;
    for (const FileEntry &file : files) {
        TUILERIE_CHECK(checkStop(control));
        ++look.files;
        look.bytes += std::max<qint64>(0, file.size);
        auto tables = readVectorLayers(file.path);
        if (!tables) {
            if (++look.problems == 1)
                first = tables.error();
            continue;
        }
        for (VectorLayerInfo &table : *tables) {
            if (table.geometry != QLatin1String("None"))
                look.tables.push_back(std::move(table));
        }
        control.progress({QStringLiteral("open"), look.files, qint64(files.size())});
    }
    if (look.tables.empty() && look.problems > 0)
        return fail(first);
    if (look.tables.empty())
        return fail(ErrorCode::Invalid, tr("No table of these files has a geometry. Add a file that has one."));
    placeTables(look, assignCrs);
    // What would hide the others lies below them.
    const auto rank = [](const VectorLayerInfo &table) {
        return table.geometry.contains(QLatin1String("Point")) ? 0 : table.geometry.contains(QLatin1String("Line")) ? 1 : 2;
    };
    std::stable_sort(
        look.tables.begin(), look.tables.end(), [&](const auto &a, const auto &b) { return rank(a) < rank(b); });
    return {};
}

Status lookAtClouds(const QStringList &paths, const QString &assignCrs, DataLook &look, WorkControl &control)
{
    TUILERIE_TRY(files, listFiles(paths, SourceKind::PointCloud, &control));
    Error first;
    bool any = false, lacksCrs = false;
    for (const FileEntry &file : files) {
        TUILERIE_CHECK(checkStop(control));
        ++look.files;
        look.bytes += std::max<qint64>(0, file.size);
        const auto header = readLasHeader(file.path);
        if (!header) {
            if (++look.problems == 1)
                first = header.error();
            continue;
        }
        PointCloudFiles &cloud = look.cloud;
        cloud.points += header->points;
        cloud.minZ = any ? std::min(cloud.minZ, header->minZ) : header->minZ;
        cloud.maxZ = any ? std::max(cloud.maxZ, header->maxZ) : header->maxZ;
        const std::pair<int, int> format(header->versionMinor, header->pointFormat);
        if (std::find(cloud.formats.begin(), cloud.formats.end(), format) == cloud.formats.end())
            cloud.formats.push_back(format);
        lacksCrs = lacksCrs || header->crs.isEmpty();
        if (look.crs.isEmpty())
            look.crs = header->crs;
        look.extent = any ? look.extent.united(header->extent) : header->extent;
        any = true;
        control.progress({QStringLiteral("open"), look.files, qint64(files.size())});
    }
    if (!any)
        return fail(first);
    if (lacksCrs && assignCrs.isEmpty())
        look.crs.clear();
    look.cloud.files = look.files;
    return {};
}

Status lookAtPyramid(const QString &path, DataLook &look)
{
    TUILERIE_TRY(descriptor, PyramidDescriptor::load(path));
    if (!descriptor.isVector()) {
        TUILERIE_TRY(format, descriptor.rasterFormat());
        look.channels = descriptor.channels;
        look.hasValues = format.sample == SampleType::Float32;
    }
    TUILERIE_TRY(grid, TileMatrixSet::find(descriptor.tileMatrixSet));
    look.crs = grid.crs();
    look.files = 1;
    return {};
}

Status lookAtTree(const QString &path, DataLook &look)
{
    look.files = 1;
    if (look.kind == PublishKind::Ept) {
        TUILERIE_TRY(ept, EptFile::open(path));
        look.crs = ept->crs;
        return {};
    }
    TUILERIE_TRY(files, pyramid3dFiles(PublishKind::Vpc, path, true));
    TUILERIE_TRY(header, readLasHeader(files.back().path));
    look.crs = header.crs;
    return {};
}

} // namespace

Result<DataLook> lookAtData(const QStringList &paths, PublishKind kind, const QString &assignCrs, WorkControl &control)
{
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("Name the files or folders to publish."));
    DataLook look;
    look.kind = kind == PublishKind::Automatic ? publishKindOf(paths) : kind;
    look.isFolder = isFolder(paths.front());
    switch (look.kind) {
    case PublishKind::Vector: TUILERIE_CHECK(lookAtTables(paths, assignCrs, look, control)); break;
    case PublishKind::PointCloud:
    case PublishKind::Copc: TUILERIE_CHECK(lookAtClouds(paths, assignCrs, look, control)); break;
    case PublishKind::Ept:
    case PublishKind::Vpc: TUILERIE_CHECK(lookAtTree(paths.front(), look)); break;
    case PublishKind::RasterPyramid:
    case PublishKind::VectorPyramid: TUILERIE_CHECK(lookAtPyramid(paths.front(), look)); break;
    default: TUILERIE_CHECK(lookAtRasters(paths, assignCrs, look, control)); break;
    }
    return look;
}

} // namespace tuilerie
