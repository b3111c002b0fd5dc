// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's pixels against the sources, gdalwarp and themselves.
#include "generate/raster/rasterpyramid.h"

#include "pyramid/pyramidreader.h"
#include "pyramid/verify.h"
#include "pyramidimage.h"
#include "support/filesbelow.h"
#include "support/testsupport.h"

#include <QDir>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

RasterPyramidParams paramsFor(const QStringList &paths, const QString &output)
{
    RasterPyramidParams params;
    params.paths = paths;
    params.output = output;
    params.format = QStringLiteral("RAW");
    params.slabWidth = params.slabHeight = 4; // a slab of raw tiles is written whole: 50 MB at 16×16
    return params;
}

// Rough enough that a wrong pixel is seen.
double texture(int band, int x, int y)
{
    quint32 h = quint32(x) * 73856093U ^ quint32(y) * 19349663U ^ quint32(band) * 83492791U;
    h ^= h >> 13;
    h *= 0x5bd1e995U;
    return 60 + 100 * (0.5 + 0.5 * std::sin(x * 0.05 + band) * std::cos(y * 0.07)) + double((h >> 15) % 40);
}

} // namespace

class RasterPyramidTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void alignedGridIsAnExactCopy_data()
    {
        QTest::addColumn<QString>("tms");
        QTest::addColumn<QString>("level");
        QTest::addColumn<double>("cell");
        QTest::addColumn<QString>("format");
        QTest::newRow("50cm RAW") << QStringLiteral("2154_50cm") << QStringLiteral("18") << 0.5 << QStringLiteral("RAW");
        QTest::newRow("50cm ZIP") << QStringLiteral("2154_50cm") << QStringLiteral("18") << 0.5 << QStringLiteral("ZIP");
        QTest::newRow("10cm LZW") << QStringLiteral("2154_10cm") << QString() << 0.1 << QStringLiteral("LZW");
        QTest::newRow("1m PKB") << QStringLiteral("2154_1m") << QString() << 1.0 << QStringLiteral("PKB");
    }

    void alignedGridIsAnExactCopy()
    {
        QFETCH(QString, tms);
        QFETCH(QString, level);
        QFETCH(double, cell);
        QFETCH(QString, format);
        const double west = 652000 + 37 * cell;
        const double north = 6862000 - 11 * cell;
        const QString source = path("a.tif");
        QVERIFY(writeRaster(source, QStringLiteral("EPSG:2154"), west, north, cell, 700, 400, 3, false, texture));
        RasterPyramidParams params = paramsFor({source}, path("out"));
        params.tms = tms;
        params.format = format;
        VERIFY_OK(generateRasterPyramid(params, m_control));
        const auto descriptor = PyramidDescriptor::load(path("out.json"));
        VERIFY_OK(descriptor);
        const QString bottom = descriptor->levels.back().id;
        if (!level.isEmpty())
            QCOMPARE(bottom, level);
        const LevelImage image = readLevel(path("out.json"), bottom);
        QCOMPARE(image.bands, 3);
        const int dx = int(std::lround((west - image.extent.west) / cell));
        const int dy = int(std::lround((image.extent.north - north) / cell));
        for (int b = 0; b < 3; ++b)
            for (int y = 0; y < 400; ++y)
                for (int x = 0; x < 700; ++x)
                    if (image.at(b, x + dx, y + dy) != double(uint8_t(texture(b, x, y) + 0.5)))
                        QFAIL(qPrintable(QStringLiteral("band %1 at %2,%3").arg(b).arg(x).arg(y)));
        // One pixel outside is nodata already.
        QCOMPARE(image.at(0, dx - 1, dy), 255.0);
        QCOMPARE(image.at(0, dx + 700, dy + 10), 255.0);
    }

    void upperLevelsAreTheMean()
    {
        const QString source = path("a.tif");
        const double nodata = 0;
        const auto holed = [](int b, int x, int y) { return (x / 37 + y / 41) % 5 == 0 ? 0.0 : texture(b, x, y); };
        QVERIFY(
            writeRaster(source, QStringLiteral("EPSG:2154"), 652000.5, 6862000, 0.5, 1100, 900, 3, false, holed, &nodata));
        RasterPyramidParams params = paramsFor({source}, path("out"));
        params.tms = QStringLiteral("2154_50cm");
        params.slabWidth = 3; // slabs that blocks do not divide
        params.slabHeight = 2;
        params.mask = true;
        VERIFY_OK(generateRasterPyramid(params, m_control));
        for (int level = 17; level >= 12; --level) {
            const LevelImage fine = readLevel(path("out.json"), QString::number(level + 1));
            const LevelImage fineMask = readLevel(path("out.json"), QString::number(level + 1), true);
            const LevelImage coarse = readLevel(path("out.json"), QString::number(level));
            const LevelImage coarseMask = readLevel(path("out.json"), QString::number(level), true);
            QVERIFY(fine.bands == 3 && fineMask.bands == 1 && coarse.bands == 3 && coarseMask.bands == 1);
            const double cell = coarse.extent.width() / coarse.width;
            const int dx = int(std::lround((coarse.extent.west - fine.extent.west) / cell * 2));
            const int dy = int(std::lround((fine.extent.north - coarse.extent.north) / cell * 2));
            qint64 checked = 0;
            for (int y = 0; y < coarse.height; ++y) {
                for (int x = 0; x < coarse.width; ++x) {
                    int count = 0;
                    int sum[3] = {};
                    for (int k = 0; k < 4; ++k) {
                        const int fx = 2 * x + dx + k % 2;
                        const int fy = 2 * y + dy + k / 2;
                        if (fx < 0 || fy < 0 || fx >= fine.width || fy >= fine.height || fineMask.at(0, fx, fy) != 255)
                            continue;
                        ++count;
                        for (int b = 0; b < 3; ++b)
                            sum[b] += int(fine.at(b, fx, fy));
                    }
                    if (coarseMask.at(0, x, y) != (count > 0 ? 255.0 : 0.0))
                        QFAIL(qPrintable(QStringLiteral("mask of level %1 at %2,%3").arg(level).arg(x).arg(y)));
                    for (int b = 0; b < 3; ++b)
                        if (coarse.at(b, x, y) != (count > 0 ? double(sum[b] / count) : nodata))
                            QFAIL(qPrintable(QStringLiteral("level %1 at %2,%3").arg(level).arg(x).arg(y)));
                    checked += count > 0;
                }
            }
            QVERIFY(checked > 10);
        }
    }

    void reprojectionAgreesWithGdalwarp_data()
    {
        QTest::addColumn<QString>("interpolation");
        QTest::addColumn<QString>("kernel");
        QTest::addColumn<QString>("bottom");
        QTest::newRow("bicubic") << QStringLiteral("bicubic") << QStringLiteral("cubic") << QStringLiteral("16");
        QTest::newRow("linear") << QStringLiteral("linear") << QStringLiteral("bilinear") << QStringLiteral("16");
        QTest::newRow("lanczos") << QStringLiteral("lanczos") << QStringLiteral("lanczos") << QStringLiteral("16");
        QTest::newRow("bicubic, coarser") << QStringLiteral("bicubic") << QStringLiteral("cubic") << QStringLiteral("15");
        QTest::newRow("linear, coarser") << QStringLiteral("linear") << QStringLiteral("bilinear") << QStringLiteral("15");
    }

    void reprojectionAgreesWithGdalwarp()
    {
        QFETCH(QString, interpolation);
        QFETCH(QString, kernel);
        QFETCH(QString, bottom);
        const QString source = dataPath(QStringLiteral("raster/rgb_27700_2m.tif"));
        RasterPyramidParams params = paramsFor({source}, path("out"));
        params.interpolation = interpolation;
        params.bottom = params.top = bottom;
        VERIFY_OK(generateRasterPyramid(params, m_control));
        const LevelImage ours = readLevel(path("out.json"), bottom);
        QCOMPARE(ours.bands, 3);
        const double psnr = psnrInside(ours, warpLike({source}, QStringLiteral("EPSG:3857"), ours, kernel), 8);
        qInfo("%s: %.1f dB", qPrintable(interpolation), psnr);
        QVERIFY2(psnr >= 40, qPrintable(QStringLiteral("%1 dB").arg(psnr)));
    }

    // Nearest neighbours flip where a place lies on a cell's edge within the two transformers' errors: nearly all are the
    // same.
    void nearestAgreesWithGdalwarp()
    {
        const QString source = dataPath(QStringLiteral("raster/rgb_27700_2m.tif"));
        RasterPyramidParams params = paramsFor({source}, path("out"));
        params.interpolation = QStringLiteral("nn");
        params.bottom = params.top = QStringLiteral("16");
        VERIFY_OK(generateRasterPyramid(params, m_control));
        const LevelImage ours = readLevel(path("out.json"), QStringLiteral("16"));
        const LevelImage theirs = warpLike({source}, QStringLiteral("EPSG:3857"), ours, QStringLiteral("near"));
        qint64 same = 0;
        qint64 all = 0;
        for (int y = 0; y < ours.height; ++y)
            for (int x = 0; x < ours.width; ++x) {
                if (theirs.at(3, x, y) != 255)
                    continue;
                ++all;
                same += ours.at(0, x, y) == theirs.at(0, x, y) && ours.at(1, x, y) == theirs.at(1, x, y)
                    && ours.at(2, x, y) == theirs.at(2, x, y);
            }
        qInfo("%.2f %% the same", 100.0 * double(same) / double(all));
        QVERIFY(all > 100000 && double(same) > 0.9 * double(all));
    }

    // One file and the same pixels cut into 16 give the same bytes, for any number of workers: no seam between sources,
    // blocks, slabs.
    void cutSourcesAndWorkersChangeNothing()
    {
        const double west = 652011.3;
        const double north = 6862007.7;
        QVERIFY(
            writeRaster(path("whole.tif"), QStringLiteral("EPSG:2154"), west, north, 0.2, 1600, 1600, 3, false, texture));
        QDir().mkpath(path("cut"));
        for (int j = 0; j < 4; ++j)
            for (int i = 0; i < 4; ++i)
                QVERIFY(writeRaster(path("cut/%1_%2.tif").arg(i).arg(j), QStringLiteral("EPSG:2154"), west + i * 80,
                    north - j * 80, 0.2, 400, 400, 3, false,
                    [&](int b, int x, int y) { return texture(b, x + 400 * i, y + 400 * j); }));
        RasterPyramidParams params = paramsFor({path("whole.tif")}, path("one/out"));
        params.slabWidth = params.slabHeight = 2;
        params.workers = 1;
        params.format = QStringLiteral("PNG");
        VERIFY_OK(generateRasterPyramid(params, m_control));
        params.paths = QStringList{path("cut")};
        params.output = path("two/out");
        params.workers = 3;
        VERIFY_OK(generateRasterPyramid(params, m_control));
        const auto one = filesBelow(path("one"));
        QVERIFY(one.size() > 20);
        QCOMPARE(filesBelow(path("two")).size(), one.size());
        QVERIFY(filesBelow(path("two")) == one);
    }

    void nodataDoesNotBleed()
    {
        // Data between 100 and 110 in a sea of nodata 0: no kernel may make more of it than its own overshoot.
        const double nodata = 0;
        QVERIFY(writeRaster(
            path("a.tif"), QStringLiteral("EPSG:2154"), 652000, 6862000, 0.2, 500, 500, 3, false,
            [](int, int x, int y) { return (x / 50 + y / 50) % 2 ? 0.0 : 100.0 + (x + y) % 2 * 10; }, &nodata));
        for (const char *kernel : {"nn", "linear", "bicubic", "lanczos"}) {
            RasterPyramidParams params = paramsFor({path("a.tif")}, path(kernel));
            params.interpolation = QString::fromLatin1(kernel);
            params.nodata = QStringLiteral("255");
            VERIFY_OK(generateRasterPyramid(params, m_control));
            for (const int level : {20, 19, 17}) {
                const LevelImage image = readLevel(path(kernel) + QStringLiteral(".json"), QString::number(level));
                if (image.bands == 0)
                    continue;
                qint64 data = 0;
                for (const double v : image.values) {
                    if (v != 255 && (v < 90 || v > 120))
                        QFAIL(qPrintable(QStringLiteral("%1 level %2: %3").arg(QLatin1String(kernel)).arg(level).arg(v)));
                    data += v != 255;
                }
                QVERIFY(data > 100);
            }
        }
    }

    void sparseCoverageLeavesSlabsOut()
    {
        for (int i = 0; i < 3; ++i)
            QVERIFY(writeRaster(path("s%1.tif").arg(i), QStringLiteral("EPSG:2154"), 600000 + i * 20000, 6800000 + i * 20000,
                0.5, 300, 300, 3, false, texture));
        RasterPyramidParams params = paramsFor({path("s0.tif"), path("s1.tif"), path("s2.tif")}, path("out"));
        params.tms = QStringLiteral("2154_50cm");
        params.format = QStringLiteral("ZIP");
        params.slabWidth = params.slabHeight = 16;
        const auto result = generateRasterPyramid(params, m_control);
        VERIFY_OK(result);
        // 40 km apart at 0.5 m: a full rectangle would be 400 slabs of the bottom level.
        QVERIFY2(result->slabs < 60, qPrintable(QString::number(result->slabs)));
        const auto descriptor = PyramidDescriptor::load(path("out.json"));
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->levels.size(), size_t(19));
        QCOMPARE(descriptor->level(QStringLiteral("0"))->limits.count(), 1);
    }

    void demKeepsItsValues()
    {
        RasterPyramidParams params = paramsFor({dataPath(QStringLiteral("raster/dem.tif"))}, path("out"));
        params.format = QStringLiteral("ZIP");
        VERIFY_OK(generateRasterPyramid(params, m_control));
        const auto descriptor = PyramidDescriptor::load(path("out.json"));
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->format, QStringLiteral("TIFF_ZIP_FLOAT32"));
        QCOMPARE(descriptor->nodata, QStringLiteral("-99999"));
        const LevelImage ours = readLevel(path("out.json"), descriptor->levels.back().id);
        const LevelImage theirs = warpLike(params.paths, QStringLiteral("EPSG:3857"), ours, QStringLiteral("cubic"));
        QVERIFY2(psnrInside(ours, theirs, 8) > 40, qPrintable(QString::number(psnrInside(ours, theirs, 8))));
        // JPEG cannot hold it, and says so.
        params.format = QStringLiteral("JPG");
        params.output = path("jpg");
        const auto refused = generateRasterPyramid(params, m_control);
        QVERIFY(!refused && refused.error().code == ErrorCode::Invalid);
    }

    // 1M_MNT: levels of 1000 … 1 m, ratios 1.33 to 5, shifted origins: each pixel is a pixel of the bottom level.
    void otherGridsAreDecimated()
    {
        const auto value = [](int, int x, int y) { return double(x * 10000 + y); };
        QVERIFY(writeRaster(path("a.tif"), QStringLiteral("EPSG:2154"), 651999.5, 6862000.5, 1, 900, 800, 1, true, value));
        RasterPyramidParams params = paramsFor({path("a.tif")}, path("out"));
        params.tms = QStringLiteral("LAMB93_1M_MNT");
        params.interpolation = QStringLiteral("nn");
        VERIFY_OK(generateRasterPyramid(params, m_control));
        for (const auto &[id, cell] :
            {std::pair{"8", 1}, {"7", 5}, {"6", 25}, {"5", 50}, {"4", 75}, {"3", 100}, {"2", 250}}) {
            const LevelImage image = readLevel(path("out.json"), QString::fromLatin1(id));
            QVERIFY2(image.bands == 1, id);
            qint64 checked = 0;
            for (int y = 0; y < image.height; ++y)
                for (int x = 0; x < image.width; ++x) {
                    const double v = image.at(0, x, y);
                    // The source pixel under this pixel's centre.
                    const double column = image.extent.west + (x + 0.5) * cell - 651999.5;
                    const double row = 6862000.5 - (image.extent.north - (y + 0.5) * cell);
                    const bool inside = column > 0 && row > 0 && column < 900 && row < 800;
                    if (!inside)
                        continue;
                    if (v != double(float(std::floor(column) * 10000 + std::floor(row))))
                        QFAIL(
                            qPrintable(QStringLiteral("level %1 at %2,%3: %4").arg(QLatin1String(id)).arg(x).arg(y).arg(v)));
                    ++checked;
                }
            QVERIFY2(checked > 0, id);
        }
    }

    void badChoicesAreRefused()
    {
        QVERIFY(writeRaster(path("a.tif"), QStringLiteral("EPSG:2154"), 652000, 6862000, 0.5, 64, 64, 1, false, texture));
        const auto codeOf = [&](const std::function<void(RasterPyramidParams &)> &change) {
            RasterPyramidParams params = paramsFor({path("a.tif")}, path("out"));
            change(params);
            const auto result = generateRasterPyramid(params, m_control);
            return result ? QString() : errorCodeName(result.error().code);
        };
        const QString invalid = QStringLiteral("invalid");
        QCOMPARE(codeOf([](auto &p) { p.interpolation = QStringLiteral("spline"); }), invalid);
        QCOMPARE(codeOf([](auto &p) { p.bottom = QStringLiteral("99"); }), invalid);
        QCOMPARE(codeOf([](auto &p) {
            p.top = QStringLiteral("18");
            p.bottom = QStringLiteral("3");
        }),
            invalid);
        QCOMPARE(codeOf([](auto &p) { p.nodata = QStringLiteral("300"); }), invalid);
        QCOMPARE(codeOf([](auto &p) { p.nodata = QStringLiteral("1,2"); }), invalid);
        QCOMPARE(codeOf([](auto &p) {
            p.format = QStringLiteral("JPG");
            p.channels = 1;
        }),
            invalid);
        QCOMPARE(codeOf([](auto &p) {
            p.format = QStringLiteral("PNG");
            p.sample = QStringLiteral("FLOAT32");
        }),
            invalid);
        QCOMPARE(codeOf([](auto &p) { p.output = QStringLiteral("/tmp/"); }), invalid);
        QCOMPARE(codeOf([](auto &p) { p.slabWidth = 0; }), invalid);
        QCOMPARE(codeOf([](auto &p) { p.format = QStringLiteral("JPG"); }), QString()); // gray is spread to three
        QCOMPARE(codeOf([](auto &) {}), QStringLiteral("conflict"));                    // is there now
    }

    void samplesAreThePyramidsTiles()
    {
        QVERIFY(
            writeRaster(path("a.tif"), QStringLiteral("EPSG:2154"), 652000, 6862000, 0.2, 2500, 2500, 3, false, texture));
        RasterPyramidParams params = paramsFor({path("a.tif")}, path("out"));
        params.format = QStringLiteral("JPG90");
        VERIFY_OK(generateRasterPyramid(params, m_control));
        const auto reader = PyramidReader::open(path("out.json"));
        VERIFY_OK(reader);
        for (const char *id : {"19", "18", "17", "16"}) {
            const QString level = QString::fromLatin1(id);
            const TileRange limits = (*reader)->descriptor().level(level)->limits;
            const qint64 col = (limits.minCol + limits.maxCol) / 2;
            const qint64 row = (limits.minRow + limits.maxRow) / 2;
            const auto sample = sampleRasterTile(params, level, col, row);
            VERIFY_OK(sample);
            const auto tile = (*reader)->tile(level, col, row);
            VERIFY_OK(tile);
            QVERIFY(tile->size() > 1000);
            QVERIFY2(*sample == *tile, id);
        }
        // Far up, a sample is made from sources read coarser: there, but not the same bytes.
        const TileRange top = (*reader)->descriptor().level(QStringLiteral("8"))->limits;
        const auto coarse = sampleRasterTile(params, QStringLiteral("8"), top.minCol, top.minRow);
        VERIFY_OK(coarse);
        QVERIFY(!coarse->isEmpty());
        const auto outside = sampleRasterTile(params, QStringLiteral("8"), 0, 0);
        VERIFY_OK(outside);
        QVERIFY(outside->isEmpty());
        QVERIFY(!sampleRasterTile(params, QStringLiteral("30"), 0, 0));
        const auto report = verifyPyramid(path("out.json"), 2, m_control);
        VERIFY_OK(report);
        QVERIFY2(report->errors.empty(),
            report->errors.empty() ? ""
                                   : qPrintable(report->errors[0].place + QLatin1Char(' ') + report->errors[0].message));
    }

    void estimateIsNearTheTruth()
    {
        QVERIFY(
            writeRaster(path("a.tif"), QStringLiteral("EPSG:2154"), 652000, 6862000, 0.2, 3000, 3000, 3, false, texture));
        RasterPyramidParams params = paramsFor({path("a.tif")}, path("out"));
        params.format = QStringLiteral("JPG");
        const auto estimate = estimateRasterPyramid(params, m_control);
        VERIFY_OK(estimate);
        const auto result = generateRasterPyramid(params, m_control);
        VERIFY_OK(result);
        QVERIFY2(estimate->bytesLow <= result->bytes && result->bytes <= estimate->bytesHigh,
            qPrintable(QStringLiteral("%1 in %2…%3").arg(result->bytes).arg(estimate->bytesLow).arg(estimate->bytesHigh)));
        QVERIFY(estimate->levels.size() == 20);
        const PyramidEstimate again = PyramidEstimate::fromJson(estimate->toJson());
        QCOMPARE(again.bytesHigh, estimate->bytesHigh);
        QCOMPARE(again.levels.size(), estimate->levels.size());
    }

    void paramsSurviveJson()
    {
        RasterPyramidParams params = paramsFor({QStringLiteral("a"), QStringLiteral("b")}, QStringLiteral("d/n"));
        params.tms = QStringLiteral("2154_50cm");
        params.nodata = QStringLiteral("1,2,3");
        params.bottom = QStringLiteral("18");
        params.mask = params.resume = true;
        params.workers = 4;
        const auto again = RasterPyramidParams::fromJson(params.toJson());
        VERIFY_OK(again);
        QVERIFY(*again == params);
        QVERIFY(!RasterPyramidParams::fromJson({{QStringLiteral("width"), QStringLiteral("wide")}}));
        QVERIFY(!RasterPyramidParams::fromJson({{QStringLiteral("mask"), 3}}));
    }

private:
    QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    SilentControl m_control;
};

TUILERIE_TEST_MAIN(RasterPyramidTest)
#include "rasterpyramidtest.moc"
