// SPDX-License-Identifier: GPL-3.0-or-later
// How a database is opened: ours, to be read, to be repaired.
#include "sqlite/sqlite.h"

#include "base/filename.h"

#include <QCoreApplication>
#include <sqlite3.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SqlDatabase", text);
}

} // namespace

SqlDatabase::SqlDatabase(QString path, Use use)
    : m_path(std::move(path))
    , m_use(use)
{
}

int SqlDatabase::connect(const QByteArray &name, int flags)
{
    sqlite3 *opened = nullptr;
    const int code = sqlite3_open_v2(name.constData(), &opened, flags, nullptr);
    m_connection = std::shared_ptr<sqlite3>(opened, sqlite3_close_v2);
    return code;
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::open(const QString &path, const std::vector<const char *> &migrations)
{
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(path, Use::Ours));
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    if (database->connect(bytesOfPath(path), flags) != SQLITE_OK) {
        Error failure = database->error("open");
        failure.detail += QLatin1String(" | ") + path;
        return fail(std::move(failure));
    }
    sqlite3_busy_timeout(database->m_connection.get(), 10000);
    // FULL: a commit that was answered with success is there after a power cut, too.
    for (const char *pragma :
        {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA temp_store=MEMORY"})
        TUILERIE_CHECK(database->run(pragma));
    TUILERIE_CHECK(database->migrate(migrations));
    return database;
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::openToRead(const QString &path)
{
    const bool hasWal = fileStatus(path + QStringLiteral("-wal")).size > 0;
    QByteArray uri("file:");
    uri.append(bytesOfPath(absolutePath(path)).toPercentEncoding("/"));
    if (!hasWal)
        uri.append("?immutable=1");
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(path, Use::Read));
    const auto corrupt = [&] {
        return fail(ErrorCode::Corrupt, tr("%1 cannot be read as a SQLite file. Copy it again from its source.").arg(path),
            QString::fromUtf8(sqlite3_errmsg(database->m_connection.get())));
    };
    if (database->connect(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX) != SQLITE_OK)
        return corrupt();
    sqlite3_busy_timeout(database->m_connection.get(), 2000);
    // Opening reads nothing; a first question tells whether it is a database, and takes hold of the WAL.
    if (!database->run("SELECT count(*) FROM sqlite_master"))
        return corrupt();
    return database;
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::openToRepair(const QString &path)
{
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(path, Use::Repair));
    if (database->connect(bytesOfPath(path), SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_FULLMUTEX) != SQLITE_OK)
        return fail(database->error("open"));
    return database;
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::openToChange(const QString &path)
{
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(path, Use::Change));
    if (database->connect(bytesOfPath(path), SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX) != SQLITE_OK)
        return fail(database->error("open"));
    sqlite3 *connection = database->m_connection.get();
    sqlite3_busy_timeout(connection, 5000);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 0, nullptr);
    // Opening reads nothing yet; SQLite opens what it may not write as a file to be read.
    TUILERIE_CHECK(database->run("SELECT count(*) FROM sqlite_master"));
    if (sqlite3_db_readonly(connection, "main") == 1)
        return fail(*database->errorOfTheirs(SQLITE_READONLY, QStringLiteral("read-only")));
    return database;
}

Result<std::unique_ptr<SqlDatabase>> SqlDatabase::createToFill(const QString &path)
{
    if (fileStatus(path).exists)
        return fail(ErrorCode::Conflict, tr("There is a file %1 already. Choose another name, or move it away.").arg(path));
    std::unique_ptr<SqlDatabase> database(new SqlDatabase(path, Use::Change));
    if (database->connect(bytesOfPath(path), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX)
        != SQLITE_OK)
        return fail(database->error("create"));
    return database;
}

Status SqlDatabase::attach(const QString &path, const char *name)
{
    QByteArray file = path.isEmpty() ? QByteArray() : bytesOfPath(absolutePath(path));
    file.replace('\'', "''");
    return run(QByteArray("ATTACH '").append(file).append("' AS ").append(name));
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
        const Status done = transaction([&]() -> Status {
            TUILERIE_CHECK(script(migrations[size_t(step)]));
            return script("PRAGMA user_version=" + QByteArray::number(step + 1));
        });
        TUILERIE_CHECK(done);
    }
    return {};
}

} // namespace tuilerie
