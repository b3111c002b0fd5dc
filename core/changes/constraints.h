// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/sqlite.h"

#include <QJsonArray>
#include <QJsonObject>

#include <set>
#include <tuple>
#include <vector>

namespace tuilerie {

/// A change that cannot stand: which, by which rule, and what to do about it. Plain value.
struct ChangeProblem
{
    QString table;
    qint64 feature = 0;
    QString column; ///< empty = the feature, or the table where `feature` is 0
    /// "not-null", "unique", "check", "foreign-key", "type"; "base" (the feature is not what the change says it was), "key"
    /// (its id is taken); "crs", "geometry"; or a TableDifference's word.
    QString rule;
    QString message;

    QJsonObject toJson() const; ///< {table, feature, column, rule, message}
    static ChangeProblem fromJson(const QJsonObject &object);
    bool operator==(const ChangeProblem &) const = default;
};
using ChangeProblems = std::vector<ChangeProblem>;
QJsonArray toJson(const ChangeProblems &problems);
ChangeProblems problemsOf(const QJsonArray &list);

/// Of a statement that a constraint refused: SQLite says which.
ChangeProblem brokenConstraint(const Error &error, const QString &table, qint64 feature);

/// References that lead nowhere. Constructed before changes are applied, asked after.
class LostReferences
{
public:
    explicit LostReferences(SqlDatabase &database);
    ChangeProblems newOnes() const;

private:
    using Lost = std::set<std::tuple<QString, qint64, qint64>>; ///< table, rowid, number of the foreign key
    Lost lost() const;
    SqlDatabase &m_database;
    bool m_has = false;
    Lost m_before;
};

} // namespace tuilerie
