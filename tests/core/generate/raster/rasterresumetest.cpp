// SPDX-License-Identifier: GPL-3.0-or-later
// Killed, full, unreadable, paused: what is there afterwards resumes to the same bytes as an undisturbed run.
#include "generate/raster/rasterpyramid.h"

#include "base/atomicfile.h"
#include "pyramidimage.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QScopeGuard>

#include <xxhash.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <sys/mount.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;

class RasterResumeTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QDir().mkpath(m_folder.filePath(QStringLiteral("in")));
        const auto texture = [](int b, int x, int y) {
            return 128 + 60 * std::sin(x * 0.11 + b) + 50 * std::cos(y * 0.13 + x * 0.01);
        };
        for (int i = 0; i < 4; ++i)
            QVERIFY(writeRaster(sourcePath(i), QStringLiteral("EPSG:2154"), 652003.1 + i % 2 * 200, 6862000.7 - i / 2 * 200,
                0.2, 1000, 1000, 3, false, texture));
        m_params.paths = QStringList{m_folder.filePath(QStringLiteral("in"))};
        m_params.format = QStringLiteral("PNG");
        m_params.slabWidth = m_params.slabHeight = 2; // many slabs, so that there is much to be interrupted
        m_params.workers = 2;
        m_params.mask = true;
        m_params.output = outputIn(QStringLiteral("undisturbed"));
        RecordingControl control;
        VERIFY_OK(generateRasterPyramid(m_params, control));
        m_tiles = control.totalOf(QStringLiteral("generate"));
        QVERIFY(m_tiles > 100);
        m_expected = filesBelow(m_folder.filePath(QStringLiteral("undisturbed")));
        QVERIFY(m_expected.size() > 60);
    }

    void killed_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<int>("part"); ///< of ten
        for (int part = 0; part < 10; ++part)
            QTest::addRow("%d tenths of the tiles", part) << QStringLiteral("generate") << part;
        QTest::newRow("all slabs, no descriptor") << QStringLiteral("write") << 0;
    }
    void killed()
    {
        QFETCH(QString, step);
        QFETCH(int, part);
        const QString name = QStringLiteral("killed-%1%2").arg(step).arg(part);
        RasterPyramidParams params = m_params;
        params.output = outputIn(name);
        QFile json(m_folder.filePath(QStringLiteral("params.json")));
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.write(QJsonDocument(params.toJson()).toJson());
        json.close();
        QVERIFY(killedAt(QCoreApplication::applicationDirPath() + QStringLiteral("/generateprogram"), {json.fileName()},
            step, m_tiles * part / 10));
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".json")));
        params.resume = true;
        VERIFY_OK(generateRasterPyramid(params, m_silent));
        QCOMPARE(firstDifference(filesBelow(m_folder.filePath(name)), m_expected), QString());
    }

    // At every point of the run, not at random ones: stopped after n tiles, again and again.
    void pausedManyTimes()
    {
        RasterPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("paused"));
        params.resume = true;
        int pauses = 0;
        for (;;) {
            StepControl step(40 * (pauses + 1));
            const auto result = generateRasterPyramid(params, step);
            if (result)
                break;
            QCOMPARE(errorCodeName(result.error().code), QStringLiteral("paused"));
            QVERIFY(++pauses < 200);
        }
        QVERIFY(pauses >= 2);
        QVERIFY(filesBelow(m_folder.filePath(QStringLiteral("paused"))) == m_expected);
    }

    void otherParametersAreRefused()
    {
        RasterPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("other"));
        StepControl step(60);
        QVERIFY(!generateRasterPyramid(params, step));
        const auto again = generateRasterPyramid(params, m_silent);
        QVERIFY(!again && again.error().code == ErrorCode::Conflict); // not without resume
        params.resume = true;
        params.interpolation = QStringLiteral("nn");
        const auto other = generateRasterPyramid(params, m_silent);
        QVERIFY(!other && other.error().code == ErrorCode::Conflict);
        params.interpolation = m_params.interpolation;
        params.workers = 1; // says nothing of the bytes
        VERIFY_OK(generateRasterPyramid(params, m_silent));
        QVERIFY(filesBelow(m_folder.filePath(QStringLiteral("other"))) == m_expected);
    }

    // A journal whose end is torn, and a slab that is there but not in the journal.
    void tornJournalAndForeignSlabs()
    {
        RasterPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("torn"));
        StepControl step(80);
        QVERIFY(!generateRasterPyramid(params, step));
        const QString folder = m_folder.filePath(QStringLiteral("torn"));
        bool torn = false;
        for (const auto &[name, bytes] : filesBelow(folder)) {
            if (!name.endsWith(QLatin1String("/journal")) && name != QLatin1String("journal"))
                continue;
            QFile journal(folder + QLatin1Char('/') + name);
            QVERIFY(journal.open(QIODevice::ReadWrite));
            QVERIFY(journal.resize(journal.size() - 7));
            torn = true;
        }
        QVERIFY(torn);
        const auto slab = std::find_if(m_expected.begin(), m_expected.end(),
            [](const auto &entry) { return entry.first.contains(QLatin1String("/DATA/0/")); });
        QVERIFY(slab != m_expected.end());
        VERIFY_OK(writeFileAtomically(folder + QLatin1Char('/') + slab->first, QByteArray("not a slab")));
        params.resume = true;
        VERIFY_OK(generateRasterPyramid(params, m_silent));
        QVERIFY(filesBelow(folder) == m_expected);
    }

    // A journal as it was written before there was one record log says that slabs are done which are not: none of them may
    // get into the pyramid, and the run begins anew by itself.
    void journalOfAnEarlierVersion()
    {
        RasterPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("earlier"));
        const QString folder = m_folder.filePath(QStringLiteral("earlier"));
        QByteArray journal;
        for (const char *text : {R"({"fingerprint":"of before","sources":"s","version":1})",
                 R"({"hashes":["0","0"],"limits":[0,0,0,0],"sizes":[10,0],"slab":[0,0,0],"spill":false,"tiles":1})"}) {
            const QByteArray payload(text);
            const auto length = quint32(payload.size());
            const quint64 checksum = XXH3_64bits(payload.constData(), size_t(length));
            journal.append(reinterpret_cast<const char *>(&length), 4);
            journal.append(reinterpret_cast<const char *>(&checksum), 8);
            journal += payload;
        }
        VERIFY_OK(writeFileAtomically(folder + QStringLiteral("/.out.journal/journal"), journal));
        for (const char *slab : {"out/DATA/0/00/00/00.tif", "out/DATA/7/00/11/22.tif"})
            VERIFY_OK(writeFileAtomically(folder + QLatin1Char('/') + QLatin1String(slab), QByteArray("not a slab")));
        const auto notAsked = generateRasterPyramid(params, m_silent);
        QVERIFY(!notAsked && notAsked.error().code == ErrorCode::Conflict);
        params.resume = true;
        const auto result = generateRasterPyramid(params, m_silent);
        VERIFY_OK(result);
        QVERIFY2(result->warnings.join(QLatin1Char(' ')).contains(QLatin1String("earlier version")),
            qPrintable(result->warnings.join(QLatin1Char(' '))));
        QCOMPARE(firstDifference(filesBelow(folder), m_expected), QString());
    }

    void unreadableSource()
    {
        RasterPyramidParams params = m_params;
        params.output = outputIn(QStringLiteral("unreadable"));
        params.workers = 1;
        const auto whole = readWholeFile(sourcePath(3));
        VERIFY_OK(whole);
        // Cut in the middle of a run: after the headers were read.
        StepControl step(30, [&] { QVERIFY(QFile::resize(sourcePath(3), whole->size() / 8)); });
        const auto broken = generateRasterPyramid(params, step);
        QVERIFY(!broken);
        QVERIFY2(broken.error().message.contains(QFileInfo(sourcePath(3)).fileName()), qPrintable(broken.error().message));
        QFile repaired(sourcePath(3));
        QVERIFY(repaired.open(QIODevice::WriteOnly) && repaired.write(*whole) == whole->size());
        repaired.close();
        params.resume = true;
        VERIFY_OK(generateRasterPyramid(params, m_silent));
        QVERIFY(filesBelow(m_folder.filePath(QStringLiteral("unreadable"))) == m_expected);
    }

    void fullDisk()
    {
        if (::geteuid() != 0)
            QSKIP("needs to be root to mount a small file system");
        const QString folder = m_folder.filePath(QStringLiteral("small"));
        QDir().mkpath(folder);
        if (::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", 0, "size=1m") != 0)
            QSKIP(qPrintable(
                QStringLiteral("cannot mount a small file system here: %1").arg(QString::fromLocal8Bit(strerror(errno)))));
        const auto unmount = qScopeGuard([&] { ::umount(QFile::encodeName(folder).constData()); });
        RasterPyramidParams params = m_params;
        params.output = folder + QStringLiteral("/out");
        const auto full = generateRasterPyramid(params, m_silent);
        QVERIFY(!full);
        QCOMPARE(errorCodeName(full.error().code), QStringLiteral("disk-full"));
        QVERIFY(!QFileInfo::exists(folder + QStringLiteral("/out.json")));
        QVERIFY(::mount("tmpfs", QFile::encodeName(folder).constData(), "tmpfs", MS_REMOUNT, "size=200m") == 0);
        params.resume = true;
        VERIFY_OK(generateRasterPyramid(params, m_silent));
        QVERIFY(filesBelow(folder) == m_expected);
    }

private:
    QString outputIn(const QString &name) const
    {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        return folder + QStringLiteral("/out");
    }
    QString sourcePath(int i) const { return m_folder.filePath(QStringLiteral("in/s%1.tif").arg(i)); }

    QTemporaryDir m_folder;
    RasterPyramidParams m_params;
    std::map<QString, QByteArray> m_expected;
    qint64 m_tiles = 0;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(RasterResumeTest)
#include "rasterresumetest.moc"
