// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// `check --fix`: a broken GeoPackage, its repaired copy as OGR reads it, and what the command refuses.
class CliFixTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    static CliResult script(const QStringList &arguments) { return python(u"../support/brokenvector.py"_s, arguments); }
    static QJsonObject look(const QString &file) { return script({u"look"_s, file}).json.object(); }
    static QStringList ids(const QJsonValue &findings)
    {
        QStringList result;
        for (const QJsonValue finding : findings.toArray())
            result << finding[u"id"_s].toString();
        return result;
    }
    static QStringList actions(const CliResult &result)
    {
        QStringList all;
        for (const QJsonValue repair : result.json.object().value(u"repairs"_s).toArray())
            all << repair[u"action"_s].toString();
        return all;
    }

private slots:
    void initTestCase()
    {
        qputenv("LC_ALL", "C.UTF-8");
        if (script({u"make"_s, path(u"broken.gpkg"_s)}).exitCode != 0)
            QSKIP("no Python with osgeo");
        VERIFY_CLI(script({u"make"_s, path(u"nocrs.gpkg"_s), u"nocrs"_s}), 0);
    }

    void repairsWhatTheFindingsName()
    {
        const auto before = digests(m_folder.path());
        const CliResult result = cli({u"check"_s, path(u"broken.gpkg"_s), u"--fix"_s, path(u"whole.gpkg"_s), u"--json"_s});
        VERIFY_CLI(result, 0);
        const QJsonObject document = result.json.object();
        const QStringList found = ids(document.value(u"findings"_s)), left = ids(document.value(u"remaining"_s));
        for (const QString &id :
            {u"vector.geometry.invalid"_s, u"vector.geometry.null"_s, u"vector.name.table"_s, u"vector.name.column"_s}) {
            QVERIFY2(found.contains(id), qPrintable(id));
            QVERIFY2(!left.contains(id), qPrintable(id));
        }
        QCOMPARE(actions(result), QStringList({u"make-valid"_s, u"drop-empty"_s, u"rename-for-entrepot"_s}));
        QCOMPARE(document.value(u"copy"_s).toString(), path(u"whole.gpkg"_s));
        QCOMPARE(document.value(u"report"_s)[u"features"_s].toInt(), 11);
        // Plain check gives the same findings, as the array that docs/cli.md says, of the original as of the copy.
        const CliResult plain = cli({u"check"_s, path(u"whole.gpkg"_s), u"--json"_s});
        VERIFY_CLI(plain, 0);
        QVERIFY(plain.json.isArray());
        QCOMPARE(plain.json.array(), document.value(u"remaining"_s).toArray());
        const QJsonObject copy = look(path(u"whole.gpkg"_s));
        QCOMPARE(copy.keys(), QStringList{u"reseau_d_eau"_s});
        const QJsonValue layer = copy.value(u"reseau_d_eau"_s);
        QCOMPARE(layer[u"features"_s].toInt(), 11);
        QCOMPARE(layer[u"invalid"_s].toInt(), 0);
        QCOMPARE(layer[u"empty"_s].toInt(), 0);
        QCOMPARE(layer[u"crs"_s].toString(), u"2154"_s);
        QFile::remove(path(u"whole.gpkg"_s));
        QCOMPARE(digests(m_folder.path()), before); // the original, and nothing beside it
    }

    void repairsOnlySome()
    {
        const CliResult result = cli({u"check"_s, path(u"broken.gpkg"_s), u"--fix"_s, path(u"some.gpkg"_s), u"--only"_s,
            u"make-valid,set-encoding"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        QCOMPARE(actions(result), QStringList{u"make-valid"_s});
        const QJsonValue layer = look(path(u"some.gpkg"_s)).value(u"Réseau-d'eau"_s);
        QCOMPARE(layer[u"features"_s].toInt(), 12);
        QCOMPARE(layer[u"invalid"_s].toInt(), 0);
        QCOMPARE(layer[u"empty"_s].toInt(), 1);
        // In words.
        const CliResult words =
            cli({u"check"_s, path(u"broken.gpkg"_s), u"--fix"_s, path(u"words.gpkg"_s), u"--only"_s, u"make-valid"_s});
        VERIFY_CLI(words, 0);
        QVERIFY2(words.output.contains("Make geometries valid") && words.output.contains("Geometries made valid: 1.")
                && words.output.contains("broken.gpkg is as it was"),
            words.output.constData());
        // What no finding names needs no copy.
        const CliResult none = cli({u"check"_s, path(u"broken.gpkg"_s), u"--fix"_s, path(u"none.gpkg"_s), u"--only"_s,
            u"set-encoding"_s, u"--json"_s});
        VERIFY_CLI(none, 0);
        QVERIFY(none.json.object().value(u"copy"_s).isNull() && actions(none).isEmpty());
        QVERIFY(!QFile::exists(path(u"none.gpkg"_s)));
    }

    void assignsACrs()
    {
        const QStringList command{u"check"_s, path(u"nocrs.gpkg"_s), u"--fix"_s, path(u"placed.gpkg"_s), u"--json"_s};
        const CliResult unsaid = cli(command);
        VERIFY_CLI(unsaid, 2);
        QVERIFY2(unsaid.errors.contains("--crs"), unsaid.errors.constData());
        QVERIFY(!QFile::exists(path(u"placed.gpkg"_s)));
        // Without that repair the copy is as blocked as the original.
        VERIFY_CLI(
            cli({u"check"_s, path(u"nocrs.gpkg"_s), u"--fix"_s, path(u"unplaced.gpkg"_s), u"--only"_s, u"make-valid"_s}), 4);
        const CliResult result = cli(command + QStringList{u"--crs"_s, u"EPSG:2154"_s});
        VERIFY_CLI(result, 0);
        QVERIFY(actions(result).contains(u"assign-crs"_s));
        QCOMPARE(look(path(u"placed.gpkg"_s)).value(u"reseau_d_eau"_s)[u"crs"_s].toString(), u"2154"_s);
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        const QString broken = path(u"broken.gpkg"_s), copy = path(u"refused.gpkg"_s);
        QTest::newRow("several files") << QStringList{broken, path(u"nocrs.gpkg"_s), u"--fix"_s, copy} << 2
                                       << QByteArray("file by file");
        QTest::newRow("folder") << QStringList{m_folder.path(), u"--fix"_s, copy} << 2 << QByteArray("file by file");
        QTest::newRow("glob") << QStringList{path(u"*.gpkg"_s), u"--fix"_s, copy} << 2 << QByteArray("file by file");
        QTest::newRow("raster") << QStringList{path(u"a.tif"_s), u"--fix"_s, copy} << 2 << QByteArray("no vector file");
        QTest::newRow("point cloud") << QStringList{path(u"a.laz"_s), u"--fix"_s, copy} << 2 << QByteArray("no vector file");
        QTest::newRow("no such repair") << QStringList{broken, u"--fix"_s, copy, u"--only"_s, u"polish"_s} << 2
                                        << QByteArray("polish");
        QTest::newRow("only without fix") << QStringList{broken, u"--only"_s, u"make-valid"_s} << 2 << QByteArray("--fix");
        QTest::newRow("onto itself") << QStringList{broken, u"--fix"_s, broken} << 1 << QByteArray("never changed");
        QTest::newRow("onto another") << QStringList{broken, u"--fix"_s, path(u"nocrs.gpkg"_s)} << 1
                                      << QByteArray("exists already");
        QTest::newRow("no format") << QStringList{broken, u"--fix"_s, path(u"copy.xyz"_s)} << 1 << QByteArray(".gpkg");
        QTest::newRow("no such file") << QStringList{path(u"gone.gpkg"_s), u"--fix"_s, copy} << 1 << QByteArray("gone.gpkg");
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        const auto before = digests(m_folder.path());
        const CliResult result = cli(QStringList{u"check"_s} + arguments);
        QTEST(result.exitCode, "code");
        QVERIFY2(result.errors.contains(word), result.errors.constData());
        QCOMPARE(digests(m_folder.path()), before);
    }
};

TUILERIE_TEST_MAIN(CliFixTest)
#include "clifixtest.moc"
