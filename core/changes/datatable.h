// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/sqlite.h"

#include <QJsonObject>
#include <QString>

#include <vector>

namespace tuilerie {

/// A column as its table declares it; generated ones, which hold no value of their own, are none.
struct DataColumn
{
    QString name;
    QString type; ///< "TEXT(20)", "MULTIPOLYGON"
    bool isNotNull = false;
    QString standard; ///< SQL of its DEFAULT; empty = none

    bool operator==(const DataColumn &) const = default;
};

/// A table of features or of attributes of a GeoPackage (OGC 12-128r15, §2.1.6 and §2.4), whose rows are known by an integer
/// primary key. Plain value.
struct DataTable
{
    QString name;
    QString key;                     ///< the INTEGER PRIMARY KEY; empty = it has none, and its rows cannot be told apart
    QString geometry;                ///< column; empty = none
    qint64 srs = 0;                  ///< of that column, an id of gpkg_spatial_ref_sys
    std::vector<DataColumn> columns; ///< without the key

    const DataColumn *column(const QString &name) const; ///< nullptr when there is none; case aside
    QJsonObject toJson() const;
    static DataTable fromJson(const QJsonObject &object);
};

/// Of the file, or of one that is attached as `schema`: what gpkg_contents lists as features or attributes, without the
/// styles that programs keep beside the data. By name.
Result<std::vector<DataTable>> dataTables(SqlDatabase &database, const QByteArray &schema = "main");

/// What is different in how a table is declared. `column` is empty where the table itself is meant.
struct TableDifference
{
    enum class Kind {
        TableAdded,
        TableRemoved,
        ColumnAdded,
        ColumnRemoved,
        ColumnRenamed,
        ColumnRetyped,
        KeyChanged,
        CrsChanged
    };
    Kind kind;
    QString table;
    QString column;
    QString was, is; ///< names of a renamed column, types, keys or ids of CRS

    QString word() const; ///< "table-added", "column-renamed"…
};
/// From `before` to `after`, in the order of the tables.
std::vector<TableDifference> tableDifferences(const std::vector<DataTable> &before, const std::vector<DataTable> &after);

} // namespace tuilerie
