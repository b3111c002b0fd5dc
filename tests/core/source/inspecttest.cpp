// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasterfixture.h"
#include "source/inspect.h"
#include "source/lasheader.h"
#include "support/testsupport.h"

#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;

class InspectTest : public QObject
{
    Q_OBJECT

    static QJsonArray inspected(const QStringList &paths)
    {
        SilentControl control;
        const auto objects = inspectPaths(paths, control);
        if (!objects)
            qWarning("%s", qPrintable(objects.error().message + objects.error().detail));
        return objects.value_or(QJsonArray());
    }

    static QJsonObject one(const QString &relative)
    {
        const QJsonArray objects = inspected({dataPath(relative)});
        return objects.size() == 1 ? objects.first().toObject() : QJsonObject();
    }

private slots:
    void rasterAsGdalinfoSaysIt()
    {
        for (const char *name : {"rgb_27700_2m.tif", "ALLINGES_RGF93_CC46_1_1.tif", "dem.tif", "dtm_with_holes_27700.tif"}) {
            const QString relative = QStringLiteral("raster/") + QString::fromLatin1(name);
            const QJsonObject object = one(relative);
            const auto gdalinfo = runProgram(QStringLiteral("gdalinfo"), {QStringLiteral("-json"), dataPath(relative)});
            if (gdalinfo.exitCode != 0)
                QSKIP("no gdalinfo");
            const QJsonObject expected = QJsonDocument::fromJson(gdalinfo.output).object();
            const QJsonObject raster = object.value(QStringLiteral("raster")).toObject();
            QCOMPARE(object.value(QStringLiteral("kind")).toString(), QStringLiteral("raster"));
            QCOMPARE(raster.value(QStringLiteral("width")), expected.value(QStringLiteral("size")).toArray()[0]);
            QCOMPARE(raster.value(QStringLiteral("height")), expected.value(QStringLiteral("size")).toArray()[1]);
            QCOMPARE(raster.value(QStringLiteral("bands")).toInt(),
                int(expected.value(QStringLiteral("bands")).toArray().size()));
            const QJsonArray corner =
                expected.value(QStringLiteral("cornerCoordinates")).toObject().value(QStringLiteral("lowerRight")).toArray();
            const QJsonArray extent = object.value(QStringLiteral("extent")).toArray();
            QVERIFY(std::abs(extent[2].toDouble() - corner[0].toDouble()) < 1e-3
                && std::abs(extent[1].toDouble() - corner[1].toDouble()) < 1e-3);
            // gdalinfo gives the four corners in WGS 84 as a polygon.
            const QJsonArray ring = expected.value(QStringLiteral("wgs84Extent"))
                                        .toObject()
                                        .value(QStringLiteral("coordinates"))
                                        .toArray()[0]
                                        .toArray();
            const QJsonArray box = object.value(QStringLiteral("extent_wgs84")).toArray();
            QVERIFY(!ring.isEmpty() && box.size() == 4);
            for (const QJsonValue &point : ring) {
                QVERIFY(point.toArray()[0].toDouble() > box[0].toDouble() - 1e-4
                    && point.toArray()[0].toDouble() < box[2].toDouble() + 1e-4);
                QVERIFY(point.toArray()[1].toDouble() > box[1].toDouble() - 1e-4
                    && point.toArray()[1].toDouble() < box[3].toDouble() + 1e-4);
            }
        }
    }

    void vectorAsOgrSaysIt()
    {
        const QString script =
            QStringLiteral("import sys,json\nfrom osgeo import ogr\nd=ogr.Open(sys.argv[1])\n"
                           "print(json.dumps([[l.GetName(), l.GetFeatureCount(), [f.name for f in l.schema]] for l in d]))");
        for (const char *name :
            {"communes.gpkg", "mixed_layers.gpkg", "points_gpkg.gpkg", "CANTON/CANTON.shp", "installation.gpkg"}) {
            const QString relative = QStringLiteral("vector/") + QString::fromLatin1(name);
            const auto python =
                runProgram(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), script, dataPath(relative)});
            if (python.exitCode != 0)
                QSKIP("no Python with osgeo");
            const QJsonArray expected = QJsonDocument::fromJson(python.output).array();
            const QJsonObject object = one(relative);
            QCOMPARE(object.value(QStringLiteral("kind")).toString(), QStringLiteral("vector"));
            const QJsonArray layers =
                object.value(QStringLiteral("vector")).toObject().value(QStringLiteral("layers")).toArray();
            QCOMPARE(layers.size(), expected.size());
            for (qsizetype i = 0; i < layers.size(); ++i) {
                const QJsonObject layer = layers[i].toObject();
                QCOMPARE(layer.value(QStringLiteral("name")), expected[i].toArray()[0]);
                QCOMPARE(layer.value(QStringLiteral("features")), expected[i].toArray()[1]);
                QJsonArray names;
                for (const QJsonValue &field : layer.value(QStringLiteral("fields")).toArray())
                    names.append(field.toObject().value(QStringLiteral("name")));
                QCOMPARE(names, expected[i].toArray()[2].toArray());
            }
        }
        QCOMPARE(one(QStringLiteral("vector/CANTON/CANTON.shp")).value(QStringLiteral("crs")).toString(),
            QStringLiteral("EPSG:2154"));
        const QJsonObject communes = one(QStringLiteral("vector/communes.gpkg"))
                                         .value(QStringLiteral("vector"))
                                         .toObject()
                                         .value(QStringLiteral("layers"))
                                         .toArray()[0]
                                         .toObject();
        QCOMPARE(communes.value(QStringLiteral("fid_column")).toString(), QStringLiteral("fid"));
        QCOMPARE(communes.value(QStringLiteral("spatial_index")).toBool(), true);
        QCOMPARE(communes.value(QStringLiteral("encoding")).toString(), QStringLiteral("UTF-8"));
    }

    void pointCloudHeaders_data()
    {
        // Figures of the collection's own list.
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("points");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("crs");
        QTest::newRow("lidar hd") << QStringLiteral("ign/test_data_77055_627755_LA93_IGN69.laz") << qint64(72770) << 8
                                  << QStringLiteral("EPSG:2154");
        QTest::newRow("réunion") << QStringLiteral("ign/sample_lareunion_epsg2975.laz") << qint64(59712) << 8
                                 << QStringLiteral("EPSG:2975");
        QTest::newRow("geotiff keys") << QStringLiteral("lasr/Megaplot.las") << qint64(81590) << 1
                                      << QStringLiteral("EPSG:26917");
        QTest::newRow("geotiff keys of laz")
            << QStringLiteral("lasr/bcts_1.laz") << qint64(531662) << 1 << QStringLiteral("EPSG:3005");
        QTest::newRow("las 1.0 without crs") << QStringLiteral("lasr/nocrs.las") << qint64(30) << 1 << QString();
        QTest::newRow("one point") << QStringLiteral("ign/test_data_0436_6384_LA93_IGN69_single_point.laz") << qint64(1) << 8
                                   << QString();
        QTest::newRow("copc") << QStringLiteral("lasr/example.copc.laz") << qint64(30) << 6 << QStringLiteral("EPSG:26917");
    }

    void pointCloudHeaders()
    {
        QFETCH(QString, name);
        QFETCH(qint64, points);
        QFETCH(int, format);
        QFETCH(QString, crs);
        const QJsonObject object = one(QStringLiteral("pointcloud/") + name);
        const QJsonObject cloud = object.value(QStringLiteral("pointcloud")).toObject();
        QCOMPARE(object.value(QStringLiteral("kind")).toString(), QStringLiteral("pointcloud"));
        QCOMPARE(cloud.value(QStringLiteral("points")).toInteger(), points);
        QCOMPARE(cloud.value(QStringLiteral("format")).toInt(), format);
        QCOMPARE(object.value(QStringLiteral("crs")).toString(), crs);
        // Small files are counted as a whole, compressed or not.
        qint64 sum = 0;
        for (const QJsonValue &count : cloud.value(QStringLiteral("classes")).toObject())
            sum += count.toInteger();
        QCOMPARE(sum, points);
        QCOMPARE(cloud.value(QStringLiteral("classes_sampled")).toBool(), false);
        QCOMPARE(object.value(QStringLiteral("driver")).toString(),
            name.contains(QLatin1String(".copc."))     ? QStringLiteral("COPC")
                : name.endsWith(QLatin1String(".laz")) ? QStringLiteral("LAZ")
                                                       : QStringLiteral("LAS"));
    }

    void pointCloudTrees()
    {
        for (const char *name :
            {"pdal/ept-1.2-with-color", "pdal/ept-1.2-with-color/ept.json"}) { // a folder of one EPT is that EPT
            const QJsonObject object = one(QStringLiteral("pointcloud/") + QLatin1String(name));
            const QJsonObject cloud = object.value(QStringLiteral("pointcloud")).toObject();
            QCOMPARE(object.value(QStringLiteral("driver")).toString(), QStringLiteral("EPT"));
            QCOMPARE(object.value(QStringLiteral("files")).toInt(), 1);
            QCOMPARE(cloud.value(QStringLiteral("points")).toInteger(), qint64(1065));
            QCOMPARE(cloud.value(QStringLiteral("nodes")).toInt(), 1);
            QCOMPARE(cloud.value(QStringLiteral("data_type")).toString(), QStringLiteral("laszip"));
            QCOMPARE(cloud.value(QStringLiteral("format")).toInt(), 3);
            QCOMPARE(cloud.value(QStringLiteral("sampled_points")).toInteger(), qint64(1065));
        }
        QTemporaryDir folder;
        const QString vpc = folder.filePath(QStringLiteral("index.vpc"));
        QVERIFY(QFile::copy(dataPath(QStringLiteral("pointcloud/itowns/copcStac.json")), vpc));
        const QJsonObject object = inspected({vpc}).first().toObject();
        QCOMPARE(object.value(QStringLiteral("driver")).toString(), QStringLiteral("VPC"));
        QCOMPARE(object.value(QStringLiteral("crs")).toString(), QStringLiteral("EPSG:2154"));
        QVERIFY(
            object.value(QStringLiteral("pointcloud")).toObject().value(QStringLiteral("points")).toInteger() > 30266895);
        QVERIFY(object.value(QStringLiteral("extent_wgs84")).isArray());
        // A big file is sampled, and says so.
        const QJsonObject big = one(QStringLiteral("pointcloud/lasr")).value(QStringLiteral("pointcloud")).toObject();
        QVERIFY(big.value(QStringLiteral("classes_sampled")).toBool());
        QVERIFY(big.value(QStringLiteral("sampled_points")).toInteger() < big.value(QStringLiteral("points")).toInteger());
        QVERIFY(big.value(QStringLiteral("classes")).toObject().contains(QLatin1String("2")));
    }

    void manyCloudsAreOneDataSet()
    {
        const QJsonArray objects = inspected(
            {dataPath(QStringLiteral("pointcloud/ign")) + QStringLiteral("/test_data_770??_6277??_LA93_IGN69.laz")});
        QCOMPARE(objects.size(), 1);
        QCOMPARE(objects.first()
                     .toObject()
                     .value(QStringLiteral("pointcloud"))
                     .toObject()
                     .value(QStringLiteral("points"))
                     .toInteger(),
            qint64(72770 + 83518 + 60653 + 59606));
        QCOMPARE(objects.first().toObject().value(QStringLiteral("files")).toInt(), 4);
    }

    // Each prefix of a header is refused or read, never a crash.
    void cutPointCloudsAreRefused()
    {
        QFile file(dataPath(QStringLiteral("pointcloud/lasr/Megaplot.las")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        QTemporaryDir folder;
        for (qsizetype cut = 0; cut < whole.size(); cut += cut < 1000 ? 11 : 500009) {
            QFile part(folder.filePath(QStringLiteral("cut.las")));
            QVERIFY(part.open(QIODevice::WriteOnly | QIODevice::Truncate));
            part.write(whole.left(cut));
            part.close();
            const auto header = readLasHeader(part.fileName());
            QVERIFY(!header);
            QCOMPARE(header.error().code, ErrorCode::Corrupt);
        }
    }

    void kindsAreTold()
    {
        QTemporaryDir folder;
        const auto put = [&folder](const char *name, const QByteArray &content) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
        };
        QVERIFY(put("tiles/a.tif", "x") && put("tiles/a.tfw", "x") && put("tiles/b.tif", "x") && put("tiles/notes.gpkg", "x")
            && put("noname", "LASF") && put("readme", "text") && put("head", QByteArray("II*\0", 4)));
        QCOMPARE(sourceKind({folder.filePath(QStringLiteral("tiles"))}), SourceKind::Raster);
        QCOMPARE(sourceKind({folder.filePath(QStringLiteral("tiles/*.gpkg"))}), SourceKind::Vector);
        QCOMPARE(sourceKind({folder.filePath(QStringLiteral("noname"))}), SourceKind::PointCloud);
        QCOMPARE(sourceKind({folder.filePath(QStringLiteral("head"))}), SourceKind::Raster);
        QCOMPARE(sourceKind({folder.filePath(QStringLiteral("readme"))}), SourceKind::Unknown);
        SilentControl control;
        QVERIFY(!inspectPaths({folder.filePath(QStringLiteral("readme"))}, control));
        QVERIFY(!inspectPaths({folder.filePath(QStringLiteral("nothing"))}, control));
        QVERIFY(!inspectPaths({folder.filePath(QStringLiteral("tiles"))}, control));
    }
};

TUILERIE_TEST_MAIN(InspectTest)
#include "inspecttest.moc"
