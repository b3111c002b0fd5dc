// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "grid/extent.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace tuilerie {

/// Vector files → one database (the Entrepôt's "vector integration", docs/entrepot.md §6.4 and §9). The platform's is
/// PostgreSQL, ours a GeoPackage; names, types and keys are written as the platform writes them.
struct VectorIntegration
{
    QStringList paths;       ///< GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV
    QString declaredCrs;     ///< of layers that do not say theirs
    QString crs;             ///< of the database; empty = each layer's own, which must then be one
    QStringList multiTables; ///< that become multi geometries throughout (`multigeom_layers`)
    QString output;          ///< path of the GeoPackage; replaced when it is there, appears only when it is whole

    QJsonObject toJson() const;
    static VectorIntegration fromJson(const QJsonObject &object);
};

struct VectorDatabase
{
    QJsonArray relations; ///< [{name, type, attributes: {column: type}, primary_key: [column], geometry_type, features}]
    QString crs;
    Extent wgs84; ///< empty = no feature with a geometry
    qint64 features = 0;

    QJsonObject toJson() const;
    static VectorDatabase fromJson(const QJsonObject &object);
};

/// Blocks; asks `control` for a stop between batches. Styles stored in GeoPackages come along. Errors name the file and the
/// table.
Result<VectorDatabase> makeVectorDatabase(const VectorIntegration &wanted, WorkControl &control);

} // namespace tuilerie
