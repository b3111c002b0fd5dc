// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/merge.h"
#include "sync/copyorigin.h"

#include <QDateTime>

#include <memory>

namespace tuilerie {

/// A working copy: a plain GeoPackage that every program may edit, with what it was when it came in tables of its own
/// (docs/sync.md §2). The base lies inside the file and not beside it, so that the file can be copied, renamed, sent and
/// vacuumed; it is all rows and not a log that triggers fill, because programs drop triggers, write with them off and make
/// tables anew; and not hashes, because a conflict is shown with its base, also when the server has forgotten it. The price
/// is the file's size, once more. The names of these tables begin so that GDAL and QGIS do not take them for layers, and
/// gpkg_extensions says whose they are.
///
/// Errors: NotFound, Invalid (no working copy), Denied (it can only be read), Conflict (another program is writing). Not
/// thread-safe; owns its connection. Nothing here waits for a server.
class WorkingCopy
{
public:
    enum class Access { Read, Change };
    static Result<std::unique_ptr<WorkingCopy>> open(const QString &path, Access access);
    /// Makes a GeoPackage that has just come one, whole or not at all. Unsupported where a table has no integer primary key.
    static Status make(const QString &path, const CopyOrigin &origin);

    const CopyOrigin &origin() const { return m_origin; }
    SqlDatabase &database() { return *m_database; }
    const std::vector<MergedTable> &tables() const { return m_tables; }
    std::vector<DataTable> dataTables() const; ///< as they were when they came

    /// What was done to the declarations of the tables here, which cannot be sent, and what is to be done about it.
    Result<ChangeProblems> declarationProblems();
    /// What changed here since the base, into temp.mine_… . Fails where declarationProblems() has some.
    Result<ChangeSet> mine();
    /// An empty set with the tables' numbers.
    Result<ChangeSet> emptySet(const QByteArray &prefix);

    /// What happened elsewhere: the base is to become this state.
    struct Theirs
    {
        QString data;
        qint64 version = 0;
        QDateTime moment;                                    ///< by the server's clock
        std::vector<std::pair<QString, DataColumn>> columns; ///< that tables have got
    };
    /// Keeps it in the file until it is merged, in the place of an earlier one. Choices made already stand where the other
    /// side's value is still the same.
    Status keepTheirs(const ChangeSet &changes, const Theirs &theirs);
    std::optional<Theirs> theirs();

    struct Merged
    {
        bool isDone = false; ///< false: nothing was changed, for conflicts or problems
        std::vector<MergeConflict> conflicts;
        ChangeProblems problems;
        QJsonArray remapped;
        ChangeSet::Count pulled;
    };
    /// Brings what keepTheirs() has into the tables and the base. Done at once where there is nothing.
    Result<Merged> merge();
    /// Without a transaction of its own and without doing it: what is open.
    Result<std::vector<MergeConflict>> openConflicts();

    /// A choice for one conflict, or for all that `table`, `feature` and `column` do not leave out; gives how many.
    struct Choice
    {
        QString table; ///< empty = every
        std::optional<qint64> feature;
        QString column; ///< empty = every
        bool isMine = true;
    };
    Result<qint64> choose(const Choice &choice);

    /// What is about to be sent, under the name of this push, so that it is known again when the answer does not come, and
    /// more was edited meanwhile.
    Status keepSent(const ChangeSet &changes, const QString &push);
    QString sent();      ///< name of the push whose answer has not come; empty = none
    Status forgetSent(); ///< it was not taken
    /// It was taken there as this state: it is in the base now, whatever was edited since.
    Status pushed(const QString &data, qint64 version);

    /// What lost in a conflict, for thirty days by the server's clock: [{id, moment, table, feature, side, kind, values}].
    Result<QJsonArray> kept();
    /// Back into the tables, as a change of mine. Problems where it cannot stand: then nothing was changed.
    Result<ChangeProblems> restore(qint64 id);

private:
    explicit WorkingCopy(std::unique_ptr<SqlDatabase> database)
        : m_database(std::move(database))
    {
    }
    Status read();
    Status setValue(const QString &name, const QString &value);
    QString value(const QString &name);
    Status addColumn(const QString &table, const DataColumn &column);
    Status prepareMerge(ChangeSet &mine, ChangeSet &theirs, Merge &merge);
    Status keepLosers(const ChangeSet &mine, const ChangeSet &theirs, const QDateTime &moment);
    Status forgetKept(const QDateTime &now);
    ChangeSet storedTheirs() { return ChangeSet(*m_database, "main", "gpkgtuilerie_theirs_"); }

    ChangeSet storedSent() { return ChangeSet(*m_database, "main", "gpkgtuilerie_sent_"); }

    std::unique_ptr<SqlDatabase> m_database;
    CopyOrigin m_origin;
    std::vector<MergedTable> m_tables;
};

} // namespace tuilerie
