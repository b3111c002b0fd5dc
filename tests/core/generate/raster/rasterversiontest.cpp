// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of a pyramid: only what changed is made again, byte for byte as a whole run would.
#include "generate/raster/rasterpyramid.h"

#include "base/atomicfile.h"
#include "pyramid/verify.h"
#include "pyramidimage.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>

#include <random>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class RasterVersionTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int across = 6, pixels = 100;

    QTemporaryDir m_folder;
    SilentControl m_silent;
    std::mt19937 m_random{20261201};

    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString nameOf(int index) { return u"t%1.tif"_s.arg(index, 3, 10, QChar(u'0')); }
    int upTo(int count) { return int(m_random() % unsigned(count)); }

    /// A file of the lot, in a place of its own; another seed is another content.
    bool writeTile(const QString &lot, int index, int seed, bool isFloat)
    {
        const double west = 652003.1 + index % across * pixels * 0.5, north = 6862000.7 - index / across * pixels * 0.5;
        const double nodata = -9999;
        // A hole in some, so that tiles hold data in part.
        const auto value = [=](int b, int x, int y) {
            if (isFloat && seed % 3 == 0 && x < 30 && y < 30)
                return nodata;
            return 128 + 60 * std::sin(x * 0.11 + b + seed) + 50 * std::cos(y * 0.13 + x * 0.01 * seed);
        };
        return writeRaster(path(lot) + u'/' + nameOf(index), u"EPSG:2154"_s, west, north, 0.5, pixels, pixels,
            isFloat ? 1 : 3, isFloat, value, isFloat ? &nodata : nullptr);
    }
    RasterPyramidParams params(const QString &lot, const QString &version) const
    {
        RasterPyramidParams params;
        params.paths = QStringList{path(lot)};
        params.output = path(version) + "/p"_L1;
        params.slabWidth = params.slabHeight = 1;
        params.workers = 2;
        return params;
    }

private slots:
    void isWhatAWholeRunMakes_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("tms");
        QTest::addColumn<QString>("kernel");
        QTest::addColumn<bool>("isFloat");
        QTest::newRow("JPEG") << u"JPG"_s << u"PM"_s << u"bicubic"_s << false;
        QTest::newRow("PNG") << u"PNG"_s << u"PM"_s << u"lanczos"_s << false;
        QTest::newRow("heights") << u"ZIP"_s << u"PM"_s << u"linear"_s << true;
        QTest::newRow("levels that do not halve") << u"PNG"_s << u"LAMB93_50cm"_s << u"nn"_s << false;
    }

    // Files that are written anew, touched, taken away, added; each version comes from the one before.
    void isWhatAWholeRunMakes()
    {
        QFETCH(QString, format);
        QFETCH(QString, tms);
        QFETCH(QString, kernel);
        QFETCH(bool, isFloat);
        const QString lot = format + tms;
        QVERIFY(QDir(m_folder.path()).mkpath(lot));
        for (int i = 0; i < across * across; ++i)
            QVERIFY(i % 7 == 3 || writeTile(lot, i, i, isFloat));
        const auto version = [&](int number) { return u"%1-v%2"_s.arg(lot).arg(number); };
        RasterPyramidParams wanted = params(lot, version(0));
        wanted.format = format;
        wanted.tms = tms;
        wanted.interpolation = kernel;
        VERIFY_OK(generateRasterPyramid(wanted, m_silent, {{}, true}));

        int partial = 0;
        for (int number = 1; number <= 50; ++number) {
            QSet<int> changed;
            for (int change = 0, count = upTo(3); change <= count; ++change) {
                const int index = upTo(across * across);
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
                default: QVERIFY(writeTile(lot, index, 100 * number + index, isFloat)); changed << index;
                }
            }
            wanted.output = path(version(number)) + "/p"_L1;
            const auto made = generateRasterPyramid(wanted, m_silent, {path(version(number - 1)) + "/p.json"_L1, true});
            VERIFY_OK(made);
            QVERIFY(made->changes);
            QVERIFY2(made->changes->files <= changed.size(),
                qPrintable(u"%1 of %2"_s.arg(made->changes->files).arg(changed.size())));
            QVERIFY(made->changes->ofFiles > 10);
            wanted.output = path(u"whole"_s) + "/p"_L1;
            VERIFY_OK(generateRasterPyramid(wanted, m_silent));
            const auto expected = outputBelow(path(u"whole"_s)), got = outputBelow(path(version(number)));
            QCOMPARE(firstDifference(got, expected), QString());
            partial += made->changes->slabs < made->changes->ofSlabs;
            if (changed.isEmpty())
                QCOMPARE(made->changes->slabs, 0);
            // Those that were not made are the same files.
            QVERIFY(sharedFiles(path(version(number)), path(version(number - 1)))
                >= int(made->changes->ofSlabs - made->changes->slabs) / 2);
            QVERIFY(QDir(path(u"whole"_s)).removeRecursively());
            // A version that goes takes nothing from the one after it.
            QVERIFY(QDir(path(version(number - 1))).removeRecursively());
            if (number % 10 == 0) {
                const auto report = verifyPyramid(path(version(number)) + "/p.json"_L1, 0, m_silent);
                VERIFY_OK(report);
                QVERIFY(report->errors.empty());
            }
        }
        QVERIFY2(partial > 40, QByteArray::number(partial).constData());
    }

    // Stopped at every point, the run goes on to the same bytes.
    void survivesBeingStopped()
    {
        const QString lot = u"stopped"_s;
        QVERIFY(QDir(m_folder.path()).mkpath(lot));
        for (int i = 0; i < across * across; ++i)
            QVERIFY(writeTile(lot, i, i, false));
        RasterPyramidParams wanted = params(lot, u"first"_s);
        wanted.format = u"JPG"_s;
        VERIFY_OK(generateRasterPyramid(wanted, m_silent, {{}, true}));
        for (const int index : {7, 8, 20})
            QVERIFY(writeTile(lot, index, 1000 + index, false));
        wanted.output = path(u"whole"_s) + "/p"_L1;
        VERIFY_OK(generateRasterPyramid(wanted, m_silent));
        const PyramidVersion after{path(u"first/p.json"_s), true};
        wanted.output = path(u"second/p"_s);
        wanted.resume = true;
        int pauses = 0;
        for (;;) {
            StepControl step(3 * (pauses + 1));
            const auto result = generateRasterPyramid(wanted, step, after);
            if (result) {
                QVERIFY(result->changes && result->changes->files == 3);
                break;
            }
            QCOMPARE(errorCodeName(result.error().code), u"paused"_s);
            QVERIFY(!QFileInfo::exists(path(u"second/p.json"_s)));
            QVERIFY(++pauses < 400);
        }
        QVERIFY(pauses >= 3);
        QCOMPARE(firstDifference(outputBelow(path(u"second"_s)), outputBelow(path(u"whole"_s))), QString());
        QVERIFY(QDir(path(u"whole"_s)).removeRecursively());
    }

    // Nothing to go on from, or something else than before: all is made, and said.
    void otherwiseAllIsMade()
    {
        const QString lot = u"all"_s;
        QVERIFY(QDir(m_folder.path()).mkpath(lot));
        for (int i = 0; i < 4; ++i)
            QVERIFY(writeTile(lot, i, i, false));
        RasterPyramidParams wanted = params(lot, u"all-first"_s);
        VERIFY_OK(generateRasterPyramid(wanted, m_silent)); // leaves nothing
        const auto expected = outputBelow(path(u"all-first"_s));
        const auto again = [&](const QString &name, const QString &ancestor, RecordingControl &control) {
            wanted.output = path(name) + "/p"_L1;
            return generateRasterPyramid(wanted, control, {path(ancestor) + "/p.json"_L1, true});
        };
        RecordingControl control;
        VERIFY_OK(again(u"all-second"_s, u"all-first"_s, control));
        QVERIFY2(!control.lines().filter(u"left nothing"_s).isEmpty(), qPrintable(control.lines().join(u'\n')));
        QCOMPARE(firstDifference(outputBelow(path(u"all-second"_s)), expected), QString());

        // What was left is damaged: nothing of it is believed.
        QFile made(path(u"all-second/.p.made/made"_s));
        QVERIFY(made.open(QIODevice::ReadWrite) && made.seek(made.size() / 2) && made.write("damage") == 6);
        made.close();
        RecordingControl damaged;
        VERIFY_OK(again(u"all-third"_s, u"all-second"_s, damaged));
        QVERIFY(!damaged.lines().filter(u"left nothing"_s).isEmpty());
        QCOMPARE(firstDifference(outputBelow(path(u"all-third"_s)), expected), QString());

        wanted.interpolation = u"nn"_s;
        RecordingControl other;
        const auto result = again(u"all-fourth"_s, u"all-third"_s, other);
        VERIFY_OK(result);
        QCOMPARE(result->changes->slabs, result->changes->ofSlabs);
        QVERIFY2(!other.lines().filter(u"other options"_s).isEmpty(), qPrintable(other.lines().join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(RasterVersionTest)
#include "rasterversiontest.moc"
