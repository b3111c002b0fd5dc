// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/catalogue.h"
#include "grid/crs.h"
#include "pyramid/pyramidreader.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tuilerie {

/// One level of a published layer: which pyramid it comes from, and where it has tiles.
struct ServedLevel
{
    std::shared_ptr<PyramidReader> reader;
    TileMatrix matrix;
    TileRange limits;
    std::string id;
};

/// A published layer with its pyramids open: what every service answers from. Immutable; shared between threads.
struct ServedLayer
{
    std::shared_ptr<const PublishedLayer> layer;
    std::vector<ServedLevel> levels; ///< coarse to fine
    TileMatrixSet grid;
    std::string gridId;
    std::string truncatedGridId; ///< "PM_0_19" (docs/rok4.md §8.2)
    Crs crs;
    bool isVector = false;
    RasterFormat format;
    int channels = 0;
    std::vector<double> nodata;
    std::string mimeType, extension, contentEncoding;
    bool needsTiffHeader = false;
    Extent extent; ///< in the grid's CRS: the finest level's limits; of a WMS-VECTOR layer, empty where it was not published
    Extent wgs84;  ///< degrees
    std::string etag;              ///< of every answer made of this version, with its quotes
    std::string lastModified;      ///< HTTP date; empty when not known
    mutable std::mutex rangeMutex; ///< of `range`, which is found when it is first needed (valueRange in maprender.h)
    mutable std::optional<std::pair<float, float>> range;

    /// The CRS as the layer names it: of its grid, or of its tables.
    QString crsName() const { return levels.empty() ? layer->crs : grid.crs(); }
    const ServedLevel *level(std::string_view id) const;
    int finest() const { return int(levels.size()) - 1; }
    QStringList styles() const; ///< never empty
    bool hasStyle(std::string_view style) const;

    /// A layer of styled tables: no pyramids, no levels.
    static Result<std::shared_ptr<const ServedLayer>> openTables(std::shared_ptr<const PublishedLayer> layer);
    static Result<std::shared_ptr<const ServedLayer>> open(
        std::shared_ptr<const PublishedLayer> layer, std::vector<std::shared_ptr<PyramidReader>> readers);

private:
    void identify(); ///< etag and lastModified
};

/// The published layers by type and name, opened when first asked for and kept until the catalogue changes. Every request
/// takes one snapshot, so that no answer mixes two states. Thread-safe.
class LayerStore
{
public:
    explicit LayerStore(std::shared_ptr<const CatalogueSource> source);
    ~LayerStore();

    class Snapshot;
    std::shared_ptr<Snapshot> snapshot();

private:
    friend class Snapshot;

    std::shared_ptr<const CatalogueSource> m_source;
    std::shared_mutex m_mutex;
    std::shared_ptr<Snapshot> m_snapshot;
    std::mutex m_readerMutex;
    std::unordered_map<std::string, std::weak_ptr<PyramidReader>> m_readers;
};

class LayerStore::Snapshot
{
public:
    /// nullptr without an error when no such layer is published; an error when its pyramid cannot be opened.
    Result<std::shared_ptr<const ServedLayer>> find(const char *type, std::string_view name);
    /// All layers of a type that open, in the catalogue's order.
    std::vector<std::shared_ptr<const ServedLayer>> all(const char *type);
    const LayerCatalogue &catalogue() const { return *m_catalogue; }

private:
    friend class LayerStore;
    struct Slot
    {
        std::shared_ptr<const PublishedLayer> layer;
        std::mutex mutex;
        std::shared_ptr<const ServedLayer> served;
    };
    Result<std::shared_ptr<const ServedLayer>> open(Slot &slot);

    LayerStore *m_store = nullptr;
    std::shared_ptr<const LayerCatalogue> m_catalogue;
    std::vector<std::shared_ptr<Slot>> m_slots;
    std::unordered_map<std::string, std::shared_ptr<Slot>> m_byName; ///< "TYPE/name"
};

/// A CRS by its name, kept: PROJ takes a millisecond to make one. Thread-safe.
Result<Crs> cachedCrs(const QString &text);

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string httpDate(const QDateTime &time);

} // namespace tuilerie
