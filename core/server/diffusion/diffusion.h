// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/catalogue.h"
#include "renderpool/renderpool.h"
#include "server/http/http.h"

#include <functional>
#include <memory>
#include <string>

namespace tuilerie {

/// One served answer of a diffusion service, for the access statistics (Entrepôt §20).
struct LayerAccess
{
    std::string service; ///< "wmts", "tms", "wms"
    std::string layer;   ///< layer_name
    std::string key;     ///< empty on the open services
    int status = 200;
    quint64 bytes = 0;
};

struct DiffusionOptions
{
    std::shared_ptr<const CatalogueSource> catalogue;
    /// "https://maps.example.org", without a final slash: what capabilities write before "/wmts". Empty = as the request
    /// says (Host header).
    QString publicUrl;
    /// Whether this key may read this layer, which is not open. Called for each request below /private; thread-safe. Without
    /// it, nothing is served there.
    std::function<bool(const std::string &key, const PublishedLayer &layer, const HttpRequest &request)> keyCheck;
    /// Told of each tile, map and feature info that went out; must return at once; thread-safe.
    std::function<void(const LayerAccess &)> accessed;
    /// Draws WMS-VECTOR layers. Null: the server was built without a renderer, and WMS-V says so.
    std::shared_ptr<RenderPool> renderPool;
    /// Folder of the viewer page's bundle (index.html…). Empty = TUILERIE_WEB of the environment, the installed one, else
    /// the place compiled in.
    QString webFolder;
    QString serviceTitle = QStringLiteral("Tuilerie");
    int maxMapSize = 4096; ///< WIDTH and HEIGHT of a GetMap, pixels
    int maxMapLayers = 16;
    quint64 decodedTileBytes = 256ull << 20; ///< of decoded tiles kept for GetMap
};

/// Adds every diffusion service to the router: /wmts, /tms, /wms-r, /wms-v, the same below /private, /catalogue.json,
/// /healthz, /metrics and the viewer at "/". The services hold on to what they need; the router owns them.
void addDiffusionRoutes(HttpRouter &router, const DiffusionOptions &options);

} // namespace tuilerie
