// SPDX-License-Identifier: GPL-3.0-or-later
// A VRT overrules its files: what it says is read as GDAL reads it, and only a plain mosaic is taken apart.
#include "rasterreading.h"
#include "support/testsupport.h"

#include <gdal.h>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

/// A VRT over a.tif and b.tif side by side, 64 × 64 cells each, with one word put in at each place.
struct VrtSpec
{
    QString srs = QStringLiteral("EPSG:2154");
    QString ofDataset; ///< elements of it, after the bands
    QString ofBand;    ///< elements of each
    QString ofSource;  ///< elements of each
    QString type = QStringLiteral("Byte");
    QStringList roles{QStringLiteral("Red"), QStringLiteral("Green"), QStringLiteral("Blue")};
    QList<int> sourceBands{1, 2, 3};
    int width = 64; ///< that a file's cells take in the VRT
    int step = 64;  ///< from one file to the next
};

QString vrtText(const VrtSpec &spec)
{
    QString text = QStringLiteral("<VRTDataset rasterXSize=\"%1\" rasterYSize=\"64\">").arg(spec.step + spec.width);
    if (!spec.srs.isEmpty())
        text += QStringLiteral("<SRS>%1</SRS>").arg(spec.srs);
    text += QStringLiteral("<GeoTransform>650000, 1, 0, 6860000, 0, -1</GeoTransform>");
    for (int b = 0; b < spec.sourceBands.size(); ++b) {
        text += QStringLiteral("<VRTRasterBand dataType=\"%1\" band=\"%2\">").arg(spec.type).arg(b + 1);
        if (b < spec.roles.size())
            text += QStringLiteral("<ColorInterp>%1</ColorInterp>").arg(spec.roles[b]);
        text += spec.ofBand;
        for (int i = 0; i < 2; ++i)
            text += QStringLiteral("<ComplexSource><SourceFilename relativeToVRT=\"1\">%1.tif</SourceFilename><SourceBand>%2"
                                   "</SourceBand><SrcRect xOff=\"0\" yOff=\"0\" xSize=\"64\" ySize=\"64\"/><DstRect "
                                   "xOff=\"%3\" yOff=\"0\" xSize=\"%4\" ySize=\"64\"/>%5</ComplexSource>")
                        .arg(i == 0 ? QLatin1String("a") : QLatin1String("b"))
                        .arg(spec.sourceBands[b])
                        .arg(i * spec.step)
                        .arg(spec.width)
                        .arg(spec.ofSource);
        text += QStringLiteral("</VRTRasterBand>");
    }
    return text + spec.ofDataset + QStringLiteral("</VRTDataset>");
}

} // namespace

class VrtMosaicTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString at(const QString &name) const { return m_folder->filePath(name); }
    /// The two files, and the VRT over them.
    bool make(RasterSpec files, const VrtSpec &vrt, int step = 64)
    {
        QFile file(at(QStringLiteral("m.vrt")));
        bool good = writeRaster(at(QStringLiteral("a.tif")), files);
        files.geoTransform[0] += step;
        good = good && writeRaster(at(QStringLiteral("b.tif")), files) && file.open(QIODevice::WriteOnly);
        return good && file.write(vrtText(vrt).toUtf8()) > 0;
    }

    /// Values and validity of our reading against GDAL's of the same VRT.
    void compareWithGdal(int channels)
    {
        const QString path = at(QStringLiteral("m.vrt"));
        RasterReadOptions options;
        options.channels = channels;
        const auto block = readWhole(path, options);
        VERIFY_OK(block);
        GDALDatasetH dataset = GDALOpen(path.toUtf8().constData(), GA_ReadOnly);
        QVERIFY(dataset);
        std::vector<uint8_t> mask(size_t(block->width) * size_t(block->height)), any(mask.size());
        for (int b = 1; b <= channels; ++b) {
            GDALRasterBandH band = GDALGetRasterBand(dataset, b);
            QCOMPARE(GDALRasterIO(GDALGetMaskBand(band), GF_Read, 0, 0, block->width, block->height, mask.data(),
                         block->width, block->height, GDT_Byte, 0, 0),
                CE_None);
            const std::vector<double> values = readBand(path, b, 0, 0, block->width, block->height);
            for (size_t i = 0; i < mask.size(); ++i) {
                any[i] = any[i] || mask[i];
                if (mask[i])
                    QCOMPARE(double(block->bytes[i * size_t(channels) + size_t(b - 1)]), values[i]);
            }
        }
        GDALClose(dataset);
        for (size_t i = 0; i < any.size(); ++i)
            QCOMPARE(block->valid.empty() || block->valid[i], any[i] != 0);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void plainOnesAreTakenApart_data()
    {
        QTest::addColumn<bool>("hasNodata");
        QTest::addColumn<QString>("srs");
        QTest::newRow("as the files") << false << QStringLiteral("EPSG:2154");
        QTest::newRow("without CRS") << false << QString();
        QTest::newRow("nodata as the files") << true << QStringLiteral("EPSG:2154");
    }

    void plainOnesAreTakenApart()
    {
        QFETCH(bool, hasNodata);
        QFETCH(QString, srs);
        RasterSpec files;
        VrtSpec vrt;
        vrt.srs = srs;
        if (hasNodata) {
            files.nodata = 7;
            vrt.ofBand = QStringLiteral("<NoDataValue>7</NoDataValue>");
            vrt.ofSource = QStringLiteral("<NODATA>7</NODATA>");
        }
        QVERIFY(make(files, vrt));
        const auto source = opened({at(QStringLiteral("m.vrt"))});
        QVERIFY(source);
        QCOMPARE(source->tiles().size(), size_t(2));
        QCOMPARE(source->info().crs, QStringLiteral("EPSG:2154"));
        compareWithGdal(3);
    }

    void whatOverrulesIsReadAsOneRaster_data()
    {
        QTest::addColumn<VrtSpec>("vrt");
        QTest::addColumn<RasterSpec>("files");
        const auto row = [](const char *name, const std::function<void(VrtSpec &)> &change,
                             const std::function<void(RasterSpec &)> &changeFiles = {}) {
            VrtSpec vrt;
            RasterSpec files;
            files.value = [](int x, int y, int b) { return x > 10 && x < 20 && y < 30 ? 0 : texture(x, y, b); };
            change(vrt);
            if (changeFiles)
                changeFiles(files);
            QTest::newRow(name) << vrt << files;
        };
        row("nodata of its own", [](VrtSpec &v) { v.ofBand = QStringLiteral("<NoDataValue>0</NoDataValue>"); });
        row("nodata of sources, another of its own", [](VrtSpec &v) {
            v.ofSource = QStringLiteral("<NODATA>0</NODATA>");
            v.ofBand = QStringLiteral("<NoDataValue>255</NoDataValue>");
        });
        row(
            "nodata instead of the files'",
            [](VrtSpec &v) {
                v.ofSource = QStringLiteral("<NODATA>0</NODATA>");
                v.ofBand = QStringLiteral("<NoDataValue>0</NoDataValue>");
            },
            [](RasterSpec &f) { f.nodata = 7; });
        row(
            "nodata of the files not said", [](VrtSpec &) {}, [](RasterSpec &f) { f.nodata = 0; });
        row("another CRS", [](VrtSpec &v) { v.srs = QStringLiteral("EPSG:32631"); });
        row("bands in another order", [](VrtSpec &v) { v.sourceBands = {3, 2, 1}; });
        row("a band repeated", [](VrtSpec &v) { v.sourceBands = {1, 1, 1}; });
        row("fewer bands", [](VrtSpec &v) {
            v.sourceBands = {1};
            v.roles = QStringList{QStringLiteral("Gray")};
        });
        row("colours of its own", [](VrtSpec &v) {
            v.roles = QStringList{QStringLiteral("Blue"), QStringLiteral("Green"), QStringLiteral("Red")};
        });
        row("an opacity of its own", [](VrtSpec &v) {
            v.sourceBands = {1, 2, 3, 1};
            v.roles << QStringLiteral("Alpha");
        });
        row(
            "no opacity, though the files have one",
            [](VrtSpec &v) {
                v.sourceBands = {1, 2, 3, 4};
                v.roles << QStringLiteral("Undefined");
            },
            [](RasterSpec &f) {
                f.bands = 4;
                f.alpha = true;
            });
        row("a mask", [](VrtSpec &v) {
            v.ofDataset = QStringLiteral(
                "<MaskBand><VRTRasterBand dataType=\"Byte\"><SimpleSource><SourceFilename relativeToVRT=\"1\">a.tif"
                "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></MaskBand>");
        });
        row("stretched",
            [](VrtSpec &v) { v.ofSource = QStringLiteral("<ScaleOffset>1</ScaleOffset><ScaleRatio>1</ScaleRatio>"); });
        row("a table of values", [](VrtSpec &v) { v.ofSource = QStringLiteral("<LUT>0:255,255:0</LUT>"); });
        row("resampled", [](VrtSpec &v) { v.width = v.step = 32; });
    }

    void whatOverrulesIsReadAsOneRaster()
    {
        QFETCH(VrtSpec, vrt);
        QFETCH(RasterSpec, files);
        QVERIFY(make(files, vrt));
        const auto source = opened({at(QStringLiteral("m.vrt"))});
        QVERIFY(source);
        QCOMPARE(source->tiles().size(), size_t(1));
        QCOMPARE(source->info().driver, QStringLiteral("VRT"));
        QCOMPARE(source->info().crs, vrt.srs);
        const bool isTurned = vrt.roles.first() == QLatin1String("Blue");
        if (!isTurned && vrt.roles.size() != 4)
            compareWithGdal(int(vrt.sourceBands.size()));
        if (!isTurned)
            return;
        const auto block = readWhole(at(QStringLiteral("m.vrt")), {});
        VERIFY_OK(block);
        QCOMPARE(double(block->bytes[0]), texture(0, 0, 2));
        QCOMPARE(double(block->bytes[2]), texture(0, 0, 0));
    }

    // Where two files see through at one place, it matters how they lie over each other.
    void overlappingOpacities()
    {
        RasterSpec files;
        files.bands = 4;
        files.alpha = true;
        files.value = [](int x, int y, int b) { return b < 3 ? texture(x, y, b) : x < 8 ? 0 : 255; };
        VrtSpec vrt;
        vrt.sourceBands = {1, 2, 3, 4};
        vrt.roles << QStringLiteral("Alpha");
        QVERIFY(make(files, vrt));
        QCOMPARE(opened({at(QStringLiteral("m.vrt"))})->tiles().size(), size_t(2));
        vrt.step = 48;
        QVERIFY(make(files, vrt, 48));
        QCOMPARE(opened({at(QStringLiteral("m.vrt"))})->tiles().size(), size_t(1));
    }

    void palettes()
    {
        RasterSpec files;
        files.bands = 1;
        files.palette = true;
        QString table = QStringLiteral("<ColorTable>");
        for (int i = 0; i < 256; ++i)
            table +=
                QStringLiteral("<Entry c1=\"%1\" c2=\"%2\" c3=\"%3\" c4=\"255\"/>").arg(i).arg(255 - i).arg((i * 3) % 256);
        table += QStringLiteral("</ColorTable>");
        VrtSpec vrt;
        vrt.sourceBands = {1};
        vrt.roles = QStringList{QStringLiteral("Palette")};
        vrt.ofBand = table;
        QVERIFY(make(files, vrt));
        QCOMPARE(opened({at(QStringLiteral("m.vrt"))})->tiles().size(), size_t(2));
        vrt.ofBand = QString(table).replace(QStringLiteral("c1=\"5\""), QStringLiteral("c1=\"200\""));
        QVERIFY(make(files, vrt));
        const auto source = opened({at(QStringLiteral("m.vrt"))});
        QCOMPARE(source->tiles().size(), size_t(1));
        files.palette = false; // over plain bytes
        files.value = [](int, int, int) { return 5.0; };
        QVERIFY(make(files, vrt));
        const auto block = readWhole(at(QStringLiteral("m.vrt")), {});
        VERIFY_OK(block);
        QCOMPARE(int(block->bytes[0]), 200);
        QCOMPARE(int(block->bytes[1]), 250);
    }
};

TUILERIE_TEST_MAIN(VrtMosaicTest)
#include "vrtmosaictest.moc"
