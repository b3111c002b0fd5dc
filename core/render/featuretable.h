// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "render/identify.h"
#include "render/vectorstyle.h"

#include <QVariant>
#include <memory>
#include <span>

namespace tuilerie {

/// The features of a vector layer as rows, read when they are asked for: ids in the wanted order, then the attributes of a
/// page of them. A snapshot of the layer with handles of its own; may outlive it. create() on the UI thread, all else on any
/// thread.
class FeatureTable
{
public:
    using Ids = std::vector<qint64>;

    static std::shared_ptr<const FeatureTable> create(const MapLayer &layer);
    ~FeatureTable();

    const QString &layerId() const;
    const std::vector<VectorField> &fields() const;
    qint64 featureCount() const; ///< as the file says, without a filter; −1 where it does not

    /// Ids of all features that `filter` (a QGIS expression; empty = all) lets pass, by field number `sortBy` (−1 = the
    /// file's order), in batches as they are found; in one batch when sorted. Absent values come last. Invalid with what is
    /// wrong with the expression.
    Status ids(const QString &filter, int sortBy, Qt::SortOrder order, const std::function<void(Ids)> &batch,
        WorkControl &control) const;
    /// Attributes in order of fields(), one row for each id; an empty row where the feature is gone.
    Result<std::vector<std::vector<QVariant>>> rows(std::span<const qint64> ids) const;
    Result<MapShape> shape(qint64 id) const;

private:
    struct Private;
    explicit FeatureTable(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace tuilerie
