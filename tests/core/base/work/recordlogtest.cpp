// SPDX-License-Identifier: GPL-3.0-or-later
// Cut at every byte, every byte changed, held twice, a full disk: what the log gives back was written, in its order.
#include "base/work/recordlog.h"

#include "base/atomicfile.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScopeGuard>

#include <xxhash.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <sys/mount.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

RecordLog::Opening opening(const QString &folder, bool resume = true)
{
    RecordLog::Opening opening;
    opening.folder = folder;
    opening.kind = "test";
    opening.version = 3;
    opening.fingerprint = "abc";
    opening.note = "a note";
    opening.resume = resume;
    return opening;
}

const QList<QByteArray> written{"first", QByteArray(), QByteArray(40, 'x'), QByteArray("\0\xA5rec\0", 6), "last one"};

/// As both journals were before there was one log: length, checksum, JSON; no signature.
QByteArray oldJournal()
{
    QByteArray content;
    for (const QJsonObject &object :
        {QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("fingerprint"), QStringLiteral("abc")}},
            QJsonObject{{QStringLiteral("tiles"), 12}}}) {
        const QByteArray payload = QJsonDocument(object).toJson(QJsonDocument::Compact);
        const auto length = quint32(payload.size());
        const quint64 checksum = XXH3_64bits(payload.constData(), size_t(length));
        content.append(reinterpret_cast<const char *>(&length), 4);
        content.append(reinterpret_cast<const char *>(&checksum), 8);
        content += payload;
    }
    return content;
}

/// Keeps a log open until it is killed.
int hold(const char *folder)
{
    const auto log = RecordLog::open(opening(QString::fromLocal8Bit(folder)));
    if (!log || !(*log)->append("of the other process"))
        return 1;
    std::puts("held");
    std::fflush(stdout);
    ::pause();
    return 0;
}

} // namespace

class RecordLogTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        VERIFY_OK(fill(newFolder()));
        const auto content = readWholeFile(m_last + QStringLiteral("/journal"));
        VERIFY_OK(content);
        m_content = *content;
        // Where the head and each record end.
        const auto log = RecordLog::open(opening(m_last));
        VERIFY_OK(log);
        QCOMPARE((*log)->records(), written);
        qint64 end = m_content.size();
        for (qsizetype i = written.size(); i-- > 0;) {
            m_ends.prepend(end);
            end -= 16 + written[i].size();
        }
        m_ends.prepend(end);
    }

    void goesOn()
    {
        const QString folder = newFolder();
        {
            const auto log = RecordLog::open(opening(folder, false));
            VERIFY_OK(log);
            QCOMPARE((*log)->start(), RecordLog::Start::Fresh);
            QVERIFY(RecordLog::exists(folder));
            VERIFY_OK((*log)->append("one"));
        }
        const auto notAsked = RecordLog::open(opening(folder, false));
        QVERIFY(!notAsked && notAsked.error().code == ErrorCode::Conflict);
        QVERIFY(notAsked.error().message.contains(folder));
        auto other = opening(folder);
        other.note = "another note";
        const auto log = RecordLog::open(other);
        VERIFY_OK(log);
        QCOMPARE((*log)->start(), RecordLog::Start::Resumed);
        QCOMPARE((*log)->note(), QByteArray("a note"));
        QCOMPARE((*log)->records(), QList<QByteArray>{"one"});
        QCOMPARE((*log)->finding(), QString());
    }

    // A run that was killed before its first record is nothing to ask about, unless something lies beside its log.
    void headAlone()
    {
        const QString folder = newFolder();
        VERIFY_OK(RecordLog::open(opening(folder)));
        auto other = opening(folder, false);
        other.fingerprint = "other";
        other.beside = QStringLiteral("spill");
        VERIFY_OK(RecordLog::open(other));
        VERIFY_OK(writeFileAtomically(folder + QStringLiteral("/spill"), QByteArray("points")));
        const auto refused = RecordLog::open(other);
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        other.resume = true;
        const auto log = RecordLog::open(other);
        VERIFY_OK(log);
        QCOMPARE((*log)->start(), RecordLog::Start::Resumed);
        QVERIFY((*log)->records().isEmpty());
    }

    void everyTruncation()
    {
        for (qint64 size = 0; size <= m_content.size(); ++size) {
            const QString folder = newFolder();
            QVERIFY(put(folder, m_content.left(size)));
            const qsizetype whole = std::count_if(m_ends.begin() + 1, m_ends.end(), [&](qint64 end) { return end <= size; });
            {
                const auto log = RecordLog::open(opening(folder));
                VERIFY_OK(log);
                QCOMPARE((*log)->start(), whole > 0 ? RecordLog::Start::Resumed : RecordLog::Start::Fresh);
                QCOMPARE((*log)->records(), written.first(whole));
                QCOMPARE((*log)->finding(), QString());
                VERIFY_OK((*log)->append("afterwards"));
            }
            const auto again = RecordLog::open(opening(folder));
            VERIFY_OK(again);
            QCOMPARE((*again)->records(), written.first(whole) + QList<QByteArray>{"afterwards"});
        }
    }

    void everyByteChanged_data()
    {
        QTest::addColumn<int>("bits");
        QTest::newRow("one bit") << 0x10;
        QTest::newRow("all bits") << 0xFF;
    }
    void everyByteChanged()
    {
        QFETCH(int, bits);
        for (qint64 place = 0; place < m_content.size(); ++place) {
            QByteArray content = m_content;
            content[place] = char(content[place] ^ bits);
            const QString folder = newFolder();
            QVERIFY(put(folder, content));
            const auto log = RecordLog::open(opening(folder));
            VERIFY_OK(log);
            if (place < m_ends[0]) {
                QCOMPARE((*log)->start(), RecordLog::Start::Anew);
                QVERIFY((*log)->records().isEmpty());
                QVERIFY((*log)->finding().contains(folder));
                continue;
            }
            const qsizetype hit = std::count_if(m_ends.begin(), m_ends.end(), [&](qint64 end) { return end <= place; }) - 1;
            QCOMPARE((*log)->records(), written.first(hit));
            // Nothing sound behind it: a torn end. Else it is said.
            QCOMPARE((*log)->finding().isEmpty(), hit == written.size() - 1);
            VERIFY_OK((*log)->append("afterwards"));
        }
    }

    void whatIsAddedBehindIsNoRecord()
    {
        // The same frame again, elsewhere: its place is part of its checksum.
        const QString folder = newFolder();
        QVERIFY(put(folder, m_content + m_content.mid(m_ends[4])));
        const auto log = RecordLog::open(opening(folder));
        VERIFY_OK(log);
        QCOMPARE((*log)->records(), written);
    }

    void otherRunsAreRefused()
    {
        const QString folder = newFolder();
        VERIFY_OK(fill(folder));
        auto other = opening(folder);
        other.fingerprint = "abd";
        auto refused = RecordLog::open(other);
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        other = opening(folder);
        other.kind = "another kind";
        refused = RecordLog::open(other);
        QVERIFY(!refused && refused.error().code == ErrorCode::Conflict);
        VERIFY_OK(RecordLog::open(opening(folder))); // a refusal changes nothing
    }

    void otherVersionsBeginAnew_data()
    {
        QTest::addColumn<bool>("isOld");
        QTest::newRow("records of another version") << false;
        QTest::newRow("a journal of before") << true;
    }
    void otherVersionsBeginAnew()
    {
        QFETCH(bool, isOld);
        const QString folder = newFolder();
        QVERIFY(isOld ? put(folder, oldJournal()) : fill(folder).has_value());
        auto now = opening(folder, false);
        now.version = 4;
        const auto notAsked = RecordLog::open(now);
        QVERIFY(!notAsked && notAsked.error().code == ErrorCode::Conflict);
        now.resume = true;
        {
            const auto log = RecordLog::open(now);
            VERIFY_OK(log);
            QCOMPARE((*log)->start(), RecordLog::Start::Anew);
            QVERIFY((*log)->records().isEmpty());
            QVERIFY2((*log)->finding().contains(QLatin1String("version")), qPrintable((*log)->finding()));
            VERIFY_OK((*log)->append("new"));
        }
        const auto again = RecordLog::open(now);
        VERIFY_OK(again);
        QCOMPARE((*again)->records(), QList<QByteArray>{"new"});
    }

    void twoWriters()
    {
        const QString folder = newFolder();
        const auto held = RecordLog::open(opening(folder));
        VERIFY_OK(held);
        const auto second = RecordLog::open(opening(folder));
        QVERIFY(!second && second.error().code == ErrorCode::Conflict);
        VERIFY_OK((*held)->append("still writes"));
    }

    // The lock of a process that is gone does not hold, and what it wrote is there.
    void killedWriter()
    {
        const QString folder = newFolder();
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), folder});
        QVERIFY(process.waitForReadyRead(30000));
        const auto second = RecordLog::open(opening(folder));
        QVERIFY(!second && second.error().code == ErrorCode::Conflict);
        process.kill();
        QVERIFY(process.waitForFinished());
        const auto log = RecordLog::open(opening(folder));
        VERIFY_OK(log);
        QCOMPARE((*log)->records(), QList<QByteArray>{"of the other process"});
    }

    void manyThreads()
    {
        const QString folder = newFolder();
        {
            const auto log = RecordLog::open(opening(folder));
            VERIFY_OK(log);
            std::atomic<int> failed{0};
            std::vector<std::thread> threads;
            for (int t = 0; t < 6; ++t)
                threads.emplace_back([&, t] {
                    for (int i = 0; i < 50; ++i)
                        failed += !(*log)->append(QByteArray::number(t) + ' ' + QByteArray::number(i));
                });
            for (std::thread &thread : threads)
                thread.join();
            QCOMPARE(failed.load(), 0);
        }
        const auto log = RecordLog::open(opening(folder));
        VERIFY_OK(log);
        QCOMPARE((*log)->records().size(), 300);
        // Each thread's in its order.
        int next[6] = {};
        for (const QByteArray &record : (*log)->records())
            QCOMPARE(record.split(' ')[1].toInt(), next[record.split(' ')[0].toInt()]++);
    }

    // A file that may not grow: write() takes a part and then nothing, as on a full disk.
    void limitedFile()
    {
        const QString folder = newFolder();
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        ::signal(SIGXFSZ, SIG_IGN);
        const auto restore = qScopeGuard([&] { ::setrlimit(RLIMIT_FSIZE, &before); });
        QList<QByteArray> kept;
        {
            const auto log = RecordLog::open(opening(folder));
            VERIFY_OK(log);
            const rlimit small{5000, before.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
            const QByteArray record(700, 'r');
            Status status;
            while ((status = (*log)->append(record)))
                kept << record;
            QCOMPARE(status.error().code, ErrorCode::Io);
            QVERIFY(kept.size() > 3);
            QVERIFY(!(*log)->append(record));
            VERIFY_OK((*log)->append("short")); // has room still: no half record stands before it
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
            VERIFY_OK((*log)->append(record));
            kept << "short" << record;
        }
        const auto log = RecordLog::open(opening(folder));
        VERIFY_OK(log);
        QCOMPARE((*log)->records(), kept);
        QCOMPARE((*log)->finding(), QString());
    }

    void fullDisk()
    {
        if (::geteuid() != 0)
            QSKIP("needs to be root to mount a small file system");
        const QString folder = newFolder();
        if (::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", 0, "size=64k") != 0)
            QSKIP(qPrintable(
                QStringLiteral("cannot mount a small file system here: %1").arg(QString::fromLocal8Bit(strerror(errno)))));
        const auto unmount = qScopeGuard([&] { ::umount(QFile::encodeName(folder).constData()); });
        int kept = 0;
        {
            const auto log = RecordLog::open(opening(folder + QStringLiteral("/log")));
            VERIFY_OK(log);
            Status status;
            while ((status = (*log)->append(QByteArray(3000, 'r'))))
                ++kept;
            QCOMPARE(status.error().code, ErrorCode::DiskFull);
            QVERIFY(kept > 3);
            QVERIFY(::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", MS_REMOUNT, "size=1m") == 0);
            VERIFY_OK((*log)->append(QByteArray(3000, 'r')));
        }
        const auto log = RecordLog::open(opening(folder + QStringLiteral("/log")));
        VERIFY_OK(log);
        QCOMPARE((*log)->records().size(), kept + 1);
    }

    void keepAndBegin()
    {
        const QString folder = newFolder();
        VERIFY_OK(fill(folder));
        {
            const auto log = RecordLog::open(opening(folder));
            VERIFY_OK(log);
            VERIFY_OK((*log)->keep(2));
            VERIFY_OK((*log)->append("third"));
        }
        {
            const auto log = RecordLog::open(opening(folder));
            VERIFY_OK(log);
            QCOMPARE((*log)->records(), written.first(2) + QList<QByteArray>{"third"});
            VERIFY_OK((*log)->begin("second note"));
            VERIFY_OK((*log)->append("only one"));
        }
        const auto log = RecordLog::open(opening(folder));
        VERIFY_OK(log);
        QCOMPARE((*log)->note(), QByteArray("second note"));
        QCOMPARE((*log)->records(), QList<QByteArray>{"only one"});
    }

    void removed()
    {
        const QString folder = newFolder();
        VERIFY_OK(fill(folder));
        VERIFY_OK(writeFileAtomically(folder + QStringLiteral("/below/spill"), QByteArray("x")));
        const auto log = RecordLog::open(opening(folder));
        VERIFY_OK(log);
        VERIFY_OK((*log)->remove());
        QVERIFY(!QDir(folder).exists());
    }

private:
    QString newFolder()
    {
        m_last = m_folder.filePath(QString::number(++m_count));
        QDir().mkpath(m_last);
        return m_last;
    }
    static bool put(const QString &folder, const QByteArray &content)
    {
        QFile file(folder + QStringLiteral("/journal"));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    }
    static Status fill(const QString &folder)
    {
        TUILERIE_TRY(log, RecordLog::open(opening(folder)));
        for (const QByteArray &record : written)
            TUILERIE_CHECK(log->append(record));
        return {};
    }

    // In memory where there is such a place: a thousand flushes are not what is tested.
    QTemporaryDir m_folder{
        (QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath())
        + QStringLiteral("/recordlog-XXXXXX")};
    int m_count = 0;
    QString m_last;
    QByteArray m_content;
    QList<qint64> m_ends;
};

int main(int argc, char *argv[])
{
    if (argc == 3 && std::strcmp(argv[1], "--hold") == 0)
        return hold(argv[2]);
    const TemporaryProfile profile;
    QCoreApplication application(argc, argv);
    RecordLogTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "recordlogtest.moc"
