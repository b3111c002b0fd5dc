// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/datastore.h"

#include <QJsonArray>
#include <optional>

namespace tuilerie {

/// One state of a vector database that people push changes to. Plain value.
struct DataVersion
{
    QString storedData; ///< the database of this state; may have been deleted since
    QString lineage;    ///< the first one's
    qint64 version = 1;
    QString author; ///< of the push; empty for the first
    QDateTime creation;
    QJsonObject pushed;  ///< {inserts, updates, deletes}
    QString changes;     ///< path of what led here from the version before; empty = not kept any more
    bool isThere = true; ///< false: its database has been deleted
    QString parent;      ///< the state that the changes were made to; empty for the first

    QJsonObject toJson() const; ///< {version, stored_data, parent, author, creation, pushed, has_changes}
};

/// The states of vector databases (docs/sync.md §5): each push makes a stored data of its own, under the id of the push, and
/// its number. The database of a published layer is never edited: what shows it goes on showing it until it is switched.
/// Thread-safe as the datastore is, which it does not own.
class DataVersions
{
public:
    explicit DataVersions(Datastore &datastore)
        : m_datastore(datastore)
    {
    }

    /// Of any stored data that is, or was, such a database; NotFound for others.
    Result<DataVersion> version(const QString &storedData) const;
    Result<std::vector<DataVersion>> lineage(const QString &storedData) const; ///< by number
    /// What pushes go on from: the newest whose database is there. Those who deleted newer ones wanted their changes away.
    /// NotFound when none is left.
    Result<DataVersion> newest(const QString &storedData) const;
    /// NotFound when there is no such push; else what it made.
    Result<DataVersion> ofPush(const QString &push) const { return pushedVersion(push); }

    /// The database in pyramidFolder(push) and the changes in changesFile(push), both whole and on disk, become the state
    /// after `parent`, all at once: Conflict when another one was faster. `relations` are {name, features}.
    Result<DataVersion> add(const QString &parent, const QString &push, const UserReference &author, const QString &login,
        const QJsonArray &relations, const QJsonObject &pushed);
    QString changesFile(const QString &push) const;

    /// Databases of pushes, but for the newest three of a lineage, that no layer shows and no pyramid was made from, and
    /// changes older than ninety days. What cannot go stays.
    void forget(const QString &lineage);

private:
    Result<DataVersion> pushedVersion(const QString &storedData) const;
    DataVersion read(const SqlRow &row) const;

    Datastore &m_datastore;
};

} // namespace tuilerie
