// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/entryloader.h"

#include "base/filename.h"
#include "check/boxedcheck.h"
#include "render/layerloader.h"
#include "render/mosaicoverview.h"
#include "render/pointcloudlayer.h"
#include "source/archive.h"
#include "source/filelist.h"
#include "source/workcopy.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::MapDocument", text);
}

LoadedEntry failed(LoadedEntry loaded, Error error)
{
    loaded.layers.clear();
    loaded.error = std::move(error);
    return loaded;
}

LoadedEntry loadService(const EntryRequest &request, WorkControl &control)
{
    LoadedEntry loaded;
    Result<std::unique_ptr<MapLayer>> layer = request.service == QLatin1String("tms")
        ? openTmsLayer(request.serviceUrl, request.title, control)
        : request.service.startsWith(QLatin1String("wms"))
        ? openWmsLayer(request.serviceUrl, request.serviceLayer, request.title, control)
        : request.service == QLatin1String("download")
        ? openDownloadLayer(request.serviceUrl, request.title, control)
        : openWmtsLayer(request.serviceUrl, request.serviceLayer, request.title, control);
    if (!layer)
        return failed(std::move(loaded), std::move(layer.error()));
    loaded.layers.push_back(std::move(*layer));
    return loaded;
}

LoadedEntry loadVector(const EntryRequest &request, LoadedEntry loaded, const QJsonArray &probed, WorkControl &control)
{
    auto inspected = probed.isEmpty() ? inspectInBox(request.paths, control) : probed;
    if (!inspected)
        return failed(std::move(loaded), std::move(inspected.error()));
    loaded.inspection = inspected->at(0).toObject();
    QStringList paths;
    for (const QString &path : request.paths) {
        // The map opens a file or a folder; a zip is the files that it holds.
        const auto files = isArchive(path) || !archiveAbove(path).isEmpty() ? listFiles({path}, SourceKind::Vector, &control)
                                                                            : describeFiles(QStringList{path});
        if (!files)
            return failed(std::move(loaded), files.error());
        for (const FileEntry &file : *files)
            paths << file.path;
    }
    for (const QString &path : std::as_const(paths)) {
        auto layers = openVectorLayers(path, request.title, request.assignCrs, control);
        if (!layers)
            return failed(std::move(loaded), std::move(layers.error()));
        std::move(layers->begin(), layers->end(), std::back_inserter(loaded.layers));
    }
    return loaded;
}

/// Drawn from a preview first: what `inspect` says of large files takes longer than a person waits.
LoadedEntry loadPointCloud(const EntryRequest &request, LoadedEntry loaded, PreviewLevel level, WorkControl &control)
{
    QString drawn = request.paths.size() == 1 ? request.paths.front() : QString();
    if (!isPointCloudTree(drawn)) {
        auto preview = makePreviewInBox(request.paths, level, control);
        if (!preview)
            return failed(std::move(loaded), std::move(preview.error()));
        drawn = preview->path;
        loaded.isPreview = !preview->isWhole;
        if (!preview->isWhole)
            loaded.note =
                tr("Preview of %1 out of %2 points").arg(formatCount(preview->sampledPoints), formatCount(preview->points));
    }
    auto layer = openPointCloudLayer(drawn, request.title, request.assignCrs, control);
    if (!layer)
        return failed(std::move(loaded), std::move(layer.error()));
    loaded.layers.push_back(std::move(*layer));
    return loaded;
}

LoadedEntry loadRaster(const EntryRequest &request, LoadedEntry loaded, WorkControl &control)
{
    auto layer = openRasterLayer(loaded.source, request.title, request.assignCrs, request.stretch, control);
    if (!layer)
        return failed(std::move(loaded), std::move(layer.error()));
    loaded.layers.push_back(std::move(*layer));
    const auto overview = MosaicOverview::of(loaded.source);
    loaded.isPreview = overview && !overview->isWhole();
    if (loaded.isPreview)
        loaded.note = tr("From afar it is drawn from samples of the files, until an overview of them is made.");
    return loaded;
}

} // namespace

QString titleOf(const QStringList &paths, bool isFolder)
{
    const QFileInfo first(QDir::cleanPath(paths.front()));
    if (paths.size() == 1)
        return isFolder ? first.fileName() : first.completeBaseName();
    // Many files: the folder they are in names them best.
    return MapDocument::tr("%1 (%n files)", nullptr, int(paths.size())).arg(first.dir().dirName());
}

std::vector<OpenedSet> dataSetsOf(const QStringList &paths)
{
    QStringList rasters, clouds;
    std::vector<OpenedSet> sets;
    for (const QString &path : paths) {
        const bool isTree = isFolder(path) || isArchive(path);
        const SourceKind kind = isTree ? SourceKind::Unknown : kindOfFile(path);
        const QString whole = absolutePath(path);
        if (isTree || kind == SourceKind::Vector || isPointCloudTree(path))
            sets.push_back({{whole}, titleOf({whole}, isFolder(path))});
        else if (kind == SourceKind::PointCloud)
            clouds.append(whole);
        else if (kind == SourceKind::Raster || !isSidecarName(path)) // which only goes with others that were dropped with it
            rasters.append(whole);
    }
    for (const QStringList &set : {clouds, rasters}) {
        if (!set.isEmpty())
            sets.push_back({set, titleOf(set, false)});
    }
    return sets;
}

bool isPointCloudTree(const QString &path)
{
    return isEptDescriptor(path) || (isIndexFile(path) && kindOfName(path) == SourceKind::PointCloud)
        || isFile(path + QStringLiteral("/ept.json"));
}

LoadedEntry loadEntry(const EntryRequest &request, WorkControl &control)
{
    if (request.paths.isEmpty())
        return loadService(request, control);
    LoadedEntry loaded;
    // Before anybody asks what is in them: this may take its time, and is done where a zip can do no harm.
    if (Status made = makeWorkCopies(request.paths, control); !made)
        return failed(std::move(loaded), std::move(made.error()));
    loaded.kind = isPointCloudTree(request.paths.front()) ? SourceKind::PointCloud : sourceKind(request.paths);
    // What would bring this process down shows in another one first.
    auto probed = probeInBox(request.paths, control);
    if (!probed)
        return failed(std::move(loaded), std::move(probed.error()));
    if (loaded.kind == SourceKind::Vector)
        return loadVector(request, std::move(loaded), *probed, control);
    if (loaded.kind == SourceKind::PointCloud)
        return loadPointCloud(request, std::move(loaded), PreviewLevel::First, control);
    auto source = RasterSource::open(request.paths, {request.assignCrs, true}, control);
    if (!source)
        return failed(std::move(loaded), std::move(source.error()));
    loaded.kind = SourceKind::Raster;
    loaded.source = *source;
    loaded.inspection = loaded.source->toJson();
    return loadRaster(request, std::move(loaded), control);
}

LoadedEntry refineMosaic(const EntryRequest &request, const std::shared_ptr<const RasterSource> &source,
    std::chrono::milliseconds time, WorkControl &control)
{
    LoadedEntry loaded;
    loaded.kind = SourceKind::Raster;
    loaded.source = source;
    if (auto overview = MosaicOverview::of(source)) {
        if (auto built = overview->build(control, time); !built)
            return failed(std::move(loaded), std::move(built.error()));
    }
    return loadRaster(request, std::move(loaded), control);
}

LoadedEntry refinePointCloud(const EntryRequest &request, bool finer, WorkControl &control)
{
    LoadedEntry loaded;
    loaded.kind = SourceKind::PointCloud;
    if (finer)
        loaded = loadPointCloud(request, std::move(loaded), PreviewLevel::Refined, control);
    // The trees that are no LAS file are not what `inspect` reads: their layer says what there is to know.
    if (!isPointCloudTree(request.paths.front())
        || request.paths.front().endsWith(QLatin1String(".laz"), Qt::CaseInsensitive)) {
        if (const auto inspected = inspectInBox(request.paths, control))
            loaded.inspection = inspected->at(0).toObject();
    }
    return loaded;
}

} // namespace tuilerie
