// SPDX-License-Identifier: GPL-3.0-or-later
// Layers that other services than WMTS give: WMS and vector tiles.
#include "render/layerloader.h"

#include "render/maplayermaker.h"

#include <QCoreApplication>
#include <QDomDocument>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QUrl>
#include <algorithm>
#include <qgsblockingnetworkrequest.h>
#include <qgscoordinatetransform.h>
#include <qgsdatasourceuri.h>
#include <qgspointcloudlayer.h>
#include <qgsrasterlayer.h>
#include <qgsvectortilebasicrenderer.h>
#include <qgsvectortilelayer.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

Result<QByteArray> fetch(const QString &url, const QString &service, WorkControl &control)
{
    QNetworkRequest request{QUrl(url)};
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    QgsBlockingNetworkRequest network;
    if (network.get(request, true) != QgsBlockingNetworkRequest::NoError)
        return fail(ErrorCode::Network,
            tr("The %1 did not answer. Check that its server is running, then try again.").arg(service),
            url + QLatin1Char(' ') + network.errorMessage());
    if (control.shouldStop() != StopRequest::None)
        return fail(ErrorCode::Cancelled, tr("Opening was cancelled."));
    return network.reply().content();
}

/// The CRSs that a WMS 1.3.0 offers for a layer, those of its parents with them.
QStringList crsOfLayer(const QDomElement &element, const QString &name, QStringList inherited)
{
    for (QDomElement crs = element.firstChildElement(QStringLiteral("CRS")); !crs.isNull();
         crs = crs.nextSiblingElement(QStringLiteral("CRS")))
        inherited.append(crs.text().split(QLatin1Char(' '), Qt::SkipEmptyParts));
    if (element.firstChildElement(QStringLiteral("Name")).text() == name)
        return inherited;
    for (QDomElement child = element.firstChildElement(QStringLiteral("Layer")); !child.isNull();
         child = child.nextSiblingElement(QStringLiteral("Layer"))) {
        const QStringList found = crsOfLayer(child, name, inherited);
        if (!found.isEmpty())
            return found;
    }
    return {};
}

/// The grid covers the world; where there are data, only the TileMap says.
struct TileLayer final : QgsVectorTileLayer
{
    using QgsMapLayer::setExtent;
    using QgsVectorTileLayer::QgsVectorTileLayer;
};

} // namespace

Result<std::unique_ptr<MapLayer>> openWmsLayer(
    const QString &capabilitiesUrl, const QString &layerName, const QString &title, WorkControl &control)
{
    TUILERIE_TRY(answer, fetch(capabilitiesUrl, QStringLiteral("WMS"), control));
    QDomDocument document;
    if (!document.setContent(answer))
        return fail(
            ErrorCode::Corrupt, tr("The WMS answered with something that is no capabilities document."), capabilitiesUrl);
    const QDomElement root = document.documentElement()
                                 .firstChildElement(QStringLiteral("Capability"))
                                 .firstChildElement(QStringLiteral("Layer"));
    const QStringList crs = crsOfLayer(root, layerName, {});
    if (crs.isEmpty())
        return fail(ErrorCode::NotFound, tr("The WMS has no layer \"%1\".").arg(layerName), capabilitiesUrl);
    QgsDataSourceUri uri;
    uri.setParam(QStringLiteral("url"), capabilitiesUrl);
    uri.setParam(QStringLiteral("layers"), layerName);
    uri.setParam(QStringLiteral("styles"), QString());
    uri.setParam(QStringLiteral("format"), QStringLiteral("image/png"));
    uri.setParam(
        QStringLiteral("crs"), crs.contains(QStringLiteral("EPSG:3857")) ? QStringLiteral("EPSG:3857") : crs.front());
    uri.setParam(QStringLiteral("dpiMode"), QStringLiteral("7"));
    QgsRasterLayer::LayerOptions options(false);
    options.skipCrsValidation = true;
    auto layer =
        std::make_unique<QgsRasterLayer>(QString::fromUtf8(uri.encodedUri()), title, QStringLiteral("wms"), options);
    if (!layer->isValid())
        return fail(ErrorCode::Unsupported, tr("The WMS layer \"%1\" cannot be shown.").arg(layerName),
            layer->error().message(QgsErrorMessage::Text));
    return MapLayerMaker::make(MapLayerKind::Service, std::move(layer));
}

Result<std::unique_ptr<MapLayer>> openTmsLayer(const QString &tileMapUrl, const QString &title, WorkControl &control)
{
    // The TileMap says the levels (TMS 1.0.0, "TileMap resource"), the order attribute of its TileSets being the level.
    TUILERIE_TRY(answer, fetch(tileMapUrl, QStringLiteral("TMS"), control));
    QDomDocument document;
    if (!document.setContent(answer) || document.documentElement().tagName() != QLatin1String("TileMap"))
        return fail(ErrorCode::Corrupt, tr("The TMS answered with something that is no TileMap."), tileMapUrl);
    const QDomElement map = document.documentElement();
    const QString srs = map.firstChildElement(QStringLiteral("SRS")).text();
    if (srs != QLatin1String("EPSG:3857"))
        return fail(ErrorCode::Unsupported,
            tr("These tiles are in %1. The map can show a TMS in EPSG:3857 only; show another service of the layer.")
                .arg(srs));
    int low = 99, high = -1;
    const QDomElement sets = map.firstChildElement(QStringLiteral("TileSets"));
    for (QDomElement set = sets.firstChildElement(QStringLiteral("TileSet")); !set.isNull();
         set = set.nextSiblingElement(QStringLiteral("TileSet"))) {
        bool ok = false;
        const int level = set.attribute(QStringLiteral("href")).section(QLatin1Char('/'), -1).toInt(&ok);
        const int order = ok ? level : set.attribute(QStringLiteral("order")).toInt();
        low = std::min(low, order);
        high = std::max(high, order);
    }
    const QString extension =
        map.firstChildElement(QStringLiteral("TileFormat")).attribute(QStringLiteral("extension"), QStringLiteral("pbf"));
    if (high < 0)
        return fail(ErrorCode::Corrupt, tr("The TileMap of \"%1\" names no levels.").arg(title), tileMapUrl);
    const bool vector = extension == QLatin1String("pbf") || extension == QLatin1String("mvt");
    QgsDataSourceUri uri;
    uri.setParam(QStringLiteral("type"), QStringLiteral("xyz"));
    uri.setParam(QStringLiteral("url"), tileMapUrl + QStringLiteral("/{z}/{x}/{y}.") + extension);
    uri.setParam(QStringLiteral("zmin"), QString::number(low));
    uri.setParam(QStringLiteral("zmax"), QString::number(high));
    if (!vector) {
        QgsRasterLayer::LayerOptions options(false);
        options.skipCrsValidation = true;
        auto pictures =
            std::make_unique<QgsRasterLayer>(QString::fromUtf8(uri.encodedUri()), title, QStringLiteral("wms"), options);
        if (!pictures->isValid())
            return fail(ErrorCode::Unsupported, tr("The tiles of \"%1\" cannot be shown.").arg(title),
                pictures->error().message(QgsErrorMessage::Text));
        return MapLayerMaker::make(MapLayerKind::Service, std::move(pictures));
    }
    QgsVectorTileLayer::LayerOptions options;
    auto layer = std::make_unique<TileLayer>(QString::fromUtf8(uri.encodedUri()), title, options);
    if (!layer->isValid())
        return fail(ErrorCode::Unsupported, tr("The vector tiles of \"%1\" cannot be shown.").arg(title),
            layer->error().message(QgsErrorMessage::Text));
    const QDomElement box = map.firstChildElement(QStringLiteral("BoundingBox"));
    const QgsRectangle extent(box.attribute(QStringLiteral("minx")).toDouble(),
        box.attribute(QStringLiteral("miny")).toDouble(), box.attribute(QStringLiteral("maxx")).toDouble(),
        box.attribute(QStringLiteral("maxy")).toDouble());
    if (!extent.isEmpty())
        layer->setExtent(extent);
    // Tiles have no style of their own: one plain one for each kind of geometry.
    const QColor line(31, 120, 180);
    layer->setRenderer(new QgsVectorTileBasicRenderer());
    static_cast<QgsVectorTileBasicRenderer *>(layer->renderer())
        ->setStyles(
            QgsVectorTileBasicRenderer::simpleStyle(QColor(31, 120, 180, 56), line, 0.4, line, 0.5, line, Qt::white, 2));
    return MapLayerMaker::make(MapLayerKind::Service, std::move(layer));
}

Result<std::unique_ptr<MapLayer>> openDownloadLayer(const QString &listUrl, const QString &title, WorkControl &control)
{
    TUILERIE_TRY(answer, fetch(listUrl, tr("download service"), control));
    const QJsonArray items = QJsonDocument::fromJson(answer).object().value(QLatin1String("downloads")).toArray();
    for (const QJsonValue &item : items) {
        const QString url = item.toObject().value(QLatin1String("url")).toString();
        const QString path = QUrl(url).path();
        const QString provider = path.endsWith(QLatin1String(".copc.laz")) ? QStringLiteral("copc")
            : path.endsWith(QLatin1String("/ept.json"))                    ? QStringLiteral("ept")
                                                                           : QString();
        if (provider.isEmpty())
            continue;
        QgsPointCloudLayer::LayerOptions options;
        options.skipCrsValidation = true;
        options.skipIndexGeneration = true;
        options.skipStatisticsCalculation = true; // a task of QGIS's own, which would outlive us
        auto layer = std::make_unique<QgsPointCloudLayer>(url, title, provider, options);
        if (!layer->isValid())
            return fail(ErrorCode::Unsupported, tr("The points of \"%1\" cannot be shown.").arg(title),
                layer->error().message(QgsErrorMessage::Text));
        return MapLayerMaker::make(MapLayerKind::Service, std::move(layer));
    }
    return fail(ErrorCode::Unsupported, tr("\"%1\" offers no COPC and no EPT that the map could show.").arg(title), listUrl);
}

} // namespace tuilerie
