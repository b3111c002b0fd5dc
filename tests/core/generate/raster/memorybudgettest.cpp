// SPDX-License-Identifier: GPL-3.0-or-later
// How the memory of a run is shared out: never more than is given as long as that is enough for one worker, never fewer
// than one worker, and what is missing is said.
#include "generate/raster/memorybudget.h"

#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::raster;

namespace {

constexpr qint64 mebi = 1 << 20;

struct Case
{
    RasterProfile profile;
    RasterPlan plan;
    qint64 slab = 0; ///< bytes of the largest image
};

Result<Case> makeCase(
    int slabTiles, const char *format, bool isFloat, int channels, TileRange tiles, int workers, int memory)
{
    Case made;
    TUILERIE_TRY(grid, TileMatrixSet::find(QStringLiteral("PM")));
    made.profile.grid = grid;
    made.profile.params.slabWidth = made.profile.params.slabHeight = slabTiles;
    made.profile.params.workers = workers;
    made.profile.params.memoryMiB = memory;
    TUILERIE_TRY(compression, RasterFormat::compressionFromWord(QLatin1String(format)));
    made.profile.format.compression = compression;
    made.profile.render.layout = {channels, isFloat, {}};
    TUILERIE_TRY(plan,
        RasterPlan::drawn(
            made.profile,
            [&](const RasterPlan::Touch &touch) -> Status {
                touch(16, tiles);
                return {};
            },
            4));
    made.plan = plan;
    for (const SlabNode &node : made.plan.nodes()) {
        const PixelRect rect = made.plan.touchedRect(node);
        made.slab = std::max(made.slab, rect.width() * rect.height() * qint64(made.profile.render.layout.pixelBytes() + 1));
    }
    return made;
}

/// What a worker takes at most, as the header of a run would add it up.
qint64 perWorker(const Case &c)
{
    const bool isRaw = c.profile.format.compression == TileCompression::Raw;
    return c.slab + (isRaw ? 2 : 1) * c.slab + c.slab / 4 + 48 * mebi;
}

} // namespace

class MemoryBudgetTest : public QObject
{
    Q_OBJECT

private slots:
    // Over all that can be given, for small and large slabs.
    void neverMoreThanIsGiven_data()
    {
        QTest::addColumn<int>("slabTiles");
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("isFloat");
        QTest::newRow("small slabs") << 2 << QStringLiteral("PNG") << false;
        QTest::newRow("usual slabs") << 16 << QStringLiteral("JPG") << false;
        QTest::newRow("raw floats") << 16 << QStringLiteral("RAW") << true;
        QTest::newRow("large slabs") << 32 << QStringLiteral("ZIP") << false;
    }
    void neverMoreThanIsGiven()
    {
        QFETCH(int, slabTiles);
        QFETCH(QString, format);
        QFETCH(bool, isFloat);
        int workersBefore = 1;
        for (int memory = 64; memory < 20000; memory += memory / 20 + 1) {
            const auto made =
                makeCase(slabTiles, qPrintable(format), isFloat, isFloat ? 1 : 3, {32000, 22000, 32127, 22127}, 8, memory);
            VERIFY_OK(made);
            const MemoryBudget budget = planMemory(made->profile, made->plan);
            QCOMPARE(budget.givenMiB, memory);
            QCOMPARE(budget.wantedWorkers, 8);
            QVERIFY(budget.workers >= 1 && budget.workers <= 8);
            QVERIFY(budget.workers >= workersBefore); // more memory is never worse
            workersBefore = budget.workers;
            // The children of a slab can wait, whatever is given.
            QVERIFY(budget.pendingBytes >= made->slab + made->slab / 4);
            const qint64 sum =
                64 * mebi + budget.blockCacheMiB * mebi + budget.pendingBytes + budget.workers * perWorker(*made);
            if (memory >= budget.neededMiB)
                QVERIFY2(sum <= memory * mebi,
                    qPrintable(QStringLiteral("%1 MiB of %2, %3 needed").arg(sum / mebi).arg(memory).arg(budget.neededMiB)));
            else
                QCOMPARE(budget.workers, 1);
        }
        QCOMPARE(workersBefore, 8);
    }

    void smallDataNeedLess()
    {
        const auto whole = makeCase(16, "JPG", false, 3, {32000, 22000, 32127, 22127}, 4, 2000);
        const auto oneTile = makeCase(16, "JPG", false, 3, {32000, 22000, 32000, 22000}, 4, 2000);
        VERIFY_OK(whole);
        VERIFY_OK(oneTile);
        QCOMPARE(oneTile->slab, 256 * 256 * 4);
        QVERIFY(planMemory(oneTile->profile, oneTile->plan).neededMiB < planMemory(whole->profile, whole->plan).neededMiB);
    }

    void rawTilesNeedMore()
    {
        const auto jpeg = makeCase(16, "JPG", false, 3, {32000, 22000, 32127, 22127}, 4, 2000);
        const auto raw = makeCase(16, "RAW", false, 3, {32000, 22000, 32127, 22127}, 4, 2000);
        VERIFY_OK(jpeg);
        VERIFY_OK(raw);
        QVERIFY(planMemory(raw->profile, raw->plan).neededMiB > planMemory(jpeg->profile, jpeg->plan).neededMiB);
    }

    void unasked()
    {
        const auto made = makeCase(4, "PNG", false, 3, {32000, 22000, 32127, 22127}, 0, 0);
        VERIFY_OK(made);
        const MemoryBudget budget = planMemory(made->profile, made->plan);
        QVERIFY(budget.wantedWorkers >= 1);
        QVERIFY(budget.givenMiB >= 512); // the least that a run takes for itself
        QVERIFY(budget.workers >= 1);
    }
};

TUILERIE_TEST_MAIN(MemoryBudgetTest)
#include "memorybudgettest.moc"
