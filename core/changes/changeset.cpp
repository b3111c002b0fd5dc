// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/changeset.h"

#include "changes/geometryblob.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ChangeSet", text);
}

// A value with its type and length, so that no two rows run into one another.
void addValue(QCryptographicHash &hash, const SqlRow &row, int column)
{
    const SqlType type = row.type(column);
    const QByteArray value = type == SqlType::Integer ? QByteArray::number(row.integer(column))
        : type == SqlType::Real                       ? QByteArray::number(row.real(column), 'g', 17)
                                                      : row.bytes(column);
    hash.addData(QByteArray::number(int(type)) + ':' + QByteArray::number(value.size()) + ':');
    hash.addData(value);
}

} // namespace

ChangeSet::ChangeSet(SqlDatabase &database, QByteArray schema, QByteArray prefix)
    : m_database(database)
    , m_schema(std::move(schema))
    , m_prefix(std::move(prefix))
    , m_name(m_schema + "." + m_prefix)
{
}

Status ChangeSet::create()
{
    TUILERIE_CHECK(drop());
    TUILERIE_CHECK(m_database.run(
        "CREATE TABLE " + tables() + "(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL)"));
    TUILERIE_CHECK(m_database.run("CREATE TABLE " + changes()
        + "(id INTEGER PRIMARY KEY, tbl INTEGER NOT NULL, feature INTEGER NOT NULL, op TEXT NOT NULL, UNIQUE(tbl, "
          "feature))"));
    return m_database.run("CREATE TABLE " + cells()
        + "(change INTEGER NOT NULL, name TEXT NOT NULL, old, new, PRIMARY KEY(change, name)) WITHOUT ROWID");
}

Status ChangeSet::drop()
{
    for (const QByteArray &table : {tables(), changes(), cells()})
        TUILERIE_CHECK(m_database.run("DROP TABLE IF EXISTS " + table));
    return {};
}

Result<qint64> ChangeSet::addTable(const DataTable &table)
{
    if (const qint64 number = tableNumber(table.name))
        return number;
    TUILERIE_CHECK(m_database.run("INSERT INTO " + tables() + "(name, key) VALUES(?, ?)", {table.name, table.key}));
    return m_database.lastRowId();
}

qint64 ChangeSet::tableNumber(const QString &name) const
{
    qint64 number = 0;
    (void)m_database.run("SELECT id FROM " + tables() + " WHERE lower(name) = lower(?)", {name},
        [&](const SqlRow &row) { number = row.integer(0); });
    return number;
}

QStringList ChangeSet::tableNames() const
{
    QStringList names;
    (void)m_database.run(
        "SELECT name FROM " + tables() + " ORDER BY name", [&](const SqlRow &row) { names << row.text(0); });
    return names;
}

Status ChangeSet::add(const ChangeSet &other)
{
    const auto refuse = [](const QString &detail) {
        return fail(ErrorCode::Invalid, tr("These are no changes that this program can read."), detail);
    };
    std::vector<std::pair<qint64, DataTable>> theirs;
    const Status listed = m_database.run("SELECT id, name, key FROM " + other.tables(), [&](const SqlRow &row) {
        theirs.push_back({row.integer(0), DataTable{row.text(1), row.text(2), {}, 0, {}}});
    });
    if (!listed)
        return refuse(listed.error().detail);
    const qint64 offset = m_database.number("SELECT coalesce(max(id), 0) FROM " + changes());
    for (const auto &[number, table] : theirs) {
        if (table.name.isEmpty())
            return refuse(u"a table without a name"_s);
        TUILERIE_TRY(own, addTable(table));
        const Status added = m_database.run("INSERT INTO " + changes()
                + "(id, tbl, feature, op) SELECT id + ?, ?, feature, op FROM " + other.changes()
                + " WHERE tbl = ? AND typeof(id) = 'integer' AND typeof(feature) = 'integer' "
                  "AND op IN ('insert', 'update', 'delete')",
            {offset, own, number});
        if (!added && added.error().code != ErrorCode::Conflict)
            return added;
        if (!added)
            return refuse(added.error().detail);
    }
    const qint64 came = m_database.number("SELECT count(*) FROM " + changes() + " WHERE id > " + QByteArray::number(offset));
    if (came != m_database.number("SELECT count(*) FROM " + other.changes(), -1))
        return refuse(u"changes of an unknown kind"_s);
    const Status cellsAdded =
        m_database.run("INSERT INTO " + cells() + "(change, name, old, new) SELECT l.change + ?, l.name, l.old, l.new FROM "
                + other.cells() + " l JOIN " + other.changes() + " c ON c.id = l.change WHERE typeof(l.name) = 'text'",
            {offset});
    return cellsAdded || cellsAdded.error().code != ErrorCode::Internal ? cellsAdded : refuse(cellsAdded.error().detail);
}

QJsonObject ChangeSet::Count::toJson() const
{
    return {{u"inserts"_s, inserts}, {u"updates"_s, updates}, {u"deletes"_s, deletes}};
}

ChangeSet::Count ChangeSet::count(const QString &table) const
{
    Count found;
    QByteArray sql =
        "SELECT coalesce(sum(op = 'insert'), 0), coalesce(sum(op = 'update'), 0), coalesce(sum(op = 'delete'), 0) FROM "
        + changes();
    if (!table.isEmpty())
        sql += " WHERE tbl = " + QByteArray::number(tableNumber(table));
    (void)m_database.run(sql, [&](const SqlRow &row) { found = {row.integer(0), row.integer(1), row.integer(2)}; });
    return found;
}

Result<QJsonArray> ChangeSet::list(qint64 limit) const
{
    QJsonArray found;
    TUILERIE_CHECK(m_database.run("SELECT t.name, c.feature, c.op, "
                                  "(SELECT json_group_array(name) FROM (SELECT name FROM "
            + cells() + " WHERE change = c.id AND c.op = 'update' ORDER BY name)) FROM " + changes() + " c JOIN " + tables()
            + " t ON t.id = c.tbl ORDER BY t.name, c.feature LIMIT ?",
        {limit}, [&](const SqlRow &row) {
            QJsonObject item{{u"table"_s, row.text(0)}, {u"feature"_s, row.integer(1)}, {u"op"_s, row.text(2)}};
            if (row.text(2) == "update"_L1)
                item.insert(u"columns"_s, QJsonDocument::fromJson(row.text(3).toUtf8()).array());
            found.append(item);
        }));
    return found;
}

Result<QByteArray> ChangeSet::hash() const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    TUILERIE_CHECK(
        m_database.run("SELECT t.name, c.feature, c.op, l.name, l.old, l.new FROM " + changes() + " c JOIN " + tables()
                + " t ON t.id = c.tbl LEFT JOIN " + cells() + " l ON l.change = c.id ORDER BY t.name, c.feature, l.name",
            [&](const SqlRow &row) {
                for (int column = 0; column < 6; ++column)
                    addValue(hash, row, column);
            }));
    return hash.result().toHex();
}

QJsonValue shownValue(const SqlRow &row, int column)
{
    switch (row.type(column)) {
    case SqlType::Integer: return row.integer(column);
    case SqlType::Real: return row.real(column);
    case SqlType::Text: return row.text(column);
    case SqlType::Blob: return geometryText(row.bytes(column));
    case SqlType::Null: break;
    }
    return QJsonValue::Null;
}

} // namespace tuilerie
