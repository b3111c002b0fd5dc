// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/pointcloudlayer.h"

#include "render/maplayermaker.h"
#include "render/pointcloudbridge.h"
#include "render/qgisbridge.h"
#include "source/pointcloud/copcfile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <qgsfeedback.h>
#include <qgspointcloudblock.h>
#include <qgspointclouddataprovider.h>
#include <qgspointcloudindex.h>
#include <qgspointcloudlayer.h>
#include <qgspointcloudrequest.h>
#include <qgspointcloudstatistics.h>
#include <qgspointcloudstatscalculator.h>
#include <qgspointcloudsubindex.h>

namespace tuilerie {

namespace {

constexpr auto factsProperty = "tuilerie/pointcloud/facts";
constexpr auto styleProperty = "tuilerie/pointcloud/style";
constexpr qint64 sampledPoints = 300000; ///< where the file has no statistics of its own
constexpr int sampledFiles = 4;          ///< of a virtual point cloud

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

/// Where most values of the root are, which is spread over all the cloud: a bird or a reflex far off leaves the colours
/// alone.
void takeUsual(qgis::PointCloudRanges &ranges, QgsPointCloudIndex &index)
{
    if (!index.hasNode(index.root()))
        return;
    QgsPointCloudRequest request;
    request.setAttributes(index.attributes());
    const std::unique_ptr<QgsPointCloudBlock> block = index.nodeData(index.root(), request);
    if (!block || block->pointCount() < 100)
        return;
    const auto usual = [&block](const char *name, double scale, double offset, qgis::ValueRange &range) {
        int place = 0;
        const QgsPointCloudAttribute *attribute = block->attributes().find(QLatin1String(name), place);
        if (!attribute)
            return;
        std::vector<double> values(size_t(block->pointCount()));
        for (size_t i = 0; i < values.size(); ++i)
            values[i] = attribute->convertValueToDouble(block->data() + i * size_t(block->pointRecordSize()) + place) * scale
                + offset;
        const auto at = [&values](double share) {
            const auto nth = values.begin() + std::ptrdiff_t(share * double(values.size() - 1));
            std::nth_element(values.begin(), nth, values.end());
            return *nth;
        };
        range = {at(0.01), at(0.99)};
    };
    usual("Z", block->scale().z(), block->offset().z(), ranges.z);
    usual("Intensity", 1, 0, ranges.intensity);
}

void take(qgis::PointCloudRanges &ranges, const QgsPointCloudStatistics &statistics)
{
    PointCloudFacts &facts = ranges.facts;
    const QMap<QString, QgsPointCloudAttributeStatistics> all = statistics.statisticsMap();
    const auto of = [&all](const char *name) { return all.value(QLatin1String(name)); };
    if (const QgsPointCloudAttributeStatistics z = of("Z"); z.minimum <= z.maximum) {
        facts.minZ = z.minimum;
        facts.maxZ = z.maximum;
        ranges.z = {z.minimum, z.maximum};
    }
    if (const QgsPointCloudAttributeStatistics intensity = of("Intensity"); intensity.minimum <= intensity.maximum) {
        facts.minIntensity = intensity.minimum;
        facts.maxIntensity = intensity.maximum;
        ranges.intensity = {intensity.minimum, intensity.maximum};
    }
    double color = 0;
    for (const char *name : {"Red", "Green", "Blue"})
        if (const QgsPointCloudAttributeStatistics band = of(name); band.minimum <= band.maximum)
            color = std::max(color, band.maximum);
    facts.hasRgb = color > 0;
    ranges.isColor16 = color > 255;
    const QMap<int, int> classes = of("Classification").classCount;
    for (auto it = classes.begin(); it != classes.end(); ++it)
        if (it.value() > 0 && !facts.classes.contains(it.key()))
            facts.classes << it.key();
    std::sort(facts.classes.begin(), facts.classes.end());
}

QgsPointCloudStatistics sampled(QgsPointCloudIndex &index, qint64 points)
{
    QgsPointCloudStatsCalculator calculator(&index);
    QgsFeedback feedback;
    calculator.calculateStats(&feedback, index.attributes().attributes(), points);
    // QGIS counts heights in the file's steps here.
    QMap<QString, QgsPointCloudAttributeStatistics> all = calculator.statistics().statisticsMap();
    if (const auto z = all.find(QStringLiteral("Z")); z != all.end()) {
        for (double *value : {&z->minimum, &z->maximum, &z->mean})
            *value = *value * index.scale().z() + index.offset().z();
        z->stDev *= index.scale().z();
    }
    return QgsPointCloudStatistics(calculator.statistics().sampledPointsCount(), all);
}

/// From the statistics that the file holds, else from some hundred thousand of its coarsest points.
qgis::PointCloudRanges rangesOf(QgsPointCloudLayer &layer)
{
    qgis::PointCloudRanges ranges;
    QgsPointCloudDataProvider &provider = *layer.dataProvider();
    ranges.facts.points = provider.pointCount();
    if (provider.index()) {
        take(ranges, provider.metadataStatistics());
        if (ranges.facts.classes.isEmpty())
            take(ranges, sampled(*provider.index(), sampledPoints));
        takeUsual(ranges, *provider.index());
    }
    const int files = int(provider.subIndexes().size());
    if (files > 0 && ranges.facts.classes.isEmpty()) {
        const int asked = std::min(files, sampledFiles);
        for (int i = 0; i < asked; ++i) {
            const int number = int(qint64(i) * files / asked);
            provider.loadSubIndex(number);
            const QVector<QgsPointCloudSubIndex> parts = provider.subIndexes();
            if (parts.at(number).index() && parts.at(number).index()->isValid())
                take(ranges, sampled(*parts.at(number).index(), sampledPoints / asked));
        }
        // Heights of all files, as the index states them.
        for (const QgsPointCloudSubIndex &part : provider.subIndexes()) {
            const QgsDoubleRange z = part.zRange();
            if (z.isEmpty() || z.isInfinite())
                continue;
            ranges.z.min = ranges.facts.minZ = std::min(ranges.facts.minZ, z.lower());
            ranges.z.max = ranges.facts.maxZ = std::max(ranges.facts.maxZ, z.upper());
        }
    }
    return ranges;
}

PointCloudStyle firstStyle(const PointCloudFacts &facts)
{
    PointCloudStyle style;
    // One class for everything says nothing.
    if (facts.hasRgb)
        style.mode = PointCloudStyle::Mode::Rgb;
    else if (facts.classes.size() > 1)
        style.mode = PointCloudStyle::Mode::Class;
    return style;
}

QgsPointCloudLayer *cloudOf(const MapLayer &layer)
{
    return layer.kind() == MapLayerKind::PointCloud ? qobject_cast<QgsPointCloudLayer *>(layer.qgisLayer()) : nullptr;
}

QJsonObject objectOf(const QgsPointCloudLayer &layer, const char *property)
{
    return QJsonObject::fromVariantMap(layer.customProperty(QLatin1String(property)).toMap());
}

void put(QgsPointCloudLayer &layer, PointCloudStyle style, const qgis::PointCloudRanges &ranges)
{
    if (style.mode == PointCloudStyle::Mode::Rgb && !ranges.facts.hasRgb)
        style.mode = PointCloudStyle::Mode::Height;
    layer.setCustomProperty(QLatin1String(styleProperty), style.toJson().toVariantMap());
    qgis::applyPointCloudStyle(layer, style, ranges);
}

} // namespace

Result<std::unique_ptr<MapLayer>> openPointCloudLayer(
    const QString &given, const QString &title, const QString &assignCrs, WorkControl &control)
{
    const QFileInfo info(given);
    if (!info.exists())
        return fail(ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(given));
    QString path = info.absoluteFilePath(), provider;
    if (info.isDir())
        path += QStringLiteral("/ept.json");
    const QFileInfo file(path);
    if (info.isDir() && !file.exists())
        return fail(ErrorCode::Invalid, tr("The folder %1 holds no ept.json: it is no EPT.").arg(given));
    if (file.fileName() == QLatin1String("ept.json"))
        provider = QStringLiteral("ept");
    else if (file.suffix().compare(QLatin1String("vpc"), Qt::CaseInsensitive) == 0)
        provider = QStringLiteral("vpc");
    else if (CopcFile::isCopc(path))
        provider = QStringLiteral("copc");
    else
        return fail(ErrorCode::Unsupported,
            tr("%1 is no COPC, EPT or VPC. Plain LAS and LAZ are shown through a preview.").arg(given));
    if (provider == QLatin1String("copc"))
        TUILERIE_CHECK(CopcFile::open(path)); // QGIS believes the hierarchy as it is
    if (control.shouldStop() != StopRequest::None)
        return fail(ErrorCode::Cancelled, tr("Opening was cancelled."));

    QgsPointCloudLayer::LayerOptions options;
    options.loadDefaultStyle = false;
    options.skipCrsValidation = true;
    options.skipIndexGeneration = true;
    options.skipStatisticsCalculation = true; // a task of QGIS's own, which would outlive us
    auto layer = std::make_unique<QgsPointCloudLayer>(path, title, provider, options);
    if (!layer->isValid())
        return fail(ErrorCode::Corrupt,
            tr("%1 cannot be drawn. The checks panel says what is wrong with it.").arg(title.isEmpty() ? given : title),
            layer->error().message(QgsErrorMessage::Text));
    if (!layer->crs().isValid() && !assignCrs.isEmpty())
        layer->setCrs(qgis::crsOf(assignCrs));
    const qgis::PointCloudRanges ranges = rangesOf(*layer);
    layer->setCustomProperty(QLatin1String(factsProperty), ranges.toJson().toVariantMap());
    put(*layer, firstStyle(ranges.facts), ranges);
    if (control.shouldStop() != StopRequest::None)
        return fail(ErrorCode::Cancelled, tr("Opening was cancelled."));
    return MapLayerMaker::make(MapLayerKind::PointCloud, std::move(layer));
}

void setPointCloudStyle(MapLayer &layer, const PointCloudStyle &style)
{
    QgsPointCloudLayer *cloud = cloudOf(layer);
    if (!cloud || style == pointCloudStyle(layer))
        return;
    put(*cloud, style, qgis::PointCloudRanges::fromJson(objectOf(*cloud, factsProperty)));
    emit layer.appearanceChanged();
}

PointCloudStyle pointCloudStyle(const MapLayer &layer)
{
    const QgsPointCloudLayer *cloud = cloudOf(layer);
    return cloud ? PointCloudStyle::fromJson(objectOf(*cloud, styleProperty)) : PointCloudStyle();
}

PointCloudFacts pointCloudFacts(const MapLayer &layer)
{
    const QgsPointCloudLayer *cloud = cloudOf(layer);
    return cloud ? qgis::PointCloudRanges::fromJson(objectOf(*cloud, factsProperty)).facts : PointCloudFacts();
}

} // namespace tuilerie
