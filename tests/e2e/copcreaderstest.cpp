// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "source/lasheader.h"

#include <QFileInfo>
#include <QStandardPaths>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Our COPC files in readers that are not ours: the npm libraries copc and laz-perf under node, and the viewer page's 3D
/// view in a browser, from a server that publishes them.
class CopcReadersTest : public QObject
{
    Q_OBJECT

    static QString bundled(const QString &name)
    {
        return qEnvironmentVariable("TUILERIE_WEB", QStringLiteral(WEB_BUNDLE)) + u'/' + name;
    }

private slots:
    void javaScriptReadsEveryPoint_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("four lidar hd tiles that abut")
            << QStringList{u"ign/test_data_77055_627755_LA93_IGN69.laz"_s, u"ign/test_data_77055_627760_LA93_IGN69.laz"_s,
                   u"ign/test_data_77060_627755_LA93_IGN69.laz"_s, u"ign/test_data_77060_627760_LA93_IGN69.laz"_s};
        QTest::newRow("las 1.2, format 1") << QStringList{u"lasr/Megaplot.las"_s};
        QTest::newRow("own colours") << QStringList{u"pdal/autzen_trim.laz"_s};
        QTest::newRow("réunion") << QStringList{u"ign/sample_lareunion_epsg2975.laz"_s};
        QTest::newRow("extra bytes") << QStringList{u"ign/las_with_several_extra_byte_bloc.laz"_s};
        QTest::newRow("a single point") << QStringList{u"ign/test_data_0436_6384_LA93_IGN69_single_point.laz"_s};
        QTest::newRow("copc again") << QStringList{u"copcjs/ellipsoid.copc.laz"_s};
    }

    // Count, bounds and places of all points, decoded by laz-perf.
    void javaScriptReadsEveryPoint()
    {
        const QString node = QStandardPaths::findExecutable(u"node"_s);
        if (node.isEmpty() || !QFileInfo::exists(bundled(u"copcread.mjs"_s)))
            QSKIP("no node, or the viewer's bundle was not built (./setup builds it)");
        QFETCH(QStringList, names);
        QTemporaryDir folder;
        PointCloudParams params;
        params.output = folder.filePath(u"out.copc.laz"_s);
        params.assignCrs = u"EPSG:2154"_s;
        qint64 points = 0;
        double least[3] = {1e300, 1e300, 1e300}, most[3] = {-1e300, -1e300, -1e300};
        double scale = 0;
        for (const QString &name : names) {
            params.paths << dataPath(u"pointcloud/"_s + name);
            const auto header = readLasHeader(params.paths.last());
            VERIFY_OK(header);
            points += header->points;
            const double low[3] = {header->extent.west, header->extent.south, header->minZ},
                         high[3] = {header->extent.east, header->extent.north, header->maxZ};
            for (int axis = 0; axis < 3; ++axis) {
                least[axis] = std::min(least[axis], low[axis]);
                most[axis] = std::max(most[axis], high[axis]);
                scale = std::max(scale, header->scale[axis]);
            }
        }
        SilentControl control;
        const auto made = generatePointCloud(params, control);
        VERIFY_OK(made);
        const ProcessResult read = runProgram(node, {bundled(u"copcread.mjs"_s), params.output}, 250000);
        QVERIFY2(read.exitCode == 0, read.errors.constData());
        const QJsonObject told = QJsonDocument::fromJson(read.output).object();
        QCOMPARE(told.value(u"points"_s).toInteger(), points);
        QCOMPARE(told.value(u"decoded"_s).toInteger(), points);
        QCOMPARE(told.value(u"outsideTheirNode"_s).toInteger(), qint64(0));
        QVERIFY(told.value(u"largestNode"_s).toInteger() <= 100000);
        // The library counts empty nodes as well.
        QVERIFY(told.value(u"nodes"_s).toInteger() >= made->nodes);
        const QJsonArray cube = told.value(u"cube"_s).toArray();
        for (int axis = 0; axis < 3; ++axis) {
            for (const QString &word : {u"min"_s, u"decodedMin"_s})
                QVERIFY2(
                    std::abs(told.value(word).toArray()[axis].toDouble() - least[axis]) <= scale, read.output.constData());
            for (const QString &word : {u"max"_s, u"decodedMax"_s})
                QVERIFY2(
                    std::abs(told.value(word).toArray()[axis].toDouble() - most[axis]) <= scale, read.output.constData());
            QVERIFY(cube[axis].toDouble() <= least[axis] + scale && cube[axis + 3].toDouble() >= most[axis] - scale);
        }
        QVERIFY2(told.value(u"wkt"_s).toString().contains(u"PROJC"_s), read.output.constData());
    }

    void brokenFilesAreRefused()
    {
        const QString node = QStandardPaths::findExecutable(u"node"_s);
        if (node.isEmpty() || !QFileInfo::exists(bundled(u"copcread.mjs"_s)))
            QSKIP("no node, or the viewer's bundle was not built (./setup builds it)");
        // So that the test above can fail: what is no COPC is not read as one.
        QVERIFY(runProgram(
                    node, {bundled(u"copcread.mjs"_s), dataPath(u"pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"_s)})
                    .exitCode
            != 0);
    }

    // From a LAZ file to a picture in a browser, through the command line and the server.
    void chromiumShowsThePublishedCloud()
    {
        const QString chromium = QStandardPaths::findExecutable(u"chromium"_s);
        if (chromium.isEmpty())
            QSKIP("no chromium in PATH (package chromium)");
        QTemporaryDir folder;
        ServerGuard guard;
        const CliResult published = cli({u"publish"_s, dataPath(u"pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz"_s),
            dataPath(u"pointcloud/ign/test_data_77060_627755_LA93_IGN69.laz"_s), u"--layer"_s, u"nuage"_s, u"--service"_s,
            u"download"_s, u"--json"_s});
        VERIFY_CLI(published, 0);
        const QString root = serviceUrl(published.json.object(), u"download"_s).section(u"/download"_s, 0, 0);
        if (httpGet(root + u"/viewer/view3d.js"_s).status != 200)
            QSKIP("the server was built without the viewer's bundle (./setup builds it)");
        const CliResult seen =
            python(u"viewer3d.py"_s, {root, u"nuage"_s, chromium, folder.path(), folder.filePath(u"seen.png"_s)});
        VERIFY_CLI(seen, 0);
        const QJsonObject told = seen.json.object();
        qInfo("Chromium: %s", seen.output.simplified().constData());
        const qint64 total = 72770 + 83518; // the collection's own list
        QCOMPARE(told.value(u"total"_s).toInteger(), total);
        QVERIFY(told.value(u"points"_s).toInteger() > 10000 && told.value(u"points"_s).toInteger() <= total);
        QVERIFY2(told.value(u"covered"_s).toDouble() > 0.05, seen.output.constData());
        for (const QString &word : {u"byClass"_s, u"byIntensity"_s, u"dragged"_s, u"near"_s})
            QVERIFY2(told.value(word).toDouble() > 0.01, qPrintable(word + u' ' + QString::fromUtf8(seen.output)));
        const QJsonArray links = told.value(u"links"_s).toArray();
        QVERIFY2(!links.isEmpty() && links.first().toString().endsWith(u".copc.laz"_s), seen.output.constData());
        const HttpResult file = httpGet(links.first().toString());
        QVERIFY(file.status == 200 && file.body.startsWith("LASF"));
        QVERIFY2(told.value(u"messages"_s).toArray().isEmpty(), seen.output.constData());
    }
};

TUILERIE_TEST_MAIN(CopcReadersTest)
#include "copcreaderstest.moc"
