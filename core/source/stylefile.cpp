// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/stylefile.h"

#include "source/outside.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QSet>
#include <QStringList>
#include <QXmlStreamReader>

namespace tuilerie {

namespace {

constexpr QLatin1String SldSpace("http://www.opengis.net/sld"), SeSpace("http://www.opengis.net/se"),
    OgcSpace("http://www.opengis.net/ogc");

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::StyleFile", text);
}

/// OGC 02-070 (1.0.0), and OGC 05-078r4 with OGC 05-077r4 (1.1.0): which elements of their namespaces an element may have.
/// Below the symbolizers there are too many to be worth it.
const QHash<QString, QStringList> &children()
{
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    static const QHash<QString, QStringList> known{
        {QStringLiteral("StyledLayerDescriptor"),
            words("Name Title Abstract Description UseSLDLibrary NamedLayer UserLayer")},
        {QStringLiteral("NamedLayer"), words("Name Description LayerFeatureConstraints NamedStyle UserStyle")},
        {QStringLiteral("UserLayer"),
            words("Name Description RemoteOWS InlineFeature LayerFeatureConstraints LayerCoverageConstraints UserStyle")},
        {QStringLiteral("UserStyle"), words("Name Title Abstract Description IsDefault FeatureTypeStyle OnlineResource")},
        {QStringLiteral("FeatureTypeStyle"),
            words(
                "Name Title Abstract Description FeatureTypeName SemanticTypeIdentifier Rule OnlineResource Transformation "
                "VendorOption")},
        {QStringLiteral("Rule"),
            words("Name Title Abstract Description LegendGraphic ElseFilter MinScaleDenominator MaxScaleDenominator "
                  "LineSymbolizer PolygonSymbolizer PointSymbolizer TextSymbolizer RasterSymbolizer OnlineResource "
                  "VendorOption")},
        {QStringLiteral("LineSymbolizer"),
            words("Name Description BaseSymbolizer Geometry Stroke PerpendicularOffset VendorOption")},
        {QStringLiteral("PolygonSymbolizer"),
            words("Name Description BaseSymbolizer Geometry Fill Stroke Displacement PerpendicularOffset VendorOption")},
        {QStringLiteral("PointSymbolizer"), words("Name Description BaseSymbolizer Geometry Graphic VendorOption")},
        {QStringLiteral("TextSymbolizer"),
            words("Name Description BaseSymbolizer Geometry Label Font LabelPlacement Halo Fill Graphic Priority "
                  "VendorOption")}};
    return known;
}

Error at(const QXmlStreamReader &xml, const QString &sentence)
{
    return {ErrorCode::Invalid, tr("Line %1 of the style: %2").arg(xml.lineNumber()).arg(sentence), {}};
}

struct Scales
{
    double least = 0, most = 0;
    bool isOpenBelow = false, isOpenAbove = false; ///< some rule has no limit
};

void put(QJsonObject &infos, const Scales &scales, bool hasRule)
{
    if (hasRule && !scales.isOpenBelow && scales.least > 0)
        infos.insert(QLatin1String("min_scale_denominator"), scales.least);
    if (hasRule && !scales.isOpenAbove && scales.most > 0)
        infos.insert(QLatin1String("max_scale_denominator"), scales.most);
}

Result<QJsonObject> sldInfos(QXmlStreamReader &xml)
{
    if (xml.namespaceUri() != SldSpace)
        return fail(ErrorCode::Invalid, tr("The style's elements are not of the namespace %1. Declare it.").arg(SldSpace));
    const QString version = xml.attributes().value(QLatin1String("version")).toString();
    const bool isSecond = version.startsWith(QLatin1String("1.1"));
    if (version != QLatin1String("1.0.0") && !isSecond)
        return fail(ErrorCode::Invalid,
            tr("The style is SLD %1; SLD 1.0.0 or 1.1.0 is expected. Save it as one of these, or give the QML file of QGIS "
               "to "
               "a server that takes it.")
                .arg(version));
    QStringList path;
    QStringList attributes;
    Scales scales;
    double least = 0, most = 0;
    int rules = 0, symbolizers = 0;
    do {
        if (xml.isStartElement()) {
            const QString name = xml.name().toString();
            const auto known = path.isEmpty() ? children().constEnd() : children().constFind(path.last());
            const bool isOurs = xml.namespaceUri() == SldSpace || (isSecond && xml.namespaceUri() == SeSpace);
            if (!path.isEmpty() && known != children().constEnd()) {
                const bool isFilter = path.last() == QLatin1String("Rule") && xml.namespaceUri() == OgcSpace
                    && name == QLatin1String("Filter");
                if (!isFilter && (!isOurs || !known->contains(name)))
                    return fail(at(xml, tr("<%1> may not stand in <%2>.").arg(xml.qualifiedName().toString(), path.last())));
            }
            path << name;
            if (isOurs && name == QLatin1String("Rule")) {
                ++rules;
                least = most = 0;
            } else if (isOurs
                && (name == QLatin1String("MinScaleDenominator") || name == QLatin1String("MaxScaleDenominator"))) {
                bool ok = false;
                const double value = xml.readElementText().trimmed().toDouble(&ok);
                path.removeLast();
                if (!ok || value < 0)
                    return fail(at(xml, tr("<%1> must hold a number.").arg(name)));
                (name.startsWith(QLatin1String("Min")) ? least : most) = value;
            } else if (xml.namespaceUri() == OgcSpace && name == QLatin1String("PropertyName")) {
                const QString attribute = xml.readElementText().trimmed();
                path.removeLast();
                const bool isGeometry = path.contains(QLatin1String("Geometry"));
                if (!attribute.isEmpty() && !isGeometry && !attributes.contains(attribute))
                    attributes << attribute;
            } else if (name.endsWith(QLatin1String("Symbolizer"))) {
                ++symbolizers;
            }
        } else if (xml.isEndElement()) {
            if (path.last() == QLatin1String("Rule")) {
                scales.isOpenBelow = scales.isOpenBelow || least <= 0;
                scales.isOpenAbove = scales.isOpenAbove || most <= 0;
                scales.least = scales.least <= 0 ? least : std::min(scales.least, least);
                scales.most = std::max(scales.most, most);
            }
            path.removeLast();
        }
        xml.readNext();
    } while (!xml.atEnd());
    if (xml.hasError())
        return fail(at(xml, xml.errorString()));
    if (rules == 0 || symbolizers == 0)
        return fail(ErrorCode::Invalid, tr("The style has no rule with a symbolizer: it would draw nothing."));
    QJsonObject infos{{QStringLiteral("format"), QStringLiteral("SLD")},
        {QStringLiteral("used_attributes"), QJsonArray::fromStringList(attributes)}};
    put(infos, scales, true);
    return infos;
}

/// QGIS: the attributes by which features are told apart; expressions may use more.
Result<QJsonObject> qmlInfos(QXmlStreamReader &xml)
{
    QJsonObject infos{{QStringLiteral("format"), QStringLiteral("QML")}, {QStringLiteral("used_attributes"), QJsonArray()}};
    const QXmlStreamAttributes root = xml.attributes();
    if (root.value(QLatin1String("hasScaleBasedVisibilityFlag")) == QLatin1String("1")) {
        // QGIS calls the smallest scale, the largest denominator, the minimum.
        Scales scales;
        scales.least = root.value(QLatin1String("maxScale")).toDouble();
        scales.most = root.value(QLatin1String("minScale")).toDouble();
        put(infos, scales, true);
    }
    bool hasRenderer = false;
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("renderer-v2"))
            hasRenderer = true;
    }
    if (xml.hasError())
        return fail(at(xml, xml.errorString()));
    if (!hasRenderer)
        return fail(
            ErrorCode::Invalid, tr("The QML file has no symbols for vector data. Save the layer's style again in QGIS."));
    return infos;
}

} // namespace

Result<QJsonObject> styleInfos(const QByteArray &content)
{
    if (const Status inside = statusOf(refusalOfStyle(content)); !inside) // the style is wrong, not who sends it
        return fail(ErrorCode::Invalid, inside.error().message, inside.error().detail);
    QXmlStreamReader xml(content);
    while (!xml.atEnd() && !xml.isStartElement())
        xml.readNext();
    if (xml.hasError() || !xml.isStartElement())
        return fail(at(xml, xml.errorString().isEmpty() ? tr("this is no XML.") : xml.errorString()));
    if (xml.name() == QLatin1String("qgis"))
        return qmlInfos(xml);
    if (xml.name() != QLatin1String("StyledLayerDescriptor"))
        return fail(ErrorCode::Invalid,
            tr("The file is no style: <StyledLayerDescriptor> is expected, it begins with <%1>.")
                .arg(xml.name().toString()));
    return sldInfos(xml);
}

} // namespace tuilerie
