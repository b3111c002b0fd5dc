// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "sync/workingcopy.h"

namespace tuilerie {

/// What a pull or a push came to. Plain value.
struct SyncOutcome
{
    std::vector<MergeConflict> conflicts; ///< open: nothing was changed
    ChangeProblems problems;              ///< likewise
    QJsonArray remapped;                  ///< features of mine that have another id now: {table, was, is}
    ChangeSet::Count pulled, pushed;
    qint64 version = 0; ///< that the copy stands on
    QString storedData; ///< its database on the server

    bool isBlocked() const { return !conflicts.empty() || !problems.empty(); }
    QJsonObject toJson() const; ///< {version, stored_data, pulled, pushed, remapped, changed: no tiles yet}
    /// What blocks: [{table, feature, column, kind, base, mine, theirs}], problems with their rule as `kind`, and `message`.
    QJsonArray blockers() const;
};

/// The use cases of working copies; docs/sync.md §4 and §5. They block on the client's thread, report through its control
/// and are stopped by it. Every one may be cut off anywhere and called again: what was done is found, nothing is done twice.
/// Unsupported for servers that do not know working copies.

/// `file` appears when it is whole; Conflict where there is one. `server` is how people name it, for later calls.
Result<SyncOutcome> cloneLayer(EntrepotClient &client, const QString &server, const QString &layer, const QString &file,
    const DataSelection &selection);
/// Theirs into the copy.
Result<SyncOutcome> pullCopy(EntrepotClient &client, const QString &file);
/// Pulls, then sends what is left of mine: all of it, or nothing.
Result<SyncOutcome> pushCopy(EntrepotClient &client, const QString &file);

/// Without a server: {layer, server, version, changes, tables, features, conflicts (blockers), unsent, kept}.
Result<QJsonObject> copyStatus(const QString &file, qint64 limit);

} // namespace tuilerie
