// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wmsv.h"

#include "server/diffusion/wmsvinfo.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

constexpr int tiledMargin = 256; ///< pixels: longer than most labels

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::WmsVector", text);
}

tl::expected<RenderPool *, ServiceException> poolOf(const ServiceAccess &access)
{
    if (RenderPool *pool = access.state().options.renderPool.get())
        return pool;
    return tl::unexpected(ServiceException{"OperationNotSupported", "REQUEST",
        tr("This server has no renderer for vector layers. Install tuilerie-renderer beside it."), 501});
}

QString colourName(const std::array<uint8_t, 3> &colour)
{
    return QStringLiteral("#%1%2%3")
        .arg(colour[0], 2, 16, QLatin1Char('0'))
        .arg(colour[1], 2, 16, QLatin1Char('0'))
        .arg(colour[2], 2, 16, QLatin1Char('0'));
}

bool isTrue(std::string_view text)
{
    return fromUtf8(text).compare(QLatin1String("TRUE"), Qt::CaseInsensitive) == 0;
}

/// Not in the standard, but sent by clients on dense screens: DPI (QGIS), MAP_RESOLUTION (MapServer), FORMAT_OPTIONS=dpi:…
/// (GeoServer).
double dotsPerInch(const HttpRequest &request)
{
    std::string_view text = kvp(request, "DPI");
    if (text.empty())
        text = kvp(request, "MAP_RESOLUTION");
    if (const std::string_view options = kvp(request, "FORMAT_OPTIONS");
        text.empty() && options.find("dpi:") != std::string_view::npos) {
        text = options.substr(options.find("dpi:") + 4);
        text = text.substr(0, text.find(';'));
    }
    const auto value = realNumber(text);
    return value && *value >= 10 && *value <= 1200 ? *value : MapRequest().dpi;
}

MapRequest drawingOf(const HttpRequest &request, const WmsMapRequest &map)
{
    MapRequest drawing;
    // WMS names the lowest layer first, the pool wants the topmost.
    for (auto layer = map.layers.rbegin(); layer != map.layers.rend(); ++layer)
        for (const StyledTable &table : tablesOf(**layer))
            drawing.tables.push_back(table);
    drawing.crs = map.frame.crs.id().isEmpty() ? map.frame.crs.wkt() : map.frame.crs.id();
    drawing.extent = map.frame.extent;
    drawing.width = map.frame.width;
    drawing.height = map.frame.height;
    drawing.dpi = dotsPerInch(request);
    drawing.format = map.format == MapFormat::Jpeg ? QStringLiteral("jpeg") : QStringLiteral("png");
    drawing.transparent = map.transparent && map.format != MapFormat::Jpeg;
    drawing.background = colourName(map.background);
    // As GeoServer has it, and OpenLayers sends it: the map is a tile, whose labels go on in the next one.
    if (isTrue(kvp(request, "TILED"))) {
        drawing.partOfLarger = true;
        drawing.margin = tiledMargin;
    }
    return drawing;
}

WmsAnswer getMap(const ServiceAccess &access, WmsVersion version)
{
    const auto map = readMapRequest(access, vectorWms(), version, false);
    if (!map)
        return tl::unexpected(map.error());
    const auto pool = poolOf(access);
    if (!pool)
        return tl::unexpected(pool.error());
    const auto picture = (*pool)->map(drawingOf(access.request(), *map));
    if (!picture)
        return tl::unexpected(fromError(picture.error()));
    HttpResponse response = HttpResponse::text(200, mapFormatMime(map->format), *picture);
    response.with("ETag", mapEtag(*map)).with("Cache-Control", access.cacheControl());
    for (const auto &layer : map->layers)
        access.tell("wms-v", *layer, response);
    return response;
}

WmsAnswer getFeatureInfo(const ServiceAccess &access, WmsVersion version)
{
    const auto asked = readInfoRequest(access, vectorWms(), version);
    if (!asked)
        return tl::unexpected(asked.error());
    const auto pool = poolOf(access);
    if (!pool)
        return tl::unexpected(pool.error());
    const HttpRequest &request = access.request();
    FeatureRequest query;
    query.column = asked->column;
    query.row = asked->row;
    const auto count = wholeNumber(kvp(request, "FEATURE_COUNT"));
    if (!kvp(request, "FEATURE_COUNT").empty() && (!count || *count < 1))
        return tl::unexpected(invalidParameter("FEATURE_COUNT", kvp(request, "FEATURE_COUNT")));
    query.maxFeatures = int(std::min<qint64>(count.value_or(1), 1000));
    if (const auto buffer = wholeNumber(kvp(request, "BUFFER"));
        buffer && *buffer >= 0 && *buffer <= 100) // as GeoServer has it
        query.tolerance = int(*buffer);
    std::vector<LayerFeatures> found;
    for (const auto &layer : asked->layers) {
        WmsMapRequest one = asked->map;
        one.layers = {layer};
        query.map = drawingOf(request, one);
        const auto features = (*pool)->features(query);
        if (!features)
            return tl::unexpected(fromError(features.error()));
        LayerFeatures of{layer->layer->name, layer->layer->title, {}};
        for (qsizetype i = 0; i < std::min<qsizetype>(features->size(), query.maxFeatures); ++i)
            of.features.append(features->at(i));
        found.push_back(std::move(of));
    }
    HttpResponse response = featuresAnswer(asked->format, found, query.map.crs);
    response.with("Cache-Control", access.cacheControl());
    for (const auto &layer : asked->layers)
        access.tell("wms-v", *layer, response);
    return response;
}

/// WIDTH, HEIGHT of a legend's symbols.
tl::expected<int, ServiceException> symbolSize(const HttpRequest &request, const char *name)
{
    const std::string_view text = kvp(request, name);
    if (text.empty())
        return 0;
    const auto value = wholeNumber(text);
    if (!value || *value < 1 || *value > 512)
        return tl::unexpected(ServiceException{
            "InvalidParameterValue", name, tr("%1 must be a whole number from 1 to 512.").arg(QLatin1String(name)), 400});
    return int(*value);
}

WmsAnswer getLegendGraphic(const ServiceAccess &access, WmsVersion)
{
    const HttpRequest &request = access.request();
    const std::string_view name = kvp(request, "LAYER").empty() ? kvp(request, "LAYERS") : kvp(request, "LAYER");
    if (name.empty())
        return tl::unexpected(missingParameter("LAYER"));
    const auto layer = access.find(vectorWms().type, name);
    if (!layer)
        return tl::unexpected(fromError(layer.error()));
    if (!*layer)
        return tl::unexpected(
            ServiceException{"LayerNotDefined", "LAYER", tr("There is no layer “%1”.").arg(fromUtf8(name)), 400});
    if (const std::string_view style = kvp(request, "STYLE"); !(*layer)->style(style))
        return tl::unexpected(ServiceException{
            "StyleNotDefined", "STYLE", tr("Layer “%1” has no style “%2”.").arg(fromUtf8(name), fromUtf8(style)), 400});
    LegendRequest legend;
    legend.tables = tablesOf(**layer);
    const std::string_view format = kvp(request, "FORMAT");
    if (!format.empty() && !vectorWms().legendFormats.contains(fromUtf8(format)))
        return tl::unexpected(ServiceException{
            "InvalidFormat", "FORMAT", tr("The format “%1” is not served.").arg(fromUtf8(format.substr(0, 100))), 400});
    const bool isJpeg = format == "image/jpeg";
    legend.format = isJpeg ? QStringLiteral("jpeg") : QStringLiteral("png");
    for (const char *size : {"WIDTH", "HEIGHT"}) {
        const auto value = symbolSize(request, size);
        if (!value)
            return tl::unexpected(value.error());
        (size[0] == 'W' ? legend.width : legend.height) = *value;
    }
    if (const std::string_view scale = kvp(request, "SCALE"); !scale.empty()) {
        const auto value = realNumber(scale);
        if (!value || *value <= 0)
            return tl::unexpected(invalidParameter("SCALE", scale));
        legend.scaleDenominator = *value;
    }
    legend.rule = fromUtf8(kvp(request, "RULE"));
    legend.transparent = isTrue(kvp(request, "TRANSPARENT"));
    const auto pool = poolOf(access);
    if (!pool)
        return tl::unexpected(pool.error());
    const auto picture = (*pool)->legend(legend);
    if (!picture)
        return tl::unexpected(fromError(picture.error()));
    HttpResponse response = HttpResponse::text(200, isJpeg ? "image/jpeg" : "image/png", *picture);
    response.with("ETag", (*layer)->etag).with("Cache-Control", access.cacheControl());
    access.tell("wms-v", **layer, response);
    return response;
}

WmsLayerExtras extrasOf(const ServiceAccess &access, const ServedLayer &layer)
{
    const VectorLayerFact fact = access.state().vectorFacts.of(layer, access.state().options.renderPool.get());
    return {fact.minScaleDenominator, fact.maxScaleDenominator, fact.legend, fact.extent, fact.wgs84, true, fact.isWhole};
}

} // namespace

const WmsService &vectorWms()
{
    static const QStringList pictures{QStringLiteral("image/png"), QStringLiteral("image/jpeg")};
    static const WmsService service{
        "WMS-VECTOR", "/wms-v", &getMap, &getFeatureInfo, &getLegendGraphic, &extrasOf, pictures, pictures};
    return service;
}

void addRenderFigures(HttpMetrics &metrics, const std::shared_ptr<RenderPool> &pool)
{
    const auto add = [&](const char *name, const char *help, const char *type, const char *member) {
        metrics.add(name, help, type,
            [pool, member] { return double(pool->statistics().value(QLatin1String(member)).toInteger()); });
    };
    add("tuilerie_renderer_workers", "Renderer processes.", "gauge", "workers");
    add("tuilerie_renderer_busy", "Renderer processes that are drawing.", "gauge", "busy");
    add("tuilerie_renderer_waiting", "Requests that wait for a renderer.", "gauge", "waiting");
    add("tuilerie_renderer_requests_total", "Requests to the renderers.", "counter", "requests");
    add("tuilerie_renderer_restarts_total", "Renderers that broke down and were replaced.", "counter", "restarts");
    add("tuilerie_renderer_timeouts_total", "Requests that reached the time limit.", "counter", "timeouts");
    add("tuilerie_renderer_refused_total", "Requests refused because too many waited.", "counter", "refused");
}

} // namespace tuilerie
