// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/progress.h"
#include "base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace tuilerie {

/// A raster made from point clouds. Wizard, command line, API and job file carry this one.
struct DeriveParams {
    QStringList paths;      ///< LAS, LAZ, COPC: files, folders, globs
    QString product;        ///< dtm (TIN of ground points) | dsm (highest first return) | hillshade | intensity | density
    double cell = 1;        ///< metres (units of the CRS)
    QString output;         ///< FILE.tif: a tiled GeoTIFF (COG layout), float32 or uint8 by product, with nodata
    QString assignCrs;
    QString hillshadeOf = QStringLiteral("dtm"); ///< dtm | dsm
    int fillVoids = 0;      ///< cells: voids up to this wide are filled from their borders; 0 = the product's own default
    int workers = 0;
    int memoryMiB = 0;

    bool operator==(const DeriveParams &) const = default;
    QJsonObject toJson() const;
    static Result<DeriveParams> fromJson(const QJsonObject &object);
};

struct DeriveResult {
    QString path;
    qint64 width = 0, height = 0;
    qint64 points = 0;      ///< that were read
    qint64 usedPoints = 0;  ///< of the classes and returns that the product is made of
    qint64 cells = 0;       ///< with a value
    qint64 voids = 0;       ///< left without one, inside the footprint of the files
    qint64 filled = 0;
    double seconds = 0;
    QStringList warnings;
    QJsonObject toJson() const;
};

/// Seamless over many files: a tile is made with a halo of its neighbours' points. The same bytes for any number of workers. Blocks.
Result<DeriveResult> deriveRaster(const DeriveParams &params, WorkControl &control);

} // namespace tuilerie
