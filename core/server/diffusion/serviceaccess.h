// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/diffusion/diffusion.h"
#include "server/diffusion/layerstore.h"
#include "server/diffusion/tilecache.h"
#include "server/diffusion/wmsvfacts.h"

namespace tuilerie {

/// What the diffusion services share for the server's life.
struct DiffusionState
{
    explicit DiffusionState(const DiffusionOptions &given)
        : options(given)
        , layers(given.catalogue)
        , tiles(given.decodedTileBytes)
    {
    }
    DiffusionOptions options;
    LayerStore layers;
    std::atomic<quint64> partsMade{0}; ///< of documents; each layer's are kept while it is published
    TileCache tiles;
    VectorLayerFacts vectorFacts;
    /// Where requests wait whose tile is drawn: so many at a time as a machine's workers take, and so many more behind them.
    const std::shared_ptr<HttpLane> drawnTiles = std::make_shared<HttpLane>(HttpLane::Threads::Working, 64, 4096);
};

/// Who asks, through which door, and what they may see there. Made each time a request is looked at. Nothing here waits
/// where the request may not: find(), all() and tiles() then give Busy and note what it has to wait for, and whatever is
/// answered after that is thrown away (later()).
class ServiceAccess
{
public:
    ServiceAccess(DiffusionState &state, const HttpRequest &request, bool isPrivate);

    bool isPrivate() const { return m_private; }
    bool lacksKey() const { return m_private && m_key.empty(); }
    bool mayRead(const PublishedLayer &layer) const;
    /// The layer, or null when there is none of this name or it may not be seen here.
    Result<std::shared_ptr<const ServedLayer>> find(const char *type, std::string_view name) const;
    /// All layers of a type that open, in the catalogue's order.
    std::vector<std::shared_ptr<const ServedLayer>> all(const char *type) const;
    /// The same as they are published, without opening any.
    std::vector<std::shared_ptr<const PublishedLayer>> published(const char *type) const;
    std::shared_ptr<const PublishedLayer> findPublished(const char *type, std::string_view name) const;
    TileSource tiles() const;
    /// Whether this request may read this level now.
    bool mayWaitFor(const ServedLayer &layer, const ServedLevel &level) const;
    /// Whether this request may draw a tile now: not on the threads that answer what never waits.
    bool mayDraw() const;
    /// What the request has to wait for before it is looked at again.
    const std::optional<HttpLater> &later() const { return m_later; }

    /// "https://host" or "https://host/private".
    QString base() const;
    /// "apikey=…&" where the URLs of a capabilities document need it.
    QString keyQuery() const;
    const std::string &key() const { return m_key; }
    std::string cacheControl() const;
    /// Reports a served answer to the statistics.
    void tell(const char *service, const ServedLayer &layer, const HttpResponse &response) const;
    /// 401 for a request below /private that brings no key.
    static HttpResponse keyMissing();

    DiffusionState &state() const { return m_state; }
    const HttpRequest &request() const { return m_request; }

private:
    Result<std::shared_ptr<const ServedLayer>> served(const PublishedLayer &layer) const;

    DiffusionState &m_state;
    const HttpRequest &m_request;
    bool m_private;
    std::string m_key;
    std::shared_ptr<const LayerStore::Snapshot> m_snapshot;
    mutable std::optional<HttpLater> m_later;
};

} // namespace tuilerie
