// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/featurequery.h"

#include "render/mapdrawing.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <qgsexpressioncontextutils.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsgeometryengine.h>
#include <qgslinesymbol.h>
#include <qgsmapsettings.h>
#include <qgsmarkersymbol.h>
#include <qgsrendercontext.h>
#include <qgsrenderer.h>
#include <qgssymbol.h>
#include <qgssymbollayerutils.h>
#include <qgsvectorlayer.h>

namespace tuilerie {

namespace {

QJsonValue valueOf(const QVariant &value)
{
    if (value.isNull())
        return QJsonValue::Null;
    switch (value.userType()) {
    case QMetaType::Bool: return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong: return value.toLongLong();
    case QMetaType::Double: return value.toDouble();
    case QMetaType::QByteArray: return QStringLiteral("(%1 bytes)").arg(value.toByteArray().size());
    case QMetaType::QDateTime: {
        const QDateTime moment = value.toDateTime();
        return moment.toString(moment.time().msec() != 0 ? Qt::ISODateWithMs : Qt::ISODate);
    }
    case QMetaType::QDate: return value.toDate().toString(Qt::ISODate);
    case QMetaType::QStringList:
    case QMetaType::QVariantList:
    case QMetaType::QVariantMap: return QJsonValue::fromVariant(value);
    default: return value.toString();
    }
}

/// Prepares the renderer for asking which features it draws, and ends that.
class Drawing
{
public:
    Drawing(const QgsVectorLayer &layer, QgsRenderContext &context)
        : m_context(context)
        , m_renderer(layer.renderer()->clone())
    {
        m_renderer->startRender(m_context, layer.fields());
    }
    ~Drawing() { m_renderer->stopRender(m_context); }
    Drawing(const Drawing &) = delete;
    Drawing &operator=(const Drawing &) = delete;

    bool draws(const QgsFeature &feature)
    {
        m_context.expressionContext().setFeature(feature);
        return m_renderer->willRenderFeature(feature, m_context);
    }
    /// Pixels by which symbols reach beyond their geometries.
    double reach()
    {
        double most = 0;
        for (QgsSymbol *symbol : m_renderer->symbols(m_context))
            most = std::max(most, QgsSymbolLayerUtils::estimateMaxSymbolBleed(symbol, m_context));
        return std::min(most, 512.0);
    }
    /// Is a point's or a line's symbol drawn within so many pixels of the place (in the picture's pixels)? `geometry` is in
    /// the map's CRS; the feature was found drawn.
    bool covers(const QgsFeature &feature, const QgsGeometry &geometry, const QPointF &place, double tolerance)
    {
        if (geometry.type() == Qgis::GeometryType::Polygon)
            return false; // its area is what is drawn
        for (QgsSymbol *symbol : m_renderer->symbolsForFeature(feature, m_context)) {
            if (const auto *marker = dynamic_cast<QgsMarkerSymbol *>(symbol)) {
                for (auto vertex = geometry.vertices_begin(); vertex != geometry.vertices_end(); ++vertex) {
                    const QgsPointXY at = m_context.mapToPixel().transform((*vertex).x(), (*vertex).y());
                    if (marker->bounds(QPointF(at.x(), at.y()), m_context, feature)
                            .adjusted(-tolerance, -tolerance, tolerance, tolerance)
                            .contains(place))
                        return true;
                }
            } else if (const auto *line = dynamic_cast<QgsLineSymbol *>(symbol)) {
                const QgsPointXY at = m_context.mapToPixel().toMapCoordinates(place.x(), place.y());
                const double pixels =
                    geometry.distance(QgsGeometry::fromPointXY(at)) / m_context.mapToPixel().mapUnitsPerPixel();
                if (pixels <= line->width(m_context) / 2 + tolerance)
                    return true;
            }
        }
        return false;
    }

private:
    QgsRenderContext &m_context;
    std::unique_ptr<QgsFeatureRenderer> m_renderer;
};

} // namespace

Result<QJsonArray> featuresAt(QgsVectorLayer &layer, const FeatureRequest &request, const QString &table)
{
    TUILERIE_TRY(settings, mapSettingsOf({&layer}, request.map));
    if (!layer.renderer() || (layer.hasScaleBasedVisibility() && !layer.isInScaleRange(settings.scale())))
        return QJsonArray();
    const MapRequest &map = request.map;
    const double stepX = map.extent.width() / map.width;
    const double stepY = map.extent.height() / map.height;
    const double x = map.extent.west + (request.column + 0.5) * stepX;
    const double y = map.extent.north - (request.row + 0.5) * stepY;
    const double reachX = (std::max(0, request.tolerance) + 0.5) * stepX;
    const double reachY = (std::max(0, request.tolerance) + 0.5) * stepY;
    QgsRenderContext context = QgsRenderContext::fromMapSettings(settings);
    const QgsCoordinateTransform toMap(layer.crs(), settings.destinationCrs(), settings.transformContext());
    context.setCoordinateTransform(toMap);
    QgsExpressionContext expressions;
    expressions << QgsExpressionContextUtils::globalScope() << QgsExpressionContextUtils::mapSettingsScope(settings);
    expressions.appendScope(QgsExpressionContextUtils::layerScope(&layer));
    context.setExpressionContext(expressions);
    Drawing drawing(layer, context);
    const QgsGeometry place = QgsGeometry::fromRect(QgsRectangle(x - reachX, y - reachY, x + reachX, y + reachY));
    const double symbols = drawing.reach();
    const QgsRectangle searched(x - reachX - symbols * stepX, y - reachY - symbols * stepY, x + reachX + symbols * stepX,
        y + reachY + symbols * stepY);
    QgsFeatureRequest query;
    try {
        query.setFilterRect(
            toMap.isValid() ? toMap.transformBoundingBox(searched, Qgis::TransformDirection::Reverse) : searched);
    } catch (const QgsCsException &) {
        return QJsonArray(); // outside of where the layer's CRS has coordinates: nothing is drawn there either
    }
    std::vector<QJsonObject> found;
    QgsFeature feature;
    QgsFeatureIterator iterator = layer.getFeatures(query);
    while (iterator.nextFeature(feature)) {
        if (!drawing.draws(feature))
            continue;
        QgsGeometry geometry = feature.geometry();
        try {
            if (toMap.isValid() && !toMap.isShortCircuited()
                && geometry.transform(toMap) != Qgis::GeometryOperationResult::Success)
                continue;
        } catch (const QgsCsException &) {
            continue;
        }
        if (!geometry.intersects(place)
            && !drawing.covers(
                feature, geometry, QPointF(request.column + 0.5, request.row + 0.5), std::max(0, request.tolerance) + 0.5))
            continue;
        QJsonObject properties;
        for (int i = 0; i < layer.fields().size(); ++i)
            properties.insert(layer.fields().at(i).name(), valueOf(feature.attribute(i)));
        found.push_back({{QStringLiteral("type"), QStringLiteral("Feature")},
            {QStringLiteral("id"), QStringLiteral("%1.%2").arg(table).arg(feature.id())}, {QStringLiteral("table"), table},
            {QStringLiteral("geometry"),
                QJsonDocument::fromJson(
                    geometry.asJson(settings.destinationCrs().mapUnits() == Qgis::DistanceUnit::Degrees ? 8 : 3).toUtf8())
                    .object()},
            {QStringLiteral("properties"), properties}});
    }
    // What is drawn last lies on top.
    QJsonArray features;
    for (auto it = found.rbegin(); it != found.rend() && features.size() < std::max(1, request.maxFeatures); ++it)
        features.append(*it);
    return features;
}

} // namespace tuilerie
