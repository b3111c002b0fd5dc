// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

#include <vector>

namespace tuilerie {

namespace UploadType {
inline constexpr QLatin1String Vector("VECTOR"), Raster("RASTER"), Archive("ARCHIVE"), Rok4Pyramid("ROK4-PYRAMID"),
    Index("INDEX"), HistoricImagery("HISTORIC-IMAGERY"), PointCloud("POINT-CLOUD"), Pyramid3d("PYRAMID-3D");
}
namespace UploadStatus {
inline constexpr QLatin1String Created("CREATED"), Generating("GENERATING"), Open("OPEN"), Checking("CHECKING"),
    Closed("CLOSED"), Unstable("UNSTABLE"), Modifying("MODIFYING"), Deleted("DELETED");
}

/// A delivery: files on their way into the datastore (docs/entrepot.md §6).
struct Upload : Entity
{
    QString description;
    QString srs; ///< "EPSG:2154", "IGNF:LAMB93"
    QString contact;
    qint64 size = 0;    ///< bytes
    bool open = false;  ///< visible to others; nothing to do with the status OPEN
    QJsonObject extent; ///< GeoJSON geometry, EPSG:4326; empty when it is not known
    QJsonObject typeInfos;

    bool operator==(const Upload &) const = default;
    QJsonObject toJson() const;
    static Upload fromJson(const QJsonObject &object);
};

/// A node of GET …/tree (docs/entrepot.md §6.3).
struct UploadTreeNode
{
    bool isDirectory = false;
    QString name;
    qint64 size = 0; ///< bytes; of a folder, of all below
    std::vector<UploadTreeNode> children;

    bool operator==(const UploadTreeNode &) const = default;
    QJsonObject toJson() const;
    static UploadTreeNode fromJson(const QJsonObject &object);
};
QJsonArray treeToJson(const std::vector<UploadTreeNode> &nodes);
std::vector<UploadTreeNode> treeFromJson(const QJsonArray &array);
/// Sizes by whole path ("data/sub/tile_01.tif"), folders left out.
QMap<QString, qint64> treeSizes(const std::vector<UploadTreeNode> &nodes);

} // namespace tuilerie
