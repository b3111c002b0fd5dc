// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/footprintindex.h"
#include "support/testsupport.h"

#include <random>

using namespace tuilerie;

class FootprintIndexTest : public QObject
{
    Q_OBJECT

private slots:
    void emptyFindsNothing()
    {
        QVERIFY(FootprintIndex().query({0, 0, 1, 1}).empty());
        QVERIFY(FootprintIndex({Extent{}}).query({-1, -1, 1, 1}).empty());
    }

    // Against looking at every rectangle.
    void findsWhatASearchThroughAllFinds()
    {
        std::mt19937 random(7);
        std::uniform_real_distribution<double> place(0, 1000);
        std::uniform_real_distribution<double> length(0, 60);
        std::vector<Extent> extents;
        for (int i = 0; i < 5000; ++i) {
            const double x = place(random);
            const double y = place(random);
            extents.push_back({x, y, x + length(random), y + (i % 50 == 0 ? 0 : length(random))});
        }
        const FootprintIndex index(extents);
        for (int i = 0; i < 300; ++i) {
            const double x = place(random);
            const double y = place(random);
            const Extent query{x, y, x + length(random) + 0.1, y + length(random) + 0.1};
            std::vector<int> expected;
            for (size_t k = 0; k < extents.size(); ++k) {
                if (!extents[k].isEmpty() && extents[k].intersects(query))
                    expected.push_back(int(k));
            }
            QCOMPARE(index.query(query), expected);
        }
    }
};

TUILERIE_TEST_MAIN(FootprintIndexTest)
#include "footprintindextest.moc"
