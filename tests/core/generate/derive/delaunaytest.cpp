// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/derive/delaunay.h"
#include "support/testsupport.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>

using namespace tuilerie::derive;

namespace {

using Corners = std::array<std::array<qint64, 2>, 3>;
__extension__ typedef __int128 Wide;

std::set<Corners> trianglesOf(const Delaunay &tin, int originX, int originY)
{
    std::set<Corners> triangles;
    for (int t = 0; t < tin.triangles(); ++t) {
        if (!tin.isReal(t))
            continue;
        Corners corners;
        for (int i = 0; i < 3; ++i)
            corners[size_t(i)] = {tin.corner(t, i).x - originX, tin.corner(t, i).y - originY};
        std::sort(corners.begin(), corners.end());
        triangles.insert(corners);
    }
    return triangles;
}

qint64 twiceArea(const Corners &t)
{
    return (t[1][0] - t[0][0]) * (t[2][1] - t[0][1]) - (t[1][1] - t[0][1]) * (t[2][0] - t[0][0]);
}

/// Positive inside of the circle.
Wide inCircle(const Corners &t, const TinPoint &p)
{
    Wide d[3][3];
    for (size_t i = 0; i < 3; ++i) {
        d[i][0] = t[i][0] - p.x;
        d[i][1] = t[i][1] - p.y;
        d[i][2] = d[i][0] * d[i][0] + d[i][1] * d[i][1];
    }
    const Wide value = d[0][2] * (d[1][0] * d[2][1] - d[2][0] * d[1][1]) + d[1][2] * (d[2][0] * d[0][1] - d[0][0] * d[2][1])
        + d[2][2] * (d[0][0] * d[1][1] - d[1][0] * d[0][1]);
    return twiceArea(t) > 0 ? value : -value;
}

/// Twice the area of the convex hull (monotone chain).
qint64 hullArea(std::vector<TinPoint> points)
{
    std::sort(points.begin(), points.end(),
        [](const TinPoint &a, const TinPoint &b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<TinPoint> hull;
    const auto turn = [](const TinPoint &a, const TinPoint &b, const TinPoint &c) {
        return (qint64(b.x) - a.x) * (qint64(c.y) - a.y) - (qint64(b.y) - a.y) * (qint64(c.x) - a.x);
    };
    for (int side = 0; side < 2; ++side) {
        const size_t start = hull.size();
        for (const TinPoint &p : points) {
            while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), p) <= 0)
                hull.pop_back();
            hull.push_back(p);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    qint64 area = 0;
    for (size_t i = 0; i < hull.size(); ++i) {
        const TinPoint &a = hull[i], &b = hull[(i + 1) % hull.size()];
        area += qint64(a.x) * b.y - qint64(b.x) * a.y;
    }
    return area;
}

} // namespace

class DelaunayTest : public QObject
{
    Q_OBJECT
private slots:
    void isDelaunayAndUnique_data()
    {
        QTest::addColumn<int>("range");
        QTest::newRow("many at one place and on one circle") << 6;
        QTest::newRow("many on one circle") << 40;
        QTest::newRow("scattered") << 1000;
        QTest::newRow("far apart") << (1 << 27);
    }

    /// No point in any circle, the hull filled exactly, and the same triangles for any order, any two halves and any origin.
    void isDelaunayAndUnique()
    {
        QFETCH(int, range);
        std::mt19937 random(7);
        for (int round = 0; round < 400; ++round) {
            std::vector<TinPoint> points(3 + random() % 60);
            for (TinPoint &p : points)
                p = {int(random() % unsigned(range)), int(random() % unsigned(range)), 0};
            Delaunay tin;
            tin.insert(points);
            const auto triangles = trianglesOf(tin, 0, 0);
            qint64 area = 0;
            for (const Corners &t : triangles) {
                QVERIFY(twiceArea(t) != 0);
                area += std::abs(twiceArea(t));
                for (const TinPoint &p : points)
                    QVERIFY(!(inCircle(t, p) > 0));
            }
            QCOMPARE(area, hullArea(points));

            std::shuffle(points.begin(), points.end(), random);
            const size_t half = random() % points.size();
            for (TinPoint &p : points) {
                p.x -= 777;
                p.y += 1234;
            }
            Delaunay other;
            other.insert(std::span(points).first(half));
            other.insert(std::span(points).subspan(half));
            QVERIFY(trianglesOf(other, -777, 1234) == triangles);
        }
    }

    void pointsOnALineMakeNone()
    {
        std::vector<TinPoint> points;
        for (int i = 0; i < 50; ++i)
            points.push_back({i * 3, i * 2, i});
        Delaunay tin;
        tin.insert(points);
        QCOMPARE(tin.triangles(), 0);
        const TinPoint beside{10, 1000, 0};
        tin.insert(std::span(&beside, 1));
        QCOMPARE(trianglesOf(tin, 0, 0).size(), size_t(49));
    }

    void theLowestOfOnePlaceCounts()
    {
        const std::vector<TinPoint> points{{0, 0, 9}, {10, 0, 5}, {0, 10, 5}, {0, 0, 3}, {10, 0, 7}, {0, 0, 4}};
        Delaunay tin;
        tin.insert(points);
        QCOMPARE(tin.points(), 3);
        QCOMPARE(trianglesOf(tin, 0, 0).size(), size_t(1));
        for (int t = 0; t < tin.triangles(); ++t)
            for (int i = 0; tin.isReal(t) && i < 3; ++i)
                QCOMPARE(tin.corner(t, i).z, tin.corner(t, i).x == 0 && tin.corner(t, i).y == 0 ? 3 : 5);
    }

    /// 300,000 points of a regular grid: every square is on one circle.
    void gridIsFilled()
    {
        std::vector<TinPoint> points;
        for (int i = 0; i < 600; ++i)
            for (int j = 0; j < 500; ++j)
                points.push_back({i * 50, j * 50, i + j});
        Delaunay tin;
        tin.insert(points);
        int real = 0;
        for (int t = 0; t < tin.triangles(); ++t)
            real += tin.isReal(t);
        QCOMPARE(real, 2 * 599 * 499);
    }
};

TUILERIE_TEST_MAIN(DelaunayTest)
#include "delaunaytest.moc"
