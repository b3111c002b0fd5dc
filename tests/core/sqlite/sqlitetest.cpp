// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "sqlite/sqlite.h"
#include "support/testsupport.h"

#include <sys/resource.h>

#include <csignal>
#include <stdexcept>

using namespace tuilerie;

namespace {

const std::vector<const char *> schema{"CREATE TABLE thing(id INTEGER PRIMARY KEY, name TEXT UNIQUE)"};

} // namespace

class SqliteTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    QString m_path;
    std::unique_ptr<SqlDatabase> m_database;

    Status put(const QString &name) { return m_database->run("INSERT INTO thing(name) VALUES(?)", {name}); }
    QStringList names(const QString &path = {})
    {
        // Seen by another connection: what is committed.
        const auto other = SqlDatabase::openToRead(path.isEmpty() ? m_path : path);
        if (!other)
            return {other.error().message};
        QStringList list;
        const Status read =
            (*other)->run("SELECT name FROM thing ORDER BY id", [&](const SqlRow &row) { list << row.text(0); });
        return read ? list : QStringList{read.error().detail};
    }

private slots:
    void init()
    {
        m_database.reset();
        m_path = m_folder.filePath(QStringLiteral("%1.sqlite").arg(m_number++));
        auto opened = SqlDatabase::open(m_path, schema);
        VERIFY_OK(opened);
        m_database = std::move(*opened);
    }

    void bindsAndReadsValues()
    {
        VERIFY_OK(m_database->run("CREATE TABLE v(a, b, c, d, e, f)"));
        VERIFY_OK(m_database->run("INSERT INTO v VALUES(?,?,?,?,x'00ff',?)",
            {QStringLiteral("d’été"), qint64(1) << 40, 0.25, QVariant(), QByteArray("\xff\0\xfe", 3)}));
        int rows = 0;
        VERIFY_OK(m_database->run("SELECT * FROM v", {}, [&](const SqlRow &row) {
            ++rows;
            QCOMPARE(row.text(0), QStringLiteral("d’été"));
            QCOMPARE(row.integer(1), qint64(1) << 40);
            QCOMPARE(row.real(2), 0.25);
            QVERIFY(row.isNull(3));
            QCOMPARE(row.bytes(4), QByteArray("\0\xff", 2));
            QCOMPARE(row.bytes(5), QByteArray("\xff\0\xfe", 3));
        }));
        QCOMPARE(rows, 1);
        QCOMPARE(m_database->number("SELECT b FROM v"), qint64(1) << 40);
        QCOMPARE(m_database->number("SELECT typeof(f) = 'blob' FROM v"), 1);
        QCOMPARE(m_database->number("SELECT b FROM nothing", -7), -7);
        QVERIFY(m_database->hasTable(QStringLiteral("V")));
        QVERIFY(!m_database->hasTable(QStringLiteral("w'\"")));
    }

    void visitorMayStop()
    {
        for (const char *name : {"a", "b", "c"})
            VERIFY_OK(put(QLatin1String(name)));
        QStringList seen;
        VERIFY_OK(m_database->run("SELECT name FROM thing ORDER BY id", [&](const SqlRow &row) {
            seen << row.text(0);
            return seen.size() < 2;
        }));
        QCOMPARE(seen, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        // The statement is free again.
        QCOMPARE(m_database->number("SELECT count(*) FROM thing"), 3);
        VERIFY_OK(m_database->run("DROP TABLE thing"));
    }

    void visitorMayThrow()
    {
        VERIFY_OK(put(QStringLiteral("a")));
        const auto ask = [&] {
            return m_database->run("SELECT name FROM thing", [](const SqlRow &) { throw std::runtime_error("in a row"); });
        };
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, (void)ask());
        VERIFY_OK(m_database->run("DROP TABLE thing"));
    }

    void transactionIsWholeOrNothing()
    {
        VERIFY_OK(m_database->transaction([&]() -> Status {
            TUILERIE_CHECK(put(QStringLiteral("a")));
            return put(QStringLiteral("b"));
        }));
        QCOMPARE(names(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        const Status failed = m_database->transaction([&]() -> Status {
            TUILERIE_CHECK(put(QStringLiteral("c")));
            return put(QStringLiteral("a"));
        });
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::Conflict);
        QCOMPARE(names(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    // What is thrown becomes an error, nothing of it stays, and the next transaction is one again.
    void transactionSurvivesAnException()
    {
        const Status failed = m_database->transaction([&]() -> Status {
            TUILERIE_CHECK(put(QStringLiteral("a")));
            throw std::runtime_error("a defect");
        });
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::Internal);
        QCOMPARE(failed.error().detail, QStringLiteral("a defect"));
        QCOMPARE(names(), QStringList());
        VERIFY_OK(m_database->transaction([&] { return put(QStringLiteral("b")); }));
        QCOMPARE(names(), QStringList{QStringLiteral("b")});
        const Status memory = m_database->transaction([&]() -> Status { throw std::bad_alloc(); });
        QVERIFY(memory.error().message.contains(QLatin1String("memory")));
    }

    // Thrown from within an answer that is being read.
    void transactionSurvivesAnExceptionInARow()
    {
        VERIFY_OK(put(QStringLiteral("a")));
        QVERIFY(!m_database->transaction([&]() -> Status {
            TUILERIE_CHECK(put(QStringLiteral("b")));
            return m_database->run("SELECT name FROM thing", [](const SqlRow &) { throw std::runtime_error("in a row"); });
        }));
        QCOMPARE(names(), QStringList{QStringLiteral("a")});
        VERIFY_OK(m_database->transaction([&] { return put(QStringLiteral("c")); }));
        QCOMPARE(names(), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    }

    void innerTransactionFailsAlone()
    {
        VERIFY_OK(m_database->transaction([&]() -> Status {
            TUILERIE_CHECK(put(QStringLiteral("outer")));
            const Status inner = m_database->transaction([&]() -> Status {
                TUILERIE_CHECK(put(QStringLiteral("inner")));
                const Status innermost = m_database->transaction([&]() -> Status {
                    TUILERIE_CHECK(put(QStringLiteral("innermost")));
                    throw std::runtime_error("deep");
                });
                TUILERIE_CHECK(put(QStringLiteral("after")));
                return innermost;
            });
            if (inner)
                return fail(ErrorCode::Internal, QStringLiteral("the inner one must fail"));
            return put(QStringLiteral("last"));
        }));
        QCOMPARE(names(), (QStringList{QStringLiteral("outer"), QStringLiteral("last")}));
    }

    void innerTransactionStandsWithTheOuter()
    {
        QVERIFY(!m_database->transaction([&]() -> Status {
            TUILERIE_CHECK(m_database->transaction([&] { return put(QStringLiteral("inner")); }));
            return fail(ErrorCode::Invalid, QStringLiteral("the outer one fails"));
        }));
        QCOMPARE(names(), QStringList());
    }

    // The limit of a file's size stands in for a full disk.
    void fullDiskUndoesTheTransaction()
    {
        VERIFY_OK(put(QStringLiteral("before")));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{65536, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const Status failed = m_database->transaction([&]() -> Status {
            for (int i = 0; i < 1000; ++i)
                TUILERIE_CHECK(put(QString::number(i) + QString(1000, QLatin1Char('x'))));
            return {};
        });
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!failed);
        QVERIFY(failed.error().code == ErrorCode::DiskFull || failed.error().code == ErrorCode::Io);
        QCOMPARE(names(), QStringList{QStringLiteral("before")});
        VERIFY_OK(m_database->transaction([&] { return put(QStringLiteral("after")); }));
        QCOMPARE(names().size(), 2);
    }

    // Reading changes neither the file nor the WAL that somebody left beside it, and sees what is in both.
    void readingChangesNothing()
    {
        VERIFY_OK(put(QStringLiteral("in the wal")));
        const QString copy = m_folder.filePath(QStringLiteral("copy.gpkg"));
        QVERIFY(QFile::copy(m_path, copy));
        QVERIFY(QFile::copy(m_path + QStringLiteral("-wal"), copy + QStringLiteral("-wal")));
        const auto bytes = [&](const char *ending) {
            return readWholeFile(copy + QLatin1String(ending)).value_or(QByteArray("missing"));
        };
        const QByteArray file = bytes(""), wal = bytes("-wal");
        QVERIFY(wal.size() > 0);
        QCOMPARE(names(copy), QStringList{QStringLiteral("in the wal")});
        QCOMPARE(bytes(""), file);
        QCOMPARE(bytes("-wal"), wal);
        const auto reader = SqlDatabase::openToRead(copy);
        VERIFY_OK(reader);
        QVERIFY(!(*reader)->run("INSERT INTO thing(name) VALUES('x')"));
    }

    void noDatabaseIsSaid()
    {
        const QString path = m_folder.filePath(QStringLiteral("none.gpkg"));
        VERIFY_OK(writeFileAtomically(path, QByteArray(5000, 'x')));
        const auto read = SqlDatabase::openToRead(path);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
        QVERIFY(read.error().message.contains(path));
        QCOMPARE(SqlDatabase::open(path, {}).error().code, ErrorCode::Corrupt);
        const auto repair = SqlDatabase::openToRepair(path);
        VERIFY_OK(repair);
        QCOMPARE((*repair)->script("PRAGMA user_version = 3").error().code, ErrorCode::Corrupt);
        QVERIFY(!SqlDatabase::openToRead(m_folder.filePath(QStringLiteral("absent"))));
        QVERIFY(!SqlDatabase::openToRepair(m_folder.filePath(QStringLiteral("absent"))));
    }

    void migratesOnce()
    {
        m_database.reset();
        const std::vector<const char *> more{schema[0],
            "ALTER TABLE thing ADD COLUMN colour; INSERT INTO thing(name) "
            "VALUES('by the migration')"};
        for (int i = 0; i < 2; ++i)
            VERIFY_OK(SqlDatabase::open(m_path, more));
        QCOMPARE(names(), QStringList{QStringLiteral("by the migration")});
        QCOMPARE(SqlDatabase::open(m_path, schema).error().code, ErrorCode::Unsupported);
        const std::vector<const char *> bad{more[0], more[1], "CREATE TABLE half(a); CREATE TABLE half(a)"};
        QVERIFY(!SqlDatabase::open(m_path, bad));
        const auto whole = SqlDatabase::open(m_path, more);
        VERIFY_OK(whole);
        QVERIFY(!(*whole)->hasTable(QStringLiteral("half")));
    }
};

TUILERIE_TEST_MAIN(SqliteTest)
#include "sqlitetest.moc"
