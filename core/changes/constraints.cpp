// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/constraints.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::ChangeProblem", text);
}

// What follows the words of SQLite's message, up to the statement that Error::detail has behind it.
QString after(const QString &detail, QLatin1String words)
{
    const qsizetype at = detail.indexOf(words);
    return at < 0 ? QString() : detail.mid(at + words.size()).section(" | "_L1, 0, 0);
}

// "parcelles.code, parcelles.section"
QString columnsOf(const QString &text)
{
    QStringList names;
    for (const QString &part : text.split(", "_L1))
        names << part.section(u'.', -1);
    return names.join(", "_L1);
}

} // namespace

QJsonObject ChangeProblem::toJson() const
{
    return {{u"table"_s, table}, {u"feature"_s, feature},
        {u"column"_s, column.isEmpty() ? QJsonValue() : QJsonValue(column)}, {u"rule"_s, rule}, {u"message"_s, message}};
}

ChangeProblem ChangeProblem::fromJson(const QJsonObject &object)
{
    return {object["table"_L1].toString(), object["feature"_L1].toInteger(), object["column"_L1].toString(),
        object["rule"_L1].toString(), object["message"_L1].toString()};
}

QJsonArray toJson(const ChangeProblems &problems)
{
    QJsonArray list;
    for (const ChangeProblem &problem : problems)
        list.append(problem.toJson());
    return list;
}

ChangeProblems problemsOf(const QJsonArray &list)
{
    ChangeProblems problems;
    for (const QJsonValue item : list)
        problems.push_back(ChangeProblem::fromJson(item.toObject()));
    return problems;
}

ChangeProblem brokenConstraint(const Error &error, const QString &table, qint64 feature)
{
    ChangeProblem problem{table, feature, {}, u"type"_s, {}};
    const QString place = tr("feature %1 of %2").arg(feature).arg(table);
    const QString missing = after(error.detail, "NOT NULL constraint failed: "_L1);
    const QString twice = after(error.detail, "UNIQUE constraint failed: "_L1);
    const QString check = after(error.detail, "CHECK constraint failed: "_L1);
    if (!missing.isEmpty()) {
        problem.rule = u"not-null"_s;
        problem.column = columnsOf(missing);
        problem.message = tr("%1 must have a value in %2: give it one.").arg(place, problem.column);
    } else if (!twice.isEmpty()) {
        problem.rule = u"unique"_s;
        problem.column = columnsOf(twice);
        problem.message =
            tr("%1 has a value in %2 that another feature has: give one of them another.").arg(place, problem.column);
    } else if (!check.isEmpty()) {
        problem.rule = u"check"_s;
        problem.column = check;
        problem.message = tr("%1 does not keep the rule %2: change its values so that it does.").arg(place, check);
    } else {
        problem.message = tr("%1 has a value that its table does not take (%2): change it.")
                              .arg(place, error.detail.section(" | "_L1, 0, 0));
    }
    return problem;
}

LostReferences::LostReferences(SqlDatabase &database)
    : m_database(database)
{
    m_has = database.number("SELECT count(*) FROM main.sqlite_master m, pragma_foreign_key_list(m.name, 'main') "
                            "WHERE m.type = 'table' AND m.name NOT LIKE 'gpkg%'")
        > 0;
    if (m_has)
        m_before = lost();
}

LostReferences::Lost LostReferences::lost() const
{
    Lost found;
    (void)m_database.run("PRAGMA main.foreign_key_check", [&](const SqlRow &row) {
        if (!row.text(0).startsWith("gpkg"_L1))
            found.insert({row.text(0), row.integer(1), row.integer(3)});
    });
    return found;
}

ChangeProblems LostReferences::newOnes() const
{
    ChangeProblems problems;
    if (!m_has)
        return problems;
    for (const auto &item : lost()) {
        if (m_before.contains(item))
            continue;
        const auto &[table, feature, number] = item;
        ChangeProblem problem{table, feature, {}, u"foreign-key"_s, {}};
        QString parent;
        (void)m_database.run("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?, 'main') WHERE id = ? ORDER BY seq",
            {table, number}, [&](const SqlRow &row) {
                problem.column += (problem.column.isEmpty() ? QString() : u", "_s) + row.text(0);
                parent = row.text(1);
            });
        problem.message = tr("feature %1 of %2 refers by %3 to a feature of %4 that is not there any more: let it refer to "
                             "another, or bring that one back.")
                              .arg(feature)
                              .arg(table, problem.column, parent);
        problems.push_back(problem);
    }
    return problems;
}

} // namespace tuilerie
