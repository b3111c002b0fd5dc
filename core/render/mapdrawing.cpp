// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mapdrawing.h"

#include "render/qgisbridge.h"
#include "render/steadylabels.h"

#include <QCoreApplication>
#include <QPainter>
#include <optional>
#include <qgsexpressioncontextutils.h>
#include <qgslabelingenginesettings.h>
#include <qgsmaprenderercustompainterjob.h>
#include <qgsmapsettings.h>
#include <qgsvectorlayer.h>

namespace tuilerie {

namespace {

constexpr int sizeLimit = 32767;      ///< pixels each way that QPainter can address
constexpr double stretchLimit = 16e6; ///< pixels of a picture that is stretched in the end

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::MapDrawing", text);
}

} // namespace

Result<QgsMapSettings> mapSettingsOf(const std::vector<QgsVectorLayer *> &layers, const MapRequest &request)
{
    if (request.width < 1 || request.height < 1 || request.width > sizeLimit || request.height > sizeLimit)
        return fail(ErrorCode::Invalid,
            tr("A picture has 1 to %1 pixels each way, not %2 × %3.").arg(sizeLimit).arg(request.width).arg(request.height));
    if (request.extent.isEmpty())
        return fail(ErrorCode::Invalid, tr("The map's extent is empty."));
    const QgsCoordinateReferenceSystem crs =
        qgis::crsOf(request.crs == QLatin1String("CRS:84") ? QStringLiteral("OGC:CRS84") : request.crs);
    if (!crs.isValid())
        return fail(
            ErrorCode::Invalid, tr("“%1” is not a coordinate reference system that the renderer knows.").arg(request.crs));
    const QColor background(request.background);
    if (!background.isValid())
        return fail(ErrorCode::Invalid, tr("“%1” is no colour.").arg(request.background));
    QgsMapSettings settings;
    QList<QgsMapLayer *> drawn;
    for (QgsVectorLayer *layer : layers)
        drawn << layer;
    settings.setLayers(drawn);
    settings.setDestinationCrs(crs);
    settings.setEllipsoid(QString());
    settings.setOutputDpi(request.dpi > 0 ? request.dpi : 25.4 / 0.28);
    settings.setOutputSize({request.width, request.height});
    // WMS allows pixels that are not square; QGIS draws square ones. drawMap() stretches in the end.
    settings.setExtent(qgis::rectangleOf(request.extent), false);
    settings.setBackgroundColor(request.transparent ? QColor(0, 0, 0, 0) : background);
    QgsLabelingEngineSettings labels = settings.labelingEngineSettings();
    labels.setFlag(Qgis::LabelingFlag::UsePartialCandidates, true);
    settings.setLabelingEngineSettings(labels);
    settings.setFlag(Qgis::MapSettingsFlag::RenderBlocking, true);
    return settings;
}

Result<QImage> drawMap(const std::vector<QgsVectorLayer *> &layers, const MapRequest &request)
{
    MapRequest whole = request;
    const double resolutionX = request.extent.width() / std::max(1, request.width);
    const double resolutionY = request.extent.height() / std::max(1, request.height);
    const int margin = std::max(0, request.margin);
    whole.extent = request.extent.grown(margin * resolutionX, margin * resolutionY);
    whole.width += 2 * margin;
    whole.height += 2 * margin;
    // Pixels that are not square: drawn square at the finer of the two resolutions, then resampled to the size asked for.
    const QSize wanted(whole.width, whole.height);
    const bool isPossible = std::max(wanted.width(), wanted.height()) <= sizeLimit; // else mapSettingsOf() says so
    if (isPossible && std::abs(resolutionX / resolutionY - 1) > 1e-3) {
        double resolution = std::min(resolutionX, resolutionY);
        // Very flat ones would need a picture of any size.
        const double pixels = whole.extent.width() * whole.extent.height() / (resolution * resolution);
        resolution *= std::sqrt(std::max(1.0, pixels / std::max(stretchLimit, double(wanted.width()) * wanted.height())));
        whole.width = int(std::clamp(std::round(whole.extent.width() / resolution), 1.0, double(sizeLimit + 1)));
        whole.height = int(std::clamp(std::round(whole.extent.height() / resolution), 1.0, double(sizeLimit + 1)));
    }
    TUILERIE_TRY(settings, mapSettingsOf(layers, whole));
    if (request.partOfLarger)
        settings.setFlag(Qgis::MapSettingsFlag::RenderMapTile, true);
    QgsExpressionContext context;
    context << QgsExpressionContextUtils::globalScope() << QgsExpressionContextUtils::mapSettingsScope(settings);
    settings.setExpressionContext(context);

    QImage image(settings.outputSize(), settings.outputImageFormat());
    if (image.isNull())
        return fail(ErrorCode::Invalid,
            tr("A picture of %1 × %2 pixels needs more memory than there is. Ask for a smaller one.")
                .arg(whole.width)
                .arg(whole.height));
    image.setDotsPerMeterX(qRound(settings.outputDpi() / 25.4 * 1000));
    image.setDotsPerMeterY(qRound(settings.outputDpi() / 25.4 * 1000));
    image.fill(settings.backgroundColor());
    QPainter painter(&image);
    {
        std::optional<SteadyLabels> labels;
        if (request.partOfLarger) {
            labels.emplace(layers);
            labels->choose(settings);
        }
        QgsMapRendererCustomPainterJob job(settings, &painter);
        job.renderSynchronously();
        painter.end();
        for (const QgsMapRendererJob::Error &error : job.errors())
            for (const QgsVectorLayer *layer : layers)
                if (layer->id() == error.layerID)
                    return fail(
                        ErrorCode::Invalid, tr("The table “%1” cannot be drawn here: %2").arg(layer->name(), error.message));
    }
    if (image.size() != wanted)
        image = image.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return margin > 0 ? image.copy(margin, margin, request.width, request.height) : image;
}

} // namespace tuilerie
