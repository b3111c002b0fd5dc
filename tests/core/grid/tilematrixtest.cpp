// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/tilematrixset.h"
#include "support/testsupport.h"

#include <QRandomGenerator>

using namespace tuilerie;

class TileMatrixTest : public QObject
{
    Q_OBJECT

private slots:
    void tileOfAPlace()
    {
        const TileMatrix level = *TileMatrixSet::find(QStringLiteral("PM"))->level(QStringLiteral("15"));
        // Slab 1037,705 of 16×16 tiles begins at tile 16592,11280 (docs/rok4.md §3's example).
        const Extent extent = level.tileExtent(16592, 11280);
        QCOMPARE(level.rangeOf(extent), (TileRange{16592, 11280, 16592, 11280}));
        QCOMPARE(level.rangeOf(level.rangeExtent({16592, 11280, 16607, 11295})), (TileRange{16592, 11280, 16607, 11295}));
        QCOMPARE(level.rangeOf(level.extent()), (TileRange{0, 0, 32767, 32767}));
    }

    // Every tile's own extent is that tile and no neighbour, on all levels of all grids.
    void rangeOfTileIsTheTile()
    {
        QRandomGenerator random(7);
        for (const QString &id : TileMatrixSet::bundledIds()) {
            const auto set = TileMatrixSet::find(id);
            for (const TileMatrix &level : set->levels()) {
                for (int i = 0; i < 10; ++i) {
                    const qint64 col = random.bounded(level.matrixWidth);
                    const qint64 row = random.bounded(level.matrixHeight);
                    QCOMPARE(level.rangeOf(level.tileExtent(col, row)), (TileRange{col, row, col, row}));
                    // Half a pixel more reaches the neighbours.
                    const Extent grown = level.tileExtent(col, row).grown(level.cellSize / 2, level.cellSize / 2);
                    const TileRange range = level.rangeOf(grown);
                    QCOMPARE(range.minCol, std::max<qint64>(col - 1, 0));
                    QCOMPARE(range.maxRow, std::min(row + 1, level.matrixHeight - 1));
                }
            }
        }
    }

    void outsideAndDegenerate()
    {
        const TileMatrix level = *TileMatrixSet::find(QStringLiteral("2154_50cm"))->level(QStringLiteral("18"));
        QVERIFY(level.rangeOf({}).isEmpty());
        QVERIFY(level.rangeOf({10, 10, 5, 20}).isEmpty());
        QVERIFY(level.rangeOf({-500, 100, -10, 200}).isEmpty());
        QVERIFY(level.rangeOf({1, 12000001, 2, 12000002}).isEmpty());
        QVERIFY(level.rangeOf({5e6, 6e6, 6e6, 7e6}).isEmpty());
        QVERIFY(level.rangeOf({NAN, 0, 1, 1}).isEmpty());
        QCOMPARE(
            level.rangeOf({-1e300, -1e300, 1e300, 1e300}), (TileRange{0, 0, level.matrixWidth - 1, level.matrixHeight - 1}));
        QCOMPARE(level.rangeOf({-HUGE_VAL, -HUGE_VAL, HUGE_VAL, HUGE_VAL}).count(), level.matrixWidth * level.matrixHeight);
        QCOMPARE(TileRange{}.count(), 0);
        QVERIFY(level.rangeExtent({}).isEmpty());
    }

    void extentsCompose()
    {
        const Extent a{0, 0, 10, 10};
        QVERIFY(!a.intersects({10, 0, 20, 10})); // touching is not overlapping
        QVERIFY(a.intersects({9, 9, 20, 20}));
        QCOMPARE(a.intersected({5, -5, 20, 5}), (Extent{5, 0, 10, 5}));
        QVERIFY(a.intersected({20, 20, 30, 30}).isEmpty());
        QCOMPARE(Extent{}.united(a), a);
        QCOMPARE(a.united({-1, 2, 3, 40}), (Extent{-1, 0, 10, 40}));
        QCOMPARE(a.toJson(), (QJsonArray{0, 0, 10, 10}));
        QVERIFY(a.contains(Point{10, 10}));
        QVERIFY(!a.contains(Extent{1, 1, 11, 2}));
    }
};

TUILERIE_TEST_MAIN(TileMatrixTest)
#include "tilematrixtest.moc"
