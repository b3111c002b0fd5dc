// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stylebridge.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <qgsmapboxglstyleconverter.h>
#include <qgspallabeling.h>
#include <qgsrulebasedlabeling.h>
#include <qgsrulebasedrenderer.h>
#include <qgssymbol.h>
#include <qgssymbollayer.h>
#include <qgsvectorlayer.h>
#include <qgsvectortilebasiclabeling.h>
#include <qgsvectortilebasicrenderer.h>

namespace tuilerie::style {

namespace {

/// Zoom 0 shows the world's 40,075,016.69 m on 512 pixels of 0.28 mm (style specification 8: tiles of 512 pixels).
constexpr double zoomZeroDenominator = 40075016.685578488 / 512 / 0.00028;

double denominator(double zoom)
{
    return zoomZeroDenominator / std::pow(2.0, zoom);
}

/// A vector layer knows the map's scale, not a tile's zoom.
QString atScale(QString expression)
{
    static const QString zoom = QStringLiteral("(ln(%1/@map_scale)/ln(2))").arg(zoomZeroDenominator, 0, 'f', 6);
    return expression.replace(QLatin1String("@vector_tile_zoom"), zoom).replace(QLatin1String("@zoom_level"), zoom);
}

void translate(QgsPropertyCollection &properties)
{
    for (const int key : properties.propertyKeys()) {
        QgsProperty property = properties.property(key);
        if (property.propertyType() == Qgis::PropertyType::Expression)
            properties.setProperty(
                key, QgsProperty::fromExpression(atScale(property.expressionString()), property.isActive()));
    }
}

void translate(QgsSymbol &symbol)
{
    translate(symbol.dataDefinedProperties());
    for (int i = 0; i < symbol.symbolLayerCount(); ++i) {
        QgsPropertyCollection properties = symbol.symbolLayer(i)->dataDefinedProperties();
        translate(properties);
        symbol.symbolLayer(i)->setDataDefinedProperties(properties);
        if (QgsSymbol *inner = symbol.symbolLayer(i)->subSymbol())
            translate(*inner);
    }
}

QString geometryWord(Qgis::GeometryType type)
{
    return type == Qgis::GeometryType::Point ? tr("points")
        : type == Qgis::GeometryType::Line   ? tr("lines")
                                             : tr("polygons");
}

} // namespace

Result<QStringList> readMapboxGl(QgsVectorLayer &layer, const QByteArray &content)
{
    QJsonParseError error;
    const QJsonObject style = QJsonDocument::fromJson(content, &error).object();
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::Corrupt, tr("The style is not well-formed JSON: %1").arg(error.errorString()));
    const QJsonArray list = style.value(QLatin1String("layers")).toArray();
    if (list.isEmpty())
        return fail(ErrorCode::Unsupported, tr("This JSON is no Mapbox GL style: it has no “layers”."));
    QgsMapBoxGlStyleConversionContext context;
    context.setTargetUnit(Qgis::RenderUnit::Pixels);
    context.setPixelSizeConversionFactor(1.0);
    QgsMapBoxGlStyleConverter converter;
    if (converter.convert(style.toVariantMap(), &context) != QgsMapBoxGlStyleConverter::Success)
        return fail(ErrorCode::Corrupt, tr("The Mapbox GL style cannot be read: %1").arg(converter.errorMessage()));
    QStringList problems;
    for (const QString &warning : converter.warnings())
        note(problems, tr("Mapbox GL: %1").arg(warning));

    // Layers of the style that are for this table: its name, or all where the style knows one source layer only.
    QSet<QString> sources;
    for (const QJsonValue &value : list) {
        const QString type = value[QLatin1String("type")].toString();
        if (const QString source = value[QLatin1String("source-layer")].toString(); !source.isEmpty())
            sources.insert(source);
        if (!QStringList(
                {QStringLiteral("fill"), QStringLiteral("line"), QStringLiteral("symbol"), QStringLiteral("circle")})
                 .contains(type))
            note(problems,
                tr("The layer “%1” of kind “%2” has no equal on a vector layer.")
                    .arg(value[QLatin1String("id")].toString(), type));
    }
    const bool takesAll = sources.size() <= 1;
    const auto isOurs = [&](const QString &source) { return takesAll || source == layer.name(); };

    const std::unique_ptr<QgsVectorTileRenderer> renderer(converter.renderer());
    const std::unique_ptr<QgsVectorTileLabeling> labeling(converter.labeling());
    auto root = std::make_unique<QgsRuleBasedRenderer::Rule>(nullptr);
    int pass = 0;
    if (const auto *basic = dynamic_cast<const QgsVectorTileBasicRenderer *>(renderer.get())) {
        for (const QgsVectorTileBasicRendererStyle &one : basic->styles()) {
            if (!one.isEnabled() || !one.symbol() || !isOurs(one.layerName()))
                continue;
            if (one.geometryType() != layer.geometryType()) {
                note(problems,
                    tr("The layer “%1” draws %2; this table holds %3.")
                        .arg(one.styleName(), geometryWord(one.geometryType()), geometryWord(layer.geometryType())));
                continue;
            }
            QgsSymbol *symbol = one.symbol()->clone();
            translate(*symbol);
            // A Mapbox GL style draws layer over layer, not feature over feature.
            for (int i = 0; i < symbol->symbolLayerCount(); ++i)
                symbol->symbolLayer(i)->setRenderingPass(pass);
            ++pass;
            root->appendChild(
                new QgsRuleBasedRenderer::Rule(symbol, one.maxZoomLevel() >= 0 ? denominator(one.maxZoomLevel() + 1) : 0,
                    one.minZoomLevel() >= 0 ? denominator(one.minZoomLevel()) : 0, atScale(one.filterExpression()),
                    one.styleName()));
        }
    }
    auto labelRoot = std::make_unique<QgsRuleBasedLabeling::Rule>(nullptr);
    int labels = 0;
    if (const auto *basic = dynamic_cast<const QgsVectorTileBasicLabeling *>(labeling.get())) {
        for (const QgsVectorTileBasicLabelingStyle &one : basic->styles()) {
            if (!one.isEnabled() || !isOurs(one.layerName()) || one.geometryType() != layer.geometryType())
                continue;
            auto *settings = new QgsPalLayerSettings(one.labelSettings());
            translate(settings->dataDefinedProperties());
            settings->fieldName = atScale(settings->fieldName);
            labelRoot->appendChild(
                new QgsRuleBasedLabeling::Rule(settings, one.maxZoomLevel() >= 0 ? denominator(one.maxZoomLevel() + 1) : 0,
                    one.minZoomLevel() >= 0 ? denominator(one.minZoomLevel()) : 0, atScale(one.filterExpression()),
                    one.styleName()));
            ++labels;
        }
    }
    if (pass == 0 && labels == 0)
        return fail(ErrorCode::Invalid,
            tr("No layer of the Mapbox GL style is for the table “%1” and its %2. Its source layers are: %3.")
                .arg(layer.name(), geometryWord(layer.geometryType()),
                    QStringList(sources.values()).join(QLatin1String(", "))));
    auto *rules = new QgsRuleBasedRenderer(root.release());
    rules->setUsingSymbolLevels(pass > 1);
    layer.setRenderer(rules);
    layer.setLabeling(labels > 0 ? new QgsRuleBasedLabeling(labelRoot.release()) : nullptr);
    layer.setLabelsEnabled(labels > 0);
    return problems;
}

} // namespace tuilerie::style
