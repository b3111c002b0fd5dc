// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/dataselection.h"

#include "changes/datatable.h"
#include "changes/geometryblob.h"
#include "grid/crs.h"
#include "grid/extent.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::DataSelection", text);
}

bool isNamed(const QStringList &names, const QString &name)
{
    return names.contains(name, Qt::CaseInsensitive);
}

// The system of the table's geometries, as gpkg_spatial_ref_sys has it.
Result<Crs> crsOf(SqlDatabase &database, qint64 srs)
{
    QString organization, definition;
    qint64 code = 0;
    TUILERIE_CHECK(database.run(
        "SELECT organization, organization_coordsys_id, definition FROM origin.gpkg_spatial_ref_sys WHERE srs_id = ?", {srs},
        [&](const SqlRow &row) {
            organization = row.text(0).toUpper();
            code = row.integer(1);
            definition = row.text(2);
        }));
    if (auto known = Crs::fromText(u"%1:%2"_s.arg(organization).arg(code)))
        return known;
    return Crs::fromText(definition);
}

Result<QByteArray> extentSql(SqlDatabase &database, const DataTable &table, const QList<double> &degrees)
{
    if (table.geometry.isEmpty())
        return QByteArray("0");
    TUILERIE_TRY(wgs84, Crs::fromText(u"EPSG:4326"_s));
    TUILERIE_TRY(own, crsOf(database, table.srs));
    TUILERIE_TRY(transform, CrsTransform::create(wgs84, own));
    TUILERIE_TRY(box, transform.forward(Extent{degrees[0], degrees[1], degrees[2], degrees[3]}));
    const QByteArray geometry = sqlName(table.geometry);
    const auto number = [](double value) { return QByteArray::number(value, 'g', 17); };
    return QByteArray("(ST_MaxX(" + geometry + ") >= " + number(box.west) + " AND ST_MinX(" + geometry
        + ") <= " + number(box.east) + " AND ST_MaxY(" + geometry + ") >= " + number(box.south) + " AND ST_MinY(" + geometry
        + ") <= " + number(box.north) + ")");
}

Result<QByteArray> conditionOf(
    SqlDatabase &database, const DataTable &table, const DataSelection &selection, const QJsonObject &besides)
{
    if (!selection.isPart())
        return QByteArray();
    QByteArrayList all;
    if (!selection.extent.isEmpty()) {
        TUILERIE_TRY(box, extentSql(database, table, selection.extent));
        all << box;
    }
    // In brackets and on a line of its own, so that nothing after it can be a part of it.
    if (!selection.where.isEmpty())
        all << "(" + selection.where.toUtf8() + "\n)";
    QByteArrayList ids;
    for (const QJsonValue id : besides[table.name].toArray())
        ids << QByteArray::number(id.toInteger());
    QByteArray condition = " WHERE (" + all.join(" AND ") + ")";
    if (!ids.isEmpty())
        condition += " OR " + sqlName(table.key) + " IN (" + ids.join(", ") + ")";
    return condition;
}

// What belongs to a table that is left out.
QByteArray systemCondition(const QString &system, const QStringList &leftOut)
{
    static const QStringList byTable{u"gpkg_contents"_s, u"gpkg_geometry_columns"_s, u"gpkg_extensions"_s,
        u"gpkg_ogr_contents"_s, u"gpkg_data_columns"_s, u"gpkg_metadata_reference"_s};
    if (leftOut.isEmpty() || !byTable.contains(system))
        return {};
    QByteArrayList names;
    for (const QString &name : leftOut)
        names << sqlLiteral(name);
    return " WHERE table_name IS NULL OR table_name NOT IN (" + names.join(", ") + ")";
}

struct Item
{
    QString type, name, table;
    QByteArray sql;
};

class Extraction
{
public:
    Extraction(SqlDatabase &database, const DataSelection &selection, const QJsonObject &besides, WorkControl &control)
        : m_database(database)
        , m_selection(selection)
        , m_besides(besides)
        , m_control(control)
    {
    }

    Status run()
    {
        TUILERIE_TRY(tables, dataTables(m_database, "origin"));
        for (const QString &wanted : m_selection.tables)
            if (std::none_of(tables.begin(), tables.end(),
                    [&](const DataTable &table) { return table.name.compare(wanted, Qt::CaseInsensitive) == 0; }))
                return fail(ErrorCode::Invalid, tr("The layer has no table %1.").arg(wanted));
        for (const DataTable &table : tables)
            if (!m_selection.tables.isEmpty() && !isNamed(m_selection.tables, table.name))
                m_leftOut << table.name;
        std::vector<Item> items;
        TUILERIE_CHECK(m_database.run(
            "SELECT type, name, tbl_name, sql FROM origin.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE "
            "'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
            [&](const SqlRow &row) {
                items.push_back({row.text(0), row.text(1), row.text(2), row.bytes(3)});
            }));
        for (const Item &item : items)
            if (item.type == "table"_L1)
                TUILERIE_CHECK(copyTable(item, items, tables));
        TUILERIE_CHECK(copySequences());
        for (const QLatin1String type : {"index"_L1, "view"_L1, "trigger"_L1})
            for (const Item &item : items)
                if (item.type == type && !belongsToLeftOut(item.table))
                    TUILERIE_CHECK(m_database.script(item.sql));
        return correctCounts(tables);
    }

private:
    static bool isVirtual(const Item &item) { return item.sql.trimmed().left(14).toUpper() == "CREATE VIRTUAL"; }
    bool belongsToLeftOut(const QString &name) const
    {
        return std::any_of(m_leftOut.begin(), m_leftOut.end(), [&](const QString &table) {
            return name.compare(table, Qt::CaseInsensitive) == 0
                || name.startsWith("rtree_"_L1 + table + u'_', Qt::CaseInsensitive);
        });
    }

    Status copyTable(const Item &item, const std::vector<Item> &items, const std::vector<DataTable> &tables)
    {
        TUILERIE_CHECK(checkStop(m_control));
        // What a spatial index keeps its nodes in comes with it.
        const bool isShadow = std::any_of(items.begin(), items.end(), [&](const Item &other) {
            return isVirtual(other) && item.name != other.name && item.name.startsWith(other.name + u'_');
        });
        if (isShadow || belongsToLeftOut(item.name))
            return {};
        TUILERIE_CHECK(m_database.script(item.sql));
        const auto data =
            std::find_if(tables.begin(), tables.end(), [&](const DataTable &table) { return table.name == item.name; });
        const QByteArray name = sqlName(item.name), copy = "INSERT INTO main." + name + " SELECT * FROM origin." + name;
        if (isVirtual(item))
            return m_database.run(copy + indexCondition(item.name, tables));
        if (data == tables.end())
            return m_database.run(copy + systemCondition(item.name, m_leftOut));
        TUILERIE_TRY(condition, conditionOf(m_database, *data, m_selection, m_besides));
        QByteArray columns = sqlName(data->key);
        for (const DataColumn &column : data->columns)
            columns += ", " + sqlName(column.name);
        const Status copied = m_database.run(
            "INSERT INTO main." + name + "(" + columns + ") SELECT " + columns + " FROM origin." + name + condition);
        if (!copied && !m_selection.where.isEmpty())
            return fail(ErrorCode::Invalid,
                tr("The table %1 cannot be asked for %2: %3. Choose the tables with --table.")
                    .arg(item.name, m_selection.where, copied.error().detail.section(" | "_L1, 0, 0)),
                copied.error().detail);
        return copied;
    }

    // The tables come before their indexes, which have been made after them.
    QByteArray indexCondition(const QString &index, const std::vector<DataTable> &tables) const
    {
        for (const DataTable &table : tables)
            if (index.compare(u"rtree_%1_%2"_s.arg(table.name, table.geometry), Qt::CaseInsensitive) == 0)
                return " WHERE id IN (SELECT " + sqlName(table.key) + " FROM main." + sqlName(table.name) + ")";
        return {};
    }

    Status copySequences()
    {
        if (m_database.number("SELECT count(*) FROM origin.sqlite_master WHERE name = 'sqlite_sequence'") == 0)
            return {};
        TUILERIE_CHECK(m_database.run("DELETE FROM main.sqlite_sequence"));
        return m_database.run("INSERT INTO main.sqlite_sequence SELECT * FROM origin.sqlite_sequence WHERE name IN (SELECT "
                              "name FROM main.sqlite_master)");
    }

    Status correctCounts(const std::vector<DataTable> &tables)
    {
        if (!m_database.hasTable(u"gpkg_ogr_contents"_s))
            return {};
        for (const DataTable &table : tables)
            if (!belongsToLeftOut(table.name))
                TUILERIE_CHECK(m_database.run("UPDATE main.gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM main."
                        + sqlName(table.name) + ") WHERE lower(table_name) = lower(?)",
                    {table.name}));
        return {};
    }

    SqlDatabase &m_database;
    const DataSelection &m_selection;
    const QJsonObject &m_besides;
    WorkControl &m_control;
    QStringList m_leftOut;
};

} // namespace

QJsonObject DataSelection::toJson() const
{
    QJsonArray box;
    for (const double value : extent)
        box.append(value);
    return {{u"tables"_s, QJsonArray::fromStringList(tables)}, {u"extent"_s, box}, {u"where"_s, where}};
}

DataSelection DataSelection::fromJson(const QJsonObject &object)
{
    DataSelection selection;
    for (const QJsonValue table : object["tables"_L1].toArray())
        selection.tables << table.toString();
    for (const QJsonValue value : object["extent"_L1].toArray())
        selection.extent << value.toDouble();
    selection.where = object["where"_L1].toString();
    return selection;
}

Status extractData(
    const QString &from, const QString &to, const DataSelection &selection, const QJsonObject &besides, WorkControl &control)
{
    if (!selection.extent.isEmpty()
        && (selection.extent.size() != 4 || selection.extent[0] > selection.extent[2]
            || selection.extent[1] > selection.extent[3]))
        return fail(ErrorCode::Invalid, tr("An extent is west, south, east and north, in degrees."));
    const auto made = [&]() -> Status {
        TUILERIE_TRY(database, SqlDatabase::createToFill(to));
        TUILERIE_CHECK(addGeometryFunctions(*database));
        TUILERIE_CHECK(database->attach(from, "origin"));
        for (const char *pragma : {"application_id", "user_version"}) {
            const QByteArray name(pragma);
            TUILERIE_CHECK(database->run(
                "PRAGMA main." + name + " = " + QByteArray::number(database->number("PRAGMA origin." + name))));
        }
        return database->transaction([&] { return Extraction(*database, selection, besides, control).run(); });
    }();
    if (!made)
        QFile::remove(to);
    return made;
}

} // namespace tuilerie
