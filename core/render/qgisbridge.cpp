// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/qgisbridge.h"

#include "render/mapcrs.h"

#include <qgsbilinearrasterresampler.h>
#include <qgscontrastenhancement.h>
#include <qgscoordinatetransformcontext.h>
#include <qgsmapsettings.h>
#include <qgsmultibandcolorrenderer.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasterlayer.h>
#include <qgsrasterresamplefilter.h>
#include <qgssinglebandgrayrenderer.h>

namespace tuilerie::qgis {

QgsRectangle rectangleOf(const Extent &extent)
{
    return QgsRectangle(extent.west, extent.south, extent.east, extent.north);
}

Extent extentOf(const QgsRectangle &rectangle)
{
    return {rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(), rectangle.yMaximum()};
}

QgsCoordinateReferenceSystem crsOf(const QString &text)
{
    QgsCoordinateReferenceSystem crs;
    if (!text.isEmpty())
        crs.createFromUserInput(text);
    return crs;
}

QString textOf(const QgsCoordinateReferenceSystem &crs)
{
    if (!crs.isValid())
        return {};
    return crs.authid().isEmpty() ? crs.toWkt(Qgis::CrsWktVariant::Preferred) : crs.authid();
}

void setView(QgsMapSettings &settings, const MapView &view)
{
    settings.setDestinationCrs(crsOf(view.crs));
    settings.setOutputSize(view.size * view.pixelRatio);
    settings.setOutputDpi(96 * view.pixelRatio);
    settings.setExtent(rectangleOf(view.extent()));
    settings.setTransformContext(MapCrs::context());
}

namespace {

QgsContrastEnhancement *enhancement(const QgsRasterDataProvider &provider, int band, const RasterStretch::Limits &limits)
{
    auto *contrast = new QgsContrastEnhancement(provider.dataType(band));
    contrast->setMinimumValue(limits.min, false);
    contrast->setMaximumValue(limits.max, false);
    contrast->setContrastEnhancementAlgorithm(QgsContrastEnhancement::StretchToMinimumMaximum, true);
    return contrast;
}

int alphaBand(const QgsRasterDataProvider &provider)
{
    for (int band = 1; band <= provider.bandCount(); ++band) {
        if (provider.colorInterpretation(band) == Qgis::RasterColorInterpretation::AlphaBand)
            return band;
    }
    return -1;
}

void setResampling(QgsRasterLayer &layer, bool smooth)
{
    QgsRasterResampleFilter *filter = layer.resampleFilter();
    if (!filter)
        return;
    filter->setZoomedInResampler(smooth ? new QgsBilinearRasterResampler : nullptr);
    filter->setZoomedOutResampler(smooth ? new QgsBilinearRasterResampler : nullptr);
    filter->setMaxOversampling(smooth ? 2 : 1);
}

} // namespace

void applyStretch(QgsRasterLayer &layer, const RasterStretch &stretch)
{
    QgsRasterDataProvider *provider = layer.dataProvider();
    for (int band = 1; band <= provider->bandCount(); ++band)
        provider->setUserNoDataValue(band,
            stretch.nodata ? QgsRasterRangeList{QgsRasterRange(*stretch.nodata, *stretch.nodata)} : QgsRasterRangeList());
    const auto limitsOf = [&](size_t i) { return i < stretch.limits.size() ? stretch.limits[i] : RasterStretch::Limits(); };
    const bool stretched = stretch.range != RasterStretch::Range::AsStored;
    if (stretch.bands.size() == 1) {
        auto *renderer = new QgsSingleBandGrayRenderer(provider, stretch.bands[0]);
        if (stretched)
            renderer->setContrastEnhancement(enhancement(*provider, stretch.bands[0], limitsOf(0)));
        renderer->setAlphaBand(alphaBand(*provider));
        layer.setRenderer(renderer);
    } else if (stretch.bands.size() >= 3) {
        auto *renderer = new QgsMultiBandColorRenderer(provider, stretch.bands[0], stretch.bands[1], stretch.bands[2]);
        if (stretched) {
            renderer->setRedContrastEnhancement(enhancement(*provider, stretch.bands[0], limitsOf(0)));
            renderer->setGreenContrastEnhancement(enhancement(*provider, stretch.bands[1], limitsOf(1)));
            renderer->setBlueContrastEnhancement(enhancement(*provider, stretch.bands[2], limitsOf(2)));
        }
        renderer->setAlphaBand(alphaBand(*provider));
        layer.setRenderer(renderer);
    }
    setResampling(layer, stretch.smooth);
    layer.triggerRepaint();
}

} // namespace tuilerie::qgis
