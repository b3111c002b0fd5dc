// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/wantedlevels.h"

#include "support/testsupport.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace tuilerie;

class WantedLevelsTest : public QObject
{
    Q_OBJECT

    static bool says(const Status &status, ErrorCode code, const char *part)
    {
        return !status && status.error().code == code && status.error().message.contains(QLatin1String(part));
    }

private slots:
    void aLevelIsNamedAsTheGridNamesIt()
    {
        const auto grid = TileMatrixSet::find(QStringLiteral("PM"));
        VERIFY_OK(grid);
        const auto twelve = wantedLevel(*grid, QStringLiteral("12"));
        VERIFY_OK(twelve);
        QCOMPARE(grid->levels()[size_t(*twelve)].id, QStringLiteral("12"));
        for (const char *wrong : {"99", "-1", "012", "", "a"}) {
            const auto none = wantedLevel(*grid, QLatin1String(wrong));
            QVERIFY2(!none && none.error().code == ErrorCode::Invalid, wrong);
            // What there is to choose from is said.
            QVERIFY2(none.error().message.contains(QStringLiteral("0, 1, 2")), qPrintable(none.error().message));
        }
    }

    void topIsAboveBottom()
    {
        const auto grid = TileMatrixSet::find(QStringLiteral("PM"));
        VERIFY_OK(grid);
        VERIFY_OK(checkLevelOrder(*grid, 3, 12));
        VERIFY_OK(checkLevelOrder(*grid, 12, 12));
        QVERIFY(says(checkLevelOrder(*grid, 12, 3), ErrorCode::Invalid, "12"));
    }

    void levelsOfTwoTileSizesAreRefused()
    {
        const auto grid = TileMatrixSet::find(QStringLiteral("PM"));
        VERIFY_OK(grid);
        VERIFY_OK(checkTileSizes(*grid, 0, int(grid->levels().size()) - 1));
        // Two levels of which the finer one has larger tiles.
        const auto level = [](const QString &id, double cellSize, int tileSize) {
            return QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("cellSize"), cellSize},
                {QStringLiteral("scaleDenominator"), cellSize / 0.00028},
                {QStringLiteral("pointOfOrigin"), QJsonArray{-20037508.342789244, 20037508.342789244}},
                {QStringLiteral("tileWidth"), tileSize}, {QStringLiteral("tileHeight"), tileSize},
                {QStringLiteral("matrixWidth"), 1}, {QStringLiteral("matrixHeight"), 1}};
        };
        const auto small = TileMatrixSet::fromJson(QStringLiteral("TWO"),
            QJsonObject{{QStringLiteral("crs"), QStringLiteral("EPSG:3857")},
                {QStringLiteral("tileMatrices"),
                    QJsonArray{level(QStringLiteral("0"), 156543.03392804097, 256),
                        level(QStringLiteral("1"), 78271.51696402048, 512)}}});
        VERIFY_OK(small);
        VERIFY_OK(checkTileSizes(*small, 1, 1));
        QVERIFY(says(checkTileSizes(*small, 0, 1), ErrorCode::Unsupported, "TWO"));
    }

    void slabsHaveOneToTwoHundredAndFiftySixTiles()
    {
        VERIFY_OK(checkSlabSize(1, 256));
        QVERIFY(says(checkSlabSize(0, 16), ErrorCode::Invalid, "0"));
        QVERIFY(says(checkSlabSize(16, 257), ErrorCode::Invalid, "257"));
    }
};

TUILERIE_TEST_MAIN(WantedLevelsTest)
#include "wantedlevelstest.moc"
