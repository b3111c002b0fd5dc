// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/pmtilesdirectory.h"
#include "generate/export/tilewalk.h"
#include "support/testsupport.h"

#include <QRandomGenerator>

#include <set>

using namespace tuilerie;

namespace {

ExportPlan planOf(std::initializer_list<std::pair<int, TileRange>> levels)
{
    ExportPlan plan;
    for (const auto &[zoom, limits] : levels)
        plan.levels.push_back({QString::number(zoom), zoom, {}, limits});
    return plan;
}

std::vector<TilePlace> all(TileWalk &walk)
{
    std::vector<TilePlace> places;
    TilePlace place;
    while (walk.next(place))
        places.push_back(place);
    return places;
}

} // namespace

class TileWalkTest : public QObject
{
    Q_OBJECT

private slots:
    // The examples of PMTiles v3, §4.1.
    void idsOfTheSpecification()
    {
        QCOMPARE(pmTilesId(0, 0, 0), 0u);
        QCOMPARE(pmTilesId(1, 0, 0), 1u);
        QCOMPARE(pmTilesId(1, 0, 1), 2u);
        QCOMPARE(pmTilesId(1, 1, 1), 3u);
        QCOMPARE(pmTilesId(1, 1, 0), 4u);
        QCOMPARE(pmTilesId(2, 0, 0), 5u);
        QCOMPARE(pmTilesId(12, 3423, 1763), 19078479u);
    }

    void theCurveVisitsEachTileOnceAndInOrder()
    {
        const ExportPlan plan =
            planOf({{0, {0, 0, 0, 0}}, {3, {2, 1, 6, 7}}, {7, {31, 60, 77, 64}}, {19, {262143, 262140, 262150, 262151}}});
        const auto walk = TileWalk::alongHilbert(plan);
        const auto places = all(*walk);
        QCOMPARE(qint64(places.size()), plan.tileCount());
        std::set<std::tuple<size_t, qint64, qint64>> seen;
        for (size_t i = 0; i < places.size(); ++i) {
            const TilePlace &place = places[i];
            const ExportLevel &level = plan.levels[place.level];
            QVERIFY(level.limits.contains(place.col, place.row));
            QCOMPARE(place.key, pmTilesId(level.zoom, place.col, place.row));
            QVERIFY(i == 0 || place.key > places[i - 1].key);
            QVERIFY(seen.insert({place.level, place.col, place.row}).second);
        }
    }

    void goesOnFromAnyPlace_data()
    {
        QTest::addColumn<bool>("hilbert");
        QTest::newRow("Hilbert") << true;
        QTest::newRow("rows") << false;
    }

    void goesOnFromAnyPlace()
    {
        QFETCH(bool, hilbert);
        const ExportPlan plan = planOf({{2, {1, 1, 2, 2}}, {4, {3, 5, 9, 6}}, {6, {13, 20, 20, 33}}});
        const auto walk = hilbert ? TileWalk::alongHilbert(plan) : TileWalk::byRows(plan);
        const auto places = all(*walk);
        QCOMPARE(qint64(places.size()), plan.tileCount());
        for (size_t i = 0; i < places.size(); ++i) {
            walk->seek(places[i].key);
            const auto rest = all(*walk);
            QCOMPARE(rest.size(), places.size() - i);
            QCOMPARE(rest.front().key, places[i].key);
            walk->seek(places[i].key + 1);
            QCOMPARE(all(*walk).size(), places.size() - i - 1);
        }
    }

    // What lies outside of the limits costs nothing: two corners of a level of 2^30 × 2^30 tiles.
    void farCornersCostNothing()
    {
        const qint64 last = (qint64(1) << 30) - 1;
        const ExportPlan plan = planOf({{30, {last, last, last, last}}});
        const auto places = all(*TileWalk::alongHilbert(plan));
        QCOMPARE(places.size(), size_t(1));
        QCOMPARE(places[0].key, pmTilesId(30, last, last));
    }

    // The root stays within its bytes, however many entries there are, and leaves hold them all.
    void largeDirectoriesGetLeaves()
    {
        QRandomGenerator random(7);
        std::vector<PmTilesEntry> entries;
        quint64 id = 0, offset = 0;
        for (int i = 0; i < 300000; ++i) {
            id += 1 + random.bounded(50u);
            const quint32 length = random.bounded(100000u);
            entries.push_back({id, offset, length, 1});
            offset += length;
        }
        const PmTilesDirectories made = pmTilesDirectories(entries, 16257);
        QVERIFY(made.root.size() <= 16257);
        QVERIFY(made.leaves.size() > 300000);
        const PmTilesDirectories small = pmTilesDirectories({entries.begin(), entries.begin() + 100}, 16257);
        QVERIFY(small.leaves.isEmpty());
        QCOMPARE(small.root, pmTilesDirectory({entries.begin(), entries.begin() + 100}));
    }
};

QTEST_GUILESS_MAIN(TileWalkTest)
#include "tilewalktest.moc"
