// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/remap.h"

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

struct Move
{
    qint64 was, is;
};

qint64 highest(SqlDatabase &database, const MergedTable &table, const ChangeSet &theirs, qint64 number)
{
    qint64 most = 0;
    const auto see = [&](const QByteArray &sql) { most = std::max(most, database.number(sql)); };
    see("SELECT max(" + table.live.key + ") FROM " + table.live.table);
    see("SELECT max(" + table.base.key + ") FROM " + table.base.table);
    see("SELECT max(feature) FROM " + theirs.changes() + " WHERE tbl = " + QByteArray::number(number));
    if (database.hasTable(u"sqlite_sequence"_s))
        see("SELECT max(seq) FROM main.sqlite_sequence WHERE name = " + sqlLiteral(table.table.name));
    return most;
}

// Cells of mine that refer to the feature: what theirs refers to under that id is their own.
Status moveReferences(SqlDatabase &database, const std::vector<MergedTable> &tables, const ChangeSet &mine,
    const MergedTable &parent, const Move &move)
{
    for (const MergedTable &child : tables) {
        QStringList columns;
        TUILERIE_CHECK(database.run("SELECT \"from\" FROM pragma_foreign_key_list(?, 'main') WHERE lower(\"table\") = "
                                    "lower(?) AND (\"to\" IS NULL OR "
                                    "lower(\"to\") = lower(?))",
            {child.table.name, parent.table.name, parent.table.key}, [&](const SqlRow &row) { columns << row.text(0); }));
        for (const QString &column : columns)
            TUILERIE_CHECK(database.run("UPDATE " + child.live.table + " SET " + sqlName(column) + " = ?1 WHERE "
                    + sqlName(column) + " = ?2 AND " + child.live.key + " IN (SELECT c.feature FROM " + mine.changes()
                    + " c JOIN " + mine.cells()
                    + " l ON l.change = c.id WHERE c.tbl = ?3 AND c.op <> 'delete' AND lower(l.name) = lower(?4))",
                {move.is, move.was, mine.tableNumber(child.table.name), column}));
    }
    return {};
}

} // namespace

Result<QJsonArray> giveFreeIds(
    const std::vector<MergedTable> &tables, const ChangeSet &mine, const ChangeSet &theirs, const QByteArray &ids)
{
    SqlDatabase &database = mine.database();
    std::vector<std::pair<const MergedTable *, Move>> moves;
    for (const MergedTable &table : tables) {
        const qint64 number = mine.tableNumber(table.table.name);
        qint64 next = highest(database, table, theirs, number);
        TUILERIE_CHECK(
            database.run("SELECT feature FROM (" + ids + ") WHERE tbl = " + QByteArray::number(number) + " ORDER BY 1",
                [&](const SqlRow &row) {
                    moves.push_back({&table, {row.integer(0), ++next}});
                }));
    }
    QJsonArray remapped;
    // First what refers to them, found by the ids that its own rows still have.
    for (const auto &[table, move] : moves)
        TUILERIE_CHECK(moveReferences(database, tables, mine, *table, move));
    for (const auto &[table, move] : moves) {
        TUILERIE_CHECK(database.run(
            "UPDATE " + table->live.table + " SET " + table->live.key + " = ? WHERE " + table->live.key + " = ?",
            {move.is, move.was}));
        remapped.append(QJsonObject{{u"table"_s, table->table.name}, {u"was"_s, move.was}, {u"is"_s, move.is}});
    }
    return remapped;
}

} // namespace tuilerie
