// SPDX-License-Identifier: GPL-3.0-or-later
// What a file says of its bands beside their samples: which is which, what stands for nothing, what the numbers mean.
#include "rasterreading.h"
#include "source/mosaicmix.h"
#include "support/testsupport.h"

#include <gdal.h>

using namespace tuilerie;
using namespace tuilerie::test;

class RasterBandsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString at(const QString &name) const { return m_folder.filePath(name); }
    QString written(const QString &name, const RasterSpec &spec)
    {
        return writeRaster(at(name), spec) ? at(name) : QString();
    }

    static bool isValid(const RasterBlock &block, size_t pixel) { return block.valid.empty() || block.valid[pixel]; }
    static std::vector<int> bytesAt(const RasterBlock &block, size_t pixel)
    {
        const auto from = block.bytes.begin() + qptrdiff(pixel) * block.channels;
        return {from, from + block.channels};
    }
    static RasterReadOptions reading(int channels, bool asFloat = false)
    {
        RasterReadOptions options;
        options.channels = channels;
        options.asFloat = asFloat;
        return options;
    }
    /// Bands that hold 10, 20, 30 … everywhere.
    static RasterSpec stepped(int bands)
    {
        RasterSpec spec;
        spec.bands = bands;
        spec.value = [](int, int, int b) { return 10.0 * (b + 1); };
        return spec;
    }

private slots:
    void coloursFollowTheirMarks()
    {
        RasterSpec spec = stepped(4);
        spec.roles = {GCI_BlueBand, GCI_GreenBand, GCI_RedBand, GCI_Undefined};
        spec.options = {QStringLiteral("PHOTOMETRIC=MINISBLACK"), QStringLiteral("ALPHA=NO")};
        const QString path = written(QStringLiteral("bgrn.tif"), spec);
        auto block = readWhole(path, reading(3));
        VERIFY_OK(block);
        QCOMPARE(bytesAt(*block, 7), (std::vector<int>{30, 20, 10}));
        // Of four channels the last is an opacity, and no infrared.
        block = readWhole(path, reading(4));
        VERIFY_OK(block);
        QCOMPARE(bytesAt(*block, 7), (std::vector<int>{30, 20, 10, 255}));
        RasterReadOptions infrared = reading(3);
        infrared.bands = {4, 3, 2};
        block = readWhole(path, infrared);
        VERIFY_OK(block);
        QCOMPARE(bytesAt(*block, 7), (std::vector<int>{40, 30, 20}));
        infrared.bands = {4};
        infrared.channels = 1;
        block = readWhole(path, infrared);
        VERIFY_OK(block);
        QCOMPARE(bytesAt(*block, 7), (std::vector<int>{40}));
    }

    void unmarkedBandsAreNoOpacity()
    {
        RasterSpec spec = stepped(2);
        spec.roles = {GCI_GrayIndex, GCI_Undefined};
        spec.options = {QStringLiteral("ALPHA=NO")};
        const auto block = readWhole(written(QStringLiteral("two.tif"), spec), reading(2));
        VERIFY_OK(block);
        QVERIFY(isValid(*block, 0));
        QCOMPARE(bytesAt(*block, 0), (std::vector<int>{10, 255}));
        // As numbers both are kept.
        const auto values = readWhole(at(QStringLiteral("two.tif")), reading(2, true));
        VERIFY_OK(values);
        QCOMPARE(values->floats[0], 10.F);
        QCOMPARE(values->floats[1], 20.F);
        QVERIFY(pictureBands(opened({at(QStringLiteral("two.tif"))})->tiles().front().bandList).isGuess);
    }

    // Many tools mark any fourth band as an opacity.
    void chosenBandsOverruleTheMark()
    {
        RasterSpec spec = stepped(4);
        spec.alpha = true;
        const QString path = written(QStringLiteral("marked.tif"), spec);
        const auto bands = opened({path})->tiles().front().bandList;
        QCOMPARE(pictureBands(bands), (PictureBands{{1, 2, 3}, 4, false}));
        QCOMPARE(pictureBands(bands, {3, 2, 1}), (PictureBands{{3, 2, 1}, 4, false}));
        QCOMPARE(pictureBands(bands, {4, 1, 2}), (PictureBands{{4, 1, 2}, 0, false}));
        QCOMPARE(pictureBands(bands, {4}), (PictureBands{{4}, 0, false}));
        QCOMPARE(pictureBands(bands, {3, 2, 1, 4}), (PictureBands{{3, 2, 1}, 4, false}));
        QCOMPARE(pictureBands(bands, {1, 4}), (PictureBands{{1}, 4, false}));
    }

    void wideOpacityIsNoColour()
    {
        RasterSpec spec;
        spec.bands = 4;
        spec.type = GDT_UInt16;
        spec.alpha = true;
        spec.value = [](int x, int, int b) { return b == 3 ? (x < 20 ? 0 : 65535) : 1000.0 * (b + 1); };
        const QString path = written(QStringLiteral("wide.tif"), spec);
        QCOMPARE(opened({path})->info().colours, 3);
        const auto block = readWhole(path, reading(3, true));
        VERIFY_OK(block);
        QVERIFY(!isValid(*block, 19) && isValid(*block, 20));
        QCOMPARE(block->floats[20 * 3 + 2], 3000.F);
    }

    void signedBytesKeepTheirSign()
    {
        RasterSpec spec;
        spec.bands = 1;
        spec.options = {QStringLiteral("PIXELTYPE=SIGNEDBYTE")};
        spec.nodata = -128;
        spec.value = [](int x, int y, int) { return y == 0 ? 128 : x < 32 ? 245 : 88; };
        const QString path = written(QStringLiteral("signed.tif"), spec);
        const auto source = opened({path});
        QVERIFY(source);
        QCOMPARE(sampleTypeName(source->info().type), QStringLiteral("int8"));
        const auto block = readWhole(path, reading(1, true));
        VERIFY_OK(block);
        QVERIFY(!isValid(*block, 5));
        QCOMPARE(block->floats[64 + 5], -11.F);
        QCOMPARE(block->floats[64 + 40], 88.F);
        RasterReadOptions gray = reading(1);
        gray.stretchMin = -11;
        gray.stretchMax = 88;
        const auto picture = readWhole(path, gray);
        VERIFY_OK(picture);
        QCOMPARE(bytesAt(*picture, 64 + 5), std::vector<int>{0});
        QCOMPARE(bytesAt(*picture, 64 + 40), std::vector<int>{255});
    }

    void scaledValuesAreWhatTheyMean()
    {
        RasterSpec spec;
        spec.bands = 1;
        spec.type = GDT_Int16;
        spec.nodata = -32768;
        spec.scale = 0.01;
        spec.offset = 100;
        spec.value = [](int x, int, int) { return x == 0 ? -32768 : 12345; };
        const QString path = written(QStringLiteral("scaled.tif"), spec);
        const auto source = opened({path});
        QVERIFY(source);
        QCOMPARE(source->info().type, RasterSampleType::Float32);
        QVERIFY2(!source->info().hasOneNodata, "what stands for nothing is a sample, not a value");
        const auto block = readWhole(path, reading(1, true));
        VERIFY_OK(block);
        QVERIFY(!isValid(*block, 0) && isValid(*block, 1));
        QCOMPARE(block->floats[1], 223.45F);
        RasterReadOptions gray = reading(1);
        gray.stretchMin = 0;
        gray.stretchMax = 255;
        const auto picture = readWhole(path, gray);
        VERIFY_OK(picture);
        QCOMPARE(bytesAt(*picture, 1), std::vector<int>{223});
    }

    // Whatever the samples are stored as.
    void scaledFloats()
    {
        RasterSpec spec;
        spec.bands = 1;
        spec.type = GDT_Float32;
        spec.scale = 2;
        spec.value = [](int, int, int) { return 1.25; };
        const auto block = readWhole(written(QStringLiteral("floats.tif"), spec), reading(1, true));
        VERIFY_OK(block);
        QCOMPARE(block->floats[1], 2.5F);
        spec.type = GDT_Byte; // a picture's levels are what they are
        spec.bands = 3;
        const auto picture = readWhole(written(QStringLiteral("levels.tif"), spec), reading(3));
        VERIFY_OK(picture);
        QCOMPARE(bytesAt(*picture, 1), (std::vector<int>{1, 1, 1}));
    }

    void fewBitsAreTheWholeRange_data()
    {
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("bands");
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("level");
        QTest::newRow("2 bits") << 2 << 1 << 2 << 170;
        QTest::newRow("4 bits") << 4 << 1 << 3 << 51;
        QTest::newRow("4 bits, white") << 4 << 1 << 15 << 255;
        QTest::newRow("4 bits, colour") << 4 << 3 << 5 << 85;
        QTest::newRow("7 bits") << 7 << 1 << 127 << 255;
    }

    void fewBitsAreTheWholeRange()
    {
        QFETCH(int, bits);
        QFETCH(int, bands);
        QFETCH(int, value);
        QFETCH(int, level);
        RasterSpec spec;
        spec.bands = bands;
        spec.options = {QStringLiteral("NBITS=%1").arg(bits)};
        spec.value = [value](int, int, int) { return double(value); };
        const QString path = written(QStringLiteral("bits.tif"), spec);
        const auto block = readWhole(path, reading(bands));
        VERIFY_OK(block);
        QCOMPARE(bytesAt(*block, 9), std::vector<int>(size_t(bands), level));
        const auto values = readWhole(path, reading(1, true));
        VERIFY_OK(values);
        QCOMPARE(values->floats[9], float(value));
    }

    void minIsWhiteIsShownSo()
    {
        RasterSpec spec;
        spec.bands = 1;
        spec.options = {QStringLiteral("PHOTOMETRIC=MINISWHITE")};
        spec.value = [](int x, int, int) { return double(x); };
        QString path = written(QStringLiteral("white.tif"), spec);
        const auto block = readWhole(path, reading(3));
        VERIFY_OK(block);
        QCOMPARE(bytesAt(*block, 3), (std::vector<int>{252, 252, 252}));
        spec.type = GDT_UInt16;
        path = written(QStringLiteral("white16.tif"), spec);
        RasterReadOptions gray = reading(1);
        gray.stretchMin = 0;
        gray.stretchMax = 51;
        const auto wide = readWhole(path, gray);
        VERIFY_OK(wide);
        QCOMPARE(bytesAt(*wide, 3), std::vector<int>{240});
        const auto values = readWhole(path, reading(1, true));
        VERIFY_OK(values);
        QCOMPARE(values->floats[3], 3.F); // the numbers are what they are
    }

    // Each band has a value of its own that stands for nothing (PNG's key colour is such): only all of them together do.
    void nodataOfEachBand()
    {
        const QString tif = at(QStringLiteral("key.tif"));
        RasterSpec spec;
        spec.value = [](int x, int, int b) { return x == 0 ? 10.0 * (b + 1) : x == 1 ? 10 : 99; };
        QVERIFY(writeRaster(tif, spec));
        const QString vrt = at(QStringLiteral("key.vrt"));
        QFile file(vrt);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("<VRTDataset rasterXSize=\"64\" rasterYSize=\"64\"><SRS>EPSG:2154</SRS>"
                   "<GeoTransform>650000, 1, 0, 6860000, 0, -1</GeoTransform>");
        for (int b = 1; b <= 3; ++b)
            file.write(
                QStringLiteral("<VRTRasterBand dataType=\"Byte\" band=\"%1\"><NoDataValue>%2</NoDataValue><SimpleSource>"
                               "<SourceFilename relativeToVRT=\"1\">key.tif</SourceFilename><SourceBand>%1</SourceBand>"
                               "</SimpleSource></VRTRasterBand>")
                    .arg(b)
                    .arg(10 * b)
                    .toUtf8());
        file.write("</VRTDataset>");
        file.close();
        const auto block = readWhole(vrt, reading(3));
        VERIFY_OK(block);
        QVERIFY2(!isValid(*block, 0), "10, 20, 30");
        QVERIFY2(isValid(*block, 1), "10, 10, 10");
        QVERIFY(isValid(*block, 2));
    }

    // The same, said of the file as a whole.
    void nodataOfTheWholeFile()
    {
        RasterSpec spec;
        spec.value = [](int x, int, int b) { return x == 0 ? 10.0 * (b + 1) : x == 1 ? 10 : 99; };
        const QString path = written(QStringLiteral("whole.tif"), spec);
        GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_Update);
        QVERIFY(dataset && GDALSetMetadataItem(dataset, "NODATA_VALUES", "10 20 30", nullptr) == CE_None);
        GDALClose(dataset);
        QVERIFY(opened({path})->info().isSeeThrough);
        const auto block = readWhole(path, reading(3));
        VERIFY_OK(block);
        QVERIFY(!isValid(*block, 0) && isValid(*block, 1) && isValid(*block, 2));
    }

    void whatNoByteCanBeIsSaidOfNothing()
    {
        RasterSpec spec;
        spec.nodata = -9999;
        QVERIFY(!opened({written(QStringLiteral("far.tif"), spec)})->info().isSeeThrough);
        spec.nodata = 0;
        QVERIFY(opened({written(QStringLiteral("near.tif"), spec)})->info().isSeeThrough);
    }

    void pagesAreCounted()
    {
        RasterSpec spec;
        const QString path = written(QStringLiteral("pages.tif"), spec);
        QCOMPARE(opened({path})->tiles().front().pages, 1);
        spec.options = {QStringLiteral("APPEND_SUBDATASET=YES")};
        QVERIFY(writeRaster(path, spec));
        QCOMPARE(opened({path})->tiles().front().pages, 2);
    }

    // What the index keeps is what the header says.
    void indexKeepsAllOfIt()
    {
        RasterSpec spec = stepped(4);
        spec.type = GDT_UInt16;
        spec.roles = {GCI_BlueBand, GCI_GreenBand, GCI_RedBand, GCI_Undefined};
        spec.options = {QStringLiteral("PHOTOMETRIC=MINISBLACK"), QStringLiteral("ALPHA=NO"), QStringLiteral("NBITS=12")};
        spec.nodata = 0;
        spec.scale = 0.5;
        const QString path = written(QStringLiteral("kept.tif"), spec);
        SilentControl control;
        const auto first = RasterSource::open({path}, {}, control), second = RasterSource::open({path}, {}, control);
        VERIFY_OK(first);
        VERIFY_OK(second);
        const RasterTile &a = (*first)->tiles().front(), &b = (*second)->tiles().front();
        QVERIFY(a.bandList == b.bandList && a.bandList.size() == 4 && a.bandList[2].role == BandRole::Red);
        QCOMPARE(a.bandList[0].scale, 0.5);
        QCOMPARE(b.bits, 12);
        QCOMPARE(b.type, RasterSampleType::Float32);
        QCOMPARE(b.storedType, RasterSampleType::UInt16);
        QCOMPARE(a.palette, b.palette);
        QCOMPARE(a.pages, b.pages);
    }

    void filesThatDoNotGoTogether()
    {
        const auto tile = [](RasterSampleType type, int bands, bool hasPalette = false) {
            RasterTile made;
            made.type = type;
            made.bands = bands;
            made.bandList.resize(size_t(bands));
            made.hasPalette = hasPalette;
            return made;
        };
        using T = RasterSampleType;
        using Odd = std::vector<size_t>;
        QCOMPARE(oddTypes({tile(T::Float32, 1), tile(T::UInt8, 1, true), tile(T::Float32, 1)}), Odd{1});
        QCOMPARE(oddTypes({tile(T::UInt8, 3), tile(T::UInt16, 3), tile(T::UInt8, 3)}), Odd{1});
        QCOMPARE(oddTypes({tile(T::UInt8, 3), tile(T::UInt8, 1, true), tile(T::UInt8, 1)}), Odd{});
        QCOMPARE(oddTypes({tile(T::Int16, 1), tile(T::UInt8, 1), tile(T::Float32, 1)}), Odd{});
        QCOMPARE(oddTypes({tile(T::UInt8, 1), tile(T::UInt8, 1), tile(T::UInt8, 3), tile(T::Float32, 1)}).size(), size_t(1));
    }

    // A value that stands for nothing in one file is a height in the next.
    void nodataOfOneFileIsNotThatOfAll()
    {
        RasterSpec sea;
        sea.bands = 1;
        sea.type = GDT_Float32;
        sea.nodata = 0;
        RasterSpec land = sea;
        land.nodata = -9999;
        land.geoTransform[0] += 64;
        const QStringList files{written(QStringLiteral("sea.tif"), sea), written(QStringLiteral("land.tif"), land)};
        QVERIFY(!opened(files)->info().hasOneNodata);
        QVERIFY(opened({files[0]})->info().hasOneNodata);
        land.nodata.reset();
        QVERIFY(!opened({files[0], written(QStringLiteral("none.tif"), land)})->info().hasOneNodata);
    }
};

TUILERIE_TEST_MAIN(RasterBandsTest)
#include "rasterbandstest.moc"
