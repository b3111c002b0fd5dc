// SPDX-License-Identifier: GPL-3.0-or-later
// Killed, stopped, full, forbidden, damaged: what is there afterwards resumes to the same bytes as an undisturbed run, or
// nothing is left.
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/atomicfile.h"
#include "cloudsum.h"
#include "copcchecks.h"
#include "support/testsupport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QRandomGenerator>
#include <QScopeGuard>

#include <cmath>
#include <cstring>
#include <sys/mount.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;

class PointCloudResumeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QRandomGenerator random(7);
        // 3 × 3 tiles and a strip across all of them: cells, and a spill.
        QDir().mkpath(m_folder.filePath(QStringLiteral("in")));
        for (int tile = 0; tile < 10; ++tile) {
            std::vector<TestPoint> points(120000);
            const int x0 = tile < 9 ? tile % 3 * 100000 : 0, y0 = tile < 9 ? tile / 3 * 100000 : 120000;
            const int width = tile < 9 ? 100000 : 300000, height = tile < 9 ? 100000 : 20000;
            for (size_t i = 0; i < points.size(); ++i) {
                TestPoint &p = points[i];
                p.x = x0 + random.bounded(width);
                p.y = y0 + random.bounded(height);
                p.z = 5000 + int(2000 * std::sin(p.x * 1e-4)) + random.bounded(40);
                p.intensity = quint16(random.bounded(1000));
                p.gps = 1e8 + tile * 1000 + double(i) * 1e-5;
            }
            QVERIFY(writeLas(m_folder.filePath(QStringLiteral("in/%1.las").arg(tile)), points));
        }
        m_params.paths = QStringList{m_folder.filePath(QStringLiteral("in"))};
        m_params.workers = 2;
        m_params.memoryMiB = 64; // the least: about 400,000 points at a time
        m_params.output = m_folder.filePath(QStringLiteral("undisturbed.copc.laz"));
        const auto result = generatePointCloud(m_params, m_silent);
        VERIFY_OK(result);
        QVERIFY(result->temporaryBytes > 0);
        m_expected = hashOf(m_params.output);
        QCOMPARE(copcProblem(m_params.output), QString());
    }

    void killed_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("COPC") << ".copc.laz";
        QTest::newRow("EPT") << "";
    }
    void killed()
    {
        QFETCH(QString, suffix);
        QByteArray expected = m_expected;
        if (suffix.isEmpty()) {
            PointCloudParams params = m_params;
            params.output = m_folder.filePath(QStringLiteral("ept"));
            VERIFY_OK(generatePointCloud(params, m_silent));
            expected = hashOf(params.output);
        }
        int resumed = 0;
        for (int round = 0; round < 6; ++round) {
            PointCloudParams params = m_params;
            params.output = m_folder.filePath(QStringLiteral("killed%1").arg(round)) + suffix;
            // From a half to near the end, points counted half when they are read and half when they are written; the last
            // one when all are, before the name is given.
            const bool isLast = round == 5;
            QVERIFY(killedAt(program(), {writeParams(params)}, isLast ? QStringLiteral("write") : QStringLiteral("generate"),
                isLast ? 0 : 1200000 * (round + 5) / 10 - 1));
            QVERIFY(!QFileInfo::exists(params.output));
            params.resume = true;
            params.workers = 1 + round % 3; // resumed by others
            params.memoryMiB = 64 + 100 * (round % 2);
            RecordingControl control;
            VERIFY_OK(generatePointCloud(params, control));
            resumed += control.lines().join(QLatin1Char(' ')).contains(QStringLiteral("Resumed"));
            QCOMPARE(hashOf(params.output), expected);
            QVERIFY(leftovers().isEmpty());
        }
        qInfo("%d of 6 resumed behind a checkpoint", resumed);
    }

    void stopped_data()
    {
        QTest::addColumn<int>("with");
        QTest::newRow("pause") << int(StopRequest::Pause);
        QTest::newRow("cancel") << int(StopRequest::Cancel);
    }
    void stopped()
    {
        QFETCH(int, with);
        for (const qint64 after : {qint64(0), qint64(300000), qint64(700000), qint64(1100000)}) {
            PointCloudParams params = m_params;
            params.output = m_folder.filePath(QStringLiteral("stopped%1-%2.copc.laz").arg(with).arg(after));
            RecordingControl control;
            control.stopAfter = after;
            control.stopWith = StopRequest(with);
            const auto result = generatePointCloud(params, control);
            QVERIFY(!result);
            QCOMPARE(result.error().code, with == int(StopRequest::Pause) ? ErrorCode::Paused : ErrorCode::Cancelled);
            QVERIFY(!QFileInfo::exists(params.output));
            params.resume = true;
            VERIFY_OK(generatePointCloud(params, m_silent));
            QCOMPARE(hashOf(params.output), m_expected);
            QVERIFY(leftovers().isEmpty());
        }
    }

    void unfinishedRunIsNotOverwritten()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("guarded.copc.laz"));
        QVERIFY(stopAt(params, 700000));
        const auto again = generatePointCloud(params, m_silent);
        QVERIFY(!again);
        QCOMPARE(again.error().code, ErrorCode::Conflict);
        params.resume = true;
        params.paths = QStringList{m_folder.filePath(QStringLiteral("in/1.las"))};
        const auto other = generatePointCloud(params, m_silent);
        QVERIFY(!other);
        QCOMPARE(other.error().code, ErrorCode::Conflict);
        params.paths = m_params.paths;
        VERIFY_OK(generatePointCloud(params, m_silent));
        QCOMPARE(hashOf(params.output), m_expected);
    }

    void tornJournal()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("torn.copc.laz"));
        QVERIFY(stopAt(params, 900000));
        QFile journal(m_folder.filePath(QStringLiteral(".torn.copc.laz.journal/journal")));
        QVERIFY(journal.open(QIODevice::ReadWrite));
        QVERIFY(journal.resize(journal.size() - 5));
        journal.close();
        params.resume = true;
        VERIFY_OK(generatePointCloud(params, m_silent));
        QCOMPARE(hashOf(params.output), m_expected);
    }

    // Killed while the description was being written: its temporary file must not become part of the EPT.
    void eptKilledAtItsEnd()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("eptend"));
        QVERIFY(stopAt(params, 1100000));
        QFile stale(params.output + QStringLiteral(".part/ept.json.1-0.tmp"));
        QVERIFY(stale.open(QIODevice::WriteOnly) && stale.write("{") == 1);
        stale.close();
        params.resume = true;
        VERIFY_OK(generatePointCloud(params, m_silent));
        QCOMPARE(QDir(params.output).entryList(QDir::Files), QStringList{QStringLiteral("ept.json")});
    }

    // Killed between the file's name and the end of its journal.
    void journalLeftBehind()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("left.copc.laz"));
        QVERIFY(stopAt(params, 900000));
        QVERIFY(QFile::copy(m_folder.filePath(QStringLiteral("undisturbed.copc.laz")), params.output));
        params.resume = true;
        const auto result = generatePointCloud(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->points, 1200000);
        QVERIFY(!QFileInfo::exists(m_folder.filePath(QStringLiteral(".left.copc.laz.journal"))));
        QFile::remove(params.output + QStringLiteral(".part"));
    }

    void damagedSpill()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("damaged.copc.laz"));
        QVERIFY(stopAt(params, 700000));
        for (const QString &name : {QStringLiteral("spill0.pack"), QStringLiteral("spill1.pack")}) {
            QFile pack(m_folder.filePath(QStringLiteral(".damaged.copc.laz.journal/") + name));
            if (pack.open(QIODevice::ReadWrite) && pack.size() > 100) {
                const QByteArray zeros(pack.size(), '\0');
                pack.write(zeros);
            }
        }
        params.resume = true;
        const auto result = generatePointCloud(params, m_silent);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Corrupt);
        QVERIFY(result.error().message.contains(QStringLiteral("damaged.copc.laz.journal")));
    }

    void fileLimit()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("limited.copc.laz"));
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("FILE_LIMIT"), QStringLiteral("4000000"));
        process.setProcessEnvironment(environment);
        process.start(program(), {writeParams(params)});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(!QFileInfo::exists(params.output));
        params.resume = true;
        VERIFY_OK(generatePointCloud(params, m_silent));
        QCOMPARE(hashOf(params.output), m_expected);
    }

    void fullDisk()
    {
        if (::geteuid() != 0)
            QSKIP("needs root to mount a small file system");
        const QString folder = m_folder.filePath(QStringLiteral("small"));
        QDir().mkpath(folder);
        if (::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", 0, "size=2m") != 0)
            QSKIP("cannot mount a small file system here");
        const auto unmount = qScopeGuard([&] { ::umount(QFile::encodeName(folder).constData()); });
        PointCloudParams params = m_params;
        params.output = folder + QStringLiteral("/full.copc.laz");
        const auto early = generatePointCloud(params, m_silent);
        QVERIFY(!early);
        QCOMPARE(errorCodeName(early.error().code), QStringLiteral("disk-full")); // before any work
        QVERIFY(::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", MS_REMOUNT, "size=7m") == 0);
        const auto full = generatePointCloud(params, m_silent);
        QVERIFY(!full);
        QCOMPARE(errorCodeName(full.error().code), QStringLiteral("disk-full"));
        QVERIFY(!QFileInfo::exists(params.output));
        QVERIFY(::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", MS_REMOUNT, "size=100m") == 0);
        params.resume = true;
        VERIFY_OK(generatePointCloud(params, m_silent));
        QCOMPARE(hashOf(params.output), m_expected);
    }

    void noPermission()
    {
        // A folder under a file cannot be made by anybody, root included.
        PointCloudParams params = m_params;
        QFile file(m_folder.filePath(QStringLiteral("plainfile")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        params.output = m_folder.filePath(QStringLiteral("plainfile/x.copc.laz"));
        const auto result = generatePointCloud(params, m_silent);
        QVERIFY(!result);
        QVERIFY2(!result.error().message.isEmpty(), qPrintable(result.error().message));
        if (::geteuid() == 0)
            return;
        const QString closed = m_folder.filePath(QStringLiteral("closed"));
        QDir().mkpath(closed);
        QFile::setPermissions(closed, QFileDevice::ReadOwner | QFileDevice::ExeOwner);
        params.output = closed + QStringLiteral("/x.copc.laz");
        QCOMPARE(generatePointCloud(params, m_silent).error().code, ErrorCode::Denied);
    }

    void elsewhere()
    {
        PointCloudParams params = m_params;
        params.output = m_folder.filePath(QStringLiteral("elsewhere.copc.laz"));
        params.tmp = m_folder.filePath(QStringLiteral("tmp"));
        QDir().mkpath(params.tmp);
        VERIFY_OK(generatePointCloud(params, m_silent));
        QCOMPARE(hashOf(params.output), m_expected);
        QVERIFY(QDir(params.tmp).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

private:
    static QString program() { return QCoreApplication::applicationDirPath() + QStringLiteral("/pointcloudprogram"); }
    QString writeParams(const PointCloudParams &params)
    {
        const QString path = m_folder.filePath(QStringLiteral("params.json"));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(params.toJson()).toJson());
        return path;
    }
    bool stopAt(const PointCloudParams &params, qint64 points)
    {
        RecordingControl control;
        control.stopAfter = points;
        control.stopWith = StopRequest::Pause;
        const auto result = generatePointCloud(params, control);
        return !result && result.error().code == ErrorCode::Paused;
    }
    QStringList leftovers() const
    {
        QStringList found = QDir(m_folder.path()).entryList({QStringLiteral(".*.journal")}, QDir::Hidden | QDir::Dirs);
        return found + QDir(m_folder.path()).entryList({QStringLiteral("*.part")});
    }
    static QByteArray hashOf(const QString &path)
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        QStringList files{path};
        if (QFileInfo(path).isDir()) {
            files.clear();
            QDirIterator it(path, QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext())
                files << it.next();
            files.sort();
        }
        for (const QString &name : files) {
            hash.addData(name.mid(path.size()).toUtf8());
            hash.addData(readWholeFile(name).value_or(QByteArray()));
        }
        return hash.result();
    }

    QTemporaryDir m_folder;
    PointCloudParams m_params;
    QByteArray m_expected;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(PointCloudResumeTest)
#include "pointcloudresumetest.moc"
