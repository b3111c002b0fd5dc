// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/pyramidexport.h"

#include "../../pyramid/pyramidsamples.h"
#include "base/atomicfile.h"
#include "pyramid/slab.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>

#include <gdal_priv.h>

using namespace tuilerie;

namespace {

const RasterFormat png{TileCompression::Png, SampleType::UInt8};
const RasterFormat zip{TileCompression::Zip, SampleType::UInt8};
const RasterFormat heights{TileCompression::PackBits, SampleType::Float32};
constexpr int side = 256;

// The picture of a file that GDAL reads, bands interleaved, of the sample's finest level (6 × 2 tiles).
std::vector<uint8_t> pictureOf(const QString &path, int channels, SampleType sample, const char *driver)
{
    const char *drivers[] = {driver, nullptr};
    const GDALDatasetUniquePtr data(
        GDALDataset::Open(qPrintable(path), GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR, drivers, nullptr, nullptr));
    if (!data || data->GetRasterCount() < channels)
        return {};
    double transform[6];
    data->GetGeoTransform(transform);
    const TileMatrix matrix = *TileMatrixSet::find(QStringLiteral("PM"))->level(QStringLiteral("17"));
    const Extent wanted = matrix.rangeExtent({66001, 44004, 66006, 44005});
    const int left = int(std::lround((wanted.west - transform[0]) / transform[1]));
    const int top = int(std::lround((wanted.north - transform[3]) / transform[5]));
    if (std::abs(transform[1] - matrix.cellSize) > 1e-7 || std::abs(transform[0] + left * transform[1] - wanted.west) > 1e-2)
        return {};
    const int bytes = sample == SampleType::UInt8 ? 1 : 4;
    const GDALDataType type = sample == SampleType::UInt8 ? GDT_Byte : GDT_Float32;
    std::vector<uint8_t> pixels(size_t(6 * side * 2 * side * channels * bytes));
    if (data->RasterIO(GF_Read, left, top, 6 * side, 2 * side, pixels.data(), 6 * side, 2 * side, type, channels, nullptr,
            channels * bytes, GSpacing(6) * side * channels * bytes, bytes, nullptr)
        != CE_None)
        return {};
    return pixels;
}

// The same out of the tiles that were put in.
std::vector<uint8_t> picturePutIn(const RasterFormat &format, int channels)
{
    const size_t pixel = size_t(channels * format.bytesPerSample());
    std::vector<uint8_t> pixels(size_t(6 * side * 2 * side) * pixel);
    for (int i = 0; i < 12; ++i) {
        const auto tile = test::sampleTile(format, channels, QStringLiteral("17"), 66001 + i % 6, 44004 + i / 6);
        for (size_t row = 0; row < side; ++row)
            std::copy_n(tile.begin() + qsizetype(row * side * pixel), side * pixel,
                pixels.begin() + qsizetype(((size_t(i / 6) * side + row) * 6 * side + size_t(i % 6) * side) * pixel));
    }
    return pixels;
}

Result<ExportedPyramid> exported(const QString &pyramid, ExportFormat format, const QString &output, bool resume = false)
{
    ExportParams params;
    params.pyramid = pyramid;
    params.format = format;
    params.output = output;
    params.title = QStringLiteral("Vue d'été");
    params.attribution = QStringLiteral("© Tuilerie");
    params.resume = resume;
    params.workers = 2;
    SilentControl control;
    return exportPyramid(params, control);
}

QByteArray contentOf(const QString &path)
{
    return readWholeFile(path).value_or(QByteArray());
}

struct Case
{
    ExportFormat format;
    const char *name;
    const char *driver; // GDAL's, null where GDAL 3.6 has none
};
constexpr Case cases[] = {{ExportFormat::PmTiles, "a.pmtiles", nullptr}, {ExportFormat::MbTiles, "a.mbtiles", "MBTiles"},
    {ExportFormat::GeoPackage, "a.gpkg", "GPKG"}, {ExportFormat::Cog, "a.tif", "GTiff"}};

} // namespace

class PyramidExportTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { GDALAllRegister(); }

    void gdalReadsTheSamePixels_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<bool>("isHeights");
        QTest::addColumn<int>("channels");
        for (int i = 1; i < 4; ++i) {
            for (const int channels : {1, 3, 4})
                QTest::addRow("%s %d", cases[i].name, channels) << i << false << channels;
        }
        QTest::newRow("heights, GeoPackage") << 2 << true << 1;
        QTest::newRow("heights, COG") << 3 << true << 1;
    }

    void gdalReadsTheSamePixels()
    {
        QFETCH(int, number);
        QFETCH(bool, isHeights);
        QFETCH(int, channels);
        const QTemporaryDir folder;
        const RasterFormat format = isHeights ? heights : zip;
        const auto pyramid = test::writeSamplePyramid(folder.path(), format, channels);
        VERIFY_OK(pyramid);
        const QString output = folder.filePath(QString::fromLatin1(cases[number].name));
        const auto made = exported(*pyramid, cases[number].format, output);
        VERIFY_OK(made);
        QCOMPARE(made->levels, (QStringList{QStringLiteral("16"), QStringLiteral("17")}));
        QCOMPARE(made->bytes, QFileInfo(output).size());
        // GDAL's MBTiles has three or four bands, whatever the tiles.
        const int read = cases[number].format == ExportFormat::MbTiles && channels == 1 ? 3 : channels;
        auto wanted = picturePutIn(format, channels);
        if (read != channels) {
            std::vector<uint8_t> three;
            for (const uint8_t value : wanted)
                three.insert(three.end(), 3, value);
            wanted = three;
        }
        QVERIFY(pictureOf(output, read, format.sample, cases[number].driver) == wanted);
    }

    void heightsKeepTheirNodata()
    {
        const QTemporaryDir folder;
        const auto pyramid = test::writeSamplePyramid(folder.path(), heights, 1);
        for (const int number : {2, 3}) {
            const QString output = folder.filePath(QString::fromLatin1(cases[number].name));
            VERIFY_OK(exported(*pyramid, cases[number].format, output));
            const GDALDatasetUniquePtr data(GDALDataset::Open(qPrintable(output)));
            QVERIFY(data);
            int isSet = 0;
            QCOMPARE(data->GetRasterBand(1)->GetNoDataValue(&isSet), -99999.0);
            QVERIFY(isSet);
            QCOMPARE(data->GetRasterBand(1)->GetRasterDataType(), GDT_Float32);
            QVERIFY(data->GetRasterBand(1)->GetOverviewCount() >= 1);
        }
    }

    // JPEG and PNG tiles are those of the pyramid, byte for byte: the bottom level's first tile is found in the file.
    void tilesGoAsTheyAre()
    {
        const QTemporaryDir folder;
        const auto pyramid = test::writeSamplePyramid(folder.path(), png, 3);
        const QString slab = folder.path() + QStringLiteral("/SAMPLE/DATA/17/") + slabFileName(16500, 22002, 2);
        const QByteArray bytes = contentOf(slab);
        const TileLocation tile = SlabIndex::parse(bytes, 8, quint64(bytes.size()))->tiles()[1];
        for (const int number : {0, 2}) {
            const QString output = folder.filePath(QString::fromLatin1(cases[number].name));
            VERIFY_OK(exported(*pyramid, cases[number].format, output));
            const QByteArray head = bytes.mid(qsizetype(tile.offset), number == 0 ? qsizetype(tile.size) : 300);
            QVERIFY(contentOf(output).contains(head));
        }
    }

    void theSameBytesAgainAndOverInterruptions_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < 4; ++i)
            QTest::newRow(cases[i].name) << i;
    }

    void theSameBytesAgainAndOverInterruptions()
    {
        QFETCH(int, number);
        const QTemporaryDir folder;
        const QString pyramid = largePyramid(folder.path());
        QVERIFY(!pyramid.isEmpty());
        const QString output = folder.filePath(QString::fromLatin1(cases[number].name));
        VERIFY_OK(exported(pyramid, cases[number].format, output));
        const QByteArray whole = contentOf(output);
        QVERIFY(QFile::remove(output));

        // Stopped after the first batch of tiles, then gone on with; a COG begins anew.
        test::RecordingControl control;
        control.stopAfter = 200;
        ExportParams params;
        params.pyramid = pyramid;
        params.format = cases[number].format;
        params.output = output;
        params.title = QStringLiteral("Vue d'été");
        params.attribution = QStringLiteral("© Tuilerie");
        params.workers = 1;
        const auto stopped = exportPyramid(params, control);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(!QFile::exists(output));
        if (cases[number].format != ExportFormat::Cog) {
            // Nobody goes on by chance.
            const auto again = exported(pyramid, cases[number].format, output);
            QVERIFY(!again);
            QCOMPARE(again.error().code, ErrorCode::Conflict);
        }
        VERIFY_OK(exported(pyramid, cases[number].format, output, true));
        QVERIFY(contentOf(output) == whole);
        QCOMPARE(QDir(folder.path())
                     .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                     .filter(QStringLiteral(".export"))
                     .size(),
            0);
    }

    // Seas are many tiles of one content.
    void equalTilesAreKeptOnce()
    {
        const QTemporaryDir folder;
        const QString pyramid = largePyramid(folder.path());
        for (const int number : {0, 1}) {
            const auto made =
                exported(pyramid, cases[number].format, folder.filePath(QString::fromLatin1(cases[number].name)));
            VERIFY_OK(made);
            QCOMPARE(made->tiles, 400);
            QCOMPARE(made->contents, 3);
        }
    }

    void whatIsThereIsNotReplaced()
    {
        const QTemporaryDir folder;
        const auto pyramid = test::writeSamplePyramid(folder.path(), png, 3);
        const QString output = folder.filePath(QStringLiteral("mine.pmtiles"));
        VERIFY_OK(writeFileAtomically(output, QByteArray("mine")));
        const auto made = exported(*pyramid, ExportFormat::PmTiles, output);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Conflict);
        QCOMPARE(contentOf(output), QByteArray("mine"));
    }

    void whatDoesNotFitIsSaidBefore()
    {
        const QTemporaryDir folder;
        const auto dem = test::writeSamplePyramid(folder.path(), heights, 1);
        for (const ExportFormat format : {ExportFormat::PmTiles, ExportFormat::MbTiles}) {
            const auto made = exported(*dem, format, folder.filePath(QStringLiteral("x")));
            QVERIFY(!made);
            QCOMPARE(made.error().code, ErrorCode::Unsupported);
            QVERIFY2(made.error().message.contains(QStringLiteral("gpkg or cog")), qPrintable(made.error().message));
        }
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("x"))));
    }

    // What a window keeps of an unfinished export is JSON, which knows no null text.
    void parametersOfJsonResume()
    {
        const QTemporaryDir folder;
        ExportParams params;
        params.pyramid = largePyramid(folder.path());
        params.format = ExportFormat::MbTiles;
        params.output = folder.filePath(QStringLiteral("a.mbtiles"));
        test::RecordingControl pausing;
        pausing.stopAfter = 200;
        pausing.stopWith = StopRequest::Pause;
        const auto paused = exportPyramid(params, pausing);
        QVERIFY(!paused && paused.error().code == ErrorCode::Paused);
        auto again = ExportParams::fromJson(params.toJson());
        VERIFY_OK(again);
        again->resume = true;
        SilentControl control;
        VERIFY_OK(exportPyramid(*again, control));
        QVERIFY(QFile::exists(params.output));
    }

    // A damaged tile ends the export with its place; nothing appears.
    void damageIsAnError()
    {
        const QTemporaryDir folder;
        const auto pyramid = test::writeSamplePyramid(folder.path(), zip, 3);
        const QString slab = folder.path() + QStringLiteral("/SAMPLE/DATA/17/") + slabFileName(16500, 22002, 2);
        QByteArray bytes = contentOf(slab);
        std::fill(bytes.begin() + bytes.size() / 2, bytes.end(), char(0x81));
        VERIFY_OK(writeFileAtomically(slab, bytes));
        for (const Case &c : cases) {
            const QString output = folder.filePath(QString::fromLatin1(c.name));
            QVERIFY2(!exported(*pyramid, c.format, output), c.name);
            QVERIFY(!QFile::exists(output));
        }
    }

private:
    // One level of 20 × 20 tiles with three contents.
    static QString largePyramid(const QString &folder)
    {
        auto storage = PyramidStorage::open(folder, QStringLiteral("LARGE"));
        PyramidDescriptor descriptor;
        descriptor.tileMatrixSet = QStringLiteral("PM");
        descriptor.format = png.name();
        descriptor.channels = 3;
        descriptor.photometric = QStringLiteral("rgb");
        descriptor.interpolation = QStringLiteral("bicubic");
        descriptor.nodata = QStringLiteral("255,255,255");
        PyramidLevel level;
        level.id = QStringLiteral("12");
        level.tilesPerWidth = level.tilesPerHeight = 20;
        level.limits = {2000, 1400, 2019, 1419};
        level.storage = (*storage)->levelStorage(level.id, false);
        descriptor.levels.push_back(level);
        const auto codec = TileCodec::create(png, 3, side, side);
        std::vector<QByteArray> contents;
        for (const uint8_t grey : {10, 100, 200})
            contents.push_back(*(*codec)->encode(std::vector<uint8_t>(side * side * 3, grey).data(), side * 3));
        std::vector<QByteArray> tiles;
        for (int i = 0; i < 400; ++i)
            tiles.push_back(contents[size_t(i / 7 % 3)]);
        const auto slab = assembleSlab(slabHeader(png, 3, side, side, 20, 20), tiles);
        if (!(*storage)->writeSlab(level.id, false, 100, 70, *slab) || !(*storage)->writeDescriptor(descriptor))
            return {};
        return (*storage)->descriptorPath();
    }
};

QTEST_GUILESS_MAIN(PyramidExportTest)
#include "pyramidexporttest.moc"
