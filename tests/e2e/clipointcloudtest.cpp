// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// LAZ files of IGN from disk to a COPC under /download and a terrain model as WMTS and WMS on the embedded server, and to
/// nothing again.
class CliPointCloudTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QJsonObject m_published;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString tile(const QString &name = u"77055_627755"_s) const
    {
        return dataPath(u"pointcloud/ign/test_data_%1_LA93_IGN69.laz"_s.arg(name));
    }
    QJsonObject downloadOf(const QJsonObject &published)
    {
        const HttpResult listing = httpGet(serviceUrl(published, u"download"_s));
        return QJsonDocument::fromJson(listing.body).object().value(u"downloads"_s).toArray().at(0).toObject();
    }
    QString root() const { return serviceUrl(m_published, u"download"_s).section(u"/download"_s, 0, 0); }

private slots:
    void initTestCase() { qputenv("LC_ALL", "C.UTF-8"); }

    void generatesAndVerifies_data()
    {
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("kind");
        QTest::newRow("COPC") << u"a.copc.laz"_s << u"COPC"_s;
        QTest::newRow("VPC") << u"b.vpc"_s << u"VPC"_s;
        QTest::newRow("EPT") << u"ept"_s << u"EPT"_s;
    }

    void generatesAndVerifies()
    {
        QFETCH(QString, output);
        const CliResult made = cli({u"generate"_s, u"pointcloud"_s, tile(), tile(u"77055_627760"_s), u"--output"_s,
            path(output), u"--tmp"_s, path(u"tmp"_s), u"--json"_s});
        VERIFY_CLI(made, 0);
        QCOMPARE(made.json.object().value(u"points"_s).toInteger(), 133423);
        const CliResult verified = cli({u"verify"_s, path(output), u"--json"_s});
        VERIFY_CLI(verified, 0);
        QTEST(verified.json.object().value(u"kind"_s).toString(), "kind");
        QCOMPARE(verified.json.object().value(u"points"_s).toInteger(), 133423);
    }

    void findsADamagedPyramid()
    {
        QFile whole(path(u"a.copc.laz"_s));
        QFile cut(path(u"cut.copc.laz"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly) && cut.open(QIODevice::WriteOnly));
        QByteArray bytes = whole.readAll();
        bytes.replace(bytes.size() / 2, 400, QByteArray(400, '\xaa'));
        cut.write(bytes);
        cut.close();
        const CliResult verified = cli({u"verify"_s, path(u"cut.copc.laz"_s), u"--json"_s});
        VERIFY_CLI(verified, 1);
        QVERIFY(!verified.json.object().value(u"errors"_s).toArray().isEmpty());
        const CliResult refused = cli({u"publish"_s, path(u"cut.copc.laz"_s), u"--layer"_s, u"cut"_s, u"--json"_s});
        VERIFY_CLI(refused, 4);
    }

    void derivesAndEstimates()
    {
        const CliResult derived = cli({u"derive"_s, tile(), u"--product"_s, u"dtm"_s, u"--cell"_s, u"1"_s, u"--output"_s,
            path(u"dtm.tif"_s), u"--json"_s});
        VERIFY_CLI(derived, 0);
        QCOMPARE(derived.json.object().value(u"width"_s).toInt(), 50);
        const CliResult estimate = cli({u"estimate"_s, tile(), u"--json"_s});
        VERIFY_CLI(estimate, 0);
        QVERIFY(!estimate.json.object().value(u"levels"_s).toArray().isEmpty());
    }

    void saysWhatIsWrongWithTheCommand_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("word");
        const QStringList publish{u"publish"_s, tile(), u"--layer"_s, u"bad"_s};
        QTest::newRow("wmts of nothing") << publish + QStringList{u"--service"_s, u"wmts"_s} << QByteArray("product");
        QTest::newRow("wms-v") << publish + QStringList{u"--product"_s, u"dtm"_s, u"--service"_s, u"wms-v"_s}
                               << QByteArray("dtm");
        QTest::newRow("product") << publish + QStringList{u"--product"_s, u"gold"_s} << QByteArray("gold");
        QTest::newRow("cell") << publish + QStringList{u"--product"_s, u"dtm"_s, u"--cell"_s, u"0"_s}
                              << QByteArray("--cell");
        QTest::newRow("format") << publish + QStringList{u"--cloud-format"_s, u"zip"_s} << QByteArray("zip");
        QTest::newRow("style") << publish + QStringList{u"--style"_s, tile()} << QByteArray("Styles of rasters");
        QTest::newRow("derive nothing") << QStringList{u"derive"_s, tile(), u"--output"_s, u"a.tif"_s}
                                        << QByteArray("--product");
        QTest::newRow("derive to nowhere")
            << QStringList{u"derive"_s, tile(), u"--product"_s, u"dtm"_s} << QByteArray("--output");
        QTest::newRow("tms") << QStringList{u"generate"_s, u"pointcloud"_s, tile(), u"--output"_s, u"a.copc.laz"_s,
            u"--tms"_s, u"PM"_s}
                             << QByteArray("--tms");
    }

    void saysWhatIsWrongWithTheCommand()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, word);
        const CliResult result = cli(arguments);
        VERIFY_CLI(result, 2);
        QVERIFY2(result.errors.contains(word), result.errors.constData());
    }

    void stopsAtTheChecks()
    {
        QFile whole(tile());
        QFile cut(path(u"cut.laz"_s));
        QVERIFY(whole.open(QIODevice::ReadOnly) && cut.open(QIODevice::WriteOnly));
        cut.write(whole.read(100000));
        cut.close();
        const CliResult here = cli({u"publish"_s, path(u"cut.laz"_s), u"--layer"_s, u"cut"_s, u"--json"_s});
        VERIFY_CLI(here, 4);
        // The server's own checks say the same.
        const CliResult there =
            cli({u"publish"_s, path(u"cut.laz"_s), u"--layer"_s, u"cut"_s, u"--no-check"_s, u"--json"_s});
        VERIFY_CLI(there, 4);
        QVERIFY(!there.json.object().value(u"findings"_s).toArray().isEmpty());
    }

    void publishesDownloadAndTerrain()
    {
        const CliResult result = cli(
            {u"publish"_s, tile(), u"--layer"_s, u"lidar"_s, u"--product"_s, u"dtm"_s, u"--cell"_s, u"0.5"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        m_published = result.json.object();
        QCOMPARE(m_published.value(u"offerings"_s).toArray().size(), 4);
        const QJsonObject download = downloadOf(m_published);
        QCOMPARE(download.value(u"format"_s).toString(), u"COPC"_s);
        QCOMPARE(download.value(u"points"_s).toInteger(), 72770);
        const HttpResult copc = httpGet(download.value(u"url"_s).toString());
        QCOMPARE(copc.status, 200);
        QFile file(path(u"fetched.copc.laz"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(copc.body);
        file.close();
        const CliResult verified = cli({u"verify"_s, path(u"fetched.copc.laz"_s), u"--json"_s});
        VERIFY_CLI(verified, 0);
        QCOMPARE(verified.json.object().value(u"points"_s).toInteger(), 72770);
        const CliResult map = python(u"vectorread.py"_s, {u"wmsv"_s, root(), u"lidar"_s, u"wms-r"_s});
        VERIFY_CLI(map, 0);
        for (const QJsonValue version : map.json.object())
            QVERIFY2(version[u"colours"_s].toInt() > 10, map.output.constData());
    }

    void publishesHillshadeAlone()
    {
        const CliResult result = cli({u"publish"_s, tile(), u"--layer"_s, u"ombrage"_s, u"--product"_s, u"hillshade"_s,
            u"--service"_s, u"wmts"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        QCOMPARE(result.json.object().value(u"offerings"_s).toArray().size(), 1);
        const CliResult wmts = python(u"vectorread.py"_s, {u"wmts"_s, root(), u"ombrage"_s});
        VERIFY_CLI(wmts, 0);
        QVERIFY2(wmts.json.object().value(u"values"_s).toInt() > 10, wmts.output.constData());
    }

    void updatesAndRollsBack()
    {
        const CliResult updated = cli({u"update"_s, u"lidar"_s, tile(u"77055_627760"_s), u"--json"_s});
        VERIFY_CLI(updated, 0);
        QCOMPARE(downloadOf(m_published).value(u"points"_s).toInteger(), 133423 - 72770);
        const CliResult versions = cli({u"versions"_s, u"lidar"_s, u"--json"_s});
        VERIFY_CLI(versions, 0);
        QCOMPARE(versions.json.array().size(), 2);
        VERIFY_CLI(cli({u"rollback"_s, u"lidar"_s}), 0);
        QCOMPARE(downloadOf(m_published).value(u"points"_s).toInteger(), 72770);
    }

    void takesPyramidsMadeHere()
    {
        for (const auto &[file, layer, format] : {std::tuple{u"a.copc.laz"_s, u"copc"_s, u"COPC"_s},
                 std::tuple{u"b.vpc"_s, u"vpc"_s, u"VPC"_s}, std::tuple{u"ept"_s, u"ept"_s, u"EPT"_s}}) {
            const CliResult result = cli({u"publish"_s, path(file), u"--layer"_s, layer, u"--copy-files"_s, u"--json"_s});
            VERIFY_CLI(result, 0);
            const QJsonObject download = downloadOf(result.json.object());
            QCOMPARE(download.value(u"format"_s).toString(), format);
            QCOMPARE(httpGet(download.value(u"url"_s).toString()).status, 200);
        }
    }

    void leavesNothingBehind()
    {
        for (const QString &layer : {u"lidar"_s, u"ombrage"_s, u"copc"_s, u"vpc"_s, u"ept"_s})
            VERIFY_CLI(cli({u"unpublish"_s, layer, u"--delete-data"_s}), 0);
        const CliResult layers = cli({u"layers"_s, u"--json"_s});
        VERIFY_CLI(layers, 0);
        QVERIFY(layers.json.array().isEmpty());
        QCOMPARE(httpGet(serviceUrl(m_published, u"download"_s)).status, 404);
    }
};

TUILERIE_TEST_MAIN(CliPointCloudTest)
#include "clipointcloudtest.moc"
