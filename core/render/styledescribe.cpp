// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stylebridge.h"

#include "render/qgisbridge.h"

#include <QJsonArray>
#include <qgsexpressioncontextutils.h>
#include <qgslegendsymbolitem.h>
#include <qgspallabeling.h>
#include <qgsrendercontext.h>
#include <qgsrulebasedlabeling.h>
#include <qgsrulebasedrenderer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>
#include <qgswkbtypes.h>

namespace tuilerie {

namespace {

/// Denominators between which something is drawn: `larger` ≤ … ≤ `smaller`; 0 = without a limit.
struct ScaleRange
{
    double larger = 0;
    double smaller = 0;

    ScaleRange within(const ScaleRange &outer) const
    {
        ScaleRange range{std::max(larger, outer.larger), smaller};
        if (outer.smaller > 0 && (smaller <= 0 || outer.smaller < smaller))
            range.smaller = outer.smaller;
        return range;
    }
    /// So that both are drawn somewhere within.
    ScaleRange united(const ScaleRange &other) const
    {
        return {larger <= 0 || other.larger <= 0 ? 0 : std::min(larger, other.larger),
            smaller <= 0 || other.smaller <= 0 ? 0 : std::max(smaller, other.smaller)};
    }
};

class Rules
{
public:
    void add(const QString &name, const QString &filter, const ScaleRange &range)
    {
        m_list.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("filter"), filter},
            {QStringLiteral("min_scale"), range.larger}, {QStringLiteral("max_scale"), range.smaller}});
        m_range = m_list.size() == 1 ? range : m_range.united(range);
    }
    void addBelow(QgsRuleBasedRenderer::Rule *rule, const ScaleRange &outer)
    {
        for (QgsRuleBasedRenderer::Rule *child : rule->children()) {
            if (!child->active())
                continue;
            const ScaleRange range = ScaleRange{child->maximumScale(), child->minimumScale()}.within(outer);
            if (child->symbol())
                add(child->label(), child->filterExpression(), range);
            addBelow(child, range);
        }
    }
    const QJsonArray &list() const { return m_list; }
    const ScaleRange &range() const { return m_range; }

private:
    QJsonArray m_list;
    ScaleRange m_range;
};

QJsonArray usedAttributes(const QgsVectorLayer &layer)
{
    QgsRenderContext context;
    context.expressionContext().appendScopes(QgsExpressionContextUtils::globalProjectLayerScopes(&layer));
    QSet<QString> used = layer.renderer()->usedAttributes(context);
    if (const auto *rules = dynamic_cast<const QgsRuleBasedRenderer *>(layer.renderer())) {
        QgsRuleBasedRenderer *open = const_cast<QgsRuleBasedRenderer *>(rules);
        for (QgsRuleBasedRenderer::Rule *rule : open->rootRule()->descendants())
            used.unite(QgsExpression(rule->filterExpression()).referencedColumns());
    }
    if (layer.labelsEnabled() && layer.labeling()) {
        for (const QString &provider : layer.labeling()->subProviders())
            used.unite(layer.labeling()->settings(provider).referencedFields(context));
        if (const auto *rules = dynamic_cast<const QgsRuleBasedLabeling *>(layer.labeling()))
            for (QgsRuleBasedLabeling::Rule *rule : const_cast<QgsRuleBasedLabeling *>(rules)->rootRule()->descendants())
                used.unite(QgsExpression(rule->filterExpression()).referencedColumns());
    }
    QStringList names;
    for (const QString &name : used) {
        if (name == QgsFeatureRequest::ALL_ATTRIBUTES)
            return QJsonArray::fromStringList(layer.fields().names());
        const int index = layer.fields().lookupField(name);
        names << (index >= 0 ? layer.fields().at(index).name() : name);
    }
    names.removeDuplicates();
    names.removeAll(QString());
    names.sort();
    return QJsonArray::fromStringList(names);
}

} // namespace

QJsonObject describeStyle(const QgsVectorLayer &layer, const StyleReading &reading)
{
    QJsonObject object{{QStringLiteral("format"), styleFormatName(reading.format)}, {QStringLiteral("title"), layer.name()},
        {QStringLiteral("geometry"), QgsWkbTypes::geometryDisplayString(layer.geometryType()).toLower()},
        {QStringLiteral("crs"), qgis::textOf(layer.crs())},
        {QStringLiteral("labels"), layer.labelsEnabled() && layer.labeling()}};
    if (const QgsRectangle extent = layer.extent(); !extent.isEmpty() || extent.isFinite())
        object.insert(
            QStringLiteral("extent"), extent.isNull() ? QJsonValue() : QJsonValue(qgis::extentOf(extent).toJson()));
    QStringList problems = reading.problems;
    if (layer.isSpatial() && layer.renderer()) {
        Rules rules;
        const ScaleRange own =
            layer.hasScaleBasedVisibility() ? ScaleRange{layer.maximumScale(), layer.minimumScale()} : ScaleRange{};
        if (auto *ruled = dynamic_cast<const QgsRuleBasedRenderer *>(layer.renderer())) {
            rules.addBelow(const_cast<QgsRuleBasedRenderer *>(ruled)->rootRule(), own);
        } else {
            for (const QgsLegendSymbolItem &item : layer.renderer()->legendSymbolItems()) {
                bool isKnown = false;
                const QString filter =
                    layer.renderer()->legendKeyToExpression(item.ruleKey(), const_cast<QgsVectorLayer *>(&layer), isKnown);
                rules.add(item.label(), isKnown && filter != QLatin1String("TRUE") ? filter : QString(), own);
            }
        }
        const ScaleRange range = rules.list().isEmpty() ? own : rules.range();
        object.insert(QStringLiteral("rules"), rules.list());
        object.insert(QStringLiteral("min_scale"), range.larger);
        object.insert(QStringLiteral("max_scale"), range.smaller);
        object.insert(QStringLiteral("attributes"), usedAttributes(layer));
        if (const auto sld = writeSld(layer))
            problems << sld->problems;
        else
            problems << sld.error().message;
    }
    problems.removeDuplicates();
    object.insert(QStringLiteral("problems"), QJsonArray::fromStringList(problems));
    return object;
}

} // namespace tuilerie
