// SPDX-License-Identifier: GPL-3.0-or-later
// What people reported of other programs, in small: tiles at the grid's edges, values that change on their way into tiles.
#include "generate/vector/vectorpyramid.h"

#include "grid/shiftgrids.h"
#include "grid/tilematrixset.h"
#include "generate/vector/polygonrepair.h"
#include "mvttiles.h"
#include "pyramid/descriptor.h"
#include "pyramid/verify.h"
#include "source/geometrycheck.h"
#include "support/testsupport.h"

#include <QDir>
#include <QRandomGenerator>

#include <ogr_api.h>

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

    // Meridians and parallels are straight in Mercator: a rectangle of degrees needs no vertex but its corners, and those
    // where tiles cut it. An edge that bends has them, and lies where it belongs (vectorgeometrytest).
    void straightEdgesStayPlain()
    {
        const auto result = generate(
            geoJson(
                R"({"type":"Feature","properties":{"n":1},"geometry":{"type":"Polygon","coordinates":[[[-100,-60],[120,-60],[120,70],[-100,70],[-100,-60]]]}})"),
            QStringLiteral("6"), m_silent);
        VERIFY_OK(result);
        int most = 0;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, false, &problem)) {
                const std::unique_ptr<OGRGeometry> multi(OGRGeometryFactory::forceToMultiPolygon(feature.geometry->clone()));
                for (const OGRPolygon *polygon : *multi->toMultiPolygon())
                    most = std::max(most, polygon->getExteriorRing()->getNumPoints());
            }
        });
        QCOMPARE(most, 5);
    }

    // A grid that is nowhere: no place is right. One that would do better: a warning, where a tile's unit shows it.
    void missingShiftGridsAreSaid()
    {
        const QString path = m_folder.filePath(QStringLiteral("british.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("n,WKT\n1,POINT(400000 200000)\n2,POINT(401000 201000)\n");
        file.close();
        RecordingControl control;
        const auto lost = generate(path, QStringLiteral("12"), control,
            QStringLiteral("+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996 +x_0=400000 +y_0=-100000 +ellps=airy "
                           "+nadgrids=nowhere.gsb +units=m"));
        QVERIFY(!lost);
        QCOMPARE(lost.error().code, ErrorCode::Unsupported);
        QVERIFY2(lost.error().message.contains(QLatin1String("nowhere.gsb")), qPrintable(lost.error().message));
        const auto osgb = Crs::fromText(QStringLiteral("EPSG:27700")), web = Crs::fromText(QStringLiteral("EPSG:3857"));
        const auto lack = shiftGridLack(*osgb, *web, {400000, 200000, 401000, 201000});
        for (const auto &[bottom, isSeen] : {std::pair("17", true), std::pair("9", false)}) {
            RecordingControl seen;
            VERIFY_OK(generate(path, QLatin1String(bottom), seen, QStringLiteral("EPSG:27700")));
            const bool isSaid = lack && seen.warnings().join(QLatin1Char(' ')).contains(lack->what(*osgb, *web));
            QCOMPARE(isSaid, isSeen && lack);
        }
    }

    // Areas are filled once and stay areas, whatever overlaps, nests or goes out and comes back. In units of a square's
    // side.
    void areasAreRepairedOnce_data()
    {
        QTest::addColumn<QString>("geometry");
        QTest::addColumn<double>("area");
        QTest::newRow("shell in a shell") << "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((2 2,8 2,8 8,2 8,2 2)))" << 100.0;
        QTest::newRow("shells overlap") << "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((5 5,15 5,15 15,5 15,5 5)))" << 175.0;
        QTest::newRow("the same shell twice")
            << "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((0 0,10 0,10 10,0 10,0 0)))" << 100.0;
        QTest::newRow("shell over another's hole")
            << "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0),(8 8,12 8,12 12,8 12,8 8)),((6 6,24 6,24 14,6 14,6 6)))" << 432.0;
        QTest::newRow("nested over a hole")
            << "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0),(8 8,12 8,12 12,8 12,8 8)),((6 6,14 6,14 14,6 14,6 6)))" << 400.0;
        QTest::newRow("island in a lake")
            << "MULTIPOLYGON(((0 0,20 0,20 20,0 20,0 0),(4 4,16 4,16 16,4 16,4 4)),((8 8,12 8,12 12,8 12,8 8)))" << 272.0;
        QTest::newRow("holes overlap")
            << "POLYGON((0 0,20 0,20 20,0 20,0 0),(2 2,10 2,10 10,2 10,2 2),(6 6,14 6,14 14,6 14,6 6))" << 288.0;
        QTest::newRow("hole in a hole")
            << "POLYGON((0 0,20 0,20 20,0 20,0 0),(2 2,18 2,18 18,2 18,2 2),(6 6,14 6,14 14,6 14,6 6))" << 144.0;
        QTest::newRow("hole outside") << "POLYGON((0 0,10 0,10 10,0 10,0 0),(20 20,22 20,22 22,20 22,20 20))" << 100.0;
        QTest::newRow("bow tie") << "POLYGON((0 0,10 10,10 0,0 10,0 0))" << 50.0;
        QTest::newRow("spike") << "POLYGON((0 0,10 0,10 10,20 15,10 10,0 10,0 0))" << 100.0;
        QTest::newRow("neighbour of what is broken")
            << "MULTIPOLYGON(((0 0,10 10,10 0,0 10,0 0)),((20 0,30 0,30 10,20 10,20 0)))" << 150.0;
        QTest::newRow("valid with rings that touch")
            << "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((10 10,20 10,20 20,10 20,10 10)))" << 200.0;
    }
    void areasAreRepairedOnce()
    {
        QFETCH(QString, geometry);
        QFETCH(double, area);
        constexpr double side = 1000; // metres
        OGRGeometry *shape = nullptr;
        QCOMPARE(OGRGeometryFactory::createFromWkt(geometry.toLatin1().constData(), nullptr, &shape), OGRERR_NONE);
        const std::unique_ptr<OGRGeometry> owned(shape);
        char *json = owned->exportToJson();
        const QString path = m_folder.filePath(QStringLiteral("areas%1.geojson").arg(++m_count));
        writeGeoJson(path,
            QByteArray(R"({"type":"Feature","id":1,"properties":{"n":1},"geometry":)") + scaled(json, side) + "}",
            "urn:ogc:def:crs:EPSG::3857");
        CPLFree(json);
        const auto result = generate(path, QStringLiteral("12"), m_silent);
        VERIFY_OK(result);
        double sum = 0;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, true, &problem)) {
                QVERIFY2(feature.geometry->IsValid(), qPrintable(level));
                QCOMPARE(feature.geometry->getDimension(), 2);
                sum += level == QLatin1String("12") ? areaOf(*feature.geometry) : 0;
            }
        });
        QVERIFY2(std::abs(sum / (side * side) - area) < area * 0.01, qPrintable(QString::number(sum / (side * side))));
    }

    // Random rings, overlapping at random: valid, and GEOS's union of its own repairs has the same area.
    void repairsAreGeossOwn()
    {
        using namespace tuilerie::vector;
        QRandomGenerator random(5);
        const PolygonRepairer repairer;
        GeometryCheck check;
        for (int round = 0; round < 300; ++round) {
            Geometry rings;
            OGRMultiPolygon given;
            for (int shell = 0, count = 1 + random.bounded(5); shell < count; ++shell) {
                auto polygon = std::make_unique<OGRPolygon>();
                const int x = random.bounded(40000), y = random.bounded(40000);
                const bool crosses = random.bounded(3) == 0;
                for (const bool isHole : {false, true}) {
                    if (isHole && (crosses || random.bounded(2) == 0))
                        continue;
                    const int n = 4 + random.bounded(12);
                    std::vector<Vertex> ring;
                    for (int i = 0; i < n; ++i) {
                        const double angle = 2 * M_PI * i * (crosses ? 2 : 1) / n + (crosses && i * 2 >= n ? 0.1 : 0);
                        const double radius = isHole ? 500 + random.bounded(1000) : 3000 + random.bounded(15000);
                        ring.push_back({int32_t(x + radius * std::cos(angle)), int32_t(y + radius * std::sin(angle))});
                    }
                    if ((signedArea2(ring) < 0) != isHole)
                        std::reverse(ring.begin(), ring.end());
                    OGRLinearRing line;
                    for (const Vertex &v : ring)
                        line.addPoint(v.x, v.y);
                    line.closeRings();
                    polygon->addRing(&line);
                    rings.vertices.insert(rings.vertices.end(), ring.begin(), ring.end());
                    rings.endPart();
                }
                given.addGeometryDirectly(polygon.release());
            }
            QByteArray wkb(qsizetype(given.WkbSize()), Qt::Uninitialized);
            given.exportToWkb(wkbNDR, reinterpret_cast<unsigned char *>(wkb.data()), wkbVariantIso);
            const QByteArray valid = check.madeValid(wkb);
            OGRGeometry *made = nullptr;
            QCOMPARE(
                OGRGeometryFactory::createFromWkb(valid.constData(), nullptr, &made, size_t(valid.size())), OGRERR_NONE);
            const std::unique_ptr<OGRGeometry> expected(made);
            repairer.repair(rings, RingOrder::AsGiven);
            QVERIFY2(repairer.isValid(rings), qPrintable(QString::number(round)));
            double area = 0;
            for (size_t i = 0; i < rings.parts(); ++i)
                area += double(signedArea2(rings.part(i))) / 2;
            QVERIFY2(std::abs(area / areaOf(*expected) - 1) < 1e-3,
                qPrintable(QStringLiteral("round %1: %2 instead of %3").arg(round).arg(area).arg(areaOf(*expected))));
        }
    }

private:
    /// GeoJSON's coordinates times a factor.
    static QByteArray scaled(const char *json, double factor)
    {
        std::unique_ptr<OGRGeometry> shape(OGRGeometry::FromHandle(OGR_G_CreateGeometryFromJson(json)));
        struct Scale final : OGRDefaultGeometryVisitor
        {
            using OGRDefaultGeometryVisitor::visit;
            void visit(OGRPoint *point) override
            {
                point->setX(point->getX() * factor);
                point->setY(point->getY() * factor);
            }
            double factor = 1;
        } scale;
        scale.factor = factor;
        shape->accept(&scale);
        char *text = shape->exportToJson();
        const QByteArray result(text);
        CPLFree(text);
        return result;
    }
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
    Result<VectorPyramidResult> generate(
        const QString &path, const QString &bottom, WorkControl &control, const QString &assignCrs = {})
    {
        VectorPyramidParams params;
        params.paths = QStringList{path};
        const QString folder = m_folder.filePath(QStringLiteral("out%1").arg(++m_count));
        QDir().mkpath(folder);
        params.output = folder + QStringLiteral("/out");
        params.bottom = bottom;
        params.assignCrs = assignCrs;
        return generateVectorPyramid(params, control);
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(VectorReportsTest)
#include "vectorreportstest.moc"
