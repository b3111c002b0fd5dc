// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of a VPC: only the COPCs of files that changed are made again, byte for byte as a whole run would.
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/atomicfile.h"
#include "cloudsum.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <random>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class PointCloudVersionTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int across = 4, tiles = 16;

    QTemporaryDir m_folder;
    SilentControl m_silent;
    std::mt19937 m_random{20261201};

    QString path(const QString &name) const { return m_folder.filePath(name); }
    int upTo(int count) { return int(m_random() % unsigned(count)); }
    /// Each fourth one is a COPC, which a VPC takes as it is.
    static bool isCopc(int index) { return index % 4 == 1; }
    static QString nameOf(int index)
    {
        return u"t%1%2"_s.arg(index, 3, 10, QChar(u'0')).arg(isCopc(index) ? u".copc.laz"_s : u".las"_s);
    }

    /// A file of the lot, in a place of its own; another seed is another content.
    bool writeTile(const QString &lot, int index, int seed, int epsg = 2154)
    {
        std::mt19937 random{unsigned(seed) * 7919u + unsigned(index)};
        const int west = 63600000 + index % across * 10000, south = 693300000 + index / across * 10000;
        std::vector<TestPoint> points;
        for (int i = 0; i < 2000 + seed % 5 * 100; ++i) {
            TestPoint p;
            p.x = west + int(random() % 10000);
            p.y = south + int(random() % 10000);
            p.z = 20000 + int(500 * std::sin(p.x * 1e-3) + 10 * (seed % 7)) + int(random() % 30);
            p.intensity = quint16(random() % 1000);
            p.classification = quint8(2 + random() % 4);
            p.gps = 2e8 + seed + i * 1e-4;
            points.push_back(p);
        }
        TestFile file;
        file.epsg = epsg;
        const QString target = path(lot) + u'/' + nameOf(index);
        const QString las = isCopc(index) ? path(u"tile.las"_s) : target;
        if (!writeLas(las, points, file) || !isCopc(index))
            return QFileInfo::exists(las);
        QFile::remove(target);
        PointCloudParams params;
        params.paths = QStringList{las};
        params.output = target;
        return bool(generatePointCloud(params, m_silent));
    }
    bool writeLot(const QString &lot, int count = tiles)
    {
        bool isWritten = QDir(m_folder.path()).mkpath(lot);
        for (int i = 0; i < count; ++i)
            isWritten = isWritten && writeTile(lot, i, i);
        return isWritten;
    }
    /// COPCs of one that are the same files in the other.
    static int shared(const QString &one, const QString &other)
    {
        int count = 0;
        for (const QString &name : QDir(one + "/p"_L1).entryList(QDir::Files))
            count += inode(one + "/p/"_L1 + name) == inode(other + "/p/"_L1 + name);
        return count;
    }
    PointCloudParams params(const QString &lot, const QString &version) const
    {
        PointCloudParams params;
        params.paths = QStringList{path(lot)};
        params.output = path(version) + "/p.vpc"_L1;
        params.workers = 2;
        return params;
    }
    QString vpc(const QString &version) const { return path(version) + "/p.vpc"_L1; }

private slots:
    // Files that are written anew, touched, taken away, added; the lot sent again to another folder; each version comes from
    // the one before.
    void isWhatAWholeRunMakes()
    {
        QString lot = u"lot"_s;
        QVERIFY(writeLot(lot, tiles - 3));
        const auto version = [](int number) { return u"v%1"_s.arg(number); };
        VERIFY_OK(generatePointCloud(params(lot, version(0)), m_silent, {{}, true}));
        int unchanged = 0;
        for (int number = 1; number <= 60; ++number) {
            QSet<int> changed;
            for (int change = 0, count = upTo(4); change < count; ++change) {
                const int index = upTo(tiles);
                const QString file = path(lot) + u'/' + nameOf(index);
                const bool isThere = QFileInfo::exists(file);
                switch (upTo(4)) {
                case 0: // written again as it was
                    if (isThere && !changed.contains(index)) {
                        const auto content = readWholeFile(file);
                        VERIFY_OK(content);
                        VERIFY_OK(writeFileAtomically(file, *content));
                    }
                    break;
                case 1:
                    if (isThere)
                        changed << index;
                    QFile::remove(file);
                    break;
                default: QVERIFY(writeTile(lot, index, 100 * number + index)); changed << index;
                }
            }
            if (number % 7 == 0) {
                const QString other = u"lot%1"_s.arg(number);
                QVERIFY(QDir(m_folder.path()).rename(lot, other));
                lot = other;
            }
            const auto made = generatePointCloud(params(lot, version(number)), m_silent, {vpc(version(number - 1)), true});
            VERIFY_OK(made);
            QVERIFY(made->changes);
            // A file that went and came back with the content that it had is none.
            QVERIFY2(made->changes->files <= changed.size(),
                qPrintable(u"%1 of %2"_s.arg(made->changes->files).arg(changed.size())));
            VERIFY_OK(generatePointCloud(params(lot, u"whole"_s), m_silent));
            QCOMPARE(firstDifference(outputBelow(path(version(number))), outputBelow(path(u"whole"_s))), QString());
            QVERIFY(QDir(path(u"whole"_s)).removeRecursively());
            // Those that were not made are the same files; the overview is where nothing has changed.
            const qint64 taken = made->changes->ofSlabs - made->changes->slabs + (made->changes->files == 0 ? 1 : 0);
            QCOMPARE(qint64(shared(path(version(number)), path(version(number - 1)))), taken);
            if (changed.isEmpty())
                QCOMPARE(made->changes->slabs, 0);
            unchanged += made->changes->files == 0;
            // A version that goes takes nothing from the one after it.
            QVERIFY(QDir(path(version(number - 1))).removeRecursively());
        }
        QVERIFY2(unchanged >= 5 && unchanged <= 40, QByteArray::number(unchanged).constData());
    }

    // Stopped at every point, the run goes on to the same bytes; also when the version before has gone meanwhile.
    void survivesBeingStopped_data()
    {
        QTest::addColumn<bool>("goes");
        QTest::newRow("there") << false;
        QTest::newRow("gone") << true;
    }
    void survivesBeingStopped()
    {
        QFETCH(bool, goes);
        const QString lot = u"stopped%1"_s.arg(goes), first = lot + "-first"_L1, whole = lot + "-whole"_L1;
        QVERIFY(writeLot(lot));
        VERIFY_OK(generatePointCloud(params(lot, first), m_silent, {{}, true}));
        for (const int index : {0, 5, 6, 15})
            QVERIFY(writeTile(lot, index, 1000 + index));
        VERIFY_OK(generatePointCloud(params(lot, whole), m_silent));
        PointCloudParams wanted = params(lot, lot + "-second"_L1);
        wanted.resume = true;
        int pauses = 0;
        for (qint64 limit = 1;; limit += 700) {
            StepControl step(limit);
            const auto result = generatePointCloud(wanted, step, {vpc(first), true});
            if (result) {
                QVERIFY(goes || (result->changes && result->changes->files == 4));
                break;
            }
            QCOMPARE(errorCodeName(result.error().code), u"paused"_s);
            QVERIFY(!QFileInfo::exists(wanted.output));
            QVERIFY(++pauses < 400);
            if (goes && pauses == 3)
                QVERIFY(QDir(path(first)).removeRecursively());
        }
        QVERIFY(pauses >= 5);
        QCOMPARE(firstDifference(outputBelow(path(lot + "-second"_L1)), outputBelow(path(whole))), QString());
    }

    // Nothing to go on from, or something else than before: all is made, and said.
    void otherwiseAllIsMade()
    {
        const QString lot = u"all"_s;
        QVERIFY(QDir(m_folder.path()).mkpath(lot));
        for (const int index : {0, 2, 3, 4})
            QVERIFY(writeTile(lot, index, index, 0));
        PointCloudParams wanted = params(lot, u"all-first"_s);
        wanted.assignCrs = u"EPSG:2154"_s;
        VERIFY_OK(generatePointCloud(wanted, m_silent)); // leaves nothing
        const auto expected = outputBelow(path(u"all-first"_s));
        const auto again = [&](const QString &name, const QString &ancestor, RecordingControl &control) {
            wanted.output = vpc(name);
            return generatePointCloud(wanted, control, {vpc(ancestor), true});
        };
        RecordingControl control;
        VERIFY_OK(again(u"all-second"_s, u"all-first"_s, control));
        QVERIFY2(!control.lines().filter(u"left nothing"_s).isEmpty(), qPrintable(control.lines().join(u'\n')));
        QCOMPARE(firstDifference(outputBelow(path(u"all-second"_s)), expected), QString());

        // What was left is damaged: nothing of it is believed.
        QFile made(path(u"all-second/.p.vpc.made/made"_s));
        QVERIFY(made.open(QIODevice::ReadWrite) && made.seek(made.size() / 2) && made.write("damage") == 6);
        made.close();
        RecordingControl damaged;
        VERIFY_OK(again(u"all-third"_s, u"all-second"_s, damaged));
        QVERIFY(!damaged.lines().filter(u"left nothing"_s).isEmpty());
        QCOMPARE(firstDifference(outputBelow(path(u"all-third"_s)), expected), QString());

        // A COPC that somebody wrote to, and one that is gone, are made again.
        const QString touched = path(u"all-third/p/t000.copc.laz"_s);
        const auto content = readWholeFile(touched);
        VERIFY_OK(content);
        VERIFY_OK(writeFileAtomically(touched, QByteArray(*content).replace(content->size() / 2, 4, "----")));
        QVERIFY(QFile::remove(path(u"all-third/p/t002.copc.laz"_s)));
        RecordingControl mended;
        const auto third = again(u"all-fourth"_s, u"all-third"_s, mended);
        VERIFY_OK(third);
        QVERIFY(third->changes && third->changes->files == 0 && third->changes->slabs == 2);
        QCOMPARE(firstDifference(outputBelow(path(u"all-fourth"_s)), expected), QString());

        wanted.assignCrs = u"EPSG:3949"_s;
        RecordingControl other;
        const auto result = again(u"all-fifth"_s, u"all-fourth"_s, other);
        VERIFY_OK(result);
        QCOMPARE(result->changes->slabs, result->changes->ofSlabs);
        QVERIFY2(!other.lines().filter(u"another assigned CRS"_s).isEmpty(), qPrintable(other.lines().join(u'\n')));
        QCOMPARE(shared(path(u"all-fifth"_s), path(u"all-fourth"_s)), 0);
    }

    // A single COPC has no parts: it is made whole, and that is said.
    void copcIsMadeWhole()
    {
        QVERIFY(writeLot(u"single"_s, 2));
        PointCloudParams wanted = params(u"single"_s, u"single-first"_s);
        VERIFY_OK(generatePointCloud(wanted, m_silent, {{}, true}));
        wanted.output = path(u"single-second/p.copc.laz"_s);
        RecordingControl control;
        const auto result = generatePointCloud(wanted, control, {vpc(u"single-first"_s), true});
        VERIFY_OK(result);
        QVERIFY(!result->changes);
        QVERIFY(!control.lines().filter(u"Only a VPC"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PointCloudVersionTest)
#include "pointcloudversiontest.moc"
