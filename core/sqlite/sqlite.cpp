// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlite.h"

#include "base/work/barrier.h"

#include <QCoreApplication>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace tuilerie {

namespace {

constexpr size_t keptStatements = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SqlDatabase", text);
}

void bind(sqlite3_stmt *statement, int index, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr: sqlite3_bind_null(statement, index); break;
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::LongLong:
    case QMetaType::UInt:
    case QMetaType::ULongLong: sqlite3_bind_int64(statement, index, value.toLongLong()); break;
    case QMetaType::QByteArray: {
        const QByteArray bytes = value.toByteArray();
        // A null pointer would be NULL.
        sqlite3_bind_blob64(
            statement, index, bytes.isEmpty() ? "" : bytes.constData(), sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT);
        break;
    }
    case QMetaType::Double: sqlite3_bind_double(statement, index, value.toDouble()); break;
    default: {
        const QByteArray text = value.toString().toUtf8();
        sqlite3_bind_text(statement, index, text.constData(), int(text.size()), SQLITE_TRANSIENT);
    }
    }
}

} // namespace

QString SqlRow::text(int column) const
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return bytes ? QString::fromUtf8(bytes, sqlite3_column_bytes(m_statement, column)) : QString();
}

QByteArray SqlRow::bytes(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(data), data ? sqlite3_column_bytes(m_statement, column) : 0};
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

SqlType SqlRow::type(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER: return SqlType::Integer;
    case SQLITE_FLOAT: return SqlType::Real;
    case SQLITE_TEXT: return SqlType::Text;
    case SQLITE_BLOB: return SqlType::Blob;
    default: return SqlType::Null;
    }
}

/// A statement while it runs: taken out of those that are kept, so that a nested run of the same text gets its own, and put
/// back, ready for the next time, however the run ends.
class SqlDatabase::Statement
{
public:
    Statement(SqlDatabase &database, const QByteArray &sql)
        : m_database(database)
        , m_sql(sql.constData(), sql.size())
    {
        auto &kept = database.m_statements;
        const auto found =
            std::find_if(kept.begin(), kept.end(), [&](const auto &statement) { return statement.first == m_sql; });
        if (found != kept.end()) {
            m_statement = found->second;
            kept.erase(found);
        } else {
            m_code =
                sqlite3_prepare_v2(database.m_connection.get(), m_sql.constData(), int(m_sql.size()), &m_statement, nullptr);
        }
        // Room for its return, so that the destructor needs no memory.
        kept.reserve(kept.size() + 1);
    }
    ~Statement()
    {
        if (!m_statement)
            return;
        sqlite3_reset(m_statement);
        sqlite3_clear_bindings(m_statement);
        auto &kept = m_database.m_statements;
        if (kept.size() == kept.capacity()) {
            sqlite3_finalize(m_statement);
            return;
        }
        kept.emplace_back(std::move(m_sql), m_statement);
        if (kept.size() > keptStatements) {
            sqlite3_finalize(kept.front().second);
            kept.erase(kept.begin());
        }
    }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    bool isReady() const { return m_code == SQLITE_OK; }
    sqlite3_stmt *get() const { return m_statement; }

private:
    SqlDatabase &m_database;
    QByteArray m_sql;
    sqlite3_stmt *m_statement = nullptr;
    int m_code = SQLITE_OK;
};

SqlDatabase::~SqlDatabase()
{
    for (auto &[sql, statement] : m_statements)
        sqlite3_finalize(statement);
}

Error SqlDatabase::error(const char *what) const
{
    sqlite3 *connection = m_connection.get();
    const int code = sqlite3_errcode(connection);
    const QString detail = QString::fromUtf8(sqlite3_errmsg(connection)) + QLatin1String(" | ") + QString::fromUtf8(what);
    if (auto theirs = errorOfTheirs(code, detail))
        return *std::move(theirs);
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

std::optional<Error> SqlDatabase::errorOfTheirs(int code, const QString &detail) const
{
    if (m_use == Use::Read)
        return Error{
            ErrorCode::Corrupt, tr("A table of the file cannot be read. Copy the file again from its source."), detail};
    if (m_use != Use::Ours && code == SQLITE_FULL)
        return Error{ErrorCode::DiskFull,
            tr("There is no space left on the disk for %1. Free some and try again.").arg(m_path), detail};
    if (m_use == Use::Repair)
        return Error{
            ErrorCode::Corrupt, tr("The GeoPackage is too damaged to be repaired. Copy it again from its source."), detail};
    if (m_use != Use::Change)
        return std::nullopt;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error{ErrorCode::Conflict,
            tr("%1 is being changed by another program. Save and close it there, then try again.").arg(m_path), detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return Error{ErrorCode::Denied,
            tr("%1 cannot be changed here: the file or its folder is read-only. Copy it to where you may write.")
                .arg(m_path),
            detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error{
            ErrorCode::Corrupt, tr("%1 is damaged. Repair it, or copy it again from its source.").arg(m_path), detail};
    case SQLITE_IOERR: return Error{ErrorCode::Io, tr("%1 cannot be read or written.").arg(m_path), detail};
    default: return std::nullopt;
    }
}

Status SqlDatabase::run(const char *sql, const QVariantList &values, const SqlVisitor &onRow)
{
    return run(QByteArray::fromRawData(sql, qsizetype(qstrlen(sql))), values, onRow);
}

Status SqlDatabase::run(const QByteArray &sql, const QVariantList &values, const SqlVisitor &onRow)
{
    const Statement statement(*this, sql);
    if (!statement.isReady())
        return fail(error(sql.constData()));
    for (qsizetype i = 0; i < values.size(); ++i)
        bind(statement.get(), int(i) + 1, values[i]);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW)
        if (!onRow(SqlRow(statement.get())))
            return {};
    if (code != SQLITE_DONE)
        return fail(error(sql.constData()));
    return {};
}

Status SqlDatabase::script(const QByteArray &sql)
{
    if (sqlite3_exec(m_connection.get(), sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(error(sql.constData()));
    return {};
}

qint64 SqlDatabase::number(const QByteArray &sql, qint64 otherwise)
{
    qint64 value = otherwise;
    const Status status = run(sql, {}, [&value](const SqlRow &row) {
        value = row.integer(0);
        return false;
    });
    return status ? value : otherwise;
}

bool SqlDatabase::hasTable(const QString &name)
{
    QByteArray sql("SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(");
    return number(sql.append(sqlLiteral(name)).append(')')) > 0;
}

Status SqlDatabase::detach(const char *name)
{
    // Statements that are kept hold on to it.
    for (auto &[sql, statement] : m_statements)
        sqlite3_finalize(statement);
    m_statements.clear();
    return run(QByteArray("DETACH ") + name);
}

namespace {

using BlobFunction = std::function<QVariant(const std::vector<QByteArray> &)>;

void callBlobFunction(sqlite3_context *context, int count, sqlite3_value **values)
{
    std::vector<QByteArray> arguments;
    for (int i = 0; i < count; ++i) {
        const bool isBlob = sqlite3_value_type(values[i]) == SQLITE_BLOB;
        const auto *bytes = isBlob ? static_cast<const char *>(sqlite3_value_blob(values[i])) : nullptr;
        arguments.push_back(isBlob ? QByteArray(bytes ? bytes : "", sqlite3_value_bytes(values[i])) : QByteArray());
    }
    const QVariant answer = (*static_cast<const BlobFunction *>(sqlite3_user_data(context)))(arguments);
    switch (answer.typeId()) {
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::LongLong: sqlite3_result_int64(context, answer.toLongLong()); break;
    case QMetaType::Double: sqlite3_result_double(context, answer.toDouble()); break;
    default: sqlite3_result_null(context);
    }
}

} // namespace

Status SqlDatabase::addFunction(const char *name, int arguments, BlobFunction function)
{
    auto *kept = new BlobFunction(std::move(function));
    // SQLite deletes it, whatever comes of the call. INNOCUOUS: triggers and indexes of the file may use it.
    const int code = sqlite3_create_function_v2(m_connection.get(), name, arguments,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, kept, callBlobFunction, nullptr, nullptr,
        [](void *own) { delete static_cast<BlobFunction *>(own); });
    return code == SQLITE_OK ? Status() : fail(error(name));
}

qint64 SqlDatabase::changes() const
{
    return sqlite3_changes64(m_connection.get());
}

qint64 SqlDatabase::lastRowId() const
{
    return sqlite3_last_insert_rowid(m_connection.get());
}

Status SqlDatabase::transaction(const std::function<Status()> &work)
{
    const bool isInner = m_depth > 0;
    const QByteArray name = "inner" + QByteArray::number(m_depth);
    TUILERIE_CHECK(run(isInner ? "SAVEPOINT " + name : QByteArray("BEGIN IMMEDIATE")));
    ++m_depth;
    Status status = guarded(work);
    --m_depth;
    if (status)
        status = run(isInner ? "RELEASE " + name : QByteArray("COMMIT"));
    // SQLite has undone everything by itself after some failures, a full disk among them.
    if (!status && !sqlite3_get_autocommit(m_connection.get()))
        (void)script(isInner ? "ROLLBACK TO " + name + "; RELEASE " + name : QByteArray("ROLLBACK"));
    return status;
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
