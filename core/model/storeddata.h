// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

namespace tuilerie {

namespace StoredDataType {
inline constexpr QLatin1String VectorDb("VECTOR-DB"), RasterPyramid("ROK4-PYRAMID-RASTER"),
    VectorPyramid("ROK4-PYRAMID-VECTOR"), Archive("ARCHIVE"), Index("INDEX"), PyramidCopc("PYRAMID-3D-COPC"),
    PyramidEpt("PYRAMID-3D-EPT");
}
namespace StoredDataStatus {
inline constexpr QLatin1String Created("CREATED"), Generating("GENERATING"), Generated("GENERATED"), Modifying("MODIFYING"),
    Unstable("UNSTABLE"), Deleted("DELETED");
}

/// What a processing made: a pyramid, a database, an archive (docs/entrepot.md §10).
struct StoredData : Entity
{
    QString description;
    QString srs;
    QString contact;
    qint64 size = 0; ///< bytes
    bool open = false;
    bool publicActivity = false;
    QJsonObject edition; ///< {from, to}
    QJsonObject extent;  ///< GeoJSON geometry, EPSG:4326
    QString storageType; ///< "S3", "FILESYSTEM"…
    QStringList storageLabels;
    QJsonObject ancestry;  ///< ours, of a version that was made after another: {ancestor, changed, of, shared (bytes)}
    QJsonObject typeInfos; ///< of a raster pyramid: tms, levels, channels_format, channels_number, compression, nodata_value

    bool operator==(const StoredData &) const = default;
    /// `type_infos.levels` from the coarsest to the finest.
    QStringList levels() const
    {
        return modeljson::sortedLevels(modeljson::texts(typeInfos.value(QLatin1String("levels"))));
    }
    QString tms() const { return typeInfos.value(QLatin1String("tms")).toString(); }
    QJsonObject toJson() const;
    static StoredData fromJson(const QJsonObject &object);
};

} // namespace tuilerie
