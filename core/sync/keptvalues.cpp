// SPDX-License-Identifier: GPL-3.0-or-later
// What lost in conflicts, and its way back.
#include "sync/workingcopy.h"

#include "changes/ownrules.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int keptDays = 30;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::WorkingCopy", text);
}

struct Loser
{
    qint64 table = 0;
    qint64 feature = 0;
    QString name, kind, choice;
    qint64 mine = 0, theirs = 0;
};

} // namespace

// Of a cell its value; of an edited feature that lost against a deletion all of it; of a deletion that it was one.
Status WorkingCopy::keepLosers(const ChangeSet &mineSet, const ChangeSet &theirsSet, const QDateTime &moment)
{
    std::vector<Loser> losers;
    TUILERIE_CHECK(m_database->run(
        "SELECT tbl, feature, name, kind, choice, mine, theirs FROM temp.conflict ORDER BY id", [&](const SqlRow &row) {
            losers.push_back(
                {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.integer(5), row.integer(6)});
        }));
    for (const Loser &loser : losers) {
        const MergedTable &table = m_tables[size_t(loser.table) - 1];
        const bool isTheirs = loser.choice == "mine"_L1;
        const bool isEdit = (loser.kind == "edit-delete"_L1) != isTheirs;
        const QString kind = loser.kind == "cell"_L1 ? u"cells"_s : isEdit ? u"row"_s : u"delete"_s;
        TUILERIE_CHECK(
            m_database->run("INSERT INTO gpkgtuilerie_kept(moment, tbl, feature, kind, side) VALUES(?, ?, ?, ?, ?)",
                {moment.toUTC().toString(Qt::ISODate), table.table.name, loser.feature, kind,
                    isTheirs ? u"theirs"_s : u"mine"_s}));
        const qint64 id = m_database->lastRowId();
        const QByteArray into = "INSERT OR IGNORE INTO gpkgtuilerie_kept_cell(kept, name, value) SELECT ";
        const ChangeSet &side = isTheirs ? theirsSet : mineSet;
        if (kind != "delete"_L1)
            TUILERIE_CHECK(
                m_database->run(into + "?, name, new FROM " + side.cells() + " WHERE change = ? AND ? IN ('', name)",
                    {id, isTheirs ? loser.theirs : loser.mine, loser.name}));
        if (kind != "row"_L1)
            continue;
        for (const auto &[name, column] : table.base.columns)
            TUILERIE_CHECK(
                m_database->run(into + "?, ?, " + column + " FROM " + table.base.table + " WHERE " + table.base.key + " = ?",
                    {id, name, loser.feature}));
    }
    return {};
}

// By the server's clock on both ends: one that is wrong here takes nothing away.
Status WorkingCopy::forgetKept(const QDateTime &now)
{
    const QString oldest = now.toUTC().addDays(-keptDays).toString(Qt::ISODate);
    TUILERIE_CHECK(m_database->run("DELETE FROM gpkgtuilerie_kept WHERE moment < ?", {oldest}));
    return m_database->run("DELETE FROM gpkgtuilerie_kept_cell WHERE kept NOT IN (SELECT id FROM gpkgtuilerie_kept)");
}

Result<QJsonArray> WorkingCopy::kept()
{
    QJsonArray list;
    std::vector<qint64> ids;
    TUILERIE_CHECK(m_database->run(
        "SELECT id, moment, tbl, feature, kind, side FROM gpkgtuilerie_kept ORDER BY id", [&](const SqlRow &row) {
            ids.push_back(row.integer(0));
            list.append(QJsonObject{{u"id"_s, row.integer(0)}, {u"moment"_s, row.text(1)}, {u"table"_s, row.text(2)},
                {u"feature"_s, row.integer(3)}, {u"kind"_s, row.text(4)}, {u"side"_s, row.text(5)}});
        }));
    for (qsizetype i = 0; i < list.size(); ++i) {
        QJsonObject item = list[i].toObject(), values;
        TUILERIE_CHECK(m_database->run("SELECT name, value FROM gpkgtuilerie_kept_cell WHERE kept = ?", {ids[size_t(i)]},
            [&](const SqlRow &row) { values.insert(row.text(0), shownValue(row, 1)); }));
        item.insert(u"values"_s, values);
        list[i] = item;
    }
    return list;
}

Result<ChangeProblems> WorkingCopy::restore(qint64 id)
{
    QString tableName, kind;
    qint64 feature = 0;
    TUILERIE_CHECK(
        m_database->run("SELECT tbl, feature, kind FROM gpkgtuilerie_kept WHERE id = ?", {id}, [&](const SqlRow &row) {
            tableName = row.text(0);
            feature = row.integer(1);
            kind = row.text(2);
        }));
    const auto table =
        std::find_if(m_tables.begin(), m_tables.end(), [&](const MergedTable &one) { return one.table.name == tableName; });
    if (kind.isEmpty() || table == m_tables.end())
        return fail(ErrorCode::NotFound,
            tr("Nothing is kept under the number %1. Look at the list of sync restore --list.").arg(id));
    const bool isThere = m_database->number("SELECT count(*) FROM " + table->live.table + " WHERE " + table->live.key + " = "
                             + QByteArray::number(feature))
        > 0;
    if (kind == "cells"_L1 && !isThere)
        return fail(ErrorCode::Conflict,
            tr("Feature %1 of %2 is not there any more: its value has no place.").arg(feature).arg(tableName));
    ChangeProblems problems;
    const Error undone{ErrorCode::Conflict, u"undone"_s, {}};
    const Status status = m_database->transaction([&]() -> Status {
        TUILERIE_TRY(set, emptySet("restored_"));
        const QString op = kind == "delete"_L1 ? u"delete"_s : isThere ? u"update"_s : u"insert"_s;
        if (kind != "delete"_L1 || isThere)
            TUILERIE_CHECK(m_database->run("INSERT INTO " + set.changes() + "(id, tbl, feature, op) VALUES(1, ?, ?, ?)",
                {set.tableNumber(tableName), feature, op}));
        TUILERIE_CHECK(m_database->run("INSERT INTO " + set.cells()
                + "(change, name, old, new) SELECT 1, name, NULL, value FROM gpkgtuilerie_kept_cell WHERE kept = ?",
            {id}));
        TUILERIE_TRY(aside, TriggersAside::take(*m_database, {tableName}));
        TUILERIE_TRY(broken, applyChanges(set, {{table->table, table->live, true}}));
        problems = broken;
        if (!broken.empty())
            return fail(undone);
        TUILERIE_CHECK(aside.putBack());
        TUILERIE_CHECK(m_database->run("DELETE FROM gpkgtuilerie_kept_cell WHERE kept = ?", {id}));
        return m_database->run("DELETE FROM gpkgtuilerie_kept WHERE id = ?", {id});
    });
    if (!status && status.error() != undone)
        return fail(status.error());
    return problems;
}

} // namespace tuilerie
