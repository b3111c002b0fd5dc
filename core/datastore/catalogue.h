// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "model/rasterstyle.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tuilerie {

/// One pyramid of a layer, and the levels of it that the layer uses (Entrepôt `used_data`).
struct LayerPyramid
{
    QString descriptorPath;
    QString topLevel;
    QString bottomLevel;
};

/// One table of a WMS-VECTOR layer with its style (Entrepôt `used_data[].relations[]`).
struct LayerTable
{
    QString database; ///< path of the stored data's GeoPackage
    QString name;
    QString style; ///< path of its SLD; empty = the table's own, else a plain one
};

/// What a DOWNLOAD layer offers from one stored data (Entrepôt `used_data`): all files below a folder, at
/// /download/{layer}/{name}/….
struct LayerDownload
{
    QString name;    ///< sub_name, unique in the layer
    QString folder;  ///< on disk
    QString entry;   ///< what a reader opens, below the folder: "x.copc.laz", "x.vpc", "ept.json"; empty for an archive
    QString format;  ///< "COPC", "VPC", "EPT", "ARCHIVE", "PMTILES"
    qint64 size = 0; ///< bytes of all files
    qint64 points = 0;
};

/// A published layer, as the diffusion services see it: the whole of an offering and its configuration. `version` changes
/// with every publication and is part of each ETag.
struct PublishedLayer
{
    QString offering; ///< id
    QString name;     ///< layer_name
    QString title;
    QString abstract;
    QStringList keywords;
    QString type; ///< configuration type: "WMTS-TMS", "WMS-RASTER", "WMS-VECTOR", "DOWNLOAD"
    bool open = true;
    QString version;
    std::vector<LayerPyramid> pyramids;
    std::vector<LayerTable> tables;       ///< WMS-VECTOR; the topmost first
    std::vector<LayerDownload> downloads; ///< DOWNLOAD
    QString crs;                          ///< WMS-VECTOR and DOWNLOAD: of the data
    Extent bboxWgs84;                     ///< empty = from the pyramid's finest limits
    std::vector<RasterStyle> styles;      ///< of pyramids; the first is the default; empty = the one that is called "normal"
    QString interpolation;                ///< WMS-RASTER: NEAREST-NEIGHBOUR LINEAR BICUBIC LANCZOS2…
    bool queryable = false;               ///< GetFeatureInfo on the pyramid's pixels
    QJsonObject attribution;              ///< {title, url, logo?}
    QJsonArray metadata;
    QDateTime updated;
};

/// Everything that is published at one moment: immutable, swapped as a whole, so that no answer ever mixes two states. A
/// catalogue with one layer changed shares every other entry with the one before, as the same object: what the services keep
/// of a layer (open pyramids, parts of documents) they keep by its entry, and a publication takes none of it away.
class LayerCatalogue
{
public:
    using Layer = std::shared_ptr<const PublishedLayer>;

    LayerCatalogue() = default;
    explicit LayerCatalogue(std::vector<Layer> layers, quint64 generation = 0);
    /// The same without `before` and with `after`; either may be null.
    std::shared_ptr<const LayerCatalogue> with(const Layer &before, const Layer &after, quint64 generation) const;

    quint64 generation() const { return m_generation; }
    const std::vector<Layer> &layers() const { return m_layers; } ///< in order of title
    /// The same name may be published under several types, and both openly and for keys. Null when there is none.
    Layer find(std::string_view type, std::string_view name, bool open = true) const;

private:
    struct Named
    {
        std::string key;
        Layer layer;
    };
    static std::shared_ptr<const Named> named(const Layer &layer);

    quint64 m_generation = 0;
    std::vector<Layer> m_layers;
    std::vector<std::shared_ptr<const Named>> m_byName; ///< sorted by key
};

/// Where the services get the catalogue from. Thread-safe; cheap enough for every request.
class CatalogueSource
{
public:
    virtual ~CatalogueSource() = default;
    virtual std::shared_ptr<const LayerCatalogue> catalogue() const = 0;
};

} // namespace tuilerie
