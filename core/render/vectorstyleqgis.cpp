// SPDX-License-Identifier: GPL-3.0-or-later
// The style model put on a QGIS layer and read back from it.
#include "render/vectorstyle.h"

#include "render/maplayermaker.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFont>
#include <algorithm>
#include <cmath>
#include <qgscategorizedsymbolrenderer.h>
#include <qgsexpression.h>
#include <qgsfillsymbol.h>
#include <qgsfillsymbollayer.h>
#include <qgsgraduatedsymbolrenderer.h>
#include <qgslinesymbol.h>
#include <qgslinesymbollayer.h>
#include <qgsmarkersymbol.h>
#include <qgsmarkersymbollayer.h>
#include <qgspainteffect.h>
#include <qgspainteffectregistry.h>
#include <qgsproviderregistry.h>
#include <qgsrendercontext.h>
#include <qgssinglesymbolrenderer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerlabeling.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

struct DashName
{
    QLatin1String name;
    Qt::PenStyle style;
};
constexpr DashName dashes[] = {{QLatin1String("solid"), Qt::SolidLine}, {QLatin1String("dash"), Qt::DashLine},
    {QLatin1String("dot"), Qt::DotLine}, {QLatin1String("dashdot"), Qt::DashDotLine},
    {QLatin1String("dashdotdot"), Qt::DashDotDotLine}, {QLatin1String("none"), Qt::NoPen}};

QString dashName(Qt::PenStyle style)
{
    const auto found =
        std::find_if(std::begin(dashes), std::end(dashes), [&](const DashName &d) { return d.style == style; });
    return found == std::end(dashes) ? QString() : found->name;
}

Qt::PenStyle dashStyle(const QString &name)
{
    const auto found = std::find_if(std::begin(dashes), std::end(dashes), [&](const DashName &d) { return d.name == name; });
    return found == std::end(dashes) ? Qt::SolidLine : found->style;
}

struct UnitName
{
    QLatin1String name;
    Qgis::RenderUnit unit;
};
constexpr UnitName units[] = {{QLatin1String("mm"), Qgis::RenderUnit::Millimeters},
    {QLatin1String("px"), Qgis::RenderUnit::Pixels}, {QLatin1String("pt"), Qgis::RenderUnit::Points},
    {QLatin1String("map"), Qgis::RenderUnit::MapUnits}};

QString unitName(Qgis::RenderUnit unit)
{
    const auto found = std::find_if(std::begin(units), std::end(units), [&](const UnitName &u) { return u.unit == unit; });
    return found == std::end(units) ? QString() : found->name;
}

Qgis::RenderUnit unitOf(const QString &name)
{
    const auto found = std::find_if(std::begin(units), std::end(units), [&](const UnitName &u) { return u.name == name; });
    return found == std::end(units) ? Qgis::RenderUnit::Millimeters : found->unit;
}

bool hasEffect(QgsPaintEffect *effect)
{
    return effect && effect->enabled() && !QgsPaintEffectRegistry::isDefaultStack(effect);
}

/// What the model can say of a symbol; unset when the symbol has more to it.
std::optional<VectorSymbol> readSymbol(const QgsSymbol *symbol)
{
    if (!symbol || symbol->symbolLayerCount() != 1 || symbol->hasDataDefinedProperties())
        return std::nullopt;
    const QgsSymbolLayer *layer = symbol->symbolLayer(0);
    if (hasEffect(layer->paintEffect()) || !layer->enabled())
        return std::nullopt;
    VectorSymbol out;
    out.opacity = symbol->opacity();
    out.unit = unitName(layer->outputUnit());
    if (out.unit.isEmpty())
        return std::nullopt;
    if (const auto *marker = dynamic_cast<const QgsSimpleMarkerSymbolLayer *>(layer)) {
        out.fill = marker->color();
        out.outline = marker->strokeColor();
        out.width = marker->strokeWidth();
        out.dash = dashName(marker->strokeStyle());
        out.marker = QgsSimpleMarkerSymbolLayerBase::encodeShape(marker->shape());
        out.size = marker->size();
        if (!markerShapes().contains(out.marker))
            return std::nullopt;
    } else if (const auto *line = dynamic_cast<const QgsSimpleLineSymbolLayer *>(layer)) {
        if (line->useCustomDashPattern())
            return std::nullopt;
        out.outline = line->color();
        out.width = line->width();
        out.dash = dashName(line->penStyle());
    } else if (const auto *fill = dynamic_cast<const QgsSimpleFillSymbolLayer *>(layer)) {
        if (fill->brushStyle() != Qt::SolidPattern && fill->brushStyle() != Qt::NoBrush)
            return std::nullopt;
        out.fill = fill->fillColor();
        if (fill->brushStyle() == Qt::NoBrush)
            out.fill.setAlpha(0);
        out.outline = fill->strokeColor();
        out.width = fill->strokeWidth();
        out.dash = dashName(fill->strokeStyle());
    } else {
        return std::nullopt;
    }
    if (out.dash.isEmpty())
        return std::nullopt;
    return out;
}

/// `base` (may be null) with the model's values: what the model does not name stays as it was.
std::unique_ptr<QgsSymbol> makeSymbol(VectorGeometry geometry, const VectorSymbol &from, const QgsSymbol *base = nullptr)
{
    std::unique_ptr<QgsSymbol> symbol;
    if (base && readSymbol(base))
        symbol.reset(base->clone());
    else if (geometry == VectorGeometry::Point)
        symbol.reset(QgsMarkerSymbol::createSimple({}));
    else if (geometry == VectorGeometry::Line)
        symbol.reset(QgsLineSymbol::createSimple({{QStringLiteral("capstyle"), QStringLiteral("round")},
            {QStringLiteral("joinstyle"), QStringLiteral("round")}}));
    else
        symbol.reset(QgsFillSymbol::createSimple({{QStringLiteral("joinstyle"), QStringLiteral("round")}}));
    symbol->setOpacity(from.opacity);
    QgsSymbolLayer *layer = symbol->symbolLayer(0);
    layer->setOutputUnit(unitOf(from.unit));
    if (auto *marker = dynamic_cast<QgsSimpleMarkerSymbolLayer *>(layer)) {
        marker->setColor(from.fill);
        marker->setStrokeColor(from.outline);
        marker->setStrokeWidth(from.width);
        marker->setStrokeStyle(dashStyle(from.dash));
        marker->setShape(QgsSimpleMarkerSymbolLayerBase::decodeShape(from.marker));
        marker->setSize(from.size);
    } else if (auto *line = dynamic_cast<QgsSimpleLineSymbolLayer *>(layer)) {
        line->setColor(from.outline);
        line->setWidth(from.width);
        line->setPenStyle(dashStyle(from.dash));
    } else if (auto *fill = dynamic_cast<QgsSimpleFillSymbolLayer *>(layer)) {
        fill->setFillColor(from.fill);
        fill->setBrushStyle(from.fill.alpha() == 0 ? Qt::NoBrush : Qt::SolidPattern);
        fill->setStrokeColor(from.outline);
        fill->setStrokeWidth(from.width);
        fill->setStrokeStyle(dashStyle(from.dash));
    }
    return symbol;
}

QString rendererSentence(const QgsFeatureRenderer *renderer)
{
    const QString type = renderer ? renderer->type() : QString();
    if (type == QLatin1String("RuleRenderer"))
        return tr("The style has rules. It is shown and saved as it is; choosing another kind of style replaces it.");
    if (type == QLatin1String("nullSymbol"))
        return tr("The style draws no symbols. Choosing another kind of style replaces it.");
    if (type == QLatin1String("singleSymbol") || type == QLatin1String("categorizedSymbol")
        || type == QLatin1String("graduatedSymbol"))
        return tr("The style has symbols of several parts, patterns or sizes by data. It is shown and saved as it is; "
                  "choosing another kind of "
                  "style replaces it.");
    return tr("The style is of the kind \"%1\". It is shown and saved as it is; choosing another kind of style replaces it.")
        .arg(type);
}

/// Fills `style`; false when the renderer has more than the model.
bool readRenderer(const QgsFeatureRenderer *renderer, VectorStyle &style)
{
    if (!renderer || hasEffect(renderer->paintEffect()) || renderer->orderByEnabled())
        return false;
    if (const auto *single = dynamic_cast<const QgsSingleSymbolRenderer *>(renderer)) {
        const auto symbol = readSymbol(single->symbol());
        if (!symbol)
            return false;
        style.kind = VectorStyle::Kind::Single;
        style.symbol = *symbol;
        return true;
    }
    const auto *categories = dynamic_cast<const QgsCategorizedSymbolRenderer *>(renderer);
    const auto *graduated = dynamic_cast<const QgsGraduatedSymbolRenderer *>(renderer);
    std::vector<VectorClass> classes;
    if (categories) {
        for (const QgsRendererCategory &category : categories->categories()) {
            const auto symbol = readSymbol(category.symbol());
            if (!symbol || category.value().userType() == QMetaType::QVariantList)
                return false;
            VectorClass c;
            c.value = category.value().toString();
            c.isOther = category.value().isNull() || c.value.isEmpty();
            c.label = category.label();
            c.visible = category.renderState();
            c.symbol = *symbol;
            classes.push_back(c);
        }
        style.kind = VectorStyle::Kind::Categories;
        style.field = categories->classAttribute();
    } else if (graduated) {
        for (const QgsRendererRange &range : graduated->ranges()) {
            const auto symbol = readSymbol(range.symbol());
            if (!symbol)
                return false;
            VectorClass c;
            c.lower = range.lowerValue();
            c.upper = range.upperValue();
            c.label = range.label();
            c.visible = range.renderState();
            c.symbol = *symbol;
            classes.push_back(c);
        }
        style.kind = VectorStyle::Kind::Graduated;
        style.field = graduated->classAttribute();
        style.classCount = std::max<int>(1, int(classes.size()));
    } else {
        return false;
    }
    if (!classes.empty())
        style.symbol = classes.front().symbol;
    style.classes = std::move(classes);
    return true;
}

QString placementName(Qgis::LabelPlacement placement, VectorGeometry geometry)
{
    switch (placement) {
    case Qgis::LabelPlacement::OrderedPositionsAroundPoint: return QStringLiteral("auto");
    case Qgis::LabelPlacement::AroundPoint: return QStringLiteral("around");
    case Qgis::LabelPlacement::OverPoint: return QStringLiteral("over");
    case Qgis::LabelPlacement::Line:
        return geometry == VectorGeometry::Line ? QStringLiteral("auto") : QStringLiteral("along");
    case Qgis::LabelPlacement::Curved: return QStringLiteral("along");
    case Qgis::LabelPlacement::Horizontal:
        return geometry == VectorGeometry::Polygon ? QStringLiteral("auto") : QStringLiteral("inside");
    default: return {}; // stays as it is
    }
}

void setPlacement(QgsPalLayerSettings &settings, const QString &name, VectorGeometry geometry)
{
    if (name == placementName(settings.placement, geometry))
        return;
    if (name == QLatin1String("around"))
        settings.placement = Qgis::LabelPlacement::AroundPoint;
    else if (name == QLatin1String("over"))
        settings.placement = Qgis::LabelPlacement::OverPoint;
    else if (name == QLatin1String("along"))
        settings.placement = geometry == VectorGeometry::Line ? Qgis::LabelPlacement::Curved : Qgis::LabelPlacement::Line;
    else if (geometry == VectorGeometry::Point)
        settings.placement = Qgis::LabelPlacement::OrderedPositionsAroundPoint;
    else if (geometry == VectorGeometry::Line)
        settings.placement = Qgis::LabelPlacement::Line;
    else
        settings.placement = Qgis::LabelPlacement::Horizontal;
}

VectorLabels readLabels(const QgsVectorLayer &layer, VectorGeometry geometry)
{
    VectorLabels labels;
    labels.on = layer.labelsEnabled();
    const QgsAbstractVectorLayerLabeling *labeling = layer.labeling();
    if (!labeling)
        return labels;
    const auto *simple = dynamic_cast<const QgsVectorLayerSimpleLabeling *>(labeling);
    if (!simple || simple->settings().dataDefinedProperties().hasActiveProperties()) {
        labels.kept = true;
        return labels;
    }
    const QgsPalLayerSettings settings = simple->settings();
    const QgsTextFormat format = settings.format();
    labels.text = settings.fieldName;
    labels.isExpression = settings.isExpression;
    labels.font = format.font().family();
    labels.size = format.size();
    if (format.sizeUnit() == Qgis::RenderUnit::Millimeters)
        labels.size *= 72 / 25.4;
    else if (format.sizeUnit() == Qgis::RenderUnit::Pixels)
        labels.size *= 72 / 96.;
    else if (format.sizeUnit() != Qgis::RenderUnit::Points)
        labels.kept = true;
    labels.bold = format.font().bold();
    labels.color = format.color();
    labels.halo = format.buffer().enabled();
    labels.haloColor = format.buffer().color();
    labels.haloSize = format.buffer().size();
    labels.placement = placementName(settings.placement, geometry);
    if (settings.scaleVisibility) {
        labels.minScale = settings.minimumScale;
        labels.maxScale = settings.maximumScale;
    }
    return labels;
}

Status writeLabels(QgsVectorLayer &layer, const VectorLabels &labels, VectorGeometry geometry)
{
    if (labels.kept) {
        layer.setLabelsEnabled(labels.on);
        return {};
    }
    if (labels.on && labels.text.trimmed().isEmpty())
        return fail(ErrorCode::Invalid, tr("Choose the field that the labels show."));
    if (labels.isExpression && QgsExpression(labels.text).hasParserError())
        return fail(ErrorCode::Invalid,
            tr("The labels' expression cannot be read: %1").arg(QgsExpression(labels.text).parserErrorString()));
    const auto *simple = dynamic_cast<const QgsVectorLayerSimpleLabeling *>(layer.labeling());
    const bool fresh = !simple;
    QgsPalLayerSettings settings = simple ? simple->settings() : QgsPalLayerSettings();
    if (fresh)
        setPlacement(settings, QStringLiteral("auto"), geometry);
    const VectorLabels now = readLabels(layer, geometry);
    settings.fieldName = labels.text;
    settings.isExpression = labels.isExpression;
    QgsTextFormat format = settings.format();
    QFont font = format.font();
    if (!labels.font.isEmpty())
        font.setFamily(labels.font);
    font.setBold(labels.bold);
    if (fresh || labels.bold != now.bold || labels.font != now.font)
        format.setNamedStyle(QString());
    format.setFont(font);
    if (fresh || labels.size != now.size) {
        format.setSize(labels.size);
        format.setSizeUnit(Qgis::RenderUnit::Points);
    }
    format.setColor(labels.color);
    QgsTextBufferSettings halo = format.buffer();
    halo.setEnabled(labels.halo);
    halo.setColor(labels.haloColor);
    if (fresh || labels.haloSize != now.haloSize) {
        halo.setSize(labels.haloSize);
        halo.setSizeUnit(Qgis::RenderUnit::Millimeters);
    }
    format.setBuffer(halo);
    settings.setFormat(format);
    if (!labels.placement.isEmpty())
        setPlacement(settings, labels.placement, geometry);
    settings.scaleVisibility = labels.minScale > 0 || labels.maxScale > 0;
    settings.minimumScale = labels.minScale;
    settings.maximumScale = labels.maxScale;
    layer.setLabeling(new QgsVectorLayerSimpleLabeling(settings));
    layer.setLabelsEnabled(labels.on);
    return {};
}

QVariant categoryValue(const QgsVectorLayer &layer, const VectorStyle &style, const VectorClass &c)
{
    if (c.isOther)
        return QVariant();
    QVariant value = c.value;
    if (const int field = layer.fields().lookupField(style.field); field >= 0 && layer.fields().at(field).isNumeric()) {
        QVariant number = c.value;
        if (layer.fields().at(field).convertCompatible(number))
            value = number;
    }
    return value;
}

QgsFeatureRenderer *makeRenderer(const QgsVectorLayer &layer, const VectorStyle &style)
{
    const QgsFeatureRenderer *before = layer.renderer();
    if (style.kind == VectorStyle::Kind::Single) {
        const auto *single = dynamic_cast<const QgsSingleSymbolRenderer *>(before);
        return new QgsSingleSymbolRenderer(
            makeSymbol(style.geometry, style.symbol, single ? single->symbol() : nullptr).release());
    }
    if (style.kind == VectorStyle::Kind::Categories) {
        const auto *old = dynamic_cast<const QgsCategorizedSymbolRenderer *>(before);
        QgsCategoryList list;
        for (const VectorClass &c : style.classes) {
            const QVariant value = categoryValue(layer, style, c);
            const QgsSymbol *base = nullptr;
            if (old && old->classAttribute() == style.field) {
                for (const QgsRendererCategory &category : old->categories()) {
                    if (category.value() == value)
                        base = category.symbol();
                }
            }
            list.append(
                QgsRendererCategory(value, makeSymbol(style.geometry, c.symbol, base).release(), c.label, c.visible));
        }
        auto *made = new QgsCategorizedSymbolRenderer(style.field, list);
        made->setSourceSymbol(makeSymbol(style.geometry, style.symbol).release());
        return made;
    }
    const auto *old = dynamic_cast<const QgsGraduatedSymbolRenderer *>(before);
    QgsRangeList list;
    for (size_t i = 0; i < style.classes.size(); ++i) {
        const VectorClass &c = style.classes[i];
        const QgsSymbol *base =
            old && old->ranges().size() == qsizetype(style.classes.size()) ? old->ranges().at(int(i)).symbol() : nullptr;
        list.append(
            QgsRendererRange(c.lower, c.upper, makeSymbol(style.geometry, c.symbol, base).release(), c.label, c.visible));
    }
    auto *made = new QgsGraduatedSymbolRenderer(style.field, list);
    made->setSourceSymbol(makeSymbol(style.geometry, style.symbol).release());
    return made;
}

/// What the renderer draws, without what only makes new classes.
bool drawsTheSame(const VectorStyle &a, const VectorStyle &b)
{
    if (a.kind != b.kind)
        return false;
    if (a.kind == VectorStyle::Kind::Single)
        return a.symbol == b.symbol;
    const auto same = [](VectorClass x, VectorClass y) {
        x.features = y.features = -1;
        return x == y;
    };
    return a.field == b.field && std::equal(a.classes.begin(), a.classes.end(), b.classes.begin(), b.classes.end(), same);
}

} // namespace

QStringList markerShapes()
{
    return {QStringLiteral("circle"), QStringLiteral("square"), QStringLiteral("diamond"), QStringLiteral("triangle"),
        QStringLiteral("pentagon"), QStringLiteral("hexagon"), QStringLiteral("star"), QStringLiteral("cross"),
        QStringLiteral("cross2"), QStringLiteral("arrow")};
}

QStringList dashPatterns()
{
    QStringList names;
    for (const DashName &dash : dashes)
        names << dash.name;
    return names;
}

QString vectorTable(const MapLayer &layer)
{
    const auto *vector = qobject_cast<const QgsVectorLayer *>(layer.qgisLayer());
    if (!vector)
        return {};
    const QVariantMap parts = QgsProviderRegistry::instance()->decodeUri(vector->providerType(), vector->source());
    const QString named = parts.value(QStringLiteral("layerName")).toString();
    return named.isEmpty() ? QFileInfo(parts.value(QStringLiteral("path")).toString()).completeBaseName() : named;
}

VectorGeometry vectorGeometry(const MapLayer &layer)
{
    const auto *vector = qobject_cast<const QgsVectorLayer *>(layer.qgisLayer());
    switch (vector ? vector->geometryType() : Qgis::GeometryType::Null) {
    case Qgis::GeometryType::Point: return VectorGeometry::Point;
    case Qgis::GeometryType::Line: return VectorGeometry::Line;
    case Qgis::GeometryType::Polygon: return VectorGeometry::Polygon;
    default: return VectorGeometry::None;
    }
}

std::vector<VectorField> vectorFields(const MapLayer &layer)
{
    std::vector<VectorField> fields;
    if (const auto *vector = qobject_cast<const QgsVectorLayer *>(layer.qgisLayer())) {
        for (const QgsField &field : vector->fields())
            fields.push_back({field.name(), field.typeName(), field.isNumeric()});
    }
    return fields;
}

VectorStyle vectorStyleOf(const MapLayer &layer)
{
    VectorStyle style;
    style.geometry = vectorGeometry(layer);
    const auto *vector = qobject_cast<const QgsVectorLayer *>(layer.qgisLayer());
    if (!vector)
        return style;
    VectorStyle read = style;
    if (readRenderer(vector->renderer(), read)) {
        style = read;
    } else {
        style.kind = VectorStyle::Kind::Kept;
        style.keptReason = rendererSentence(vector->renderer());
    }
    style.labels = readLabels(*vector, style.geometry);
    return style;
}

Status applyVectorStyle(MapLayer &layer, const VectorStyle &style)
{
    auto *vector = qobject_cast<QgsVectorLayer *>(layer.qgisLayer());
    if (!vector)
        return fail(ErrorCode::Invalid, tr("Only vector layers have symbols."));
    const VectorStyle now = vectorStyleOf(layer);
    if (style.labels != now.labels)
        TUILERIE_CHECK(writeLabels(*vector, style.labels, style.geometry));
    if (style.kind != VectorStyle::Kind::Kept && !drawsTheSame(style, now)) {
        const bool known = vector->fields().lookupField(style.field) >= 0;
        if (style.kind != VectorStyle::Kind::Single && !known && QgsExpression(style.field).hasParserError())
            return fail(ErrorCode::Invalid, tr("Choose the field that the classes are made of."));
        vector->setRenderer(makeRenderer(*vector, style));
    }
    vector->triggerRepaint();
    emit layer.appearanceChanged();
    return {};
}

QImage symbolImage(VectorGeometry geometry, const VectorSymbol &symbol, QSize size, double pixelRatio)
{
    VectorSymbol shown = symbol;
    if (shown.unit == QLatin1String("map")) { // a swatch has no scale
        shown.unit = QStringLiteral("mm");
        shown.size = std::clamp(shown.size, 1., 4.);
        shown.width = std::clamp(shown.width, 0.2, 1.);
    }
    QImage image = makeSymbol(geometry, shown)->asImage(size * pixelRatio);
    image.setDevicePixelRatio(pixelRatio);
    return image;
}

} // namespace tuilerie
