// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/tilematrixset.h"
#include "pyramid/rasterformat.h"

#include <QJsonArray>
#include <QJsonObject>
#include <optional>
#include <vector>

namespace tuilerie {

enum class StorageType { File, S3 };

/// Where a level's slabs are (docs/rok4.md §3 `storage`). Paths of File storage are relative to the descriptor's folder
/// and below it.
struct LevelStorage
{
    StorageType type = StorageType::File;
    QString imageDirectory; ///< File: "NAME/DATA/12"; S3: the prefix "NAME/DATA_12"
    QString maskDirectory;  ///< empty where the pyramid has no masks
    int pathDepth = 2;
    QString bucket; ///< S3 only
    bool operator==(const LevelStorage &) const = default;
};

struct PyramidLevel
{
    QString id;
    int tilesPerWidth = 16; ///< of a slab
    int tilesPerHeight = 16;
    TileRange limits;
    LevelStorage storage;
    QJsonArray tables; ///< vector only, as is
    bool operator==(const PyramidLevel &) const = default;
};

/// A ROK4 pyramid's descriptor, `<name>.json` (docs/rok4.md §3). Plain value. Levels run from coarse to fine.
struct PyramidDescriptor
{
    QString tileMatrixSet;
    QString format; ///< "TIFF_JPG_UINT8"… or "TIFF_PBF_MVT"
    bool hasMasks = false;
    int channels = 0;      ///< raster only
    QString nodata;        ///< "255,255,255", as written
    QString photometric;   ///< "gray", "rgb"
    QString interpolation; ///< "nn", "linear", "bicubic", "lanczos"
    std::vector<PyramidLevel> levels;

    bool operator==(const PyramidDescriptor &) const = default;
    bool isVector() const { return format == QLatin1String("TIFF_PBF_MVT"); }
    Result<RasterFormat> rasterFormat() const { return RasterFormat::fromName(format); }
    const PyramidLevel *level(const QString &id) const;
    /// One value per channel; missing ones are 255 for uint8 and −99999 for float32.
    std::vector<double> nodataValues() const;

    QJsonObject toJson() const;
    /// Tolerant of member order and of integer level ids; Invalid with the member's name for what is missing or wrong;
    /// Denied for a bucket that may not be used (buckets.h).
    static Result<PyramidDescriptor> fromJson(const QJsonObject &object);
    /// `path` may be a plain path or /vsis3/bucket/….
    static Result<PyramidDescriptor> load(const QString &path);
    Status save(const QString &path) const; ///< atomically
};

} // namespace tuilerie
