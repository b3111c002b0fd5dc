// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/changeset.h"

namespace tuilerie {

/// Rows of a table, wherever they lie: a GeoPackage's own table, or the base that a working copy keeps of it, whose columns
/// have other names. Names are quoted for SQL.
struct RowsOf
{
    QByteArray table; ///< with its schema: main."parcelles"
    QByteArray key;
    std::vector<std::pair<QString, QByteArray>> columns; ///< as people know it, as it is called here

    static RowsOf data(const DataTable &table, const QByteArray &schema = "main");
};

/// What has to be changed in `before` for it to be `after`, of the columns that both have, into `set`. Rows are known by
/// their keys; values are compared with their types, byte by byte, whatever the column's collation; geometries without their
/// headers. `before` and `after` are tables of the set's connection. Blocks.
Status addDifference(ChangeSet &set, const DataTable &table, const RowsOf &before, const RowsOf &after);

/// SQL that is true where two expressions differ as values do here.
QByteArray differSql(const QByteArray &one, const QByteArray &other, bool isGeometry);

} // namespace tuilerie
