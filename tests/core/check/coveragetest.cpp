// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/coverage.h"
#include "support/testsupport.h"

#include <set>

using namespace tuilerie;

class CoverageTest : public QObject
{
    Q_OBJECT

    /// A grid of 10 × 10 tiles without the ones named by column and row.
    static std::vector<Extent> tiles(
        int columns, int rows, const std::set<std::pair<int, int>> &without = {}, double jitter = 0)
    {
        std::vector<Extent> extents;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const double d = (row * 7 + column * 3) % 5 * jitter;
                if (!without.contains({column, row}))
                    extents.push_back({column * 10.0 + d, row * 10.0 - d, column * 10.0 + 10 + d, row * 10.0 + 10 - d});
            }
        }
        return extents;
    }

private slots:
    void wholeGridHasNone()
    {
        QVERIFY(findGaps(tiles(7, 5), 0.5).empty());
        QVERIFY(findGaps(tiles(7, 5, {}, 0.05), 0.5).empty());
        QVERIFY(findGaps(tiles(1, 1), 0.5).empty());
        QVERIFY(findGaps({}, 0.5).empty());
    }

    // An outline that is no rectangle is nobody's fault.
    void stairsHaveNone()
    {
        QVERIFY(findGaps(tiles(5, 5, {{4, 0}, {4, 1}, {3, 0}, {4, 2}, {4, 3}, {4, 4}}), 0.5).empty());
        QVERIFY(findGaps(tiles(6, 3, {{3, 0}, {4, 0}, {5, 0}, {3, 1}, {4, 1}, {5, 1}}), 0.5).empty());
    }

    void missingTileInsideIsAHole()
    {
        const auto gaps = findGaps(tiles(5, 5, {{2, 3}, {1, 1}, {2, 1}}), 0.5);
        QCOMPARE(gaps.size(), size_t(2));
        QCOMPARE(gaps[0].kind, CoverageGap::Hole);
        QCOMPARE(gaps[0].extent, (Extent{10, 10, 30, 20}));
        QCOMPARE(gaps[1].extent, (Extent{20, 30, 30, 40}));
    }

    void missingTileAtTheEdgeIsANotch()
    {
        const auto gaps = findGaps(tiles(5, 3, {{2, 0}}), 0.5);
        QCOMPARE(gaps.size(), size_t(1));
        QCOMPARE(gaps[0].kind, CoverageGap::Notch);
        QCOMPARE(gaps[0].extent, (Extent{20, 0, 30, 10}));
    }

    void strayingTileLeavesASlit()
    {
        const auto gaps = findGaps({{0, 0, 100, 100}, {102, 0, 202, 100}}, 0.5);
        QCOMPARE(gaps.size(), size_t(1));
        QCOMPARE(gaps[0].kind, CoverageGap::Slit);
        QCOMPARE(gaps[0].extent, (Extent{100, 0, 102, 100}));
    }

    // Ten thousand tiles with edges of their own: more places than fit in memory one by one.
    void tenThousandStrayingTilesAreManaged()
    {
        std::vector<Extent> extents;
        for (int i = 0; i < 10000; ++i) {
            const double x = (i % 100) * 100 + (i * 37 % 1000) * 1e-3;
            const double y = (i / 100) * 100 + (i * 61 % 1000) * 1e-3;
            if (i != 5050)
                extents.push_back({x - 1, y - 1, x + 101, y + 101});
        }
        const auto gaps = findGaps(extents, 1e-6);
        QCOMPARE(gaps.size(), size_t(1));
        QCOMPARE(gaps[0].kind, CoverageGap::Hole);
        QVERIFY(gaps[0].extent.contains(Point{5050, 5050}));
    }
};

TUILERIE_TEST_MAIN(CoverageTest)
#include "coveragetest.moc"
