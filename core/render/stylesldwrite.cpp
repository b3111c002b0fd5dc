// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/stylebridge.h"

#include <QXmlStreamWriter>
#include <QRegularExpression>
#include <map>
#include <qgsapplication.h>
#include <qgsexpression.h>
#include <qgsogcutils.h>
#include <qgsrulebasedrenderer.h>
#include <qgspallabeling.h>
#include <qgsrulebasedlabeling.h>
#include <qgssymbol.h>
#include <qgssymbollayer.h>
#include <qgssymbollayerregistry.h>
#include <qgstextbuffersettings.h>
#include <qgsunittypes.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

namespace tuilerie {

namespace style {

namespace {

/// What an element may hold, in the order of StyledLayerDescriptor.xsd 1.0.0 (OGC 02-070, annex A). "A|B" = either, as they
/// come.
const std::map<QString, QStringList> &grammar()
{
    static const std::map<QString, QStringList> all{
        {QStringLiteral("FeatureTypeStyle"),
            {QStringLiteral("Name"), QStringLiteral("Title"), QStringLiteral("Abstract"), QStringLiteral("Rule")}},
        {QStringLiteral("Rule"),
            {QStringLiteral("Name"), QStringLiteral("Title"), QStringLiteral("Abstract"), QStringLiteral("LegendGraphic"),
                QStringLiteral("Filter|ElseFilter"), QStringLiteral("MinScaleDenominator"),
                QStringLiteral("MaxScaleDenominator"),
                QStringLiteral("PointSymbolizer|LineSymbolizer|PolygonSymbolizer|TextSymbolizer")}},
        {QStringLiteral("PointSymbolizer"), {QStringLiteral("Geometry"), QStringLiteral("Graphic")}},
        {QStringLiteral("LineSymbolizer"), {QStringLiteral("Geometry"), QStringLiteral("Stroke")}},
        {QStringLiteral("PolygonSymbolizer"),
            {QStringLiteral("Geometry"), QStringLiteral("Fill"), QStringLiteral("Stroke")}},
        {QStringLiteral("TextSymbolizer"),
            {QStringLiteral("Geometry"), QStringLiteral("Label"), QStringLiteral("Font"), QStringLiteral("LabelPlacement"),
                QStringLiteral("Halo"), QStringLiteral("Fill")}},
        {QStringLiteral("Graphic"),
            {QStringLiteral("ExternalGraphic|Mark"), QStringLiteral("Opacity"), QStringLiteral("Size"),
                QStringLiteral("Rotation")}},
        {QStringLiteral("Mark"), {QStringLiteral("WellKnownName"), QStringLiteral("Fill"), QStringLiteral("Stroke")}},
        {QStringLiteral("ExternalGraphic"), {QStringLiteral("OnlineResource"), QStringLiteral("Format")}},
        {QStringLiteral("Fill"), {QStringLiteral("GraphicFill"), QStringLiteral("CssParameter")}},
        {QStringLiteral("Stroke"), {QStringLiteral("GraphicFill|GraphicStroke"), QStringLiteral("CssParameter")}},
        {QStringLiteral("GraphicFill"), {QStringLiteral("Graphic")}},
        {QStringLiteral("GraphicStroke"), {QStringLiteral("Graphic")}},
        {QStringLiteral("LegendGraphic"), {QStringLiteral("Graphic")}},
        {QStringLiteral("Font"), {QStringLiteral("CssParameter")}},
        {QStringLiteral("LabelPlacement"), {QStringLiteral("PointPlacement|LinePlacement")}},
        {QStringLiteral("PointPlacement"),
            {QStringLiteral("AnchorPoint"), QStringLiteral("Displacement"), QStringLiteral("Rotation")}},
        {QStringLiteral("AnchorPoint"), {QStringLiteral("AnchorPointX"), QStringLiteral("AnchorPointY")}},
        {QStringLiteral("Displacement"), {QStringLiteral("DisplacementX"), QStringLiteral("DisplacementY")}},
        {QStringLiteral("LinePlacement"), {QStringLiteral("PerpendicularOffset")}},
        {QStringLiteral("Halo"), {QStringLiteral("Radius"), QStringLiteral("Fill")}},
    };
    return all;
}

QString plainName(const QDomElement &element)
{
    const QString name = element.tagName().section(QLatin1Char(':'), -1);
    return name == QLatin1String("SvgParameter") ? QStringLiteral("CssParameter") : name;
}

bool isOgc(const QDomElement &element)
{
    return element.tagName().startsWith(QLatin1String("ogc:")) || element.tagName() == QLatin1String("Filter");
}

/// Puts QGIS's SLD 1.1 elements into the words and the order of 1.0.0, and names what has no place there.
class SldWriter
{
public:
    explicit SldWriter(QStringList &problems)
        : m_problems(problems)
        , m_xml(&content)
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(1);
    }

    void write(const QString &name, const QDomElement &featureTypeStyle);
    QByteArray content;
    int rules = 0;

private:
    void element(const QDomElement &from);
    void value(const QDomElement &from);
    void ogc(const QDomElement &from);
    void refuse(const QDomElement &parent, const QDomElement &child);
    void start(const char *name) { m_xml.writeStartElement(m_sld, QLatin1String(name)); }

    QStringList &m_problems;
    QXmlStreamWriter m_xml;
    const QString m_sld = QStringLiteral("http://www.opengis.net/sld");
    const QString m_ogc = QStringLiteral("http://www.opengis.net/ogc");
    const QString m_xlink = QStringLiteral("http://www.w3.org/1999/xlink");
};

void SldWriter::refuse(const QDomElement &parent, const QDomElement &child)
{
    const QString name = plainName(child);
    const QString within = plainName(parent);
    if (name == QLatin1String("GeneralizeLine") || name == QLatin1String("Description"))
        return; // a hint to the renderer; what a Description holds is written in 1.0.0's own elements
    if (name == QLatin1String("VendorOption"))
        note(m_problems, tr("The label option “%1” cannot be written.").arg(child.attribute(QStringLiteral("name"))));
    else if (name == QLatin1String("Displacement"))
        note(m_problems, tr("The offset of symbols cannot be written."));
    else if (name == QLatin1String("AnchorPoint"))
        note(m_problems, tr("The anchor of symbols cannot be written."));
    else if (name == QLatin1String("PerpendicularOffset"))
        note(m_problems, tr("The offset of lines cannot be written."));
    else if (name == QLatin1String("Gap") || name == QLatin1String("InitialGap") || name == QLatin1String("Repeat"))
        note(m_problems,
            within == QLatin1String("LinePlacement") ? tr("The repetition of labels along lines cannot be written.")
                                                     : tr("The spacing of symbols along lines cannot be written."));
    else if (name == QLatin1String("Graphic") || name == QLatin1String("Priority"))
        note(m_problems,
            within == QLatin1String("TextSymbolizer") && name == QLatin1String("Graphic")
                ? tr("The shape behind labels cannot be written.")
                : tr("Label priorities cannot be written."));
    else if (name == QLatin1String("MarkIndex")
        || (name == QLatin1String("OnlineResource") && within == QLatin1String("Mark")))
        note(m_problems, tr("Symbols made of a font's characters cannot be written; a square is drawn."));
    else
        note(m_problems, tr("“%1” in “%2” cannot be written.").arg(name, within));
}

void SldWriter::ogc(const QDomElement &from)
{
    m_xml.writeStartElement(m_ogc, plainName(from));
    const QDomNamedNodeMap attributes = from.attributes();
    for (int i = 0; i < attributes.size(); ++i)
        if (const QString name = attributes.item(i).nodeName();
            name != QLatin1String("matchCase") && !name.startsWith(QLatin1String("xmlns")))
            m_xml.writeAttribute(
                name == QLatin1String("escapeChar") ? QStringLiteral("escape") : name, attributes.item(i).nodeValue());
    for (QDomNode child = from.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isElement())
            ogc(child.toElement());
        else if (child.isText())
            m_xml.writeCharacters(child.nodeValue());
    }
    m_xml.writeEndElement();
}

/// 0.40000000000000002 as 0.4.
QString plainNumber(const QString &text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && text.size() > 10 ? QString::number(number, 'g', 10) : text;
}

/// A value: text, or expressions of ogc.
void SldWriter::value(const QDomElement &from)
{
    const QString name = plainName(from);
    m_xml.writeStartElement(m_sld, name);
    if (name == QLatin1String("CssParameter"))
        m_xml.writeAttribute(QStringLiteral("name"), from.attribute(QStringLiteral("name")));
    if (name == QLatin1String("OnlineResource")) {
        m_xml.writeAttribute(m_xlink, QStringLiteral("type"), QStringLiteral("simple"));
        m_xml.writeAttribute(m_xlink, QStringLiteral("href"), from.attribute(QStringLiteral("xlink:href")));
    }
    for (QDomNode child = from.firstChild(); !child.isNull(); child = child.nextSibling()) {
        if (child.isElement())
            ogc(child.toElement());
        else if (child.isText())
            m_xml.writeCharacters(plainNumber(child.nodeValue()));
        else if (child.isComment())
            note(m_problems, child.nodeValue().trimmed());
    }
    if (name == QLatin1String("WellKnownName")) {
        static const QStringList standard{QStringLiteral("square"), QStringLiteral("circle"), QStringLiteral("triangle"),
            QStringLiteral("star"), QStringLiteral("cross"), QStringLiteral("x")};
        if (!standard.contains(from.text()))
            note(m_problems,
                tr("The symbol “%1” is not one of SLD 1.0.0's six: other programs may draw a square in its place.")
                    .arg(from.text()));
    }
    m_xml.writeEndElement();
}

void SldWriter::element(const QDomElement &from)
{
    const QString name = plainName(from);
    const auto known = grammar().find(name);
    if (known == grammar().end()) {
        isOgc(from) ? ogc(from) : value(from);
        return;
    }
    m_xml.writeStartElement(m_sld, name);
    // Without `uom`, numbers in metres would be taken for pixels.
    const bool isMetres = !from.attribute(QStringLiteral("uom")).isEmpty();
    std::vector<QDomElement> children;
    for (QDomElement child = from.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (name == QLatin1String("Rule") && plainName(child) == QLatin1String("Description"))
            for (QDomElement inner = child.firstChildElement(); !inner.isNull(); inner = inner.nextSiblingElement())
                children.push_back(inner);
        if (isMetres) {
            const auto drop = [](QDomElement &parent, const auto &self) -> void {
                for (QDomElement inner = parent.firstChildElement(); !inner.isNull();) {
                    QDomElement next = inner.nextSiblingElement();
                    const QString parameter = inner.attribute(QStringLiteral("name"));
                    if (plainName(inner) == QLatin1String("Size") || parameter == QLatin1String("stroke-width")
                        || parameter == QLatin1String("stroke-dasharray") || parameter == QLatin1String("stroke-dashoffset"))
                        parent.removeChild(inner);
                    else
                        self(inner, self);
                    inner = next;
                }
            };
            drop(child, drop);
        }
        children.push_back(child);
    }
    for (QDomNode child = from.firstChild(); !child.isNull(); child = child.nextSibling())
        if (child.isComment())
            note(m_problems, child.nodeValue().trimmed());
    std::vector<bool> used(children.size());
    for (const QString &slot : known->second) {
        const QStringList names = slot.split(QLatin1Char('|'));
        bool taken = false;
        // Single ones once; these may repeat.
        const bool repeats = slot == QLatin1String("CssParameter") || slot == QLatin1String("Rule")
            || slot.contains(QLatin1String("Symbolizer")) || slot.contains(QLatin1String("Mark"));
        for (size_t i = 0; i < children.size(); ++i) {
            if (used[i] || !names.contains(plainName(children[i])) || (taken && !repeats))
                continue;
            used[i] = taken = true;
            element(children[i]);
        }
    }
    for (size_t i = 0; i < children.size(); ++i)
        if (!used[i] && !isOgc(children[i]))
            refuse(from, children[i]);
    m_xml.writeEndElement();
}

bool hasSymbolizer(const QDomElement &rule)
{
    for (QDomElement child = rule.firstChildElement(); !child.isNull(); child = child.nextSiblingElement())
        if (plainName(child).endsWith(QLatin1String("Symbolizer")))
            return true;
    return false;
}

/// A label that QGIS has no SLD for comes as a text that must not be drawn.
void removePlaceholders(QDomElement &rule)
{
    for (QDomElement child = rule.firstChildElement(); !child.isNull();) {
        const QDomElement next = child.nextSiblingElement();
        if (plainName(child) == QLatin1String("TextSymbolizer")
            && child.firstChildElement(QStringLiteral("se:Label")).firstChild().isComment())
            rule.removeChild(child);
        child = next;
    }
}

void SldWriter::write(const QString &name, const QDomElement &featureTypeStyle)
{
    m_xml.writeStartDocument();
    m_xml.writeDefaultNamespace(m_sld);
    m_xml.writeNamespace(m_ogc, QStringLiteral("ogc"));
    m_xml.writeNamespace(m_xlink, QStringLiteral("xlink"));
    const QString xsi = QStringLiteral("http://www.w3.org/2001/XMLSchema-instance");
    m_xml.writeNamespace(xsi, QStringLiteral("xsi"));
    start("StyledLayerDescriptor");
    m_xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0.0"));
    m_xml.writeAttribute(xsi, QStringLiteral("schemaLocation"),
        QStringLiteral("http://www.opengis.net/sld http://schemas.opengis.net/sld/1.0.0/StyledLayerDescriptor.xsd"));
    start("NamedLayer");
    m_xml.writeTextElement(m_sld, QStringLiteral("Name"), name);
    start("UserStyle");
    m_xml.writeTextElement(m_sld, QStringLiteral("Name"), name);
    m_xml.writeTextElement(m_sld, QStringLiteral("Title"), name);
    QDomElement style = featureTypeStyle;
    for (QDomElement rule = style.firstChildElement(); !rule.isNull();) {
        const QDomElement next = rule.nextSiblingElement();
        removePlaceholders(rule);
        if (plainName(rule) == QLatin1String("Rule") && hasSymbolizer(rule))
            ++rules;
        else
            style.removeChild(rule);
        rule = next;
    }
    element(style);
    m_xml.writeEndDocument();
}

void putOpacity(QgsSymbol &symbol, double opacity)
{
    const double alpha = symbol.opacity() * opacity;
    symbol.setOpacity(1);
    const auto thinned = [alpha](QColor color) {
        color.setAlphaF(float(color.alphaF() * alpha));
        return color;
    };
    for (int i = symbol.symbolLayerCount() - 1; i >= 0; --i) {
        QgsSymbolLayer *layer = symbol.symbolLayer(i);
        if (!layer->enabled()) {
            symbol.deleteSymbolLayer(i);
            continue;
        }
        if (QgsSymbol *inner = layer->subSymbol())
            putOpacity(*inner, alpha);
        if (alpha >= 1)
            continue;
        if (!layer->subSymbol())
            layer->setColor(thinned(layer->color()));
        if (layer->strokeColor().isValid())
            layer->setStrokeColor(thinned(layer->strokeColor()));
    }
}

/// A number, or several with the signs between them, times a factor.
QString scaled(const QString &text, double factor)
{
    static const QRegularExpression number(QStringLiteral("-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?"));
    QString result;
    qsizetype at = 0;
    for (auto it = number.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += text.mid(at, match.capturedStart() - at) + QString::number(match.captured().toDouble() * factor, 'g', 12);
        at = match.capturedEnd();
    }
    return result + text.mid(at);
}

/// Pixels of 0.28 mm for one of the unit; 0 for units that are no size on paper.
double pixelsOf(Qgis::RenderUnit unit)
{
    switch (unit) {
    case Qgis::RenderUnit::Millimeters: return 1 / 0.28;
    case Qgis::RenderUnit::Inches: return 25.4 / 0.28;
    case Qgis::RenderUnit::Points: return 25.4 / 72 / 0.28;
    default: return 0;
    }
}

/// QGIS rounds to whole pixels when it writes millimetres: a thin line would be gone. Pixels it writes as they are.
void putPixels(QgsSymbol &symbol)
{
    for (int i = 0; i < symbol.symbolLayerCount(); ++i) {
        QgsSymbolLayer *layer = symbol.symbolLayer(i);
        if (QgsSymbol *inner = layer->subSymbol())
            putPixels(*inner);
        QVariantMap properties = layer->properties();
        bool isChanged = false;
        for (const QString &key : properties.keys()) {
            const QString base = key.chopped(key.endsWith(QLatin1String("_unit")) ? 5 : 0);
            bool isUnit = false;
            const double factor = pixelsOf(QgsUnitTypes::decodeRenderUnit(properties.value(key).toString(), &isUnit));
            if (base == key || !isUnit || factor <= 0 || !properties.contains(base))
                continue;
            properties.insert(base, scaled(properties.value(base).toString(), factor));
            properties.insert(key, QgsUnitTypes::encodeUnit(Qgis::RenderUnit::Pixels));
            isChanged = true;
        }
        QgsSymbolLayerAbstractMetadata *kind =
            QgsApplication::symbolLayerRegistry()->symbolLayerMetadata(layer->layerType());
        if (!isChanged || !kind)
            continue;
        std::unique_ptr<QgsSymbolLayer> other(kind->createSymbolLayer(properties));
        if (!other)
            continue;
        if (layer->subSymbol())
            other->setSubSymbol(layer->subSymbol()->clone());
        other->setDataDefinedProperties(layer->dataDefinedProperties());
        symbol.changeSymbolLayer(i, other.release());
    }
}

QgsPalLayerSettings inPixels(QgsPalLayerSettings settings)
{
    const auto put = [](double &value, Qgis::RenderUnit &unit) {
        if (const double factor = pixelsOf(unit); factor > 0) {
            value *= factor;
            unit = Qgis::RenderUnit::Pixels;
        }
    };
    QgsTextFormat format = settings.format();
    double size = format.size();
    Qgis::RenderUnit unit = format.sizeUnit();
    put(size, unit);
    format.setSize(size);
    format.setSizeUnit(unit);
    QgsTextBufferSettings buffer = format.buffer();
    size = buffer.size();
    unit = buffer.sizeUnit();
    put(size, unit);
    buffer.setSize(size * 2); // QGIS writes half of it as the halo's radius, but draws, and reads, the radius
    buffer.setSizeUnit(unit);
    format.setBuffer(buffer);
    settings.setFormat(format);
    put(settings.dist, settings.distUnits);
    double x = settings.xOffset;
    unit = settings.offsetUnits;
    put(x, unit);
    settings.xOffset = x;
    put(settings.yOffset, settings.offsetUnits);
    return settings;
}

void putPixels(QgsRuleBasedLabeling::Rule *rule)
{
    if (rule->settings())
        rule->setSettings(new QgsPalLayerSettings(inPixels(*rule->settings())));
    for (QgsRuleBasedLabeling::Rule *child : rule->children())
        putPixels(child);
}

void putPixels(QgsVectorLayer &layer)
{
    if (!layer.labelsEnabled() || !layer.labeling())
        return;
    std::unique_ptr<QgsAbstractVectorLayerLabeling> labeling(layer.labeling()->clone());
    if (auto *rules = dynamic_cast<QgsRuleBasedLabeling *>(labeling.get()))
        putPixels(rules->rootRule());
    else
        labeling = std::make_unique<QgsVectorLayerSimpleLabeling>(inPixels(labeling->settings()));
    layer.setLabeling(labeling.release());
}

/// Rules as SLD reads them: those that are off are not drawn but count for ELSE, and each filter stands for itself.
void flattenRules(QgsRuleBasedRenderer::Rule *parent)
{
    QStringList siblings;
    bool isAnyOff = false;
    bool takesAll = false; ///< a sibling that leaves nothing for ELSE
    for (QgsRuleBasedRenderer::Rule *child : parent->children()) {
        if (!child->isElse()) {
            const QString filter = child->filterExpression().trimmed();
            takesAll = takesAll || filter.isEmpty() || filter.compare(QLatin1String("TRUE"), Qt::CaseInsensitive) == 0;
            siblings << QLatin1Char('(') + filter + QLatin1Char(')');
        }
        isAnyOff = isAnyOff || !child->active();
    }
    for (QgsRuleBasedRenderer::Rule *child : parent->children()) {
        if (!child->active() || (child->isElse() && takesAll)) {
            parent->removeChild(child);
            continue;
        }
        if (child->isElse()) {
            // At the top SLD has ElseFilter for it; below another rule, or beside one that is left out, there is only its
            // meaning.
            if ((parent->parent() || isAnyOff) && !siblings.isEmpty())
                child->setFilterExpression(QStringLiteral("NOT (%1)").arg(siblings.join(QStringLiteral(" OR "))));
        } else if (!child->filterExpression().isEmpty()) {
            child->setFilterExpression(QLatin1Char('(') + child->filterExpression() + QLatin1Char(')'));
        }
        flattenRules(child);
    }
}

/// A filter that has no words in OGC Filter 1.0.0 would be missing from its rule, and the rule would draw everything.
void dropUnsaidFilters(QgsRuleBasedRenderer::Rule *parent, QStringList &problems)
{
    for (QgsRuleBasedRenderer::Rule *child : parent->children()) {
        if (!child->isElse() && !child->filterExpression().isEmpty()) {
            QDomDocument document;
            QDomElement holder = document.createElement(QStringLiteral("holder"));
            QString error;
            const QgsExpression expression(child->filterExpression());
            const QDomElement filter = QgsOgcUtils::expressionToOgcFilter(expression, document, &error);
            if (expression.hasParserError() || filter.isNull() || !error.isEmpty()) {
                note(problems,
                    tr("The filter “%1” cannot be said in SLD 1.0.0; the rule “%2” is left out.")
                        .arg(child->filterExpression(), child->label()));
                parent->removeChild(child);
                continue;
            }
        }
        dropUnsaidFilters(child, problems);
    }
}

} // namespace

} // namespace style

Result<SldDocument> writeSld(const QgsVectorLayer &layer, const QString &name)
{
    if (!layer.isSpatial() || !layer.renderer())
        return fail(ErrorCode::Invalid, style::tr("“%1” has no geometry that a style could draw.").arg(layer.name()));
    SldDocument sld;
    sld.problems = style::sldLosses(layer);
    const std::unique_ptr<QgsVectorLayer> copy(layer.clone());
    for (const auto &[label, symbol] : style::symbolsOf(*copy->renderer())) {
        style::putOpacity(*symbol, layer.opacity());
        style::putPixels(*symbol);
    }
    style::putPixels(*copy);
    if (auto *rules = dynamic_cast<QgsRuleBasedRenderer *>(copy->renderer())) {
        style::flattenRules(rules->rootRule());
        style::dropUnsaidFilters(rules->rootRule(), sld.problems);
    }
    QDomDocument document;
    QDomElement named = document.createElement(QStringLiteral("NamedLayer"));
    document.appendChild(named);
    QString error;
    // Not exportSldStyleV2(): with scale limits of the layer it takes the one for the other.
    if (!copy->writeSld(named, document, error))
        return fail(ErrorCode::Internal, style::tr("The style cannot be written as SLD."), error);
    style::SldWriter writer(sld.problems);
    writer.write(name.isEmpty() ? layer.name() : name,
        named.firstChildElement(QStringLiteral("UserStyle")).firstChildElement(QStringLiteral("se:FeatureTypeStyle")));
    if (writer.rules == 0)
        return fail(ErrorCode::Unsupported,
            style::tr("Nothing of this style can be said in SLD 1.0.0. %1").arg(sld.problems.join(QLatin1Char(' '))));
    sld.content = writer.content;
    return sld;
}

} // namespace tuilerie
