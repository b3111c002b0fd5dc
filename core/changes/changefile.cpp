// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/changefile.h"

#include "base/filename.h"
#include "changes/geometryblob.h"
#include "changes/ownrules.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int applicationId = 0x54554348; // "TUCH"

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ChangeSet", text);
}

Status attachFile(SqlDatabase &database, const QString &path)
{
    if (!isFile(path))
        return fail(ErrorCode::NotFound, tr("There is no file %1.").arg(path));
    TUILERIE_CHECK(database.attach(path, "sent"));
    if (database.number("PRAGMA sent.application_id") == applicationId)
        return {};
    (void)database.detach("sent");
    return fail(ErrorCode::Invalid, tr("These are no changes that this program can read."), path);
}

QByteArray columnsOf(const RowsOf &rows)
{
    QByteArray columns = rows.key;
    for (const auto &[title, column] : rows.columns)
        columns += ", " + column;
    return columns;
}

// For rows of a base that any of the changes touch, a table beside it.
Result<RowsOf> touchedRows(const ChangeSet &set, const MergedTable &table, const QByteArray &name)
{
    RowsOf rows = table.base;
    rows.table = "temp." + name;
    SqlDatabase &database = set.database();
    TUILERIE_CHECK(database.run("DROP TABLE IF EXISTS " + rows.table));
    QByteArray declared = columnsOf(rows);
    declared.replace(0, rows.key.size(), rows.key + " INTEGER PRIMARY KEY");
    TUILERIE_CHECK(database.run("CREATE TABLE " + rows.table + "(" + declared + ")"));
    return rows;
}

} // namespace

Status writeChangeFile(const ChangeSet &set, const QString &path, const std::vector<std::pair<QString, QString>> &about)
{
    {
        TUILERIE_TRY(made, SqlDatabase::createToFill(path));
        TUILERIE_CHECK(made->run("PRAGMA application_id = " + QByteArray::number(applicationId)));
        TUILERIE_CHECK(made->run("CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL)"));
        for (const auto &[name, value] : about)
            TUILERIE_CHECK(made->run("INSERT INTO about VALUES(?, ?)", {name, value}));
    }
    SqlDatabase &database = set.database();
    TUILERIE_CHECK(attachFile(database, path));
    const Status written = database.transaction([&]() -> Status {
        ChangeSet file(database, "sent");
        TUILERIE_CHECK(file.create());
        return file.add(set);
    });
    TUILERIE_CHECK(database.detach("sent"));
    return written;
}

Status readChangeFile(const QString &path, ChangeSet &into)
{
    SqlDatabase &database = into.database();
    TUILERIE_CHECK(attachFile(database, path));
    const Status added = into.add(ChangeSet(database, "sent"));
    TUILERIE_CHECK(database.detach("sent"));
    return added;
}

Status readChangeFiles(const QStringList &paths, const std::vector<MergedTable> &bases, ChangeSet &into)
{
    SqlDatabase &database = into.database();
    std::vector<ChangedTable> later;
    std::vector<RowsOf> before;
    for (const MergedTable &table : bases) {
        const QByteArray number = QByteArray::number(before.size());
        TUILERIE_TRY(past, touchedRows(into, table, "past_" + number));
        TUILERIE_TRY(future, touchedRows(into, table, "future_" + number));
        before.push_back(past);
        later.push_back({table.table, future, false});
    }
    for (const QString &path : paths) {
        ChangeSet step(database, "temp", "step_");
        TUILERIE_CHECK(step.create());
        TUILERIE_CHECK(readChangeFile(path, step));
        for (size_t i = 0; i < bases.size(); ++i) {
            const qint64 number = step.tableNumber(bases[i].table.name);
            // Those that an earlier file has not brought already; `past` last, since it says which these are.
            for (const RowsOf *rows : {&later[i].rows, &before[i]})
                TUILERIE_CHECK(database.run("INSERT INTO " + rows->table + " SELECT " + columnsOf(bases[i].base) + " FROM "
                        + bases[i].base.table + " WHERE " + rows->key + " IN (SELECT feature FROM " + step.changes()
                        + " WHERE tbl = ?) AND " + rows->key + " NOT IN (SELECT " + rows->key + " FROM " + before[i].table
                        + ")",
                    {number}));
        }
        TUILERIE_CHECK(applyChanges(step, later));
        TUILERIE_CHECK(step.drop());
    }
    for (size_t i = 0; i < bases.size(); ++i) {
        TUILERIE_CHECK(addDifference(into, bases[i].table, before[i], later[i].rows));
        for (const QByteArray &table : {before[i].table, later[i].rows.table})
            TUILERIE_CHECK(database.run("DROP TABLE " + table));
    }
    return {};
}

QJsonObject PushOutcome::toJson() const
{
    return {{u"problems"_s, tuilerie::toJson(problems)}, {u"pushed"_s, pushed.toJson()}, {u"relations"_s, relations}};
}

PushOutcome PushOutcome::fromJson(const QJsonObject &object)
{
    const QJsonObject count = object["pushed"_L1].toObject();
    return {problemsOf(object["problems"_L1].toArray()),
        {count["inserts"_L1].toInteger(), count["updates"_L1].toInteger(), count["deletes"_L1].toInteger()},
        object["relations"_L1].toArray()};
}

Result<PushOutcome> applyPush(const QString &path, const QString &changes, const QString &base)
{
    TUILERIE_TRY(database, SqlDatabase::openToChange(path));
    TUILERIE_CHECK(addGeometryFunctions(*database));
    ChangeSet set(*database, "temp", "pushed_");
    TUILERIE_CHECK(set.create());
    QString madeFor;
    TUILERIE_CHECK(attachFile(*database, changes));
    TUILERIE_CHECK(database->run(
        "SELECT value FROM sent.about WHERE name = 'base'", [&](const SqlRow &row) { madeFor = row.text(0); }));
    TUILERIE_CHECK(set.add(ChangeSet(*database, "sent")));
    TUILERIE_CHECK(database->detach("sent"));
    if (madeFor != base)
        return fail(ErrorCode::Conflict, tr("The changes were made to another state of the data. Pull first."), madeFor);
    TUILERIE_TRY(tables, dataTables(*database));
    std::vector<ChangedTable> targets;
    QStringList names;
    for (const DataTable &table : tables) {
        targets.push_back({table, RowsOf::data(table), true});
        names << table.name;
    }
    PushOutcome outcome;
    TUILERIE_TRY(strange, strangeChanges(set, targets));
    outcome.problems = strange;
    if (!strange.empty())
        return outcome;
    const Error undone{ErrorCode::Conflict, u"undone"_s, {}};
    const Status done = database->transaction([&]() -> Status {
        TUILERIE_TRY(aside, TriggersAside::take(*database, names));
        TUILERIE_TRY(problems, applyChanges(set, targets));
        outcome.problems = problems;
        if (!problems.empty())
            return fail(undone);
        return aside.putBack();
    });
    if (!done && done.error() != undone)
        return fail(done.error());
    if (!done)
        return outcome;
    outcome.pushed = set.count();
    for (const DataTable &table : tables)
        outcome.relations.append(QJsonObject{
            {u"name"_s, table.name}, {u"features"_s, database->number("SELECT count(*) FROM main." + sqlName(table.name))}});
    return outcome;
}

} // namespace tuilerie
