// SPDX-License-Identifier: GPL-3.0-or-later
#include "worker/probe.h"

#include "check/pointcloud/pointfacts.h"
#include "model/json.h"
#include "source/filelist.h"
#include "source/inspect.h"
#include "source/pointcloud/lasfile.h"
#include "source/rastersource.h"
#include "source/vectoropen.h"

#include <algorithm>
#include <gdal.h>
#include <ogr_api.h>

namespace tuilerie {

namespace {

constexpr int mostFiles = 16; // of one data set: the others are of the same making
constexpr int cells = 256;
constexpr int features = 1000;
constexpr qint64 points = 50'000;
constexpr qint64 largeFile = 32 << 20;

Status readCells(const QStringList &paths, WorkControl &control)
{
    TUILERIE_TRY(source, RasterSource::open(paths, {{}, true, true, false}, control));
    RasterReadOptions options;
    options.asFloat = true;
    options.channels = 1;
    TUILERIE_TRY(reader, RasterReader::create(source, options));
    RasterBlock block;
    int count = 0;
    for (const RasterTile &tile : source->tiles()) {
        if (!tile.problem.isEmpty() || ++count > mostFiles)
            continue;
        TUILERIE_CHECK(checkStop(control));
        const Extent corner{tile.extent.west, tile.extent.north - cells * tile.cellSizeY,
            tile.extent.west + cells * tile.cellSizeX, tile.extent.north};
        (void)reader->read(corner, cells, cells, block);
    }
    return {};
}

Status readFeatures(const QString &path, WorkControl &control)
{
    TUILERIE_TRY(dataset, openVector(path));
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        TUILERIE_CHECK(checkStop(control));
        const GdalErrorTrap trap;
        OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
        for (int n = 0; n < features; ++n) {
            OGRFeatureH feature = OGR_L_GetNextFeature(layer);
            if (!feature)
                break;
            OGR_F_Destroy(feature);
        }
    }
    return {};
}

} // namespace

Result<QJsonObject> probe(const QJsonObject &params, WorkControl &control)
{
    const QStringList paths = modeljson::texts(params[QLatin1String("paths")]);
    SilentControl quiet;
    QJsonObject answer{{QStringLiteral("items"), QJsonArray()}};
    const auto found = findFiles(paths);
    if (!found)
        return answer;
    if (!found->of(SourceKind::Raster).empty())
        (void)readCells(paths, quiet);
    int count = 0;
    std::vector<std::shared_ptr<const LasFile>> clouds;
    for (const FoundFile &file : found->files) {
        TUILERIE_CHECK(checkStop(control));
        if (file.kind == SourceKind::Raster || ++count > mostFiles)
            continue;
        if (file.kind == SourceKind::PointCloud) {
            if (const auto cloud = LasFile::open(file.path))
                clouds.push_back(*cloud);
        } else if (file.size < largeFile) { // of a larger one, `inspect` reads enough
            (void)readFeatures(file.path, quiet);
        }
    }
    (void)scanPoints(clouds, points, quiet);
    if (!found->of(SourceKind::Vector).empty())
        if (const auto inspected = inspectPaths(paths, quiet))
            answer.insert(QStringLiteral("items"), *inspected);
    return answer;
}

} // namespace tuilerie
