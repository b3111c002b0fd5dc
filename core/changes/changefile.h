// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/merge.h"

namespace tuilerie {

/// A change set on its way, as a SQLite file (docs/sync.md §3): its three tables, and `about` with what it was made against.
/// Foreign ones are opened in the box.

/// Writes a new file; `about` has texts by name. Conflict where there is one.
Status writeChangeFile(const ChangeSet &set, const QString &path, const std::vector<std::pair<QString, QString>> &about);
/// Adds what a file holds to a set. Invalid for what is no change set.
Status readChangeFile(const QString &path, ChangeSet &into);
/// One set from files that follow each other, from the state of `bases` on: what they change taken together, into `into`.
Status readChangeFiles(const QStringList &paths, const std::vector<MergedTable> &bases, ChangeSet &into);

/// Outcome of a push; with problems nothing was changed.
struct PushOutcome
{
    ChangeProblems problems;
    ChangeSet::Count pushed;
    QJsonArray relations; ///< [{name, features}] of the tables then

    QJsonObject toJson() const;
    static PushOutcome fromJson(const QJsonObject &object);
};
/// Takes a file's changes into a GeoPackage, all in one transaction or nothing: each must fit what is there to the letter,
/// and keep all rules of the tables. Of `base` (the file's own word for what it was made against) nothing else is taken.
Result<PushOutcome> applyPush(const QString &database, const QString &changes, const QString &base);

} // namespace tuilerie
