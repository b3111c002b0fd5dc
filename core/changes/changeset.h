// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/datatable.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace tuilerie {

/// A change set: what features of which tables were inserted, updated or deleted, cell by cell, each with its value before
/// and after. It is three tables of SQLite, in a schema of the connection (`temp` while one is worked out, a file when it
/// travels; docs/sync.md §3), so that values stay what they are to the bit and sets are compared and merged by SQL:
///
///     change_table(id, name, key)        the tables
///     change(id, tbl, feature, op)       op: insert, update, delete; `feature` is the integer primary key
///     cell(change, name, old, new)       column by name; of an insert `old`, of a delete `new` is NULL
///
/// Why not the changesets of SQLite's session extension, which Debian's library has: its sqlite3session_diff() compares by
/// the column's collation, so that an edit of "a" to "A" in a NOCASE column is none (probed with 3.40.1); it wants the base
/// as tables of the same names in another database, where ours lies in the file itself so that no copy loses it; it takes a
/// geometry whose header another program wrote anew for an edit; and its records know columns by position, so that a set
/// made before a column was renamed or put in between writes into the wrong one.
///
/// Not thread-safe; belongs to the thread of its database.
class ChangeSet
{
public:
    /// `prefix` tells several sets of one schema apart.
    ChangeSet(SqlDatabase &database, QByteArray schema, QByteArray prefix = {});

    Status create(); ///< empty, in the place of what there was
    Status drop();
    SqlDatabase &database() const { return m_database; }
    QByteArray tables() const { return m_name + "change_table"; }
    QByteArray changes() const { return m_name + "change"; }
    QByteArray cells() const { return m_name + "cell"; }

    /// The table's number in this set: that which it has, or another.
    Result<qint64> addTable(const DataTable &table);
    qint64 tableNumber(const QString &name) const; ///< 0 when it is not in the set
    QStringList tableNames() const;
    /// The changes of another set besides those of this one, which has none of the same features. Invalid when the other is
    /// no change set: operations, features and names are looked at.
    Status add(const ChangeSet &other);

    struct Count
    {
        qint64 inserts = 0, updates = 0, deletes = 0;
        qint64 total() const { return inserts + updates + deletes; }
        QJsonObject toJson() const; ///< {inserts, updates, deletes}
        bool operator==(const Count &) const = default;
    };
    Count count(const QString &table = {}) const; ///< of all tables when none is named
    bool isEmpty() const { return count().total() == 0; }

    /// [{table, feature, op, columns: […]}] by table and feature, at most so many.
    Result<QJsonArray> list(qint64 limit) const;
    /// SHA-256 over everything that it changes, whatever the order it was found in; 64 hexadecimal digits.
    Result<QByteArray> hash() const;

private:
    SqlDatabase &m_database;
    QByteArray m_schema, m_prefix, m_name;
};

/// For people and their programs: numbers and texts as they are, geometries as WKT, other bytes as hexadecimal digits.
QJsonValue shownValue(const SqlRow &row, int column);

} // namespace tuilerie
