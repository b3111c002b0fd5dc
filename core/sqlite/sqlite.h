// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QVariant>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tuilerie {

enum class SqlType { Null, Integer, Real, Text, Blob };

/// One row of an answer: values by column, null for NULL. Valid inside the callback only.
class SqlRow
{
public:
    explicit SqlRow(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    QString text(int column) const;
    QByteArray bytes(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    bool isNull(int column) const;
    SqlType type(int column) const; ///< before the value is asked for in another type

private:
    sqlite3_stmt *m_statement;
};

/// What is called for each row of an answer: nothing comes back, or false to see no more of them.
class SqlVisitor
{
public:
    SqlVisitor() = default;
    template <typename Visit>
    requires std::is_invocable_v<Visit, const SqlRow &> SqlVisitor(
        Visit visit) // NOLINT: a lambda is given where this is wanted
        : m_visit([visit = std::move(visit)](const SqlRow &row) mutable {
            if constexpr (std::is_void_v<std::invoke_result_t<Visit, const SqlRow &>>) {
                visit(row);
                return true;
            } else {
                return bool(visit(row));
            }
        })
    {
    }
    bool operator()(const SqlRow &row) const { return !m_visit || m_visit(row); }

private:
    std::function<bool(const SqlRow &)> m_visit;
};

/// The one wrapper of SQLite: a database of ours, or a file of somebody else's (a GeoPackage). Statements are prepared once
/// and kept. Errors: DiskFull, Conflict (in use, or a constraint), Corrupt, Io, Unsupported (written by a newer version).
/// Not thread-safe: the owner guards it with a mutex (JobStore, EntityStore) or keeps it to one thread. Owns the connection.
class SqlDatabase
{
public:
    /// A database of ours: WAL, foreign keys, each commit flushed. `migrations[n]` brings a schema of user_version n to
    /// n + 1; each runs in a transaction.
    static Result<std::unique_ptr<SqlDatabase>> open(const QString &path, const std::vector<const char *> &migrations);
    /// A file of somebody else's, so that neither it nor a WAL beside it is changed: SQLite would fold a WAL that a killed
    /// program left into the file as soon as the last reader closes it. A file without a WAL is read as one that nobody
    /// changes; with one, the WAL's content is seen. Corrupt when it is no SQLite file, or a rollback journal beside it
    /// would have to be played back first.
    static Result<std::unique_ptr<SqlDatabase>> openToRead(const QString &path);
    /// A copy of such a file, to be changed as it is.
    static Result<std::unique_ptr<SqlDatabase>> openToRepair(const QString &path);
    /// A file of somebody else's that other programs may have open, to be changed as it is: its journal mode stays, and
    /// foreign keys are not enforced. Denied when it can only be
    /// read, Conflict when another program keeps it, with sentences that name it.
    static Result<std::unique_ptr<SqlDatabase>> openToChange(const QString &path);
    /// A new one of that kind, for a file that appears under its name only when it is whole. Conflict where there is one.
    static Result<std::unique_ptr<SqlDatabase>> createToFill(const QString &path);
    ~SqlDatabase();
    SqlDatabase(const SqlDatabase &) = delete;
    SqlDatabase &operator=(const SqlDatabase &) = delete;

    /// One statement: binds the values in order, byte arrays as BLOBs; calls `onRow` for each row of the answer. What
    /// `onRow` throws comes out, and the database is as if the answer had ended there.
    Status run(const QByteArray &sql, const QVariantList &values = {}, const SqlVisitor &onRow = {});
    Status run(const char *sql, const QVariantList &values = {}, const SqlVisitor &onRow = {});
    Status run(const QByteArray &sql, const SqlVisitor &onRow) { return run(sql, QVariantList(), onRow); }
    /// Several statements without values.
    Status script(const QByteArray &sql);
    /// The first column of the first row; `otherwise` when there is none or the statement cannot be run.
    qint64 number(const QByteArray &sql, qint64 otherwise = 0);
    bool hasTable(const QString &name); ///< or view; case aside
    /// Another file besides, as the schema `name`; made where there is none. An empty path is a temporary one.
    Status attach(const QString &path, const char *name);
    Status detach(const char *name);
    /// A function of BLOBs for statements and for the triggers of the file: values of other types come as null arrays. It is
    /// called on the thread of the statement, answers by its arguments alone, and throws nothing.
    Status addFunction(const char *name, int arguments, std::function<QVariant(const std::vector<QByteArray> &)> function);
    qint64 changes() const;
    qint64 lastRowId() const;

    /// All that `work` writes, or nothing of it: when it gives an error or throws (which becomes an error), or when it
    /// cannot be committed. Within another transaction it is a part of that one: it alone is undone when it fails, and it
    /// stands when the outer one does.
    Status transaction(const std::function<Status()> &work);

    /// Keeps others of this process from being the last to close the file, as long as it lives.
    std::shared_ptr<void> holdOpen() const { return m_connection; }

private:
    enum class Use { Ours, Read, Repair, Change };
    class Statement;
    SqlDatabase(QString path, Use use);
    int connect(const QByteArray &name, int flags);
    Status migrate(const std::vector<const char *> &migrations);
    Error error(const char *what) const;
    std::optional<Error> errorOfTheirs(int code, const QString &detail) const;

    QString m_path;
    Use m_use;
    std::shared_ptr<sqlite3> m_connection;
    std::vector<std::pair<QByteArray, sqlite3_stmt *>> m_statements;
    int m_depth = 0; ///< of transactions
};

QByteArray sqlName(const QString &name);    ///< "quoted" identifier
QByteArray sqlLiteral(const QString &text); ///< 'quoted' text

} // namespace tuilerie
