// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/datatable.h"

#include <QJsonArray>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

bool isSameName(const QString &one, const QString &other)
{
    return one.compare(other, Qt::CaseInsensitive) == 0;
}

template <typename T> const T *named(const std::vector<T> &list, const QString &name)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const T &item) { return isSameName(item.name, name); });
    return found == list.end() ? nullptr : &*found;
}

Status readColumns(SqlDatabase &database, const QByteArray &schema, DataTable &table)
{
    int keys = 0;
    TUILERIE_CHECK(database.run("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?, ?)",
        {table.name, QString::fromLatin1(schema)}, [&](const SqlRow &row) {
            if (row.integer(5) != 0)
                return;
            if (row.integer(4) > 0) {
                ++keys;
                if (row.text(1).compare("INTEGER"_L1, Qt::CaseInsensitive) == 0)
                    table.key = row.text(0);
            }
            table.columns.push_back({row.text(0), row.text(1), row.integer(2) != 0, row.text(3)});
        }));
    if (keys != 1)
        table.key.clear();
    std::erase_if(table.columns, [&](const DataColumn &column) { return column.name == table.key; });
    return {};
}

void compareColumns(const DataTable &before, const DataTable &after, std::vector<TableDifference> &found)
{
    using Kind = TableDifference::Kind;
    std::vector<size_t> removed, added;
    for (size_t i = 0; i < before.columns.size(); ++i)
        if (!after.column(before.columns[i].name))
            removed.push_back(i);
    for (size_t i = 0; i < after.columns.size(); ++i)
        if (!before.column(after.columns[i].name))
            added.push_back(i);
    // A rename keeps a column's place among the others.
    for (auto gone = removed.begin(); gone != removed.end();) {
        const auto come = std::find(added.begin(), added.end(), *gone);
        const bool isRename = before.columns.size() == after.columns.size() && come != added.end()
            && isSameName(before.columns[*gone].type, after.columns[*gone].type);
        if (isRename) {
            const QString was = before.columns[*gone].name, is = after.columns[*come].name;
            found.push_back({Kind::ColumnRenamed, before.name, was, was, is});
            added.erase(come);
            gone = removed.erase(gone);
        } else {
            ++gone;
        }
    }
    for (const size_t i : removed)
        found.push_back({Kind::ColumnRemoved, before.name, before.columns[i].name, {}, {}});
    for (const size_t i : added)
        found.push_back({Kind::ColumnAdded, before.name, after.columns[i].name, {}, {}});
    for (const DataColumn &column : before.columns)
        if (const DataColumn *now = after.column(column.name); now && !isSameName(now->type, column.type))
            found.push_back({Kind::ColumnRetyped, before.name, column.name, column.type, now->type});
}

} // namespace

const DataColumn *DataTable::column(const QString &wanted) const
{
    return named(columns, wanted);
}

QJsonObject DataTable::toJson() const
{
    QJsonArray list;
    for (const DataColumn &column : columns)
        list.append(QJsonObject{{u"name"_s, column.name}, {u"type"_s, column.type}, {u"not_null"_s, column.isNotNull},
            {u"default"_s, column.standard}});
    return {{u"name"_s, name}, {u"key"_s, key}, {u"geometry"_s, geometry}, {u"srs"_s, srs}, {u"columns"_s, list}};
}

DataTable DataTable::fromJson(const QJsonObject &object)
{
    DataTable table{object["name"_L1].toString(), object["key"_L1].toString(), object["geometry"_L1].toString(),
        object["srs"_L1].toInteger(), {}};
    for (const QJsonValue column : object["columns"_L1].toArray())
        table.columns.push_back({column["name"_L1].toString(), column["type"_L1].toString(), column["not_null"_L1].toBool(),
            column["default"_L1].toString()});
    return table;
}

Result<std::vector<DataTable>> dataTables(SqlDatabase &database, const QByteArray &schema)
{
    const QByteArray from = schema + ".";
    if (database.number("SELECT count(*) FROM " + from + "sqlite_master WHERE name = 'gpkg_contents'") == 0)
        return std::vector<DataTable>();
    std::vector<DataTable> tables;
    const bool hasGeometries =
        database.number("SELECT count(*) FROM " + from + "sqlite_master WHERE name = 'gpkg_geometry_columns'") > 0;
    QByteArray sql = "SELECT m.name, " + QByteArray(hasGeometries ? "g.column_name, g.srs_id" : "NULL, 0") + " FROM " + from
        + "gpkg_contents c JOIN " + from + "sqlite_master m ON lower(m.name) = lower(c.table_name) AND m.type = 'table' ";
    if (hasGeometries)
        sql += "LEFT JOIN " + from + "gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name) ";
    sql += "WHERE c.data_type IN ('features', 'attributes') AND lower(m.name) NOT IN ('layer_styles', 'qgis_projects') "
           "AND substr(lower(m.name), 1, 4) <> 'gpkg' ORDER BY m.name";
    TUILERIE_CHECK(database.run(sql, [&](const SqlRow &row) {
        tables.push_back({row.text(0), {}, row.text(1), row.integer(2), {}});
    }));
    for (DataTable &table : tables)
        TUILERIE_CHECK(readColumns(database, schema, table));
    return tables;
}

QString TableDifference::word() const
{
    switch (kind) {
    case Kind::TableAdded: return u"table-added"_s;
    case Kind::TableRemoved: return u"table-removed"_s;
    case Kind::ColumnAdded: return u"column-added"_s;
    case Kind::ColumnRemoved: return u"column-removed"_s;
    case Kind::ColumnRenamed: return u"column-renamed"_s;
    case Kind::ColumnRetyped: return u"column-retyped"_s;
    case Kind::KeyChanged: return u"key-changed"_s;
    case Kind::CrsChanged: break;
    }
    return u"crs-changed"_s;
}

std::vector<TableDifference> tableDifferences(const std::vector<DataTable> &before, const std::vector<DataTable> &after)
{
    using Kind = TableDifference::Kind;
    std::vector<TableDifference> found;
    for (const DataTable &table : before) {
        const DataTable *now = named(after, table.name);
        if (!now) {
            found.push_back({Kind::TableRemoved, table.name, {}, {}, {}});
            continue;
        }
        if (!isSameName(now->key, table.key))
            found.push_back({Kind::KeyChanged, table.name, table.key, table.key, now->key});
        if (!table.geometry.isEmpty() && now->srs != table.srs)
            found.push_back(
                {Kind::CrsChanged, table.name, table.geometry, QString::number(table.srs), QString::number(now->srs)});
        compareColumns(table, *now, found);
    }
    for (const DataTable &table : after)
        if (!named(before, table.name))
            found.push_back({Kind::TableAdded, table.name, {}, {}, {}});
    return found;
}

} // namespace tuilerie
