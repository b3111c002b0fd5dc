// SPDX-License-Identifier: GPL-3.0-or-later
// QGIS itself opens the COPC, the EPT and the VPC that we write: the same count and bounds, the same attributes, and points
// where they are.
#include "generate/pointcloud/pointcloudpyramid.h"
#include "render/rendersession.h"
#include "source/pointcloud/lasfile.h"
#include "support/testsupport.h"

#include <qgspointcloudattribute.h>
#include <qgspointcloudattributebyramprenderer.h>
#include <qgspointcloudblock.h>
#include <qgspointclouddataprovider.h>
#include <qgspointcloudindex.h>
#include <qgspointcloudlayer.h>
#include <qgspointcloudrequest.h>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

class PointCloudProvidersTest : public QObject
{
    Q_OBJECT

private slots:
    void opens_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("output");
        QTest::newRow("COPC") << "copc"
                              << "one.copc.laz";
        QTest::newRow("EPT") << "ept"
                             << "one";
        QTest::newRow("VPC") << "vpc"
                             << "lot.vpc";
    }
    void opens()
    {
        QFETCH(QString, provider);
        QFETCH(QString, output);
        PointCloudParams params;
        double west = 1e300, south = 1e300, east = -1e300, north = -1e300;
        qint64 points = 0;
        for (const char *name : {"77055_627755", "77055_627760", "77060_627755", "77060_627760"}) {
            params.paths << dataPath(QStringLiteral("pointcloud/ign/test_data_%1_LA93_IGN69.laz").arg(QLatin1String(name)));
            const auto file = LasFile::open(params.paths.last());
            VERIFY_OK(file);
            const LasHeader &header = (*file)->header();
            west = std::min(west, header.extent.west), south = std::min(south, header.extent.south);
            east = std::max(east, header.extent.east), north = std::max(north, header.extent.north);
            points += header.points;
        }
        params.output = m_folder.filePath(output);
        SilentControl control;
        const auto result = generatePointCloud(params, control);
        VERIFY_OK(result);

        QgsPointCloudLayer layer(result->path, QStringLiteral("cloud"), provider);
        QVERIFY2(layer.isValid(), qPrintable(layer.error().summary()));
        QCOMPARE(layer.dataProvider()->pointCount(), points);
        QCOMPARE(layer.crs().authid(), QStringLiteral("EPSG:2154"));
        const QgsRectangle extent = layer.extent();
        // A cube's side may stand for the bounds (EPT), never less than the points.
        QVERIFY(extent.xMinimum() <= west + 0.01 && extent.yMinimum() <= south + 0.01 && extent.xMaximum() >= east - 0.01
            && extent.yMaximum() >= north - 0.01);
        QVERIFY(extent.xMinimum() > west - 110 && extent.xMaximum() < east + 110);
        if (provider == QLatin1String("vpc"))
            return;
        QgsPointCloudAttributeCollection attributes = layer.attributes();
        for (const char *name : {"X", "Y", "Z", "Intensity", "Classification", "GpsTime", "Red", "Infrared"})
            QVERIFY2(attributes.indexOf(QString::fromLatin1(name)) >= 0, name);
        // Every node's points are read.
        auto *index = layer.dataProvider()->index();
        qint64 read = 0;
        QList<IndexedPointCloudNode> nodes{index->root()};
        QgsPointCloudRequest request;
        request.setAttributes(attributes);
        while (!nodes.isEmpty()) {
            const IndexedPointCloudNode node = nodes.takeFirst();
            const std::unique_ptr<QgsPointCloudBlock> block(index->nodeData(node, request));
            QVERIFY(block);
            read += block->pointCount();
            nodes += index->nodeChildren(node);
        }
        QCOMPARE(read, points);
        if (provider == QLatin1String("copc"))
            QVERIFY(index->metadataStatistics().maximum(QStringLiteral("Z")) > 0); // our statistics record
    }

private:
    QTemporaryDir m_folder;
};

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started) {
        qWarning("%s", qPrintable(started.error().message));
        return 1;
    }
    PointCloudProvidersTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "pointcloudproviderstest.moc"
