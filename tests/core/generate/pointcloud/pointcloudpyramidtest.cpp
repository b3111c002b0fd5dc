// SPDX-License-Identifier: GPL-3.0-or-later
// Every point and every attribute kept, every node within its box and its size, the same bytes whatever the workers, the
// memory and the order.
#include "generate/pointcloud/pointcloudpyramid.h"

#include "base/atomicfile.h"
#include "cloudsum.h"
#include "copcchecks.h"
#include "support/testsupport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

class PointCloudPyramidTest : public QObject
{
    Q_OBJECT

private slots:
    void filesOfProducers_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("crs");
        QTest::newRow("four tiles") << tiles() << QString();
        QTest::newRow("extra dimensions") << QStringList{QStringLiteral(
            "ign/test_data_77055_627755_LA93_IGN69_extra_dims.laz")}
                                          << QString();
        QTest::newRow("two records of extra bytes")
            << QStringList{QStringLiteral("ign/las_with_several_extra_byte_bloc.laz")} << QString();
        QTest::newRow("one point") << QStringList{QStringLiteral("ign/test_data_0436_6384_LA93_IGN69_single_point.laz")}
                                   << QStringLiteral("EPSG:2154");
        QTest::newRow("duplicates") << QStringList{QStringLiteral("ign/crop_duplicate.laz")} << QString();
        QTest::newRow("overseas") << QStringList{QStringLiteral("ign/sample_lareunion_epsg2975.laz")} << QString();
        QTest::newRow("sparse") << QStringList{QStringLiteral("ign/test_semis_2023_0292_6833_LA93_IGN69.laz")} << QString();
        QTest::newRow("no EPSG in its keys")
            << QStringList{QStringLiteral("ign/test_noepsg_043500_629205_IGN69.laz")} << QStringLiteral("EPSG:2154");
        QTest::newRow("LAS 1.2, PDRF 1") << QStringList{QStringLiteral("lasr/bcts_1.laz"), QStringLiteral("lasr/bcts_2.laz")}
                                         << QString();
        QTest::newRow("uncompressed") << QStringList{QStringLiteral("lasr/Megaplot.las")} << QString();
        QTest::newRow("undescribed extra bytes")
            << QStringList{QStringLiteral("laspy/unregistered_extra_bytes.las")} << QStringLiteral("EPSG:2154");
        QTest::newRow("waveforms, PDRF 10") << QStringList{QStringLiteral("laspy/fullwave.laz")} << QString();
        QTest::newRow("waveforms, PDRF 4")
            << QStringList{QStringLiteral("laspy/simple1_3.las")} << QStringLiteral("EPSG:2154");
        QTest::newRow("scales with no common measure")
            << QStringList{QStringLiteral("laspy/test1_4.las")} << QStringLiteral("EPSG:26915");
        QTest::newRow("NaN time") << QStringList{QStringLiteral("pdal/gps-time-nan.las")} << QStringLiteral("EPSG:2154");
        QTest::newRow("degrees") << QStringList{QStringLiteral("pdal/epsg_4326.las")} << QString();
        QTest::newRow("terrestrial, degrees")
            << QStringList{QStringLiteral("pdal/lone-star.laz")} << QStringLiteral("EPSG:4326");
        QTest::newRow("very old LASzip") << QStringList{QStringLiteral("pdal/simple-laszip-compressor-version-1.2r0.laz")}
                                         << QStringLiteral("EPSG:2154");
        QTest::newRow("PDRF 2") << QStringList{QStringLiteral("pdal/1.2_2.las")} << QString();
        QTest::newRow("COPC again") << QStringList{QStringLiteral("copcjs/ellipsoid.copc.laz")} << QString();
        QTest::newRow("PDRF 3 RGB") << QStringList{QStringLiteral("pdal/autzen_trim.laz")} << QStringLiteral("EPSG:2992");
    }
    void filesOfProducers()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, crs);
        PointCloudParams params = paramsFor(names);
        params.assignCrs = crs;
        RecordingControl control;
        const auto result = generatePointCloud(params, control);
        VERIFY_OK(result);
        const CloudSum before = cloudSum(params.paths), after = cloudSum({params.output});
        QVERIFY2(before.error.isEmpty() && after.error.isEmpty(), qPrintable(before.error + after.error));
        QCOMPARE(after.points, before.points);
        QVERIFY(after == before);
        QCOMPARE(result->points, before.points);
        QCOMPARE(copcProblem(params.output), QString());
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".part")));
        QCOMPARE(QDir(m_folder.path()).entryList({QStringLiteral(".*journal")}, QDir::Hidden | QDir::Dirs), QStringList());
    }

    void sameBytes()
    {
        PointCloudParams params = paramsFor(tiles());
        params.workers = 1;
        const QByteArray expected = hashOfRun(params);
        params.workers = 3;
        std::reverse(params.paths.begin(), params.paths.end());
        QCOMPARE(hashOfRun(params), expected);
        params.memoryMiB = 160; // several cells, or the least that is possible
        QCOMPARE(hashOfRun(params), expected);
    }

    // Strips that overlap, in one square: too many for the memory, so that they are spilled. The bytes are those of a run in
    // memory.
    void overlappingStrips()
    {
        QStringList paths;
        for (int strip = 0; strip < 4; ++strip) {
            const QString path = m_folder.filePath(QStringLiteral("strip%1.las").arg(strip));
            QVERIFY(
                writeLas(path, landscape(500000, 100000 * strip / 4, 100000 * strip / 4 + 60000, 0, 150000, 10 + strip)));
            paths << path;
        }
        PointCloudParams params;
        params.paths = paths;
        params.output = m_folder.filePath(QStringLiteral("strips.copc.laz"));
        params.workers = 2;
        params.memoryMiB = 2000;
        const QByteArray expected = hashOfRun(params, true);
        QCOMPARE(m_temporary, 0);
        QCOMPARE(copcProblem(params.output), QString());
        QVERIFY(cloudSum(paths) == cloudSum({params.output}));
        QFile::remove(params.output);
        params.memoryMiB = 64; // 400,000 points at a time
        std::swap(params.paths[0], params.paths[3]);
        QCOMPARE(hashOfRun(params, true), expected);
        QVERIFY(m_temporary > 0);
        qint64 input = 0;
        for (const QString &path : paths)
            input += QFileInfo(path).size();
        QVERIFY2(m_temporary < input / 2, qPrintable(QString::number(m_temporary)));
    }

    // Four tiles of 1 km whose points lie on their very edges, also on the far ones: no temporary file, nothing lost.
    void tileEdges()
    {
        QStringList paths;
        for (int t = 0; t < 4; ++t) {
            const int x0 = 63600000 + t % 2 * 100000, y0 = 693300000 + t / 2 * 100000;
            std::vector<TestPoint> points = landscape(150000, x0, x0 + 100000, y0, y0 + 100000, 30 + t);
            for (int i = 0; i <= 100; ++i)
                for (const auto &[x, y] : {std::pair(x0 + i * 1000, y0), std::pair(x0 + i * 1000, y0 + 100000),
                         std::pair(x0, y0 + i * 1000), std::pair(x0 + 100000, y0 + i * 1000)})
                    points.push_back({x, y, 10000, 1, 0x11, 0, 2, 0, 0, quint16(t), double(i), 0, 0, 0, 0});
            paths << m_folder.filePath(QStringLiteral("tile%1.las").arg(t));
            QVERIFY(writeLas(paths.last(), points));
        }
        PointCloudParams params;
        params.paths = paths;
        params.output = m_folder.filePath(QStringLiteral("edges.copc.laz"));
        params.memoryMiB = 64;
        const QByteArray small = hashOfRun(params, true);
        QCOMPARE(m_temporary, 0);
        QCOMPARE(copcProblem(params.output), QString());
        QVERIFY(cloudSum(paths) == cloudSum({params.output}));
        QFile::remove(params.output);
        params.memoryMiB = 2000;
        params.workers = 1;
        QCOMPARE(hashOfRun(params), small);
    }

    void heapOfDuplicates()
    {
        std::vector<TestPoint> points = landscape(50000, 0, 100000, 0, 100000, 5);
        for (int i = 0; i < 350000; ++i)
            points.push_back({50000, 50000, 5000, quint16(i % 7), 0x11, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0});
        const QString path = m_folder.filePath(QStringLiteral("heap.las"));
        QVERIFY(writeLas(path, points));
        PointCloudParams params;
        params.paths = QStringList{path};
        params.output = m_folder.filePath(QStringLiteral("heap.copc.laz"));
        hashOfRun(params, true);
        QCOMPARE(copcProblem(params.output), QString()); // also that no node has more than 100,000
        QVERIFY(cloudSum({path}) == cloudSum({params.output}));
    }

    void tooManyDuplicates()
    {
        const QString path = m_folder.filePath(QStringLiteral("pillar.las"));
        QVERIFY(writeLas(path, std::vector<TestPoint>(2400000)));
        PointCloudParams params;
        params.paths = QStringList{path};
        params.output = m_folder.filePath(QStringLiteral("pillar.copc.laz"));
        SilentControl control;
        const auto result = generatePointCloud(params, control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Unsupported);
        QVERIFY(!QFileInfo::exists(params.output + QStringLiteral(".part")));
    }

    void highAndDense()
    {
        // 3,000 m of relief over 100 m: several nodes above each other at every level.
        std::vector<TestPoint> points = landscape(300000, 0, 10000, 0, 10000, 8);
        QRandomGenerator random(8);
        for (TestPoint &p : points)
            p.z = random.bounded(300000);
        const QString path = m_folder.filePath(QStringLiteral("high.las"));
        QVERIFY(writeLas(path, points));
        PointCloudParams params;
        params.paths = QStringList{path};
        params.output = m_folder.filePath(QStringLiteral("high.copc.laz"));
        const QByteArray expected = hashOfRun(params, true);
        QCOMPARE(copcProblem(params.output), QString());
        QVERIFY(cloudSum({path}) == cloudSum({params.output}));
        QFile::remove(params.output);
        params.workers = 4;
        QCOMPARE(hashOfRun(params), expected);
    }

    void headerThatLies()
    {
        // Two tiles; the first one's header takes 100 m off either side of a file that reaches into the second tile.
        const QStringList paths{
            m_folder.filePath(QStringLiteral("liar.las")), m_folder.filePath(QStringLiteral("honest.las"))};
        TestFile lying;
        lying.boxError = 300;
        QVERIFY(writeLas(paths[0], landscape(120000, 10000, 120000, 0, 100000, 3), lying));
        QVERIFY(writeLas(paths[1], landscape(120000, 100000, 200000, 0, 100000, 4)));
        PointCloudParams params;
        params.paths = paths;
        params.output = m_folder.filePath(QStringLiteral("liar.copc.laz"));
        RecordingControl control;
        VERIFY_OK(generatePointCloud(params, control));
        QVERIFY(!control.warnings().isEmpty());
        QCOMPARE(copcProblem(params.output), QString());
        QVERIFY(cloudSum(paths) == cloudSum({params.output}));
    }

    void otherScalesAndFormats()
    {
        const QStringList paths{m_folder.filePath(QStringLiteral("a.las")), m_folder.filePath(QStringLiteral("b.las"))};
        TestFile fine;
        fine.pointFormat = 8;
        fine.scale = 0.001;
        fine.offset[0] = 1000;
        fine.extraBytes = 2;
        QVERIFY(writeLas(paths[0], landscape(20000, 0, 100000, 0, 100000, 1)));
        QVERIFY(writeLas(paths[1], landscape(20000, 0, 1000000, 0, 1000000, 2), fine));
        PointCloudParams params;
        params.paths = paths;
        params.output = m_folder.filePath(QStringLiteral("mixed.copc.laz"));
        RecordingControl control;
        const auto result = generatePointCloud(params, control);
        VERIFY_OK(result);
        QVERIFY(result->warnings.size() >= 2); // formats, extra bytes
        QCOMPARE(copcProblem(params.output), QString());
        const CloudSum before = cloudSum(paths), after = cloudSum({params.output});
        QCOMPARE(after.points, before.points);
        QCOMPARE(after.classes, before.classes);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(std::abs(after.minimum[i] - before.minimum[i]) < 1e-9);
            QVERIFY(std::abs(after.maximum[i] - before.maximum[i]) < 1e-9);
        }
    }

    void conflicts_data()
    {
        QTest::addColumn<int>("epsg");
        QTest::addColumn<double>("offset");
        QTest::addColumn<int>("extraType");
        QTest::addColumn<QString>("word");
        QTest::newRow("CRS") << 2975 << 0.0 << 3 << "other.las";
        QTest::newRow("no CRS") << 0 << 0.0 << 3 << "other.las";
        QTest::newRow("too far") << 2154 << 1e8 << 3 << ".las";
        QTest::newRow("extra bytes") << 2154 << 0.0 << 4 << "count";
    }
    void conflicts()
    {
        QFETCH(int, epsg);
        QFETCH(double, offset);
        QFETCH(int, extraType);
        QFETCH(QString, word);
        TestFile file;
        file.extraBytes = 2;
        const QStringList paths{
            m_folder.filePath(QStringLiteral("first.las")), m_folder.filePath(QStringLiteral("other.las"))};
        QVERIFY(writeLas(paths[0], landscape(100, 0, 1000, 0, 1000, 1), file));
        file.epsg = epsg;
        file.offset[0] = offset;
        file.extraType = extraType;
        QVERIFY(writeLas(paths[1], landscape(100, 0, 1000, 0, 1000, 1), file));
        PointCloudParams params;
        params.paths = paths;
        params.output = m_folder.filePath(QStringLiteral("conflict.copc.laz"));
        SilentControl control;
        const auto result = generatePointCloud(params, control);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Invalid);
        QVERIFY2(result.error().message.contains(word), qPrintable(result.error().message));
        QVERIFY(!QFileInfo::exists(params.output));
    }

    void outputs()
    {
        const QString path = m_folder.filePath(QStringLiteral("plain.las"));
        QVERIFY(writeLas(path, landscape(1000, 0, 1000, 0, 1000, 1)));
        PointCloudParams params;
        params.paths = QStringList{path};
        SilentControl control;
        params.output = m_folder.filePath(QStringLiteral("x.laz"));
        QCOMPARE(generatePointCloud(params, control).error().code, ErrorCode::Invalid);
        params.output = m_folder.filePath(QStringLiteral("twice.copc.laz"));
        VERIFY_OK(generatePointCloud(params, control));
        QCOMPARE(generatePointCloud(params, control).error().code, ErrorCode::Conflict);
        params.resume = true;
        const auto whole = generatePointCloud(params, control);
        VERIFY_OK(whole);
        QCOMPARE(whole->points, 1000);
        params.paths = QStringList{m_folder.filePath(QStringLiteral("missing.las"))};
        params.output = m_folder.filePath(QStringLiteral("y.copc.laz"));
        QCOMPARE(generatePointCloud(params, control).error().code, ErrorCode::NotFound);
    }

    void unreadable()
    {
        PointCloudParams params = paramsFor(
            {QStringLiteral("ign/Semis_2022_0906_6665_LA93_IGN69_nok.laz"), QStringLiteral("ign/crop_duplicate.laz")});
        SilentControl control;
        const auto stopped = generatePointCloud(params, control);
        QVERIFY(!stopped);
        QVERIFY2(stopped.error().message.contains(QStringLiteral("nok.laz")), qPrintable(stopped.error().message));
        params.skipUnreadable = true;
        const auto result = generatePointCloud(params, control);
        VERIFY_OK(result);
        QCOMPARE(result->points, 849);
        QVERIFY(!result->warnings.isEmpty());
    }

    void params()
    {
        PointCloudParams params;
        params.paths = QStringList{QStringLiteral("a"), QStringLiteral("b")};
        params.output = QStringLiteral("c.vpc");
        params.assignCrs = QStringLiteral("EPSG:2154");
        params.workers = 3;
        params.memoryMiB = 700;
        params.tmp = QStringLiteral("t");
        params.resume = params.skipUnreadable = true;
        const auto back = PointCloudParams::fromJson(params.toJson());
        VERIFY_OK(back);
        QVERIFY(*back == params);
        QVERIFY(!PointCloudParams::fromJson({{QStringLiteral("memory"), QStringLiteral("much")}}));
        QVERIFY(!PointCloudParams::fromJson({{QStringLiteral("resume"), 3}}));
    }

private:
    static QStringList tiles()
    {
        return {QStringLiteral("ign/test_data_77055_627755_LA93_IGN69.laz"),
            QStringLiteral("ign/test_data_77060_627755_LA93_IGN69.laz"),
            QStringLiteral("ign/test_data_77055_627760_LA93_IGN69.laz"),
            QStringLiteral("ign/test_data_77060_627760_LA93_IGN69.laz")};
    }
    PointCloudParams paramsFor(const QStringList &names)
    {
        PointCloudParams params;
        for (const QString &name : names)
            params.paths << dataPath(QStringLiteral("pointcloud/") + name);
        params.output = m_folder.filePath(QStringLiteral("out%1.copc.laz").arg(m_count++));
        params.memoryMiB = 1000;
        return params;
    }
    /// Waves, several returns, times that rise: enough to look like a flight.
    static std::vector<TestPoint> landscape(int count, int x0, int x1, int y0, int y1, quint32 seed)
    {
        QRandomGenerator random(seed);
        std::vector<TestPoint> points;
        for (int i = 0; i < count; ++i) {
            TestPoint p;
            p.x = x0 + random.bounded(x1 - x0);
            p.y = y0 + int(qint64(y1 - y0) * i / count);
            p.z = int(10000 + 3000 * std::sin(p.x * 1e-4) * std::cos(p.y * 1e-4)) + random.bounded(50);
            p.intensity = quint16(random.bounded(2000));
            p.returns = quint8(1 + i % 3) | 0x30;
            p.classification = quint8(2 + i % 4);
            p.angle = qint16(i % 3000 - 1500);
            p.source = quint16(seed);
            p.gps = 2e8 + seed * 1000 + i / 3 * 1e-5;
            p.flags = quint8(i % 2 ? 64 : 0);
            points.push_back(p);
        }
        return points;
    }
    QByteArray hashOfRun(const PointCloudParams &params, bool keep = false)
    {
        SilentControl control;
        const auto result = generatePointCloud(params, control);
        if (!result) {
            qWarning("%s %s", qPrintable(result.error().message), qPrintable(result.error().detail));
            return {};
        }
        m_temporary = result->temporaryBytes;
        const Result<QByteArray> bytes = readWholeFile(params.output);
        if (!keep)
            QFile::remove(params.output);
        return QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256);
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    qint64 m_temporary = 0;
};

TUILERIE_TEST_MAIN(PointCloudPyramidTest)
#include "pointcloudpyramidtest.moc"
