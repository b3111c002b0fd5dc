// SPDX-License-Identifier: GPL-3.0-or-later
// Pyramids of data with holes, as the services show them: see-through where there are no data, to the last cell.
#include "diffusionsupport.h"
#include "generate/raster/rasterpyramid.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QImage>

#include <gdal.h>
#include <ogr_srs_api.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

constexpr double west = 652000, north = 6862000;
constexpr int side = 256, collar = 80;

/// Bands of `type`, filled row by row; each is marked by its role.
bool write(const QString &path, GDALDataType type, const std::vector<GDALColorInterp> &roles,
    const std::function<double(int x, int y, int band)> &value, std::optional<double> nodata = {})
{
    GDALAllRegister();
    const char *const options[] = {"PHOTOMETRIC=MINISBLACK", "ALPHA=NO", nullptr};
    const int bands = int(roles.size());
    GDALDatasetH dataset = GDALCreate(GDALGetDriverByName("GTiff"), path.toUtf8().constData(), side, side, bands, type,
        const_cast<char **>(options)); // GDAL does not write to it
    if (!dataset)
        return false;
    double transform[] = {west, 1, 0, north, 0, -1};
    GDALSetGeoTransform(dataset, transform);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    OSRSetFromUserInput(srs, "EPSG:2154");
    GDALSetSpatialRef(dataset, srs);
    OSRDestroySpatialReference(srs);
    std::vector<double> row(side);
    bool good = true;
    for (int b = 0; b < bands; ++b) {
        GDALRasterBandH band = GDALGetRasterBand(dataset, b + 1);
        GDALSetRasterColorInterpretation(band, roles[size_t(b)]);
        if (nodata)
            GDALSetRasterNoDataValue(band, *nodata);
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x)
                row[size_t(x)] = value(x, y, b);
            good = good && GDALRasterIO(band, GF_Write, 0, y, side, 1, row.data(), side, 1, GDT_Float64, 0, 0) == CE_None;
        }
    }
    GDALClose(dataset);
    return good;
}

} // namespace

class SeeThroughTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;
    QStringList m_warnings; ///< of the pyramid that is published

    QByteArray get(const QByteArray &target) { return RawClient(m_server->port()).get(target).body; }

    /// `extent` is west, south, east, north.
    QByteArray map(const QByteArray &extent, int width, int height, const QByteArray &crs = "EPSG:2154")
    {
        return "/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=a&QUERY_LAYERS=a&STYLES=&FORMAT=image/"
               "png&TRANSPARENT="
               "TRUE&INFO_FORMAT=text/plain&CRS="
            + crs + "&BBOX=" + extent + "&WIDTH=" + QByteArray::number(width) + "&HEIGHT=" + QByteArray::number(height);
    }
    QImage picture(const QByteArray &target)
    {
        return QImage::fromData(get(target)).convertToFormat(QImage::Format_RGBA8888);
    }

    void publish(const QString &source, const QString &format)
    {
        RasterPyramidParams params;
        params.paths = QStringList{source};
        params.output = m_folder->filePath(u"p"_s);
        params.tms = u"2154_1m"_s;
        params.format = format;
        params.slabWidth = params.slabHeight = 4;
        SilentControl control;
        const auto made = generateRasterPyramid(params, control);
        VERIFY_OK(made);
        m_warnings = made->warnings;
        m_catalogue->set({publishedLayer(u"a"_s, "WMS-RASTER", made->descriptorPath)});
        DiffusionOptions options;
        options.catalogue = m_catalogue;
        auto started = startDiffusion(options);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_server.reset(); }

    void toTheLastCell_data()
    {
        QTest::addColumn<int>("bands");
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("nodata");
        QTest::addColumn<int>("tolerance");
        for (const int nodata : {255, 0}) {
            const auto row = [nodata](const char *what, int bands, const QString &format, int tolerance) {
                QTest::addRow("%s, %d", what, nodata) << bands << format << nodata << tolerance;
            };
            row("colours", 3, QString(), 0);
            row("gray", 1, QString(), 0);
            row("colours with masks", 3, u"JPG"_s, 60);
            row("classes with masks", 1, u"ZIP"_s, 0);
        }
    }

    void toTheLastCell()
    {
        QFETCH(int, bands);
        QFETCH(QString, format);
        QFETCH(int, nodata);
        QFETCH(int, tolerance);
        const std::vector<GDALColorInterp> colours{GCI_RedBand, GCI_GreenBand, GCI_BlueBand};
        const QString source = m_folder->filePath(u"a.tif"_s);
        QVERIFY(write(
            source, GDT_Byte, bands == 1 ? std::vector<GDALColorInterp>{GCI_GrayIndex} : colours,
            [nodata](int x, int, int) { return x < collar ? nodata : 120; }, nodata));
        publish(source, format);
        // Tiles of JPEG hide what maps see through: said before the work, with the way out.
        QCOMPARE(m_warnings.join(u' ').contains(u"PNG"_s), format == "JPG"_L1);
        // At its own cells, four times as large, half as large, and warped.
        for (const int size : {side, 4 * side, side / 2}) {
            const QImage image = picture(map("652000,6861744,652256,6862000", size, size));
            QCOMPARE(image.width(), size);
            for (int x = 0; x < size; ++x) {
                const QColor colour = image.pixelColor(x, size / 2);
                const int cell = x * side / size;
                if (cell < collar - 1)
                    QCOMPARE(colour.alpha(), 0);
                else if (cell > collar)
                    QCOMPARE(colour.alpha(), 255);
                if (size == side)
                    QCOMPARE(colour.alpha(), cell < collar ? 0 : 255);
                if (colour.alpha() > 0)
                    QVERIFY2(std::abs(colour.red() - 120) <= tolerance + 1 && std::abs(colour.blue() - 120) <= tolerance + 1,
                        qPrintable(u"%1 at %2 of %3"_s.arg(colour.red()).arg(x).arg(size)));
            }
        }
        const QImage warped = picture(map("261200,6250250,261320,6250370", 200, 200, "EPSG:3857"));
        int clear = 0, opaque = 0;
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 200; ++x) {
                const QColor colour = warped.pixelColor(x, y);
                clear += colour.alpha() == 0;
                opaque += colour.alpha() == 255;
                if (colour.alpha() > 0)
                    QVERIFY(std::abs(colour.red() - 120) <= tolerance + 1);
            }
        }
        QVERIFY2(clear > 15000 && opaque > 15000, qPrintable(u"%1, %2"_s.arg(clear).arg(opaque)));
        const QByteArray info =
            map("652000,6861744,652256,6862000", side, side).replace("GetMap", "GetFeatureInfo") + "&J=9&I=";
        QCOMPARE(get(info + QByteArray::number(collar - 1)), QByteArray("a: no data\n"));
        QVERIFY2(get(info + QByteArray::number(collar + 30)).startsWith("a: 1"), "a value of about 120");
    }

    // The picture of 16-bit colours is stretched over what they hold, whatever their opacity's numbers are.
    void wideColoursAreStretchedByThemselves()
    {
        const QString source = m_folder->filePath(u"a.tif"_s);
        QVERIFY(write(source, GDT_UInt16, {GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand},
            [](int x, int y, int b) { return b == 3 ? (x < collar ? 0 : 65535) : 480 + 12.0 * (b == 0 ? x : y); }));
        publish(source, {});
        const QImage image = picture(map("652000,6861744,652256,6862000", side, side));
        QCOMPARE(image.pixelColor(collar - 1, 9).alpha(), 0);
        QCOMPARE(image.pixelColor(collar, 9).alpha(), 255);
        const int spread = image.pixelColor(side - 2, 9).red() - image.pixelColor(collar, 9).red();
        QVERIFY2(spread > 150, qPrintable(QString::number(spread)));
    }
};

TUILERIE_TEST_MAIN(SeeThroughTest)
#include "seethroughtest.moc"
