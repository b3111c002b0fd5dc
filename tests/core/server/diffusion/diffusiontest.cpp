// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusionsupport.h"
#include "rawclient.h"
#include "grid/crs.h"
#include "support/testsupport.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QProcess>
#include <QXmlStreamReader>

#include <cmath>
#include <cstring>

using namespace tuilerie;
using namespace tuilerie::test;

/// The services on loopback, over pyramids made here and the real ones of ROK4; read by raw HTTP, GDAL and OWSLib.
class DiffusionTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;
    std::mutex m_mutex;
    std::vector<LayerAccess> m_told;
    std::vector<PublishedLayer> m_layers;

    RawAnswer get(const QByteArray &target, const QByteArray &headers = {})
    {
        return RawClient(m_server->port()).get(target, headers);
    }

    /// The colours of the made pyramids: smooth in metres of Lambert-93, and told apart by channel.
    static void paint(double x, double y, uint8_t *pixel)
    {
        pixel[0] = uint8_t(128 + 100 * std::sin(x / 300));
        pixel[1] = uint8_t(128 + 100 * std::sin(y / 400));
        pixel[2] = uint8_t(128 + 100 * std::sin((x + y) / 700));
    }

    static bool isWellFormed(const QByteArray &text, QString *why = nullptr)
    {
        QXmlStreamReader xml(text);
        while (!xml.atEnd())
            xml.readNext();
        if (why)
            *why = xml.errorString();
        return !xml.hasError();
    }

    /// Runs a Python script with the server's address; what it prints goes into a failure's message.
    ProcessResult python(const QString &script, const QStringList &arguments = {})
    {
        qputenv("PYTHONDONTWRITEBYTECODE", "1");
        return runProgram(QStringLiteral("/usr/bin/python3"),
            QStringList{QStringLiteral("-c"), script, QStringLiteral("http://127.0.0.1:%1").arg(m_server->port())}
                + arguments);
    }

private slots:
    void initTestCase()
    {
        const RasterFormat png{TileCompression::Png, SampleType::UInt8};
        const Extent place{600000, 6600000, 604000, 6603000};
        const QString lambert = writePyramid(m_folder.path(), QStringLiteral("LAMB"), QStringLiteral("2154_50cm"), png, 3,
            {QStringLiteral("14"), QStringLiteral("15"), QStringLiteral("16"), QStringLiteral("17")}, place, &paint);
        QVERIFY(!lambert.isEmpty());
        const QString floats = writePyramid(m_folder.path(), QStringLiteral("DTM"), QStringLiteral("2154_50cm"),
            {TileCompression::Zip, SampleType::Float32}, 1, {QStringLiteral("16"), QStringLiteral("17")}, place,
            [](double x, double y, uint8_t *pixel) {
                const float value = x > 602000 ? -99999.0f : float((x - 600000) / 10 + (y - 6600000) / 100);
                std::memcpy(pixel, &value, sizeof value);
            });
        QVERIFY(!floats.isEmpty());
        const QString tiff = writePyramid(m_folder.path(), QStringLiteral("LZW"), QStringLiteral("PM"),
            {TileCompression::Lzw, SampleType::UInt8}, 3, {QStringLiteral("10")}, {200000, 6000000, 300000, 6100000},
            [](double x, double y, uint8_t *pixel) { paint(x / 30, y / 30, pixel); });
        QVERIFY(!tiff.isEmpty());
        m_layers = {publishedLayer(QStringLiteral("ortho"), "WMTS-TMS", lambert),
            publishedLayer(QStringLiteral("ortho"), "WMS-RASTER", lambert),
            publishedLayer(QStringLiteral("dtm"), "WMTS-TMS", floats),
            publishedLayer(QStringLiteral("dtm"), "WMS-RASTER", floats),
            publishedLayer(QStringLiteral("lzw"), "WMTS-TMS", tiff),
            publishedLayer(QStringLiteral("hidden"), "WMTS-TMS", lambert),
            publishedLayer(QStringLiteral("gone"), "WMTS-TMS", QStringLiteral("/nowhere.json"))};
        m_layers[5].open = false;
        m_layers[6].pyramids.push_back({QStringLiteral("/nowhere.json"), QStringLiteral("0"), QStringLiteral("1")});
        QCOMPARE(
            runProgram(QStringLiteral("tar"),
                {QStringLiteral("xf"), dataPath(QStringLiteral("rok4/pyramids.tar")), QStringLiteral("-C"), m_folder.path()})
                .exitCode,
            0);
        QDirIterator files(m_folder.path(), {QStringLiteral("*.json")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            const auto descriptor = PyramidDescriptor::load(path);
            if (!descriptor || path == lambert || path == floats || path == tiff)
                continue;
            m_rok4 << path;
            for (const char *type : {"WMTS-TMS", "WMS-RASTER"})
                m_layers.push_back(publishedLayer(QFileInfo(path).completeBaseName(), type, path));
        }
        m_catalogue->set(m_layers);

        DiffusionOptions options;
        options.catalogue = m_catalogue;
        options.keyCheck = [](const std::string &key, const PublishedLayer &layer, const HttpRequest &) {
            return key == "good" && layer.name == QLatin1String("hidden");
        };
        options.accessed = [this](const LayerAccess &access) {
            const std::lock_guard lock(m_mutex);
            m_told.push_back(access);
        };
        auto started = startDiffusion(options);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

    // Every tile of ROK4's own pyramids comes out as the bytes that lie in the slab.
    void servesPyramidsOfOthersByteForByte()
    {
        QVERIFY(m_rok4.size() >= 4);
        RawClient client(m_server->port());
        int compared = 0;
        for (const QString &path : m_rok4) {
            const auto descriptor = PyramidDescriptor::load(path);
            VERIFY_OK(descriptor);
            const QByteArray name = QFileInfo(path).completeBaseName().toUtf8();
            const auto format = descriptor->rasterFormat();
            VERIFY_OK(format);
            for (const PyramidLevel &level : descriptor->levels) {
                for (qint64 row = level.limits.minRow; row <= std::min(level.limits.maxRow, level.limits.minRow + 12); ++row)
                    for (qint64 col = level.limits.minCol; col <= std::min(level.limits.maxCol, level.limits.minCol + 12);
                         ++col) {
                        // Read the slab with nothing of ours but the arithmetic of its name (docs/rok4.md §1, §5.1, §6.1).
                        const qint64 w = level.tilesPerWidth;
                        const qint64 h = level.tilesPerHeight;
                        QFile slab(QFileInfo(path).path() + QLatin1Char('/') + level.storage.imageDirectory
                            + QLatin1Char('/') + slabFileName(col / w, row / h, level.storage.pathDepth));
                        QByteArray expected;
                        if (slab.open(QIODevice::ReadOnly)) {
                            const QByteArray bytes = slab.readAll();
                            const qint64 n = (row % h) * w + col % w;
                            quint32 offset;
                            quint32 size;
                            std::memcpy(&offset, bytes.constData() + 2048 + 4 * n, 4);
                            std::memcpy(&size, bytes.constData() + 2048 + 4 * (w * h + n), 4);
                            expected = bytes.mid(offset, size);
                        }
                        const RawAnswer tile = client.get("/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=" + name
                            + "&STYLE=normal&TILEMATRIXSET=" + descriptor->tileMatrixSet.toUtf8()
                            + "&TILEMATRIX=" + level.id.toUtf8() + "&TILEROW=" + QByteArray::number(row)
                            + "&TILECOL=" + QByteArray::number(col) + "&FORMAT=" + format->mimeType().toUtf8());
                        QCOMPARE(tile.status, expected.isEmpty() ? 404 : 200);
                        if (expected.isEmpty())
                            continue;
                        QVERIFY2(tile.body == expected, name.constData());
                        QCOMPARE(tile.header("Content-Type"), format->mimeType().toUtf8());
                        QCOMPARE(tile.header("Content-Encoding"), format->contentEncoding().toUtf8());
                        const RawAnswer same = client.get("/tms/1.0.0/" + name + '/' + level.id.toUtf8() + '/'
                            + QByteArray::number(col) + '/' + QByteArray::number(row) + '.' + format->extension().toUtf8());
                        QVERIFY(same.body == expected);
                        ++compared;
                    }
            }
        }
        QVERIFY2(compared > 50, qPrintable(QString::number(compared)));
    }

    void tilesOfBothDoorsAreTheSame()
    {
        const TileMatrix matrix = *TileMatrixSet::find(QStringLiteral("2154_50cm"))->level(QStringLiteral("15"));
        const TileRange range = matrix.rangeOf({600000, 6600000, 604000, 6603000});
        const QByteArray row = QByteArray::number(range.minRow);
        const QByteArray col = QByteArray::number(range.minCol);
        const QByteArray kvp = "/wmts?service=wmts&version=1.0.0&request=GetTile&layer=ortho&style=normal&format=image/"
                               "png&tilematrix=15&tilerow="
            + row + "&tilecol=" + col;
        const RawAnswer full = get(kvp + "&tilematrixset=2154_50cm");
        QCOMPARE(full.status, 200);
        QVERIFY(full.body.startsWith("\x89PNG"));
        QVERIFY(get(kvp + "&tilematrixset=2154_50cm_14_17").body == full.body);
        QVERIFY(get("/wmts/1.0.0/ortho/normal/2154_50cm/15/" + row + '/' + col + ".png").body == full.body);
        QVERIFY(get("/tms/1.0.0/ortho/15/" + col + '/' + row + ".png").body == full.body);
        QCOMPARE(full.header("Access-Control-Allow-Origin"), QByteArray("*"));
        QCOMPARE(full.header("Last-Modified"), QByteArray("Fri, 02 Jan 2026 03:04:05 GMT"));
        QCOMPARE(get(kvp + "&tilematrixset=2154_50cm", "If-None-Match: " + full.header("ETag") + "\r\n").status, 304);

        struct Wrong
        {
            QByteArray target;
            int status;
            QByteArray code;
        };
        const QByteArray good = kvp + "&tilematrixset=2154_50cm";
        for (const Wrong &wrong : {Wrong{QByteArray(good).replace("tilerow=" + row, "tilerow=0"), 404, "TileOutOfRange"},
                 Wrong{QByteArray(good).replace("tilerow=" + row, "tilerow=x"), 400, "InvalidParameterValue"},
                 Wrong{QByteArray(good).replace("tilerow=" + row, "tilerow=99999999999999999999"), 400,
                     "InvalidParameterValue"},
                 Wrong{QByteArray(good).replace("&tilerow=" + row, ""), 400, "MissingParameterValue"},
                 Wrong{QByteArray(good).replace("layer=ortho", "layer=%3Cnone%3E"), 400, "InvalidParameterValue"},
                 Wrong{QByteArray(good).replace("image/png", "image/jpeg"), 400, "InvalidParameterValue"},
                 Wrong{QByteArray(good).replace("tilematrix=15", "tilematrix=2"), 404, "TileOutOfRange"},
                 Wrong{QByteArray(good).replace("tilematrix=15", "tilematrix=zz"), 400, "InvalidParameterValue"},
                 Wrong{QByteArray(good).replace("request=GetTile", "request=Get"), 501, "OperationNotSupported"},
                 Wrong{QByteArray(good).replace("layer=ortho", "layer=hidden"), 400, "InvalidParameterValue"},
                 Wrong{"/wmts?request=GetTile", 400, "MissingParameterValue"},
                 Wrong{"/wmts/1.0.0/ortho/normal/2154_50cm/15/0/0.png", 404, "TileOutOfRange"}}) {
            const RawAnswer answer = get(wrong.target);
            QCOMPARE(answer.status, wrong.status);
            QVERIFY2(answer.body.contains("exceptionCode=\"" + wrong.code + '"'), answer.body.constData());
            QVERIFY2(isWellFormed(answer.body), answer.body.constData());
        }
    }

    void documentsAreWellFormed()
    {
        for (const char *target : {"/wmts?SERVICE=WMTS&REQUEST=GetCapabilities", "/wmts/1.0.0/WMTSCapabilities.xml",
                 "/wms-r?SERVICE=WMS&REQUEST=GetCapabilities", "/wms-r?SERVICE=WMS&REQUEST=GetCapabilities&VERSION=1.1.1",
                 "/tms", "/tms/1.0.0", "/tms/1.0.0/ortho"}) {
            const RawAnswer answer = get(target);
            QCOMPARE(answer.status, 200);
            QString why;
            QVERIFY2(isWellFormed(answer.body, &why), qPrintable(QLatin1String(target) + why));
            QVERIFY2(!answer.body.contains("hidden"), target);
            QCOMPARE(get(target, "If-None-Match: " + answer.header("ETag") + "\r\n").status, 304);
        }
        const QJsonObject json = QJsonDocument::fromJson(get("/tms/1.0.0/ortho/metadata.json").body).object();
        QCOMPARE(json[QStringLiteral("maxzoom")].toInt(), 17);
        QCOMPARE(json[QStringLiteral("crs")].toString(), QStringLiteral("EPSG:2154"));
        const QJsonObject all = QJsonDocument::fromJson(get("/catalogue.json").body).object();
        QVERIFY(all[QStringLiteral("layers")].toArray().size() >= 5);
        QCOMPARE(get("/healthz").status, 200);
        QVERIFY(get("/metrics").body.contains("tuilerie_http_requests_total{service=\"wmts\",status=\"200\"}"));
        QCOMPARE(get("/viewer/..%2Fsecret").status, 404);
        QCOMPARE(get("/").status, 200);
    }

    void privateServicesAskForTheKey()
    {
        QCOMPARE(get("/private/wmts?SERVICE=WMTS&REQUEST=GetCapabilities").status, 401);
        QCOMPARE(get("/private/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&apikey=bad").status, 403);
        const RawAnswer capabilities = get("/private/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&apikey=good");
        QCOMPARE(capabilities.status, 200);
        QVERIFY(capabilities.body.contains(
            "/private/wmts/1.0.0/hidden/{style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png?apikey=good"));
        QVERIFY(!capabilities.body.contains("ows:Identifier>ortho<"));
        QCOMPARE(get("/private/tms/1.0.0/hidden/metadata.json", "X-Key: good\r\n").status, 200);
        QCOMPARE(get("/private/tms/1.0.0/ortho/metadata.json", "X-Key: good\r\n").status, 404);
        QCOMPARE(get("/tms/1.0.0/hidden/metadata.json?apikey=good").status, 404);
    }

    // The axis order of BBOX in 1.3.0 is the authority's; each of these says the same place.
    void bboxFollowsTheAuthoritysAxes()
    {
        const auto lambert = Crs::fromText(QStringLiteral("EPSG:2154"));
        VERIFY_OK(lambert);
        const Extent place{601000, 6601000, 601512, 6601256};
        struct Case
        {
            const char *crs;
            bool isSwapped;
        };
        for (const Case &one : {Case{"EPSG:2154", false}, Case{"EPSG:3857", false}, Case{"EPSG:4326", true},
                 Case{"CRS:84", false}, Case{"EPSG:3035", true}, Case{"EPSG:32631", false}, Case{"EPSG:4258", true}}) {
            const auto crs = Crs::fromText(QLatin1String(one.crs));
            VERIFY_OK(crs);
            const auto transform = CrsTransform::create(*lambert, *crs);
            VERIFY_OK(transform);
            const auto box = transform->forward(place);
            VERIFY_OK(box);
            const auto list = [](std::initializer_list<double> values) {
                QByteArrayList words;
                for (const double value : values)
                    words << QByteArray::number(value, 'f', 9);
                return words.join(',');
            };
            const QByteArray natural = list({box->west, box->south, box->east, box->north});
            const QByteArray swapped = list({box->south, box->west, box->north, box->east});
            const QByteArray rest = "&SERVICE=WMS&REQUEST=GetMap&LAYERS=ortho&STYLES=&WIDTH=64&HEIGHT=32&FORMAT=image/tiff";
            const QByteArray right =
                "/wms-r?VERSION=1.3.0&CRS=" + QByteArray(one.crs) + "&BBOX=" + (one.isSwapped ? swapped : natural) + rest;
            const RawAnswer map = get(right);
            QCOMPARE(map.status, 200);
            if (qstrcmp(one.crs, "CRS:84") != 0) // 1.1.1 is always x, y
                QVERIFY2(get("/wms-r?VERSION=1.1.1&SRS=" + QByteArray(one.crs) + "&BBOX=" + natural + rest).body == map.body,
                    one.crs);
            const auto centre = pixelAt(map.body, 32, 16);
            const Point middle{(box->west + box->east) / 2, (box->south + box->north) / 2};
            std::array points{Point{middle.x + box->width() / 128, middle.y - box->height() / 64}};
            QVERIFY(transform->inverse(points));
            uint8_t expected[3];
            paint(points[0].x, points[0].y, expected);
            for (int c = 0; c < 3; ++c)
                QVERIFY2(std::abs(int(centre[c]) - int(expected[c])) <= 4, one.crs);
        }
    }

    void wmsSaysWhatIsWrong()
    {
        const QByteArray good = "/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=ortho&STYLES=&CRS=EPSG:2154&BBOX="
                                "601000,6601000,601512,6601256&WIDTH=64&HEIGHT=32&FORMAT=image/png";
        QCOMPARE(get(good).status, 200);
        struct Wrong
        {
            QByteArray from, to, code;
        };
        for (const Wrong &wrong : {Wrong{"LAYERS=ortho", "LAYERS=none", "LayerNotDefined"},
                 Wrong{"STYLES=", "STYLES=none", "StyleNotDefined"}, Wrong{"EPSG:2154", "EPSG:99", "InvalidCRS"},
                 Wrong{"image/png", "image/gif", "InvalidFormat"}, Wrong{"WIDTH=64", "WIDTH=-1", "InvalidParameterValue"},
                 Wrong{"WIDTH=64", "WIDTH=99999", "InvalidParameterValue"},
                 Wrong{"601000,6601000", "nan,6601000", "InvalidParameterValue"},
                 Wrong{"601000,6601000", "700000,6601000", "InvalidParameterValue"},
                 Wrong{"&HEIGHT=32", "", "MissingParameterValue"}, Wrong{"GetMap", "GetNothing", "OperationNotSupported"}}) {
            const RawAnswer answer = get(QByteArray(good).replace(wrong.from, wrong.to));
            QVERIFY(answer.status >= 400);
            QVERIFY2(
                answer.body.contains("code=\"" + wrong.code + '"') && isWellFormed(answer.body), answer.body.constData());
        }
        const RawAnswer blank = get(QByteArray(good).replace("LAYERS=ortho", "LAYERS=none") + "&EXCEPTIONS=BLANK");
        const RawAnswer image = get(QByteArray(good).replace("LAYERS=ortho", "LAYERS=none") + "&EXCEPTIONS=INIMAGE");
        QVERIFY(blank.body.startsWith("\x89PNG") && image.body.startsWith("\x89PNG") && blank.body != image.body);
        // Outside the data: transparent or the background, not an error.
        QCOMPARE(
            get(QByteArray(good).replace("601000,6601000,601512,6601256", "1,1,2,2") + "&TRANSPARENT=TRUE").status, 200);
        QCOMPARE(get(QByteArray(good)
                         .replace("EPSG:2154", "EPSG:4326")
                         .replace("601000,6601000,601512,6601256", "-90,-180,90,180"))
                     .status,
            200);
    }

    void featureInfoGivesThePixel()
    {
        const QByteArray map =
            "/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetFeatureInfo&LAYERS=dtm&QUERY_LAYERS=dtm&STYLES=&CRS=EPSG:2154&BBOX="
            "600500,6601000,600900,6601200&WIDTH=400&HEIGHT=200&INFO_FORMAT=application/json&I=";
        const QJsonObject feature =
            QJsonDocument::fromJson(get(map + "100&J=50").body).object()[QStringLiteral("features")].toArray()[0].toObject();
        const double value =
            feature[QStringLiteral("properties")].toObject()[QStringLiteral("pixel")].toArray()[0].toString().toDouble();
        QVERIFY2(std::abs(value - (60.05 + 11.495)) < 0.2, qPrintable(QString::number(value)));
        QVERIFY(get(map + "400&J=50").body.contains("InvalidPoint"));
        const QByteArray outside = QByteArray(map).replace("600500,6601000,600900,6601200", "603000,6601000,603400,6601200");
        QVERIFY(
            QJsonDocument::fromJson(get(outside + "10&J=10").body).object()[QStringLiteral("features")].toArray().isEmpty());
        const TileMatrix matrix = *TileMatrixSet::find(QStringLiteral("2154_50cm"))->level(QStringLiteral("15"));
        const TileRange range = matrix.rangeOf({600000, 6600000, 604000, 6603000});
        const QByteArray tile = "/wmts/1.0.0/ortho/normal/2154_50cm/15/" + QByteArray::number(range.minRow) + '/'
            + QByteArray::number(range.minCol);
        const Extent box = matrix.tileExtent(range.minCol, range.minRow);
        uint8_t expected[3];
        paint(box.west + 10.5 * matrix.cellSize, box.north - 20.5 * matrix.cellSize, expected);
        QCOMPARE(get(tile + "/20/10.txt").body,
            "ortho: " + QByteArray::number(expected[0]) + ' ' + QByteArray::number(expected[1]) + ' '
                + QByteArray::number(expected[2]) + '\n');
        QCOMPARE(get(tile + "/20/256.txt").status, 400);
        QVERIFY(isWellFormed(get(tile + "/20/10.xml").body));
    }

    // A new version of a layer shows at once, and its tiles have another tag.
    void newVersionIsServedAtOnce()
    {
        const QByteArray target = "/tms/1.0.0/ortho/metadata.json";
        const TileMatrix matrix = *TileMatrixSet::find(QStringLiteral("2154_50cm"))->level(QStringLiteral("15"));
        const TileRange range = matrix.rangeOf({600000, 6600000, 604000, 6603000});
        const QByteArray tile =
            "/tms/1.0.0/ortho/15/" + QByteArray::number(range.minCol) + '/' + QByteArray::number(range.minRow) + ".png";
        const QByteArray before = get(tile).header("ETag");
        auto layers = m_layers;
        layers[0].version = QStringLiteral("v2");
        layers[0].abstract = QStringLiteral("changed");
        m_catalogue->set(layers);
        QVERIFY(get(target).body.contains("changed"));
        QVERIFY(get(tile).header("ETag") != before);
        m_catalogue->set({});
        QCOMPARE(get(tile).status, 404);
        m_catalogue->set(m_layers);
        QCOMPARE(get(tile).header("ETag"), before);
    }

    // GDAL's WMTS and WMS drivers see what the pyramid was painted with.
    void gdalReadsTheServices()
    {
        const ProcessResult result = python(QStringLiteral(R"(
import sys, math
import numpy as np
from osgeo import gdal
gdal.UseExceptions()
gdal.SetConfigOption('GDAL_DEFAULT_WMS_CACHE_PATH', sys.argv[2])
base = sys.argv[1]
def paint(x, y):
    return np.stack([np.floor(128 + 100*np.sin(x/300)), np.floor(128 + 100*np.sin(y/400)), np.floor(128 + 100*np.sin((x+y)/700))])
def compare(ds, what, tolerance):
    t = ds.GetGeoTransform()
    a = ds.ReadAsArray().astype(float)
    x, y = np.meshgrid(t[0] + (np.arange(a.shape[2])+.5)*t[1], t[3] + (np.arange(a.shape[1])+.5)*t[5])
    d = np.abs(a[:3] - paint(x, y))
    print(what, a.shape, d.max(), d.mean())
    assert d.max() <= tolerance, what
ds = gdal.Open('WMTS:%s/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer=ortho' % base)
assert 'EPSG","2154' in ds.GetProjection()
cut = gdal.Translate('', ds, format='MEM', projWin=[601000, 6601256, 601512, 6601000])
compare(cut, 'WMTS', 1)
rest = gdal.Open('WMTS:%s/wmts/1.0.0/WMTSCapabilities.xml,layer=ortho,tilematrix=16,tilematrixset=2154_50cm' % base)
compare(gdal.Translate('', rest, format='MEM', projWin=[601000, 6601256, 601512, 6601000]), 'WMTS full grid', 1)
wms = gdal.Open('WMS:%s/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=ortho&STYLES=&CRS=EPSG:2154&BBOX=600000,6600000,604000,6603000&FORMAT=image/png' % base)
compare(gdal.Translate('', wms, format='MEM', projWin=[601000, 6601256, 601512, 6601000], width=512, height=256), 'WMS', 4)
# A reprojected map against gdalwarp of the same pyramid read through WMTS.
from osgeo import osr
s = osr.SpatialReference(); s.ImportFromEPSG(2154)
for epsg in (3857, 4326, 3035):
    d = osr.SpatialReference(); d.ImportFromEPSG(epsg)
    for r in (s, d): r.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    w, so, e, n = osr.CoordinateTransformation(s, d).TransformBounds(601000, 6601000, 602000, 6602000, 21)
    warped = gdal.Warp('', ds, format='MEM', dstSRS=d, outputBounds=[w, so, e, n], width=700, height=700, resampleAlg='cubic', errorThreshold=0)
    order = (so, w, n, e) if epsg in (4326, 3035) else (w, so, e, n)
    import urllib.request
    bytes_ = urllib.request.urlopen('%s/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=ortho&STYLES=&CRS=EPSG:%d&BBOX=%.10f,%.10f,%.10f,%.10f&WIDTH=700&HEIGHT=700&FORMAT=image/geotiff' % ((base, epsg) + order)).read()
    gdal.FileFromMemBuffer('/vsimem/m.tif', bytes_)
    got = gdal.Open('/vsimem/m.tif')
    assert osr.SpatialReference(got.GetProjection()).GetAuthorityCode(None) == str(epsg), got.GetProjection()
    assert abs(got.GetGeoTransform()[0] - w) < 1e-6
    diff = got.ReadAsArray().astype(float) - warped.ReadAsArray()[:3]
    psnr = 10 * math.log10(255**2 / max(1e-9, (diff**2).mean()))
    print('EPSG:%d PSNR %.1f dB, worst %.0f' % (epsg, psnr, np.abs(diff).max()))
    assert psnr > 40
dtm = gdal.Open('WMTS:%s/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer=lzw' % base)
part = gdal.Translate('', dtm, format='MEM', projWin=[240000, 6060000, 260000, 6040000])
a = part.ReadAsArray(); t = part.GetGeoTransform()
x, y = np.meshgrid(t[0] + (np.arange(a.shape[2])+.5)*t[1], t[3] + (np.arange(a.shape[1])+.5)*t[5])
assert np.abs(a[:3] - paint(x/30, y/30)).max() <= 1
print('LZW tiles behind a TIFF header are read')
)"),
            {m_folder.filePath(QStringLiteral("gdalcache"))});
        QVERIFY2(result.exitCode == 0, (result.output + result.errors).constData());
        qInfo("%s", result.output.constData());
    }

    void owslibReadsTheServices()
    {
        const ProcessResult result = python(QStringLiteral(R"(
import sys, io
import numpy as np
from PIL import Image
from owslib.wmts import WebMapTileService
from owslib.wms import WebMapService
base = sys.argv[1]
wmts = WebMapTileService(base + '/wmts')
layer = wmts['ortho']
assert layer.title == 'Title of <ortho> & more', layer.title
assert set(layer.tilematrixsetlinks) == {'2154_50cm_14_17', '2154_50cm'}
assert layer.formats == ['image/png'] and layer.styles['normal']['isDefault']
w, s, e, n = layer.boundingBoxWGS84
assert 1.6 < w < e < 1.8 and 46.4 < s < n < 46.6, layer.boundingBoxWGS84
limits = layer.tilematrixsetlinks['2154_50cm'].tilematrixlimits['15']
tile = wmts.gettile(layer='ortho', tilematrixset='2154_50cm', tilematrix='15', row=limits.mintilerow, column=limits.mintilecol, format='image/png')
assert Image.open(io.BytesIO(tile.read())).size == (256, 256)
tms = wmts.tilematrixsets['2154_50cm']
assert tms.crs == 'urn:ogc:def:crs:EPSG::2154'
for version in ('1.1.1', '1.3.0'):
    wms = WebMapService(base + '/wms-r', version=version)
    assert 'EPSG:3857' in wms['ortho'].crsOptions and 'EPSG:2154' in wms['ortho'].crsOptions
    img = wms.getmap(layers=['ortho'], srs='EPSG:2154', bbox=(601000, 6601000, 601512, 6601256), size=(512, 256), format='image/png')
    a = np.asarray(Image.open(io.BytesIO(img.read())).convert('RGB')).astype(float)
    x = 601000 + np.arange(512) + .5
    d = np.abs(a[:, :, 0] - np.floor(128 + 100*np.sin(x/300))[None, :]).max()
    assert d <= 4, d
    img = wms.getmap(layers=['ortho'], srs='EPSG:4326', bbox=(w, s, e, n), size=(300, 200), format='image/jpeg')
    assert Image.open(io.BytesIO(img.read())).size == (300, 200)
    info = wms.getfeatureinfo(layers=['ortho'], srs='EPSG:2154', bbox=(601000, 6601000, 601512, 6601256), size=(512, 256), format='image/png', query_layers=['ortho'], info_format='text/plain', xy=(5, 5))
    assert info.read().startswith(b'ortho: ')
print('OWSLib: fine')
)"));
        QVERIFY2(result.exitCode == 0, (result.output + result.errors).constData());
    }

    void accessesAreTold()
    {
        const std::lock_guard lock(m_mutex);
        QVERIFY(std::any_of(m_told.begin(), m_told.end(), [](const LayerAccess &access) {
            return access.service == "wmts" && access.layer == "ortho" && access.bytes > 0;
        }));
        QVERIFY(
            std::any_of(m_told.begin(), m_told.end(), [](const LayerAccess &access) { return access.service == "wms"; }));
    }

private:
    QStringList m_rok4;

    /// One pixel of an RGB TIFF, by GDAL.
    std::array<int, 3> pixelAt(const QByteArray &tiff, int x, int y)
    {
        const QString path = m_folder.filePath(QStringLiteral("pixel.tif"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(tiff);
        file.close();
        const QByteArrayList words = runProgram(
            QStringLiteral("gdallocationinfo"), {QStringLiteral("-valonly"), path, QString::number(x), QString::number(y)})
                                         .output.trimmed()
                                         .split('\n');
        return words.size() >= 3 ? std::array{words[0].toInt(), words[1].toInt(), words[2].toInt()} : std::array{-1, -1, -1};
    }
};

TUILERIE_TEST_MAIN(DiffusionTest)
#include "diffusiontest.moc"
