// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/featurequery.h"

#include "render/mapdrawing.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <qgsexpressioncontextutils.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsgeometryengine.h>
#include <qgsmapsettings.h>
#include <qgsrendercontext.h>
#include <qgsrenderer.h>
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
    case QMetaType::QDateTime: return value.toDateTime().toString(Qt::ISODate);
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
    QgsFeatureRenderer &renderer() { return *m_renderer; }

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
    const QgsRectangle searched(x - reachX, y - reachY, x + reachX, y + reachY);

    QgsRenderContext context = QgsRenderContext::fromMapSettings(settings);
    const QgsCoordinateTransform toMap(layer.crs(), settings.destinationCrs(), settings.transformContext());
    context.setCoordinateTransform(toMap);
    QgsExpressionContext expressions;
    expressions << QgsExpressionContextUtils::globalScope() << QgsExpressionContextUtils::mapSettingsScope(settings);
    expressions.appendScope(QgsExpressionContextUtils::layerScope(&layer));
    context.setExpressionContext(expressions);
    QgsFeatureRequest query;
    try {
        query.setFilterRect(
            toMap.isValid() ? toMap.transformBoundingBox(searched, Qgis::TransformDirection::Reverse) : searched);
    } catch (const QgsCsException &) {
        return QJsonArray(); // outside of where the layer's CRS has coordinates: nothing is drawn there either
    }
    Drawing drawing(layer, context);
    const QgsGeometry place = QgsGeometry::fromRect(searched);
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
        if (!geometry.intersects(place))
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
