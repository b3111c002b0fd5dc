// SPDX-License-Identifier: GPL-3.0-or-later
// The style as a value: JSON.
#include "render/vectorstyle.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace tuilerie {

namespace {

template <typename Enum> struct Word
{
    Enum value;
    QLatin1String word;
};

constexpr Word<VectorStyle::Kind> kinds[] = {{VectorStyle::Kind::Single, QLatin1String("single")},
    {VectorStyle::Kind::Categories, QLatin1String("categories")}, {VectorStyle::Kind::Graduated, QLatin1String("graduated")},
    {VectorStyle::Kind::Kept, QLatin1String("kept")}};
constexpr Word<VectorStyle::Method> methods[] = {{VectorStyle::Method::EqualInterval, QLatin1String("equal")},
    {VectorStyle::Method::Quantile, QLatin1String("quantile")},
    {VectorStyle::Method::NaturalBreaks, QLatin1String("natural")}};
constexpr Word<VectorGeometry> geometries[] = {{VectorGeometry::None, QLatin1String("none")},
    {VectorGeometry::Point, QLatin1String("point")}, {VectorGeometry::Line, QLatin1String("line")},
    {VectorGeometry::Polygon, QLatin1String("polygon")}};

template <typename Enum, size_t N> QString wordOf(const Word<Enum> (&words)[N], Enum value)
{
    for (const auto &word : words) {
        if (word.value == value)
            return word.word;
    }
    return {};
}

template <typename Enum, size_t N> std::optional<Enum> valueOf(const Word<Enum> (&words)[N], const QString &text)
{
    for (const auto &word : words) {
        if (word.word == text)
            return word.value;
    }
    return std::nullopt;
}

QString textOf(const QColor &color)
{
    return color.name(QColor::HexArgb);
}

QColor colorOf(const QJsonValue &value, const QColor &otherwise)
{
    const QColor color(value.toString());
    return color.isValid() ? color : otherwise;
}

QJsonObject toJson(const VectorClass &c)
{
    QJsonObject object{{QStringLiteral("label"), c.label}, {QStringLiteral("visible"), c.visible},
        {QStringLiteral("symbol"), c.symbol.toJson()}};
    object.insert(QStringLiteral("value"), c.value);
    object.insert(QStringLiteral("other"), c.isOther);
    object.insert(QStringLiteral("lower"), c.lower);
    object.insert(QStringLiteral("upper"), c.upper);
    object.insert(QStringLiteral("features"), c.features);
    return object;
}

VectorClass classFrom(const QJsonObject &object)
{
    VectorClass c;
    c.value = object.value(QLatin1String("value")).toString();
    c.isOther = object.value(QLatin1String("other")).toBool();
    c.lower = object.value(QLatin1String("lower")).toDouble();
    c.upper = object.value(QLatin1String("upper")).toDouble();
    c.label = object.value(QLatin1String("label")).toString();
    c.visible = object.value(QLatin1String("visible")).toBool(true);
    c.features = object.value(QLatin1String("features")).toInteger(-1);
    c.symbol = VectorSymbol::fromJson(object.value(QLatin1String("symbol")).toObject());
    return c;
}

QJsonObject toJson(const VectorLabels &l)
{
    return {{QStringLiteral("on"), l.on}, {QStringLiteral("text"), l.text}, {QStringLiteral("expression"), l.isExpression},
        {QStringLiteral("font"), l.font}, {QStringLiteral("size"), l.size}, {QStringLiteral("bold"), l.bold},
        {QStringLiteral("color"), textOf(l.color)}, {QStringLiteral("halo"), l.halo},
        {QStringLiteral("halo_color"), textOf(l.haloColor)}, {QStringLiteral("halo_size"), l.haloSize},
        {QStringLiteral("placement"), l.placement}, {QStringLiteral("min_scale"), l.minScale},
        {QStringLiteral("max_scale"), l.maxScale}, {QStringLiteral("kept"), l.kept}};
}

VectorLabels labelsFrom(const QJsonObject &object)
{
    VectorLabels l;
    l.on = object.value(QLatin1String("on")).toBool();
    l.text = object.value(QLatin1String("text")).toString();
    l.isExpression = object.value(QLatin1String("expression")).toBool();
    l.font = object.value(QLatin1String("font")).toString();
    l.size = object.value(QLatin1String("size")).toDouble(l.size);
    l.bold = object.value(QLatin1String("bold")).toBool();
    l.color = colorOf(object.value(QLatin1String("color")), l.color);
    l.halo = object.value(QLatin1String("halo")).toBool(l.halo);
    l.haloColor = colorOf(object.value(QLatin1String("halo_color")), l.haloColor);
    l.haloSize = object.value(QLatin1String("halo_size")).toDouble(l.haloSize);
    l.placement = object.value(QLatin1String("placement")).toString(l.placement);
    l.minScale = object.value(QLatin1String("min_scale")).toDouble();
    l.maxScale = object.value(QLatin1String("max_scale")).toDouble();
    l.kept = object.value(QLatin1String("kept")).toBool();
    return l;
}

} // namespace

QJsonObject VectorSymbol::toJson() const
{
    return {{QStringLiteral("fill"), textOf(fill)}, {QStringLiteral("outline"), textOf(outline)},
        {QStringLiteral("width"), width}, {QStringLiteral("dash"), dash}, {QStringLiteral("marker"), marker},
        {QStringLiteral("size"), size}, {QStringLiteral("unit"), unit}, {QStringLiteral("opacity"), opacity}};
}

VectorSymbol VectorSymbol::fromJson(const QJsonObject &object)
{
    VectorSymbol s;
    s.fill = colorOf(object.value(QLatin1String("fill")), s.fill);
    s.outline = colorOf(object.value(QLatin1String("outline")), s.outline);
    s.width = object.value(QLatin1String("width")).toDouble(s.width);
    s.dash = object.value(QLatin1String("dash")).toString(s.dash);
    s.marker = object.value(QLatin1String("marker")).toString(s.marker);
    s.size = object.value(QLatin1String("size")).toDouble(s.size);
    s.unit = object.value(QLatin1String("unit")).toString(s.unit);
    s.opacity = object.value(QLatin1String("opacity")).toDouble(s.opacity);
    return s;
}

QJsonObject VectorStyle::toJson() const
{
    QJsonArray all;
    for (const VectorClass &c : classes)
        all.append(tuilerie::toJson(c));
    return {{QStringLiteral("kind"), wordOf(kinds, kind)}, {QStringLiteral("geometry"), wordOf(geometries, geometry)},
        {QStringLiteral("symbol"), symbol.toJson()}, {QStringLiteral("field"), field},
        {QStringLiteral("method"), wordOf(methods, method)}, {QStringLiteral("class_count"), classCount},
        {QStringLiteral("ramp"), ramp}, {QStringLiteral("classes"), all},
        {QStringLiteral("labels"), tuilerie::toJson(labels)}, {QStringLiteral("kept_reason"), keptReason}};
}

Result<VectorStyle> VectorStyle::fromJson(const QJsonObject &object)
{
    VectorStyle style;
    const auto kind = valueOf(kinds, object.value(QLatin1String("kind")).toString());
    const auto geometry = valueOf(geometries, object.value(QLatin1String("geometry")).toString());
    const auto method = valueOf(methods, object.value(QLatin1String("method")).toString());
    if (!kind || !geometry || !method)
        return fail(ErrorCode::Corrupt,
            QCoreApplication::translate("tuilerie::Render", "The kept style cannot be read. Style the layer anew."));
    style.kind = *kind;
    style.geometry = *geometry;
    style.method = *method;
    style.symbol = VectorSymbol::fromJson(object.value(QLatin1String("symbol")).toObject());
    style.field = object.value(QLatin1String("field")).toString();
    style.classCount = object.value(QLatin1String("class_count")).toInt(style.classCount);
    style.ramp = object.value(QLatin1String("ramp")).toString(style.ramp);
    const QJsonArray all = object.value(QLatin1String("classes")).toArray();
    for (const QJsonValue &c : all)
        style.classes.push_back(classFrom(c.toObject()));
    style.labels = labelsFrom(object.value(QLatin1String("labels")).toObject());
    style.keptReason = object.value(QLatin1String("kept_reason")).toString();
    return style;
}

} // namespace tuilerie
