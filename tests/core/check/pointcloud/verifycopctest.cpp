// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/pointcloud/verifycopc.h"
#include "source/pointcloud/copcfile.h"
#include "support/testsupport.h"
#include "support/throwingcontrol.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtEndian>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

QString cloud(const char *name)
{
    return dataPath(QStringLiteral("pointcloud/") + QLatin1String(name));
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

void copyFolder(const QString &from, const QString &to)
{
    QDirIterator walk(from, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        const QString target = to + path.mid(from.size());
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        write(target, contentOf(path));
    }
}

} // namespace

class VerifyCopcTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copcOfOthers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("points");
        for (const auto &[name, points] :
            std::initializer_list<std::pair<const char *, qint64>>{{"copcjs/ellipsoid.copc.laz", 100000},
                {"laspy/simple.copc.laz", 1065}, {"laspy/simple_with_page.copc.laz", 1065},
                {"pdal/1.2-with-color.copc.laz", 1065}, {"pdal/autzen_clip_4326.copc.laz", 28},
                {"pdal/autzen_clip_native.copc.laz", 43}, {"lasr/example.copc.laz", 30}})
            QTest::newRow(name) << cloud(name) << points;
    }

    void copcOfOthers()
    {
        QFETCH(QString, name);
        QFETCH(qint64, points);
        RecordingControl control;
        const auto result = verifyPointCloud(name, control);
        VERIFY_OK(result);
        // An early untwine wrote the time of one point as both bounds of this file; the others are right.
        if (name.endsWith(QLatin1String("ellipsoid.copc.laz")))
            QVERIFY(result->errors.size() == 1 && result->errors.first().contains(QLatin1String("42.99")));
        else
            QCOMPARE(result->errors, QStringList());
        QCOMPARE(result->points, points);
        QCOMPARE(result->kind, QStringLiteral("COPC"));
        QVERIFY(result->nodes > 0 && result->bytes > 0);
        qint64 classified = 0;
        for (const qint64 count : result->classes)
            classified += count;
        QCOMPARE(classified, points);
        QCOMPARE(control.lastDone.load(), points);
        // The same file summed as a plain list of points.
        const auto sum = sumOfPoints({name}, name, control);
        VERIFY_OK(sum);
        QCOMPARE(sum->points, points);
        QCOMPARE(sum->checksum, result->checksum);
        QCOMPARE(result->toJson().value(QStringLiteral("errors")).toArray().size(), result->errors.size());
    }

    void samePointsInTwoFiles()
    {
        SilentControl control;
        // PDAL's and LAStools' copies of one set; the tree has its own order, the older format is brought up to the newer.
        const auto tree = sumOfPoints({cloud("laspy/simple.copc.laz")}, cloud("laspy/simple.copc.laz"), control);
        const auto paged = sumOfPoints({cloud("laspy/simple_with_page.copc.laz")}, cloud("laspy/simple.copc.laz"), control);
        VERIFY_OK(tree);
        VERIFY_OK(paged);
        QVERIFY(*tree == *paged);
        const auto twice = sumOfPoints(
            {cloud("laspy/simple.copc.laz"), cloud("laspy/simple.copc.laz")}, cloud("laspy/simple.copc.laz"), control);
        VERIFY_OK(twice);
        QCOMPARE(twice->points, 2 * tree->points);
        QVERIFY(twice->checksum != tree->checksum);
    }

    void damagedCopc_data()
    {
        QTest::addColumn<int>("at"); // byte of the file, or below 0 of the first hierarchy entry
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const QByteArray byte("\x7f", 1);
        QTest::newRow("count of points") << 247 << byte << QStringLiteral("points");
        QTest::newRow("count of the first return") << 255 << byte << QStringLiteral("of return 1");
        QTest::newRow("box") << 185 << QByteArray(2, '\0') << QStringLiteral("goes from");
        QTest::newRow("reserved") << 429 + 100 << byte << QStringLiteral("reserved");
        QTest::newRow("gps") << 429 + 56 << QByteArray(8, '\x41') << QStringLiteral("GPS times");
        QTest::newRow("cube") << 429 + 24 << QByteArray(8, '\x3f') << QStringLiteral("outside");
        QTest::newRow("encoding") << 6 << QByteArray(1, '\0') << QStringLiteral("WKT");
        QTest::newRow("level") << -1 << QByteArray("\x05\0\0\0", 4) << QStringLiteral("parent");
        QTest::newRow("key") << -5 << byte << QStringLiteral("cannot be");
        QTest::newRow("offset") << -17 << byte << QStringLiteral("points");
        QTest::newRow("count of a node") << -29 << byte << QStringLiteral("points");
    }

    /// One wrong value each; what it breaks is said.
    void damagedCopc()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        QByteArray content = contentOf(cloud("laspy/simple.copc.laz"));
        const qint64 hierarchy = qFromLittleEndian<qint64>(content.constData() + 429 + 40);
        content.replace(at >= 0 ? at : int(hierarchy) - at - 1, bytes.size(), bytes);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("damaged.copc.laz"));
        write(path, content);
        SilentControl control;
        const auto result = verifyPointCloud(path, control);
        VERIFY_OK(result);
        QVERIFY2(!result->errors.isEmpty() && result->errors.join(QLatin1Char('\n')).contains(says),
            qPrintable(result->errors.join(QLatin1Char('\n'))));
    }

    void cutCopc()
    {
        const QByteArray content = contentOf(cloud("copcjs/ellipsoid.copc.laz"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cut.copc.laz"));
        SilentControl control;
        for (const double share : {0.999, 0.9, 0.5, 0.01}) {
            write(path, content.left(qsizetype(double(content.size()) * share)));
            const auto result = verifyPointCloud(path, control);
            QVERIFY(!result || !result->errors.isEmpty());
        }
        QVERIFY(!verifyPointCloud(folder.filePath(QStringLiteral("none.copc.laz")), control));
        const auto plain = verifyPointCloud(cloud("copcjs/ellipsoid-1.4.laz"), control);
        QVERIFY(!plain);
        QCOMPARE(plain.error().code, ErrorCode::Unsupported);
    }

    /// A few hundred files with wrong bytes: found out or harmless, never a crash.
    void changedBytes()
    {
        const QByteArray content = contentOf(cloud("laspy/simple_with_page.copc.laz"));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("changed.copc.laz"));
        QRandomGenerator random(5);
        SilentControl control;
        int found = 0;
        for (int i = 0; i < 300; ++i) {
            QByteArray changed = content;
            const int end = i % 2 ? 700 : int(content.size()); // half of them in the head
            for (int k = random.bounded(1, 5); k > 0; --k)
                changed[i % 3 ? random.bounded(end) : int(content.size()) - 1 - random.bounded(400)] =
                    char(random.bounded(256));
            write(path, changed);
            const auto result = verifyPointCloud(path, control);
            found += !result || !result->errors.isEmpty();
        }
        QVERIFY2(found > 120, qPrintable(QString::number(found)));
    }

    void ept()
    {
        SilentControl control;
        const auto whole = verifyPointCloud(cloud("pdal/ept-1.2-with-color/ept.json"), control);
        VERIFY_OK(whole);
        QCOMPARE(whole->errors, QStringList());
        QCOMPARE(whole->points, qint64(1065));
        const auto folderResult = verifyPointCloud(cloud("pdal/ept-1.2-with-color"), control);
        VERIFY_OK(folderResult);
        QCOMPARE(folderResult->checksum, whole->checksum);
        const auto packed = verifyPointCloud(cloud("pdal/ept-ellipsoid-zstandard/ept.json"), control);
        VERIFY_OK(packed);
        QCOMPARE(packed->errors, QStringList());
        QCOMPARE(packed->points, qint64(100000));
        const auto bad = verifyPointCloud(cloud("pdal/ept-bad-pointcount/ept.json"), control);
        VERIFY_OK(bad);
        QVERIFY(bad->errors.join(QLatin1Char('\n')).contains(QLatin1String("1000")));

        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("ept"));
        copyFolder(cloud("pdal/ept-1.2-with-color"), copy);
        QVERIFY(QFile::remove(copy + QStringLiteral("/ept-data/0-0-0-0.laz")));
        const auto missing = verifyPointCloud(copy, control);
        VERIFY_OK(missing);
        QVERIFY(missing->errors.first().contains(QLatin1String("does not exist"))
            || missing->errors.last().contains(QLatin1String("does not exist")));
        write(copy + QStringLiteral("/ept-hierarchy/0-0-0-0.json"), R"({"0-0-0-0": 1065, "1-0-0-0": -1})");
        const auto page = verifyPointCloud(copy, control);
        VERIFY_OK(page);
        QVERIFY(page->errors.join(QLatin1Char('\n')).contains(QLatin1String("1-0-0-0.json")));
        write(copy + QStringLiteral("/ept-hierarchy/0-0-0-0.json"), R"({"0-0-0-0": 1065, "1-9-0-0": 4})");
        const auto key = verifyPointCloud(copy, control);
        VERIFY_OK(key);
        QCOMPARE(key->errors.size(), 1);
        write(copy + QStringLiteral("/ept.json"), "{");
        const auto broken = verifyPointCloud(copy, control);
        VERIFY_OK(broken);
        QCOMPARE(broken->errors.size(), 1);
    }

    void vpc()
    {
        SilentControl control;
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("tiles")));
        write(folder.filePath(QStringLiteral("tiles/a.copc.laz")), contentOf(cloud("laspy/simple.copc.laz")));
        const auto copc = CopcFile::open(cloud("laspy/simple.copc.laz"));
        VERIFY_OK(copc);
        const LasHeader &header = (*copc)->file()->header();
        const auto feature = [&](qint64 count, const QString &href, double east) {
            const Extent &e = header.extent;
            return QJsonObject{{QStringLiteral("type"), QStringLiteral("Feature")},
                {QStringLiteral("stac_version"), QStringLiteral("1.0.0")}, {QStringLiteral("id"), href},
                {QStringLiteral("geometry"),
                    QJsonObject{
                        {QStringLiteral("type"), QStringLiteral("Polygon")}, {QStringLiteral("coordinates"), QJsonArray{}}}},
                {QStringLiteral("properties"),
                    QJsonObject{{QStringLiteral("pc:count"), count},
                        {QStringLiteral("proj:wkt2"), QString::fromUtf8(header.wkt)},
                        {QStringLiteral("proj:bbox"),
                            QJsonArray{e.west, e.south, header.minZ, east, e.north, header.maxZ}}}},
                {QStringLiteral("assets"),
                    QJsonObject{{QStringLiteral("data"), QJsonObject{{QStringLiteral("href"), href}}}}}};
        };
        const QString path = folder.filePath(QStringLiteral("set.vpc"));
        const auto check = [&](const QJsonArray &features) {
            write(path,
                QJsonDocument(QJsonObject{{QStringLiteral("type"), QStringLiteral("FeatureCollection")},
                                  {QStringLiteral("features"), features}})
                    .toJson());
            return verifyPointCloud(path, control);
        };
        const QString name = QStringLiteral("./tiles/a.copc.laz");
        const auto good = check({feature(1065, name, header.extent.east)});
        VERIFY_OK(good);
        QCOMPARE(good->errors, QStringList());
        QCOMPARE(good->points, qint64(1065));
        QCOMPARE(good->files, qint64(2));
        QCOMPARE(check({feature(1000, name, header.extent.east)})->errors.size(), 1);
        QCOMPARE(check({feature(1065, name, header.extent.east + 5)})->errors.size(), 1);
        QVERIFY(check({feature(1065, QStringLiteral("b.copc.laz"), header.extent.east)})
                    ->errors.first()
                    .contains(QLatin1String("does not exist")));
        QVERIFY(check({feature(1065, QStringLiteral("https://example.org/a.copc.laz"), header.extent.east)})
                    ->errors.first()
                    .contains(QLatin1String("server")));
        QVERIFY(!check({}));
    }

    void defectInATaskIsAnError()
    {
        ThrowingControl control(QStringLiteral("verify"));
        VERIFY_DEFECT_IS_AN_ERROR(verifyPointCloud(cloud("copcjs/ellipsoid.copc.laz"), control));
    }

    void stops()
    {
        RecordingControl control;
        control.stopAfter = 1;
        const auto result = verifyPointCloud(cloud("copcjs/ellipsoid.copc.laz"), control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }
};

TUILERIE_TEST_MAIN(VerifyCopcTest)
#include "verifycopctest.moc"
