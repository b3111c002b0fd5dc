// SPDX-License-Identifier: GPL-3.0-or-later
// Headers that say what the points do not: counts, boxes, and places beyond all measure.
#include "cloudsum.h"
#include "generate/pointcloud/pointcloudpyramid.h"
#include "source/lasheader.h"
#include "support/rawlas.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

class CloudHeaderTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_counter = 0;

    static RawLas cloud()
    {
        RawLas las;
        las.points = rawCloud(1000);
        las.records = {RawRecord::wkt(wktByGdal("EPSG:2154"))};
        return las;
    }

    QString put(const RawLas &las)
    {
        const QString path = m_folder.filePath(QStringLiteral("%1.las").arg(m_counter++));
        if (!las.write(path))
            qFatal("cannot write");
        return path;
    }

    Result<PointCloudResult> generate(const QString &path, RecordingControl &control)
    {
        PointCloudParams params;
        params.paths = QStringList{path};
        params.output = m_folder.filePath(QStringLiteral("%1.copc.laz").arg(m_counter++));
        return generatePointCloud(params, control);
    }

private Q_SLOTS:
    void boxes_data()
    {
        QTest::addColumn<double>("from"); // of the true box, 0 = its west, south and bottom, 1 = its east…
        QTest::addColumn<double>("to");
        QTest::newRow("all zero") << 0.0 << 0.0;
        QTest::newRow("half") << 0.0 << 0.5;
        QTest::newRow("elsewhere") << 2.0 << 3.0;
        QTest::newRow("upside down") << 1.0 << 0.0;
    }
    void boxes()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        RawLas las = cloud();
        const double low[3] = {650000, 6860000, 100}, size[3] = {100, 100, 10};
        std::array<double, 6> box{};
        for (size_t i = 0; i < 3 && (from != 0 || to != 0); ++i) {
            box[2 * i] = low[i] + to * size[i];
            box[2 * i + 1] = low[i] + from * size[i];
        }
        las.box = box;
        const QString path = put(las);
        RecordingControl control;
        const auto made = generate(path, control);
        VERIFY_OK(made);
        QCOMPARE(control.warnings().size(), 1); // that the extent is measured
        QVERIFY(cloudSum({path}) == cloudSum({made->path}));
        const auto header = readLasHeader(made->path);
        VERIFY_OK(header);
        QVERIFY(header->extent.west >= 650000 && header->extent.east <= 650100 && header->extent.width() > 90);
    }

    void countTooLow()
    {
        RawLas las = cloud();
        las.count = 600;
        RecordingControl control;
        const auto made = generate(put(las), control);
        VERIFY_OK(made);
        QCOMPARE(made->points, qint64(600));
        const QString said = control.warnings().join(QLatin1Char(' '));
        QVERIFY2(said.contains(QLatin1String("600")) && said.contains(QString::number(400 * 30)), qPrintable(said));
    }

    void beyondAllMeasure_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("offset");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("offset") << 0.01 << 1e300;
        QTest::newRow("offset below") << 0.01 << -1e300;
        QTest::newRow("offset that steps vanish in") << 1e-9 << 1e11;
        QTest::newRow("scale") << 1e290 << 0.0;
        QTest::newRow("scale that is nothing") << 1e-300 << 650000.0;
        QTest::newRow("scale of no number") << nan << 0.0;
        QTest::newRow("offset of no number") << 0.01 << nan;
        QTest::newRow("scale below zero") << -0.01 << 0.0;
    }
    void beyondAllMeasure()
    {
        QFETCH(double, scale);
        QFETCH(double, offset);
        RawLas las = cloud();
        las.scale = scale;
        las.offset = {offset, 0, 0};
        RecordingControl control;
        const auto made = generate(put(las), control);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Corrupt);
    }
};

TUILERIE_TEST_MAIN(CloudHeaderTest)
#include "cloudheadertest.moc"
