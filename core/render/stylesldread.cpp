// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stylebridge.h"

#include <QFileInfo>
#include <QSet>
#include <QUrl>
#include <cmath>
#include <optional>
#include <qgsexpression.h>
#include <qgsogcutils.h>
#include <qgspallabeling.h>
#include <qgsrulebasedlabeling.h>
#include <qgsrulebasedrenderer.h>
#include <qgssymbol.h>
#include <qgssymbollayer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

namespace tuilerie::style {

namespace {

/// A document's elements in document order, the root first.
template <typename Visit> void walk(const QDomElement &element, const Visit &visit)
{
    visit(element);
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        walk(child, visit);
}

QString nameOf(const QDomElement &rule)
{
    for (const char *name : {"Title", "Name"})
        if (const QDomElement found = rule.firstChildElement(QLatin1String(name));
            !found.isNull() && !found.text().isEmpty())
            return found.text();
    const QDomElement title =
        rule.firstChildElement(QStringLiteral("Description")).firstChildElement(QStringLiteral("Title"));
    return title.isNull() ? tr("without a name") : title.text();
}

void setText(QDomElement element, const QString &text)
{
    while (element.hasChildNodes())
        element.removeChild(element.firstChild());
    element.appendChild(element.ownerDocument().createTextNode(text));
}

/// A value's text; `isComputed` when it is an expression of the feature's attributes.
QString valueText(const QDomElement &element, bool &isComputed)
{
    isComputed = false;
    for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        isComputed = isComputed || child.localName() != QLatin1String("Literal");
    return element.text().trimmed();
}

/// Makes the document readable for QGIS where a small change does it, and names what QGIS passes over.
class SldReader
{
public:
    explicit SldReader(const QgsVectorLayer &layer)
        : m_layer(layer)
    {
    }

    Result<QDomElement> chooseStyle(const QDomElement &root);
    void prepare(QDomElement namedLayer);
    /// Labels stand at the anchors of their PointPlacements.
    void applyAnchors(QgsVectorLayer &layer) const;
    /// Rules of later FeatureTypeStyles lie over those of earlier ones, whatever the feature.
    void applyOrder(QgsVectorLayer &layer) const;
    QStringList problems;

private:
    void prepareRule(QDomElement rule, int featureTypeStyle);
    void prepareSymbolizer(const QDomElement &symbolizer, const QString &rule);
    void prepareLabel(const QDomElement &symbolizer, const QString &rule);
    void checkFilter(QDomElement rule, QDomElement filter);

    const QgsVectorLayer &m_layer;
    std::vector<std::optional<QPointF>> m_anchors; ///< of the rules with labels, in their order
    std::vector<int> m_passes; ///< of the rules with symbols, in their order: which FeatureTypeStyle they are of
};

Result<QDomElement> SldReader::chooseStyle(const QDomElement &root)
{
    std::vector<QDomElement> layers;
    for (QDomElement child = root.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == QLatin1String("NamedLayer"))
            layers.push_back(child);
        else if (child.localName() == QLatin1String("UserLayer"))
            note(problems, tr("A UserLayer is not read, only NamedLayers."));
    }
    if (layers.empty())
        return fail(ErrorCode::Unsupported, tr("This SLD has no NamedLayer. Export the style of one layer."));
    // The layer that has this layer's name; else the first.
    QDomElement chosen = layers.front();
    for (const QDomElement &layer : layers)
        if (layer.firstChildElement(QStringLiteral("Name")).text() == m_layer.name())
            chosen = layer;
    if (layers.size() > 1)
        note(problems,
            tr("The SLD has %1 layers; “%2” is used.")
                .arg(layers.size())
                .arg(chosen.firstChildElement(QStringLiteral("Name")).text()));
    if (!chosen.firstChildElement(QStringLiteral("LayerFeatureConstraints")).isNull())
        note(problems, tr("The layer's feature constraints are not applied."));
    std::vector<QDomElement> styles;
    QDomElement preferred;
    for (QDomElement child = chosen.firstChildElement(QStringLiteral("UserStyle")); !child.isNull();
         child = child.nextSiblingElement(QStringLiteral("UserStyle"))) {
        styles.push_back(child);
        if (preferred.isNull()
            && QStringList({QStringLiteral("1"), QStringLiteral("true")})
                   .contains(child.firstChildElement(QStringLiteral("IsDefault")).text().trimmed()))
            preferred = child;
    }
    if (styles.empty())
        return fail(
            ErrorCode::Unsupported, tr("This SLD only names a style and does not hold it. Export it with its symbols."));
    if (preferred.isNull())
        preferred = styles.front();
    if (styles.size() > 1)
        note(problems, tr("The SLD has %1 styles for the layer; “%2” is used.").arg(styles.size()).arg(nameOf(preferred)));
    // QGIS takes the first one.
    for (QDomElement &style : styles)
        if (style != preferred)
            chosen.removeChild(style);
    return chosen;
}

void SldReader::checkFilter(QDomElement rule, QDomElement filter)
{
    // GML and BBOX filters need the layer, functions may be unknown: what cannot be read must not become "every feature".
    const std::unique_ptr<QgsExpression> expression(
        QgsOgcUtils::expressionFromOgcFilter(filter, const_cast<QgsVectorLayer *>(&m_layer)));
    if (expression && !expression->hasParserError() && !expression->expression().isEmpty())
        return;
    note(problems, tr("The filter of the rule “%1” cannot be read; the rule is not drawn.").arg(nameOf(rule)));
    rule.parentNode().removeChild(rule);
}

void SldReader::prepareLabel(const QDomElement &symbolizer, const QString &rule)
{
    const QDomElement label = symbolizer.firstChildElement(QStringLiteral("Label"));
    int names = 0, others = 0;
    for (QDomNode child = label.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isElement())
            (child.localName() == QLatin1String("PropertyName") ? names : others) += 1;
        else if (child.isText() && !child.nodeValue().trimmed().isEmpty())
            ++others;
    }
    if (names == 0)
        note(problems, tr("The label of the rule “%1” is not a field's value; it is not drawn.").arg(rule));
    else if (names + others > 1)
        note(problems,
            tr("The label of the rule “%1” is put together from several parts; only the first field is shown.").arg(rule));
    // QGIS would take the anchor (a share of the label) for an offset in pixels.
    QDomElement placement =
        symbolizer.firstChildElement(QStringLiteral("LabelPlacement")).firstChildElement(QStringLiteral("PointPlacement"));
    QDomElement anchor = placement.firstChildElement(QStringLiteral("AnchorPoint"));
    m_anchors.push_back(anchor.isNull()
            ? std::nullopt
            : std::optional(QPointF(anchor.firstChildElement(QStringLiteral("AnchorPointX")).text().toDouble(),
                anchor.firstChildElement(QStringLiteral("AnchorPointY")).text().toDouble())));
    if (!anchor.isNull())
        placement.removeChild(anchor);
    static const QSet<QString> known{QStringLiteral("underlineText"), QStringLiteral("strikethroughText"),
        QStringLiteral("maxDisplacement"), QStringLiteral("followLine"), QStringLiteral("maxAngleDelta"),
        QStringLiteral("conflictResolution"), QStringLiteral("forceLeftToRight"), QStringLiteral("group"),
        QStringLiteral("labelAllGroup")};
    for (QDomElement child = symbolizer.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == QLatin1String("VendorOption") && !known.contains(child.attribute(QStringLiteral("name"))))
            note(problems,
                tr("The vendor option “%1” of labels is not applied.").arg(child.attribute(QStringLiteral("name"))));
        else if (child.localName() == QLatin1String("Priority"))
            note(problems, tr("Label priorities are not applied."));
        else if (child.localName() == QLatin1String("Graphic"))
            note(problems, tr("Graphics behind labels are not drawn."));
    }
    const QDomElement line =
        symbolizer.firstChildElement(QStringLiteral("LabelPlacement")).firstChildElement(QStringLiteral("LinePlacement"));
    if (!line.firstChildElement(QStringLiteral("PerpendicularOffset")).isNull())
        note(problems, tr("The distance of labels from their line is not applied."));
}

void SldReader::prepareSymbolizer(const QDomElement &symbolizer, const QString &rule)
{
    const QString kind = symbolizer.localName();
    if (kind == QLatin1String("RasterSymbolizer")) {
        note(problems, tr("A raster symbolizer in the rule “%1” is not for vectors; it is not drawn.").arg(rule));
        return;
    }
    if (kind == QLatin1String("TextSymbolizer"))
        prepareLabel(symbolizer, rule);
    walk(symbolizer, [&](const QDomElement &element) {
        const QString name = element.localName();
        bool isComputed = false;
        if (name == QLatin1String("CssParameter") || name == QLatin1String("SvgParameter")) {
            const QString text = valueText(element, isComputed);
            const QString parameter = element.attribute(QStringLiteral("name"));
            if (isComputed) {
                note(problems,
                    tr("“%1” in the rule “%2” is computed from attributes; the default is used.").arg(parameter, rule));
            } else if (parameter == QLatin1String("font-size")) {
                // QGIS reads whole numbers only.
                const double size = text.toDouble();
                if (size != std::round(size))
                    note(problems, tr("The font size %1 is rounded to %2.").arg(text).arg(std::max(1, qRound(size))));
                if (size > 0)
                    setText(element, QString::number(std::max(1, qRound(size))));
            } else if (element.firstChildElement().localName() == QLatin1String("Literal")) {
                setText(element, text);
            }
        } else if (name == QLatin1String("Size") || name == QLatin1String("Opacity") || name == QLatin1String("Radius")) {
            const QString text = valueText(element, isComputed);
            if (isComputed)
                note(
                    problems, tr("“%1” in the rule “%2” is computed from attributes; the default is used.").arg(name, rule));
            else
                setText(element, text);
        } else if (name == QLatin1String("Geometry")) {
            const QDomElement what = element.firstChildElement();
            if (what.localName() == QLatin1String("Function"))
                note(problems,
                    tr("The geometry function “%1” in the rule “%2” is not applied.")
                        .arg(what.attribute(QStringLiteral("name")), rule));
        } else if (name == QLatin1String("VendorOption") && kind != QLatin1String("TextSymbolizer")) {
            note(problems, tr("The vendor option “%1” is not applied.").arg(element.attribute(QStringLiteral("name"))));
        } else if (name == QLatin1String("OnlineResource")
            && element.parentNode().localName() == QLatin1String("ExternalGraphic")) {
            const QString href = element.attributeNS(QStringLiteral("http://www.w3.org/1999/xlink"), QStringLiteral("href"));
            const QUrl url(href);
            const QString local = url.isLocalFile() ? url.toLocalFile() : href;
            if (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"))
                note(problems, tr("The picture %1 lies on the network and is not fetched.").arg(href));
            else if (!href.startsWith(QLatin1String("base64:")) && !QFileInfo::exists(local))
                note(problems, tr("The picture %1 is not there.").arg(href));
        } else if (name == QLatin1String("InlineContent")) {
            note(problems, tr("A picture inside the SLD is not drawn."));
        }
    });
}

void SldReader::prepareRule(QDomElement rule, int featureTypeStyle)
{
    const QString name = nameOf(rule);
    bool hasSymbol = false;
    for (QDomElement child = rule.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == QLatin1String("MinScaleDenominator")
            || child.localName() == QLatin1String("MaxScaleDenominator"))
            setText(child,
                QString::number(qint64(
                    std::min(2.0e9, std::round(child.text().trimmed().toDouble()))))); // QGIS reads whole numbers only
        if (child.localName().endsWith(QLatin1String("Symbolizer"))) {
            prepareSymbolizer(child, name);
            hasSymbol = hasSymbol || child.localName() != QLatin1String("TextSymbolizer");
        }
    }
    if (hasSymbol)
        m_passes.push_back(featureTypeStyle);
    const QDomElement filter = rule.firstChildElement(QStringLiteral("Filter"));
    if (!filter.isNull()) {
        const size_t before = m_passes.size();
        const bool hasLabel = !rule.firstChildElement(QStringLiteral("TextSymbolizer")).isNull();
        const QDomNode parent = rule.parentNode();
        checkFilter(rule, filter);
        if (rule.parentNode() != parent && hasSymbol)
            m_passes.resize(before - 1);
        if (rule.parentNode() != parent && hasLabel)
            m_anchors.pop_back();
    }
}

void SldReader::prepare(QDomElement namedLayer)
{
    int index = 0;
    QDomElement style = namedLayer.firstChildElement(QStringLiteral("UserStyle"));
    for (QDomElement part = style.firstChildElement(QStringLiteral("FeatureTypeStyle")); !part.isNull();
         part = part.nextSiblingElement(QStringLiteral("FeatureTypeStyle")), ++index) {
        if (!part.firstChildElement(QStringLiteral("Transformation")).isNull())
            note(problems, tr("A rendering transformation is not applied."));
        for (QDomElement option = part.firstChildElement(QStringLiteral("VendorOption")); !option.isNull();
             option = option.nextSiblingElement(QStringLiteral("VendorOption")))
            note(problems, tr("The vendor option “%1” is not applied.").arg(option.attribute(QStringLiteral("name"))));
        std::vector<QDomElement> rules;
        for (QDomElement rule = part.firstChildElement(QStringLiteral("Rule")); !rule.isNull();
             rule = rule.nextSiblingElement(QStringLiteral("Rule")))
            rules.push_back(rule);
        for (const QDomElement &rule : rules)
            prepareRule(rule, index);
    }
}

/// (0, 0) is the label's lower left corner (OGC 02-070 §11.4.4): there it stands above and to the right of its point.
Qgis::LabelQuadrantPosition quadrantOf(const QPointF &anchor)
{
    const int column = anchor.x() < 0.25 ? 2 : anchor.x() > 0.75 ? 0 : 1;
    const int row = anchor.y() < 0.25 ? 0 : anchor.y() > 0.75 ? 2 : 1;
    static constexpr Qgis::LabelQuadrantPosition all[3][3] = {
        {Qgis::LabelQuadrantPosition::AboveLeft, Qgis::LabelQuadrantPosition::Above,
            Qgis::LabelQuadrantPosition::AboveRight},
        {Qgis::LabelQuadrantPosition::Left, Qgis::LabelQuadrantPosition::Over, Qgis::LabelQuadrantPosition::Right},
        {Qgis::LabelQuadrantPosition::BelowLeft, Qgis::LabelQuadrantPosition::Below,
            Qgis::LabelQuadrantPosition::BelowRight}};
    return all[row][column];
}

void SldReader::applyAnchors(QgsVectorLayer &layer) const
{
    if (!layer.labeling())
        return;
    const auto anchored = [](QgsPalLayerSettings settings, const std::optional<QPointF> &anchor) {
        if (anchor)
            settings.pointSettings().setQuadrant(quadrantOf(*anchor));
        return settings;
    };
    std::unique_ptr<QgsAbstractVectorLayerLabeling> labeling(layer.labeling()->clone());
    if (auto *rules = dynamic_cast<QgsRuleBasedLabeling *>(labeling.get())) {
        const auto children = rules->rootRule()->children();
        if (size_t(children.size()) != m_anchors.size())
            return;
        for (qsizetype i = 0; i < children.size(); ++i)
            if (children[i]->settings())
                children[i]->setSettings(new QgsPalLayerSettings(anchored(*children[i]->settings(), m_anchors[size_t(i)])));
    } else if (m_anchors.size() == 1) {
        labeling = std::make_unique<QgsVectorLayerSimpleLabeling>(anchored(labeling->settings(), m_anchors.front()));
    }
    layer.setLabeling(labeling.release());
}

void SldReader::applyOrder(QgsVectorLayer &layer) const
{
    auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>(layer.renderer());
    if (!renderer || m_passes.empty() || m_passes.front() == m_passes.back())
        return;
    const auto rules = renderer->rootRule()->children();
    for (qsizetype i = 0; i < rules.size() && size_t(i) < m_passes.size(); ++i)
        if (QgsSymbol *symbol = rules[i]->symbol())
            for (int layerIndex = 0; layerIndex < symbol->symbolLayerCount(); ++layerIndex)
                symbol->symbolLayer(layerIndex)->setRenderingPass(m_passes[size_t(i)]);
    renderer->setUsingSymbolLevels(true);
}

} // namespace

Result<QStringList> readSldDocument(QgsVectorLayer &layer, const QByteArray &content)
{
    QDomDocument document;
    QString error;
    int line = 0, column = 0;
    if (!document.setContent(content, true, &error, &line, &column))
        return fail(ErrorCode::Corrupt,
            tr("The SLD is not well-formed XML at line %1, column %2: %3").arg(line).arg(column).arg(error));
    const QDomElement root = document.documentElement();
    if (root.localName() != QLatin1String("StyledLayerDescriptor"))
        return fail(ErrorCode::Unsupported, tr("This is no SLD: its root is “%1”.").arg(root.localName()));
    if (!layer.isSpatial())
        return fail(ErrorCode::Invalid, tr("“%1” has no geometry that a style could draw.").arg(layer.name()));
    SldReader reader(layer);
    TUILERIE_TRY(named, reader.chooseStyle(root));
    reader.prepare(named);
    if (!layer.readSld(named, error))
        return fail(ErrorCode::Unsupported, tr("The SLD has no rule that can be drawn on “%1”.").arg(layer.name()),
            error + QLatin1Char(' ') + reader.problems.join(QLatin1Char(' ')));
    reader.applyOrder(layer);
    reader.applyAnchors(layer);
    if (const auto *renderer = dynamic_cast<const QgsRuleBasedRenderer *>(layer.renderer()))
        for (QgsRuleBasedRenderer::Rule *rule : const_cast<QgsRuleBasedRenderer *>(renderer)->rootRule()->children())
            if (!rule->symbol())
                note(reader.problems,
                    tr("The symbol of the rule “%1” cannot be read; its features are not drawn.").arg(rule->label()));
    return reader.problems;
}

} // namespace tuilerie::style
