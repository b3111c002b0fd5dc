// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/identify.h"

#include "render/mapshape.h"
#include "render/pointcloudlayer.h"
#include "render/qgisbridge.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <memory>
#include <qgscoordinatetransform.h>
#include <qgsexception.h>
#include <qgsexpression.h>
#include <qgsexpressioncontextutils.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgspointclouddataprovider.h>
#include <qgspointcloudlayer.h>
#include <qgsrasterdataprovider.h>
#include <qgsrasteridentifyresult.h>
#include <qgsrasterlayer.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerfeatureiterator.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

/// The place asked for, in a layer's CRS.
struct Place
{
    QgsPointXY point;
    QgsRectangle box; ///< the tolerance around it
    double unitsPerPixel = 1;
};

std::optional<Place> placeIn(const QgsCoordinateReferenceSystem &crs, const MapView &view, QPointF pixel, double tolerance)
{
    const Point centre = view.toMap(pixel);
    const double reach = tolerance * view.unitsPerPixel;
    Place place{QgsPointXY(centre.x, centre.y),
        QgsRectangle(centre.x - reach, centre.y - reach, centre.x + reach, centre.y + reach), view.unitsPerPixel};
    const QgsCoordinateReferenceSystem map = qgis::crsOf(view.crs);
    if (!crs.isValid() || !map.isValid() || crs == map)
        return place;
    try {
        QgsCoordinateTransform transform(map, crs, QgsCoordinateTransformContext());
        transform.setBallparkTransformsAreAppropriate(true);
        place.point = transform.transform(place.point);
        place.box = transform.transformBoundingBox(place.box);
        if (!place.box.isFinite())
            return std::nullopt;
        place.unitsPerPixel = std::max(place.box.width(), place.box.height()) / std::max(2 * tolerance, 1.);
    } catch (const QgsCsException &) {
        return std::nullopt; // outside of what the layer's CRS can say: nothing is there
    }
    return place;
}

using Found = std::vector<IdentifiedThing>;
using Search = std::function<void(Found &)>;

Search vectorSearch(QgsVectorLayer &layer, const Place &place, const IdentifiedThing &pattern, int most)
{
    auto source = std::make_shared<QgsVectorLayerFeatureSource>(&layer);
    return [source, fields = layer.fields(), crs = layer.crs(), display = layer.displayExpression(), place, pattern, most](
               Found &found) {
        QgsFeatureRequest request;
        request.setFilterRect(place.box);
        request.setFlags(Qgis::FeatureRequestFlag::ExactIntersect);
        request.setLimit(most);
        QgsExpression title(display);
        QgsExpressionContext context;
        context.setFields(fields);
        title.prepare(&context);
        QgsFeatureIterator features = source->getFeatures(request);
        QgsFeature feature;
        while (features.nextFeature(feature)) {
            IdentifiedThing thing = pattern;
            thing.feature = feature.id();
            context.setFeature(feature);
            thing.title = title.evaluate(&context).toString();
            if (thing.title.isEmpty())
                thing.title = tr("Feature %1").arg(feature.id());
            for (int i = 0; i < fields.size(); ++i)
                thing.values.emplace_back(fields.at(i).name(),
                    feature.attribute(i).isNull() ? QString() : fields.at(i).displayString(feature.attribute(i)));
            thing.shape = qgis::shapeOf(feature.geometry(), crs);
            found.push_back(std::move(thing));
        }
    };
}

Search rasterSearch(QgsRasterLayer &layer, const Place &place, const IdentifiedThing &pattern)
{
    // A clone has handles of its own, so that reading and drawing do not wait for one another.
    std::shared_ptr<QgsRasterDataProvider> provider(layer.dataProvider()->clone());
    provider->moveToThread(nullptr);
    std::vector<QString> names;
    for (int band = 1; band <= layer.bandCount(); ++band)
        names.push_back(layer.bandName(band));
    const double cellX = layer.rasterUnitsPerPixelX(), cellY = layer.rasterUnitsPerPixelY();
    return [provider, names, crs = layer.crs(), extent = layer.extent(), cellX, cellY, place, pattern](Found &found) {
        if (!extent.contains(place.point))
            return;
        const QgsRasterIdentifyResult result = provider->identify(place.point, Qgis::RasterIdentifyFormat::Value);
        if (!result.isValid())
            return;
        IdentifiedThing thing = pattern;
        thing.title = tr("Cell");
        const QMap<int, QVariant> values = result.results();
        for (size_t i = 0; i < names.size(); ++i) {
            const QVariant value = values.value(int(i) + 1);
            thing.values.emplace_back(
                names[i], value.isNull() ? tr("no data") : QLocale().toString(value.toDouble(), 'g', 10));
        }
        if (cellX > 0 && cellY > 0) {
            const double column = std::floor((place.point.x() - extent.xMinimum()) / cellX);
            const double row = std::floor((extent.yMaximum() - place.point.y()) / cellY);
            thing.values.emplace_back(tr("Column, row"),
                QStringLiteral("%1, %2").arg(QLocale().toString(qint64(column)), QLocale().toString(qint64(row))));
            const QPointF corner(extent.xMinimum() + column * cellX, extent.yMaximum() - row * cellY);
            thing.shape.crs = qgis::textOf(crs);
            thing.shape.isArea = true;
            thing.shape.lines.push_back(QPolygonF(QRectF(corner.x(), corner.y() - cellY, cellX, cellY)));
        }
        found.push_back(std::move(thing));
    };
}

QString attributeText(const QString &name, const QVariant &value)
{
    if (name == QLatin1String("Classification"))
        return QStringLiteral("%1 – %2").arg(value.toInt()).arg(pointClass(value.toInt()).name);
    bool ok = false;
    const double number = value.toDouble(&ok);
    if (!ok)
        return value.toString();
    const bool isPlace = name == QLatin1String("X") || name == QLatin1String("Y") || name == QLatin1String("Z");
    return isPlace ? QLocale().toString(number, 'f', 3) : QLocale().toString(number, 'g', 12);
}

Search pointSearch(QgsPointCloudLayer &layer, const Place &place, const IdentifiedThing &pattern, int most)
{
    return
        [source = layer.source(), provider = layer.providerType(), crs = layer.crs(), place, pattern, most](Found &found) {
            // A second layer on the same file: the index of the one that is drawn belongs to the drawing.
            QgsPointCloudLayer::LayerOptions options;
            options.skipCrsValidation = true;
            options.loadDefaultStyle = false;
            options.skipIndexGeneration = true;
            const QgsPointCloudLayer own(source, QString(), provider, options);
            if (!own.isValid())
                return;
            auto *data = const_cast<QgsPointCloudDataProvider *>(own.dataProvider());
            QVector<QVariantMap> points =
                data->identify(place.unitsPerPixel, QgsGeometry::fromRect(place.box), QgsDoubleRange(), 2000);
            const auto distance = [&](const QVariantMap &p) {
                return std::hypot(p.value(QStringLiteral("X")).toDouble() - place.point.x(),
                    p.value(QStringLiteral("Y")).toDouble() - place.point.y());
            };
            std::sort(points.begin(), points.end(),
                [&](const QVariantMap &a, const QVariantMap &b) { return distance(a) < distance(b); });
            for (qsizetype i = 0; i < std::min<qsizetype>(points.size(), most); ++i) {
                const QVariantMap &point = points[i];
                IdentifiedThing thing = pattern;
                const double z = point.value(QStringLiteral("Z")).toDouble();
                thing.title = QStringLiteral("%1, %2").arg(
                    pointClass(point.value(QStringLiteral("Classification")).toInt()).name, QLocale().toString(z, 'f', 2));
                // Place first; the rest by name, as the provider gives them.
                for (const char *name : {"X", "Y", "Z", "Classification"}) {
                    if (const QString key = QLatin1String(name); point.contains(key))
                        thing.values.emplace_back(key, attributeText(key, point.value(key)));
                }
                for (auto value = point.begin(); value != point.end(); ++value) {
                    const bool said = std::any_of(
                        thing.values.begin(), thing.values.end(), [&](const auto &v) { return v.first == value.key(); });
                    if (!said)
                        thing.values.emplace_back(value.key(), attributeText(value.key(), value.value()));
                }
                thing.shape.crs = qgis::textOf(crs);
                thing.shape.points.emplace_back(
                    point.value(QStringLiteral("X")).toDouble(), point.value(QStringLiteral("Y")).toDouble());
                found.push_back(std::move(thing));
            }
        };
}

} // namespace

std::function<std::vector<IdentifiedThing>()> identifyTask(
    const std::vector<MapLayer *> &layers, const MapView &view, QPointF pixel, double tolerance, int most)
{
    std::vector<Search> searches;
    for (MapLayer *layer : layers) {
        if (!layer->isVisible() || layer->kind() == MapLayerKind::Service)
            continue;
        const auto place = placeIn(layer->qgisLayer()->crs(), view, pixel, tolerance);
        if (!place)
            continue;
        IdentifiedThing pattern;
        pattern.layerId = layer->id();
        pattern.layerTitle = layer->title();
        pattern.kind = layer->kind();
        if (auto *vector = qobject_cast<QgsVectorLayer *>(layer->qgisLayer()))
            searches.push_back(vectorSearch(*vector, *place, pattern, most));
        else if (auto *raster = qobject_cast<QgsRasterLayer *>(layer->qgisLayer()))
            searches.push_back(rasterSearch(*raster, *place, pattern));
        else if (auto *cloud = qobject_cast<QgsPointCloudLayer *>(layer->qgisLayer()))
            searches.push_back(pointSearch(*cloud, *place, pattern, std::min(most, 5)));
    }
    return [searches] {
        Found found;
        for (const Search &search : searches)
            search(found);
        return found;
    };
}

} // namespace tuilerie
