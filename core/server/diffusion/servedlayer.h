// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/catalogue.h"
#include "grid/crs.h"
#include "pyramid/pyramidreader.h"
#include "server/diffusion/layerparts.h"
#include "server/http/httplane.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tuilerie {

/// One level of a published layer: which pyramid it comes from, and where it has tiles.
struct ServedLevel
{
    std::shared_ptr<PyramidReader> reader;
    TileMatrix matrix;
    TileRange limits;
    std::string id;
    bool isInStore = false; ///< each tile is read over a network
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
    std::string etag;         ///< of every answer made of this version, with its quotes
    std::string lastModified; ///< HTTP date; empty when not known
    /// Where requests wait that read tiles from an object store; null when all levels are on this machine's disks.
    std::shared_ptr<HttpLane> reading;
    std::vector<RasterStyle> styles; ///< those of the layer that its pixels have; never empty: else "normal"
    LayerParts parts;                ///< of documents, made when they are first needed
    mutable KeptValue<std::pair<float, float>> range; ///< of a float layer's values (valueRange() in maprender.h)

    /// The CRS as the layer names it: of its grid, or of its tables.
    QString crsName() const { return levels.empty() ? layer->crs : grid.crs(); }
    /// Whether the last channel of a picture says how much one sees of it.
    bool hasOpacity() const { return format.sample == SampleType::UInt8 && (channels == 2 || channels == 4); }
    const ServedLevel *level(std::string_view id) const;
    int finest() const { return int(levels.size()) - 1; }
    /// The style of this name; the first, the default one, for "" and "default". Null when there is none.
    const RasterStyle *style(std::string_view name) const;
    bool isFloat() const { return !isVector && format.sample == SampleType::Float32; }

    /// A layer of styled tables: no pyramids, no levels.
    static Result<std::shared_ptr<const ServedLayer>> openTables(std::shared_ptr<const PublishedLayer> layer);
    static Result<std::shared_ptr<const ServedLayer>> open(
        std::shared_ptr<const PublishedLayer> layer, std::vector<std::shared_ptr<PyramidReader>> readers);

private:
    void identify();   ///< etag and lastModified
    void takeStyles(); ///< when format and channels are known
};

/// Corrupt, with the sentence for whoever asks for a layer whose data cannot be read.
Error brokenLayer(const PublishedLayer &layer, const QString &detail);

/// A CRS by its name, kept: PROJ takes a millisecond to make one. Thread-safe.
Result<Crs> cachedCrs(const QString &text);

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string httpDate(const QDateTime &time);

} // namespace tuilerie
