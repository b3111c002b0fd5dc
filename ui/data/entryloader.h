// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/mapdocument.h"
#include "generate/pointcloud/preview.h"

#include <chrono>

namespace tuilerie {

/// What an entry is made of, opened on a worker thread.
struct LoadedEntry
{
    SourceKind kind = SourceKind::Unknown;
    std::shared_ptr<const RasterSource> source;
    QJsonObject inspection;
    std::vector<std::unique_ptr<MapLayer>> layers;
    QString note;           ///< what the map shows of it, when that is not all
    bool isPreview = false; ///< refinePointCloud() or refineMosaic() has more
    std::optional<Error> error;
};

/// What to open, copied out of a MapEntry so that the entry may change meanwhile.
struct EntryRequest
{
    QStringList paths;
    QString assignCrs;
    QString title;
    RasterStretch stretch;
    QString serviceUrl;
    QString serviceLayer;
    QString service;
};

/// One data set of what somebody opened.
struct OpenedSet
{
    QStringList paths; ///< absolute, or globs
    QString title;
};

/// Several raster files together are one data set; each folder and each vector file is one of its own. Files that only go
/// with others are none. Looks at the disk; any thread.
std::vector<OpenedSet> dataSetsOf(const QStringList &paths);
/// A name for what these paths hold together; `isFolder` is of a single one.
QString titleOf(const QStringList &paths, bool isFolder);

/// Blocks; any thread.
LoadedEntry loadEntry(const EntryRequest &request, WorkControl &control);
/// The second look at a point cloud: a finer preview, and what `inspect` says of it. Blocks; any thread.
LoadedEntry refinePointCloud(const EntryRequest &request, bool finer, WorkControl &control);
/// Goes on for `time` with the overview of a mosaic, and opens it with what there is of it. Blocks; any thread.
LoadedEntry refineMosaic(const EntryRequest &request, const std::shared_ptr<const RasterSource> &source,
    std::chrono::milliseconds time, WorkControl &control);

/// A COPC, EPT or VPC by its name or content: it has its own tree to draw from.
bool isPointCloudTree(const QString &path);

} // namespace tuilerie
