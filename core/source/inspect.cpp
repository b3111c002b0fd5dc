// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/inspect.h"

#include "base/filename.h"
#include "grid/crs.h"
#include "source/filelist.h"
#include "source/pointcloud/cloudinspect.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"
#include "source/workcopy.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::Inspect", sentence);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

/// Points and lines have boxes without area, which Extent::united() leaves out.
void unite(std::optional<Extent> &whole, const Extent &part)
{
    if (!whole)
        whole = part;
    else
        whole = Extent{std::min(whole->west, part.west), std::min(whole->south, part.south),
            std::max(whole->east, part.east), std::max(whole->north, part.north)};
}

std::optional<Extent> transformed(const Extent &extent, const QString &from, const QString &to)
{
    if (from == to)
        return extent;
    const auto source = Crs::fromText(from);
    const auto target = Crs::fromText(to);
    if (from.isEmpty() || !source || !target)
        return {};
    const auto transform = CrsTransform::create(*source, *target);
    const auto there = transform ? transform->forward(extent) : fail(ErrorCode::Invalid, {});
    return there ? std::optional(*there) : std::nullopt;
}

void putExtent(QJsonObject &object, const std::optional<Extent> &extent, const QString &crs)
{
    const auto wgs84 = extent ? transformed(*extent, crs, QStringLiteral("EPSG:4326")) : std::nullopt;
    object.insert(QStringLiteral("crs"), textOrNull(crs));
    object.insert(QStringLiteral("extent"), extent ? QJsonValue(extent->toJson()) : QJsonValue());
    object.insert(QStringLiteral("extent_wgs84"), wgs84 ? QJsonValue(wgs84->toJson()) : QJsonValue());
}

Result<QJsonObject> inspectRaster(const QString &path, WorkControl &control)
{
    RasterOpenOptions options;
    options.saysLeftOut = false;
    TUILERIE_TRY(source, RasterSource::open({path}, options, control));
    return source->toJson();
}

Result<QJsonObject> inspectVector(const QString &path, const std::vector<FileEntry> &files, WorkControl &control)
{
    QJsonArray layers;
    QString crs, driver;
    std::optional<Extent> extent;
    for (const FileEntry &file : files) {
        auto found = readVectorLayers(file.path);
        if (!found && files.size() == 1)
            return fail(std::move(found.error()));
        if (!found) {
            control.warning(found.error().message);
            continue;
        }
        for (const VectorLayerInfo &layer : *found) {
            QJsonArray fields;
            for (const auto &field : layer.fields)
                fields.append(QJsonObject{{QStringLiteral("name"), field.name}, {QStringLiteral("type"), field.type}});
            QJsonObject object{{QStringLiteral("name"), layer.name}, {QStringLiteral("geometry"), layer.geometry},
                {QStringLiteral("features"), layer.features}, {QStringLiteral("fields"), fields},
                {QStringLiteral("crs"), textOrNull(layer.crs)},
                {QStringLiteral("extent"), layer.extent ? QJsonValue(layer.extent->toJson()) : QJsonValue()}};
            object.insert(QStringLiteral("fid_column"), textOrNull(layer.fidColumn));
            object.insert(QStringLiteral("geometry_column"), textOrNull(layer.geometryColumn));
            object.insert(QStringLiteral("z"), layer.hasZ);
            object.insert(QStringLiteral("m"), layer.hasM);
            object.insert(
                QStringLiteral("spatial_index"), layer.hasSpatialIndex ? QJsonValue(*layer.hasSpatialIndex) : QJsonValue());
            object.insert(QStringLiteral("encoding"), textOrNull(layer.encoding));
            object.insert(QStringLiteral("styles"), QJsonArray::fromStringList(layer.styles));
            if (files.size() > 1)
                object.insert(QStringLiteral("path"), asGiven(layer.path));
            layers.append(object);
            driver = driver.isEmpty() ? layer.driver : driver;
            crs = crs.isEmpty() ? layer.crs : crs;
            if (layer.extent) {
                if (const auto there = layer.crs == crs ? layer.extent : transformed(*layer.extent, layer.crs, crs))
                    unite(extent, *there);
            }
        }
        TUILERIE_CHECK(checkStop(control));
    }
    QJsonObject object{{QStringLiteral("path"), path}, {QStringLiteral("kind"), QStringLiteral("vector")},
        {QStringLiteral("driver"), driver}, {QStringLiteral("files"), qint64(files.size())},
        {QStringLiteral("vector"), QJsonObject{{QStringLiteral("layers"), layers}}}};
    putExtent(object, extent, crs);
    return object;
}

Result<QJsonObject> inspectPointCloud(const QString &path, const std::vector<FileEntry> &files, WorkControl &control)
{
    TUILERIE_TRY(clouds, inspectClouds(path, files, control));
    QJsonObject object{{QStringLiteral("path"), path}, {QStringLiteral("kind"), QStringLiteral("pointcloud")},
        {QStringLiteral("driver"), clouds.driver}, {QStringLiteral("files"), qint64(files.size())},
        {QStringLiteral("pointcloud"), clouds.pointcloud}};
    putExtent(object, clouds.extent, clouds.crs);
    return object;
}

} // namespace

Result<QJsonArray> inspectPaths(const QStringList &paths, WorkControl &control)
{
    if (paths.isEmpty())
        return fail(ErrorCode::NotFound, tr("No file was given. Name a file, a folder or a pattern."));
    QJsonArray objects;
    for (const QString &path : paths) {
        TUILERIE_TRY(found, findFiles({path}, {&control}));
        found.warn(control);
        const bool isOne = !isCollection(path);
        if (isOne && !found.of(SourceKind::Unknown).empty())
            return fail(ErrorCode::Unsupported,
                tr("%1 is neither raster, vector nor point cloud data. Choose a GeoTIFF, GeoPackage or LAZ file, for "
                   "instance.")
                    .arg(path));
        if (found.files.empty())
            return fail(ErrorCode::NotFound,
                tr("%1 holds no raster, vector or point cloud file. Choose the folder that holds the data.").arg(path));
        for (const SourceKind kind : {SourceKind::Raster, SourceKind::Vector, SourceKind::PointCloud}) {
            if (found.of(kind).empty()) // a folder or a glob need not hold all kinds
                continue;
            const std::vector<FileEntry> files = describeFiles(found.of(kind));
            auto object = kind == SourceKind::Raster ? inspectRaster(path, control)
                : kind == SourceKind::Vector         ? inspectVector(path, files, control)
                                                     : inspectPointCloud(path, files, control);
            if (!object)
                return fail(std::move(object.error()));
            objects.append(*object);
        }
    }
    return objects;
}

} // namespace tuilerie
