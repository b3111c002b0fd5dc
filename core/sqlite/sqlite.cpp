// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlite.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <sqlite3.h>

namespace tuilerie {

namespace {
constexpr size_t KeptStatements = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SqlDatabase", text);
}
} // namespace

QString SqlRow::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return bytes ? QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column)) : QString();
}

qint64 SqlRow::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double SqlRow::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

bool SqlRow::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

SqlDatabase::SqlDatabase(sqlite3 *connection)
    : m_connection(connection)
{
}

SqlDatabase::~SqlDatabase()
{
    for (auto &[sql, statement] : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close(m_connection);
}

Error SqlDatabase::error(const char *what) const
{
    const int code = sqlite3_errcode(m_connection);
    const QString detail = QString::fromUtf8(sqlite3_errmsg(m_connection)) + QLatin1String(" | ") + QString::fromUtf8(what);
    switch (code) {
    case SQLITE_FULL:
        return {ErrorCode::DiskFull, tr("There is no space left on the disk of the data folder. Free some and try again."),
            detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::Conflict, tr("The database is in use by another program. Stop it and try again."), detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt, tr("The database is damaged. Restore the data folder from a backup."), detail};
    case SQLITE_CONSTRAINT: return {ErrorCode::Conflict, tr("It exists already or is in use."), detail};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PERM:
        return {ErrorCode::Io, tr("The database cannot be read or written. Check the rights of the data folder."), detail};
    default: return {ErrorCode::Internal, tr("The database refused a statement of this program. Please report it."), detail};
    }
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::open(const QString &path, const std::vector<const char *> &migrations)
{
    sqlite3 *connection = nullptr;
    const int code = sqlite3_open_v2(
        path.toUtf8().constData(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(connection));
    if (code != SQLITE_OK) {
        Error failure = database->error("open");
        failure.detail += QLatin1String(" | ") + path;
        return fail(std::move(failure));
    }
    sqlite3_busy_timeout(connection, 10000);
    // FULL: a commit that was answered with success is there after a power cut, too.
    for (const char *pragma :
        {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA temp_store=MEMORY"})
        TUILERIE_CHECK(database->run(pragma));
    TUILERIE_CHECK(database->migrate(migrations));
    return database;
}

Status SqlDatabase::migrate(const std::vector<const char *> &migrations)
{
    qint64 version = 0;
    TUILERIE_CHECK(run("PRAGMA user_version", {}, [&](const SqlRow &row) { version = row.integer(0); }));
    if (version > qint64(migrations.size()))
        return fail(ErrorCode::Unsupported,
            tr("The data folder was written by a newer version of this program. Install that version."),
            QStringLiteral("user_version %1").arg(version));
    for (qint64 step = version; step < qint64(migrations.size()); ++step) {
        const QByteArray script = QByteArray("BEGIN IMMEDIATE;") + migrations[size_t(step)]
            + ";PRAGMA user_version=" + QByteArray::number(step + 1) + ";COMMIT";
        if (sqlite3_exec(m_connection, script.constData(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            const Error failure = error("migration");
            sqlite3_exec(m_connection, "ROLLBACK", nullptr, nullptr, nullptr);
            return fail(failure);
        }
    }
    return {};
}

Status SqlDatabase::run(const char *sql, const QVariantList &values, const std::function<void(const SqlRow &)> &onRow)
{
    return run(QByteArray::fromRawData(sql, qsizetype(qstrlen(sql))), values, onRow);
}

Status SqlDatabase::run(const QByteArray &sql, const QVariantList &values, const std::function<void(const SqlRow &)> &onRow)
{
    sqlite3_stmt *statement = nullptr;
    // Taken out while it runs, so that a nested run of the same text gets its own.
    for (auto it = m_statements.begin(); it != m_statements.end(); ++it) {
        if (it->first == sql) {
            statement = it->second;
            m_statements.erase(it);
            break;
        }
    }
    if (!statement && sqlite3_prepare_v2(m_connection, sql.constData(), int(sql.size()), &statement, nullptr) != SQLITE_OK)
        return fail(error(sql.constData()));

    int index = 1;
    for (const QVariant &value : values) {
        switch (value.typeId()) {
        case QMetaType::UnknownType:
        case QMetaType::Nullptr: sqlite3_bind_null(statement, index); break;
        case QMetaType::Bool:
        case QMetaType::Int:
        case QMetaType::LongLong:
        case QMetaType::UInt:
        case QMetaType::ULongLong: sqlite3_bind_int64(statement, index, value.toLongLong()); break;
        case QMetaType::Double: sqlite3_bind_double(statement, index, value.toDouble()); break;
        default: {
            const QByteArray text = value.toString().toUtf8();
            sqlite3_bind_text(statement, index, text.constData(), int(text.size()), SQLITE_TRANSIENT);
        }
        }
        ++index;
    }

    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        if (onRow)
            onRow(SqlRow(statement));
    }
    Status status;
    if (code != SQLITE_DONE)
        status = fail(error(sql.constData()));
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    m_statements.emplace_back(QByteArray(sql.constData(), sql.size()), statement);
    if (m_statements.size() > KeptStatements) {
        sqlite3_finalize(m_statements.front().second);
        m_statements.erase(m_statements.begin());
    }
    return status;
}

qint64 SqlDatabase::changes() const
{
    return sqlite3_changes64(m_connection);
}

qint64 SqlDatabase::lastRowId() const
{
    return sqlite3_last_insert_rowid(m_connection);
}

SqlTransaction::SqlTransaction(SqlDatabase &database)
    : m_database(database)
{
}

Status SqlTransaction::begin()
{
    TUILERIE_CHECK(m_database.run("BEGIN IMMEDIATE"));
    m_isOpen = true;
    return {};
}

Status SqlTransaction::commit()
{
    TUILERIE_CHECK(m_database.run("COMMIT"));
    m_isOpen = false;
    return {};
}

SqlTransaction::~SqlTransaction()
{
    if (m_isOpen)
        (void)m_database.run("ROLLBACK");
}

} // namespace tuilerie
