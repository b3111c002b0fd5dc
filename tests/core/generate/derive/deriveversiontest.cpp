// SPDX-License-Identifier: GPL-3.0-or-later
// Versions of derived rasters: only where a changed point can be seen is made again, byte for byte as a whole run would.
#include "base/atomicfile.h"
#include "derivefixture.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>

#include <cstring>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

class DeriveVersionTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int across = 6, side = 100; // tiles, metres
    static constexpr int liar = 8;               // the tile whose header says less than its points do

    QTemporaryDir m_folder;
    SilentControl m_silent;
    std::mt19937 m_random{20261201};

    QString path(const QString &name) const { return m_folder.filePath(name); }
    static QString nameOf(int index) { return u"t%1.las"_s.arg(index, 3, 10, QChar(u'0')); }
    int upTo(int count) { return int(m_random() % unsigned(count)); }

    /// A file of the lot, in a place of its own, with voids; another seed is other points.
    bool writeTile(const QString &lot, int index, int seed)
    {
        std::mt19937 random(unsigned(seed) * 7919u + unsigned(index));
        const double x0 = west + index % across * side, y0 = south + index / across * side;
        std::vector<LasPoint> points;
        const auto add = [&](double x, double y) {
            LasPoint p;
            p.x = x0 + x;
            p.y = y0 + y;
            p.z = std::round(100 * (hills(p.x - west, p.y - south) + seed % 13)) / 100;
            p.intensity = int(random() % 4000);
            p.returnNumber = 1 + int(random() % 4 == 0);
            p.pointClass = random() % 5 == 0 ? 5 : 2;
            points.push_back(p);
        };
        add(0, 0);
        add(side, side); // so that the extent stays what it is
        const double voidX = double(random() % side), voidY = double(random() % side);
        for (int i = 0; i < side * side; ++i) {
            const double x = double(random() % (side * 100)) / 100, y = double(random() % (side * 100)) / 100;
            if (std::hypot(x - voidX, y - voidY) > 9)
                add(x, y);
        }
        const QString file = path(lot) + u'/' + nameOf(index);
        if (!writeLas(file, points) || index != liar)
            return QFileInfo::exists(file);
        QByteArray bytes = bytesOf(file);
        const double east = x0 + side - 5;
        std::memcpy(bytes.data() + 179, &east, sizeof east); // greatest x
        return bool(writeFileAtomically(file, bytes));
    }
    bool writeLot(const QString &lot)
    {
        bool isWritten = QDir(m_folder.path()).mkpath(lot);
        for (int i = 0; i < across * across; ++i)
            isWritten = isWritten && writeTile(lot, i, i);
        return isWritten;
    }
    DeriveParams params(const QString &lot, const QString &product, const QString &output) const
    {
        DeriveParams params = paramsOf({path(lot)}, product, 1, path(output));
        params.workers = 2;
        params.memoryMiB = 64; // tiles of 128 cells for the TIN
        params.fillVoids = 10;
        return params;
    }
    static bool sameCounts(const DeriveResult &a, const DeriveResult &b)
    {
        return a.width == b.width && a.height == b.height && a.points == b.points && a.usedPoints == b.usedPoints
            && a.cells == b.cells && a.voids == b.voids && a.filled == b.filled && a.warnings == b.warnings;
    }

private slots:
    void isWhatAWholeRunMakes_data()
    {
        QTest::addColumn<QString>("product");
        QTest::addColumn<QString>("hillshadeOf");
        QTest::newRow("terrain") << u"dtm"_s << u"dtm"_s;
        QTest::newRow("surface") << u"dsm"_s << u"dtm"_s;
        QTest::newRow("hillshade of the terrain") << u"hillshade"_s << u"dtm"_s;
        QTest::newRow("hillshade of the surface") << u"hillshade"_s << u"dsm"_s;
        QTest::newRow("intensity") << u"intensity"_s << u"dtm"_s;
        QTest::newRow("density") << u"density"_s << u"dtm"_s;
    }

    // Files that are written anew, touched, taken away, added; the lot sent again to another folder; each version comes from
    // the one before.
    void isWhatAWholeRunMakes()
    {
        QFETCH(QString, product);
        QFETCH(QString, hillshadeOf);
        QString lot = product + hillshadeOf;
        QVERIFY(writeLot(lot));
        const auto version = [&](int number) { return u"%1-%2-%3.tif"_s.arg(product, hillshadeOf).arg(number); };
        const auto make = [&](const QString &output, const PyramidVersion &after) {
            DeriveParams wanted = params(lot, product, output);
            wanted.hillshadeOf = hillshadeOf;
            return deriveRaster(wanted, m_silent, after);
        };
        VERIFY_OK(make(version(0), {{}, true}));
        int partial = 0, linked = 0;
        for (int number = 1; number <= 20; ++number) {
            QSet<int> changed;
            for (int change = 0, count = upTo(3); change < count; ++change) {
                const int index = upTo(across * across);
                const QString file = path(lot) + u'/' + nameOf(index);
                const bool isThere = QFileInfo::exists(file);
                switch (upTo(4)) {
                case 0: // written again as it was
                    if (isThere && !changed.contains(index))
                        VERIFY_OK(writeFileAtomically(file, bytesOf(file)));
                    break;
                case 1:
                    if (isThere && index != 0 && index != across * across - 1) {
                        changed << index;
                        QFile::remove(file);
                    }
                    break;
                default: QVERIFY(writeTile(lot, index, 100 * number + index)); changed << index;
                }
            }
            if (number % 7 == 0) {
                QVERIFY(QDir(m_folder.path()).rename(lot, lot + u'x'));
                lot += u'x';
            }
            const auto made = make(version(number), {path(version(number - 1)), true});
            VERIFY_OK(made);
            QVERIFY(made->changes);
            const auto whole = make(u"whole.tif"_s, {});
            VERIFY_OK(whole);
            QVERIFY(sameCounts(*made, *whole));
            QVERIFY2(bytesOf(path(version(number))) == bytesOf(path(u"whole.tif"_s)),
                qPrintable(u"round %1, %2 files"_s.arg(number).arg(made->changes->files)));
            QVERIFY(made->changes->files <= changed.size());
            partial += made->changes->tiles > 0 && made->changes->tiles < made->changes->ofTiles;
            if (made->changes->files == 0) {
                QCOMPARE(made->changes->tiles, 0);
                QCOMPARE(inode(path(version(number))), inode(path(version(number - 1))));
                ++linked;
            }
            QVERIFY(QFile::remove(path(version(number - 1))));
        }
        QVERIFY2(partial >= 5 && linked >= 2, qPrintable(u"%1 in part, %2 linked"_s.arg(partial).arg(linked)));
    }

    // A change is looked for where it can be seen, and no file is opened for its points that is far from it.
    void farFilesAreNotRead()
    {
        const QString lot = u"far"_s;
        QVERIFY(writeLot(lot));
        VERIFY_OK(deriveRaster(params(lot, u"dtm"_s, u"far-first.tif"_s), m_silent, {{}, true}));
        QVERIFY(writeTile(lot, 0, 1000));
        RecordingControl control;
        const auto made =
            deriveRaster(params(lot, u"dtm"_s, u"far-second.tif"_s), control, {path(u"far-first.tif"_s), true});
        VERIFY_OK(made);
        QCOMPARE(made->changes->files, 1);
        const qint64 read = control.totalOf(u"derive"_s);
        QVERIFY2(read > 0 && read < made->points / 2, qPrintable(u"%1 of %2"_s.arg(read).arg(made->points)));
        // In its own place, over the version before.
        QVERIFY(writeTile(lot, 35, 1001));
        const auto over =
            deriveRaster(params(lot, u"dtm"_s, u"far-second.tif"_s), m_silent, {path(u"far-second.tif"_s), true});
        VERIFY_OK(over);
        QCOMPARE(over->changes->files, 1);
        QVERIFY(over->changes->tiles < over->changes->ofTiles);
        VERIFY_OK(deriveRaster(params(lot, u"dtm"_s, u"far-whole.tif"_s), m_silent));
        QCOMPARE(bytesOf(path(u"far-second.tif"_s)), bytesOf(path(u"far-whole.tif"_s)));
    }

    // Nothing to go on from, or something else than before: all is made, and said.
    void otherwiseAllIsMade()
    {
        const QString lot = u"all"_s;
        QVERIFY(writeLot(lot));
        VERIFY_OK(deriveRaster(params(lot, u"dsm"_s, u"all-first.tif"_s), m_silent)); // leaves nothing
        const QByteArray expected = bytesOf(path(u"all-first.tif"_s));
        const auto again = [&](const QString &name, const QString &ancestor, RecordingControl &control) {
            return deriveRaster(params(lot, u"dsm"_s, name), control, {path(ancestor), true});
        };
        RecordingControl none;
        VERIFY_OK(again(u"all-second.tif"_s, u"all-first.tif"_s, none));
        QVERIFY(!none.lines().filter(u"left nothing"_s).isEmpty());
        QCOMPARE(bytesOf(path(u"all-second.tif"_s)), expected);

        // A raster that somebody wrote to is none to go on from.
        QByteArray bytes = expected;
        bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] + 1);
        VERIFY_OK(writeFileAtomically(path(u"all-second.tif"_s), bytes));
        RecordingControl touched;
        VERIFY_OK(again(u"all-third.tif"_s, u"all-second.tif"_s, touched));
        QVERIFY(!touched.lines().filter(u"left nothing"_s).isEmpty());
        QCOMPARE(bytesOf(path(u"all-third.tif"_s)), expected);

        // What was left is damaged.
        QFile made(path(u".all-third.tif.made/made"_s));
        QVERIFY(made.open(QIODevice::ReadWrite) && made.seek(made.size() / 2) && made.write("damage") == 6);
        made.close();
        RecordingControl damaged;
        VERIFY_OK(again(u"all-fourth.tif"_s, u"all-third.tif"_s, damaged));
        QVERIFY(!damaged.lines().filter(u"left nothing"_s).isEmpty());
        QCOMPARE(bytesOf(path(u"all-fourth.tif"_s)), expected);

        // The lot reaches no longer as far.
        for (int i = 0; i < across; ++i)
            QVERIFY(QFile::remove(path(lot) + u'/' + nameOf(i)));
        RecordingControl other;
        const auto smaller = again(u"all-fifth.tif"_s, u"all-fourth.tif"_s, other);
        VERIFY_OK(smaller);
        QCOMPARE(smaller->changes->tiles, smaller->changes->ofTiles);
        QVERIFY(!other.lines().filter(u"another extent"_s).isEmpty());
        VERIFY_OK(deriveRaster(params(lot, u"dsm"_s, u"all-whole.tif"_s), m_silent));
        QCOMPARE(bytesOf(path(u"all-fifth.tif"_s)), bytesOf(path(u"all-whole.tif"_s)));
    }
};

QTEST_GUILESS_MAIN(DeriveVersionTest)
#include "deriveversiontest.moc"
