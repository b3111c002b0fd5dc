// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// A GeoPackage from disk to vector tiles, WMS-V and WMTS on the embedded server, read back by GDAL and OWSLib, and to
/// nothing again.
class CliVectorTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QJsonObject m_published;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString communes() const { return dataPath(u"vector/communes.gpkg"_s); }
    QString root() const { return serviceUrl(m_published, u"tms"_s).section(u"/tms"_s, 0, 0); }
    QStringList names()
    {
        const CliResult read =
            python(u"vectorread.py"_s, {u"tiles"_s, serviceUrl(m_published, u"tms"_s), u"communes"_s, u"nom_com"_s});
        QStringList values;
        for (const QJsonValue value : read.json.object().value(u"values"_s).toArray())
            values << value.toString();
        return read.exitCode == 0 ? values : QStringList{QString::fromUtf8(read.errors)};
    }

private slots:
    void initTestCase() { qputenv("LC_ALL", "C.UTF-8"); }

    void generatesAndVerifies()
    {
        const CliResult made = cli({u"generate"_s, u"vector"_s, communes(), u"--output"_s, path(u"local/communes"_s),
            u"--layer"_s, u"communes:NOM_COM,INSEE_COM:6-9"_s, u"--where"_s, u"communes:INSEE_COM > '0'"_s, u"--json"_s});
        VERIFY_CLI(made, 0);
        QCOMPARE(made.json.object().value(u"descriptor"_s).toString(), path(u"local/communes.json"_s));
        QCOMPARE(made.json.object().value(u"features"_s).toInt(), 20);
        const CliResult verified = cli({u"verify"_s, path(u"local/communes"_s), u"--json"_s});
        VERIFY_CLI(verified, 0);
        QCOMPARE(verified.json.object().value(u"tiles"_s).toInteger(), made.json.object().value(u"tiles"_s).toInteger());
        const CliResult estimate = cli({u"estimate"_s, communes(), u"--bottom"_s, u"9"_s, u"--json"_s});
        VERIFY_CLI(estimate, 0);
        QCOMPARE(estimate.json.object().value(u"levels"_s).toArray().last()[u"id"_s].toString(), u"9"_s);
        const CliResult again = cli({u"generate"_s, u"vector"_s, communes(), u"--output"_s, path(u"local/communes"_s)});
        QVERIFY(again.exitCode == 1);
    }

    void saysWhatIsWrongWithTheCommand_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        const QStringList generate{u"generate"_s, u"vector"_s, communes(), u"--output"_s, path(u"bad/p"_s)};
        const QStringList publish{u"publish"_s, communes(), u"--layer"_s, u"bad"_s};
        QTest::newRow("raster option") << generate + QStringList{u"--format"_s, u"PNG"_s} << 2 << QByteArray("rasters");
        QTest::newRow("levels turned round")
            << generate + QStringList{u"--layer"_s, u"communes::9-6"_s} << 2 << QByteArray("coarsest");
        QTest::newRow("no such level") << generate + QStringList{u"--layer"_s, u"communes::6-99"_s} << 2 << QByteArray("99");
        QTest::newRow("twice") << generate + QStringList{u"--layer"_s, u"communes"_s, u"--layer"_s, u"communes"_s} << 2
                               << QByteArray("twice");
        QTest::newRow("no such table") << generate + QStringList{u"--layer"_s, u"nowhere"_s} << 1 << QByteArray("nowhere");
        QTest::newRow("where without table") << generate + QStringList{u"--where"_s, u"a"_s} << 2 << QByteArray("--where");
        QTest::newRow("tiles and pictures")
            << publish + QStringList{u"--service"_s, u"tms,wmts"_s} << 2 << QByteArray("vector tiles");
        QTest::newRow("download of another grid")
            << publish + QStringList{u"--service"_s, u"download"_s, u"--tms"_s, u"LAMB93_5cm"_s} << 1
            << QByteArray("grid PM");
        QTest::newRow("no style file") << publish + QStringList{u"--style"_s, u"none.sld"_s} << 2 << QByteArray("none.sld");
        QTest::newRow("style of an unnamed table")
            << publish + QStringList{u"--style"_s, u"communes=a.sld"_s} << 2 << QByteArray("--table communes");
        QTest::newRow("product") << publish + QStringList{u"--product"_s, u"dtm"_s} << 2 << QByteArray("point clouds");
        QTest::newRow("no such table to publish")
            << publish + QStringList{u"--table"_s, u"nowhere"_s} << 1 << QByteArray("nowhere");
    }

    void saysWhatIsWrongWithTheCommand()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        const CliResult result = cli(arguments);
        QTEST(result.exitCode, "code");
        QVERIFY2(result.errors.contains(word), result.errors.constData());
    }

    void stopsAtTheChecks()
    {
        QFile broken(path(u"broken.gpkg"_s));
        QFile whole(communes());
        QVERIFY(whole.open(QIODevice::ReadOnly) && broken.open(QIODevice::WriteOnly));
        broken.write(whole.read(40000));
        broken.close();
        const CliResult result = cli({u"publish"_s, path(u"broken.gpkg"_s), u"--layer"_s, u"broken"_s, u"--json"_s});
        VERIFY_CLI(result, 4);
        QVERIFY(!result.json.object().value(u"findings"_s).toArray().isEmpty());
    }

    void publishesTilesAndMaps()
    {
        const CliResult result = cli({u"publish"_s, communes(), u"--layer"_s, u"communes"_s, u"--title"_s, u"Communes"_s,
            u"--bottom"_s, u"10"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        m_published = result.json.object();
        QCOMPARE(m_published.value(u"offerings"_s).toArray().size(), 2);
        for (const QJsonValue offering : m_published.value(u"offerings"_s).toArray())
            QVERIFY2(
                httpGet(offering[u"url"_s].toString()).body.contains("communes"), qPrintable(offering[u"url"_s].toString()));
        QCOMPARE(names().size(), 20);
        const CliResult map = python(u"vectorread.py"_s, {u"wmsv"_s, root(), u"communes"_s});
        VERIFY_CLI(map, 0);
        for (const QJsonValue version : map.json.object())
            QVERIFY2(version[u"title"_s].toString() == "Communes"_L1 && version[u"colours"_s].toInt() > 3,
                map.output.constData());
        const CliResult again = cli({u"publish"_s, communes(), u"--layer"_s, u"communes"_s, u"--title"_s, u"Communes"_s,
            u"--bottom"_s, u"10"_s, u"--json"_s});
        VERIFY_CLI(again, 0);
        QCOMPARE(again.json.object(), m_published);
    }

    void publishesStyledPictures()
    {
        const QString style = dataPath(u"vector/installation.sld"_s);
        const CliResult result = cli({u"publish"_s, dataPath(u"vector/installation.gpkg"_s), u"--layer"_s,
            u"installations"_s, u"--service"_s, u"wmts,wms-r,wms-v"_s, u"--table"_s, u"installation"_s, u"--style"_s,
            u"installation="_s + style, u"--bottom"_s, u"9"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        QCOMPARE(result.json.object().value(u"offerings"_s).toArray().size(), 3);
        const CliResult read = python(u"vectorread.py"_s, {u"wmts"_s, root(), u"installations"_s});
        VERIFY_CLI(read, 0);
        QVERIFY2(read.json.object().value(u"values"_s).toInt() > 2, read.output.constData());
        const CliResult map = python(u"vectorread.py"_s, {u"wmsv"_s, root(), u"installations"_s});
        VERIFY_CLI(map, 0);
    }

    void updatesAndRollsBack()
    {
        VERIFY_CLI(
            python(u"vectorread.py"_s, {u"grow"_s, communes(), path(u"next.gpkg"_s), u"communes"_s, u"NOM_COM"_s, u"X"_s}),
            0);
        const QStringList before = names();
        const CliResult updated =
            cli({u"update"_s, u"communes"_s, path(u"next.gpkg"_s), u"--bottom"_s, u"10"_s, u"--json"_s});
        VERIFY_CLI(updated, 0);
        QCOMPARE(names(), QStringList{u"X"_s});
        QCOMPARE(serviceUrl(updated.json.object(), u"wms-v"_s), serviceUrl(m_published, u"wms-v"_s));
        const CliResult versions = cli({u"versions"_s, u"communes"_s, u"--json"_s});
        VERIFY_CLI(versions, 0);
        QCOMPARE(versions.json.array().size(), 2);
        VERIFY_CLI(cli({u"rollback"_s, u"communes"_s}), 0);
        QCOMPARE(names(), before);
        const CliResult wrong = cli({u"update"_s, u"communes"_s, dataPath(u"raster/rgb_27700_2m.tif"_s)});
        VERIFY_CLI(wrong, 1);
    }

    void takesAPyramidMadeHere()
    {
        const CliResult result =
            cli({u"publish"_s, path(u"local/communes"_s), u"--layer"_s, u"delivered"_s, u"--copy-files"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        const CliResult read = python(
            u"vectorread.py"_s, {u"tiles"_s, serviceUrl(result.json.object(), u"tms"_s), u"communes"_s, u"NOM_COM"_s});
        VERIFY_CLI(read, 0);
        QCOMPARE(read.json.object().value(u"values"_s).toArray().size(), 20);
    }

    void leavesNothingBehind()
    {
        for (const QString &layer : {u"communes"_s, u"installations"_s, u"delivered"_s})
            VERIFY_CLI(cli({u"unpublish"_s, layer, u"--delete-data"_s}), 0);
        const CliResult layers = cli({u"layers"_s, u"--json"_s});
        VERIFY_CLI(layers, 0);
        QVERIFY(layers.json.array().isEmpty());
        QCOMPARE(httpGet(serviceUrl(m_published, u"tms"_s)).status, 404);
    }
};

TUILERIE_TEST_MAIN(CliVectorTest)
#include "clivectortest.moc"
