// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/maplayer.h"

#include "grid/crs.h"
#include "render/mapcrs.h"
#include "render/maplayermaker.h"
#include "render/qgisbridge.h"

#include <QCoreApplication>
#include <QThread>
#include <cmath>
#include <qgsfillsymbol.h>
#include <qgslinesymbol.h>
#include <qgsmarkersymbol.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgssinglesymbolrenderer.h>
#include <qgsrendercontext.h>
#include <qgsrenderer.h>
#include <qgssymbol.h>
#include <qgssymbollayer.h>
#include <qgsvectorlayer.h>

namespace tuilerie {

struct MapLayer::Private
{
    MapLayerKind kind;
    std::unique_ptr<QgsMapLayer> layer;
    bool visible = true;
    RasterStretch stretch;
    QColor color;
    bool storedStyle = false;

    QgsRasterLayer *raster() const
    {
        return kind == MapLayerKind::Raster ? qobject_cast<QgsRasterLayer *>(layer.get()) : nullptr;
    }
};

MapLayer::MapLayer(MapLayerKind kind, std::unique_ptr<QgsMapLayer> layer)
    : d(new Private{kind, std::move(layer), true, {}, {}, false})
{
}

MapLayer::~MapLayer() = default;

std::unique_ptr<MapLayer> MapLayerMaker::make(
    MapLayerKind kind, std::unique_ptr<QgsMapLayer> layer, const RasterStretch &stretch)
{
    std::unique_ptr<MapLayer> made(new MapLayer(kind, std::move(layer)));
    made->d->stretch = stretch;
    if (QgsRasterLayer *raster = made->d->raster())
        qgis::applyStretch(*raster, stretch);
    made->d->storedStyle = made->d->layer->customProperty(storedStyleProperty()).toBool();
    MapCrs::use(made->crs());
    QThread *ui = QCoreApplication::instance()->thread();
    made->d->layer->moveToThread(ui);
    made->moveToThread(ui);
    return made;
}

QString MapLayer::id() const
{
    return d->layer->id();
}
MapLayerKind MapLayer::kind() const
{
    return d->kind;
}
QString MapLayer::title() const
{
    return d->layer->name();
}
QgsMapLayer *MapLayer::qgisLayer() const
{
    return d->layer.get();
}
bool MapLayer::isVisible() const
{
    return d->visible;
}
double MapLayer::opacity() const
{
    return d->layer->opacity();
}
bool MapLayer::hasStoredStyle() const
{
    return d->storedStyle;
}
const RasterStretch &MapLayer::stretch() const
{
    return d->stretch;
}
QString MapLayer::crs() const
{
    return qgis::textOf(d->layer->crs());
}
Extent MapLayer::extent() const
{
    return qgis::extentOf(d->layer->extent());
}

QColor MapLayer::color() const
{
    const auto *vector = qobject_cast<const QgsVectorLayer *>(d->layer.get());
    if (!vector || !vector->renderer())
        return d->color;
    QgsRenderContext context;
    const QgsSymbolList symbols = vector->renderer()->symbols(context);
    if (symbols.isEmpty() || symbols.front()->symbolLayerCount() == 0)
        return d->color;
    const QColor fill = symbols.front()->color();
    const QColor line = symbols.front()->symbolLayer(0)->strokeColor();
    return fill.alpha() < 100 && line.isValid() ? line : fill;
}

void MapLayer::setTitle(const QString &title)
{
    d->layer->setName(title);
    emit titleChanged();
}

void MapLayer::setCrs(const QString &crs)
{
    d->layer->setCrs(qgis::crsOf(crs));
    emit appearanceChanged();
}

Extent MapLayer::extentIn(const QString &crs) const
{
    const auto from = Crs::fromText(this->crs()), to = Crs::fromText(crs);
    if (!from || !to)
        return extent();
    const auto transform = CrsTransform::create(*from, *to);
    // Outside of what the CRS can show there is nothing to zoom to.
    const auto found = transform ? transform->forward(extent()) : Result<Extent>(Extent());
    return found ? *found : Extent();
}

void MapLayer::setVisible(bool visible)
{
    if (d->visible == visible)
        return;
    d->visible = visible;
    emit appearanceChanged();
}

void MapLayer::setOpacity(double opacity)
{
    d->layer->setOpacity(opacity);
    d->layer->triggerRepaint();
    emit appearanceChanged();
}

void MapLayer::setColor(const QColor &color)
{
    auto *vector = qobject_cast<QgsVectorLayer *>(d->layer.get());
    if (!vector)
        return;
    d->color = color;
    const QString line = color.name(QColor::HexRgb);
    QColor light = color;
    light.setAlpha(56);
    const QString fill =
        QStringLiteral("%1,%2,%3,%4").arg(light.red()).arg(light.green()).arg(light.blue()).arg(light.alpha());
    std::unique_ptr<QgsSymbol> symbol;
    switch (vector->geometryType()) {
    case Qgis::GeometryType::Polygon:
        symbol.reset(QgsFillSymbol::createSimple({{QStringLiteral("color"), fill}, {QStringLiteral("outline_color"), line},
            {QStringLiteral("outline_width"), QStringLiteral("0.4")}}));
        break;
    case Qgis::GeometryType::Line:
        symbol.reset(QgsLineSymbol::createSimple(
            {{QStringLiteral("line_color"), line}, {QStringLiteral("line_width"), QStringLiteral("0.5")}}));
        break;
    case Qgis::GeometryType::Point:
        symbol.reset(QgsMarkerSymbol::createSimple({{QStringLiteral("color"), line},
            {QStringLiteral("outline_color"), QStringLiteral("#ffffff")}, {QStringLiteral("size"), QStringLiteral("2")}}));
        break;
    default: return;
    }
    vector->setRenderer(new QgsSingleSymbolRenderer(symbol.release()));
    vector->triggerRepaint();
    emit appearanceChanged();
}

int MapLayer::bandCount() const
{
    const QgsRasterLayer *raster = d->raster();
    return raster ? raster->bandCount() : 0;
}

QString MapLayer::bandName(int band) const
{
    const QgsRasterLayer *raster = d->raster();
    return raster ? raster->bandName(band) : QString();
}

bool MapLayer::isColorData() const
{
    const QgsRasterLayer *raster = d->raster();
    return raster && raster->bandCount() > 0
        && (raster->dataProvider()->sourceDataType(1) == Qgis::DataType::Byte
            || raster->dataProvider()->colorInterpretation(1) == Qgis::RasterColorInterpretation::PaletteIndex);
}

void MapLayer::setStretch(const RasterStretch &stretch)
{
    QgsRasterLayer *raster = d->raster();
    if (!raster || stretch == d->stretch)
        return;
    d->stretch = stretch;
    qgis::applyStretch(*raster, stretch);
    emit appearanceChanged();
}

std::function<Result<std::vector<RasterStretch::Limits>>()> MapLayer::limitsTask(
    const RasterStretch &stretch, const Extent &within) const
{
    using Answer = Result<std::vector<RasterStretch::Limits>>;
    const QgsRasterLayer *raster = d->raster();
    if (!raster)
        return [] { return Answer(); };
    // A clone has handles of its own, so that statistics and drawing do not wait for one another.
    std::shared_ptr<QgsRasterDataProvider> provider(raster->dataProvider()->clone());
    provider->moveToThread(nullptr);
    const QString overview = raster->customProperty(MapLayerMaker::overviewProperty()).toString();
    return [provider, overview, stretch, area = qgis::rectangleOf(within)]() -> Answer {
        return MapLayerMaker::limits(*provider, overview, stretch, area);
    };
}

Result<std::vector<RasterStretch::Limits>> MapLayerMaker::limits(
    QgsRasterDataProvider &provider, const QString &overview, const RasterStretch &stretch, const QgsRectangle &area)
{
    constexpr int sample = 250000;
    if (!overview.isEmpty() && area.isEmpty()) {
        QgsRasterLayer::LayerOptions options(false);
        options.skipCrsValidation = true;
        QgsRasterLayer small(overview, QString(), QStringLiteral("gdal"), options);
        if (small.isValid())
            return limits(*small.dataProvider(), QString(), stretch, area);
    }
    const QgsRectangle within = area.isEmpty() ? provider.extent() : area.intersect(provider.extent());
    std::vector<RasterStretch::Limits> limits;
    for (const int band : stretch.bands) {
        if (band < 1 || band > provider.bandCount())
            return fail(
                ErrorCode::Invalid, QCoreApplication::translate("tuilerie::Render", "The raster has no band %1.").arg(band));
        RasterStretch::Limits found{std::nan(""), std::nan("")};
        if (stretch.range == RasterStretch::Range::Percentile) {
            provider.cumulativeCut(
                band, stretch.lowPercent / 100, stretch.highPercent / 100, found.min, found.max, within, sample);
        } else {
            const QgsRasterBandStats statistics = provider.bandStatistics(
                band, Qgis::RasterBandStatistic::Min | Qgis::RasterBandStatistic::Max, within, sample);
            found = {statistics.minimumValue, statistics.maximumValue};
        }
        if (!std::isfinite(found.min) || !std::isfinite(found.max) || found.min > found.max)
            return fail(ErrorCode::NotFound,
                QCoreApplication::translate("tuilerie::Render",
                    "Band %1 has no values in this area. Choose the whole raster, "
                    "or zoom to where there are data.")
                    .arg(band));
        if (found.min == found.max)
            found.max = found.min + 1; // one value everywhere: any width shows it, none divides by zero
        limits.push_back(found);
    }
    return limits;
}

} // namespace tuilerie
