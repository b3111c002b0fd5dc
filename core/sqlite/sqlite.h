// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QVariant>
#include <functional>
#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tuilerie {

/// One row of an answer: values by column, null for NULL.
class SqlRow
{
public:
    explicit SqlRow(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    QString text(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement;
};

/// A SQLite database of ours: WAL, foreign keys, busy timeout, schema by user_version. Not thread-safe: the owner guards it
/// with a mutex (JobStore, EntityStore). Owns the connection; statements are prepared once and kept.
class SqlDatabase
{
public:
    /// `migrations[n]` brings a schema of user_version n to n + 1; each runs in a transaction. A file whose version is newer
    /// than this program is Unsupported.
    static Result<std::unique_ptr<SqlDatabase>> open(const QString &path, const std::vector<const char *> &migrations);
    ~SqlDatabase();

    /// Binds the values in order; calls `onRow` for each row of the answer.
    Status run(const char *sql, const QVariantList &values = {}, const std::function<void(const SqlRow &)> &onRow = {});
    Status run(
        const QByteArray &sql, const QVariantList &values = {}, const std::function<void(const SqlRow &)> &onRow = {});
    qint64 changes() const;
    qint64 lastRowId() const;

private:
    explicit SqlDatabase(sqlite3 *connection);
    Status migrate(const std::vector<const char *> &migrations);
    Error error(const char *what) const;
    sqlite3 *m_connection;
    std::vector<std::pair<QByteArray, sqlite3_stmt *>> m_statements;
};

/// Begins at once (IMMEDIATE); rolls back unless committed. Not to be nested.
class SqlTransaction
{
public:
    explicit SqlTransaction(SqlDatabase &database);
    ~SqlTransaction();
    Status begin();
    Status commit();

private:
    SqlDatabase &m_database;
    bool m_isOpen = false;
};

} // namespace tuilerie
