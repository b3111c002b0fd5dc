// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include <QImage>
#include <QSet>

#include <gdal.h>
#include <ogr_srs_api.h>

#include <cmath>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// A DEM from the command line to pictures, values and heights for programs.
class CliHeightsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QJsonObject m_published;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString root() const { return serviceUrl(m_published, u"wmts"_s).section(u"/wmts"_s, 0, 0); }

    /// Hills of floats in Lambert-93 with a corner that has no data.
    static bool writeDem(const QString &file, int bands = 1)
    {
        GDALAllRegister();
        constexpr int side = 300;
        GDALDatasetH dataset =
            GDALCreate(GDALGetDriverByName("GTiff"), file.toUtf8().constData(), side, side, bands, GDT_Float32, nullptr);
        if (!dataset)
            return false;
        double transform[] = {652000, 5, 0, 6862000, 0, -5};
        GDALSetGeoTransform(dataset, transform);
        OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
        OSRSetFromUserInput(srs, "EPSG:2154");
        GDALSetSpatialRef(dataset, srs);
        OSRDestroySpatialReference(srs);
        std::vector<float> row(side);
        bool good = true;
        for (int band = 1; band <= bands; ++band) {
            GDALSetRasterNoDataValue(GDALGetRasterBand(dataset, band), -99999);
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x)
                    row[size_t(x)] =
                        x + y < 120 ? -99999.0f : float(300 + 80 * std::sin(x / 20.0) + 60 * std::cos(y / 31.0));
                good = good
                    && GDALRasterIO(
                           GDALGetRasterBand(dataset, band), GF_Write, 0, y, side, 1, row.data(), side, 1, GDT_Float32, 0, 0)
                        == CE_None;
            }
        }
        GDALClose(dataset);
        return good;
    }
    /// The picture of the whole layer by WMS.
    QImage map(const QString &layer, const QString &style, const QString &format = u"image/png"_s) const
    {
        return QImage::fromData(mapAnswer(layer, style, format).body).convertToFormat(QImage::Format_RGBA8888);
    }
    HttpResult mapAnswer(const QString &layer, const QString &style, const QString &format) const
    {
        return httpGet(root()
            + u"/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=%1&STYLES=%2&FORMAT=%3&TRANSPARENT=TRUE&CRS=EPSG:2154"_s
                  .arg(layer, style, format)
            + u"&BBOX=652000,6860500,653500,6862000&WIDTH=300&HEIGHT=300"_s);
    }
    /// More than one colour where there are data, nothing where there are none.
    static void isPicture(const QImage &image)
    {
        QVERIFY(!image.isNull());
        QSet<QRgb> seen;
        bool isClear = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                const QRgb pixel = image.pixel(x, y);
                if (qAlpha(pixel) == 0)
                    isClear = true;
                else
                    seen << pixel;
            }
        QVERIFY(isClear);
        QVERIFY2(seen.size() > 20, QByteArray::number(seen.size()).constData());
    }
    /// The tile of the finest level in the north-west, where data begin.
    QImage tile(const QString &layer, const QString &style, const QJsonObject &description) const
    {
        const double west = description["bounds"_L1].toArray()[0].toDouble(),
                     north = description["bounds"_L1].toArray()[3].toDouble();
        const int zoom = description["maxzoom"_L1].toInt();
        const double tiles = std::pow(2.0, zoom), y = north * M_PI / 180;
        const int column = int((west + 180) / 360 * tiles + 0.01),
                  row = int((1 - std::log(std::tan(y) + 1 / std::cos(y)) / M_PI) / 2 * tiles + 0.01);
        const HttpResult answer =
            httpGet(root() + u"/wmts/1.0.0/%1/%2/PM/%3/%4/%5.png"_s.arg(layer, style).arg(zoom).arg(row).arg(column));
        return answer.status == 200 ? QImage::fromData(answer.body).convertToFormat(QImage::Format_RGBA8888) : QImage();
    }
    QJsonObject json(const QString &place) const { return QJsonDocument::fromJson(httpGet(root() + place).body).object(); }

private slots:
    void initTestCase()
    {
        QVERIFY(writeDem(path(u"dem.tif"_s)));
        QVERIFY(writeDem(path(u"bands.tif"_s), 3));
    }

    // Nothing chosen: every service shows it, and the values are there.
    void withoutAChoice()
    {
        const CliResult result = cli({u"publish"_s, path(u"dem.tif"_s), u"--layer"_s, u"dem"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        m_published = result.json.object();
        const QJsonObject tiles = json(u"/tms/1.0.0/dem/tilejson.json"_s);
        isPicture(tile(u"dem"_s, u"normal"_s, tiles));
        isPicture(map(u"dem"_s, {}));
        // Raw: floats of the data's own range, to a few centimetres.
        const HttpResult raw = mapAnswer(u"dem"_s, {}, u"image/x-bil;bits=32"_s);
        QCOMPARE(raw.status, 200);
        QCOMPARE(raw.body.size(), 300 * 300 * 4);
        const auto *values = reinterpret_cast<const float *>(raw.body.constData());
        const double expected = 300 + 80 * std::sin(200 / 20.0) + 60 * std::cos(150 / 31.0);
        QVERIFY2(std::abs(double(values[150 * 300 + 200]) - expected) < 3,
            QByteArray::number(double(values[150 * 300 + 200])).constData());
        QCOMPARE(values[0], -99999.0f);
    }

    void inTheStylesAskedFor()
    {
        const CliResult result = cli({u"publish"_s, path(u"dem.tif"_s), u"--layer"_s, u"relief"_s, u"--style"_s, u"relief"_s,
            u"--style"_s, u"hillshade"_s, u"--style"_s, u"terrain-rgb"_s, u"--json"_s});
        VERIFY_CLI(result, 0);
        const QJsonObject tiles = json(u"/tms/1.0.0/relief/tilejson.json"_s);
        const QImage coloured = tile(u"relief"_s, u"relief"_s, tiles);
        isPicture(coloured);
        isPicture(tile(u"relief"_s, u"hillshade"_s, tiles));
        QVERIFY(tile(u"relief"_s, u"default"_s, tiles) == coloured);
        isPicture(map(u"relief"_s, u"hillshade"_s));
        QCOMPARE(json(u"/tms/1.0.0/relief/terrain-rgb/tilejson.json"_s)["encoding"_L1].toString(), u"mapbox"_s);
        const QImage heights = map(u"relief"_s, u"terrain-rgb"_s);
        const QRgb pixel = heights.pixel(200, 150);
        const double read = -10000 + (qRed(pixel) * 65536 + qGreen(pixel) * 256 + qBlue(pixel)) * 0.1;
        const HttpResult raw = mapAnswer(u"relief"_s, u"terrain-rgb"_s, u"image/x-bil;bits=32"_s);
        const double value = double(reinterpret_cast<const float *>(raw.body.constData())[150 * 300 + 200]);
        QVERIFY2(std::abs(read - value) <= 0.1, QByteArray::number(read - value).constData());
        // The colours are made for these values.
        const HttpResult legend = httpGet(root() + u"/wmts/1.0.0/relief/relief/legend.png"_s);
        QCOMPARE(legend.status, 200);
        QVERIFY(!QImage::fromData(legend.body).isNull());
    }

    // Other data under the same addresses are drawn as before, or in what is asked for now.
    void anUpdateKeepsTheStyles()
    {
        VERIFY_CLI(cli({u"update"_s, u"relief"_s, path(u"dem.tif"_s), u"--title"_s, u"New"_s}), 0);
        isPicture(map(u"relief"_s, u"hillshade"_s));
        VERIFY_CLI(cli({u"update"_s, u"relief"_s, path(u"dem.tif"_s), u"--style"_s, u"hillshade"_s}), 0);
        QVERIFY(mapAnswer(u"relief"_s, u"relief"_s, u"image/png"_s).body.contains("StyleNotDefined"));
        isPicture(map(u"relief"_s, {}));
    }

    void wrongStylesAreRefusedBeforeWork()
    {
        QFile file(path(u"wrong.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"identifier":"w","title":"W","palette":{"colours":[{"value":2,"red":0,"green":0,"blue":0,"alpha":0},)"
                   R"({"value":1,"red":0,"green":0,"blue":0,"alpha":0}]}})");
        file.close();
        const CliResult falls =
            cli({u"publish"_s, path(u"dem.tif"_s), u"--layer"_s, u"w"_s, u"--style"_s, path(u"wrong.json"_s)});
        VERIFY_CLI(falls, 2);
        QVERIFY2(falls.errors.contains("must increase"), falls.errors.constData());
        const CliResult bands = cli({u"publish"_s, path(u"bands.tif"_s), u"--layer"_s, u"w"_s, u"--style"_s, u"relief"_s});
        QVERIFY(bands.exitCode == 1 || bands.exitCode == 2);
        QVERIFY2(bands.errors.contains("--bands 1"), bands.errors.constData());
        VERIFY_CLI(
            cli({u"publish"_s, path(u"bands.tif"_s), u"--layer"_s, u"w"_s, u"--bands"_s, u"1"_s, u"--style"_s, u"relief"_s}),
            0);
    }
};

TUILERIE_TEST_MAIN(CliHeightsTest)
#include "cliheightstest.moc"
