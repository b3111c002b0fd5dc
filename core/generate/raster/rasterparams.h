// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// Everything that decides what a raster pyramid is. The wizard, the command line, the API and the job file carry this one
/// struct; defaults are those of docs/cli.md.
struct RasterPyramidParams
{
    QStringList paths;
    QString output;                     ///< DIR/NAME; DIR may be /vsis3/bucket/prefix
    QString assignCrs;                  ///< for files without CRS
    QString tms = QStringLiteral("PM"); ///< bundled identifier or a JSON file
    QString format;   ///< JPG JPG90 PNG RAW LZW ZIP PKB; empty = as the data: ZIP for measures, PNG with alpha, else JPG
    QString sample;   ///< "UINT8", "FLOAT32"; empty = as the data (uint16/int16/float32 → FLOAT32)
    int channels = 0; ///< 0 = as the data, within what the format allows
    QString nodata;   ///< "255,255,255"; empty = the data's or the default
    QString interpolation = QStringLiteral("bicubic"); ///< nn linear bicubic lanczos
    QString top;                                       ///< level ids; empty = top of the grid / nearest to the data
    QString bottom;
    int slabWidth = 16; ///< tiles
    int slabHeight = 16;
    bool mask = false;
    int workers = 0;   ///< 0 = all cores
    int memoryMiB = 0; ///< 0 = half of what is free
    bool resume = false;
    bool skipUnreadable = false; ///< files that cannot be opened are left out, with a warning each; else they stop the run

    bool operator==(const RasterPyramidParams &) const = default;
    QJsonObject toJson()
        const; ///< names of the Entrepôt's raster processing where it has them (docs/entrepot.md §9), ours otherwise
    static Result<RasterPyramidParams> fromJson(const QJsonObject &object);
};

struct LevelEstimate
{
    QString id;
    qint64 tiles = 0;
    qint64 bytes = 0;
    double seconds = 0;
};

/// {levels:[{id,tiles,bytes,seconds}], bytes:[low,high], seconds:[low,high]}
struct PyramidEstimate
{
    std::vector<LevelEstimate> levels;
    qint64 bytesLow = 0;
    qint64 bytesHigh = 0;
    double secondsLow = 0;
    double secondsHigh = 0;
    QJsonObject toJson() const;
    static PyramidEstimate fromJson(const QJsonObject &object);
};

struct RasterPyramidResult
{
    QString descriptorPath;
    qint64 slabs = 0;
    qint64 tiles = 0;
    qint64 bytes = 0;
    double seconds = 0;
    QStringList warnings;
    QJsonObject toJson() const;
};

} // namespace tuilerie
