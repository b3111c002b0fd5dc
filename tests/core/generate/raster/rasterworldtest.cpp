// SPDX-License-Identifier: GPL-3.0-or-later
// Rasters anywhere on Earth against gdalwarp: across 180°, over poles, the whole world, of one cell, of cells of any size.
#include "generate/raster/rasterpyramid.h"

#include "grid/crs.h"
#include "pyramidimage.h"
#include "support/testsupport.h"

#include <QDir>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

/// Red grows eastwards, green southwards, blue in soft stripes: a colour tells a place.
struct Picture
{
    QString crs;
    double west = 0;
    double north = 0;
    double cell = 1;
    int width = 0;
    int height = 0;
    double cellHeight = 0;

    double at(int band, int x, int y) const
    {
        const double value = band == 0 ? 30 + 190.0 * x / width
            : band == 1                ? 30 + 190.0 * y / height
                                       : 128 + 70 * std::sin((x + 2 * y) / 15.0 + 1);
        return std::round(value);
    }
    bool write(const QString &path, double shift = 0) const
    {
        return writeRaster(
            path, crs, west + shift, north, cell, width, height, 3, false,
            [this](int band, int x, int y) { return at(band, x, y); }, nullptr, cellHeight);
    }
};

/// Windows of a few tiles at the level's ends and middles.
std::vector<TileRange> windowsOf(const TileRange &limits)
{
    constexpr qint64 most = 3;
    const auto parts = [](qint64 from, qint64 to) {
        std::vector<std::pair<qint64, qint64>> found;
        if (to - from < 3 * most)
            return std::vector<std::pair<qint64, qint64>>{{from, to}};
        const qint64 middle = (from + to) / 2;
        for (const qint64 first : {from, middle - 1, to - most + 1})
            found.emplace_back(first, first + most - 1);
        return found;
    };
    std::vector<TileRange> windows;
    for (const auto &[minRow, maxRow] : parts(limits.minRow, limits.maxRow))
        for (const auto &[minCol, maxCol] : parts(limits.minCol, limits.maxCol))
            windows.push_back({minCol, minRow, maxCol, maxRow});
    return windows;
}

struct Agreement
{
    qint64 shown = 0;   ///< pixels that both have
    qint64 missing = 0; ///< gdalwarp's alone, and what is around them, too
    qint64 extra = 0;   ///< ours alone
    qint64 far = 0;     ///< samples that differ by more than 12
    double difference = 0;
};

void compare(const LevelImage &image, const LevelImage &mask, const LevelImage &warped, Agreement &sum)
{
    constexpr int margin = 2; // edges are rounded in two ways
    for (int y = margin; y < image.height - margin; ++y)
        for (int x = margin; x < image.width - margin; ++x) {
            bool all = true, any = false;
            for (int dy = -margin; dy <= margin; ++dy)
                for (int dx = -margin; dx <= margin; ++dx) {
                    const bool has = warped.at(3, x + dx, y + dy) > 0;
                    all = all && has;
                    any = any || has;
                }
            const bool isShown = mask.at(0, x, y) > 0;
            sum.missing += all && !isShown;
            sum.extra += !any && isShown;
            if (!all || !isShown)
                continue;
            ++sum.shown;
            for (int b = 0; b < 3; ++b) {
                const double off = std::abs(image.at(b, x, y) - warped.at(b, x, y));
                sum.difference += off;
                sum.far += off > 12;
            }
        }
}

} // namespace

class RasterWorldTest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithGdalwarp_data()
    {
        QTest::addColumn<Picture>("picture");
        QTest::addColumn<QString>("tms");
        QTest::addColumn<QString>("bottom"); ///< the one that is to be chosen
        QTest::addColumn<qint64>("most");    ///< tiles that the pyramid may have
        const double turn = 40075016.685578488;
        const QString degrees = QStringLiteral("EPSG:4326"), mercator = QStringLiteral("EPSG:3857");
        QTest::newRow("175° to 185°") << Picture{degrees, 175, 10, 0.025, 400, 400} << "PM"
                                      << "6" << qint64(40);
        QTest::newRow("−185° to −175°") << Picture{degrees, -185, 10, 0.025, 400, 400} << "PM"
                                        << "6" << qint64(40);
        QTest::newRow("175° to 185°, degrees") << Picture{degrees, 175, 10, 0.025, 400, 400} << "4326"
                                               << "" << qint64(60);
        QTest::newRow("181° to 184°") << Picture{degrees, 181, 10, 0.025, 120, 200} << "PM"
                                      << "6" << qint64(30);
        QTest::newRow("the world") << Picture{degrees, -180, 90, 0.5, 720, 360} << "PM"
                                   << "1" << qint64(5);
        QTest::newRow("the world from Greenwich") << Picture{degrees, 0, 90, 0.5, 720, 360} << "PM"
                                                  << "1" << qint64(5);
        QTest::newRow("the world from Greenwich, degrees") << Picture{degrees, 0, 90, 0.5, 720, 360} << "4326"
                                                           << "" << qint64(60);
        QTest::newRow("the world by centres") << Picture{degrees, -180.25, 90.25, 0.5, 721, 361} << "PM"
                                              << "1" << qint64(5);
        QTest::newRow("a finer world") << Picture{degrees, -180, 90, 0.1, 3600, 1800} << "PM"
                                       << "4" << qint64(400);
        QTest::newRow("UTM 60S") << Picture{QStringLiteral("EPSG:32760"), 818500, 8118000, 2, 512, 512} << "PM"
                                 << "16" << qint64(60);
        QTest::newRow("UTM 1N") << Picture{QStringLiteral("EPSG:32601"), 166021 - 512, 100512, 2, 512, 512} << "PM"
                                << "16" << qint64(60);
        QTest::newRow("the north pole") << Picture{QStringLiteral("EPSG:3413"), -2e6, 2e6, 1e4, 400, 400} << "PM"
                                        << "" << qint64(300);
        QTest::newRow("the north pole, degrees") << Picture{QStringLiteral("EPSG:3413"), -2e6, 2e6, 1e4, 400, 400} << "4326"
                                                 << "" << qint64(300);
        QTest::newRow("the south pole") << Picture{QStringLiteral("EPSG:3031"), -2e6, 2e6, 1e4, 400, 400} << "PM"
                                        << "" << qint64(300);
        QTest::newRow("Mercator beyond 180°") << Picture{mercator, 19e6, 1e6, 5000, 430, 400} << "PM"
                                              << "5" << qint64(40);
        QTest::newRow("Mercator beyond 180°, degrees") << Picture{mercator, 19e6, 1e6, 5000, 430, 400} << "4326"
                                                       << "" << qint64(60);
        QTest::newRow("Mercator beyond −180°") << Picture{mercator, 19e6 - turn, 1e6, 5000, 430, 400} << "PM"
                                               << "5" << qint64(40);
        QTest::newRow("the world in a national grid, whose lower levels are no whole ones")
            << Picture{degrees, -180, 90, 0.5, 720, 360} << "LAMB93_10m"
            << "" << qint64(40);
        // Datums that only the file knows.
        QTest::newRow("TOWGS84, three")
            << Picture{QStringLiteral("+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=0 +k_0=0.99987742 +x_0=600000 +y_0=2200000 "
                                      "+a=6378249.2 +b=6356515 +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m +no_defs"),
                   600123, 2428456, 4, 256, 256}
            << "PM"
            << "" << qint64(60);
        QTest::newRow("TOWGS84, seven") << Picture{QStringLiteral(
                                                       "+proj=tmerc +lat_0=0 +lon_0=3 +k=1 +x_0=500000 +y_0=0 +ellps=bessel "
                                                       "+towgs84=598.1,73.7,418.2,0.202,0.045,-2.455,6.7 +units=m +no_defs"),
            452300, 5411200, 4, 256, 256}
                                        << "PM"
                                        << "" << qint64(60);
        QTest::newRow("one cell that is the world") << Picture{degrees, -180, 90, 360, 1, 1, 180} << "PM"
                                                    << "" << qint64(5);
        QTest::newRow("tiny cells") << Picture{degrees, 2.35, 48.85, 1e-7, 200, 200} << "PM"
                                    << "21" << qint64(60);
        QTest::newRow("large cells") << Picture{degrees, -180, 90, 30, 12, 6} << "PM"
                                     << "0" << qint64(1);
        QTest::newRow("cells of two sizes, whose height is pixels of the upper levels")
            << Picture{degrees, 170, 20, 0.01, 2000, 40, 0.5} << "PM"
            << "" << qint64(400);
    }

    void agreesWithGdalwarp()
    {
        QFETCH(Picture, picture);
        QFETCH(QString, tms);
        QFETCH(QString, bottom);
        QFETCH(qint64, most);
        const QTemporaryDir folder;
        const QString source = folder.filePath(QStringLiteral("a.tif"));
        const QString output = folder.filePath(QStringLiteral("p"));
        QVERIFY(picture.write(source));
        RasterPyramidParams params;
        params.paths = QStringList{source};
        params.output = output;
        params.tms = tms;
        params.format = QStringLiteral("ZIP");
        params.mask = true;
        params.slabWidth = params.slabHeight = 4;
        SilentControl control;
        const auto made = generateRasterPyramid(params, control);
        VERIFY_OK(made);
        QVERIFY2(made->tiles <= most, qPrintable(QString::number(made->tiles)));
        const auto descriptor = PyramidDescriptor::load(output + QLatin1String(".json"));
        VERIFY_OK(descriptor);
        const auto grid = TileMatrixSet::find(tms);
        VERIFY_OK(grid);
        if (!bottom.isEmpty())
            QCOMPARE(descriptor->levels.back().id, bottom);

        // gdalwarp knows no turns of a projection: it is given the picture where the grid has it, as well.
        QStringList sources{source};
        const auto crs = Crs::fromText(picture.crs), gridCrs = Crs::fromText(grid->crs());
        VERIFY_OK(crs);
        VERIFY_OK(gridCrs);
        if (crs->turn() > 0 && (!crs->isGeographic() || crs->isSameAs(*gridCrs)))
            for (const int turns : {-1, 1}) {
                sources << folder.filePath(QStringLiteral("turned%1.tif").arg(turns));
                QVERIFY(picture.write(sources.last(), turns * crs->turn()));
            }
        // Of the upper levels, gdalwarp's average may reach a cell farther.
        const int levels =
            QByteArray(QTest::currentDataTag()).contains(", whose") ? 1 : std::min(3, int(descriptor->levels.size()));
        for (int up = 0; up < levels; ++up) {
            const PyramidLevel &level = descriptor->levels[descriptor->levels.size() - 1 - size_t(up)];
            Agreement sum;
            for (const TileRange &window : windowsOf(level.limits)) {
                const LevelImage image = readLevel(output + QLatin1String(".json"), level.id, false, &window);
                const LevelImage mask = readLevel(output + QLatin1String(".json"), level.id, true, &window);
                QCOMPARE(image.bands, 3);
                const LevelImage warped =
                    warpLike(sources, grid->crs(), image, up == 0 ? QStringLiteral("cubic") : QStringLiteral("average"));
                QCOMPARE(warped.bands, 4);
                compare(image, mask, warped, sum);
            }
            const QByteArray said = QStringLiteral("level %1 of %2: %3 shown, %4 missing, %5 extra, %6 far, %7 off")
                                        .arg(level.id)
                                        .arg(descriptor->levels.back().id)
                                        .arg(sum.shown)
                                        .arg(sum.missing)
                                        .arg(sum.extra)
                                        .arg(sum.far)
                                        .arg(sum.difference / double(std::max<qint64>(1, 3 * sum.shown)))
                                        .toUtf8();
            if (up == 0)
                QVERIFY2(sum.shown > 1000, said);
            QVERIFY2(sum.missing == 0 && sum.extra == 0, said);
            QVERIFY2(sum.difference <= 4.5 * double(sum.shown) && sum.far * 100 <= 3 * sum.shown, said);
        }
    }

    // A datum that is told by a grid that is not there: said before any work.
    void aMissingGridStops()
    {
        const QTemporaryDir folder;
        QVERIFY((Picture{QString(), 452300, 5411200, 4, 64, 64}).write(folder.filePath(QStringLiteral("a.tif"))));
        RasterPyramidParams params;
        params.paths = QStringList{folder.filePath(QStringLiteral("a.tif"))};
        params.output = folder.filePath(QStringLiteral("p"));
        params.assignCrs = QStringLiteral("+proj=utm +zone=31 +ellps=intl +nadgrids=nowhere.gsb +units=m");
        SilentControl control;
        const auto made = generateRasterPyramid(params, control);
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(QLatin1String("nowhere.gsb")), qPrintable(made.error().message));
    }

    // One cell, one column, one row: where gdalwarp has them, to the rounding of an edge, in their one value.
    void thinOnes_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<double>("cell");
        QTest::newRow("one cell") << 1 << 1 << 500.0;
        QTest::newRow("one small cell") << 1 << 1 << 0.5;
        QTest::newRow("one column") << 1 << 300 << 20.0;
        QTest::newRow("one row") << 300 << 1 << 20.0;
    }
    void thinOnes()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(double, cell);
        const QTemporaryDir folder;
        const QString source = folder.filePath(QStringLiteral("a.tif"));
        const QString output = folder.filePath(QStringLiteral("p"));
        QVERIFY(writeRaster(source, QStringLiteral("EPSG:2154"), 652000, 6862000, cell, width, height, 3, false,
            [](int band, int, int) { return 50.0 + 60 * band; }));
        for (const bool finer : {false, true}) {
            RasterPyramidParams params;
            params.paths = QStringList{source};
            params.output = output + QString::number(finer);
            params.format = QStringLiteral("ZIP");
            params.mask = true;
            params.slabWidth = params.slabHeight = 4;
            SilentControl control;
            if (finer) { // three levels below the one that is chosen
                const auto chosen = PyramidDescriptor::load(output + QLatin1String("0.json"));
                VERIFY_OK(chosen);
                params.bottom = QString::number(std::min(21, chosen->levels.back().id.toInt() + 3));
            }
            VERIFY_OK(generateRasterPyramid(params, control));
            const QString path = params.output + QLatin1String(".json");
            const auto descriptor = PyramidDescriptor::load(path);
            VERIFY_OK(descriptor);
            const LevelImage image = readLevel(path, descriptor->levels.back().id);
            const LevelImage mask = readLevel(path, descriptor->levels.back().id, true);
            const LevelImage warped = warpLike({source}, QStringLiteral("EPSG:3857"), image, QStringLiteral("near"));
            QCOMPARE(warped.bands, 4);
            int shown = 0, differ = 0;
            for (int y = 0; y < image.height; ++y)
                for (int x = 0; x < image.width; ++x) {
                    const bool isShown = mask.at(0, x, y) > 0;
                    differ += isShown != (warped.at(3, x, y) > 0);
                    shown += isShown;
                    for (int b = 0; b < 3 && isShown; ++b)
                        QCOMPARE(image.at(b, x, y), 50.0 + 60 * b);
                }
            QVERIFY2(shown > 0 && differ <= 2 + shown / 50,
                qPrintable(QStringLiteral("%1 shown, %2 differ").arg(shown).arg(differ)));
        }
    }
};

TUILERIE_TEST_MAIN(RasterWorldTest)
#include "rasterworldtest.moc"
