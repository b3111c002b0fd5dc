// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/rastersource.h"

#include <QString>
#include <optional>
#include <vector>

namespace tuilerie {

/// What a VRT says of one of its files.
struct VrtPlacement
{
    QString path;      ///< absolute
    double column = 0; ///< of its top-left corner in the VRT's grid
    double row = 0;
    double width = 0; ///< cells, the same in the file and in the VRT
    double height = 0;
};

struct VrtBand
{
    RasterBand band; ///< role, nodata, scale and offset as the VRT says them
    RasterSampleType type = RasterSampleType::UInt8;
    quint32 palette = 0; ///< as in RasterTile
};

/// A VRT that does nothing but put whole files side by side (what gdalbuildvrt writes).
struct VrtMosaic
{
    std::vector<VrtPlacement> files;             ///< in drawing order
    double geoTransform[6] = {0, 1, 0, 0, 0, 1}; ///< GDAL's order
    QString srs;                                 ///< as written: WKT or AUTH:CODE
    std::vector<VrtBand> bands;
};

/// Nothing when the file is not a VRT or does more than that (resampling, scaling, warping, band shuffling, masks, a nodata
/// value of some of its files): then it must be read as one raster, through GDAL. Source: the GDAL VRT format
/// (gdal.org/drivers/raster/vrt.html).
std::optional<VrtMosaic> readVrtMosaic(const QString &path);

/// Do the files, whose headers are `tiles`, hold at their places what the VRT says that lies there: cells, CRS, types,
/// nodata, colours? Then reading them is reading the VRT. Files that cannot be read say nothing against it.
bool isAsItsFiles(const VrtMosaic &vrt, const std::vector<RasterTile> &tiles);

} // namespace tuilerie
