// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/pyramidgrid.h"

namespace tuilerie {

/// Everything that decides what a raster pyramid is. The wizard, the command line, the API and the job file carry this one
/// struct; defaults are those of docs/cli.md. CRS and tile matrix sets are texts here; who makes the pyramid knows what they
/// mean.
struct RasterPyramidParams : PyramidGrid, RunResources
{
    QStringList paths;
    QString output;    ///< DIR/NAME; DIR may be /vsis3/bucket/prefix
    QString assignCrs; ///< for files without CRS
    QString format;    ///< JPG JPG90 PNG RAW LZW ZIP PKB; empty = as the data: ZIP for measures, PNG with alpha, else JPG
    QString sample;    ///< "UINT8", "FLOAT32"; empty = as the data (uint16/int16/float32 → FLOAT32)
    int channels = 0;  ///< 0 = as the data, within what the format allows
    QString bands;     ///< "4,1,2": the bands to show, from 1; empty = as the data say which is which
    QString nodata;    ///< "255,255,255"; empty = the data's or the default
    QString interpolation = QStringLiteral("bicubic"); ///< nn linear bicubic lanczos
    bool mask = false;
    bool resume = false;
    bool skipUnreadable = false; ///< files that cannot be opened are left out, with a warning each; else they stop the run

    bool operator==(const RasterPyramidParams &) const = default;
    static const Fields<RasterPyramidParams> &fields();
    QJsonObject toJson() const;
    static Result<RasterPyramidParams> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
