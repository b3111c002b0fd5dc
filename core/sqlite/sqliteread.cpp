// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliteread.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorSource", sentence);
}

sqlite3 *handle(const std::shared_ptr<void> &connection)
{
    return static_cast<sqlite3 *>(connection.get());
}

} // namespace

qint64 SqliteRow::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double SqliteRow::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QString SqliteRow::text(int column) const
{
    const QByteArray value = bytes(column);
    return QString::fromUtf8(value);
}

QByteArray SqliteRow::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(data), data ? sqlite3_column_bytes(m_statement, column) : 0};
}

bool SqliteRow::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

Result<SqliteRead> SqliteRead::open(const QString &path)
{
    const bool hasWal = QFileInfo(path + QStringLiteral("-wal")).size() > 0;
    QByteArray uri("file:");
    uri.append(QUrl::toPercentEncoding(QFileInfo(path).absoluteFilePath(), "/"));
    if (!hasWal)
        uri.append("?immutable=1");
    sqlite3 *opened = nullptr;
    const int code =
        sqlite3_open_v2(uri.constData(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX, nullptr);
    SqliteRead read;
    read.m_connection =
        std::shared_ptr<void>(opened, [](void *connection) { sqlite3_close_v2(static_cast<sqlite3 *>(connection)); });
    const auto corrupt = [&path, opened] {
        return fail(ErrorCode::Corrupt, tr("%1 cannot be read as a SQLite file. Copy it again from its source.").arg(path),
            QString::fromUtf8(sqlite3_errmsg(opened)));
    };
    if (code != SQLITE_OK)
        return corrupt();
    sqlite3_busy_timeout(opened, 2000);
    // Opening reads nothing; a first question tells whether it is a database, and takes hold of the WAL.
    if (auto status = read.each("SELECT count(*) FROM sqlite_master", [](const SqliteRow &) { return true; }); !status)
        return corrupt();
    return read;
}

Status SqliteRead::each(const QByteArray &sql, const std::function<bool(const SqliteRow &)> &row) const
{
    sqlite3 *connection = handle(m_connection);
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(connection, sql.constData(), int(sql.size()), &statement, nullptr);
    if (code == SQLITE_OK) {
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
            if (!row(SqliteRow(statement))) {
                code = SQLITE_DONE;
                break;
            }
        }
    }
    const QString reason = code == SQLITE_DONE ? QString() : QString::fromUtf8(sqlite3_errmsg(connection));
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE)
        return fail(
            ErrorCode::Corrupt, tr("A table of the file cannot be read. Copy the file again from its source."), reason);
    return {};
}

qint64 SqliteRead::number(const QByteArray &sql, qint64 otherwise) const
{
    qint64 value = otherwise;
    const auto status = each(sql, [&value](const SqliteRow &row) {
        value = row.integer(0);
        return false;
    });
    return status ? value : otherwise;
}

bool SqliteRead::hasTable(const QString &name) const
{
    QByteArray sql("SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(");
    return number(sql.append(sqlLiteral(name)).append(')')) > 0;
}

QByteArray sqlName(const QString &name)
{
    QByteArray text = name.toUtf8();
    return text.replace('"', "\"\"").prepend('"').append('"');
}

QByteArray sqlLiteral(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    return bytes.replace('\'', "''").prepend('\'').append('\'');
}

} // namespace tuilerie
