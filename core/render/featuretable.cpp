// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/featuretable.h"

#include "render/mapshape.h"

#include <QCoreApplication>
#include <QHash>
#include <algorithm>
#include <qgsexpression.h>
#include <qgsexpressioncontextutils.h>
#include <qgsfeatureiterator.h>
#include <qgsvariantutils.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerfeatureiterator.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

constexpr size_t firstBatch = 200; // a screenful at once
constexpr size_t laterBatch = 50000;

/// A sort key in little memory: numbers as they are, all else as text.
struct Key
{
    qint64 id = 0;
    double number = 0;
    QString text;
};

} // namespace

struct FeatureTable::Private
{
    QString layerId;
    std::vector<VectorField> fields;
    QgsFields qgisFields;
    QgsCoordinateReferenceSystem crs;
    qint64 count = -1;
    std::shared_ptr<QgsVectorLayerFeatureSource> source;
};

FeatureTable::FeatureTable(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

FeatureTable::~FeatureTable() = default;

std::shared_ptr<const FeatureTable> FeatureTable::create(const MapLayer &layer)
{
    auto *vector = qobject_cast<QgsVectorLayer *>(layer.qgisLayer());
    if (!vector)
        return nullptr;
    auto data = std::make_unique<Private>();
    data->layerId = layer.id();
    data->fields = vectorFields(layer);
    data->qgisFields = vector->fields();
    data->crs = vector->crs();
    data->count = vector->featureCount();
    data->source = std::make_shared<QgsVectorLayerFeatureSource>(vector);
    return std::shared_ptr<const FeatureTable>(new FeatureTable(std::move(data)));
}

const QString &FeatureTable::layerId() const
{
    return d->layerId;
}
const std::vector<VectorField> &FeatureTable::fields() const
{
    return d->fields;
}
qint64 FeatureTable::featureCount() const
{
    return d->count;
}

Status FeatureTable::ids(const QString &filter, int sortBy, Qt::SortOrder order, const std::function<void(Ids)> &batch,
    WorkControl &control) const
{
    QgsFeatureRequest request;
    request.setFlags(Qgis::FeatureRequestFlag::NoGeometry);
    request.setSubsetOfAttributes(sortBy >= 0 ? QgsAttributeList{sortBy} : QgsAttributeList{});
    QgsExpressionContext context;
    if (!filter.trimmed().isEmpty()) {
        QgsExpression expression(filter);
        context.appendScope(QgsExpressionContextUtils::globalScope());
        context.setFields(d->qgisFields);
        if (expression.hasParserError())
            return fail(
                ErrorCode::Invalid, tr("The filter cannot be read: %1").arg(expression.parserErrorString().simplified()));
        const QSet<QString> columns = expression.referencedColumns();
        for (const QString &name : columns) {
            if (name != QgsFeatureRequest::ALL_ATTRIBUTES && d->qgisFields.lookupField(name) < 0)
                return fail(
                    ErrorCode::Invalid, tr("The table has no field \"%1\". Texts stand in 'single quotes'.").arg(name));
        }
        if (!expression.prepare(&context))
            return fail(ErrorCode::Invalid, tr("The filter cannot be used: %1").arg(expression.evalErrorString()));
        request.setExpressionContext(context);
        request.setFilterExpression(filter);
        if (expression.needsGeometry())
            request.setFlags(Qgis::FeatureRequestFlags());
        if (sortBy < 0)
            request.setSubsetOfAttributes(columns, d->qgisFields);
        else
            request.setSubsetOfAttributes(columns + QSet<QString>{d->qgisFields.at(sortBy).name()}, d->qgisFields);
    }
    const bool numeric = sortBy >= 0 && d->qgisFields.at(sortBy).isNumeric();
    std::vector<Key> keys;
    Ids found, absent;
    size_t limit = firstBatch;
    qint64 read = 0;
    QgsFeatureIterator features = d->source->getFeatures(request);
    QgsFeature feature;
    while (features.nextFeature(feature)) {
        if (++read % 5000 == 0) {
            control.progress({QStringLiteral("table"), read, d->count});
            if (control.shouldStop() != StopRequest::None)
                return fail(ErrorCode::Cancelled, tr("The table was not read to the end."));
        }
        if (sortBy >= 0) {
            const QVariant value = feature.attribute(sortBy);
            if (QgsVariantUtils::isNull(value))
                absent.push_back(feature.id());
            else
                keys.push_back({feature.id(), numeric ? value.toDouble() : 0, numeric ? QString() : value.toString()});
            continue;
        }
        found.push_back(feature.id());
        if (found.size() >= limit) {
            batch(std::move(found));
            found = {};
            limit = laterBatch;
        }
    }
    if (sortBy >= 0) {
        const auto less = [&](const Key &a, const Key &b) {
            return numeric ? a.number < b.number : QString::compare(a.text, b.text, Qt::CaseInsensitive) < 0;
        };
        if (order == Qt::AscendingOrder)
            std::stable_sort(keys.begin(), keys.end(), less);
        else
            std::stable_sort(keys.begin(), keys.end(), [&](const Key &a, const Key &b) { return less(b, a); });
        found.reserve(keys.size() + absent.size());
        for (const Key &key : keys)
            found.push_back(key.id);
        found.insert(found.end(), absent.begin(), absent.end());
    }
    batch(std::move(found));
    return {};
}

Result<std::vector<std::vector<QVariant>>> FeatureTable::rows(std::span<const qint64> ids) const
{
    QHash<qint64, size_t> places;
    QgsFeatureIds wanted;
    for (size_t i = 0; i < ids.size(); ++i) {
        places.insert(ids[i], i);
        wanted.insert(ids[i]);
    }
    std::vector<std::vector<QVariant>> rows(ids.size());
    QgsFeatureRequest request;
    request.setFilterFids(wanted);
    request.setFlags(Qgis::FeatureRequestFlag::NoGeometry);
    QgsFeatureIterator features = d->source->getFeatures(request);
    QgsFeature feature;
    while (features.nextFeature(feature)) {
        const auto place = places.constFind(feature.id());
        if (place == places.constEnd())
            continue;
        std::vector<QVariant> &row = rows[*place];
        for (int i = 0; i < d->qgisFields.size(); ++i)
            row.push_back(feature.attribute(i));
    }
    return rows;
}

Result<MapShape> FeatureTable::shape(qint64 id) const
{
    QgsFeatureRequest request(id);
    request.setSubsetOfAttributes(QgsAttributeList{});
    QgsFeature feature;
    if (!d->source->getFeatures(request).nextFeature(feature))
        return fail(ErrorCode::NotFound, tr("The feature is no longer in the file."));
    return qgis::shapeOf(feature.geometry(), d->crs);
}

} // namespace tuilerie
