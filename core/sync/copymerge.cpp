// SPDX-License-Identifier: GPL-3.0-or-later
// What comes from the other side: kept in the file, decided, merged.
#include "sync/workingcopy.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::WorkingCopy", text);
}

} // namespace

Status WorkingCopy::keepTheirs(const ChangeSet &changes, const Theirs &theirs)
{
    return m_database->transaction([&]() -> Status {
        ChangeSet stored = storedTheirs();
        const bool isSame =
            value(u"theirs_data"_s) == theirs.data && value(u"theirs_version"_s) == QString::number(theirs.version);
        if (!isSame) {
            const auto cellOf = [](const ChangeSet &set) {
                return "(SELECT l.new FROM " + set.tables() + " t JOIN " + set.changes() + " c ON c.tbl = t.id JOIN "
                    + set.cells()
                    + " l ON l.change = c.id WHERE t.name = choice_of.tbl AND c.feature = choice_of.feature AND l.name = "
                      "choice_of.name)";
            };
            TUILERIE_CHECK(m_database->run("DELETE FROM gpkgtuilerie_choice AS choice_of WHERE name = '' OR "
                + differSql(cellOf(stored), cellOf(changes), true)));
        }
        TUILERIE_CHECK(stored.create());
        TUILERIE_CHECK(stored.add(changes));
        QJsonArray columns;
        for (const auto &[table, column] : theirs.columns)
            columns.append(QJsonObject{{u"table"_s, table}, {u"column"_s, DataTable{{}, {}, {}, 0, {column}}.toJson()}});
        TUILERIE_CHECK(setValue(u"theirs_data"_s, theirs.data));
        TUILERIE_CHECK(setValue(u"theirs_version"_s, QString::number(theirs.version)));
        TUILERIE_CHECK(setValue(u"theirs_moment"_s, theirs.moment.toUTC().toString(Qt::ISODate)));
        return setValue(u"theirs_columns"_s, QString::fromUtf8(QJsonDocument(columns).toJson(QJsonDocument::Compact)));
    });
}

std::optional<WorkingCopy::Theirs> WorkingCopy::theirs()
{
    const QString data = value(u"theirs_data"_s);
    if (data.isEmpty())
        return std::nullopt;
    Theirs found{
        data, value(u"theirs_version"_s).toLongLong(), QDateTime::fromString(value(u"theirs_moment"_s), Qt::ISODate), {}};
    const QJsonArray columns = QJsonDocument::fromJson(value(u"theirs_columns"_s).toUtf8()).array();
    for (const QJsonValue item : columns) {
        const DataTable holder = DataTable::fromJson(item["column"_L1].toObject());
        for (const DataColumn &column : holder.columns)
            found.columns.emplace_back(item["table"_L1].toString(), column);
    }
    return found;
}

// Both sides side by side, with the choices that were made.
Status WorkingCopy::prepareMerge(ChangeSet &mineSet, ChangeSet &theirsSet, Merge &merge)
{
    TUILERIE_CHECK(theirsSet.add(storedTheirs()));
    TUILERIE_CHECK(merge.findConflicts());
    return m_database->run("UPDATE temp.conflict SET choice = (SELECT d.choice FROM gpkgtuilerie_choice d JOIN "
        + mineSet.tables()
        + " t ON t.name = d.tbl WHERE t.id = conflict.tbl AND d.feature = conflict.feature AND d.name = conflict.name)");
}

Result<std::vector<MergeConflict>> WorkingCopy::openConflicts()
{
    if (!theirs())
        return std::vector<MergeConflict>();
    TUILERIE_TRY(mineSet, mine());
    TUILERIE_TRY(theirsSet, emptySet("theirs_"));
    Merge merge(m_tables, mineSet, theirsSet);
    TUILERIE_CHECK(prepareMerge(mineSet, theirsSet, merge));
    return merge.conflicts(true);
}

Result<WorkingCopy::Merged> WorkingCopy::merge()
{
    Merged merged;
    const auto state = theirs();
    if (!state) {
        merged.isDone = true;
        return merged;
    }
    TUILERIE_TRY(declarations, declarationProblems());
    if (!declarations.empty()) {
        merged.problems = declarations;
        return merged;
    }
    const Error undone{ErrorCode::Conflict, u"undone"_s, {}};
    const Status status = m_database->transaction([&]() -> Status {
        for (const auto &[table, column] : state->columns)
            TUILERIE_CHECK(addColumn(table, column));
        TUILERIE_TRY(mineSet, mine());
        TUILERIE_TRY(theirsSet, emptySet("theirs_"));
        Merge merge(m_tables, mineSet, theirsSet);
        TUILERIE_CHECK(prepareMerge(mineSet, theirsSet, merge));
        TUILERIE_TRY(open, merge.conflicts(true));
        merged.conflicts = open;
        if (!open.empty())
            return fail(undone);
        TUILERIE_CHECK(keepLosers(mineSet, theirsSet, state->moment));
        merged.pulled = theirsSet.count();
        TUILERIE_TRY(problems, merge.apply());
        merged.problems = problems;
        if (!problems.empty())
            return fail(undone);
        merged.remapped = merge.remapped();
        TUILERIE_CHECK(storedTheirs().create());
        TUILERIE_CHECK(m_database->run("DELETE FROM gpkgtuilerie_choice"));
        TUILERIE_CHECK(m_database->run("DELETE FROM gpkgtuilerie_copy WHERE name LIKE 'theirs\\_%' ESCAPE '\\'"));
        TUILERIE_CHECK(setValue(u"data"_s, state->data));
        TUILERIE_CHECK(setValue(u"version"_s, QString::number(state->version)));
        return forgetKept(state->moment);
    });
    merged.isDone = bool(status);
    TUILERIE_CHECK(read()); // what was undone, too
    if (!status && status.error() != undone)
        return fail(status.error());
    return merged;
}

Result<qint64> WorkingCopy::choose(const Choice &choice)
{
    TUILERIE_TRY(open, openConflicts());
    Q_UNUSED(open);
    if (!theirs())
        return qint64(0);
    QByteArray where = " WHERE 1";
    QVariantList values{choice.isMine ? u"mine"_s : u"theirs"_s};
    // What was decided one by one stays so.
    if (choice.table.isEmpty()) {
        where += " AND f.choice IS NULL";
    } else {
        where += " AND lower(t.name) = lower(?)";
        values << choice.table;
    }
    if (choice.feature) {
        where += " AND f.feature = ?";
        values << *choice.feature;
    }
    if (!choice.column.isEmpty()) {
        where += " AND lower(f.name) = lower(?)";
        values << choice.column;
    }
    qint64 count = 0;
    TUILERIE_CHECK(
        m_database->run("SELECT count(*) FROM temp.conflict f JOIN temp.mine_change_table t ON t.id = f.tbl" + where,
            values.mid(1), [&](const SqlRow &row) { count = row.integer(0); }));
    if (count == 0 && !choice.table.isEmpty())
        return fail(ErrorCode::NotFound, tr("There is no such conflict. Look at the list of tuilerie-cli sync status."));
    TUILERIE_CHECK(m_database->run(
        "INSERT OR REPLACE INTO gpkgtuilerie_choice(tbl, feature, name, choice) SELECT t.name, f.feature, f.name, ? "
        "FROM temp.conflict f JOIN temp.mine_change_table t ON t.id = f.tbl"
            + where,
        values));
    return count;
}

Status WorkingCopy::keepSent(const ChangeSet &changes, const QString &push)
{
    return m_database->transaction([&]() -> Status {
        ChangeSet sent = storedSent();
        TUILERIE_CHECK(sent.create());
        TUILERIE_CHECK(sent.add(changes));
        return setValue(u"sent"_s, push);
    });
}

QString WorkingCopy::sent()
{
    return value(u"sent"_s);
}

Status WorkingCopy::forgetSent()
{
    return m_database->transaction([&]() -> Status {
        TUILERIE_CHECK(storedSent().create());
        return setValue(u"sent"_s, {});
    });
}

Status WorkingCopy::pushed(const QString &data, qint64 version)
{
    return m_database->transaction([&]() -> Status {
        TUILERIE_TRY(sentSet, emptySet("sent_"));
        TUILERIE_CHECK(sentSet.add(storedSent()));
        std::vector<ChangedTable> bases;
        for (const MergedTable &table : m_tables)
            bases.push_back({table.table, table.base, false});
        TUILERIE_CHECK(applyChanges(sentSet, bases));
        TUILERIE_CHECK(setValue(u"data"_s, data));
        TUILERIE_CHECK(setValue(u"version"_s, QString::number(version)));
        TUILERIE_CHECK(forgetSent());
        return read();
    });
}

} // namespace tuilerie
