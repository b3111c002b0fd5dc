// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/pyramidgrid.h"

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
struct DeriveParams : RunResources
{
    QStringList paths;                           ///< LAS, LAZ, COPC: files, folders, globs
    QString product;                             ///< one of wordsOf<DeriveParams>("product")
    double cell = 1;                             ///< metres (units of the CRS); the grid lies on multiples of it
    QString output;                              ///< FILE.tif: a GeoTIFF in COG layout, with overviews
    QString assignCrs;                           ///< for files without CRS
    QString hillshadeOf = QStringLiteral("dtm"); ///< dtm | dsm
    QList<int> groundClasses = {2};              ///< of the TIN; IGN makes that of LiDAR HD of 2, 9 (water) and 66 (virtual)
    /// Cells: voids up to this wide are filled; 0 = the product's own default, in brackets.
    /// dtm (200): the TIN spans them: a triangle counts whose circumscribed circle, which holds no point, is no wider.
    /// dsm, intensity (3): mean of the nearest values on either side, weighted by 1 ÷ distance, along those of the four
    /// lines (W–E, N–S and the diagonals) on which the gap is no longer. density: a void is 0.
    int fillVoids = 0;

    bool operator==(const DeriveParams &) const = default;
    static const Fields<DeriveParams> &fields();
    QJsonObject toJson() const;
    static Result<DeriveParams> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
