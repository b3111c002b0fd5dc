// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/steadylabels.h"

#include <QImage>
#include <QPainter>
#include <QSet>
#include <map>
#include <qgsexpression.h>
#include <qgsexpressionfunction.h>
#include <qgslabelingresults.h>
#include <qgslabelposition.h>
#include <qgsmaprenderercustompainterjob.h>
#include <qgsmapsettings.h>
#include <qgspallabeling.h>
#include <qgsrulebasedlabeling.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

namespace tuilerie {

namespace {

/// What the expression of each label asks. One map is drawn at a time; both passes run on the thread that draws.
struct Chosen
{
    bool isChoosing = true;
    QSet<QPair<QString, qint64>> shown; ///< layer's id and provider's, feature
};
Chosen &chosen()
{
    static Chosen one;
    return one;
}

/// tuilerie_label_shown(provider, feature)
class ShownFunction final : public QgsExpressionFunction
{
public:
    ShownFunction()
        : QgsExpressionFunction(QStringLiteral("tuilerie_label_shown"), 2, QStringLiteral("Custom"))
    {
    }
    QVariant func(const QVariantList &values, const QgsExpressionContext *, QgsExpression *,
        const QgsExpressionNodeFunction *) override
    {
        return chosen().isChoosing || chosen().shown.contains({values.at(0).toString(), values.at(1).toLongLong()});
    }
    /// QGIS would take a call without fields for a constant.
    bool isStatic(const QgsExpressionNodeFunction *, QgsExpression *, const QgsExpressionContext *) const override
    {
        return false;
    }
};

QString providerName(const QString &layer, const QString &provider)
{
    return layer + QLatin1Char('|') + provider;
}

QgsPalLayerSettings steady(QgsPalLayerSettings settings, const QgsVectorLayer &layer, const QString &provider)
{
    settings.centroidWhole = true;
    settings.lineSettings().setAnchorClipping(QgsLabelLineSettings::AnchorClipping::UseEntireLine);
    const bool isFree = settings.placement == Qgis::LabelPlacement::Horizontal
        || settings.placement == Qgis::LabelPlacement::Free || settings.placement == Qgis::LabelPlacement::AroundPoint;
    if (layer.geometryType() == Qgis::GeometryType::Polygon && isFree) {
        settings.placement = Qgis::LabelPlacement::OverPoint;
        settings.centroidInside = true;
    }
    // Which of the overlapping ones stay is decided here, and not by weighing all that the picture shows.
    settings.placementSettings().setOverlapHandling(Qgis::LabelOverlapHandling::AllowOverlapAtNoCost);
    const QgsProperty own = settings.dataDefinedProperties().property(int(QgsPalLayerSettings::Property::Show));
    QString expression =
        QStringLiteral("tuilerie_label_shown(%1,$id)").arg(QgsExpression::quotedString(providerName(layer.id(), provider)));
    if (own.isActive())
        expression += QStringLiteral(" AND coalesce(to_bool(%1),true)").arg(own.asExpression());
    settings.dataDefinedProperties().setProperty(
        int(QgsPalLayerSettings::Property::Show), QgsProperty::fromExpression(expression));
    return settings;
}

void steadyRules(QgsRuleBasedLabeling::Rule *rule, const QgsVectorLayer &layer)
{
    if (rule->settings())
        rule->setSettings(new QgsPalLayerSettings(steady(*rule->settings(), layer, rule->ruleKey())));
    for (QgsRuleBasedLabeling::Rule *child : rule->children())
        steadyRules(child, layer);
}

/// The same for each run, and without pattern: SplitMix64 (Steele, Lea, Flood 2014).
quint64 scattered(qint64 number)
{
    quint64 z = quint64(number) + 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

/// All labels of one feature by one provider: they stay together or go together.
struct Candidate
{
    int layer = 0;
    quint64 order = 0;
    QPair<QString, qint64> key;
    std::vector<QgsRectangle> boxes;
    std::vector<QgsGeometry> shapes;
};

bool overlaps(const Candidate &a, const Candidate &b)
{
    for (size_t i = 0; i < a.boxes.size(); ++i)
        for (size_t k = 0; k < b.boxes.size(); ++k)
            if (a.boxes[i].intersects(b.boxes[k])
                && (a.shapes[i].isNull() || b.shapes[k].isNull() || a.shapes[i].intersects(b.shapes[k])))
                return true;
    return false;
}

} // namespace

SteadyLabels::SteadyLabels(const std::vector<QgsVectorLayer *> &layers)
{
    // Once for the process; QGIS owns it.
    [[maybe_unused]] static const bool isKnown = QgsExpression::registerFunction(new ShownFunction, true);
    for (QgsVectorLayer *layer : layers) {
        m_order.insert(layer->id(), int(m_order.size()));
        if (!layer->labelsEnabled() || !layer->labeling())
            continue;
        std::unique_ptr<QgsAbstractVectorLayerLabeling> labeling(layer->labeling()->clone());
        m_kept.push_back({layer, std::unique_ptr<QgsAbstractVectorLayerLabeling>(layer->labeling()->clone())});
        if (auto *rules = dynamic_cast<QgsRuleBasedLabeling *>(labeling.get()))
            steadyRules(rules->rootRule(), *layer);
        else
            labeling = std::make_unique<QgsVectorLayerSimpleLabeling>(steady(labeling->settings(), *layer, QString()));
        layer->setLabeling(labeling.release());
    }
}

SteadyLabels::~SteadyLabels()
{
    for (Kept &kept : m_kept)
        kept.layer->setLabeling(kept.labeling.release());
}

void SteadyLabels::choose(const QgsMapSettings &settings)
{
    chosen() = {};
    if (m_kept.empty())
        return;
    QgsMapSettings labelsOnly = settings;
    labelsOnly.setFlag(Qgis::MapSettingsFlag::SkipSymbolRendering, true);
    QImage image(settings.outputSize(), settings.outputImageFormat());
    if (image.isNull())
        return;
    image.fill(Qt::transparent);
    std::map<QPair<QString, qint64>, Candidate> byFeature;
    {
        QPainter painter(&image);
        QgsMapRendererCustomPainterJob job(labelsOnly, &painter);
        job.renderSynchronously();
        const std::unique_ptr<QgsLabelingResults> results(job.takeLabelingResults());
        if (!results)
            return;
        for (const QgsLabelPosition &label : results->allLabels()) {
            if (label.isDiagram || label.isUnplaced)
                continue;
            const QPair<QString, qint64> key{providerName(label.layerID, label.providerID), label.featureId};
            Candidate &candidate = byFeature[key];
            candidate.layer = m_order.value(label.layerID);
            candidate.order = scattered(label.featureId);
            candidate.key = key;
            candidate.boxes.push_back(label.labelRect);
            candidate.shapes.push_back(label.rotation == 0 ? QgsGeometry() : label.labelGeometry);
        }
    }
    std::vector<Candidate> ordered;
    for (auto &[key, candidate] : byFeature)
        ordered.push_back(std::move(candidate));
    std::sort(ordered.begin(), ordered.end(), [](const Candidate &a, const Candidate &b) {
        return std::tie(a.layer, a.order, a.key) < std::tie(b.layer, b.order, b.key);
    });
    std::vector<const Candidate *> placed;
    for (const Candidate &candidate : ordered) {
        if (std::any_of(placed.begin(), placed.end(), [&](const Candidate *other) { return overlaps(candidate, *other); }))
            continue;
        placed.push_back(&candidate);
        chosen().shown.insert(candidate.key);
    }
    chosen().isChoosing = false;
}

} // namespace tuilerie
