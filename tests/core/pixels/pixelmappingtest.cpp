// SPDX-License-Identifier: GPL-3.0-or-later
// Where pixels of one grid lie in another of the same CRS: exact; which grids coincide; sizes of pixels.
#include "pixels/pixelmapping.h"

#include "support/testsupport.h"

using namespace tuilerie;

namespace {

constexpr PixelGrid level{{-20037508.342789244, 20037508.342789244}, 2.5, 2.5};
constexpr PixelGrid mosaic{{650003.1, 6862000.7}, 0.4, 0.5, 5000, 4000};

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
        double spanX = 0, spanY = 0;
        mapping.span(rect, spanX, spanY);
        QCOMPARE(spanX, 2.5 / 0.4);
        QCOMPARE(spanY, 2.5 / 0.5);
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
        QCOMPARE(medianPixelSize({{0, 0}, 4, 9, 100, 100}, nullptr), 6.0);
        const auto mercator = Crs::fromText(QStringLiteral("EPSG:3857")), utm = Crs::fromText(QStringLiteral("EPSG:32631"));
        VERIFY_OK(mercator);
        VERIFY_OK(utm);
        const auto transform = CrsTransform::create(*mercator, *utm);
        VERIFY_OK(transform);
        // At 60° north a metre of Mercator is half a metre; on the zone's central meridian UTM is 0.9996.
        const PixelGrid north{{333958 - 500, 8399738 + 500}, 10, 10, 100, 100};
        const double size = medianPixelSize(north, &*transform);
        QVERIFY2(std::abs(size - 5 * 0.9996) < 0.02, qPrintable(QString::number(size)));
        // Nowhere near what UTM can show.
        const auto polar = Crs::fromText(QStringLiteral("EPSG:3031"));
        VERIFY_OK(polar);
        const auto nothing = CrsTransform::create(*mercator, *polar);
        VERIFY_OK(nothing);
        QCOMPARE(medianPixelSize({{1e30, 1e30}, 10, 10, 100, 100}, &*nothing), 0.0);
    }
};

TUILERIE_TEST_MAIN(PixelMappingTest)
#include "pixelmappingtest.moc"
