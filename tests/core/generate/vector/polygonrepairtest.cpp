// SPDX-License-Identifier: GPL-3.0-or-later
// Which ring lies in which: the same answers as by comparing all with all, at a cost that many rings do not multiply.
#include "generate/vector/polygonrepair.h"

#include "generate/vector/ringindex.h"
#include "generate/vector/ringmeeting.h"
#include "support/testsupport.h"

#include <QRandomGenerator>

#include <cmath>

using namespace tuilerie::vector;

namespace {

void addRing(std::vector<Vertex> ring, bool isHole, Geometry &to)
{
    if ((signedArea2(ring) < 0) != isHole)
        std::reverse(ring.begin(), ring.end());
    to.vertices.insert(to.vertices.end(), ring.begin(), ring.end());
    to.endPart();
}

void addSquare(int x, int y, int half, bool isHole, Geometry &to)
{
    addRing({{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}}, isHole, to);
}

std::vector<Vertex> star(QRandomGenerator &random, int x, int y, int vertices, double least, double most)
{
    std::vector<Vertex> ring;
    for (int i = 0; i < vertices; ++i) {
        const double angle = 2 * M_PI * i / vertices, radius = least + random.bounded(most - least);
        ring.push_back({int32_t(x + radius * std::cos(angle)), int32_t(y + radius * std::sin(angle))});
    }
    return ring;
}

bool isSame(const Geometry &a, const Geometry &b)
{
    return a.ends == b.ends
        && std::equal(a.vertices.begin(), a.vertices.end(), b.vertices.begin(), b.vertices.end(),
            [](const Vertex &v, const Vertex &w) { return v.samePlace(w); });
}

/// As the rule is written, each ring with each: a square, its middle and its half side.
struct Square
{
    int x, y, half;
    bool isHole;
    bool holds(const Square &o) const { return half > o.half && std::abs(x - o.x) < half && std::abs(y - o.y) < half; }
};

} // namespace

class PolygonRepairTest : public QObject
{
    Q_OBJECT

private slots:
    // Rings with few and many edges, few and many rings.
    void answersAreThoseOfEachRing()
    {
        QRandomGenerator random(7);
        for (const int count : {1, 5, 33, 400}) {
            Geometry rings;
            for (int i = 0; i < count; ++i)
                addRing(star(random, random.bounded(20000), random.bounded(20000), 3 + random.bounded(i % 3 == 0 ? 900 : 20),
                            50, 4000),
                    i % 4 == 1, rings);
            // A comb: all of its edges pass every strip.
            std::vector<Vertex> comb;
            for (int i = 0; i < 300; ++i)
                comb.push_back({i * 60, i % 2 == 0 ? 0 : 19000});
            comb.push_back({18000, -10});
            addRing(comb, false, rings);
            const RingIndex index(rings);
            QCOMPARE(index.size(), rings.parts());
            for (int asked = 0; asked < 2000; ++asked) {
                const Vertex p{random.bounded(-3000, 23000), random.bounded(-3000, 23000)};
                const Box around{p.x, p.y, p.x + random.bounded(3000), p.y + random.bounded(3000)};
                std::vector<size_t> near;
                for (size_t i = 0; i < rings.parts(); ++i) {
                    if (index.box(i).touches(around))
                        near.push_back(i);
                    QCOMPARE(index.isIn(i, p), isInRing(rings.part(i), p));
                }
                QCOMPARE(index.near(around), near);
            }
        }
    }

    // Squares in squares that do not meet, each a shell or a hole by chance: what stays is what the rule says, in its order.
    void nestingIsTheRules()
    {
        QRandomGenerator random(11);
        const PolygonRepairer repairer;
        int kept = 0, dropped = 0;
        for (int round = 0; round < 200; ++round) {
            std::vector<Square> squares;
            for (int column = 0; column < 6; ++column)
                for (int half = 500, depth = random.bounded(6); depth > 0; --depth, half -= 1 + random.bounded(80))
                    squares.push_back({column * 2000, round, half, random.bounded(2) == 0});
            std::shuffle(squares.begin(), squares.end(), random);
            std::vector<Square> bySize = squares;
            std::stable_sort(bySize.begin(), bySize.end(), [](const Square &a, const Square &b) { return a.half > b.half; });
            Geometry given, expected;
            const auto stays = [&](const Square &square) {
                std::vector<Square> counting;
                for (const Square &other : bySize) {
                    const bool hasShell = std::any_of(squares.begin(), squares.end(),
                        [&](const Square &shell) { return !shell.isHole && shell.holds(other); });
                    if (other.isHole && !hasShell)
                        continue;
                    int winding = 0;
                    for (const Square &counted : counting)
                        winding += counted.holds(other) ? (counted.isHole ? -1 : 1) : 0;
                    if (other.x == square.x && other.half == square.half)
                        return winding == (other.isHole ? 1 : 0);
                    if (!other.isHole || winding > 0)
                        counting.push_back(other);
                }
                return false;
            };
            for (const Square &square : squares) {
                addSquare(square.x, square.y, square.half, square.isHole, given);
                if (stays(square))
                    addSquare(square.x, square.y, square.half, square.isHole, expected);
            }
            kept += int(expected.parts());
            dropped += int(given.parts() - expected.parts());
            repairer.repair(given);
            QVERIFY2(isSame(given, expected), qPrintable(QString::number(round)));
        }
        QVERIFY(kept > 100 && dropped > 100);
    }

    // An archipelago: 20,164 islands, each with a lake, each lake with an islet; comparing all with all is 1.8 × 10⁹ looks.
    void archipelagoCostsLittle()
    {
        constexpr int side = 142;
        Geometry rings;
        for (int n = 0; n < side * side; ++n) {
            const int i = n * 7919 % (side * side); // in no order
            for (const int half : {40, 30, 20})
                addSquare(i % side * 100, i / side * 100, half, half == 30, rings);
        }
        const Geometry given = rings;
        const PolygonRepairer repairer;
        repairer.repair(rings);
        QVERIFY(isSame(rings, given));
        const double rounds = double(repairer.looks()) / double(given.parts());
        QVERIFY2(rounds < 4 * std::log2(double(given.parts())), qPrintable(QString::number(rounds)));
        QVERIFY(isPlainlyValid(given));
        uint64_t looks = 0;
        const auto groups = groupRings(given, &looks);
        QCOMPARE(groups.size(), size_t(2 * side * side));
        QVERIFY2(double(looks) < 4 * std::log2(double(given.parts())) * double(given.parts()),
            qPrintable(QString::number(looks)));
    }

    // One coast of 50,000 vertices around 10,000 lakes: the coast is not walked around for each of them.
    void longCoastCostsLittle()
    {
        constexpr int side = 100;
        QRandomGenerator random(3);
        Geometry rings;
        addRing(star(random, 5000, 5000, 50000, 900000, 1000000), false, rings);
        for (int i = 0; i < side * side; ++i)
            addSquare(i % side * 100, i / side * 100, 40, true, rings);
        const Geometry given = rings;
        const PolygonRepairer repairer;
        repairer.repair(rings);
        QVERIFY(isSame(rings, given));
        // A strip of the jagged coast has some hundred edges, not 50,000.
        const double rounds = double(repairer.looks()) / double(given.parts());
        QVERIFY2(rounds < 500, qPrintable(QString::number(rounds)));
    }
};

TUILERIE_TEST_MAIN(PolygonRepairTest)
#include "polygonrepairtest.moc"
