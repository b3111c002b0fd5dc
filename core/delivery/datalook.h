// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/publishkind.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"

#include <QJsonObject>
#include <utility>
#include <vector>

namespace tuilerie {

/// What the headers of point clouds say together.
struct PointCloudFiles
{
    qint64 files = 0;
    qint64 points = 0;
    std::vector<std::pair<int, int>> formats; ///< x of LAS 1.x and point format, each once
    double minZ = 0, maxZ = 0;

    bool operator==(const PointCloudFiles &) const = default;
};

/// What a publication asks of its data, or of a pyramid that is stored as it is: what their headers say. Plain value, JSON
/// round trip. Extents are in `crs`, x/y order.
struct DataLook
{
    PublishKind kind = PublishKind::Automatic; ///< never that one once looked at
    bool isFolder = false;                     ///< the first path
    QString crs;   ///< "EPSG:2154" or WKT: of the data, of a ROK4 pyramid's grid; empty where some of them do not say it
    Extent extent; ///< of the data
    qint64 files = 0;
    qint64 bytes = 0; ///< of all files on disk
    int problems = 0; ///< files that cannot be read

    RasterInfo raster;                   ///< rasters
    std::vector<Extent> footprints;      ///< of the rasters that can be read
    std::vector<VectorLayerInfo> tables; ///< vectors: those with a geometry, points above lines above areas
    PointCloudFiles cloud;               ///< point clouds
    int channels = 0;                    ///< of a ROK4 raster pyramid's tiles, and whether they are of values
    bool hasValues = false;

    QJsonObject toJson() const;
    static DataLook fromJson(const QJsonObject &object); ///< what is missing or wrong keeps its default
};

/// Opens the files' headers. `kind`: as what, Automatic for what they are. `assignCrs` counts where files name none. Files
/// that cannot be read beside others that can are told to `control`; errors are those of the first where none can. Progress
/// step "open", in files. Blocks; any thread. Programs with people in front of them ask the box.
Result<DataLook> lookAtData(const QStringList &paths, PublishKind kind, const QString &assignCrs, WorkControl &control);
Result<DataLook> lookAtDataInBox(const QStringList &paths, PublishKind kind, const QString &assignCrs, WorkControl &control);

} // namespace tuilerie
