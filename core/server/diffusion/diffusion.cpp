// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/diffusion.h"

#include "server/diffusion/download.h"
#include "server/diffusion/ows.h"
#include "server/diffusion/tms.h"
#include "server/diffusion/viewer.h"
#include "server/diffusion/wms.h"
#include "server/diffusion/wmsv.h"
#include "server/diffusion/wmts.h"
#include "server/http/httpmetrics.h"

namespace tuilerie {

namespace {

bool isGetTile(const HttpRequest &request)
{
    return kvp(request, "REQUEST") == "GetTile";
}

/// Drawing waits for the renderers, perhaps for long: so many requests at a time, and so many more that wait their turn.
constexpr size_t drawnAtOnce = 96, waitingForDrawing = 32;

/// What a service answers, unless it has to wait for something first.
HttpAnswer answered(const ServiceAccess &access, HttpResponse response)
{
    if (access.later())
        return *access.later();
    return response;
}

/// A tile's address has an extension in its last segment; the rest are documents.
bool isTilePath(const HttpRequest &request)
{
    return std::count(request.path.begin(), request.path.end(), '/') >= 6 && !request.path.ends_with(".xml")
        && !request.path.ends_with(".json") && !request.path.ends_with(".txt") && !request.path.ends_with(".html");
}

void addServices(HttpRouter &router, const std::shared_ptr<DiffusionState> &state, const std::shared_ptr<HttpLane> &drawing,
    bool isPrivate)
{
    const std::string prefix = isPrivate ? "/private" : "";
    const auto add = [&](const std::string &pattern, const char *service, std::function<bool(const HttpRequest &)> fastWhen,
                         auto handler, std::shared_ptr<HttpLane> lane = nullptr) {
        HttpRouteOptions options;
        options.lane = std::move(lane);
        options.cors = true;
        options.service = service;
        options.fastWhen = std::move(fastWhen);
        router.add(
            "GET", (prefix + pattern).c_str(),
            [state, isPrivate, handler](const HttpRequest &request) {
                const ServiceAccess access(*state, request, isPrivate);
                return answered(access, handler(access, request));
            },
            options);
    };
    const auto kvp = [](const ServiceAccess &access, const HttpRequest &) { return wmtsKvp(access); };
    add("/wmts", "wmts", &isGetTile, kvp);
    add("/wmts/", "wmts", &isGetTile, kvp);
    add("/wmts/1.0.0/**", "wmts", &isTilePath,
        [](const ServiceAccess &access, const HttpRequest &request) { return wmtsRest(access, request.captures[0]); });
    add("/tms/**", "tms", &isTilePath,
        [](const ServiceAccess &access, const HttpRequest &request) { return tms(access, request.captures[0]); });
    // A range of a COPC is a read from disk: it must not hold up the tiles.
    for (const char *pattern : {"/download", "/download/**"})
        add(pattern, "download", {}, [](const ServiceAccess &access, const HttpRequest &request) {
            return download(access, request.captures.empty() ? std::string() : request.captures[0]);
        });
    for (const char *pattern : {"/wms-r", "/wms-r/", "/wms-r/wms"})
        add(pattern, "wms", {}, [](const ServiceAccess &access, const HttpRequest &) { return wms(access, rasterWms()); });
    for (const char *pattern : {"/wms-v", "/wms-v/", "/wms-v/ows"})
        add(
            pattern, "wms-v", {}, [](const ServiceAccess &access, const HttpRequest &) { return wms(access, vectorWms()); },
            drawing);
}

} // namespace

void addDiffusionRoutes(HttpRouter &router, const DiffusionOptions &options)
{
    const auto state = std::make_shared<DiffusionState>(options);
    const auto drawing = std::make_shared<HttpLane>(HttpLane::Threads::Waiting, drawnAtOnce, waitingForDrawing);
    addServices(router, state, drawing, false);
    addServices(router, state, drawing, true);

    const HttpRouteOptions open{.fast = false, .fastWhen = {}, .lane = {}, .cors = true, .service = "viewer"};
    router.add(
        "GET", "/catalogue.json",
        [state](const HttpRequest &request) {
            const ServiceAccess access(*state, request, false);
            return answered(access, catalogueJson(access));
        },
        open);
    router.add("GET", "/definition", &crsDefinition, open);
    const auto viewer = std::make_shared<const ViewerFiles>(options.webFolder);
    router.add(
        "GET", "/", [viewer](const HttpRequest &) { return viewer->answer({}); }, open);
    router.add(
        "GET", "/viewer/{}", [viewer](const HttpRequest &request) { return viewer->answer(request.captures[0]); }, open);

    const HttpRouteOptions inner{.fast = true, .fastWhen = {}, .lane = {}, .cors = false, .service = "health"};
    router.add(
        "GET", "/healthz",
        [state](const HttpRequest &) {
            const auto catalogue = state->options.catalogue->catalogue();
            return HttpResponse::json(200,
                QJsonObject{{QStringLiteral("status"), QStringLiteral("ok")},
                    {QStringLiteral("layers"), qint64(catalogue->layers().size())}})
                .with("Cache-Control", "no-store");
        },
        inner);
    const std::weak_ptr<HttpMetrics> metrics = router.metrics();
    router.metrics()->add("tuilerie_tile_cache_hits_total", "Decoded tiles found in memory.", "counter",
        [state] { return double(state->tiles.hits()); });
    router.metrics()->add("tuilerie_tile_cache_misses_total", "Tiles that had to be decoded.", "counter",
        [state] { return double(state->tiles.misses()); });
    router.metrics()->add("tuilerie_pyramids_opened_total", "Pyramids opened for published layers.", "counter",
        [state] { return double(state->layers.opened()); });
    router.metrics()->add("tuilerie_document_parts_made_total", "Parts of capabilities written for one layer.", "counter",
        [state] { return double(state->partsMade.load()); });
    router.metrics()->add("tuilerie_published_layers", "Published layers.", "gauge",
        [state] { return double(state->options.catalogue->catalogue()->layers().size()); });
    if (options.renderPool)
        addRenderFigures(*router.metrics(), options.renderPool);
    router.add(
        "GET", "/metrics",
        [metrics](const HttpRequest &) {
            const auto held = metrics.lock();
            return HttpResponse::text(200, "text/plain; version=0.0.4; charset=utf-8", held ? held->text() : QByteArray());
        },
        inner);
}

} // namespace tuilerie
