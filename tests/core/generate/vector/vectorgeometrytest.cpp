// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of geometries: shared borders, limits, shapes of every kind, what is not valid, and the ends of the world.
#include "generate/vector/vectorpyramid.h"

#include "generate/vector/clip.h"
#include "generate/vector/polygonrepair.h"
#include "mvttiles.h"
#include "pyramid/verify.h"
#include "support/testsupport.h"

#include <QDir>
#include <QRandomGenerator>
#include <QSet>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

using Edge = std::pair<std::pair<int, int>, std::pair<int, int>>;

/// Edges of all polygons of a layer in a tile, in whole units, that do not run along the cut's frame.
std::map<Edge, int> edgesOf(
    const std::vector<MvtFeature> &features, const QString &layer, int z, qint64 x, qint64 y, int buffer)
{
    std::map<Edge, int> edges;
    const double world = 2 * M_PI * 6378137;
    const double side = world / std::exp2(z);
    const double unit = side / 4096;
    for (const MvtFeature &feature : features) {
        if (feature.layer != layer)
            continue;
        OGRMultiPolygon all;
        const std::unique_ptr<OGRGeometry> multi(OGRGeometryFactory::forceToMultiPolygon(feature.geometry->clone()));
        for (const OGRPolygon *polygon : *multi->toMultiPolygon()) {
            for (const OGRLinearRing *ring : *polygon) {
                std::vector<std::pair<int, int>> points;
                for (int i = 0; i < ring->getNumPoints(); ++i)
                    points.emplace_back(int(std::lround((ring->getX(i) + world / 2 - double(x) * side) / unit)),
                        int(std::lround((world / 2 - ring->getY(i) - double(y) * side) / unit)));
                for (size_t i = 1; i < points.size(); ++i) {
                    const auto [a, b] = std::minmax(points[i - 1], points[i]);
                    const auto onFrame = [buffer](
                                             int va, int vb) { return va == vb && (va == -buffer || va == 4096 + buffer); };
                    if (!onFrame(a.first, b.first) && !onFrame(a.second, b.second))
                        ++edges[{a, b}];
                }
            }
        }
    }
    return edges;
}

/// Of the polygons in it.
double areaOf(const OGRGeometry &geometry)
{
    double area = 0;
    if (wkbFlatten(geometry.getGeometryType()) == wkbPolygon)
        area = geometry.toPolygon()->get_Area();
    else if (OGR_GT_IsSubClassOf(geometry.getGeometryType(), wkbGeometryCollection))
        for (const OGRGeometry *member : *geometry.toGeometryCollection())
            area += areaOf(*member);
    return area;
}

QByteArray pointFeature(int id, double x, double y)
{
    return QStringLiteral(
        R"({"type":"Feature","id":%1,"properties":{"n":%1},"geometry":{"type":"Point","coordinates":[%2,%3]}})")
        .arg(id)
        .arg(x, 0, 'g', 12)
        .arg(y, 0, 'g', 12)
        .toUtf8();
}

} // namespace

class VectorGeometryTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const ProcessResult made = runProgram(programPath(QStringLiteral("tuilerie-sample")),
            {QStringLiteral("--features"), QStringLiteral("15000"), QStringLiteral("--output"),
                m_folder.filePath(QStringLiteral("cadastre"))});
        QVERIFY2(made.exitCode == 0, made.errors.constData());
        m_cadastre = m_folder.filePath(QStringLiteral("cadastre/vector/cadastre.gpkg"));
    }

    // 10,000 parcels that leave no gap: within a tile every edge belongs to two of them, but for the outer border's, on
    // every level at which parcels are still shown as such. A border that were simplified on one side only would show at
    // once.
    void bordersStayShared()
    {
        VectorPyramidParams params;
        params.paths = QStringList{m_cadastre};
        params.output = outputIn(QStringLiteral("borders"));
        params.top = QStringLiteral("12");
        params.bottom = QStringLiteral("16");
        params.maxTileFeatures = 1000000;
        params.maxTileBytes = 1 << 30;
        params.tables = {{QStringLiteral("parcelles"), {}, {QStringLiteral("numero")}, {}, {}, {}}};
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->reducedTiles, qint64(0));
        const auto source = readSource(m_cadastre, QStringLiteral("communes"));
        QCOMPARE(source.size(), size_t(1));
        const std::unique_ptr<OGRGeometry> outline(source.begin()->second.geometry->Boundary());
        std::map<int, std::pair<qint64, qint64>> shared; // level → edges, vertices kept
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            const int z = level.toInt();
            const auto features = readMvt(tile, level, col, row, false, &problem);
            const double side = 2 * M_PI * 6378137 / std::exp2(z);
            for (const MvtFeature &feature : features)
                QVERIFY2(feature.geometry->IsValid(), qPrintable(level));
            const auto edges = edgesOf(features, QStringLiteral("parcelles"), z, col, row, params.buffer);
            qint64 alone = 0;
            for (const auto &[edge, count] : edges) {
                QVERIFY2(
                    count <= 2, qPrintable(QStringLiteral("level %1: an edge belongs to %2 parcels").arg(z).arg(count)));
                if (count == 2)
                    continue;
                // On the outline, or where the frame cuts.
                const auto at = [&](const std::pair<int, int> &p) {
                    OGRPoint point(-M_PI * 6378137 + (double(col) + p.first / 4096.0) * side,
                        M_PI * 6378137 - (double(row) + p.second / 4096.0) * side);
                    return point.Distance(outline.get()) < 4 * side / 4096;
                };
                alone += at(edge.first) && at(edge.second) ? 0 : 1;
            }
            QVERIFY2(alone <= qint64(edges.size()) / 500,
                qPrintable(QStringLiteral("level %1: %2 of %3 edges are not shared").arg(z).arg(alone).arg(edges.size())));
            shared[z].first += qint64(edges.size());
        });
        QCOMPARE(shared.size(), size_t(5));
        // The borders' bends go with the levels, or nothing would be simplified at all.
        QVERIFY2(shared[12].first < shared[15].first * 3 / 4,
            qPrintable(QStringLiteral("%1 edges at level 12, %2 at level 15").arg(shared[12].first).arg(shared[15].first)));
    }

    // Communes and the parcels in them, from real files: valid and without overlap at every level.
    void communesDoNotOverlap()
    {
        VectorPyramidParams params;
        params.paths = QStringList{dataPath(QStringLiteral("vector/communes.gpkg"))};
        params.output = outputIn(QStringLiteral("overlap"));
        params.bottom = QStringLiteral("12");
        params.tables = {{QStringLiteral("communes"), {}, {QStringLiteral("NOM_COM")}, {}, {}, {}}};
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            const auto features = readMvt(tile, level, col, row, false, &problem);
            const double unit = 2 * M_PI * 6378137 / std::exp2(level.toInt()) / 4096;
            for (size_t i = 0; i < features.size(); ++i) {
                QVERIFY(features[i].geometry->IsValid());
                for (size_t k = i + 1; k < features.size(); ++k) {
                    const std::unique_ptr<OGRGeometry> common(
                        features[i].geometry->Intersection(features[k].geometry.get()));
                    const double area = common && !common->IsEmpty() ? areaOf(*common) / unit / unit : 0;
                    // Rounding moves a vertex by half a unit; along a whole border that is a sliver.
                    QVERIFY2(area < 30 || level.toInt() < 5,
                        qPrintable(QStringLiteral("level %1: %2 square units").arg(level).arg(area)));
                }
            }
        });
    }

    void featureLimit()
    {
        // Points: 20,000 in one tile, four times as dense in the west.
        QRandomGenerator random(7);
        QByteArray features;
        for (int i = 1; i <= 20000; ++i) {
            const double x = random.bounded(10) < 8 ? random.bounded(5.0) : 5 + random.bounded(5.0);
            features += (i > 1 ? "," : "") + pointFeature(i, 1 + x / 10, 45 + random.bounded(1.0));
        }
        writeGeoJson(m_folder.filePath(QStringLiteral("many.geojson")), features);
        VectorPyramidParams params;
        params.paths = QStringList{m_folder.filePath(QStringLiteral("many.geojson"))};
        params.output = outputIn(QStringLiteral("limit"));
        params.top = QStringLiteral("4");
        params.bottom = QStringLiteral("9");
        params.maxTileFeatures = 500;
        RecordingControl control;
        const auto result = generateVectorPyramid(params, control);
        VERIFY_OK(result);
        QVERIFY(result->reducedTiles > 0 && result->droppedFeatures > 0);
        QVERIFY2(control.warnings().join(QLatin1Char(' ')).contains(QLatin1String("Level 5: ")),
            qPrintable(control.warnings().join(QLatin1Char('\n'))));
        int west = 0;
        int east = 0;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            const auto read = readMvt(tile, level, col, row, false, &problem);
            QVERIFY(read.size() <= 500);
            for (const MvtFeature &feature : read) {
                QVERIFY(feature.attributes.contains(QStringLiteral("n"))); // never without its attributes
                if (level == QLatin1String("5"))
                    (feature.geometry->toPoint()->getX() < 1.5 * 111319.49 ? west : east) += 1;
            }
        });
        QCOMPARE(west + east, 500);
        // Even by place: the thin east keeps more of its share than chance would give it (a fifth).
        QVERIFY2(east > 140, qPrintable(QStringLiteral("%1 west, %2 east").arg(west).arg(east)));
    }

    void byteLimit()
    {
        VectorPyramidParams params;
        params.paths = QStringList{m_cadastre};
        params.output = outputIn(QStringLiteral("bytes"));
        params.top = QStringLiteral("11");
        params.bottom = QStringLiteral("15");
        params.maxTileBytes = 30000;
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        QVERIFY(result->reducedTiles > 0 && result->droppedFeatures > 0);
        std::map<QString, std::pair<int, double>> parcels; // count, smallest area
        qint64 largest = 0;
        QSet<QString> layers;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QVERIFY2(tile.size() <= 30000, qPrintable(QStringLiteral("%1 bytes at level %2").arg(tile.size()).arg(level)));
            largest = std::max<qint64>(largest, tile.size());
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, false, &problem)) {
                QVERIFY(feature.geometry->IsValid());
                if (level == QLatin1String("11"))
                    layers << feature.layer;
                if (feature.layer == QLatin1String("parcelles"))
                    QCOMPARE(feature.attributes.size(), 4); // every attribute
            }
        });
        QVERIFY(largest > 20000); // not much less than allowed either
        // The small tables are not crowded out.
        QVERIFY2(layers.contains(QLatin1String("communes")) && layers.contains(QLatin1String("routes"))
                && layers.contains(QLatin1String("parcelles")),
            qPrintable(QStringList(layers.values()).join(QLatin1Char(' '))));
    }

    void everyShape()
    {
        const QByteArray features = R"(
            {"type":"Feature","id":1,"properties":{"t":"é漢","i":-5,"r":1.5,"b":true,"d":"2024-02-29","l":[1,2],"z":null},"geometry":{"type":"GeometryCollection","geometries":[
              {"type":"Point","coordinates":[2,48,100]},{"type":"LineString","coordinates":[[2,48],[2.1,48.1]]},{"type":"Polygon","coordinates":[[[2,48],[2.1,48],[2.1,48.1],[2,48]]]}]}},
            {"type":"Feature","id":2,"properties":{"t":"multi","i":9007199254740993},"geometry":{"type":"MultiPolygon","coordinates":[
              [[[3,48],[3.4,48],[3.4,48.4],[3,48.4],[3,48]],[[3.1,48.1],[3.1,48.2],[3.2,48.2],[3.2,48.1],[3.1,48.1]]],[[[3.6,48],[3.8,48],[3.8,48.2],[3.6,48]]]]}},
            {"type":"Feature","id":3,"properties":{"t":"bow tie"},"geometry":{"type":"Polygon","coordinates":[[[4,48],[4.2,48.2],[4.2,48],[4,48.2],[4,48]]]}},
            {"type":"Feature","id":4,"properties":{"t":"nothing"},"geometry":null},
            {"type":"Feature","id":5,"properties":{"t":"lines"},"geometry":{"type":"MultiLineString","coordinates":[[[2,47],[2.5,47.5],[2.5,47.5]],[[3,47],[3.5,47]]]}},
            {"type":"Feature","id":6,"properties":{"t":"points"},"geometry":{"type":"MultiPoint","coordinates":[[2,46],[2.2,46.2],[2.4,46.4]]}},
            {"type":"Feature","id":7,"properties":{"t":"clockwise"},"geometry":{"type":"Polygon","coordinates":[[[5,48],[5,48.2],[5.2,48.2],[5.2,48],[5,48]]]}},
            {"type":"Feature","id":8,"properties":{"t":"sliver"},"geometry":{"type":"Polygon","coordinates":[[[5,47],[5.2,47],[5.4,47],[5,47]]]}},
            {"type":"Feature","id":9,"properties":{"t":"tiny"},"geometry":{"type":"Polygon","coordinates":[[[5,46],[5.0000001,46],[5,46.0000001],[5,46]]]}},
            {"type":"Feature","id":10,"properties":{"t":"short"},"geometry":{"type":"LineString","coordinates":[[5,45],[5.0000001,45]]}},
            {"type":"Feature","id":11,"properties":{"t":"touching hole"},"geometry":{"type":"Polygon","coordinates":[[[6,48],[6.4,48],[6.4,48.4],[6,48.4],[6,48]],[[6,48],[6.1,48.2],[6.2,48.1],[6,48]]]}})";
        writeGeoJson(m_folder.filePath(QStringLiteral("shapes.geojson")), features);
        VectorPyramidParams params;
        params.paths = QStringList{m_folder.filePath(QStringLiteral("shapes.geojson"))};
        params.output = outputIn(QStringLiteral("shapes"));
        params.bottom = QStringLiteral("10");
        RecordingControl control;
        const auto result = generateVectorPyramid(params, control);
        VERIFY_OK(result);
        QCOMPARE(result->features, qint64(11));
        const auto report = verifyPyramid(result->descriptorPath, 1, m_silent);
        VERIFY_OK(report);
        QVERIFY(report->errors.empty());
        const QString said = (control.warnings() + control.lines()).join(QLatin1Char('\n'));
        for (const char *part : {"not valid", "no geometry", "heights", "collections"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        std::map<qint64, QSet<QString>> types;
        std::map<qint64, double> areas; // square units, of the pieces within their tiles
        QMap<QString, QVariant> first;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, false, &problem))
                QVERIFY2(feature.geometry->IsValid(),
                    qPrintable(QStringLiteral("level %1 feature %2").arg(level).arg(feature.id)));
            if (level != QLatin1String("10"))
                return;
            const double unit = 2 * M_PI * 6378137 / 1024 / 4096;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, true, &problem)) {
                types[feature.id] << QString::fromLatin1(feature.geometry->getGeometryName()).remove(QLatin1String("MULTI"));
                areas[feature.id] += areaOf(*feature.geometry) / unit / unit;
                if (feature.id == 1)
                    first = feature.attributes;
            }
        });
        QCOMPARE(types.size(), size_t(10)); // all but the one without a geometry
        QCOMPARE(
            types[1], QSet<QString>({QStringLiteral("POINT"), QStringLiteral("LINESTRING"), QStringLiteral("POLYGON")}));
        QCOMPARE(types[6], QSet<QString>({QStringLiteral("POINT")}));
        QCOMPARE(first.value(QStringLiteral("t")).toString(), QStringLiteral("é漢"));
        QCOMPARE(first.value(QStringLiteral("i")).toLongLong(), -5);
        QCOMPARE(first.value(QStringLiteral("r")).toDouble(), 1.5);
        QCOMPARE(first.value(QStringLiteral("d")).toString(), QStringLiteral("2024-02-29"));
        QVERIFY(!first.contains(QStringLiteral("z")));
        // Areas by arithmetic: degrees to units at these latitudes.
        const auto y = [](double latitude) {
            return std::log(std::tan(M_PI / 4 + latitude * M_PI / 360)) / (2 * M_PI) * 1024 * 4096;
        };
        const double x = 1024 * 4096 / 360.0;
        const double hole = 0.1 * x * (y(48.2) - y(48.1));
        const double expected = 0.4 * x * (y(48.4) - y(48)) - hole + 0.1 * x * (y(48.2) - y(48));
        QVERIFY2(std::abs(areas[2] / expected - 1) < 0.002, qPrintable(QString::number(areas[2] / expected)));
        const double wings = 0.1 * x * (y(48.2) - y(48)); // two triangles of the bow tie
        QVERIFY2(std::abs(areas[3] / wings - 1) < 0.01, qPrintable(QString::number(areas[3] / wings)));
        QVERIFY(areas[9] > 0.5 && areas[9] < 20); // a square in its place
    }

    void endsOfTheWorld()
    {
        const QByteArray features = R"(
            {"type":"Feature","id":1,"properties":{},"geometry":{"type":"Point","coordinates":[10,90]}},
            {"type":"Feature","id":2,"properties":{},"geometry":{"type":"Point","coordinates":[10,-89]}},
            {"type":"Feature","id":3,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,-60],[-180,-60],[-180,-90]]]}},
            {"type":"Feature","id":4,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[170,10],[190,10],[190,20],[170,20],[170,10]]]}},
            {"type":"Feature","id":5,"properties":{},"geometry":{"type":"Point","coordinates":[20,30]}})";
        writeGeoJson(m_folder.filePath(QStringLiteral("world.geojson")), features);
        VectorPyramidParams params;
        params.paths = QStringList{m_folder.filePath(QStringLiteral("world.geojson"))};
        params.output = outputIn(QStringLiteral("world"));
        params.bottom = QStringLiteral("3");
        RecordingControl control;
        const auto result = generateVectorPyramid(params, control);
        VERIFY_OK(result);
        QVERIFY2(control.warnings().join(QLatin1Char(' ')).contains(QLatin1String("2 geometries lie outside")),
            qPrintable(control.warnings().join(QLatin1Char(' '))));
        std::map<qint64, OGREnvelope> boxes;
        std::map<qint64, double> areas;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, true, &problem)) {
                if (level != QLatin1String("3"))
                    continue;
                OGREnvelope box;
                feature.geometry->getEnvelope(&box);
                boxes[feature.id].Merge(box);
                areas[feature.id] += areaOf(*feature.geometry);
            }
        });
        QCOMPARE(boxes.size(), size_t(3));
        const double half = M_PI * 6378137;
        // Antarctica goes all round and to the grid's lower edge.
        QVERIFY(boxes[3].MinX < -half + 1000 && boxes[3].MaxX > half - 1000 && boxes[3].MinY < -half + 1000);
        // The one over the antimeridian lies on both sides of it and nowhere else.
        QVERIFY(boxes[4].MinX < -half + 1000 && boxes[4].MaxX > half - 1000);
        const auto y = [](double latitude) { return 6378137 * std::log(std::tan(M_PI / 4 + latitude * M_PI / 360)); };
        const double expected = 20 * M_PI / 180 * 6378137 * (y(20) - y(10));
        QVERIFY2(std::abs(areas[4] / expected - 1) < 0.01, qPrintable(QString::number(areas[4] / expected)));
        // The same from a projected system whose middle is the antimeridian.
        QVERIFY(convert({QStringLiteral("-t_srs"), QStringLiteral("EPSG:3832"),
                    m_folder.filePath(QStringLiteral("pacific.gpkg")), m_folder.filePath(QStringLiteral("world.geojson")),
                    QStringLiteral("-where"), QStringLiteral("fid = 4 OR fid = 5"), QStringLiteral("-nlt"),
                    QStringLiteral("GEOMETRY")})
            || convert(
                {QStringLiteral("-t_srs"), QStringLiteral("EPSG:3832"), m_folder.filePath(QStringLiteral("pacific.gpkg")),
                    m_folder.filePath(QStringLiteral("world.geojson")), QStringLiteral("-fid"), QStringLiteral("4")}));
        params.paths = QStringList{m_folder.filePath(QStringLiteral("pacific.gpkg"))};
        params.output = outputIn(QStringLiteral("pacific"));
        const auto pacific = generateVectorPyramid(params, m_silent);
        VERIFY_OK(pacific);
        double area = 0;
        forEachTile(pacific->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, true, &problem))
                if (level == QLatin1String("3"))
                    area += areaOf(*feature.geometry);
        });
        QVERIFY2(std::abs(area / expected - 1) < 0.01, qPrintable(QString::number(area / expected)));
    }

    // A line that is straight in Lambert-93 and bent in Mercator stays where it is: 400 km with two vertices.
    void longEdgesBend()
    {
        writeGeoJson(m_folder.filePath(QStringLiteral("long.geojson")),
            R"({"type":"Feature","id":1,"properties":{},"geometry":{"type":"LineString","coordinates":[[300000,6500000],[900000,6800000]]}})",
            "urn:ogc:def:crs:EPSG::2154");
        VectorPyramidParams params;
        params.paths = QStringList{m_folder.filePath(QStringLiteral("long.geojson"))};
        params.output = outputIn(QStringLiteral("long"));
        params.top = params.bottom = QStringLiteral("9");
        const auto result = generateVectorPyramid(params, m_silent);
        VERIFY_OK(result);
        const auto source = readSource(params.paths[0], QStringLiteral("long"));
        const double unit = 2 * M_PI * 6378137 / 512 / 4096;
        int pieces = 0;
        forEachTile(result->descriptorPath, [&](const QString &level, qint64 col, qint64 row, const QByteArray &tile) {
            QString problem;
            for (const MvtFeature &feature : readMvt(tile, level, col, row, false, &problem)) {
                const OGRLineString *line = feature.geometry->toLineString();
                for (int i = 0; i < line->getNumPoints(); ++i) {
                    OGRPoint point;
                    line->getPoint(i, &point);
                    QVERIFY(point.Distance(source.begin()->second.geometry.get()) < 1.5 * unit);
                }
                ++pieces;
            }
        });
        QVERIFY(pieces > 5);
    }

    // Random star-shaped polygons with holes, cut by random boxes: the area is GEOS's, and the result is valid.
    void clippingIsRight()
    {
        using namespace tuilerie::vector;
        QRandomGenerator random(42);
        const PolygonRepairer repairer;
        int cut = 0;
        int refused = 0;
        for (int round = 0; round < 2000; ++round) {
            Geometry geometry;
            const int n = 5 + random.bounded(40);
            for (const bool isHole : {false, true}) {
                std::vector<Vertex> ring;
                for (int i = 0; i < n; ++i) {
                    const double angle = 2 * M_PI * i / n;
                    const double radius = isHole ? 100 + random.bounded(150.0) : 400 + random.bounded(1500.0);
                    ring.push_back({int32_t(radius * std::cos(angle)), int32_t(radius * std::sin(angle)), keepAlways});
                }
                if (isHole)
                    std::reverse(ring.begin(), ring.end());
                geometry.vertices.insert(geometry.vertices.end(), ring.begin(), ring.end());
                geometry.endPart();
            }
            if (!repairer.isValid(geometry))
                continue;
            Box box;
            box.add(-random.bounded(2000), -random.bounded(2000));
            box.add(random.bounded(2000), random.bounded(2000));
            Geometry expected = geometry;
            repairer.repairAndClip(expected, box);
            // Where rounding made rings touch, the cut is refused and GEOS asked; that must be rare.
            if (!clipToBox(geometry, Shape::Polygon, box)) {
                repairer.repairAndClip(geometry, box);
                ++refused;
            }
            repairer.repair(geometry);
            const auto ringArea = [](const Geometry &g) {
                double area = 0;
                for (size_t i = 0; i < g.parts(); ++i)
                    area += double(signedArea2(g.part(i))) / 2;
                return area;
            };
            QVERIFY2(geometry.isEmpty() || repairer.isValid(geometry), qPrintable(QString::number(round)));
            QVERIFY2(std::abs(ringArea(geometry) - ringArea(expected)) <= 4000,
                qPrintable(QStringLiteral("%1: %2 and %3").arg(round).arg(ringArea(geometry)).arg(ringArea(expected))));
            for (const Vertex &v : geometry.vertices)
                QVERIFY(box.contains(v));
            ++cut;
        }
        QVERIFY(cut > 1500);
        QVERIFY2(refused < cut / 100, qPrintable(QString::number(refused)));
    }

private:
    QString outputIn(const QString &name) const
    {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        return folder + QStringLiteral("/out");
    }

    QTemporaryDir m_folder;
    QString m_cadastre;
    SilentControl m_silent;
};

TUILERIE_TEST_MAIN(VectorGeometryTest)
#include "vectorgeometrytest.moc"
