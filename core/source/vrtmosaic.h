// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// A VRT that does nothing but put whole files side by side (what gdalbuildvrt writes).
struct VrtMosaic
{
    std::vector<VrtPlacement> files;             ///< in drawing order
    double geoTransform[6] = {0, 1, 0, 0, 0, 1}; ///< GDAL's order
    QString srs;                                 ///< as written: WKT or AUTH:CODE
    std::optional<double> nodata;
    int bands = 0;
};

/// Nothing when the file is not a VRT or does more than that (resampling, scaling, warping, band shuffling, masks): then it
/// must be read as one raster, through GDAL. Source: the GDAL VRT format (gdal.org/drivers/raster/vrt.html).
std::optional<VrtMosaic> readVrtMosaic(const QString &path);

} // namespace tuilerie
