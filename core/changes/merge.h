// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/applychanges.h"

namespace tuilerie {

/// A table of a working copy: the rows that people edit, and those that they were when they came.
struct MergedTable
{
    DataTable table;
    RowsOf live;
    RowsOf base;
};

/// Two sides changed the same: a cell, or one of them a feature that the other one deleted. Plain value, as it is shown.
struct MergeConflict
{
    QString table;
    qint64 feature = 0;
    QString column;                ///< empty = the whole feature
    QString kind;                  ///< "cell", "edit-delete" (mine edits, theirs deletes), "delete-edit"
    QJsonValue base, mine, theirs; ///< of a whole feature: the cells that its editor changed by column, null for the deleted
    QString choice;                ///< "mine", "theirs"; empty = not decided yet

    QJsonObject toJson() const; ///< {table, feature, column, kind, base, mine, theirs}
};

/// Brings the changes of two sides together that began from the same base, cell by cell: what only one side touched is taken
/// from it, geometry and attributes alike; what both made the same is no conflict; a feature that both added under one id is
/// two, unless it is the same in every cell. The rest is decided by people, one conflict at a time.
///
/// `mine` is what the live tables are against their base, `theirs` what happened to the base elsewhere; both have the tables
/// under the same numbers (the caller adds all tables to both, in one order). Not thread-safe.
class Merge
{
public:
    Merge(const std::vector<MergedTable> &tables, const ChangeSet &mine, const ChangeSet &theirs);

    /// Finds the conflicts into temp.conflict(id, tbl, feature, name, kind, mine, theirs, choice), where callers enter the
    /// choices; `name` is '' for a whole feature.
    Status findConflicts();
    Result<std::vector<MergeConflict>> conflicts(bool onlyOpen) const;
    qint64 openCount() const;

    /// All of theirs into live and base, but for what was decided the other way: afterwards live is theirs with my changes,
    /// base is theirs. Within a transaction, which the caller undoes when problems come back. Conflict while one is open.
    Result<ChangeProblems> apply();
    /// Features of mine that have got another id: {table, was, is}.
    QJsonArray remapped() const { return m_remapped; }

private:
    Status prepare(ChangeSet &wanted) const;

    const std::vector<MergedTable> &m_tables;
    SqlDatabase &m_database;
    const ChangeSet &m_mine, &m_theirs;
    QJsonArray m_remapped;
};

} // namespace tuilerie
