// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/wmts.h"

#include "server/diffusion/featureinfo.h"
#include "server/http/httpurl.h"
#include "server/diffusion/ows.h"
#include "server/diffusion/stylelegend.h"
#include "server/diffusion/tileface.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

/// A GetTile or the tile part of a GetFeatureInfo, from either door.
struct TileRequest
{
    std::string layer, style, format, grid, matrix, row, col;
};

struct FoundTile
{
    std::shared_ptr<const ServedLayer> layer;
    const RasterStyle *style = nullptr;
    const ServedLevel *level = nullptr;
    qint64 col = 0;
    qint64 row = 0;
};

using Found = tl::expected<FoundTile, ServiceException>;

/// `wmtsGetTile` of the standard names who is at fault for each parameter (§7.2.4, table 27).
Found findTile(const ServiceAccess &access, const TileRequest &request)
{
    const auto wrong = [](const char *name, const std::string &value) {
        return tl::unexpected(invalidParameter(name, value));
    };
    const auto layer = access.find(wmtsType, request.layer);
    if (!layer)
        return tl::unexpected(fromError(layer.error()));
    if (!*layer)
        return wrong("LAYER", request.layer);
    const ServedLayer &served = **layer;
    const RasterStyle *style = served.style(request.style);
    if (!style)
        return wrong("STYLE", request.style);
    if (request.grid != served.gridId && request.grid != served.truncatedGridId)
        return wrong("TILEMATRIXSET", request.grid);
    FoundTile found{*layer, style};
    found.level = served.level(request.matrix);
    if (!found.level) {
        // A level of the whole grid that the layer does not have is out of range; in the truncated one it does not exist.
        if (request.grid == served.gridId && served.grid.level(fromUtf8(request.matrix)))
            return tl::unexpected(ServiceException{"TileOutOfRange", "TILEMATRIX",
                QCoreApplication::translate("tuilerie::Wmts", "The layer has no tiles at this level."), 404});
        return wrong("TILEMATRIX", request.matrix);
    }
    const auto row = wholeNumber(request.row);
    const auto col = wholeNumber(request.col);
    if (!row)
        return wrong("TILEROW", request.row);
    if (!col)
        return wrong("TILECOL", request.col);
    found.row = *row;
    found.col = *col;
    const TileRange &limits = found.level->limits;
    if (found.row < limits.minRow || found.row > limits.maxRow || found.col < limits.minCol || found.col > limits.maxCol) {
        const bool isRow = found.row < limits.minRow || found.row > limits.maxRow;
        return tl::unexpected(ServiceException{"TileOutOfRange", isRow ? "TILEROW" : "TILECOL",
            QCoreApplication::translate(
                "tuilerie::Wmts", "The tile lies outside the layer: rows %1 to %2, columns %3 to %4.")
                .arg(limits.minRow)
                .arg(limits.maxRow)
                .arg(limits.minCol)
                .arg(limits.maxCol),
            404});
    }
    return found;
}

HttpResponse getTile(const ServiceAccess &access, const TileRequest &request)
{
    const Found found = findTile(access, request);
    if (!found)
        return owsException(found.error());
    const auto format = tileFormat(*found->layer, request.format);
    if (!format || format->mime != request.format)
        return owsException(invalidParameter("FORMAT", request.format));
    HttpResponse response =
        tileAnswer(access, "wmts", *found->layer, *found->style, *format, *found->level, found->col, found->row);
    if (response.status == 404)
        return owsException({"TileOutOfRange", {},
            QCoreApplication::translate("tuilerie::Wmts", "There is no tile here: the data do not reach it."), 404});
    return response;
}

HttpResponse getFeatureInfo(const ServiceAccess &access, const TileRequest &request, std::string_view i, std::string_view j,
    std::string_view infoFormat)
{
    const Found found = findTile(access, request);
    if (!found)
        return owsException(found.error());
    const ServedLayer &layer = *found->layer;
    if (!layer.layer->queryable || layer.isVector)
        return owsException({"OperationNotSupported", "LAYER",
            QCoreApplication::translate("tuilerie::Wmts", "This layer cannot be queried."), 501});
    const auto format = infoFormatFromMime(infoFormat);
    if (!format)
        return owsException(invalidParameter("INFOFORMAT", infoFormat));
    const auto x = wholeNumber(i);
    const auto y = wholeNumber(j);
    if (!x || *x < 0 || *x >= found->level->matrix.tileWidth)
        return owsException({"PointIJOutOfRange", "I",
            QCoreApplication::translate("tuilerie::Wmts", "I must be a column of the tile."), 400});
    if (!y || *y < 0 || *y >= found->level->matrix.tileHeight)
        return owsException(
            {"PointIJOutOfRange", "J", QCoreApplication::translate("tuilerie::Wmts", "J must be a row of the tile."), 400});
    const auto values = pixelValues(access.tiles(), layer, *found->level, found->col * found->level->matrix.tileWidth + *x,
        found->row * found->level->matrix.tileHeight + *y);
    if (!values)
        return owsException(fromError(values.error()));
    HttpResponse response = featureInfoAnswer(*format, {{layer.layer->name, *values}});
    response.with("Cache-Control", access.cacheControl());
    access.tell("wmts", layer, response);
    return response;
}

/// What capabilities name as the legend of a style.
HttpResponse getLegend(
    const ServiceAccess &access, std::string_view name, std::string_view styleName, const HttpResponse &nothing)
{
    const auto layer = access.find(wmtsType, name);
    if (!layer)
        return owsException(fromError(layer.error()));
    const RasterStyle *style = *layer ? (*layer)->style(styleName) : nullptr;
    if (!style || legendSize(**layer, *style).isEmpty())
        return nothing;
    const auto picture = legendPicture(**layer, *style, access.tiles());
    if (!picture)
        return owsException(fromError(picture.error()));
    HttpResponse response = HttpResponse::text(200, "image/png", *picture);
    response.with("ETag", (*layer)->etag).with("Cache-Control", access.cacheControl());
    return response;
}

} // namespace

HttpResponse wmtsKvp(const ServiceAccess &access)
{
    const HttpRequest &request = access.request();
    const auto value = [&request](const char *name) { return std::string(kvp(request, name)); };
    if (access.lacksKey())
        return ServiceAccess::keyMissing();
    const std::string service = value("SERVICE");
    const std::string operation = value("REQUEST");
    if (service.empty())
        return owsException(missingParameter("SERVICE"));
    if (fromUtf8(service).compare(QLatin1String("WMTS"), Qt::CaseInsensitive) != 0)
        return owsException(invalidParameter("SERVICE", service));
    if (operation.empty())
        return owsException(missingParameter("REQUEST"));
    if (operation == "GetCapabilities") {
        const std::string accepted = value("ACCEPTVERSIONS");
        if (!accepted.empty() && accepted.find("1.0.0") == std::string::npos)
            return owsException({"VersionNegotiationFailed", "ACCEPTVERSIONS",
                QCoreApplication::translate("tuilerie::Wmts", "This server speaks version 1.0.0."), 400});
        return wmtsCapabilities(access);
    }
    if (operation != "GetTile" && operation != "GetFeatureInfo")
        return owsException({"OperationNotSupported", operation,
            QCoreApplication::translate(
                "tuilerie::Wmts", "There is no operation “%1”. Ask for GetCapabilities, GetTile or GetFeatureInfo.")
                .arg(fromUtf8(operation)),
            501});
    const std::string version = value("VERSION");
    if (version.empty())
        return owsException(missingParameter("VERSION"));
    if (version != "1.0.0")
        return owsException(invalidParameter("VERSION", version));
    for (const char *name : {"LAYER", "FORMAT", "TILEMATRIXSET", "TILEMATRIX", "TILEROW", "TILECOL"})
        if (kvp(request, name).empty())
            return owsException(missingParameter(name));
    const TileRequest tile{value("LAYER"), value("STYLE"), value("FORMAT"), value("TILEMATRIXSET"), value("TILEMATRIX"),
        value("TILEROW"), value("TILECOL")};
    if (operation == "GetTile")
        return getTile(access, tile);
    for (const char *name : {"I", "J", "INFOFORMAT"})
        if (kvp(request, name).empty())
            return owsException(missingParameter(name));
    return getFeatureInfo(access, tile, kvp(request, "I"), kvp(request, "J"), kvp(request, "INFOFORMAT"));
}

HttpResponse wmtsRest(const ServiceAccess &access, const std::string &path)
{
    if (access.lacksKey())
        return ServiceAccess::keyMissing();
    if (path == "WMTSCapabilities.xml")
        return wmtsCapabilities(access);
    std::vector<std::string_view> parts = pathSegments(path);
    const auto nothing = [] {
        return owsException({"NoApplicableCode", {},
            QCoreApplication::translate(
                "tuilerie::Wmts", "There is no such resource. The templates are in WMTSCapabilities.xml."),
            404});
    };
    if (parts.size() == 3 && parts[2] == "legend.png")
        return getLegend(access, parts[0], parts[1], nothing());
    if (parts.size() != 6 && parts.size() != 8)
        return nothing();
    const size_t dot = parts.back().rfind('.');
    if (dot == std::string_view::npos)
        return nothing();
    const std::string extension(parts.back().substr(dot + 1));
    parts.back() = parts.back().substr(0, dot);
    TileRequest tile{std::string(parts[0]), std::string(parts[1]), {}, std::string(parts[2]), std::string(parts[3]),
        std::string(parts[4]), std::string(parts[5])};
    if (parts.size() == 8) {
        const auto format = infoFormatFromExtension(extension);
        if (!format)
            return nothing();
        return getFeatureInfo(access, tile, parts[7], parts[6], infoFormatMime(*format));
    }
    const auto layer = access.find(wmtsType, tile.layer);
    if (layer && *layer) {
        const auto format = tileFormat(**layer, extension);
        if (!format || format->extension != extension)
            return nothing();
        tile.format = format->mime;
    }
    HttpResponse response = getTile(access, tile);
    // A path that names nothing is 404 in the RESTful binding (§10.3).
    if (response.status == 400)
        response.status = 404;
    return response;
}

} // namespace tuilerie
