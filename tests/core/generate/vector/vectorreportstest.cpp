// SPDX-License-Identifier: GPL-3.0-or-later
// What people reported of other programs, in small: tiles at the grid's edges, values that change on their way into tiles.
#include "generate/vector/vectorpyramid.h"

#include "grid/tilematrixset.h"
#include "mvttiles.h"
#include "pyramid/descriptor.h"
#include "pyramid/verify.h"
#include "support/testsupport.h"

#include <QDir>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

class VectorReportsTest : public QObject
{
    Q_OBJECT

private slots:
    // A slab of 16 × 16 tiles reaches beyond the matrix of every level above 4; what lies there is no tile.
    void tilesLieWithinTheMatrix_data()
    {
        QTest::addColumn<QByteArray>("ring");
        QTest::addColumn<QString>("bottom");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("east") << QByteArray("[179,-17],[180,-17],[180,-16],[179,-16],[179,-17]") << QStringLiteral("6")
                              << false;
        QTest::newRow("south") << QByteArray("[-180,-90],[180,-90],[180,-70],[0,-65],[-180,-70],[-180,-90]")
                               << QStringLiteral("4") << true;
        QTest::newRow("south-east") << QByteArray("[170,-86],[190,-86],[190,-80],[170,-80],[170,-86]") << QStringLiteral("7")
                                    << true;
    }
    void tilesLieWithinTheMatrix()
    {
        QFETCH(QByteArray, ring);
        QFETCH(QString, bottom);
        QFETCH(bool, isCut);
        RecordingControl control;
        const auto result =
            generate(geoJson(R"({"type":"Feature","properties":{"n":1},"geometry":{"type":"Polygon","coordinates":[[)" + ring
                         + "]]}}"),
                bottom, control);
        VERIFY_OK(result);
        QCOMPARE(control.warnings().join(QLatin1Char(' ')).contains(QLatin1String("were cut")), isCut);
        const auto report = verifyPyramid(result->descriptorPath, 2, m_silent);
        VERIFY_OK(report);
        QVERIFY2(report->errors.empty(), qPrintable(report->errors.empty() ? QString() : report->errors.front().message));
        const auto grid = TileMatrixSet::find(QStringLiteral("PM"));
        VERIFY_OK(grid);
        const auto descriptor = PyramidDescriptor::load(result->descriptorPath);
        VERIFY_OK(descriptor);
        for (const PyramidLevel &level : descriptor->levels) {
            const TileMatrix &matrix = grid->levels()[size_t(grid->indexOf(level.id))];
            QVERIFY2(
                level.limits.maxCol < matrix.matrixWidth && level.limits.maxRow < matrix.matrixHeight, qPrintable(level.id));
        }
        double area = 0; // within the tiles, without their buffers
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, true, &problem))
                area += level == bottom ? areaOf(*feature.geometry) : 0;
        });
        QVERIFY(area > 0);
    }

private:
    static double areaOf(const OGRGeometry &geometry)
    {
        double area = 0;
        if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon)
            area = geometry.toPolygon()->get_Area();
        else if (OGR_GT_IsSubClassOf(geometry.getGeometryType(), wkbGeometryCollection))
            for (const OGRGeometry *member : *geometry.toGeometryCollection())
                area += areaOf(*member);
        return area;
    }
    QString geoJson(const QByteArray &features)
    {
        const QString path = m_folder.filePath(QStringLiteral("input%1.geojson").arg(++m_count));
        writeGeoJson(path, features);
        return path;
    }
    Result<VectorPyramidResult> generate(const QString &path, const QString &bottom, WorkControl &control)
    {
        VectorPyramidParams params;
        params.paths = QStringList{path};
        const QString folder = m_folder.filePath(QStringLiteral("out%1").arg(++m_count));
        QDir().mkpath(folder);
        params.output = folder + QStringLiteral("/out");
        params.bottom = bottom;
        return generateVectorPyramid(params, control);
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(VectorReportsTest)
#include "vectorreportstest.moc"
