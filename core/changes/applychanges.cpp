// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/applychanges.h"

#include <QCoreApplication>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t problemLimit = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ChangeProblem", text);
}

// Everything that names places in one set, one table.
struct Sql
{
    Sql(const ChangeSet &set, const RowsOf &rows, qint64 number)
        : changes(set.changes())
        , cells(set.cells())
        , rows(rows)
        , own("tbl = " + QByteArray::number(number))
    {
    }
    QByteArray features(const QByteArray &operations) const
    {
        return "(SELECT feature FROM " + changes + " WHERE " + own + " AND op IN (" + operations + "))";
    }
    QByteArray columns() const
    {
        QByteArray list = rows.key;
        for (const auto &[name, column] : rows.columns)
            list += ", " + column;
        return list;
    }
    QByteArray changes, cells;
    const RowsOf &rows;
    QByteArray own;
};

// The rows to be, beside the table and without its rules.
Status prepareRows(SqlDatabase &database, const Sql &sql)
{
    TUILERIE_CHECK(database.run("DROP TABLE IF EXISTS temp.changed_row"));
    QByteArray declared = sql.rows.key + " INTEGER PRIMARY KEY";
    for (const auto &[name, column] : sql.rows.columns)
        declared += ", " + column;
    TUILERIE_CHECK(database.run("CREATE TABLE temp.changed_row(" + declared + ")"));
    TUILERIE_CHECK(database.run("INSERT INTO temp.changed_row SELECT " + sql.columns() + " FROM " + sql.rows.table
        + " WHERE " + sql.rows.key + " IN " + sql.features("'update'")));
    TUILERIE_CHECK(database.run("INSERT INTO temp.changed_row(" + sql.rows.key + ") SELECT feature FROM " + sql.changes
        + " WHERE " + sql.own + " AND op = 'insert'"));
    for (const auto &[name, column] : sql.rows.columns) {
        const QByteArray from = " FROM " + sql.changes + " c JOIN " + sql.cells + " l ON l.change = c.id WHERE c." + sql.own
            + " AND c.op <> 'delete' AND l.name = ?1";
        TUILERIE_CHECK(database.run("UPDATE temp.changed_row SET " + column + " = (SELECT l.new" + from
                + " AND c.feature = changed_row." + sql.rows.key + ") WHERE " + sql.rows.key + " IN (SELECT c.feature" + from
                + ")",
            {name}));
    }
    return {};
}

// One by one, to learn which of them break a rule.
Status insertSingly(SqlDatabase &database, const Sql &sql, const QString &table, ChangeProblems &problems)
{
    std::vector<qint64> keys;
    TUILERIE_CHECK(database.run("SELECT " + sql.rows.key + " FROM temp.changed_row ORDER BY 1",
        [&](const SqlRow &row) { keys.push_back(row.integer(0)); }));
    for (const qint64 key : keys) {
        const Status inserted = database.run("INSERT OR ABORT INTO " + sql.rows.table + "(" + sql.columns()
                + ") SELECT * FROM temp.changed_row WHERE " + sql.rows.key + " = ?",
            {key});
        if (!inserted && inserted.error().code != ErrorCode::Conflict)
            return inserted;
        if (!inserted)
            problems.push_back(brokenConstraint(inserted.error(), table, key));
        if (problems.size() >= problemLimit)
            break;
    }
    return {};
}

// What GDAL and others take the layer's extent from, and when they look for a change.
Status noteContents(SqlDatabase &database, const DataTable &table)
{
    TUILERIE_CHECK(database.run("UPDATE main.gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE "
                                "lower(table_name) = lower(?)",
        {table.name}));
    if (table.geometry.isEmpty())
        return {};
    const QByteArray geometry = sqlName(table.geometry);
    const auto grown = [&](const char *column, const char *which, const char *function) {
        const QByteArray reached =
            QByteArray("(SELECT ") + which + "(" + function + "(" + geometry + ")) FROM temp.changed_row)";
        return QByteArray(column) + " = coalesce(" + which + "(" + column + ", " + reached + "), " + column + ", " + reached
            + ")";
    };
    return database.run("UPDATE main.gpkg_contents SET " + grown("min_x", "min", "ST_MinX") + ", "
            + grown("min_y", "min", "ST_MinY") + ", " + grown("max_x", "max", "ST_MaxX") + ", "
            + grown("max_y", "max", "ST_MaxY") + " WHERE lower(table_name) = lower(?)",
        {table.name});
}

Status applyTable(const ChangeSet &set, const ChangedTable &target, qint64 number, ChangeProblems &problems)
{
    SqlDatabase &database = set.database();
    const Sql sql(set, target.rows, number);
    TUILERIE_CHECK(prepareRows(database, sql));
    TUILERIE_CHECK(database.run("DELETE FROM " + target.rows.table + " WHERE " + target.rows.key + " IN "
        + sql.features("'insert', 'update', 'delete'")));
    const Status inserted = database.run(
        "INSERT OR ABORT INTO " + target.rows.table + "(" + sql.columns() + ") SELECT * FROM temp.changed_row ORDER BY 1");
    if (!inserted && inserted.error().code != ErrorCode::Conflict)
        return inserted;
    if (!inserted)
        TUILERIE_CHECK(insertSingly(database, sql, target.table.name, problems));
    if (target.isData)
        TUILERIE_CHECK(noteContents(database, target.table));
    return database.run("DROP TABLE temp.changed_row");
}

Status findStrange(const ChangeSet &set, const ChangedTable &target, qint64 number, ChangeProblems &problems)
{
    SqlDatabase &database = set.database();
    const Sql sql(set, target.rows, number);
    const auto add = [&](const QByteArray &query, const QVariantList &values, const QString &rule, const QString &column,
                         const QString &message) -> Status {
        return database.run(query, values, [&](const SqlRow &row) {
            problems.push_back({target.table.name, row.integer(0), column, rule,
                message.contains("%1"_L1) ? message.arg(row.integer(0)).arg(target.table.name) : message});
            return problems.size() < problemLimit;
        });
    };
    const QByteArray keys = "(SELECT " + sql.rows.key + " FROM " + sql.rows.table + ")";
    TUILERIE_CHECK(add("SELECT feature FROM " + sql.changes + " WHERE " + sql.own + " AND op = 'insert' AND feature IN "
            + keys + " ORDER BY 1",
        {}, u"key"_s, {}, tr("feature %1 of %2 is there already: give the new one another id.")));
    TUILERIE_CHECK(add("SELECT feature FROM " + sql.changes + " WHERE " + sql.own + " AND op <> 'insert' AND feature NOT IN "
            + keys + " ORDER BY 1",
        {}, u"base"_s, {}, tr("feature %1 of %2 is not there any more: pull first.")));
    for (const auto &[name, column] : sql.rows.columns) {
        const bool isGeometry = name == target.table.geometry;
        TUILERIE_CHECK(add("SELECT c.feature FROM " + sql.changes + " c JOIN " + sql.cells + " l ON l.change = c.id JOIN "
                + sql.rows.table + " r ON r." + sql.rows.key + " = c.feature WHERE c." + sql.own
                + " AND c.op <> 'insert' AND l.name = ? AND " + differSql("l.old", "r." + column, isGeometry)
                + " ORDER BY 1",
            {name}, u"base"_s, name, tr("feature %1 of %2 is not what it was when it was edited: pull first.")));
    }
    return {};
}

} // namespace

Result<ChangeProblems> strangeGeometries(const ChangeSet &set, const std::vector<DataTable> &tables)
{
    ChangeProblems problems;
    for (const DataTable &table : tables) {
        const qint64 number = set.tableNumber(table.name);
        if (number == 0 || table.geometry.isEmpty())
            continue;
        TUILERIE_CHECK(
            set.database().run("SELECT feature, srs FROM (SELECT c.feature, tuilerie_geometry_srs(l.new) AS srs FROM "
                    + set.changes() + " c JOIN " + set.cells()
                    + " l ON l.change = c.id WHERE c.tbl = ? AND c.op <> 'delete' AND l.name = ? AND l.new IS NOT NULL) "
                      "WHERE srs IS NOT ? ORDER BY 1",
                {number, table.geometry, table.srs}, [&](const SqlRow &row) {
                    ChangeProblem problem{table.name, row.integer(0), table.geometry, {}, {}};
                    problem.rule = row.isNull(1) ? u"geometry"_s : u"crs"_s;
                    problem.message = row.isNull(1)
                        ? tr("feature %1 of %2 has a geometry that cannot be read: draw it again.")
                              .arg(problem.feature)
                              .arg(table.name)
                        : tr("feature %1 of %2 is in the CRS %3, but its table in %4: transform it into that one.")
                              .arg(problem.feature)
                              .arg(table.name)
                              .arg(row.integer(1))
                              .arg(table.srs);
                    problems.push_back(problem);
                    return problems.size() < problemLimit;
                }));
    }
    return problems;
}

Result<ChangeProblems> strangeChanges(const ChangeSet &set, const std::vector<ChangedTable> &tables)
{
    std::vector<DataTable> known;
    ChangeProblems problems;
    for (const ChangedTable &target : tables)
        known.push_back(target.table);
    for (const QString &name : set.tableNames()) {
        const auto target = std::find_if(tables.begin(), tables.end(),
            [&](const ChangedTable &one) { return one.table.name.compare(name, Qt::CaseInsensitive) == 0; });
        if (target == tables.end()) {
            if (set.count(name).total() > 0)
                problems.push_back({name, 0, {}, u"table-added"_s, tr("The layer has no table %1.").arg(name)});
            continue;
        }
        QStringList unknown;
        const qint64 number = set.tableNumber(name);
        TUILERIE_CHECK(set.database().run("SELECT DISTINCT l.name FROM " + set.cells() + " l JOIN " + set.changes()
                + " c ON c.id = l.change WHERE c.tbl = ?",
            {number}, [&](const SqlRow &row) {
                const QString column = row.text(0);
                if (std::none_of(target->rows.columns.begin(), target->rows.columns.end(),
                        [&](const auto &one) { return one.first == column; }))
                    unknown << column;
            }));
        for (const QString &column : unknown)
            problems.push_back(
                {name, 0, column, u"column-added"_s, tr("The table %1 of the layer has no column %2.").arg(name, column)});
        TUILERIE_CHECK(findStrange(set, *target, number, problems));
    }
    TUILERIE_TRY(geometries, strangeGeometries(set, known));
    problems.insert(problems.end(), geometries.begin(), geometries.end());
    if (problems.size() > problemLimit)
        problems.resize(problemLimit);
    return problems;
}

Result<ChangeProblems> applyChanges(const ChangeSet &set, const std::vector<ChangedTable> &tables)
{
    ChangeProblems problems;
    const LostReferences references(set.database());
    for (const ChangedTable &target : tables)
        if (const qint64 number = set.tableNumber(target.table.name); number > 0 && set.count(target.table.name).total() > 0)
            TUILERIE_CHECK(applyTable(set, target, number, problems));
    const ChangeProblems lost = references.newOnes();
    problems.insert(problems.end(), lost.begin(), lost.end());
    return problems;
}

} // namespace tuilerie
