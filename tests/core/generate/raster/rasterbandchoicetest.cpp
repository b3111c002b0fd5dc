// SPDX-License-Identifier: GPL-3.0-or-later
// What of the sources' bands a pyramid gets, and how it says where there are no data.
#include "generate/raster/rasterpyramid.h"
#include "pyramidimage.h"
#include "support/testsupport.h"

#include <QDir>

#include <gdal.h>

#include <cmath>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

constexpr double west = 652000, north = 6862000; ///< on the pixels of the grid that is used
constexpr int side = 128, collar = 40;

double levelOf(int band, int x, int)
{
    return x < collar ? 255 : 20.0 * (band + 1);
}

void setRoles(const QString &path, const std::vector<GDALColorInterp> &roles)
{
    GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_Update);
    for (size_t i = 0; dataset && i < roles.size(); ++i)
        GDALSetRasterColorInterpretation(GDALGetRasterBand(dataset, int(i) + 1), roles[i]);
    GDALClose(dataset);
}

} // namespace

class RasterBandChoiceTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    SilentControl m_control;
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    QString written(const char *name, int bands, bool isFloat, const std::function<double(int, int, int)> &value,
        std::optional<double> nodata = {}, double at = west)
    {
        const bool good = writeRaster(
            path(name), u"EPSG:2154"_s, at, north, 1, side, side, bands, isFloat, value, nodata ? &*nodata : nullptr);
        return good ? path(name) : QString();
    }
    RasterPyramidParams params(const QStringList &paths) const
    {
        RasterPyramidParams made;
        made.paths = paths;
        made.output = path("p");
        made.tms = u"2154_1m"_s;
        made.slabWidth = made.slabHeight = 4;
        return made;
    }
    Result<PyramidDescriptor> made(const RasterPyramidParams &params)
    {
        TUILERIE_TRY(result, generateRasterPyramid(params, m_control));
        return PyramidDescriptor::load(result.descriptorPath);
    }
    /// A channel of the bottom level at a cell of the source that lies at `west`.
    double at(const PyramidDescriptor &descriptor, int channel, int x, int y, bool mask = false) const
    {
        const LevelImage image = readLevel(path("p.json"), descriptor.levels.back().id, mask);
        return image.at(
            channel, x + int(std::lround(west - image.extent.west)), y + int(std::lround(image.extent.north - north)));
    }

private slots:
    void init()
    {
        GDALAllRegister();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void whatHasHolesIsSeenThrough_data()
    {
        QTest::addColumn<int>("bands");
        QTest::addColumn<bool>("hasNodata");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("masks");
        QTest::newRow("photograph") << 3 << false << QString() << u"TIFF_JPG_UINT8"_s << 3 << false;
        QTest::newRow("photograph with a collar") << 3 << true << QString() << u"TIFF_PNG_UINT8"_s << 4 << false;
        QTest::newRow("classes") << 1 << true << QString() << u"TIFF_PNG_UINT8"_s << 2 << false;
        QTest::newRow("collar, PNG asked for") << 3 << true << u"PNG"_s << u"TIFF_PNG_UINT8"_s << 4 << false;
        QTest::newRow("no collar, PNG asked for") << 3 << false << u"PNG"_s << u"TIFF_PNG_UINT8"_s << 3 << false;
        QTest::newRow("collar, JPEG asked for") << 3 << true << u"JPG"_s << u"TIFF_JPG_UINT8"_s << 3 << true;
        QTest::newRow("classes, values asked for") << 1 << true << u"ZIP"_s << u"TIFF_ZIP_UINT8"_s << 1 << true;
    }

    void whatHasHolesIsSeenThrough()
    {
        QFETCH(int, bands);
        QFETCH(bool, hasNodata);
        QFETCH(QString, asked);
        QFETCH(QString, format);
        QFETCH(int, channels);
        QFETCH(bool, masks);
        RasterPyramidParams wanted =
            params({written("a.tif", bands, false, levelOf, hasNodata ? std::optional(255.0) : std::nullopt)});
        wanted.format = asked;
        const auto descriptor = made(wanted);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->format, format);
        QCOMPARE(descriptor->channels, channels);
        QCOMPARE(descriptor->hasMasks, masks);
        if (!masks)
            return;
        QCOMPARE(at(*descriptor, 0, collar - 1, 9, true), 0.0);
        QCOMPARE(at(*descriptor, 0, collar, 9, true), 255.0);
    }

    void holesEndAtTheLastCell()
    {
        RasterPyramidParams wanted = params({written("a.tif", 3, false, levelOf, 255)});
        wanted.format = u"RAW"_s;
        wanted.channels = 4;
        const auto descriptor = made(wanted);
        VERIFY_OK(descriptor);
        QCOMPARE(at(*descriptor, 3, collar - 1, 5), 0.0);
        QCOMPARE(at(*descriptor, 3, collar, 5), 255.0);
        QCOMPARE(at(*descriptor, 0, collar, 5), 20.0);
        QCOMPARE(at(*descriptor, 2, side - 1, 5), 60.0);
    }

    void secondBandsAreNotLookedThrough_data()
    {
        QTest::addColumn<int>("bands");
        QTest::addColumn<int>("channels");
        QTest::newRow("two") << 2 << 1;
        QTest::newRow("infrared") << 4 << 3;
        QTest::newRow("many") << 7 << 3;
    }

    void secondBandsAreNotLookedThrough()
    {
        QFETCH(int, bands);
        QFETCH(int, channels);
        const QString source = written("a.tif", bands, false, [](int b, int, int) { return 20.0 * (b + 1); });
        setRoles(source, std::vector<GDALColorInterp>(size_t(bands), GCI_Undefined));
        RasterPyramidParams wanted = params({source});
        wanted.format = u"PNG"_s;
        auto descriptor = made(wanted);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->channels, channels);
        wanted.output = path("p");
        QVERIFY(QFile::remove(path("p.json")) && QDir(path("p")).removeRecursively());
        wanted.format = u"RAW"_s;
        wanted.channels = channels + 1;
        descriptor = made(wanted);
        VERIFY_OK(descriptor);
        QCOMPARE(at(*descriptor, channels, 3, 3), 255.0);
    }

    void bandsThatAreAskedFor()
    {
        const QString source = written("a.tif", 4, false, [](int b, int, int) { return 20.0 * (b + 1); });
        setRoles(source, {GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_Undefined});
        RasterPyramidParams wanted = params({source});
        wanted.format = u"RAW"_s;
        wanted.bands = u"4,1,2"_s;
        const auto descriptor = made(wanted);
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->channels, 3);
        QCOMPARE(at(*descriptor, 0, 3, 3), 80.0);
        QCOMPARE(at(*descriptor, 1, 3, 3), 20.0);
        QCOMPARE(at(*descriptor, 2, 3, 3), 40.0);
        const auto back = RasterPyramidParams::fromJson(wanted.toJson());
        VERIFY_OK(back);
        QCOMPARE(back->bands, wanted.bands);
    }

    void bandsThatCannotBe_data()
    {
        QTest::addColumn<QString>("bands");
        QTest::addColumn<QString>("word");
        QTest::newRow("more than there are") << u"5,1,2"_s << u"a.tif"_s;
        QTest::newRow("two") << u"4,1"_s << u"2 bands"_s;
        QTest::newRow("none") << u"0"_s << u"“0”"_s;
        QTest::newRow("a word") << u"nir"_s << u"“nir”"_s;
    }

    void bandsThatCannotBe()
    {
        QFETCH(QString, bands);
        QFETCH(QString, word);
        const QString source = written("a.tif", 4, false, levelOf);
        setRoles(source, {GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_Undefined});
        RasterPyramidParams wanted = params({source});
        wanted.format = u"PNG"_s;
        wanted.bands = bands;
        const auto refused = generateRasterPyramid(wanted, m_control);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(word), qPrintable(refused.error().message));
        QVERIFY(!QFile::exists(path("p.json")));
    }

    // 0 m is a height in the second file, whatever it is in the first.
    void nodataOfOneFileIsNotThatOfAll()
    {
        const QString sea = written(
            "a.tif", 1, true, [](int, int x, int) { return x < collar ? 0 : 12.5; }, 0);
        const QString land = written(
            "b.tif", 1, true, [](int, int x, int) { return x < collar ? -9999 : 0; }, -9999, west + side);
        const auto descriptor = made(params({sea, land}));
        VERIFY_OK(descriptor);
        QCOMPARE(descriptor->nodata, u"-99999"_s);
        QCOMPARE(at(*descriptor, 0, 3, 3), -99999.0);
        QCOMPARE(at(*descriptor, 0, collar, 3), 12.5);
        QCOMPARE(at(*descriptor, 0, side + 3, 3), -99999.0);
        QCOMPARE(at(*descriptor, 0, side + collar, 3), 0.0);
    }

    void filesThatDoNotGoTogetherAreRefused()
    {
        const QString heights = written("a.tif", 1, true, [](int, int, int) { return 100.0; });
        const QString picture = written("b.tif", 3, false, levelOf, {}, west + side);
        const QString more = written(
            "c.tif", 1, true, [](int, int, int) { return 100.0; }, {}, west + 2 * side);
        const auto refused = generateRasterPyramid(params({heights, picture, more}), m_control);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(picture), qPrintable(refused.error().message));
    }
};

TUILERIE_TEST_MAIN(RasterBandChoiceTest)
#include "rasterbandchoicetest.moc"
