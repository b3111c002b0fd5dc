// SPDX-License-Identifier: GPL-3.0-or-later
#include "derivefixture.h"
#include "rasterimage.h"
#include "support/testsupport.h"

#include <QDir>
#include <QJsonDocument>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

bool inHole(const LasPoint &p, double x, double y, double radius)
{
    return std::hypot(p.x - west - x, p.y - south - y) < radius;
}

} // namespace

class DeriveTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    SilentControl m_silent;

private slots:
    void init()
    {
        QVERIFY(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).filter(QStringLiteral("part")).isEmpty());
    }

    void parametersRoundTrip()
    {
        DeriveParams params =
            paramsOf({path(QStringLiteral("a.laz"))}, QStringLiteral("hillshade"), 0.5, path(QStringLiteral("o.tif")));
        params.hillshadeOf = QStringLiteral("dsm");
        params.groundClasses = {2, 66};
        params.assignCrs = QStringLiteral("EPSG:2154");
        params.fillVoids = 7;
        params.workers = 3;
        params.memoryMiB = 900;
        const auto back = DeriveParams::fromJson(params.toJson());
        VERIFY_OK(back);
        QVERIFY(*back == params);
        QVERIFY(!DeriveParams::fromJson({{QStringLiteral("cell"), QStringLiteral("wide")}}));
        QVERIFY(!DeriveParams::fromJson({{QStringLiteral("ground_classes"), QJsonArray{300}}}));
    }

    /// A TIN of points on a plane is the plane, wherever the triangles lie; the grid is that of the cell's multiples.
    void planeIsExact_data()
    {
        QTest::addColumn<double>("cell");
        QTest::newRow("1 m") << 1.0;
        QTest::newRow("30 cm, no divisor of the extent") << 0.3;
        QTest::newRow("7 m") << 7.0;
    }
    void planeIsExact()
    {
        QFETCH(double, cell);
        const QString las = path(QStringLiteral("plane.las")), tif = path(QStringLiteral("plane.tif"));
        auto points = scattered(80, 4, 1, plane);
        for (size_t i = 0; i < points.size(); i += 5) { // vegetation above it is no ground
            points[i].pointClass = 5;
            points[i].z += 12;
        }
        QVERIFY(writeLas(las, points));
        const auto result = deriveRaster(paramsOf({las}, QStringLiteral("dtm"), cell, tif), m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->points, qint64(points.size()));
        QCOMPARE(result->usedPoints, qint64(points.size() - (points.size() + 4) / 5));
        const RasterImage image = readImage(tif);
        QCOMPARE(image.width, int(result->width));
        QCOMPARE(image.crs, QStringLiteral("2154"));
        QCOMPARE(image.layout, QStringLiteral("COG"));
        QCOMPARE(image.type, QStringLiteral("Float32"));
        QVERIFY(std::abs(image.west / cell - std::round(image.west / cell)) < 1e-6);
        QVERIFY(std::abs(image.north / cell - std::round(image.north / cell)) < 1e-6);
        qint64 cells = 0;
        for (int row = 0; row < image.height; ++row)
            for (int column = 0; column < image.width; ++column) {
                const float value = image.at(column, row);
                const double x = image.west + (column + 0.5) * image.cell - west,
                             y = image.north - (row + 0.5) * image.cell - south;
                if (value == float(image.nodata)) {
                    QVERIFY(std::min({x, y, 80 - x, 80 - y}) < 3); // beyond the hull
                    continue;
                }
                ++cells;
                QVERIFY2(std::abs(double(value) - plane(x, y)) < 1e-3,
                    qPrintable(QStringLiteral("%1 %2: %3").arg(x).arg(y).arg(double(value))));
            }
        QCOMPARE(cells, result->cells);
    }

    /// Between points no further apart than d, a TIN of z = (x² + y²) ÷ 100 lies at most (d ÷ 2)² ÷ 100 above it and never
    /// below.
    void paraboloidIsCloseToItsTin()
    {
        std::vector<LasPoint> points;
        for (int i = 0; i <= 100; ++i)
            for (int j = 0; j <= 100; ++j)
                points.push_back({west + i, south + j, (i * i + j * j) / 100.0});
        const QString las = path(QStringLiteral("paraboloid.las")), tif = path(QStringLiteral("paraboloid.tif"));
        QVERIFY(writeLas(las, points));
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("dtm"), 0.25, tif), m_silent));
        const RasterImage image = readImage(tif);
        QCOMPARE(image.width, 400);
        for (int row = 0; row < image.height; ++row)
            for (int column = 0; column < image.width; ++column) {
                const double x = (column + 0.5) / 4, y = 100 - (row + 0.5) / 4;
                const double above = double(image.at(column, row)) - (x * x + y * y) / 100;
                QVERIFY2(above > -1e-4 && above < 0.005 + 1e-4, qPrintable(QString::number(above)));
            }
    }

    /// One file or sixteen in another order, any number of workers, memory that makes it spill: the same cells.
    void seamsDoNotShow_data()
    {
        QTest::addColumn<QString>("product");
        for (const char *product : {"dtm", "dsm", "hillshade", "intensity", "density"})
            QTest::newRow(product) << QString::fromLatin1(product);
    }
    void seamsDoNotShow()
    {
        QFETCH(QString, product);
        auto points = scattered(400, 3, 5, hills);
        // A lake across a seam, a narrow gap, and points exactly on the seams.
        std::erase_if(points, [](const LasPoint &p) { return inHole(p, 200, 120, 40) || inHole(p, 90, 310, 6); });
        for (int i = 0; i < 400; ++i) {
            points.push_back({west + 200, south + i, hills(200, i)});
            points.push_back({west + i, south + 100, hills(i, 100)});
        }
        const QString merged = path(QStringLiteral("merged.las"));
        QVERIFY(writeLas(merged, points));
        QDir(path(QStringLiteral("tiles"))).removeRecursively();
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("tiles")));
        for (int i = 0; i < 16; ++i) {
            std::vector<LasPoint> part;
            for (const LasPoint &p : points)
                if (std::min(3, int((p.x - west) / 100)) == i % 4 && std::min(3, int((p.y - south) / 100)) == i / 4)
                    part.push_back(p);
            std::reverse(part.begin(), part.end());
            LasOptions options;
            options.offset[0] = i % 2 ? west : 0;
            options.offset[1] = i % 3 ? south : 0;
            QVERIFY(writeLas(path(QStringLiteral("tiles/%1.las").arg((i * 7) % 16)), part, options));
        }
        DeriveParams params = paramsOf({merged}, product, 0.5, path(QStringLiteral("merged.tif")));
        params.workers = 1;
        const auto whole = deriveRaster(params, m_silent);
        VERIFY_OK(whole);
        params.paths = {path(QStringLiteral("tiles"))};
        params.output = path(QStringLiteral("tiled.tif"));
        params.workers = 3;
        const auto tiled = deriveRaster(params, m_silent);
        VERIFY_OK(tiled);
        params.output = path(QStringLiteral("small.tif"));
        params.workers = 2;
        params.memoryMiB = 1; // the least there is: 4 MiB for what waits, less than there is, and 20,000 points a tile
        const auto small = deriveRaster(params, m_silent);
        VERIFY_OK(small);
        const RasterImage a = readImage(path(QStringLiteral("merged.tif"))),
                          b = readImage(path(QStringLiteral("tiled.tif")));
        const RasterImage c = readImage(path(QStringLiteral("small.tif")));
        QCOMPARE(a.width, 800);
        QVERIFY(a.values == b.values);
        QVERIFY(a.values == c.values);
        QVERIFY(a.overviews > 0);
        QVERIFY(bytesOf(path(QStringLiteral("tiled.tif"))) == bytesOf(path(QStringLiteral("small.tif"))));
        QCOMPARE(tiled->cells, whole->cells);
        QCOMPARE(tiled->voids, whole->voids);
        QCOMPARE(tiled->filled, whole->filled);
        QCOMPARE(small->voids, whole->voids);
        QCOMPARE(tiled->usedPoints, qint64(points.size()));
    }

    /// GDAL's own TIN (qhull) of the same points; near 0, since qhull's doubles do not carry the squares of national
    /// coordinates.
    void terrainIsGdalGrids()
    {
        auto points = scattered(120, 2, 11, hills);
        std::erase_if(points, [](const LasPoint &p) { return inHole(p, 60, 50, 15); });
        const QString las = path(QStringLiteral("grid.las")), csv = path(QStringLiteral("grid.csv")),
                      tif = path(QStringLiteral("grid.tif"));
        QVERIFY(writeLas(las, points));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("x,y,z\n");
        for (const LasPoint &p : points)
            file.write(QStringLiteral("%1,%2,%3\n")
                           .arg(p.x - west, 0, 'f', 2)
                           .arg(p.y - south, 0, 'f', 2)
                           .arg(p.z, 0, 'f', 2)
                           .toLatin1());
        file.close();
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("dtm"), 0.5, tif), m_silent));
        const RasterImage ours = readImage(tif);
        const QString peer = path(QStringLiteral("peer.tif"));
        const auto number = [](double value) { return QString::number(value, 'f', 2); };
        const QString vrt = path(QStringLiteral("grid.vrt"));
        QFile layer(vrt);
        QVERIFY(layer.open(QIODevice::WriteOnly));
        layer.write(
            R"(<OGRVRTDataSource><OGRVRTLayer name="grid"><SrcDataSource relativeToVRT="1">grid.csv</SrcDataSource>)"
            R"(<GeometryType>wkbPoint25D</GeometryType><GeometryField encoding="PointFromColumns" x="x" y="y" z="z"/></OGRVRTLayer></OGRVRTDataSource>)");
        layer.close();
        const ProcessResult ran = runProgram(QStringLiteral("gdal_grid"),
            {QStringLiteral("-q"), QStringLiteral("-a"), QStringLiteral("linear:radius=0:nodata=-9999"),
                QStringLiteral("-ot"), QStringLiteral("Float32"), QStringLiteral("-txe"), number(ours.west - west),
                number(ours.west - west + ours.width * ours.cell), QStringLiteral("-tye"),
                number(ours.north - south - ours.height * ours.cell), number(ours.north - south), QStringLiteral("-outsize"),
                QString::number(ours.width), QString::number(ours.height), vrt, peer});
        QVERIFY2(ran.exitCode == 0, ran.errors.constData());
        const RasterImage theirs = readImage(peer);
        QCOMPARE(theirs.width, ours.width);
        QCOMPARE(theirs.height, ours.height);
        int compared = 0, apart = 0;
        for (size_t i = 0; i < ours.values.size(); ++i) {
            if (ours.values[i] == -9999 || theirs.values[i] == -9999)
                continue;
            ++compared;
            apart += std::abs(ours.values[i] - theirs.values[i]) > 0.002F;
        }
        QVERIFY2(compared > 0.97 * double(ours.values.size()), qPrintable(QString::number(compared)));
        QVERIFY2(apart == 0, qPrintable(QStringLiteral("%1 of %2 cells differ").arg(apart).arg(compared)));
    }

    /// gdaldem's own program on our terrain.
    void hillshadeIsGdaldems()
    {
        const QString las = path(QStringLiteral("shade.las")), tif = path(QStringLiteral("shade.tif")),
                      dtm = path(QStringLiteral("shadedtm.tif"));
        QVERIFY(writeLas(las, scattered(100, 2, 3, hills)));
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("dtm"), 1, dtm), m_silent));
        VERIFY_OK(deriveRaster(paramsOf({las}, QStringLiteral("hillshade"), 1, tif), m_silent));
        const QString peer = path(QStringLiteral("gdaldem.tif"));
        QCOMPARE(runProgram(QStringLiteral("gdaldem"),
                     {QStringLiteral("hillshade"), dtm, peer, QStringLiteral("-q"), QStringLiteral("-compute_edges")})
                     .exitCode,
            0);
        const RasterImage ours = readImage(tif), theirs = readImage(peer);
        QCOMPARE(ours.type, QStringLiteral("Byte"));
        QVERIFY(ours.values == theirs.values);
        QVERIFY(*std::max_element(ours.values.begin(), ours.values.end()) > 200);
        // What gdaldem calls nodata is see-through, and nothing else.
        const RasterImage alpha = readImage(tif, 2);
        QCOMPARE(alpha.values.size(), theirs.values.size());
        QVERIFY(runProgram(QStringLiteral("gdalinfo"), {tif}).output.contains("ColorInterp=Alpha"));
        QVERIFY(std::count(alpha.values.begin(), alpha.values.end(), 0.0F) > 0);
        for (size_t i = 0; i < alpha.values.size(); ++i)
            QCOMPARE(alpha.values[i], theirs.values[i] == 0 ? 0.0F : 255.0F);
    }

    /// Surface, intensity and density against sums over the points by hand; classes, returns and flags that do not count.
    void cellsAddUp_data()
    {
        QTest::addColumn<int>("pointFormat");
        QTest::newRow("format 6") << 6;
        QTest::newRow("format 1") << 1;
    }
    void cellsAddUp()
    {
        QFETCH(int, pointFormat);
        auto points = scattered(50, 3, 21, hills);
        std::mt19937 random(4);
        for (LasPoint &p : points) {
            p.pointClass = std::array{1, 2, 5, 6, 7, 18}[random() % 6];
            p.returnNumber = 1 + int(random() % 3);
            p.isWithheld = random() % 10 == 0;
            if (p.pointClass == 7 || p.isWithheld)
                p.z += 500;
        }
        LasOptions options;
        options.pointFormat = pointFormat;
        const QString las = path(QStringLiteral("sums.las"));
        QVERIFY(writeLas(las, points, options));
        constexpr int side = 25;
        std::vector<double> highest(side * side, -9999), sum(side * side), first(side * side), all(side * side);
        for (const LasPoint &p : points) {
            if (p.isWithheld || p.pointClass == 7 || p.pointClass == 18)
                continue;
            const auto at = size_t(side - 1 - int(std::floor((p.y - south) / 2 + 1e-9))) * side
                + size_t(std::floor((p.x - west) / 2 + 1e-9));
            ++all[at];
            if (p.returnNumber > 1)
                continue;
            highest[at] = std::max(highest[at], p.z);
            sum[at] += p.intensity;
            ++first[at];
        }
        for (const char *product : {"dsm", "intensity", "density"}) {
            DeriveParams params = paramsOf({las}, QString::fromLatin1(product), 2, path(QStringLiteral("sums.tif")));
            params.assignCrs = QStringLiteral("EPSG:2154");
            const auto result = deriveRaster(params, m_silent);
            VERIFY_OK(result);
            const RasterImage image = readImage(params.output);
            QCOMPARE(image.width, side);
            QCOMPARE(image.height, side);
            int filled = 0;
            for (size_t i = 0; i < highest.size(); ++i) {
                const bool isDensity = params.product == QLatin1String("density");
                if (!isDensity && !first[i]) {
                    ++filled;
                    continue;
                }
                const double expected = isDensity            ? all[i] / 4
                    : params.product == QLatin1String("dsm") ? highest[i]
                                                             : sum[i] / first[i];
                QVERIFY2(std::abs(double(image.values[i]) - expected) < 2e-4 * std::max(1.0, expected / 100),
                    qPrintable(QStringLiteral("%1: %2 %3").arg(params.product).arg(double(image.values[i])).arg(expected)));
            }
            QCOMPARE(result->filled + (params.product == QLatin1String("density") ? 0 : result->voids), qint64(filled));
            if (params.product == QLatin1String("density"))
                QCOMPARE(result->voids, qint64(std::count(all.begin(), all.end(), 0.0)));
        }
    }

    /// Voids: small ones are filled from both sides, wide ones stay and are counted; the TIN spans as far as it is told to.
    void voidsAreFilledUpToTheirWidth()
    {
        std::vector<LasPoint> points;
        for (int i = 0; i < 60; ++i)
            for (int j = 0; j < 60; ++j) {
                const bool narrow = i == 10 && j > 20 && j < 40, wide = i >= 30 && i < 42 && j >= 30 && j < 42;
                if (!narrow && !wide)
                    points.push_back({west + i + 0.5, south + j + 0.5, 100.0 + i});
            }
        points.push_back({west, south, 100});
        points.push_back({west + 60, south + 60, 160});
        const QString las = path(QStringLiteral("voids.las")), tif = path(QStringLiteral("voids.tif"));
        QVERIFY(writeLas(las, points));
        DeriveParams params = paramsOf({las}, QStringLiteral("dsm"), 1, tif);
        auto result = deriveRaster(params, m_silent);
        VERIFY_OK(result);
        RasterImage image = readImage(tif);
        QCOMPARE(image.at(10, 30), 110.0F); // half of 109 + half of 111
        QCOMPARE(image.at(35, 24), -9999.0F);
        // Of the 12 × 12 cells, those of the corners whose diagonal is no longer than three: 1 + 2 + 3 at each.
        QCOMPARE(result->voids, 144 - 4 * 6);
        QCOMPARE(result->filled, 19 + 4 * 6);
        params.fillVoids = 12;
        result = deriveRaster(params, m_silent);
        VERIFY_OK(result);
        QCOMPARE(result->voids, 0);
        image = readImage(tif);
        QVERIFY(std::abs(image.at(35, 24) - 135) < 1);
        params.product = QStringLiteral("dtm");
        params.fillVoids = 8;
        result = deriveRaster(params, m_silent);
        VERIFY_OK(result);
        QVERIFY2(result->voids > 50 && result->voids < 160, qPrintable(QString::number(result->voids)));
        params.fillVoids = 0;
        result = deriveRaster(params, m_silent);
        VERIFY_OK(result);
        QVERIFY2(result->voids <= 2, qPrintable(QString::number(result->voids)));
    }

    /// What lies between two files that do not touch is no void: it is outside.
    void outsideOfTheFilesIsNoVoid()
    {
        auto points = scattered(50, 2, 31, plane);
        QVERIFY(writeLas(path(QStringLiteral("left.las")), points));
        for (LasPoint &p : points)
            p.x += 100;
        QVERIFY(writeLas(path(QStringLiteral("right.las")), points));
        for (const char *product : {"dtm", "density"}) {
            const auto result = deriveRaster(paramsOf({path(QStringLiteral("left.las")), path(QStringLiteral("right.las"))},
                                                 QString::fromLatin1(product), 1, path(QStringLiteral("two.tif"))),
                m_silent);
            VERIFY_OK(result);
            QCOMPARE(result->width, 150);
            const RasterImage image = readImage(path(QStringLiteral("two.tif")));
            QCOMPARE(image.at(75, 25), -9999.0F);
            QVERIFY(image.at(25, 25) != -9999.0F);
            QVERIFY(result->voids < 1500);
            QVERIFY(result->cells <= 5000);
        }
    }

    /// Four tiles of LiDAR HD: whole, and the terrain never above what was measured first.
    void tilesOfASurvey()
    {
        QStringList tiles;
        for (const char *name : {"77055_627755", "77055_627760", "77060_627755", "77060_627760"})
            tiles << dataPath(QStringLiteral("pointcloud/ign/test_data_%1_LA93_IGN69.laz").arg(QLatin1String(name)));
        const QString dtm = path(QStringLiteral("ign-dtm.tif")), dsm = path(QStringLiteral("ign-dsm.tif"));
        const auto terrain = deriveRaster(paramsOf(tiles, QStringLiteral("dtm"), 0.5, dtm), m_silent);
        VERIFY_OK(terrain);
        VERIFY_OK(deriveRaster(paramsOf(tiles, QStringLiteral("dsm"), 0.5, dsm), m_silent));
        QCOMPARE(terrain->width, 200);
        QCOMPARE(terrain->height, 200);
        QCOMPARE(terrain->cells + terrain->voids, 40000);
        QVERIFY(terrain->voids < 400);
        const RasterImage ground = readImage(dtm), top = readImage(dsm);
        QCOMPARE(ground.west, 770550.0);
        QCOMPARE(ground.north, 6277600.0);
        int above = 0;
        for (size_t i = 0; i < ground.values.size(); ++i)
            above += ground.values[i] != -9999 && top.values[i] != -9999 && ground.values[i] > top.values[i] + 0.5F;
        QVERIFY2(above < 40, qPrintable(QString::number(above)));
    }
};

TUILERIE_TEST_MAIN(DeriveTest)
#include "derivetest.moc"
