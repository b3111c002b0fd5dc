// SPDX-License-Identifier: GPL-3.0-or-later
#include "rasterreading.h"
#include "support/testsupport.h"

#include <QElapsedTimer>

#include <gdal.h>

#include <cmath>
#include <thread>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

bool isValid(const RasterBlock &block, size_t pixel)
{
    return block.valid.empty() || block.valid[pixel] != 0;
}

Extent window(const RasterTile &tile, int x, int y, int width, int height)
{
    return {tile.extent.west + x * tile.cellSizeX, tile.extent.north - (y + height) * tile.cellSizeY,
        tile.extent.west + (x + width) * tile.cellSizeX, tile.extent.north - y * tile.cellSizeY};
}

/// The first pixel where the block is not what GDAL reads; empty when there is none. Invalid pixels are left out.
QString difference(const RasterBlock &block, int channel, const std::vector<double> &expected)
{
    for (size_t i = 0; i < expected.size(); ++i) {
        const size_t at = i * size_t(block.channels) + size_t(channel);
        const double value = block.isFloat ? double(block.floats[at]) : double(block.bytes[at]);
        if (isValid(block, i) && value != expected[i])
            return QStringLiteral("pixel %1 channel %2: %3 for %4").arg(i).arg(channel).arg(value).arg(expected[i]);
    }
    return expected.empty() ? QStringLiteral("nothing to compare with") : QString();
}

} // namespace

class RasterReaderTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }

private slots:
    void filesAreReadPixelForPixel_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("asFloat");
        QTest::newRow("rgb jpeg") << QStringLiteral("rgb_27700_2m.tif") << 3 << false;
        QTest::newRow("rgba") << QStringLiteral("drone_rgba_4326.tif") << 4 << false;
        QTest::newRow("rgba without alpha") << QStringLiteral("drone_rgba_4326.tif") << 3 << false;
        QTest::newRow("terrain") << QStringLiteral("dtm_with_holes_27700.tif") << 1 << true;
        QTest::newRow("terrain at 2 cm") << QStringLiteral("ALLINGES_RGF93_CC46_1_1.tif") << 1 << true;
        QTest::newRow("dem") << QStringLiteral("dem.tif") << 1 << true;
        QTest::newRow("masked") << QStringLiteral("rgb_with_mask.tif") << 3 << false;
    }

    // Every window, aligned with the file's grid, at its own place.
    void filesAreReadPixelForPixel()
    {
        QFETCH(QString, name);
        QFETCH(int, channels);
        QFETCH(bool, asFloat);
        const QString path = dataPath(QStringLiteral("raster/") + name);
        const auto source = opened({path});
        QVERIFY(source);
        RasterReadOptions options;
        options.channels = channels;
        options.asFloat = asFloat;
        const auto reader = RasterReader::create(source, options);
        VERIFY_OK(reader);
        const RasterTile &tile = source->tiles().front();
        RasterBlock block;
        const int size = 100;
        int compared = 0;
        for (int y = 0; y + size <= tile.height; y += std::max(size, tile.height / 5)) {
            for (int x = 0; x + size <= tile.width; x += std::max(size, tile.width / 5)) {
                const auto status = (*reader)->read(window(tile, x, y, size, size), size, size, block);
                VERIFY_OK(status);
                for (int c = 0; c < channels; ++c) {
                    const QString found = difference(block, c, readBand(path, c + 1, x, y, size, size));
                    QVERIFY2(found.isEmpty(), qPrintable(QStringLiteral("%1,%2: %3").arg(x).arg(y).arg(found)));
                }
                ++compared;
            }
        }
        QVERIFY(compared > 0);
    }

    // GDAL's own mask says what is data.
    void validityIsGdalsMask_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("nodata") << QStringLiteral("dtm_with_holes_27700.tif");
        QTest::newRow("nodata of float") << QStringLiteral("ALLINGES_RGF93_CC46_1_1.tif");
        QTest::newRow("internal mask") << QStringLiteral("rgb_with_mask.tif");
        QTest::newRow("alpha") << QStringLiteral("drone_rgba_4326.tif");
        QTest::newRow("palette") << QStringLiteral("with_color_table.tif");
    }

    void validityIsGdalsMask()
    {
        QFETCH(QString, name);
        const QString path = dataPath(QStringLiteral("raster/") + name);
        const auto source = opened({path});
        QVERIFY(source);
        RasterReadOptions options;
        options.channels = source->info().type == RasterSampleType::Float32 ? 1 : 3;
        options.asFloat = source->info().type == RasterSampleType::Float32;
        const auto block = readWhole(path, options);
        VERIFY_OK(block);
        GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
        std::vector<uint8_t> mask(size_t(block->width) * size_t(block->height));
        QCOMPARE(GDALRasterIO(GDALGetMaskBand(GDALGetRasterBand(dataset, 1)), GF_Read, 0, 0, block->width, block->height,
                     mask.data(), block->width, block->height, GDT_Byte, 0, 0),
            CE_None);
        GDALClose(dataset);
        qint64 different = 0, invalid = 0;
        for (size_t i = 0; i < mask.size(); ++i) {
            different += (mask[i] != 0) != isValid(*block, i);
            invalid += mask[i] == 0;
        }
        QCOMPARE(different, 0);
        if (name.contains(QLatin1String("holes")) || name.contains(QLatin1String("mask")))
            QVERIFY2(invalid > 0, "the file shows nothing");
    }

    void transparentPixelsAreInvalidButKept()
    {
        RasterSpec spec;
        spec.bands = 4;
        spec.alpha = true;
        spec.value = [](int x, int y, int b) { return b == 3 ? (x < 5 ? 0 : x < 10 ? 128 : 255) : texture(x, y, b); };
        QVERIFY(writeRaster(at(QStringLiteral("alpha.tif")), spec));
        RasterReadOptions options;
        options.channels = 4;
        const auto block = readWhole(at(QStringLiteral("alpha.tif")), options);
        VERIFY_OK(block);
        for (int i = 0; i < 64 * 64; ++i) {
            const int x = i % 64;
            QCOMPARE(isValid(*block, size_t(i)), x >= 5);
            QCOMPARE(int(block->bytes[size_t(i) * 4 + 3]), x < 5 ? 0 : x < 10 ? 128 : 255);
            QCOMPARE(double(block->bytes[size_t(i) * 4]), texture(x, i / 64, 0));
        }
    }

    void floatNodataIsFoundDespiteItsDecimals()
    {
        RasterSpec spec;
        spec.type = GDT_Float32;
        spec.bands = 1;
        spec.nodata = -3.4028234663852886e+38;
        spec.value = [](int x, int y, int) { return x == y ? -3.4028234663852886e+38 : 0.1 * x; };
        QVERIFY(writeRaster(at(QStringLiteral("floatnodata.tif")), spec));
        RasterReadOptions options;
        options.channels = 1;
        options.asFloat = true;
        const auto block = readWhole(at(QStringLiteral("floatnodata.tif")), options);
        VERIFY_OK(block);
        QCOMPARE(std::count(block->valid.begin(), block->valid.end(), uint8_t(0)), 64);
        options.nodata = 0;
        const auto other = readWhole(at(QStringLiteral("floatnodata.tif")), options);
        VERIFY_OK(other);
        QCOMPARE(std::count(other->valid.begin(), other->valid.end(), uint8_t(0)), 63);
    }

    void paletteIsExpanded()
    {
        RasterSpec spec;
        spec.bands = 1;
        spec.palette = true;
        QVERIFY(writeRaster(at(QStringLiteral("palette.tif")), spec));
        const auto block = readWhole(at(QStringLiteral("palette.tif")), {});
        VERIFY_OK(block);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                const int index = int(texture(x, y, 0));
                const size_t i = (size_t(y) * 64 + size_t(x)) * 3;
                QCOMPARE(int(block->bytes[i]), index);
                QCOMPARE(int(block->bytes[i + 1]), 255 - index);
                QCOMPARE(int(block->bytes[i + 2]), (index * 3) % 256);
            }
        }
    }

    void grayBecomesRgbAndColourGray()
    {
        RasterSpec gray;
        gray.bands = 1;
        QVERIFY(writeRaster(at(QStringLiteral("gray.tif")), gray));
        const auto rgb = readWhole(at(QStringLiteral("gray.tif")), {});
        VERIFY_OK(rgb);
        for (size_t i = 0; i < 64 * 64; ++i)
            QVERIFY(rgb->bytes[3 * i] == texture(int(i % 64), int(i / 64), 0) && rgb->bytes[3 * i + 1] == rgb->bytes[3 * i]
                && rgb->bytes[3 * i + 2] == rgb->bytes[3 * i]);
        RasterReadOptions four;
        four.channels = 4;
        const auto rgba = readWhole(at(QStringLiteral("gray.tif")), four);
        VERIFY_OK(rgba);
        QCOMPARE(int(rgba->bytes[3]), 255);

        RasterSpec colour;
        QVERIFY(writeRaster(at(QStringLiteral("colour.tif")), colour));
        RasterReadOptions one;
        one.channels = 1;
        const auto luma = readWhole(at(QStringLiteral("colour.tif")), one);
        VERIFY_OK(luma);
        for (int i = 0; i < 64 * 64; ++i) {
            const double expected = 0.2126 * texture(i % 64, i / 64, 0) + 0.7152 * texture(i % 64, i / 64, 1)
                + 0.0722 * texture(i % 64, i / 64, 2);
            QVERIFY(std::abs(luma->bytes[size_t(i)] - expected) <= 0.51);
        }
    }

    void everyCompressionAndFormat_data()
    {
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<bool>("isLossless");
        for (const char *codec : {"NONE", "LZW", "DEFLATE", "PACKBITS", "ZSTD", "LZMA", "LERC"}) {
            const QString option = QStringLiteral("COMPRESS=") + QString::fromLatin1(codec);
            QTest::newRow(codec) << QStringLiteral("GTiff") << QStringLiteral("tif") << QStringList{option} << true;
            QTest::newRow(qPrintable(QLatin1String("tiled ") + QString::fromLatin1(codec)))
                << QStringLiteral("GTiff") << QStringLiteral("tif")
                << QStringList{option, QStringLiteral("TILED=YES"), QStringLiteral("BLOCKXSIZE=32"),
                       QStringLiteral("BLOCKYSIZE=32"), QStringLiteral("INTERLEAVE=BAND")}
                << true;
        }
        QTest::newRow("JPEG in TIFF") << QStringLiteral("GTiff") << QStringLiteral("tif")
                                      << QStringList{QStringLiteral("COMPRESS=JPEG"), QStringLiteral("PHOTOMETRIC=YCBCR")}
                                      << false;
        QTest::newRow("WEBP in TIFF") << QStringLiteral("GTiff") << QStringLiteral("tif")
                                      << QStringList{QStringLiteral("COMPRESS=WEBP"), QStringLiteral("WEBP_LOSSLESS=YES")}
                                      << true;
        QTest::newRow("COG") << QStringLiteral("COG") << QStringLiteral("tif") << QStringList{} << true;
        QTest::newRow("JPEG 2000") << QStringLiteral("JP2OpenJPEG") << QStringLiteral("jp2")
                                   << QStringList{QStringLiteral("QUALITY=100"), QStringLiteral("REVERSIBLE=YES")} << true;
        QTest::newRow("PNG") << QStringLiteral("PNG") << QStringLiteral("png")
                             << QStringList{QStringLiteral("WORLDFILE=YES")} << true;
        QTest::newRow("JPEG") << QStringLiteral("JPEG") << QStringLiteral("jpg")
                              << QStringList{QStringLiteral("WORLDFILE=YES")} << false;
    }

    void everyCompressionAndFormat()
    {
        QFETCH(QString, driver);
        QFETCH(QString, suffix);
        QFETCH(QStringList, options);
        QFETCH(bool, isLossless);
        static int number = 0;
        const QString path = at(QStringLiteral("format%1.%2").arg(++number).arg(suffix));
        RasterSpec spec;
        spec.driver = driver;
        spec.options = options;
        spec.width = 100;
        spec.height = 90;
        if (!GDALGetDriverByName(driver.toUtf8().constData()))
            QSKIP("this GDAL lacks the driver");
        if (!writeRaster(path, spec))
            QSKIP("this GDAL was built without the codec");
        const auto source = opened({path});
        QVERIFY(source);
        QCOMPARE(source->info().extent, (Extent{650000, 6860000 - 90, 650000 + 100, 6860000}));
        QCOMPARE(source->info().crs, QStringLiteral("EPSG:2154"));
        const auto block = readWhole(path, {});
        VERIFY_OK(block);
        for (int c = 0; c < 3; ++c) {
            const QString found = difference(*block, c, readBand(path, c + 1, 0, 0, 100, 90));
            QVERIFY2(found.isEmpty(), qPrintable(found));
        }
        if (isLossless)
            QCOMPARE(int(block->bytes[3 * (50 * 100 + 40) + 1]), int(texture(40, 50, 1)));
    }

    void wideTypesAsFloatAndStretched_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("factor");
        QTest::newRow("uint16") << int(GDT_UInt16) << 200.0;
        QTest::newRow("int16") << int(GDT_Int16) << -100.0;
        QTest::newRow("float32") << int(GDT_Float32) << 0.125;
    }

    void wideTypesAsFloatAndStretched()
    {
        QFETCH(int, type);
        QFETCH(double, factor);
        const QString path = at(QStringLiteral("wide%1.tif").arg(type));
        RasterSpec spec;
        spec.type = type;
        spec.bands = 1;
        spec.value = [factor](int x, int y, int b) { return texture(x, y, b) * factor; };
        QVERIFY(writeRaster(path, spec));
        RasterReadOptions options;
        options.channels = 1;
        options.asFloat = true;
        const auto floats = readWhole(path, options);
        VERIFY_OK(floats);
        const QString found = difference(*floats, 0, readBand(path, 1, 0, 0, 64, 64));
        QVERIFY2(found.isEmpty(), qPrintable(found));

        options.asFloat = false;
        options.stretchMin = std::min(0.0, 254 * factor);
        options.stretchMax = std::max(0.0, 254 * factor);
        const auto bytes = readWhole(path, options);
        VERIFY_OK(bytes);
        for (size_t i = 0; i < 64 * 64; ++i) {
            const double value = texture(int(i % 64), int(i / 64), 0) * factor;
            const double expected = (value - options.stretchMin) / (options.stretchMax - options.stretchMin) * 255;
            QVERIFY(std::abs(bytes->bytes[i] - expected) <= 0.51);
        }
    }

    void floatWithoutStretchIsRefusedAsBytes()
    {
        RasterSpec spec;
        spec.type = GDT_Float32;
        spec.bands = 1;
        QVERIFY(writeRaster(at(QStringLiteral("f.tif")), spec));
        const auto reader = RasterReader::create(opened({at(QStringLiteral("f.tif"))}), {});
        QVERIFY(!reader);
        QCOMPARE(reader.error().code, ErrorCode::Invalid);
    }

    void nanIsNoData()
    {
        RasterSpec spec;
        spec.type = GDT_Float32;
        spec.bands = 1;
        spec.value = [](int x, int y, int) { return x == 3 ? std::nan("") : x + y; };
        QVERIFY(writeRaster(at(QStringLiteral("nan.tif")), spec));
        RasterReadOptions options;
        options.channels = 1;
        options.asFloat = true;
        const auto block = readWhole(at(QStringLiteral("nan.tif")), options);
        VERIFY_OK(block);
        QCOMPARE(std::count(block->valid.begin(), block->valid.end(), uint8_t(0)), 64);
        QVERIFY(!isValid(*block, 3) && isValid(*block, 4));
    }

    // Two tiles side by side, a third one with holes above them: what is valid on top wins, holes show what is below.
    void tilesAreComposedInOrder()
    {
        QDir().mkpath(at(QStringLiteral("mosaic")));
        RasterSpec a;
        a.value = [](int, int, int) { return 10; };
        RasterSpec b = a;
        b.geoTransform[0] = 650064;
        b.value = [](int, int, int) { return 20; };
        RasterSpec c;
        c.bands = 3;
        c.geoTransform[0] = 650032;
        c.nodata = 0;
        c.value = [](int x, int, int) { return x < 10 ? 0 : 30; };
        QVERIFY(writeRaster(at(QStringLiteral("mosaic/a.tif")), a));
        QVERIFY(writeRaster(at(QStringLiteral("mosaic/b.tif")), b));
        QVERIFY(writeRaster(at(QStringLiteral("mosaic/c.tif")), c));
        const auto source = opened({at(QStringLiteral("mosaic"))});
        QVERIFY(source);
        QCOMPARE(source->info().width, 128);
        const auto reader = RasterReader::create(source, {});
        VERIFY_OK(reader);
        RasterBlock block;
        VERIFY_OK((*reader)->read({649990, 6859936, 650138, 6860000}, 148, 64, block));
        const auto value = [&block](int x) { return int(block.bytes[size_t(x) * 3]); };
        for (int x = 0; x < 148; ++x) {
            const int expected = x < 10 || x >= 138 ? 0 : x < 52 ? 10 : x < 106 ? 30 : 20;
            QCOMPARE(value(x), expected);
            QCOMPARE(isValid(block, size_t(x)), expected != 0);
        }
        QVERIFY(!block.empty);
        VERIFY_OK((*reader)->read({0, 0, 10, 10}, 10, 10, block));
        QVERIFY(block.empty);
    }

    // A shift far below a cell, as decimals in world files have it, must neither tear nor repeat.
    void roundedPlacesAreStillAligned()
    {
        RasterSpec spec;
        spec.geoTransform = {650000.0003, 0.9999999, 0, 6859999.9996, 0, -0.9999999};
        QVERIFY(writeRaster(at(QStringLiteral("rounded.tif")), spec));
        const auto reader = RasterReader::create(opened({at(QStringLiteral("rounded.tif"))}), {});
        VERIFY_OK(reader);
        RasterBlock block;
        VERIFY_OK((*reader)->read({650000, 6859936, 650064, 6860000}, 64, 64, block));
        QVERIFY(block.valid.empty());
        for (int i = 0; i < 64 * 64; ++i)
            QCOMPARE(double(block.bytes[size_t(i) * 3]), texture(i % 64, i / 64, 0));
    }

    // Finer and coarser windows take the nearest cell.
    void nearestCellWhereGridsDiffer()
    {
        RasterSpec spec;
        QVERIFY(writeRaster(at(QStringLiteral("near.tif")), spec));
        const auto reader = RasterReader::create(opened({at(QStringLiteral("near.tif"))}), {});
        VERIFY_OK(reader);
        RasterBlock block;
        for (const int size : {3, 16, 20, 50, 97, 160, 256}) {
            VERIFY_OK((*reader)->read({650000, 6859936, 650064, 6860000}, size, size, block));
            for (int i = 0; i < size * size; ++i) {
                const double step = 64.0 / size;
                const double x = (i % size + 0.5) * step;
                const double y = (i / size + 0.5) * step;
                const double value = block.bytes[size_t(i) * 3];
                // A centre on an edge may take either side.
                const bool isNear = value == texture(int(x), int(y), 0)
                    || value == texture(std::max(0, int(x - 1e-5)), std::max(0, int(y - 1e-5)), 0)
                    || value == texture(std::max(0, int(x - 1e-5)), int(y), 0)
                    || value == texture(int(x), std::max(0, int(y - 1e-5)), 0);
                QVERIFY2(isNear, qPrintable(QStringLiteral("size %1 pixel %2").arg(size).arg(i)));
            }
            QVERIFY(block.valid.empty());
        }
    }

    void overviewsServeCoarseWindows()
    {
        const QString path = at(QStringLiteral("overview.tif"));
        RasterSpec spec;
        spec.width = spec.height = 512;
        QVERIFY(writeRaster(path, spec));
        GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_Update);
        int factors[] = {2, 4};
        QCOMPARE(GDALBuildOverviews(dataset, "AVERAGE", 2, factors, 0, nullptr, nullptr, nullptr), CE_None);
        GDALClose(dataset);
        dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
        std::vector<uint8_t> expected(128 * 128);
        QCOMPARE(GDALRasterIO(GDALGetOverview(GDALGetRasterBand(dataset, 2), 1), GF_Read, 0, 0, 128, 128, expected.data(),
                     128, 128, GDT_Byte, 0, 0),
            CE_None);
        GDALClose(dataset);
        const auto reader = RasterReader::create(opened({path}), {});
        VERIFY_OK(reader);
        RasterBlock block;
        VERIFY_OK((*reader)->read({650000, 6859488, 650512, 6860000}, 128, 128, block));
        for (size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(block.bytes[i * 3 + 1], expected[i]);
    }

    void southUpIsTurned()
    {
        RasterSpec spec;
        spec.geoTransform = {650000, 1, 0, 6860000, 0, 1};
        QVERIFY(writeRaster(at(QStringLiteral("southup.tif")), spec));
        const auto source = opened({at(QStringLiteral("southup.tif"))});
        QVERIFY(source);
        QCOMPARE(source->info().extent, (Extent{650000, 6860000, 650064, 6860064}));
        const auto block = readWhole(at(QStringLiteral("southup.tif")), {});
        VERIFY_OK(block);
        QCOMPARE(double(block->bytes[0]), texture(0, 63, 0));
    }

    // Readers of one source in several threads, with fewer handles than files.
    void readersWorkSideBySide()
    {
        QDir().mkpath(at(QStringLiteral("many")));
        for (int i = 0; i < 12; ++i) {
            RasterSpec spec;
            spec.geoTransform[0] = 650000 + 64.0 * i;
            spec.value = [i](int x, int y, int b) {
                return (texture(x, y, b) + i * 5) > 255 ? i : texture(x, y, b) + i * 5;
            };
            QVERIFY(writeRaster(at(QStringLiteral("many/%1.tif").arg(i, 2, 10, QLatin1Char('0'))), spec));
        }
        const auto source = opened({at(QStringLiteral("many"))});
        QVERIFY(source);
        RasterReadOptions options;
        options.maxOpenFiles = 3;
        std::vector<RasterBlock> blocks(4);
        std::vector<std::thread> threads;
        for (RasterBlock &block : blocks) {
            threads.emplace_back([&source, &options, &block] {
                const auto reader = RasterReader::create(source, options);
                for (int round = 0; reader && round < 5; ++round) {
                    if (!(*reader)->read(source->info().extent, 768, 64, block))
                        block.bytes.clear();
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(blocks[0].bytes.size(), size_t(768 * 64 * 3));
        for (const RasterBlock &block : blocks)
            QVERIFY(block.bytes == blocks[0].bytes && block.valid.empty());
        QCOMPARE(int(blocks[0].bytes[3 * 64]), int(texture(0, 0, 0) + 5));
    }

    // Prints: window by window through the reader against GDAL's own RasterIO of the whole file, both from an empty cache.
    void readingCostsWhatGdalCosts()
    {
        if (!qEnvironmentVariableIsSet("TUILERIE_BENCH"))
            QSKIP("set TUILERIE_BENCH=1 to measure");
        for (const char *codec : {"NONE", "LZW", "JPEG"}) {
            const QString path = at(QStringLiteral("bench%1.tif").arg(QString::fromLatin1(codec)));
            RasterSpec spec;
            spec.width = spec.height = 5000;
            spec.options =
                QStringList{QStringLiteral("TILED=YES"), QStringLiteral("COMPRESS=") + QString::fromLatin1(codec)};
            QVERIFY(writeRaster(path, spec));
            QElapsedTimer clock;
            clock.start();
            GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
            std::vector<uint8_t> whole(size_t(5000) * 5000 * 3);
            QCOMPARE(GDALDatasetRasterIO(
                         dataset, GF_Read, 0, 0, 5000, 5000, whole.data(), 5000, 5000, GDT_Byte, 3, nullptr, 3, 15000, 1),
                CE_None);
            GDALClose(dataset);
            const qint64 plain = clock.restart();
            const auto source = opened({path});
            const auto reader = RasterReader::create(source, {});
            VERIFY_OK(reader);
            RasterBlock block;
            for (int y = 0; y < 5000; y += 1000) {
                for (int x = 0; x < 5000; x += 1000)
                    VERIFY_OK((*reader)->read(window(source->tiles().front(), x, y, 1000, 1000), 1000, 1000, block));
            }
            qInfo("%s: GDAL %lld ms, reader %lld ms", codec, plain, clock.elapsed());
        }
    }
};

TUILERIE_TEST_MAIN(RasterReaderTest)
#include "rasterreadertest.moc"
