// SPDX-License-Identifier: GPL-3.0-or-later
// Where pixels of one grid lie in another of the same CRS: exact; which grids coincide; sizes of pixels.
#include "pixels/pixelmapping.h"

#include "support/testsupport.h"

using namespace tuilerie;

namespace {

constexpr PixelGrid level{{-20037508.342789244, 20037508.342789244}, 2.5, 2.5};
constexpr PixelGrid mosaic{{650003.1, 6862000.7}, 0.4, 0.5};

} // namespace

class PixelMappingTest : public QObject
{
    Q_OBJECT

private slots:
    void sameCrsIsExact()
    {
        PixelMapping mapping(level, mosaic, nullptr);
        const PixelRect rect{8275000, 5270000, 8275100, 5270020};
        mapping.prepare(rect);
        std::vector<double> x(100), y(100);
        for (qint64 row = rect.y0; row < rect.y1; ++row) {
            mapping.row(row, x.data(), y.data());
            for (size_t i = 0; i < 100; ++i) {
                const Point place = level.place(double(rect.x0) + double(i) + 0.5, double(row) + 0.5);
                QVERIFY(std::abs(x[i] - (place.x - mosaic.origin.x) / mosaic.cellSizeX) < 1e-6);
                QVERIFY(std::abs(y[i] - (mosaic.origin.y - place.y) / mosaic.cellSizeY) < 1e-6);
            }
        }
        double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
        QVERIFY(mapping.bounds(x0, y0, x1, y1));
        QVERIFY(std::abs(x1 - x0 - 100 * 2.5 / 0.4) < 1e-6 && std::abs(y1 - y0 - 20 * 2.5 / 0.5) < 1e-6);
        const PixelSpan span = mapping.span(rect);
        QCOMPARE(span.x, 2.5 / 0.4);
        QCOMPARE(span.y, 2.5 / 0.5);
        QVERIFY(span.isEven);
    }

    void aligned_data()
    {
        QTest::addColumn<double>("dx"); ///< of the source's origin, in pixels
        QTest::addColumn<double>("dy");
        QTest::addColumn<double>("stretch");
        QTest::addColumn<double>("most");
        QTest::addColumn<bool>("isAligned");
        QTest::newRow("the same") << 0.0 << 0.0 << 1.0 << 0.01 << true;
        QTest::newRow("shifted") << 300.0 << -41.0 << 1.0 << 0.01 << true;
        QTest::newRow("nearly") << 300.003 << -41.002 << 1.0 << 0.01 << true;
        QTest::newRow("by a part in x") << 300.02 << -41.0 << 1.0 << 0.01 << false;
        QTest::newRow("by a part in y") << 300.0 << -41.02 << 1.0 << 0.01 << false;
        QTest::newRow("drifting less than that over the whole") << 0.0 << 0.0 << 1 + 1e-6 << 0.01 << true;
        QTest::newRow("drifting more") << 0.0 << 0.0 << 1 + 5e-6 << 0.01 << false;
        QTest::newRow("half a pixel") << 0.5 << 0.0 << 1.0 << 0.01 << false;
        QTest::newRow("what a map request allows") << 0.0037 << 0.0 << 1.0 << 1.0 / 256 << true;
        QTest::newRow("and what not") << 0.0041 << 0.0 << 1.0 << 1.0 / 256 << false;
    }
    void aligned()
    {
        QFETCH(double, dx);
        QFETCH(double, dy);
        QFETCH(double, stretch);
        QFETCH(double, most);
        QFETCH(bool, isAligned);
        const PixelGrid target{{652000, 6862000}, 0.2, 0.2};
        const PixelGrid source{{652000 + dx * 0.2, 6862000 - dy * 0.2}, 0.2 * stretch, 0.2 * stretch, 5000, 2000};
        qint64 shiftX = 0, shiftY = 0;
        QCOMPARE(PixelMapping(target, source, nullptr).isAligned(most, shiftX, shiftY), isAligned);
        if (!isAligned)
            return;
        QCOMPARE(shiftX, -qint64(std::round(dx)));
        QCOMPARE(shiftY, -qint64(std::round(dy)));
        PixelMapping mapping(target, source, nullptr);
        mapping.prepare({1000, 1000, 1001, 1001});
        double x = 0, y = 0;
        mapping.row(1000, &x, &y);
        QVERIFY(std::abs(x - double(1000 + shiftX) - 0.5) < 0.02 && std::abs(y - double(1000 + shiftY) - 0.5) < 0.02);
    }

    // A target with an end is what must not drift; the source may be as large as it likes.
    void drift()
    {
        const PixelGrid source{{0, 0}, 1 + 5e-6, 1 + 5e-6, 1 << 20, 1 << 20};
        PixelGrid target{{0, 0}, 1, 1};
        qint64 shiftX = 0, shiftY = 0;
        QVERIFY(!PixelMapping(target, source, nullptr).isAligned(0.01, shiftX, shiftY));
        target.width = target.height = 256;
        QVERIFY(PixelMapping(target, source, nullptr).isAligned(0.01, shiftX, shiftY));
    }

    void notAlignedInAnotherCrs()
    {
        const auto from = Crs::fromText(QStringLiteral("EPSG:3857")), to = Crs::fromText(QStringLiteral("EPSG:2154"));
        VERIFY_OK(from);
        VERIFY_OK(to);
        const auto transform = CrsTransform::create(*from, *to);
        VERIFY_OK(transform);
        qint64 shiftX = 0, shiftY = 0;
        QVERIFY(!PixelMapping(level, level, &*transform).isAligned(0.01, shiftX, shiftY));
    }

    void pixelSizes()
    {
        QCOMPARE(medianPixelSize({{0, 0}, 4, 9, 100, 100}, nullptr).mean, 6.0);
        QCOMPARE(medianPixelSize({{0, 0}, 4, 9, 100, 100}, nullptr).least, 4.0);
        const auto mercator = Crs::fromText(QStringLiteral("EPSG:3857")), utm = Crs::fromText(QStringLiteral("EPSG:32631"));
        VERIFY_OK(mercator);
        VERIFY_OK(utm);
        const auto transform = CrsTransform::create(*mercator, *utm);
        VERIFY_OK(transform);
        // At 60° north a metre of Mercator is half a metre; on the zone's central meridian UTM is 0.9996.
        const PixelGrid north{{333958 - 500, 8399738 + 500}, 10, 10, 100, 100};
        const double size = medianPixelSize(north, &*transform).mean;
        QVERIFY2(std::abs(size - 5 * 0.9996) < 0.02, qPrintable(QString::number(size)));
        // A map of unequal scales: what it shows finest counts for `least`, whichever way it is turned.
        PixelGrid uneven = north;
        uneven.cellSizeY *= 16;
        const PixelSize sizes = medianPixelSize(uneven, &*transform);
        QVERIFY2(std::abs(sizes.mean - 4 * size) < 0.1 && std::abs(sizes.least - size) < 0.1,
            qPrintable(QStringLiteral("%1 %2").arg(sizes.mean).arg(sizes.least)));
        // Nowhere near what UTM can show.
        const auto polar = Crs::fromText(QStringLiteral("EPSG:3031"));
        VERIFY_OK(polar);
        const auto nothing = CrsTransform::create(*mercator, *polar);
        VERIFY_OK(nothing);
        QCOMPARE(medianPixelSize({{1e30, 1e30}, 10, 10, 100, 100}, &*nothing).mean, 0.0);
    }

    // Of a raster across the end of the other CRS's world, or of one pixel that is the world: what most of it says.
    void pixelSizesOfTheWorld()
    {
        const auto degrees = Crs::fromText(QStringLiteral("EPSG:4326")),
                   mercator = Crs::fromText(QStringLiteral("EPSG:3857"));
        VERIFY_OK(degrees);
        VERIFY_OK(mercator);
        const auto transform = CrsTransform::create(*degrees, *mercator);
        VERIFY_OK(transform);
        const double degree = mercator->turn() / 360;
        const double across = medianPixelSize({{179, 1}, 0.01, 0.01, 200, 200}, &*transform).mean;
        QVERIFY2(std::abs(across / (0.01 * degree) - 1) < 0.001, qPrintable(QString::number(across)));
        const double one = medianPixelSize({{-180, 80}, 360, 160, 1, 1}, &*transform).mean;
        QVERIFY2(one > 200 * degree && one < 500 * degree, qPrintable(QString::number(one)));
        // Only what lies where it is asked for.
        const Extent north{-20037508, 8000000, 20037508, 20037508};
        const double world = medianPixelSize({{-180, 90}, 1, 1, 360, 180}, &*transform).mean;
        const double there = medianPixelSize({{-180, 90}, 1, 1, 360, 180}, &*transform, &north).mean;
        QVERIFY2(there > 1.3 * world, qPrintable(QStringLiteral("%1 %2").arg(world).arg(there)));
        const Extent nowhere{3e7, 0, 4e7, 1};
        QCOMPARE(medianPixelSize({{-10, 10}, 1, 1, 20, 20}, &*transform, &nowhere).mean, 0.0);
    }

    // A source across 180° is in one piece; every target pixel finds its place in it, from both sides.
    void placesComeRound()
    {
        const auto mercator = Crs::fromText(QStringLiteral("EPSG:3857")),
                   degrees = Crs::fromText(QStringLiteral("EPSG:4326"));
        VERIFY_OK(mercator);
        VERIFY_OK(degrees);
        const auto transform = CrsTransform::create(*mercator, *degrees);
        VERIFY_OK(transform);
        const double cell = mercator->turn() / 360 / 40; // a 40th of a degree
        const PixelGrid target{{-mercator->turn() / 2, 500000}, cell, cell};
        for (const double west : {175.0, -185.0, 535.0}) {
            const PixelGrid source{{west, 10}, 0.025, 0.025, 400, 400, degrees->turn()};
            PixelMapping mapping(target, source, &*transform);
            double x = 0, y = 0;
            const auto look = [&](qint64 column) {
                mapping.prepare({column, 20, column + 1, 21});
                mapping.row(20, &x, &y);
                return x;
            };
            QVERIFY2(std::abs(look(0) - 200.5) < 0.13, qPrintable(QString::number(x)));
            QVERIFY2(std::abs(look(14399) - 199.5) < 0.13, qPrintable(QString::number(x)));
            QVERIFY2(std::abs(look(199) - 399.5) < 0.13, qPrintable(QString::number(x)));
            QVERIFY2(std::abs(look(14200) - 0.5) < 0.13, qPrintable(QString::number(x)));
            // And the whole map covers just that, in the two pieces that it is cut into.
            mapping.prepare({0, 0, 14400, 64});
            double x0 = 0, y0 = 0, x1 = 0, y1 = 0, covered = 0;
            QVERIFY(mapping.bounds(x0, y0, x1, y1));
            QVERIFY(x0 == 0 && x1 == 400);
            mapping.pieces([&](double a, double b, double c, double d) { covered += (c - a) * (d - b); });
            QVERIFY2(covered < 1.1 * (x1 - x0) * (y1 - y0), qPrintable(QString::number(covered)));
        }
    }

    // The kernel's size is not that of one place: no number stands for the whole world, and none is that of a seam.
    void spanOfTheWorld()
    {
        const auto mercator = Crs::fromText(QStringLiteral("EPSG:3857")),
                   degrees = Crs::fromText(QStringLiteral("EPSG:4326"));
        VERIFY_OK(mercator);
        VERIFY_OK(degrees);
        const auto transform = CrsTransform::create(*mercator, *degrees);
        VERIFY_OK(transform);
        const double half = mercator->turn() / 2;
        const PixelGrid target{{-half, half}, half / 256, half / 256};
        const PixelGrid source{{-180, 90}, 0.5, 0.5, 720, 360, degrees->turn()};
        PixelMapping mapping(target, source, &*transform);
        const double right = 720.0 / 512;
        QVERIFY(!mapping.span({0, 0, 1024, 1024}).isEven);
        for (const PixelRect &rect :
            {PixelRect{0, 224, 64, 288}, PixelRect{240, 240, 272, 272}, PixelRect{496, 240, 528, 272}}) {
            const PixelSpan span = mapping.span(rect);
            QVERIFY2(std::abs(span.x - right) < 0.01, qPrintable(QString::number(span.x)));
            QVERIFY2(span.y > 0.9 * right && span.y < 1.01 * right, qPrintable(QString::number(span.y)));
        }
    }

    void turns()
    {
        const double turn = 360;
        const PixelGrid source{{0, 90}, 1, 1, 360, 180, turn};
        const auto wests = [&](const PixelGrid &target, const PixelRect &rect) {
            QList<double> found;
            for (const PixelGrid &grid : turnsOf(source, target, rect))
                found << grid.origin.x;
            return found;
        };
        const PixelGrid target{{-180, 90}, 1, 1};
        QCOMPARE(wests(target, {0, 0, 360, 180}), (QList<double>{-360, 0}));
        QCOMPARE(wests(target, {180, 0, 360, 180}), (QList<double>{0}));
        QCOMPARE(wests(target, {0, 0, 180, 180}), (QList<double>{-360, 0}));
        QCOMPARE(wests(target, {720, 0, 730, 180}), (QList<double>{360, 0}));
        PixelGrid once = source;
        once.turn = 0;
        QCOMPARE(turnsOf(once, target, {0, 0, 360, 180}).size(), size_t(1));
    }
};

TUILERIE_TEST_MAIN(PixelMappingTest)
#include "pixelmappingtest.moc"
