// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <functional>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace tuilerie {

/// One row of an answer. Valid inside the callback only.
class SqliteRow
{
public:
    explicit SqliteRow(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    bool isNull(int column) const;

private:
    sqlite3_stmt *m_statement;
};

/// A SQLite file (a GeoPackage, say), opened so that neither it nor a WAL beside it is changed: SQLite would fold a WAL that
/// a killed program left into the file as soon as the last reader closes it. One thread.
class SqliteRead
{
public:
    /// A file without a WAL is read as one that nobody changes; with one, the WAL's content is seen. Corrupt when it is no
    /// SQLite file or a rollback journal beside it would have to be played back first.
    static Result<SqliteRead> open(const QString &path);

    /// Calls back for each row until it returns false.
    Status each(const QByteArray &sql, const std::function<bool(const SqliteRow &)> &row) const;
    /// The first column of the first row; `otherwise` when there is none or the statement cannot be run.
    qint64 number(const QByteArray &sql, qint64 otherwise = 0) const;
    bool hasTable(const QString &name) const; ///< or view; case aside
    /// Keeps others of this process from being the last to close the file, as long as it lives.
    std::shared_ptr<void> holdOpen() const { return m_connection; }

private:
    std::shared_ptr<void> m_connection;
};

QByteArray sqlName(const QString &name);    ///< "quoted" identifier
QByteArray sqlLiteral(const QString &text); ///< 'quoted' text

} // namespace tuilerie
