// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stylebridge.h"

#include <qgscallout.h>
#include <qgscategorizedsymbolrenderer.h>
#include <qgsdiagramrenderer.h>
#include <qgsgraduatedsymbolrenderer.h>
#include <qgspainteffect.h>
#include <qgspallabeling.h>
#include <qgspointdistancerenderer.h>
#include <qgsrulebasedlabeling.h>
#include <qgsrulebasedrenderer.h>
#include <qgssinglesymbolrenderer.h>
#include <qgssymbol.h>
#include <qgssymbollayer.h>
#include <qgstextbackgroundsettings.h>
#include <qgstextshadowsettings.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

namespace tuilerie::style {

namespace {

using Symbols = std::vector<std::pair<QString, QgsSymbol *>>;

void symbolsBelow(QgsRuleBasedRenderer::Rule *rule, Symbols &symbols)
{
    if (rule->symbol())
        symbols.emplace_back(rule->label(), rule->symbol());
    for (QgsRuleBasedRenderer::Rule *child : rule->children())
        symbolsBelow(child, symbols);
}

bool isShownEffect(const QgsPaintEffect *effect)
{
    return effect && effect->enabled() && effect->type() != QLatin1String("drawSource")
        && !(effect->type() == QLatin1String("effectStack") && effect->properties().isEmpty());
}

void symbolLosses(const QString &rule, const QgsSymbol &symbol, QStringList &problems)
{
    static const QStringList known{QStringLiteral("SimpleMarker"), QStringLiteral("SvgMarker"),
        QStringLiteral("EllipseMarker"), QStringLiteral("SimpleLine"), QStringLiteral("MarkerLine"),
        QStringLiteral("SimpleFill"), QStringLiteral("SVGFill"), QStringLiteral("LinePatternFill"),
        QStringLiteral("PointPatternFill"), QStringLiteral("CentroidFill")};
    for (int i = 0; i < symbol.symbolLayerCount(); ++i) {
        const QgsSymbolLayer *layer = const_cast<QgsSymbol &>(symbol).symbolLayer(i);
        if (!layer->enabled())
            continue;
        const QString type = layer->layerType();
        if (!known.contains(type)) {
            note(problems, tr("“%1” in “%2” cannot be drawn by an SLD 1.0.0; it is left out.").arg(type, rule));
            continue;
        }
        const QgsPropertyCollection &properties = layer->dataDefinedProperties();
        for (const int key : properties.propertyKeys()) {
            const bool isWritten = type == QLatin1String("SimpleMarker")
                && (key == int(QgsSymbolLayer::Property::Size) || key == int(QgsSymbolLayer::Property::Angle));
            if (properties.isActive(key) && !isWritten)
                note(problems,
                    tr("“%1” in “%2” depends on the feature, which SLD 1.0.0 cannot say; its plain value is written.")
                        .arg(QgsSymbolLayer::propertyDefinitions().value(key).description(), rule));
        }
        if (isShownEffect(layer->paintEffect()))
            note(problems, tr("The drawing effects in “%1” cannot be written.").arg(rule));
        if (layer->outputUnit() == Qgis::RenderUnit::MapUnits || layer->outputUnit() == Qgis::RenderUnit::MetersInMapUnits)
            note(problems,
                tr("Sizes in map units in “%1” cannot be written: SLD 1.0.0 has pixels only. The default size is used.")
                    .arg(rule));
        if (QgsSymbol *inner = const_cast<QgsSymbolLayer *>(layer)->subSymbol())
            symbolLosses(rule, *inner, problems);
    }
}

void labelLosses(const QgsPalLayerSettings &settings, QStringList &problems)
{
    if (settings.isExpression)
        note(problems,
            tr("The label “%1” is an expression, which SLD 1.0.0 cannot say; it is left out. Label with a field instead.")
                .arg(settings.fieldName));
    const QgsTextFormat format = settings.format();
    if (format.background().enabled())
        note(problems, tr("The shape behind labels cannot be written."));
    if (format.shadow().enabled())
        note(problems, tr("The shadow of labels cannot be written."));
    if (settings.callout() && settings.callout()->enabled())
        note(problems, tr("The callouts of labels cannot be written."));
    if (settings.dataDefinedProperties().hasActiveProperties())
        note(problems, tr("Label settings that depend on the feature cannot be written; their plain values are."));
    if (settings.placement == Qgis::LabelPlacement::AroundPoint
        || settings.placement == Qgis::LabelPlacement::OrderedPositionsAroundPoint)
        note(problems, tr("Labels around points stand at one place in an SLD: right above."));
    if (settings.placement == Qgis::LabelPlacement::Free || settings.placement == Qgis::LabelPlacement::OutsidePolygons)
        note(problems, tr("Labels placed freely stand at the centre in an SLD."));
}

void labelingLosses(const QgsVectorLayer &layer, QStringList &problems)
{
    if (!layer.labelsEnabled() || !layer.labeling())
        return;
    for (const QString &provider : layer.labeling()->subProviders())
        labelLosses(layer.labeling()->settings(provider), problems);
}

} // namespace

std::vector<std::pair<QString, QgsSymbol *>> symbolsOf(const QgsFeatureRenderer &renderer)
{
    auto &open = const_cast<QgsFeatureRenderer &>(renderer); // QGIS gives the symbols out of non-const ones only
    Symbols symbols;
    if (auto *single = dynamic_cast<QgsSingleSymbolRenderer *>(&open)) {
        symbols.emplace_back(QString(), single->symbol());
    } else if (auto *rules = dynamic_cast<QgsRuleBasedRenderer *>(&open)) {
        symbolsBelow(rules->rootRule(), symbols);
    } else if (auto *categories = dynamic_cast<QgsCategorizedSymbolRenderer *>(&open)) {
        for (const QgsRendererCategory &category : categories->categories())
            symbols.emplace_back(category.label(), category.symbol());
    } else if (auto *ranges = dynamic_cast<QgsGraduatedSymbolRenderer *>(&open)) {
        for (const QgsRendererRange &range : ranges->ranges())
            symbols.emplace_back(range.label(), range.symbol());
    } else {
        QgsRenderContext context;
        for (QgsSymbol *symbol : open.symbols(context))
            symbols.emplace_back(QString(), symbol);
    }
    std::erase_if(symbols, [](const auto &entry) { return !entry.second; });
    return symbols;
}

QStringList sldLosses(const QgsVectorLayer &layer)
{
    QStringList problems;
    const QgsFeatureRenderer *renderer = layer.renderer();
    if (!renderer)
        return problems;
    const QString type = renderer->type();
    if (type == QLatin1String("pointCluster") || type == QLatin1String("pointDisplacement"))
        problems << tr("Points that lie close together are not gathered in an SLD: each is drawn at its place.");
    else if (type != QLatin1String("singleSymbol") && type != QLatin1String("categorizedSymbol")
        && type != QLatin1String("graduatedSymbol") && type != QLatin1String("RuleRenderer"))
        problems << tr(
            "The way of drawing “%1” has no equal in SLD 1.0.0. Choose a single symbol, categories, classes or rules.")
                        .arg(type);
    for (const auto &[label, symbol] : symbolsOf(*renderer))
        symbolLosses(label.isEmpty() ? layer.name() : label, *symbol, problems);
    if (isShownEffect(renderer->paintEffect()))
        note(problems, tr("The drawing effects of the layer cannot be written."));
    if (renderer->usingSymbolLevels())
        note(problems, tr("Symbol levels cannot be written: features are drawn one after the other."));
    if (layer.blendMode() != QPainter::CompositionMode_SourceOver
        || layer.featureBlendMode() != QPainter::CompositionMode_SourceOver)
        note(problems, tr("Blend modes cannot be written."));
    if (layer.opacity() < 1)
        note(problems, tr("The layer's opacity is written onto its symbols: features that overlap show through."));
    if (layer.diagramRenderer())
        note(problems, tr("Diagrams cannot be written."));
    labelingLosses(layer, problems);
    return problems;
}

} // namespace tuilerie::style
