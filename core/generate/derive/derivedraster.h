// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace tuilerie {

/// A raster made from point clouds. Wizard, command line, API and job file carry this one.
///
/// product    value of a cell                                                                      type, nodata
/// dtm        height of the TIN (Delaunay) of the ground points at the cell's centre               float32, −9999
/// dsm        height of the highest first return in the cell                                       float32, −9999
/// hillshade  of the dtm or the dsm: GDAL's, Horn's slope, azimuth 315°, altitude 45°, z factor 1  uint8, alpha
/// intensity  mean of the first returns in the cell, as stored in the files: nothing is stretched  float32, −9999
/// density    points in the cell ÷ its area in m²; 0 where there are none                          float32, −9999
///
/// Points of classes 7 and 18 (noise) and points flagged as withheld are left out of all of them. A cell holds its west and
/// south edges.
struct DeriveParams
{
    QStringList paths;                           ///< LAS, LAZ, COPC: files, folders, globs
    QString product;                             ///< dtm | dsm | hillshade | intensity | density
    double cell = 1;                             ///< metres (units of the CRS); the grid lies on multiples of it
    QString output;                              ///< FILE.tif: a GeoTIFF in COG layout, with overviews
    QString assignCrs;                           ///< for files without CRS
    QString hillshadeOf = QStringLiteral("dtm"); ///< dtm | dsm
    QList<int> groundClasses = {2};              ///< of the TIN; LiDAR HD also has 66, virtual ground
    /// Cells: voids up to this wide are filled; 0 = the product's own default, in brackets.
    /// dtm (200): the TIN spans them: a triangle counts whose circumscribed circle, which holds no point, is no wider.
    /// dsm, intensity (3): mean of the nearest values on either side, weighted by 1 ÷ distance, along those of the four
    /// lines (W–E, N–S and the diagonals) on which the gap is no longer. density: a void is 0.
    int fillVoids = 0;
    int workers = 0;   ///< 0 = all cores
    int memoryMiB = 0; ///< 0 = half of what is free

    bool operator==(const DeriveParams &) const = default;
    QJsonObject toJson() const;
    static Result<DeriveParams> fromJson(const QJsonObject &object);
};

struct DeriveResult
{
    QString path;
    qint64 width = 0, height = 0;
    qint64 points = 0;     ///< that were read
    qint64 usedPoints = 0; ///< of the classes and returns that the product is made of
    qint64 cells = 0;      ///< with a value
    qint64 voids = 0;      ///< left without one, inside the footprint of the files; density: cells of 0
    qint64 filled = 0;     ///< of `cells`, those without a used point of their own
    double seconds = 0;
    QStringList warnings;
    QJsonObject toJson() const;
};

/// Every point is decoded once, by all workers. Seamless over many files: a tile of the TIN takes its neighbours' points
/// until none can change it, so that the values depend neither on how the points are cut into files nor on tiles, workers
/// and memory. What does not fit into memoryMiB lies beside the output while it runs. The output appears under its name only
/// when it is whole. Blocks; Paused and Cancelled come back as errors and leave nothing (a derived raster begins anew).
/// Invalid: parameters, files without CRS or of several, no point of what the product is made of. Corrupt, Denied, NotFound:
/// with the file's name. DiskFull.
Result<DeriveResult> deriveRaster(const DeriveParams &params, WorkControl &control);

} // namespace tuilerie
