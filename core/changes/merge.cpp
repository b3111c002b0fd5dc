// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/merge.h"

#include "changes/ownrules.h"
#include "changes/remap.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Merge", text);
}

} // namespace

Merge::Merge(const std::vector<MergedTable> &tables, const ChangeSet &mine, const ChangeSet &theirs)
    : m_tables(tables)
    , m_database(mine.database())
    , m_mine(mine)
    , m_theirs(theirs)
{
}

QJsonObject MergeConflict::toJson() const
{
    return {{u"table"_s, table}, {u"feature"_s, feature},
        {u"column"_s, column.isEmpty() ? QJsonValue() : QJsonValue(column)}, {u"kind"_s, kind}, {u"base"_s, base},
        {u"mine"_s, mine}, {u"theirs"_s, theirs}};
}

Status Merge::findConflicts()
{
    TUILERIE_CHECK(m_database.run("DROP TABLE IF EXISTS temp.conflict"));
    TUILERIE_CHECK(m_database.run(
        "CREATE TABLE temp.conflict(id INTEGER PRIMARY KEY, tbl INTEGER, feature INTEGER, name TEXT, kind TEXT, "
        "mine INTEGER, theirs INTEGER, choice TEXT)"));
    const QByteArray both =
        " FROM " + m_mine.changes() + " m JOIN " + m_theirs.changes() + " t ON t.tbl = m.tbl AND t.feature = m.feature ";
    const QByteArray into = "INSERT INTO temp.conflict(tbl, feature, name, kind, mine, theirs) SELECT m.tbl, m.feature, ";
    TUILERIE_CHECK(
        m_database.run(into + "a.name, 'cell', m.id, t.id" + both + "JOIN " + m_mine.cells() + " a ON a.change = m.id JOIN "
            + m_theirs.cells() + " b ON b.change = t.id AND b.name = a.name WHERE m.op = 'update' AND t.op = 'update' AND "
            + differSql("a.new", "b.new", true) + " ORDER BY m.tbl, m.feature, a.name"));
    TUILERIE_CHECK(m_database.run(
        into + "'', 'edit-delete', m.id, t.id" + both + "WHERE m.op = 'update' AND t.op = 'delete' ORDER BY 1, 2"));
    return m_database.run(
        into + "'', 'delete-edit', m.id, t.id" + both + "WHERE m.op = 'delete' AND t.op = 'update' ORDER BY 1, 2");
}

qint64 Merge::openCount() const
{
    return m_database.number("SELECT count(*) FROM temp.conflict WHERE choice IS NULL");
}

Result<std::vector<MergeConflict>> Merge::conflicts(bool onlyOpen) const
{
    std::vector<MergeConflict> found;
    std::vector<std::pair<qint64, qint64>> changes;
    TUILERIE_CHECK(m_database.run(
        "SELECT t.name, c.feature, c.name, c.kind, c.choice, c.mine, c.theirs FROM temp.conflict c JOIN " + m_mine.tables()
            + " t ON t.id = c.tbl" + (onlyOpen ? " WHERE c.choice IS NULL" : "") + " ORDER BY t.name, c.feature, c.name",
        [&](const SqlRow &row) {
            found.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), {}, QJsonValue::Null, QJsonValue::Null,
                row.text(4)});
            changes.push_back({row.integer(5), row.integer(6)});
        }));
    for (size_t i = 0; i < found.size(); ++i) {
        MergeConflict &conflict = found[i];
        const auto &[mine, theirs] = changes[i];
        if (conflict.kind == "cell"_L1) {
            TUILERIE_CHECK(m_database.run("SELECT a.old, a.new, b.new FROM " + m_mine.cells() + " a, " + m_theirs.cells()
                    + " b WHERE a.change = ? AND b.change = ? AND a.name = ? AND b.name = a.name",
                {mine, theirs, conflict.column}, [&](const SqlRow &row) {
                    conflict.base = shownValue(row, 0);
                    conflict.mine = shownValue(row, 1);
                    conflict.theirs = shownValue(row, 2);
                }));
            continue;
        }
        const bool isMine = conflict.kind == "edit-delete"_L1;
        QJsonObject was, is;
        TUILERIE_CHECK(
            m_database.run("SELECT name, old, new FROM " + (isMine ? m_mine : m_theirs).cells() + " WHERE change = ?",
                {isMine ? mine : theirs}, [&](const SqlRow &row) {
                    was.insert(row.text(0), shownValue(row, 1));
                    is.insert(row.text(0), shownValue(row, 2));
                }));
        conflict.base = was;
        (isMine ? conflict.mine : conflict.theirs) = is;
    }
    return found;
}

// Theirs without what was decided for mine, and with whole features where mine had deleted them.
Status Merge::prepare(ChangeSet &wanted) const
{
    TUILERIE_CHECK(wanted.create());
    for (const MergedTable &table : m_tables)
        TUILERIE_CHECK(wanted.addTable(table.table));
    TUILERIE_CHECK(wanted.add(m_theirs));
    const auto among = [&](const QByteArray &where) {
        return "(SELECT c.id FROM " + wanted.changes()
            + " c JOIN temp.conflict f ON f.tbl = c.tbl AND f.feature = c.feature WHERE " + where + ")";
    };
    TUILERIE_CHECK(m_database.run("DELETE FROM " + wanted.cells() + " WHERE (change, name) IN (SELECT c.id, f.name FROM "
        + wanted.changes()
        + " c JOIN temp.conflict f ON f.tbl = c.tbl AND f.feature = c.feature WHERE f.kind = 'cell' AND f.choice = "
          "'mine')"));
    TUILERIE_CHECK(m_database.run(
        "DELETE FROM " + wanted.changes() + " WHERE id IN " + among("f.kind <> 'cell' AND f.choice = 'mine'")));
    // What both deleted, and what both added alike.
    TUILERIE_CHECK(m_database.run("DELETE FROM " + wanted.changes()
        + " WHERE op IN ('insert', 'delete') AND (tbl, feature, op) IN (SELECT tbl, feature, op FROM " + m_mine.changes()
        + ") AND (op = 'delete' OR (tbl, feature) NOT IN temp.collision)"));
    for (const MergedTable &table : m_tables) {
        const qint64 number = m_mine.tableNumber(table.table.name);
        for (const auto &[name, column] : table.base.columns)
            TUILERIE_CHECK(m_database.run("INSERT OR IGNORE INTO " + wanted.cells()
                    + "(change, name, old, new) SELECT c.id, ?, NULL, b." + column + " FROM " + wanted.changes() + " c JOIN "
                    + table.base.table + " b ON b." + table.base.key + " = c.feature WHERE c.tbl = ? AND c.id IN "
                    + among("f.kind = 'delete-edit'"),
                {name, number}));
    }
    return m_database.run(
        "UPDATE " + wanted.changes() + " SET op = 'insert' WHERE id IN " + among("f.kind = 'delete-edit'"));
}

Result<ChangeProblems> Merge::apply()
{
    if (openCount() > 0)
        return fail(ErrorCode::Conflict, tr("Conflicts are open. Decide them first."));
    QStringList names;
    std::vector<ChangedTable> live, base;
    for (const MergedTable &table : m_tables) {
        names << table.table.name;
        live.push_back({table.table, table.live, true});
        base.push_back({table.table, table.base, false});
    }
    // Added by both under one id, and not the same.
    const QByteArray cellsOf = "SELECT name, typeof(new), new FROM ";
    TUILERIE_CHECK(m_database.run("DROP TABLE IF EXISTS temp.collision"));
    TUILERIE_CHECK(m_database.run("CREATE TABLE temp.collision(tbl INTEGER, feature INTEGER)"));
    TUILERIE_CHECK(m_database.run("INSERT INTO temp.collision SELECT m.tbl, m.feature FROM " + m_mine.changes() + " m JOIN "
        + m_theirs.changes()
        + " t ON t.tbl = m.tbl AND t.feature = m.feature WHERE m.op = 'insert' AND t.op = 'insert' AND (EXISTS (" + cellsOf
        + m_mine.cells() + " WHERE change = m.id EXCEPT " + cellsOf + m_theirs.cells() + " WHERE change = t.id) OR EXISTS ("
        + cellsOf + m_theirs.cells() + " WHERE change = t.id EXCEPT " + cellsOf + m_mine.cells()
        + " WHERE change = m.id))"));
    TUILERIE_TRY(aside, TriggersAside::take(m_database, names));
    TUILERIE_TRY(moved, giveFreeIds(m_tables, m_mine, m_theirs, "SELECT tbl, feature FROM temp.collision"));
    m_remapped = moved;
    ChangeSet wanted(m_database, "temp", "wanted_");
    TUILERIE_CHECK(prepare(wanted));
    TUILERIE_TRY(problems, applyChanges(wanted, live));
    if (!problems.empty())
        return problems;
    TUILERIE_TRY(baseProblems, applyChanges(m_theirs, base));
    TUILERIE_CHECK(aside.putBack());
    TUILERIE_CHECK(wanted.drop());
    return baseProblems;
}

} // namespace tuilerie
