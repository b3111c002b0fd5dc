// SPDX-License-Identifier: GPL-3.0-or-later
// Checks that are made for one kind of data, before a work.
#include "check/finding.h"
#include "findinglists.h"
#include "support/rawlas.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

class CheckScopeTest : public QObject
{
    Q_OBJECT

private slots:
    /// Broken files of other kinds in a folder are none of the work that takes one kind.
    void othersKindsDoNotBlock()
    {
        const QTemporaryDir place;
        const QString folder = place.path();
        RawLas cloud;
        cloud.points = rawCloud(1000);
        cloud.records = {RawRecord::wkt(wktByGdal("EPSG:2154"))};
        QVERIFY(cloud.write(folder + QStringLiteral("/cloud.las")));
        for (const char *name : {"/broken.tif", "/broken.gpkg", "/broken.shp"}) {
            QFile file(folder + QLatin1String(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("no data");
        }
        SilentControl control;
        const auto all = checkPaths({folder}, {}, control);
        VERIFY_OK(all);
        QVERIFY(isBlocked(*all));
        const auto clouds = checkPaths({folder}, {}, control, {SourceKind::PointCloud, true});
        VERIFY_OK(clouds);
        QVERIFY(!isBlocked(*clouds));
        QCOMPARE(ofId(*clouds, "file.other-kind").size(), size_t(1));
        // A file that is named is meant, whatever it holds.
        QFile named(folder + QStringLiteral("/cloud2.las"));
        QVERIFY(named.open(QIODevice::WriteOnly));
        named.write("no data");
        named.close();
        const auto broken = checkPaths({folder}, {}, control, {SourceKind::PointCloud, true});
        VERIFY_OK(broken);
        QVERIFY(isBlocked(*broken));
    }

    /// Before a work that reads all points, some are enough, of every file; the finding says how many.
    void someOfManyPoints()
    {
        const QTemporaryDir place;
        const QString folder = place.path();
        for (int i = 0; i < 3; ++i) {
            RawLas cloud;
            cloud.points = rawCloud(400'000, 650000 + 100 * i);
            cloud.points.back().pointClass = 9;
            cloud.records = {RawRecord::wkt(wktByGdal("EPSG:2154"))};
            QVERIFY(cloud.write(folder + QStringLiteral("/%1.las").arg(i)));
        }
        RecordingControl glance, whole;
        const auto some = checkPaths({folder}, {}, glance, {SourceKind::PointCloud, true});
        VERIFY_OK(some);
        QCOMPARE(ofId(*some, "pointcloud.sampled").size(), size_t(1));
        QVERIFY2(ofId(*some, "pointcloud.sampled").front().message.contains(QLatin1String("1,200,000")),
            qPrintable(ofId(*some, "pointcloud.sampled").front().message));
        QVERIFY(glance.totalOf(QStringLiteral("check")) >= 3 * 50'000);
        QVERIFY(glance.totalOf(QStringLiteral("check")) <= 600'000);
        VERIFY_OK(checkPaths({folder}, {}, whole, {SourceKind::PointCloud, false}));
        QCOMPARE(whole.totalOf(QStringLiteral("check")), qint64(1'200'000));
    }
};

TUILERIE_TEST_MAIN(CheckScopeTest)
#include "checkscopetest.moc"
