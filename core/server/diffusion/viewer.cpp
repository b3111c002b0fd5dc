// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/diffusion/viewer.h"

#include "base/installed.h"
#include "server/diffusion/capabilities.h"
#include "server/diffusion/download.h"
#include "server/diffusion/ows.h"
#include "server/diffusion/stylelegend.h"
#include "server/diffusion/tileface.h"
#include "server/diffusion/wms.h"
#include "server/diffusion/wmts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QUrlQuery>
#include <proj.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tuilerie {

namespace {

const char *typeOf(const QString &name)
{
    const QString suffix = QFileInfo(name).suffix();
    if (suffix == QLatin1String("html"))
        return "text/html; charset=utf-8";
    if (suffix == QLatin1String("js"))
        return "text/javascript; charset=utf-8";
    if (suffix == QLatin1String("css"))
        return "text/css; charset=utf-8";
    if (suffix == QLatin1String("svg"))
        return "image/svg+xml";
    if (suffix == QLatin1String("json"))
        return "application/json";
    if (suffix == QLatin1String("wasm"))
        return "application/wasm"; // compiled while it arrives
    return "application/octet-stream";
}

QJsonObject describe(const PublishedLayer &layer)
{
    return {{QStringLiteral("name"), layer.name},
        {QStringLiteral("title"), layer.title.isEmpty() ? layer.name : layer.title},
        {QStringLiteral("abstract"), layer.abstract},
        {QStringLiteral("keywords"), QJsonArray::fromStringList(layer.keywords)}, {QStringLiteral("type"), layer.type},
        {QStringLiteral("version"), layer.version}, {QStringLiteral("updated"), layer.updated.toUTC().toString(Qt::ISODate)},
        {QStringLiteral("bbox"), layer.bboxWgs84.toJson()}, {QStringLiteral("crs"), layer.crs},
        {QStringLiteral("queryable"), layer.queryable}, {QStringLiteral("attribution"), layer.attribution}};
}

QJsonObject describe(const ServedLayer &layer)
{
    QJsonObject object = describe(*layer.layer);
    object[QStringLiteral("bbox")] = layer.wgs84.toJson();
    object[QStringLiteral("extent")] = layer.extent.toJson();
    object[QStringLiteral("crs")] = layer.grid.crs();
    object[QStringLiteral("format")] = QString::fromStdString(tileFormats(layer).front().mime);
    if (layer.styles.size() > 1 || layer.styles.front().draws() || layer.isFloat()) {
        QJsonArray styles;
        for (const RasterStyle &style : layer.styles) {
            QJsonObject entry{{QStringLiteral("name"), style.identifier}, {QStringLiteral("title"), style.title}};
            if (style.legend || !legendSize(layer, style).isEmpty())
                entry[QStringLiteral("legend")] = style.legend ? style.legend->url : QString();
            styles.append(entry);
        }
        object[QStringLiteral("styles")] = styles;
    }
    object[QStringLiteral("tile_matrix_set")] = QString::fromStdString(layer.gridId);
    return object;
}

QJsonObject service(const char *type, const QString &url)
{
    return {{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("url"), url}};
}

} // namespace

HttpResponse catalogueJson(const ServiceAccess &access)
{
    const QString base = access.base();
    QJsonArray layers;
    for (const auto &layer : access.all(wmtsType)) {
        QJsonObject object = describe(*layer);
        const QString tms =
            base + QLatin1String("/tms/1.0.0/") + QString::fromLatin1(QUrl::toPercentEncoding(layer->layer->name));
        QJsonArray services;
        if (!layer->isVector)
            services.append(
                service("WMTS", base + QLatin1String("/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetCapabilities")));
        services.append(service("TMS", tms));
        object[QStringLiteral("services")] = services;
        if (layer->isVector)
            object[QStringLiteral("tilejson")] = tms + QLatin1String("/tilejson.json");
        object[QStringLiteral("tiles")] =
            tms + QLatin1String("/{z}/{x}/{y}.") + QString::fromStdString(tileFormats(*layer).front().extension);
        layers.append(object);
    }
    for (const auto &layer : access.all(wmsType)) {
        QJsonObject object = describe(*layer);
        object[QStringLiteral("services")] =
            QJsonArray{service("WMS", base + QLatin1String("/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities"))};
        layers.append(object);
    }
    for (const auto &layer : access.published("WMS-VECTOR")) {
        QJsonObject object = describe(*layer);
        object[QStringLiteral("queryable")] = true; // as its capabilities say
        object[QStringLiteral("services")] =
            QJsonArray{service("WMS", base + QLatin1String("/wms-v?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities"))};
        layers.append(object);
    }
    for (const auto &layer : access.published(downloadType)) {
        QJsonObject object = describe(*layer);
        const QString address =
            base + QLatin1String("/download/") + QString::fromLatin1(QUrl::toPercentEncoding(layer->name));
        object[QStringLiteral("services")] = QJsonArray{service("DOWNLOAD", address)};
        object[QStringLiteral("downloads")] = describeDownloads(access, *layer);
        layers.append(object);
    }
    const QJsonObject all{
        {QStringLiteral("title"), access.state().options.serviceTitle}, {QStringLiteral("layers"), layers}};
    return capabilitiesAnswer(access, "application/json", QJsonDocument(all).toJson(QJsonDocument::Compact));
}

ViewerFiles::ViewerFiles(const QString &folder)
    : m_folder(folder)
{
    if (m_folder.isEmpty())
        m_folder = qEnvironmentVariable("TUILERIE_WEB");
    if (m_folder.isEmpty())
        m_folder = installedPath(QStringLiteral("share/tuilerie/web"));
    if (m_folder.isEmpty())
        m_folder = QStringLiteral(TUILERIE_WEB_FOLDER);
}

HttpResponse ViewerFiles::answer(const std::string &path) const
{
    const QString name = path.empty() ? QStringLiteral("index.html") : fromUtf8(path);
    // Only plain names: the folder is flat, and nothing above it is anybody's business.
    const bool isPlain = !name.startsWith(QLatin1Char('.')) && !name.contains(QLatin1Char('/'))
        && !name.contains(QLatin1Char('\\')) && !name.contains(QChar(u'\0'));
    const QByteArray full = QFile::encodeName(m_folder + QLatin1Char('/') + name);
    const int fd = isPlain && !m_folder.isEmpty() ? ::open(full.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    struct stat status
    {
    };
    if (fd < 0 || ::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        if (fd >= 0)
            ::close(fd);
        if (path.empty())
            return HttpResponse::text(200, "text/html; charset=utf-8",
                "<!DOCTYPE html><title>Tuilerie</title><h1>Tuilerie</h1><p>The viewer page was not built with this server. "
                "<a href=\"catalogue.json\">Catalogue</a> &middot; <a "
                "href=\"wmts?SERVICE=WMTS&amp;REQUEST=GetCapabilities\">WMTS</a> "
                "&middot; <a href=\"wms-r?SERVICE=WMS&amp;REQUEST=GetCapabilities\">WMS</a> &middot; <a "
                "href=\"tms/1.0.0\">TMS</a></p>");
        return HttpResponse::error(
            {ErrorCode::NotFound, QCoreApplication::translate("tuilerie::Viewer", "There is nothing at this address."), {}});
    }
    HttpResponse response;
    const std::shared_ptr<const void> owner(nullptr, [fd](const void *) { ::close(fd); });
    response.body = HttpFile{owner, fd, 0, quint64(status.st_size)};
    response.with("Content-Type", typeOf(name))
        .with("Cache-Control", "no-cache")
        .with("ETag", '"' + std::to_string(status.st_mtim.tv_sec) + '-' + std::to_string(status.st_size) + '"')
        .with("X-Content-Type-Options", "nosniff");
    if (name.endsWith(QLatin1String(".html")))
        response.with("Content-Security-Policy",
            "default-src 'self'; img-src * data: blob:; connect-src *; style-src 'self' 'unsafe-inline'");
    return response;
}

HttpResponse crsDefinition(const HttpRequest &request)
{
    const std::string_view name = request.queryValue("crs");
    if (name.empty() || name.size() > 100)
        return HttpResponse::error({ErrorCode::Invalid,
            QCoreApplication::translate("tuilerie::Viewer", "Give a CRS: /definition?crs=EPSG:2154."), {}});
    const auto crs = cachedCrs(fromUtf8(name));
    if (!crs)
        return HttpResponse::error({ErrorCode::NotFound, crs.error().message, crs.error().detail});
    PJ_CONTEXT *context = proj_context_create();
    QString proj4;
    if (PJ *definition = proj_create(context, crs->wkt().toUtf8().constData())) {
        if (const char *text = proj_as_proj_string(context, definition, PJ_PROJ_4, nullptr))
            proj4 = QString::fromUtf8(text);
        proj_destroy(definition);
    }
    proj_context_destroy(context);
    proj4.remove(QLatin1String(" +type=crs"));
    HttpResponse response = HttpResponse::json(200,
        QJsonObject{{QStringLiteral("id"), crs->id()}, {QStringLiteral("title"), crs->title()},
            {QStringLiteral("proj4"), proj4}, {QStringLiteral("northing_first"), crs->isNorthingFirst()},
            {QStringLiteral("geographic"), crs->isGeographic()}, {QStringLiteral("area"), crs->areaOfUse().toJson()}});
    response.with("Cache-Control", "public, max-age=3600");
    return response;
}

} // namespace tuilerie
