// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/workingcopy.h"

#include "base/filename.h"
#include "changes/geometryblob.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int formatVersion = 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::WorkingCopy", text);
}

QByteArray jsonText(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray baseName(qint64 number)
{
    return "gpkgtuilerie_base_" + QByteArray::number(number);
}

RowsOf baseRows(const DataTable &table, qint64 number)
{
    RowsOf rows{"main." + baseName(number), "k", {}};
    for (size_t i = 0; i < table.columns.size(); ++i)
        rows.columns.emplace_back(table.columns[i].name, "c" + QByteArray::number(i));
    return rows;
}

Status addBase(SqlDatabase &database, const DataTable &table, qint64 number)
{
    const RowsOf rows = baseRows(table, number), live = RowsOf::data(table);
    QByteArray declared = "k INTEGER PRIMARY KEY", from = live.key;
    for (size_t i = 0; i < rows.columns.size(); ++i) {
        declared += ", " + rows.columns[i].second;
        from += ", " + live.columns[i].second;
    }
    TUILERIE_CHECK(database.run("CREATE TABLE " + rows.table + "(" + declared + ")"));
    TUILERIE_CHECK(database.run("INSERT INTO " + rows.table + " SELECT " + from + " FROM " + live.table));
    return database.run("INSERT INTO gpkgtuilerie_table(id, name, description) VALUES(?, ?, ?)",
        {number, table.name, QString::fromUtf8(jsonText(table.toJson()))});
}

// OGC 12-128r15, §2.3: "write-only" is what readers need not know; a row for each table, so that none warns of the file.
Status registerTables(SqlDatabase &database)
{
    TUILERIE_CHECK(database.run(
        "CREATE TABLE IF NOT EXISTS gpkg_extensions(table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, "
        "definition TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE(table_name, column_name, extension_name))"));
    return database.run("INSERT INTO gpkg_extensions(table_name, column_name, extension_name, definition, scope) "
                        "SELECT name, NULL, 'tuilerie_sync', 'docs/sync.md of Tuilerie', 'write-only' FROM sqlite_master "
                        "WHERE type = 'table' AND name LIKE 'gpkgtuilerie%'");
}

constexpr auto ownTables = R"sql(
CREATE TABLE gpkgtuilerie_copy(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE gpkgtuilerie_table(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL);
CREATE TABLE gpkgtuilerie_choice(tbl TEXT NOT NULL, feature INTEGER NOT NULL, name TEXT NOT NULL, choice TEXT NOT NULL,
  PRIMARY KEY(tbl, feature, name)) WITHOUT ROWID;
CREATE TABLE gpkgtuilerie_kept(id INTEGER PRIMARY KEY AUTOINCREMENT, moment TEXT NOT NULL, tbl TEXT NOT NULL,
  feature INTEGER NOT NULL, kind TEXT NOT NULL, side TEXT NOT NULL);
CREATE TABLE gpkgtuilerie_kept_cell(kept INTEGER NOT NULL, name TEXT NOT NULL, value, PRIMARY KEY(kept, name)) WITHOUT ROWID;
)sql";

ChangeProblem problemOf(const TableDifference &difference)
{
    using Kind = TableDifference::Kind;
    ChangeProblem problem{difference.table, 0, difference.column, difference.word(), {}};
    const QString &table = difference.table, &column = difference.column;
    switch (difference.kind) {
    case Kind::TableAdded:
        problem.message =
            tr("The table %1 was added here, and the layer has none of that name. Move it to another GeoPackage, or "
               "publish it as a layer of its own.")
                .arg(table);
        break;
    case Kind::TableRemoved:
        problem.message =
            tr("The table %1 is gone or has another name. Give it its name back; to remove all its features, delete "
               "them from it.")
                .arg(table);
        break;
    case Kind::ColumnAdded:
        problem.message =
            tr("The column %2 was added to %1 here, and the layer has none of that name. Remove it, or publish the "
               "file with tuilerie-cli update.")
                .arg(table, column);
        break;
    case Kind::ColumnRemoved:
        problem.message =
            tr("The column %2 of %1 was removed here. Add it again with its type; to empty it, set its values to NULL.")
                .arg(table, column);
        break;
    case Kind::ColumnRenamed:
        problem.message =
            tr("The column %2 of %1 is named %3 here. Give it its name back.").arg(table, column, difference.is);
        break;
    case Kind::ColumnRetyped:
        problem.message = tr("The column %2 of %1 was of the type %3 and is of the type %4 here. Give it its type back.")
                              .arg(table, column, difference.was, difference.is);
        break;
    case Kind::KeyChanged:
        problem.message =
            tr("The table %1 has another primary key than %2 here, by which its features are known. Give it that one "
               "back.")
                .arg(table, difference.was);
        break;
    case Kind::CrsChanged:
        problem.message = tr("The table %1 is in the CRS %3 here, and in %2 in the layer. Transform it back.")
                              .arg(table, difference.was, difference.is);
        break;
    }
    return problem;
}

} // namespace

Result<std::unique_ptr<WorkingCopy>> WorkingCopy::open(const QString &path, Access access)
{
    if (!isFile(path))
        return fail(ErrorCode::NotFound, tr("There is no file %1.").arg(path));
    TUILERIE_TRY(database, access == Access::Read ? SqlDatabase::openToRead(path) : SqlDatabase::openToChange(path));
    if (!database->hasTable(u"gpkgtuilerie_copy"_s))
        return fail(ErrorCode::Invalid,
            tr("%1 is no working copy: it has no base to compare with. Programs that write a file anew leave it out; make a "
               "copy "
               "with tuilerie-cli sync clone and bring your features into that one.")
                .arg(path));
    std::unique_ptr<WorkingCopy> copy(new WorkingCopy(std::move(database)));
    TUILERIE_CHECK(copy->read());
    return copy;
}

Status WorkingCopy::make(const QString &path, const CopyOrigin &origin)
{
    TUILERIE_TRY(database, SqlDatabase::openToChange(path));
    TUILERIE_CHECK(addGeometryFunctions(*database));
    TUILERIE_TRY(tables, tuilerie::dataTables(*database));
    if (tables.empty())
        return fail(ErrorCode::Invalid, tr("The layer %1 has no table of features.").arg(origin.layer));
    for (const DataTable &table : tables)
        if (table.key.isEmpty())
            return fail(ErrorCode::Unsupported,
                tr("The table %1 has no integer primary key by which its features could be known again. Choose others with "
                   "--table.")
                    .arg(table.name));
    std::unique_ptr<WorkingCopy> copy(new WorkingCopy(std::move(database)));
    return copy->m_database->transaction([&]() -> Status {
        SqlDatabase &own = *copy->m_database;
        TUILERIE_CHECK(own.script(ownTables));
        for (const DataTable &table : tables)
            TUILERIE_CHECK(addBase(own, table, qint64(&table - tables.data()) + 1));
        TUILERIE_CHECK(copy->storedTheirs().create());
        TUILERIE_CHECK(copy->storedSent().create());
        TUILERIE_CHECK(registerTables(own));
        const std::pair<QString, QString> values[] = {{u"format"_s, QString::number(formatVersion)},
            {u"server"_s, origin.server}, {u"layer"_s, origin.layer}, {u"data"_s, origin.data},
            {u"version"_s, QString::number(origin.version)},
            {u"selection"_s, QString::fromUtf8(jsonText(origin.selection.toJson()))},
            {u"id"_s, origin.id.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : origin.id}};
        for (const auto &[name, text] : values)
            TUILERIE_CHECK(copy->setValue(name, text));
        return {};
    });
}

Status WorkingCopy::read()
{
    TUILERIE_CHECK(addGeometryFunctions(*m_database));
    if (value(u"format"_s).toInt() > formatVersion)
        return fail(ErrorCode::Unsupported,
            tr("The working copy was made by a newer version of this program. Install that version."));
    m_origin = {value(u"id"_s), value(u"server"_s), value(u"layer"_s), value(u"data"_s), value(u"version"_s).toLongLong(),
        DataSelection::fromJson(QJsonDocument::fromJson(value(u"selection"_s).toUtf8()).object())};
    m_tables.clear();
    return m_database->run("SELECT id, description FROM gpkgtuilerie_table ORDER BY id", [this](const SqlRow &row) {
        MergedTable table;
        table.table = DataTable::fromJson(QJsonDocument::fromJson(row.bytes(1)).object());
        table.live = RowsOf::data(table.table);
        table.base = baseRows(table.table, row.integer(0));
        m_tables.push_back(std::move(table));
    });
}

Status WorkingCopy::setValue(const QString &name, const QString &text)
{
    return m_database->run(
        "INSERT OR REPLACE INTO gpkgtuilerie_copy(name, value) VALUES(?, ?)", {name, text.isNull() ? u""_s : text});
}

QString WorkingCopy::value(const QString &name)
{
    QString text;
    (void)m_database->run(
        "SELECT value FROM gpkgtuilerie_copy WHERE name = ?", {name}, [&](const SqlRow &row) { text = row.text(0); });
    return text;
}

std::vector<DataTable> WorkingCopy::dataTables() const
{
    std::vector<DataTable> tables;
    for (const MergedTable &table : m_tables)
        tables.push_back(table.table);
    return tables;
}

Result<ChangeProblems> WorkingCopy::declarationProblems()
{
    TUILERIE_TRY(now, tuilerie::dataTables(*m_database));
    ChangeProblems problems;
    for (const TableDifference &difference : tableDifferences(dataTables(), now))
        problems.push_back(problemOf(difference));
    return problems;
}

Result<ChangeSet> WorkingCopy::emptySet(const QByteArray &prefix)
{
    ChangeSet set(*m_database, "temp", prefix);
    TUILERIE_CHECK(set.create());
    for (const MergedTable &table : m_tables)
        TUILERIE_CHECK(set.addTable(table.table));
    return set;
}

Result<ChangeSet> WorkingCopy::mine()
{
    TUILERIE_TRY(problems, declarationProblems());
    if (!problems.empty())
        return fail(ErrorCode::Conflict, problems.front().message);
    TUILERIE_TRY(set, emptySet("mine_"));
    for (const MergedTable &table : m_tables)
        TUILERIE_CHECK(addDifference(set, table.table, table.base, table.live));
    return set;
}

Status WorkingCopy::addColumn(const QString &name, const DataColumn &column)
{
    for (MergedTable &table : m_tables) {
        if (table.table.name != name)
            continue;
        const qint64 number = m_database->number("SELECT id FROM gpkgtuilerie_table WHERE name = " + sqlLiteral(name));
        QByteArray declared = sqlName(column.name) + " " + column.type.toUtf8();
        if (column.isNotNull)
            declared += " NOT NULL";
        if (!column.standard.isEmpty())
            declared += " DEFAULT " + column.standard.toUtf8();
        TUILERIE_CHECK(m_database->run("ALTER TABLE main." + sqlName(name) + " ADD COLUMN " + declared));
        table.table.columns.push_back(column);
        const RowsOf rows = baseRows(table.table, number);
        TUILERIE_CHECK(m_database->run("ALTER TABLE " + rows.table + " ADD COLUMN " + rows.columns.back().second));
        TUILERIE_CHECK(m_database->run("UPDATE " + rows.table + " SET " + rows.columns.back().second + " = (SELECT "
            + sqlName(column.name) + " FROM main." + sqlName(name) + " WHERE " + table.live.key + " = k)"));
        TUILERIE_CHECK(m_database->run("UPDATE gpkgtuilerie_table SET description = ? WHERE id = ?",
            {QString::fromUtf8(jsonText(table.table.toJson())), number}));
    }
    return read();
}

} // namespace tuilerie
