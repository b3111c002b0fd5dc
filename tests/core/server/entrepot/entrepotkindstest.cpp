// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testsupport.h"

using namespace tuilerie;

/// Vector and point cloud data through the API: each scenario is a function of entrepotkinds.py, an outside client (Python's
/// requests and GDAL) against a server of its own.
class EntrepotKindsTest : public QObject
{
    Q_OBJECT

    void scenario(const QString &name, const QStringList &files = {})
    {
        QStringList arguments;
        for (const QString &file : files)
            arguments << test::dataPath(file);
        const QString script =
            qEnvironmentVariable("TUILERIE_SOURCE") + QStringLiteral("/tests/core/server/entrepot/entrepotkinds.py");
        const auto result = test::runProgram(QStringLiteral("/usr/bin/python3"),
            QStringList{script, name, test::programPath(QStringLiteral("tuilerie-server"))} + arguments, 280000);
        QVERIFY2(result.exitCode == 0, (result.output + result.errors).right(6000).constData());
        QVERIFY2(result.output.contains("passed " + name.toUtf8()), result.output.constData());
    }

private slots:
    void vectorChain() { scenario(QStringLiteral("vector_chain"), {QStringLiteral("vector/communes.gpkg")}); }
    void vectorNames() { scenario(QStringLiteral("vector_names")); }
    void vectorPuttingRight() { scenario(QStringLiteral("vector_putting_right")); }
    void vectorErrors() { scenario(QStringLiteral("vector_errors"), {QStringLiteral("vector/communes.gpkg")}); }
    void pmTiles() { scenario(QStringLiteral("pm_tiles"), {QStringLiteral("vector/communes.gpkg")}); }
    void deliveries() { scenario(QStringLiteral("deliveries"), {QStringLiteral("vector/communes.gpkg")}); }
    void stylesOfWmsVector()
    {
        scenario(QStringLiteral("styles"),
            {QStringLiteral("vector/installation.gpkg"), QStringLiteral("vector/installation.sld")});
    }
    void pointCloudChain()
    {
        scenario(
            QStringLiteral("point_cloud_chain"), {QStringLiteral("pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz")});
    }
    void pointCloudErrors()
    {
        scenario(
            QStringLiteral("point_cloud_errors"), {QStringLiteral("pointcloud/ign/test_data_77055_627755_LA93_IGN69.laz")});
    }
    void eptOfOtherSoftware()
    {
        scenario(QStringLiteral("ept"),
            {QStringLiteral("pointcloud/pdal/ept-1.2-with-color"), QStringLiteral("pointcloud/pdal/ept-bad-pointcount")});
    }
    void survivesBeingKilled() { scenario(QStringLiteral("killed")); }
};

TUILERIE_TEST_MAIN(EntrepotKindsTest)
#include "entrepotkindstest.moc"
