// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/tileface.h"

#include "server/diffusion/maprender.h"

#include <algorithm>

namespace tuilerie {

namespace {

bool isPicture(std::string_view mime)
{
    return mime == "image/png" || mime == "image/jpeg";
}

bool drawsAny(const ServedLayer &layer)
{
    return std::any_of(layer.styles.begin(), layer.styles.end(), [](const RasterStyle &style) { return style.draws(); });
}

/// Whether the bytes that are stored are not what is asked for.
bool isDrawn(const ServedLayer &layer, const RasterStyle &style, const TileFormat &format)
{
    return format.mime != layer.mimeType || (style.draws() && isPicture(format.mime));
}

Result<QByteArray> drawnTile(const ServedLayer &layer, const RasterStyle &style, const TileFormat &format,
    const ServedLevel &level, qint64 col, qint64 row, const TileSource &tiles)
{
    const TileMatrix &matrix = level.matrix;
    const MapFrame frame{layer.crs, matrix.tileExtent(col, row), matrix.tileWidth, matrix.tileHeight};
    MapCanvas canvas(frame.width, frame.height);
    TUILERIE_CHECK(drawLayer(canvas, layer, style, frame, tiles, &level));
    const bool isJpeg = format.mime == "image/jpeg";
    if (isJpeg)
        canvas.flatten({255, 255, 255});
    return encodeCanvas(canvas, isJpeg ? MapFormat::Jpeg : MapFormat::Png, !isJpeg, frame, {});
}

/// The file range, or the bytes, of a stored tile.
Result<HttpResponse> storedTile(const ServedLayer &layer, const ServedLevel &level, qint64 col, qint64 row)
{
    const QString id = level.matrix.id;
    HttpResponse response;
    if (!level.isInStore && !layer.needsTiffHeader) {
        TUILERIE_TRY(file, level.reader->tileFile(id, col, row));
        if (!file)
            return HttpResponse::empty(404);
        response.body = HttpFile{file->owner, file->fd, file->offset, file->size};
        return response;
    }
    // A TIFF tile goes behind its header, and a bucket has no descriptor to hand over.
    TUILERIE_TRY(bytes, level.reader->tile(id, col, row));
    if (bytes.isEmpty())
        return HttpResponse::empty(404);
    response.body = layer.needsTiffHeader ? level.reader->tileHeader(quint64(bytes.size())) + bytes : bytes;
    return response;
}

} // namespace

std::vector<TileFormat> tileFormats(const ServedLayer &layer)
{
    std::vector<TileFormat> formats{{layer.mimeType, layer.extension}};
    if (!layer.isVector && layer.mimeType != "image/png" && (!isPicture(layer.mimeType) || drawsAny(layer)))
        formats.insert(formats.begin(), {"image/png", "png"});
    return formats;
}

std::optional<TileFormat> tileFormat(const ServedLayer &layer, std::string_view mimeOrExtension)
{
    for (const TileFormat &format : tileFormats(layer))
        if (format.mime == mimeOrExtension || format.extension == mimeOrExtension)
            return format;
    return std::nullopt;
}

HttpResponse tileAnswer(const ServiceAccess &access, const char *service, const ServedLayer &layer, const RasterStyle &style,
    const TileFormat &format, const ServedLevel &level, qint64 col, qint64 row)
{
    if (!level.limits.contains(col, row))
        return HttpResponse::empty(404);
    const bool draws = isDrawn(layer, style, format);
    if (!access.mayWaitFor(layer, level) || (draws && !access.mayDraw()))
        return HttpResponse::empty(503); // not sent: it is asked again when it may
    HttpResponse response;
    if (draws) {
        const TileSource tiles = access.tiles();
        const auto stored = tiles(layer, level, col, row);
        if (stored && !*stored)
            return HttpResponse::empty(404);
        auto bytes = stored ? drawnTile(layer, style, format, level, col, row, tiles) : fail(stored.error());
        if (!bytes)
            return HttpResponse::error(bytes.error());
        response.body = std::move(*bytes);
    } else {
        auto stored = storedTile(layer, level, col, row);
        if (!stored)
            return HttpResponse::error(stored.error());
        if (stored->status == 404)
            return *stored;
        response = std::move(*stored);
    }
    response.with("Content-Type", format.mime).with("ETag", layer.etag).with("Cache-Control", access.cacheControl());
    if (!layer.lastModified.empty())
        response.with("Last-Modified", layer.lastModified);
    if (!draws && !layer.contentEncoding.empty())
        response.with("Content-Encoding", layer.contentEncoding);
    access.tell(service, layer, response);
    return response;
}

} // namespace tuilerie
