// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/crs.h"
#include "grid/crsinuse.h"
#include "support/testsupport.h"

#include <QProcess>
#include <QStandardPaths>

#include <thread>

using namespace tuilerie;

namespace {

Result<CrsTransform> between(const char *from, const char *to)
{
    TUILERIE_TRY(a, Crs::fromText(QString::fromLatin1(from)));
    TUILERIE_TRY(b, Crs::fromText(QString::fromLatin1(to)));
    return CrsTransform::create(a, b);
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

} // namespace

class CrsTransformTest : public QObject
{
    Q_OBJECT

private slots:
    // Against the C library's own program, given the same place in the authority's axis order.
    void agreesWithCs2cs()
    {
        const QString cs2cs = QStandardPaths::findExecutable(QStringLiteral("cs2cs"));
        if (cs2cs.isEmpty())
            QSKIP("cs2cs is not installed");
        const auto transform = between("EPSG:4326", "EPSG:2154");
        VERIFY_OK(transform);
        std::array points{Point{2.3488, 48.8534}, Point{-4.4861, 48.3904}, Point{9.45, 42.7}};
        const std::array before = points;
        QVERIFY(transform->forward(points));
        for (size_t i = 0; i < points.size(); ++i) {
            QProcess process;
            process.start(cs2cs,
                {QStringLiteral("-f"), QStringLiteral("%.6f"), QStringLiteral("EPSG:4326"), QStringLiteral("EPSG:2154")});
            process.write(QStringLiteral("%1 %2\n").arg(before[i].y, 0, 'f', 9).arg(before[i].x, 0, 'f', 9).toLatin1());
            process.closeWriteChannel();
            QVERIFY(process.waitForFinished());
            const QStringList out =
                QString::fromLatin1(process.readAllStandardOutput()).simplified().split(QLatin1Char(' '));
            QVERIFY(near(points[i].x, out.at(0).toDouble(), 1e-5));
            QVERIFY(near(points[i].y, out.at(1).toDouble(), 1e-5));
        }
        QVERIFY(transform->inverse(points));
        for (size_t i = 0; i < points.size(); ++i)
            QVERIFY(near(points[i].x, before[i].x, 1e-9) && near(points[i].y, before[i].y, 1e-9));
    }

    // gdaltransform's places, of datums that only the definition knows.
    void keepsTheDatumOfTheDefinition()
    {
        const auto ntf = between("+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 "
                                 "+a=6378249.2 +b=6356515 +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m +no_defs",
            "EPSG:3857");
        VERIFY_OK(ntf);
        std::array points{Point{600123, 2428456}};
        QVERIFY(ntf->forward(points));
        QVERIFY(near(points[0].x, 260285.0967, 0.01) && near(points[0].y, 6250199.7264, 0.01));
        const auto bessel = between("+proj=tmerc +lat_0=0 +lon_0=3 +k=1 +x_0=500000 +y_0=0 +ellps=bessel "
                                    "+towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m +no_defs",
            "EPSG:3857");
        VERIFY_OK(bessel);
        points = {Point{452300, 5411200}};
        QVERIFY(bessel->forward(points));
        QVERIFY(near(points[0].x, 261607.8676, 0.01) && near(points[0].y, 6247151.8563, 0.01));
    }

    void identityLeavesEveryBit()
    {
        const auto transform = between("EPSG:2154", "IGNF:LAMB93");
        VERIFY_OK(transform);
        QVERIFY(transform->isIdentity());
        std::array points{Point{700000.1, 6600000.3}};
        QVERIFY(transform->forward(points));
        QCOMPARE(points[0], (Point{700000.1, 6600000.3}));
        const Extent extent{1, 2, 3, 4};
        QCOMPARE(*transform->forward(extent), extent);
        QCOMPARE(*transform->inverse(extent), extent);
        QVERIFY(between("EPSG:4326", "CRS:84")->isIdentity());
        QVERIFY(!between("EPSG:4326", "EPSG:3857")->isIdentity());
    }

    void aPointThatCannotBeTransformedIsMarked()
    {
        const auto transform = between("EPSG:4326", "EPSG:2154");
        std::array points{Point{2, 47}, Point{2, -90}, Point{NAN, 1}, Point{HUGE_VAL, HUGE_VAL}, Point{3, 46.5}};
        QVERIFY(!transform->forward(points));
        QVERIFY(std::isfinite(points[0].x));
        QVERIFY(std::isinf(points[2].x) && std::isinf(points[2].y));
        QVERIFY(std::isinf(points[3].x));
        QVERIFY(near(points[4].x, 700000, 1e-3) && near(points[4].y, 6600000, 1e-3));
        QVERIFY(transform->forward(std::span<Point>()));
    }

    void boundsHoldTheCurvedEdges()
    {
        const auto transform = between("EPSG:2154", "EPSG:4326");
        VERIFY_OK(transform);
        const Extent square{200000, 6100000, 1200000, 7100000};
        const auto bounds = transform->forward(square);
        VERIFY_OK(bounds);
        std::vector<Point> edge;
        for (int i = 0; i <= 100; ++i) {
            edge.push_back({square.west + i * square.width() / 100, square.north});
            edge.push_back({square.west + i * square.width() / 100, square.south});
            edge.push_back({square.west, square.south + i * square.height() / 100});
            edge.push_back({square.east, square.south + i * square.height() / 100});
        }
        QVERIFY(transform->forward(edge));
        for (const Point &point : edge)
            QVERIFY(bounds->grown(1e-4, 1e-4).contains(point));
        QVERIFY(bounds->north > std::max(edge[0].y, edge[400].y)); // the middle of the north edge bulges
    }

    void theWorldInWebMercator()
    {
        const auto transform = between("EPSG:4326", "EPSG:3857");
        VERIFY_OK(transform);
        const auto bounds = transform->forward(Extent{-180, -90, 180, 90});
        VERIFY_OK(bounds);
        QVERIFY(near(bounds->west, -20037508.342789244, 1e-6));
        QVERIFY(near(bounds->east, 20037508.342789244, 1e-6));
        QVERIFY2(near(bounds->north, 20048966.1, 1),
            qPrintable(QString::number(bounds->north, 'f', 2))); // 85.06° of the area of use
        const auto back =
            transform->inverse(Extent{-20037508.342789244, -20037508.342789244, 20037508.342789244, 20037508.342789244});
        VERIFY_OK(back);
        QVERIFY(near(back->west, -180, 1e-9) && near(back->east, 180, 1e-9));
        QVERIFY(near(back->north, 85.0511287798, 1e-6));
    }

    void missingCrsIsRefused()
    {
        const auto transform = CrsTransform::create(Crs(), *Crs::fromText(QStringLiteral("EPSG:4326")));
        QVERIFY(!transform);
        QCOMPARE(transform.error().code, ErrorCode::Invalid);
        const auto nonsense = between("EPSG:4326", "EPSG:2154")->forward(Extent{500, 500, 600, 600});
        QVERIFY(!nonsense || !std::isnan(nonsense->west));
    }

    // What one thread made is another's next, and as good as a new one.
    void transformsAreHandedOn()
    {
        const Extent square{600000, 6800000, 700000, 6900000};
        std::optional<Extent> first;
        std::thread([&] { first = *between("EPSG:2154", "EPSG:3857")->forward(square); }).join();
        {
            const auto kept = between("EPSG:2154", "EPSG:3857"), made = between("EPSG:2154", "EPSG:3857");
            VERIFY_OK(kept);
            VERIFY_OK(made);
            QCOMPARE(*kept->forward(square), *first);
            QCOMPARE(*made->forward(square), *first);
            QCOMPARE(*made->inverse(*made->forward(square)), *kept->inverse(*first));
        }
        // The other way is another one.
        QVERIFY(between("EPSG:3857", "EPSG:2154")->forward(*first)->contains(Point{650000, 6850000}));
    }

    void theLastEightAreInUse()
    {
        for (int zone = 42; zone <= 50; ++zone)
            CrsInUse::add(QStringLiteral("EPSG:39%1").arg(zone));
        QVERIFY(!CrsInUse::has(QStringLiteral("EPSG:3942")));
        for (int zone = 43; zone <= 50; ++zone)
            QVERIFY(CrsInUse::has(QStringLiteral("EPSG:39%1").arg(zone)));
        CrsInUse::add(QStringLiteral("EPSG:3943"));
        CrsInUse::add(QStringLiteral("nonsense"));
        QVERIFY(CrsInUse::has(QStringLiteral("EPSG:3943")) && CrsInUse::has(QStringLiteral("nonsense")));
        QVERIFY(!CrsInUse::has(QStringLiteral("EPSG:3944")));
        QVERIFY(CrsInUse::has(QString())); // data without one need nothing
    }

    void oneTransformEachInManyThreads()
    {
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                const auto transform = between("EPSG:2154", "EPSG:3857");
                for (int i = 0; transform && i < 2000; ++i) {
                    std::array points{Point{600000.0 + i, 6800000.0}};
                    const Point before = points[0];
                    good += transform->forward(points) && transform->inverse(points) && near(points[0].x, before.x, 1e-4)
                        && near(points[0].y, before.y, 1e-4);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 8000);
    }
};

TUILERIE_TEST_MAIN(CrsTransformTest)
#include "crstransformtest.moc"
