// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/layerloader.h"

#include "render/maplayermaker.h"
#include "render/mosaicoverview.h"
#include "render/mosaicvrt.h"
#include "render/qgisbridge.h"
#include "render/style.h"
#include "render/wmtscapabilities.h"
#include "source/correctedcopy.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QNetworkRequest>
#include <QUrl>
#include <qgsblockingnetworkrequest.h>
#include <qgsdatasourceuri.h>
#include <qgsprovidermetadata.h>
#include <qgsproviderregistry.h>
#include <qgsprovidersublayerdetails.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>
#include <qgswkbtypes.h>

#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

/// Files that a layer is read from go when it does.
class KeptFolder final : public QObject
{
public:
    KeptFolder(std::shared_ptr<void> folder, QObject *layer)
        : QObject(layer)
        , m_folder(std::move(folder))
    {
    }

private:
    std::shared_ptr<void> m_folder;
};

tl::unexpected<Error> cancelled()
{
    return fail(ErrorCode::Cancelled, tr("Opening was cancelled."));
}

bool hasPalette(const QgsRasterLayer &layer)
{
    return layer.dataProvider()->colorInterpretation(1) == Qgis::RasterColorInterpretation::PaletteIndex;
}

/// Alpha is no colour to show.
int colorBands(const QgsRasterLayer &layer)
{
    int count = layer.bandCount();
    while (count > 1 && layer.dataProvider()->colorInterpretation(count) == Qgis::RasterColorInterpretation::AlphaBand)
        --count;
    return count;
}

RasterStretch firstStretch(const QgsRasterLayer &layer)
{
    RasterStretch stretch;
    if (hasPalette(layer))
        return stretch;
    stretch.bands = colorBands(layer) >= 3 ? std::vector<int>{1, 2, 3} : std::vector<int>{1};
    if (layer.dataProvider()->sourceDataType(1) != Qgis::DataType::Byte)
        stretch.range = RasterStretch::Range::Percentile;
    return stretch;
}

bool fits(const RasterStretch &stretch, const QgsRasterLayer &layer)
{
    return !stretch.bands.empty()
        && (stretch.range == RasterStretch::Range::AsStored || stretch.limits.size() == stretch.bands.size())
        && std::all_of(
            stretch.bands.begin(), stretch.bands.end(), [&](int band) { return band >= 1 && band <= layer.bandCount(); });
}

} // namespace

Result<std::unique_ptr<MapLayer>> openRasterLayer(const std::shared_ptr<const RasterSource> &source, const QString &title,
    const QString &assignCrs, const RasterStretch &stretch, WorkControl &control)
{
    const auto &tiles = source->tiles();
    QString path, overviewPath;
    if (tiles.size() == 1) {
        path = tiles.front().path;
    } else if (auto overview = MosaicOverview::of(source)) {
        TUILERIE_CHECK(overview->sample(control));
        TUILERIE_TRY(file, overview->mosaicFile());
        path = file;
        TUILERIE_TRY(small, overview->file());
        overviewPath = small;
    } else {
        TUILERIE_TRY(file, mosaicVrtFile(*source));
        path = file;
    }
    if (control.shouldStop() != StopRequest::None)
        return cancelled();
    QgsRasterLayer::LayerOptions options(false);
    options.skipCrsValidation = true; // data without CRS are for the checks panel, not for a dialog
    auto layer = std::make_unique<QgsRasterLayer>(path, title, QStringLiteral("gdal"), options);
    if (!layer->isValid())
        return fail(ErrorCode::Corrupt, tr("%1 cannot be drawn. The checks panel says what is wrong with it.").arg(title),
            layer->error().message(QgsErrorMessage::Text));
    if (!layer->crs().isValid() && !assignCrs.isEmpty())
        layer->setCrs(qgis::crsOf(assignCrs));
    RasterStretch first = fits(stretch, *layer) ? stretch : firstStretch(*layer);
    if (!overviewPath.isEmpty())
        layer->setCustomProperty(MapLayerMaker::overviewProperty(), overviewPath);
    if (first.range == RasterStretch::Range::Percentile && first.limits.empty()) {
        auto limits = MapLayerMaker::limits(*layer->dataProvider(), overviewPath, first, QgsRectangle());
        if (limits)
            first.limits = std::move(*limits);
        else
            first.range = RasterStretch::Range::AsStored; // nothing but nodata: there is nothing to stretch
    }
    if (control.shouldStop() != StopRequest::None)
        return cancelled();
    return MapLayerMaker::make(MapLayerKind::Raster, std::move(layer), first);
}

Result<std::vector<std::unique_ptr<MapLayer>>> openVectorLayers(
    const QString &path, const QString &title, const QString &assignCrs, WorkControl &control)
{
    const QgsProviderMetadata *ogr = QgsProviderRegistry::instance()->providerMetadata(QStringLiteral("ogr"));
    // QGIS opens files by itself, and would show other values than checks and tiles have (source/vectoropen.h).
    auto made = makeCorrectedCopy(path, control);
    if (!made && made.error().code != ErrorCode::Corrupt)
        return fail(made.error());
    const CorrectedCopy copy = made ? *made : CorrectedCopy(); // QGIS may open what we do not
    QList<QgsProviderSublayerDetails> tables;
    for (const QString &asked : copy.paths.isEmpty() ? QStringList{path} : copy.paths)
        tables << ogr->querySublayers(asked, Qgis::SublayerQueryFlag::ResolveGeometryType);
    // Points over lines over polygons: a file's own order often hides everything under its largest areas.
    std::stable_sort(
        tables.begin(), tables.end(), [](const QgsProviderSublayerDetails &a, const QgsProviderSublayerDetails &b) {
            return QgsWkbTypes::geometryType(a.wkbType()) < QgsWkbTypes::geometryType(b.wkbType());
        });
    std::vector<std::unique_ptr<MapLayer>> layers;
    QgsVectorLayer::LayerOptions options(false);
    options.skipCrsValidation = true;
    options.forceReadOnly = true; // a WAL beside a producer's GeoPackage would be a change of his data
    for (const QgsProviderSublayerDetails &table : tables) {
        if (control.shouldStop() != StopRequest::None)
            return cancelled();
        if (table.wkbType() == Qgis::WkbType::NoGeometry)
            continue;
        const QString name = tables.size() == 1 ? title : title + QStringLiteral(" – ") + table.name();
        auto layer = std::make_unique<QgsVectorLayer>(table.uri(), name, QStringLiteral("ogr"), options);
        if (!layer->isValid())
            continue;
        if (copy.folder)
            new KeptFolder(copy.folder, layer.get());
        if (!layer->crs().isValid() && !assignCrs.isEmpty())
            layer->setCrs(qgis::crsOf(assignCrs));
        layer->setCustomProperty(MapLayerMaker::storedStyleProperty(), readStoredStyle(*layer).has_value());
        layers.push_back(MapLayerMaker::make(MapLayerKind::Vector, std::move(layer)));
    }
    if (layers.empty())
        return fail(ErrorCode::Unsupported, tr("%1 has no table with a geometry that could be shown.").arg(title));
    return layers;
}

Result<std::unique_ptr<MapLayer>> openWmtsLayer(
    const QString &capabilitiesUrl, const QString &layerName, const QString &title, WorkControl &control)
{
    QNetworkRequest request{QUrl(capabilitiesUrl)};
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    QgsBlockingNetworkRequest network;
    if (network.get(request, true) != QgsBlockingNetworkRequest::NoError)
        return fail(ErrorCode::Network, tr("The WMTS did not answer. Check that its server is running, then try again."),
            capabilitiesUrl + QLatin1Char(' ') + network.errorMessage());
    if (control.shouldStop() != StopRequest::None)
        return cancelled();
    TUILERIE_TRY(info, parseWmtsCapabilities(network.reply().content(), layerName));
    QgsDataSourceUri uri;
    uri.setParam(QStringLiteral("url"), capabilitiesUrl);
    uri.setParam(QStringLiteral("layers"), layerName);
    uri.setParam(QStringLiteral("styles"), info.style);
    uri.setParam(QStringLiteral("format"), info.format);
    uri.setParam(QStringLiteral("tileMatrixSet"), info.tileMatrixSet);
    uri.setParam(QStringLiteral("crs"), info.crs);
    uri.setParam(QStringLiteral("dpiMode"), QStringLiteral("7"));
    QgsRasterLayer::LayerOptions options(false);
    options.skipCrsValidation = true;
    auto layer = std::make_unique<QgsRasterLayer>(
        QString::fromUtf8(uri.encodedUri()), title.isEmpty() ? info.title : title, QStringLiteral("wms"), options);
    if (!layer->isValid())
        return fail(ErrorCode::Unsupported, tr("The WMTS layer \"%1\" cannot be shown.").arg(layerName),
            layer->error().message(QgsErrorMessage::Text));
    return MapLayerMaker::make(MapLayerKind::Service, std::move(layer));
}

} // namespace tuilerie
