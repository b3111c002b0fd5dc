// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

#include <vector>

namespace tuilerie {

namespace ConfigurationType {
inline constexpr QLatin1String WmtsTms("WMTS-TMS"), WmsRaster("WMS-RASTER"), WmsVector("WMS-VECTOR"), Wfs("WFS"),
    Download("DOWNLOAD"), VectorTms("VECTOR-TMS");
}
namespace ConfigurationStatus {
inline constexpr QLatin1String Unpublished("UNPUBLISHED"), Published("PUBLISHED"), Synchronizing("SYNCHRONIZING");
}

/// One entry of `type_infos.used_data` of a pyramid's configuration: its levels from bottom (fine) to top (coarse).
struct UsedData
{
    QString storedData;
    QString topLevel;
    QString bottomLevel;

    bool operator==(const UsedData &) const = default;
    QJsonObject toJson() const;
    static UsedData fromJson(const QJsonObject &object);
};

/// How stored data become a layer (docs/entrepot.md §11, §12).
struct Configuration : Entity
{
    QString layerName;
    QJsonObject typeInfos;
    QJsonObject attribution; ///< {title, url, logo?}
    QJsonArray metadata;     ///< [{format, url, type}]

    bool operator==(const Configuration &) const = default;
    QString title()
        const; ///< of `type_infos`; DOWNLOAD has one for each language, of which the first of fr, en or any is given
    QString abstract() const; ///< the same
    std::vector<UsedData> usedData() const;
    void setUsedData(const std::vector<UsedData> &data);
    QJsonObject toJson() const;
    static Configuration fromJson(const QJsonObject &object);
    /// The body of POST and PUT: type, name, layer_name, type_infos, attribution, metadata, extra.
    QJsonObject toRequest() const;
};

} // namespace tuilerie
