// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/extent.h"
#include "sqlite/sqlite.h"

#include <QStringList>
#include <optional>
#include <vector>

namespace tuilerie {

/// A table that gpkg_contents names.
struct GpkgTable
{
    QString name;
    QString dataType; ///< "features", "attributes"…
    bool exists = false;
    bool hasGeometryRow = false; ///< in gpkg_geometry_columns
    QString geometryColumn;
    qint64 srsId = 0;             ///< of gpkg_geometry_columns
    bool isSrsKnown = true;       ///< gpkg_spatial_ref_sys has it
    std::optional<Extent> extent; ///< of gpkg_contents
    bool hasIndexEntry = false;   ///< in gpkg_extensions
    bool hasIndexTable = false;   ///< rtree_TABLE_COLUMN
    bool lacksTriggers = false;   ///< that keep the R-tree true
    qint64 indexed = 0;           ///< rows of the R-tree
    qint64 writtenCount = -1;     ///< of gpkg_ogr_contents; −1 = it does not say
    qint64 badBlobs = 0;          ///< geometries that do not begin as GeoPackage's do
    qint64 firstBadBlob = 0;      ///< row
    qint64 otherSrsBlobs = 0;     ///< geometries whose header names another srs_id than the column's
};

/// What SQLite says of a GeoPackage, beneath GDAL, which forgives much. Source: OGC GeoPackage 1.3.1 §1.1, §2.1 and Annex
/// F.3.
struct GpkgReport
{
    quint32 applicationId = 0;
    qint64 userVersion = 0;
    QStringList leftovers;     ///< sqliteLeftovers()
    QStringList missingTables; ///< that every GeoPackage (with features) has
    QStringList damage;        ///< what SQLite's integrity check says
    qint64 foreignKeyErrors = 0;
    QStringList unregistered; ///< tables of the user that gpkg_contents does not name
    std::vector<GpkgTable> tables;

    const GpkgTable *table(const QString &name) const;
};

/// Corrupt when it is no SQLite file.
Result<GpkgReport> readGpkgReport(const QString &path);

/// A box of the R-tree, as it is stored.
struct IndexedBox
{
    qint64 fid = 0;
    float west = 0, east = 0, south = 0, north = 0;
};
/// All boxes by FID; empty when there is no R-tree, or more than `most` (they would fill the memory).
std::vector<IndexedBox> readIndexedBoxes(const QString &path, const GpkgTable &table, qint64 most);

} // namespace tuilerie
