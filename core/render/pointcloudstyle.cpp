// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pointcloudbridge.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <cmath>
#include <memory>
#include <qgscolorramp.h>
#include <qgscolorrampshader.h>
#include <qgscontrastenhancement.h>
#include <qgspointcloudattributebyramprenderer.h>
#include <qgspointcloudclassifiedrenderer.h>
#include <qgspointcloudlayer.h>
#include <qgspointcloudrgbrenderer.h>

namespace tuilerie {

namespace {

struct NamedClass
{
    int value;
    const char *name;
    QRgb color;
};

constexpr NamedClass namedClasses[] = {
    {0, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Never classified"), 0xffbdbdbd},
    {1, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Unclassified"), 0xff9e9e9e},
    {2, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Ground"), 0xffb5813f},
    {3, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Low vegetation"), 0xff9ccf5b},
    {4, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Medium vegetation"), 0xff4da83b},
    {5, QT_TRANSLATE_NOOP("tuilerie::PointClass", "High vegetation"), 0xff1d6f2b},
    {6, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Building"), 0xffd7412f},
    {7, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Low noise"), 0xffff00ff},
    {8, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Model key point"), 0xffff9d00},
    {9, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Water"), 0xff2f7fd7},
    {10, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Rail"), 0xff7a5c8e},
    {11, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Road surface"), 0xff5f5f66},
    {12, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Overlap"), 0xffd8d2a0},
    {13, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Wire, guard"), 0xffe8d94a},
    {14, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Wire, conductor"), 0xfff2b705},
    {15, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Transmission tower"), 0xffc47a00},
    {16, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Wire connector"), 0xffa86b32},
    {17, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Bridge deck"), 0xff8fd3e8},
    {18, QT_TRANSLATE_NOOP("tuilerie::PointClass", "High noise"), 0xffb800b8},
    {19, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Overhead structure"), 0xff6f7fa8},
    {20, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Ignored ground"), 0xffd9b98c},
    {21, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Snow"), 0xffe9f4ff},
    {22, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Temporal exclusion"), 0xff7d7d4c},
    {64, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Permanent structure above ground"), 0xff3f9c9c},
    {65, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Artefact"), 0xff5a1a5a},
    {66, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Virtual point"), 0xff00c8ff},
    {67, QT_TRANSLATE_NOOP("tuilerie::PointClass", "Other built"), 0xffe88f6f},
};

QString nameOf(PointCloudStyle::Mode mode)
{
    switch (mode) {
    case PointCloudStyle::Mode::Height: break;
    case PointCloudStyle::Mode::Class: return QStringLiteral("class");
    case PointCloudStyle::Mode::Intensity: return QStringLiteral("intensity");
    case PointCloudStyle::Mode::Rgb: return QStringLiteral("rgb");
    }
    return QStringLiteral("height");
}

QList<QColor> rampColors(const QString &name)
{
    if (name == QLatin1String("gray"))
        return {QColor(0x20, 0x20, 0x20), QColor(0xff, 0xff, 0xff)};
    if (name == QLatin1String("terrain"))
        return {QColor(0x2b, 0x7a, 0x4b), QColor(0x8f, 0xbf, 0x5a), QColor(0xe8, 0xdc, 0x8a), QColor(0xc2, 0x8f, 0x55),
            QColor(0x8a, 0x5a, 0x3c), QColor(0xf7, 0xf4, 0xf0)};
    // viridis at its ninths
    return {QColor(68, 1, 84), QColor(72, 40, 120), QColor(62, 74, 137), QColor(49, 104, 142), QColor(38, 130, 142),
        QColor(31, 158, 137), QColor(53, 183, 121), QColor(109, 205, 89), QColor(180, 222, 44), QColor(253, 231, 37)};
}

std::unique_ptr<QgsPointCloudRenderer> rampRenderer(
    const QString &attribute, const QList<QColor> &colors, double min, double max)
{
    if (!(max > min)) {
        min -= 0.5;
        max = min + 1;
    }
    QgsColorRampShader shader(min, max, nullptr, Qgis::ShaderInterpolationMethod::Linear);
    QList<QgsColorRampShader::ColorRampItem> items;
    for (qsizetype i = 0; i < colors.size(); ++i) {
        const double value = min + (max - min) * double(i) / double(colors.size() - 1);
        items << QgsColorRampShader::ColorRampItem(value, colors[i], QString::number(value, 'f', 1));
    }
    shader.setColorRampItemList(items);
    auto renderer = std::make_unique<QgsPointCloudAttributeByRampRenderer>();
    renderer->setAttribute(attribute);
    renderer->setMinimum(min);
    renderer->setMaximum(max);
    renderer->setColorRampShader(shader);
    return renderer;
}

std::unique_ptr<QgsPointCloudRenderer> classRenderer(const PointCloudFacts &facts)
{
    QgsPointCloudCategoryList categories;
    const auto add = [&categories](const PointClass &found) {
        categories << QgsPointCloudCategory(found.value, found.color, found.name);
    };
    if (facts.classes.isEmpty())
        for (int value = 0; value < 256; ++value)
            add(pointClass(value));
    for (const int value : facts.classes)
        add(pointClass(value));
    // Classes that the sample missed are drawn too.
    for (const PointClass &named : pointClasses())
        if (!facts.classes.isEmpty() && !facts.classes.contains(named.value))
            add(named);
    return std::make_unique<QgsPointCloudClassifiedRenderer>(QStringLiteral("Classification"), categories);
}

std::unique_ptr<QgsPointCloudRenderer> colorRenderer(bool isColor16)
{
    auto renderer = std::make_unique<QgsPointCloudRgbRenderer>();
    const auto stretch = [isColor16] {
        auto *enhancement = new QgsContrastEnhancement(Qgis::DataType::UInt16); // goes to the renderer
        enhancement->setMinimumValue(0);
        enhancement->setMaximumValue(isColor16 ? 65535 : 255);
        enhancement->setContrastEnhancementAlgorithm(QgsContrastEnhancement::StretchToMinimumMaximum);
        return enhancement;
    };
    renderer->setRedContrastEnhancement(stretch());
    renderer->setGreenContrastEnhancement(stretch());
    renderer->setBlueContrastEnhancement(stretch());
    return renderer;
}

} // namespace

QList<PointClass> pointClasses()
{
    QList<PointClass> classes;
    for (const NamedClass &named : namedClasses)
        classes << PointClass{
            named.value, QCoreApplication::translate("tuilerie::PointClass", named.name), QColor(named.color)};
    return classes;
}

PointClass pointClass(int value)
{
    for (const PointClass &named : pointClasses())
        if (named.value == value)
            return named;
    return {value, QCoreApplication::translate("tuilerie::PointClass", "Class %1").arg(value), QColor(0x87, 0x87, 0x87)};
}

QJsonObject PointCloudStyle::toJson() const
{
    QJsonArray hidden;
    for (const int value : hiddenClasses)
        hidden.append(value);
    return {{QStringLiteral("mode"), nameOf(mode)}, {QStringLiteral("min"), min}, {QStringLiteral("max"), max},
        {QStringLiteral("ramp"), ramp}, {QStringLiteral("point_size"), pointSize},
        {QStringLiteral("hidden_classes"), hidden}};
}

PointCloudStyle PointCloudStyle::fromJson(const QJsonObject &object)
{
    PointCloudStyle style;
    const QString name = object.value(QLatin1String("mode")).toString();
    for (const Mode mode : {Mode::Class, Mode::Intensity, Mode::Rgb})
        if (name == nameOf(mode))
            style.mode = mode;
    style.min = object.value(QLatin1String("min")).toDouble();
    style.max = object.value(QLatin1String("max")).toDouble();
    if (const QString ramp = object.value(QLatin1String("ramp")).toString();
        ramp == QLatin1String("terrain") || ramp == QLatin1String("gray"))
        style.ramp = ramp;
    style.pointSize = std::clamp(object.value(QLatin1String("point_size")).toDouble(style.pointSize), 1.0, 20.0);
    for (const QJsonValue &value : object.value(QLatin1String("hidden_classes")).toArray())
        if (const int number = value.toInt(-1); number >= 0 && number < 256)
            style.hiddenClasses << number;
    return style;
}

namespace qgis {

QJsonObject PointCloudRanges::toJson() const
{
    QJsonArray classes;
    for (const int value : facts.classes)
        classes.append(value);
    return {{QStringLiteral("points"), facts.points},
        {QStringLiteral("z"), QJsonArray{facts.minZ, facts.maxZ, z.min, z.max}},
        {QStringLiteral("intensity"), QJsonArray{facts.minIntensity, facts.maxIntensity, intensity.min, intensity.max}},
        {QStringLiteral("rgb"), facts.hasRgb}, {QStringLiteral("color16"), isColor16}, {QStringLiteral("classes"), classes}};
}

PointCloudRanges PointCloudRanges::fromJson(const QJsonObject &object)
{
    PointCloudRanges ranges;
    PointCloudFacts &facts = ranges.facts;
    const QJsonArray z = object.value(QLatin1String("z")).toArray(),
                     intensity = object.value(QLatin1String("intensity")).toArray();
    facts.points = qint64(object.value(QLatin1String("points")).toDouble());
    facts.minZ = z.at(0).toDouble();
    facts.maxZ = z.at(1).toDouble();
    ranges.z = {z.at(2).toDouble(), z.at(3).toDouble()};
    facts.minIntensity = intensity.at(0).toDouble();
    facts.maxIntensity = intensity.at(1).toDouble();
    ranges.intensity = {intensity.at(2).toDouble(), intensity.at(3).toDouble()};
    facts.hasRgb = object.value(QLatin1String("rgb")).toBool();
    ranges.isColor16 = object.value(QLatin1String("color16")).toBool();
    for (const QJsonValue &value : object.value(QLatin1String("classes")).toArray())
        facts.classes << value.toInt();
    return ranges;
}

void applyPointCloudStyle(QgsPointCloudLayer &layer, const PointCloudStyle &style, const PointCloudRanges &ranges)
{
    const bool isChosen = style.max > style.min;
    std::unique_ptr<QgsPointCloudRenderer> renderer;
    switch (style.mode) {
    case PointCloudStyle::Mode::Height:
        renderer = rampRenderer(QStringLiteral("Z"), rampColors(style.ramp), isChosen ? style.min : ranges.z.min,
            isChosen ? style.max : ranges.z.max);
        break;
    case PointCloudStyle::Mode::Class: renderer = classRenderer(ranges.facts); break;
    case PointCloudStyle::Mode::Intensity:
        renderer = rampRenderer(QStringLiteral("Intensity"), rampColors(QStringLiteral("gray")),
            isChosen ? style.min : ranges.intensity.min, isChosen ? style.max : ranges.intensity.max);
        break;
    case PointCloudStyle::Mode::Rgb: renderer = colorRenderer(ranges.isColor16); break;
    }
    renderer->setPointSize(style.pointSize);
    renderer->setPointSizeUnit(Qgis::RenderUnit::Pixels);
    layer.setRenderer(renderer.release());
    QStringList hidden;
    for (const int value : style.hiddenClasses)
        hidden << QString::number(value);
    layer.setSubsetString(
        hidden.isEmpty() ? QString() : QStringLiteral("Classification NOT IN (%1)").arg(hidden.join(QLatin1String(", "))));
    layer.triggerRepaint();
}

} // namespace qgis

} // namespace tuilerie
