// SPDX-License-Identifier: GPL-3.0-or-later
// Across CRS: every pixel's place against PROJ's own, and what the Warper makes of a picture, whole or in pieces.
#include "pixels/warp.h"

#include "support/testsupport.h"

#include <cmath>
#include <cstring>

using namespace tuilerie;

namespace {

/// A source that has a value everywhere: smooth, by its place.
class Field
{
public:
    explicit Field(const PixelGrid &grid)
        : m_grid(grid)
    {
    }
    static double at(double x, double y) { return 128 + 60 * std::sin(x * 0.05) + 60 * std::cos(y * 0.04 + x * 0.01); }
    Result<PixelView> read(const PixelRect &window)
    {
        largest = std::max(largest, window.width() * window.height());
        m_image = PixelImage(window, {1, false, {}});
        const PixelRect inside = window.intersected({0, 0, m_grid.width, m_grid.height});
        for (qint64 y = inside.y0; y < inside.y1; ++y)
            for (qint64 x = inside.x0; x < inside.x1; ++x) {
                *m_image.pixel(x, y) = uint8_t(std::lround(at(double(x) + 0.5, double(y) + 0.5)));
                *m_image.valid(x, y) = 255;
            }
        return viewOf(m_image);
    }
    PixelReader reader()
    {
        return [this](const PixelRect &window) { return read(window); };
    }
    qint64 largest = 0;

private:
    PixelGrid m_grid;
    PixelImage m_image;
};

Result<CrsTransform> transformOf(const QString &from, const QString &to)
{
    TUILERIE_TRY(source, Crs::fromText(from));
    TUILERIE_TRY(target, Crs::fromText(to));
    return CrsTransform::create(source, target);
}

bool isFinite(Point p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

} // namespace

class WarpTest : public QObject
{
    Q_OBJECT

private slots:
    void placesAreProjs_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<double>("west");
        QTest::addColumn<double>("north");
        QTest::addColumn<double>("cell");
        QTest::addColumn<double>("sourceCell");
        QTest::newRow("Mercator, Lambert 93, a town") << "EPSG:3857"
                                                      << "EPSG:2154" << 260000.0 << 6250000.0 << 0.3 << 0.2;
        QTest::newRow("Mercator, Lambert 93, a country") << "EPSG:3857"
                                                         << "EPSG:2154" << -600000.0 << 6700000.0 << 3000.0 << 2000.0;
        QTest::newRow("Lambert 93, Mercator") << "EPSG:2154"
                                              << "EPSG:3857" << 600000.0 << 6900000.0 << 50.0 << 70.0;
        QTest::newRow("degrees, Lambert 93") << "EPSG:4326"
                                             << "EPSG:2154" << -5.0 << 51.0 << 0.03 << 2500.0;
        QTest::newRow("Lambert 93, degrees") << "EPSG:2154"
                                             << "EPSG:4326" << 100000.0 << 7100000.0 << 3000.0 << 0.03;
        QTest::newRow("a turned one: polar, degrees") << "EPSG:3413"
                                                      << "EPSG:4326" << -2000000.0 << 1500000.0 << 12000.0 << 0.2;
        QTest::newRow("across 180°") << "EPSG:3832"
                                     << "EPSG:4326" << 2000000.0 << 1000000.0 << 20000.0 << 0.2;
        QTest::newRow("beyond the world") << "EPSG:4326"
                                          << "EPSG:3857" << -200.0 << 100.0 << 1.3 << 150000.0;
    }
    void placesAreProjs()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(double, west);
        QFETCH(double, north);
        QFETCH(double, cell);
        QFETCH(double, sourceCell);
        const auto transform = transformOf(from, to);
        VERIFY_OK(transform);
        const PixelGrid target{{west, north}, cell, cell};
        Point corner = target.place(150, 150);
        transform->forward(std::span(&corner, 1));
        if (!isFinite(corner))
            corner = {};
        const PixelGrid source{corner, sourceCell, sourceCell};
        PixelMapping mapping(target, source, &*transform);
        const PixelRect rect{-7, 5, 311, 270};
        mapping.prepare(rect);
        const size_t width = size_t(rect.width());
        std::vector<double> x(width), y(width);
        double worst = 0;
        qint64 finite = 0;
        double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
        QVERIFY(mapping.bounds(x0, y0, x1, y1));
        for (qint64 row = rect.y0; row < rect.y1; ++row) {
            mapping.row(row, x.data(), y.data());
            std::vector<Point> exact;
            for (size_t i = 0; i < width; ++i)
                exact.push_back(target.place(double(rect.x0) + double(i) + 0.5, double(row) + 0.5));
            transform->forward(exact);
            for (size_t i = 0; i < width; ++i) {
                QCOMPARE(std::isfinite(x[i]), isFinite(exact[i]));
                QCOMPARE(std::isfinite(y[i]), isFinite(exact[i]));
                if (!isFinite(exact[i]))
                    continue;
                ++finite;
                const double wantX = (exact[i].x - source.origin.x) / sourceCell;
                const double wantY = (source.origin.y - exact[i].y) / sourceCell;
                worst = std::max({worst, std::abs(x[i] - wantX), std::abs(y[i] - wantY)});
                QVERIFY(x[i] > x0 - 0.2 && x[i] < x1 + 0.2 && y[i] > y0 - 0.2 && y[i] < y1 + 0.2);
            }
        }
        QVERIFY(finite > 1000);
        // An eighth where it is measured; between those places, a little more.
        QVERIFY2(worst < 1.2 * PixelMapping::tolerance, qPrintable(QString::number(worst)));
    }

    // What a pixel becomes does not depend on what else is asked for.
    void piecesAreTheWhole_data()
    {
        QTest::addColumn<int>("kernel");
        QTest::newRow("nearest") << int(Kernel::Nearest);
        QTest::newRow("bicubic") << int(Kernel::Bicubic);
        QTest::newRow("lanczos3") << int(Kernel::Lanczos3);
    }
    void piecesAreTheWhole()
    {
        QFETCH(int, kernel);
        const auto transform = transformOf(QStringLiteral("EPSG:3857"), QStringLiteral("EPSG:2154"));
        VERIFY_OK(transform);
        const PixelGrid target{{260000, 6250000}, 0.3, 0.3};
        Point corner = target.place(1100, 1100);
        transform->forward(std::span(&corner, 1));
        const PixelGrid source{{corner.x - 25, corner.y + 25}, 0.15, 0.15, 900, 800};
        WarpOptions options;
        options.kernel = Kernel(kernel);
        Field field(source);
        Warper warper(source, &*transform, options);
        // Across a border of the squares that kernels are chosen for.
        const PixelRect rect{900, 930, 1300, 1270};
        PixelImage whole(rect, {1, false, {}});
        VERIFY_OK(warper.render(target, rect, field.reader(), whole));
        QCOMPARE(whole.coverage(rect), Coverage::Some);
        PixelImage pieces(rect, {1, false, {}});
        for (qint64 y = rect.y0; y < rect.y1; y += 85)
            for (qint64 x = rect.x0; x < rect.x1; x += 100)
                VERIFY_OK(warper.render(target, {x, y, x + 100, y + 85}, field.reader(), pieces));
        // To the rounding of a sample: sums are made in another order where a window has pixels without data.
        for (size_t i = 0; i < whole.samples().size(); ++i)
            QVERIFY(std::abs(int(pieces.samples()[i]) - int(whole.samples()[i])) <= 1);
        QVERIFY(pieces.validity() == whole.validity());
        // And it is the field, wherever the source has it: at the pixel's place by PROJ, up to what an eighth of a pixel
        // and averaging two may change.
        std::vector<Point> places;
        for (qint64 y = rect.y0; y < rect.y1; ++y)
            for (qint64 x = rect.x0; x < rect.x1; ++x)
                places.push_back(target.place(double(x) + 0.5, double(y) + 0.5));
        transform->forward(places);
        size_t i = 0;
        int compared = 0;
        for (qint64 y = rect.y0; y < rect.y1; ++y)
            for (qint64 x = rect.x0; x < rect.x1; ++x, ++i) {
                const double sx = (places[i].x - source.origin.x) / source.cellSizeX;
                const double sy = (source.origin.y - places[i].y) / source.cellSizeY;
                const bool isIn = sx > 0.2 && sy > 0.2 && sx < 899.8 && sy < 799.8;
                const bool isOut = sx < -0.2 || sy < -0.2 || sx > 900.2 || sy > 800.2;
                if (isIn || isOut)
                    QCOMPARE(*whole.valid(x, y) == 255, isIn);
                if (sx < 12 || sy < 12 || sx > 888 || sy > 788)
                    continue;
                QVERIFY(std::abs(double(*whole.pixel(x, y)) - Field::at(sx, sy)) < 4);
                ++compared;
            }
        QVERIFY(compared > 10000);
    }

    void alignedIsCopied()
    {
        const PixelGrid source{{1000, 2000}, 0.5, 0.5, 300, 200};
        const PixelGrid target{{1000 - 40 * 0.5, 2000 + 30 * 0.5}, 0.5, 0.5};
        for (const Kernel kernel : {Kernel::Nearest, Kernel::Bicubic, Kernel::Lanczos3}) {
            WarpOptions options;
            options.kernel = kernel;
            Field field(source);
            Warper warper(source, nullptr, options);
            const PixelRect rect{0, 0, 400, 300};
            PixelImage out(rect, {1, false, {}});
            VERIFY_OK(warper.render(target, rect, field.reader(), out));
            for (qint64 y = 0; y < 300; ++y)
                for (qint64 x = 0; x < 400; ++x) {
                    const bool isIn = x >= 40 && y >= 30 && x < 340 && y < 230;
                    QCOMPARE(*out.valid(x, y) == 255, isIn);
                    if (isIn)
                        QCOMPARE(
                            int(*out.pixel(x, y)), int(std::lround(Field::at(double(x) - 40 + 0.5, double(y) - 30 + 0.5))));
                }
        }
    }

    // However coarse the target: windows are bounded, and so is the kernel where that is asked.
    void memoryIsBounded()
    {
        const PixelGrid source{{0, 0}, 1, 1, 20000, 20000};
        const PixelGrid target{{-100, 100}, 40, 40, 520, 520};
        WarpOptions options;
        options.mostSpan = 23.5;
        Field field(source);
        Warper warper(source, nullptr, options);
        const PixelRect rect{0, 0, 120, 90};
        PixelImage out(rect, {1, false, {}});
        VERIFY_OK(warper.render(target, rect, field.reader(), out));
        QVERIFY2(field.largest <= 3000000, qPrintable(QString::number(field.largest)));
        QCOMPARE(int(*out.valid(1, 1)), 0);
        QCOMPARE(int(*out.valid(3, 3)), 255);
        const Point place = target.place(60.5, 60.5);
        QVERIFY(std::abs(double(*out.pixel(60, 60)) - Field::at(place.x, -place.y)) < 25);
    }

    // Over a pole a pixel spans all meridians: no kernel grows without end, and every pixel has the field's value.
    void overThePole()
    {
        const auto transform = transformOf(QStringLiteral("EPSG:3413"), QStringLiteral("EPSG:4326"));
        VERIFY_OK(transform);
        const PixelGrid source{{-180, 90}, 0.05, 0.05, 7200, 800, 360};
        const PixelGrid target{{-600000, 600000}, 3000, 3000};
        Field field(source);
        Warper warper(source, &*transform, {});
        const PixelRect rect{0, 0, 400, 400};
        PixelImage out(rect, {1, false, {}});
        VERIFY_OK(warper.render(target, rect, field.reader(), out));
        QCOMPARE(out.coverage(rect), Coverage::All);
        QVERIFY2(field.largest <= 6000000, qPrintable(QString::number(field.largest)));
        std::vector<Point> places;
        for (qint64 y = 0; y < 400; ++y)
            for (qint64 x = 0; x < 400; ++x)
                places.push_back(target.place(double(x) + 0.5, double(y) + 0.5));
        transform->forward(places);
        int compared = 0;
        for (size_t i = 0; i < places.size(); ++i) {
            const double sx = (places[i].x + 180) / 0.05, sy = (90 - places[i].y) / 0.05;
            // Where a pixel averages few of the source's, and its seam is not near.
            if (sy < 60 || sx < 20 || sx > 7180)
                continue;
            ++compared;
            const double value = *out.pixel(qint64(i % 400), qint64(i / 400));
            QVERIFY2(std::abs(value - Field::at(sx, sy)) < 60, qPrintable(QStringLiteral("%1 %2").arg(sx).arg(sy)));
        }
        QVERIFY(compared > 10000);
    }

    // One CRS, the source begins at Greenwich: both halves of the map, to the pixel.
    void comesRoundWhereItIsCopied()
    {
        const PixelGrid source{{0, 90}, 1, 1, 360, 180, 360};
        const PixelGrid target{{-180, 90}, 1, 1};
        Field field(source);
        for (const double shift : {0.0, 0.5}) {
            PixelGrid moved = target;
            moved.origin.x += shift;
            Warper warper(source, nullptr, {});
            const PixelRect rect{0, 0, 360, 180};
            PixelImage out(rect, {1, false, {}});
            VERIFY_OK(warper.render(moved, rect, field.reader(), out));
            QCOMPARE(out.coverage(rect), Coverage::All);
            for (const qint64 x : {3, 170, 190, 350}) {
                const double sx = std::fmod(double(x) + shift + 180 + 0.5, 360);
                QVERIFY(std::abs(double(*out.pixel(x, 70)) - Field::at(sx, 70.5)) < 2);
            }
        }
    }

    void readersErrorsAreGivenOn()
    {
        const PixelGrid source{{0, 0}, 1, 1, 100, 100}, target{{0.3, 0}, 1, 1};
        Warper warper(source, nullptr, {});
        PixelImage out({0, 0, 50, 50}, {1, false, {}});
        const auto status = warper.render(
            target, {0, 0, 50, 50},
            [](const PixelRect &) -> Result<PixelView> { return fail(ErrorCode::Corrupt, QStringLiteral("torn")); }, out);
        QVERIFY(!status && status.error().code == ErrorCode::Corrupt);
    }
};

TUILERIE_TEST_MAIN(WarpTest)
#include "warptest.moc"
