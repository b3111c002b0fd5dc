// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/difference.h"

#include <algorithm>

namespace tuilerie {

namespace {

struct Pair
{
    QString name;
    QByteArray before, after;
    bool isGeometry = false;
};

std::vector<Pair> pairsOf(const DataTable &table, const RowsOf &before, const RowsOf &after)
{
    std::vector<Pair> pairs;
    for (const auto &[name, column] : before.columns) {
        const auto found = std::find_if(after.columns.begin(), after.columns.end(),
            [&name = name](const auto &other) { return other.first.compare(name, Qt::CaseInsensitive) == 0; });
        if (found != after.columns.end())
            pairs.push_back({name, "b." + column, "a." + found->second, name == table.geometry});
    }
    return pairs;
}

// As one comparison of rows: a chain of ORs is too deep for SQLite where a table has a thousand columns.
QByteArray anyDifference(const std::vector<Pair> &pairs)
{
    QByteArrayList before, after;
    for (const Pair &pair : pairs) {
        before << "typeof(" + pair.before + ")" << pair.before + " COLLATE BINARY";
        after << "typeof(" + pair.after + ")" << pair.after;
    }
    return "(" + before.join(", ") + ") IS NOT (" + after.join(", ") + ")";
}

} // namespace

RowsOf RowsOf::data(const DataTable &table, const QByteArray &schema)
{
    RowsOf rows{schema + "." + sqlName(table.name), sqlName(table.key), {}};
    for (const DataColumn &column : table.columns)
        rows.columns.emplace_back(column.name, sqlName(column.name));
    return rows;
}

QByteArray differSql(const QByteArray &one, const QByteArray &other, bool isGeometry)
{
    const QByteArray differ =
        "(typeof(" + one + ") <> typeof(" + other + ") OR " + one + " COLLATE BINARY IS NOT " + other + ")";
    return isGeometry ? "(" + differ + " AND NOT tuilerie_same_geometry(" + one + ", " + other + "))" : differ;
}

Status addDifference(ChangeSet &set, const DataTable &table, const RowsOf &before, const RowsOf &after)
{
    SqlDatabase &database = set.database();
    TUILERIE_TRY(own, set.addTable(table));
    const QByteArray number = QByteArray::number(own);
    const QByteArray insert = "INSERT INTO " + set.changes() + "(tbl, feature, op) SELECT " + number + ", ";
    TUILERIE_CHECK(database.run(insert + "b." + before.key + ", 'delete' FROM " + before.table + " b WHERE b." + before.key
        + " NOT IN (SELECT " + after.key + " FROM " + after.table + ")"));
    TUILERIE_CHECK(database.run(insert + "a." + after.key + ", 'insert' FROM " + after.table + " a WHERE a." + after.key
        + " NOT IN (SELECT " + before.key + " FROM " + before.table + ")"));
    const std::vector<Pair> pairs = pairsOf(table, before, after);
    const QByteArray both = before.table + " b JOIN " + after.table + " a ON a." + after.key + " = b." + before.key;
    if (!pairs.empty())
        TUILERIE_CHECK(
            database.run(insert + "b." + before.key + ", 'update' FROM " + both + " WHERE " + anyDifference(pairs)));

    const QByteArray cell = "INSERT INTO " + set.cells() + "(change, name, old, new) SELECT c.id, ?, ";
    const QByteArray changes = " FROM " + set.changes() + " c JOIN ";
    const QByteArray where = " WHERE c.tbl = " + number + " AND c.op = ";
    for (const Pair &pair : pairs) {
        TUILERIE_CHECK(database.run(cell + pair.before + ", " + pair.after + changes + before.table + " b ON b." + before.key
                + " = c.feature JOIN " + after.table + " a ON a." + after.key + " = c.feature" + where + "'update' AND "
                + differSql(pair.before, pair.after, pair.isGeometry),
            {pair.name}));
        TUILERIE_CHECK(database.run(cell + pair.before + ", NULL" + changes + before.table + " b ON b." + before.key
                + " = c.feature" + where + "'delete'",
            {pair.name}));
    }
    // Of what is new also the columns that only it has.
    for (const auto &[name, column] : after.columns)
        TUILERIE_CHECK(database.run(cell + "NULL, a." + column + changes + after.table + " a ON a." + after.key
                + " = c.feature" + where + "'insert'",
            {name}));
    // Geometries that were only written anew.
    return database.run("DELETE FROM " + set.changes() + " WHERE tbl = " + number
        + " AND op = 'update' AND id NOT IN (SELECT change FROM " + set.cells() + ")");
}

} // namespace tuilerie
