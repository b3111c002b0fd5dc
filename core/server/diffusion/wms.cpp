// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wms.h"

#include "server/diffusion/featureinfo.h"
#include "server/diffusion/maprender.h"
#include "server/diffusion/stylelegend.h"

#include <QCoreApplication>

namespace tuilerie {

std::string mapEtag(const WmsMapRequest &map)
{
    std::string all = "\"";
    for (const auto &layer : map.layers)
        all += layer->etag.substr(1, 12);
    return all + '"';
}

namespace {

using Answer = WmsAnswer;

/// Floats stay floats where one layer is asked for in a format that holds them.
Answer floatMap(const ServiceAccess &access, const WmsMapRequest &map)
{
    const ServedLayer &layer = *map.layers.front();
    const auto image = renderLayer(layer, map.frame, access.tiles());
    if (!image)
        return tl::unexpected(fromError(image.error()));
    const auto bytes = encodeFloats(
        *image, map.format, layer.nodata.empty() ? -99999.0f : float(layer.nodata.front()), map.frame, map.encode);
    if (!bytes)
        return tl::unexpected(fromError(bytes.error()));
    return HttpResponse::text(200, mapFormatMime(map.format), *bytes);
}

Answer getMap(const ServiceAccess &access, WmsVersion version)
{
    const auto map = readMapRequest(access, rasterWms(), version, false);
    if (!map)
        return tl::unexpected(map.error());
    const bool isFloat = map->layers.size() == 1 && map->layers.front()->isFloat();
    Answer answer;
    if (isFloat && map->format != MapFormat::Png && map->format != MapFormat::Jpeg) {
        answer = floatMap(access, *map);
        if (!answer)
            return answer;
    } else {
        MapCanvas canvas(map->frame.width, map->frame.height);
        for (size_t i = 0; i < map->layers.size(); ++i)
            if (const Status drawn = drawLayer(canvas, *map->layers[i], *map->styles[i], map->frame, access.tiles()); !drawn)
                return tl::unexpected(fromError(drawn.error()));
        const bool transparent = map->transparent && map->format != MapFormat::Jpeg;
        if (!transparent)
            canvas.flatten(map->background);
        const auto bytes = encodeCanvas(canvas, map->format, transparent, map->frame, map->encode);
        if (!bytes) {
            ServiceException exception = fromError(bytes.error());
            if (bytes.error().code == ErrorCode::Unsupported)
                exception.code = "InvalidFormat";
            return tl::unexpected(exception);
        }
        answer = HttpResponse::text(200, mapFormatMime(map->format), *bytes);
    }
    answer->with("ETag", mapEtag(*map)).with("Cache-Control", access.cacheControl());
    for (const auto &layer : map->layers)
        access.tell("wms", *layer, *answer);
    return answer;
}

Answer getFeatureInfo(const ServiceAccess &access, WmsVersion version)
{
    const auto asked = readInfoRequest(access, rasterWms(), version);
    if (!asked)
        return tl::unexpected(asked.error());
    std::vector<LayerPixel> pixels;
    for (const auto &found : asked->layers) {
        const ServedLayer &layer = *found;
        const auto view = FrameView::create(asked->map.frame, layer.crs);
        if (!view)
            return tl::unexpected(fromError(view.error()));
        const Point point = view->centreOf(asked->column, asked->row);
        LayerPixel pixel{layer.layer->name, {}};
        if (std::isfinite(point.x) && std::isfinite(point.y)) {
            const ServedLevel &level = levelForMap(layer, view->pixelSize());
            // In the turn that the level is of.
            const double turn = layer.crs.turn();
            const double east = point.x - level.matrix.origin.x;
            const double x = std::floor((turn > 0 ? east - turn * std::floor(east / turn) : east) / level.matrix.cellSize);
            const double y = std::floor((level.matrix.origin.y - point.y) / level.matrix.cellSize);
            if (std::abs(x) < 1e15 && std::abs(y) < 1e15) {
                const auto values = pixelValues(access.tiles(), layer, level, qint64(x), qint64(y));
                if (!values)
                    return tl::unexpected(fromError(values.error()));
                pixel.values = *values;
            }
        }
        pixels.push_back(std::move(pixel));
    }
    HttpResponse response = featureInfoAnswer(asked->format, pixels);
    response.with("Cache-Control", access.cacheControl());
    for (const auto &layer : asked->map.layers)
        access.tell("wms", *layer, response);
    return response;
}

Answer getLegendGraphic(const ServiceAccess &access, WmsVersion)
{
    const HttpRequest &request = access.request();
    const std::string_view name = kvp(request, "LAYER").empty() ? kvp(request, "LAYERS") : kvp(request, "LAYER");
    if (name.empty())
        return tl::unexpected(missingParameter("LAYER"));
    const auto layer = access.find(wmsType, name);
    if (!layer)
        return tl::unexpected(fromError(layer.error()));
    if (!*layer)
        return tl::unexpected(ServiceException{"LayerNotDefined", "LAYER",
            QCoreApplication::translate("tuilerie::Wms", "There is no layer “%1”.").arg(fromUtf8(name)), 400});
    const RasterStyle *style = (*layer)->style(kvp(request, "STYLE"));
    if (!style)
        return tl::unexpected(ServiceException{"StyleNotDefined", "STYLE",
            QCoreApplication::translate("tuilerie::Wms", "Layer “%1” has no style “%2”.")
                .arg(fromUtf8(name), fromUtf8(kvp(request, "STYLE"))),
            400});
    if (const std::string_view format = kvp(request, "FORMAT");
        !format.empty() && !rasterWms().legendFormats.contains(fromUtf8(format)))
        return tl::unexpected(ServiceException{"InvalidFormat", "FORMAT",
            QCoreApplication::translate("tuilerie::Wms", "The format “%1” is not served.")
                .arg(fromUtf8(format.substr(0, 100))),
            400});
    const auto picture = legendPicture(**layer, *style, access.tiles());
    if (!picture)
        return tl::unexpected(fromError(picture.error()));
    HttpResponse response = HttpResponse::text(200, "image/png", *picture);
    response.with("ETag", (*layer)->etag).with("Cache-Control", access.cacheControl());
    return response;
}

} // namespace

const WmsService &rasterWms()
{
    static const WmsService service = [] {
        QStringList formats;
        for (const MapFormat format : allMapFormats)
            formats << QLatin1String(mapFormatMime(format));
        return WmsService{wmsType, "/wms-r", &getMap, &getFeatureInfo, &getLegendGraphic,
            [](const ServiceAccess &, const ServedLayer &layer) {
                return WmsLayerExtras{0, 0, {}, layer.extent, layer.wgs84, layer.layer->queryable};
            },
            formats, {QStringLiteral("image/png")}};
    }();
    return service;
}

HttpResponse wms(const ServiceAccess &access, const WmsService &service)
{
    if (access.lacksKey())
        return ServiceAccess::keyMissing();
    const HttpRequest &request = access.request();
    const QString operation = fromUtf8(kvp(request, "REQUEST"));
    const std::string_view version = !kvp(request, "VERSION").empty() ? kvp(request, "VERSION") : kvp(request, "WMTVER");
    const bool isCapabilities = operation.compare(QLatin1String("GetCapabilities"), Qt::CaseInsensitive) == 0
        || operation.compare(QLatin1String("capabilities"), Qt::CaseInsensitive) == 0;
    // Version negotiation (OGC 06-042 §6.2.4): what is older than 1.3.0 gets 1.1.1. A map without a version is read by its
    // CRS or SRS.
    WmsVersion spoken = WmsVersion::V130;
    if (version.empty() ? !isCapabilities && kvp(request, "CRS").empty() && !kvp(request, "SRS").empty() : version < "1.3")
        spoken = WmsVersion::V111;
    const auto refuse = [&](const ServiceException &exception) { return wmsException(request, spoken, exception); };

    const std::string_view name = kvp(request, "SERVICE");
    if (!name.empty() && fromUtf8(name).compare(QLatin1String("WMS"), Qt::CaseInsensitive) != 0)
        return refuse(invalidParameter("SERVICE", name));
    if (operation.isEmpty())
        return refuse(missingParameter("REQUEST"));
    if (isCapabilities) {
        if (name.empty())
            return refuse(missingParameter("SERVICE"));
        return wmsCapabilities(access, service, spoken);
    }
    Answer answer = tl::unexpected(ServiceException{"OperationNotSupported", "REQUEST",
        QCoreApplication::translate("tuilerie::Wms", "There is no operation “%1”. Ask for one that GetCapabilities names.")
            .arg(operation),
        501});
    if (!version.empty() && version != "1.3.0" && version != "1.1.1" && version != "1.1.0" && version != "1.0.0")
        answer = tl::unexpected(invalidParameter("VERSION", version));
    else if (operation.compare(QLatin1String("GetMap"), Qt::CaseInsensitive) == 0 || operation == QLatin1String("map"))
        answer = service.map(access, spoken);
    else if (operation.compare(QLatin1String("GetFeatureInfo"), Qt::CaseInsensitive) == 0)
        answer = service.featureInfo(access, spoken);
    else if (service.legend && operation.compare(QLatin1String("GetLegendGraphic"), Qt::CaseInsensitive) == 0)
        answer = service.legend(access, spoken);
    return answer ? *answer : refuse(answer.error());
}

} // namespace tuilerie
