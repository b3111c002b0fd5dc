// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusionsupport.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QImage>
#include <QJsonDocument>
#include <QTcpServer>
#include <QXmlStreamReader>

#include <csignal>
#include <future>

using namespace tuilerie;
using namespace tuilerie::test;

/// WMS-V on loopback over the real renderer and real tables; read by raw HTTP, OWSLib and GDAL.
class WmsVectorTest : public QObject
{
    Q_OBJECT

    TemporaryProfile m_profile;
    QTemporaryDir m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::shared_ptr<RenderPool> m_pool;
    std::unique_ptr<HttpServer> m_server;

    std::unique_ptr<HttpServer> serve(std::shared_ptr<RenderPool> pool)
    {
        DiffusionOptions options;
        options.catalogue = m_catalogue;
        options.renderPool = std::move(pool);
        options.keyCheck = [](const std::string &key, const PublishedLayer &layer, const HttpRequest &) {
            return key == "good" && layer.name == QLatin1String("hidden");
        };
        auto started = startDiffusion(options);
        return started ? std::move(*started) : nullptr;
    }

    RawAnswer get(const QByteArray &target) { return RawClient(m_server->port()).get(target); }

    static QByteArray map(const QByteArray &layers, const QByteArray &more = {})
    {
        return "/wms-v/ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=" + layers
            + "&STYLES=&CRS=EPSG:2154&BBOX=760000,6263000,790000,6293000&WIDTH=300&HEIGHT=300&FORMAT=image/png" + more;
    }

    ProcessResult python(const QString &script)
    {
        qputenv("PYTHONDONTWRITEBYTECODE", "1");
        return runProgram(QStringLiteral("/usr/bin/python3"),
            {QStringLiteral("-c"), script, QStringLiteral("http://127.0.0.1:%1/wms-v/ows").arg(m_server->port())});
    }

    static bool isWellFormed(const QByteArray &text)
    {
        QXmlStreamReader xml(text);
        while (!xml.atEnd())
            xml.readNext();
        return !xml.hasError();
    }

    static MapRequest mapOf(const QString &style)
    {
        MapRequest request;
        request.tables = {{dataPath(QStringLiteral("vector/installation.gpkg")), QStringLiteral("installation"), style}};
        request.crs = QStringLiteral("EPSG:4326");
        request.extent = {4, 49.2, 5.4, 50.2};
        request.width = request.height = 300;
        return request;
    }

private slots:
    void initTestCase()
    {
        QFile limited(m_folder.filePath(QStringLiteral("limited.sld")));
        QVERIFY(limited.open(QIODevice::WriteOnly));
        limited.write("<StyledLayerDescriptor version='1.0.0' "
                      "xmlns='http://www.opengis.net/sld'><NamedLayer><Name>x</"
                      "Name><UserStyle><FeatureTypeStyle><Rule><Name>towns</Name>"
                      "<MinScaleDenominator>5000</MinScaleDenominator><MaxScaleDenominator>1000000</"
                      "MaxScaleDenominator><PolygonSymbolizer><Fill>"
                      "<CssParameter "
                      "name='fill'>#ff0000</CssParameter></Fill></PolygonSymbolizer></Rule></FeatureTypeStyle></UserStyle></"
                      "NamedLayer></StyledLayerDescriptor>");
        limited.close();
        PublishedLayer communes;
        communes.name = QStringLiteral("communes");
        communes.title = QStringLiteral("Communes <of> the Hérault");
        communes.type = QStringLiteral("WMS-VECTOR");
        communes.version = QStringLiteral("v1");
        communes.crs = QStringLiteral("EPSG:2154");
        communes.tables = {
            {dataPath(QStringLiteral("vector/communes.gpkg")), QStringLiteral("communes"), limited.fileName()}};
        PublishedLayer plants;
        plants.name = QStringLiteral("plants");
        plants.title = QStringLiteral("Plants");
        plants.type = QStringLiteral("WMS-VECTOR");
        plants.version = QStringLiteral("v1");
        plants.crs = QStringLiteral("EPSG:4326");
        plants.bboxWgs84 = {4, 49, 6, 51};
        plants.tables = {{dataPath(QStringLiteral("vector/installation.gpkg")), QStringLiteral("installation"),
            dataPath(QStringLiteral("vector/installation.sld"))}};
        PublishedLayer hidden = communes;
        hidden.name = QStringLiteral("hidden");
        hidden.open = false;
        PublishedLayer broken = communes;
        broken.name = QStringLiteral("broken");
        broken.tables.front().database = QStringLiteral("/nowhere.gpkg");
        QFile labels(m_folder.filePath(QStringLiteral("labels.sld")));
        QVERIFY(labels.open(QIODevice::WriteOnly));
        labels.write("<StyledLayerDescriptor version='1.0.0' xmlns='http://www.opengis.net/sld' "
                     "xmlns:ogc='http://www.opengis.net/ogc'><NamedLayer><Name>x</"
                     "Name><UserStyle><FeatureTypeStyle><Rule><Name>towns</Name>"
                     "<PolygonSymbolizer><Fill><CssParameter "
                     "name='fill'>#eeeeee</CssParameter></Fill></"
                     "PolygonSymbolizer><TextSymbolizer><Label><ogc:PropertyName>NOM_COM</ogc:PropertyName></Label>"
                     "<Fill><CssParameter "
                     "name='fill'>#000000</CssParameter></Fill></TextSymbolizer></Rule></FeatureTypeStyle></UserStyle></"
                     "NamedLayer></StyledLayerDescriptor>");
        labels.close();
        PublishedLayer labelled = communes;
        labelled.name = QStringLiteral("labelled");
        labelled.tables.front().style = labels.fileName();
        m_catalogue->set({communes, plants, hidden, broken, labelled});
    }

    void startsTheRenderer()
    {
        const QString program = programPath(QStringLiteral("tuilerie-renderer"));
        if (!QFileInfo::exists(program))
            QSKIP("This build has no renderer.");
        RenderPoolOptions options;
        options.program = program;
        options.workers = 1;
        options.queueLimit = 3;
        const auto pool = RenderPool::create(options);
        VERIFY_OK(pool);
        m_pool = *pool;
        m_server = serve(m_pool);
        QVERIFY(m_server);
    }

    void drawsMaps()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const RawAnswer answer = get(map("communes"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("Content-Type"), QByteArray("image/png"));
        QVERIFY(!answer.header("ETag").isEmpty());
        const QImage image = QImage::fromData(answer.body, "PNG");
        QCOMPARE(image.size(), QSize(300, 300));
        QCOMPARE(image.pixelColor(150, 150), QColor(255, 0, 0)); // a commune, red, and opaque
        QCOMPARE(image.pixelColor(1, 1), QColor(255, 255, 255)); // not transparent unless asked
        const QImage seeThrough = QImage::fromData(get(map("communes", "&TRANSPARENT=TRUE")).body, "PNG");
        QCOMPARE(seeThrough.pixelColor(1, 1).alpha(), 0);
        const QImage blue = QImage::fromData(get(map("communes", "&BGCOLOR=0x0000FF")).body, "PNG");
        QCOMPARE(blue.pixelColor(1, 1), QColor(0, 0, 255));
        const RawAnswer again =
            RawClient(m_server->port()).get(map("communes"), "If-None-Match: " + answer.header("ETag") + "\r\n");
        QCOMPARE(again.status, 304);
        // The same place by 1.1.1, by a JPEG, and in degrees with the axes of the authority, all show the commune.
        for (const QByteArray &query :
            {QByteArray("VERSION=1.1.1&SRS=EPSG:2154&BBOX=760000,6263000,790000,6293000&FORMAT=image/jpeg"),
                QByteArray("VERSION=1.3.0&CRS=EPSG:4326&BBOX=43.47,3.74,43.73,4.11&FORMAT=image/png"),
                QByteArray("VERSION=1.1.1&SRS=EPSG:4326&BBOX=3.74,43.47,4.11,43.73&FORMAT=image/png"),
                QByteArray("VERSION=1.3.0&CRS=CRS:84&BBOX=3.74,43.47,4.11,43.73&FORMAT=image/png")}) {
            const RawAnswer one =
                get("/wms-v?SERVICE=WMS&REQUEST=GetMap&LAYERS=communes&STYLES=&WIDTH=300&HEIGHT=290&" + query);
            QVERIFY2(one.status == 200, one.body.constData());
            const QColor middle = QImage::fromData(one.body).pixelColor(150, 145);
            QVERIFY2(middle.red() > 250 && middle.green() < 6, (query + ' ' + middle.name().toLatin1()).constData());
        }
        QCOMPARE(get("/wms-v" + map("communes").mid(10)).body, answer.body); // every way in is the same
        QCOMPARE(get("/wms-v/" + map("communes").mid(10)).body, answer.body);
    }

    // The first layer lies lowest.
    void drawsLayersInOrder()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const QByteArray both = "&TRANSPARENT=TRUE";
        const QImage one = QImage::fromData(get(map("communes,plants", both)).body);
        const QImage two = QImage::fromData(get(map("plants,communes", both)).body);
        QCOMPARE(one.size(), QSize(300, 300));
        QCOMPARE(two.size(), QSize(300, 300));
        QCOMPARE(one.pixelColor(150, 150), QColor(255, 0, 0));
        // 1:50,000,000 is beyond the style's limits.
        const QImage far =
            QImage::fromData(get("/wms-v?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=communes&STYLES=&CRS=EPSG:2154&"
                                 "BBOX=-1000000,5000000,2000000,8000000&WIDTH=200&HEIGHT=200&FORMAT=image/png")
                                 .body);
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x)
                QCOMPARE(far.pixel(x, y), qRgb(255, 255, 255));
    }

    void tilesFitTogether()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const auto piece = [this](const QByteArray &box, int width) {
            return QImage::fromData(get("/wms-v?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=labelled&STYLES=&CRS=EPSG:"
                                        "2154&FORMAT=image/png&HEIGHT=600&TILED=true&WIDTH="
                                        + QByteArray::number(width) + "&BBOX=" + box)
                                        .body)
                .convertToFormat(QImage::Format_RGB32);
        };
        const QImage whole = piece("760000,6263000,790000,6293000", 600);
        const QImage west = piece("760000,6263000,775000,6293000", 300);
        const QImage east = piece("775000,6263000,790000,6293000", 300);
        QCOMPARE(whole.size(), QSize(600, 600));
        int other = 0, across = 0;
        for (int y = 0; y < 600; ++y) {
            for (int x = 0; x < 600; ++x)
                other += whole.pixel(x, y) != (x < 300 ? west.pixel(x, y) : east.pixel(x - 300, y));
            across += qGray(whole.pixel(299, y)) < 128 || qGray(whole.pixel(300, y)) < 128;
        }
        QVERIFY2(other < 360, qPrintable(QString::number(other))); // 0.1 %
        QVERIFY(across > 0);                                       // there is a label on the border
    }

    void givesFeatures()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const QByteArray query = map("communes").replace("GetMap", "GetFeatureInfo")
            + "&QUERY_LAYERS=communes&I=150&J=150&FEATURE_COUNT=1&BUFFER=0&INFO_FORMAT=";
        const RawAnswer json = get(query + "application/json");
        QCOMPARE(json.status, 200);
        const QJsonObject feature = QJsonDocument::fromJson(json.body)[QLatin1String("features")][0].toObject();
        const QString name = feature[QLatin1String("properties")][QLatin1String("NOM_COM")].toString();
        // GDAL says which commune lies at the pixel's centre.
        const ProcessResult ogr = runProgram(QStringLiteral("ogrinfo"),
            {QStringLiteral("-al"), QStringLiteral("-spat"), QStringLiteral("775050"), QStringLiteral("6277949"),
                QStringLiteral("775051"), QStringLiteral("6277950"), dataPath(QStringLiteral("vector/communes.gpkg")),
                QStringLiteral("communes")});
        QVERIFY(!name.isEmpty());
        QVERIFY2(ogr.output.contains("NOM_COM (String) = " + name.toUtf8()), ogr.output.constData());
        QCOMPARE(feature[QLatin1String("geometry")][QLatin1String("type")].toString(), QStringLiteral("MultiPolygon"));
        const RawAnswer text = get(query + "text/plain");
        QVERIFY(text.body.contains("NOM_COM = " + name.toUtf8()));
        const RawAnswer html = get(query + "text/html");
        QVERIFY(html.body.contains("<td>" + name.toHtmlEscaped().toUtf8() + "</td>"));
        QVERIFY(html.body.contains("Communes &lt;of&gt;"));
        const RawAnswer xml = get(query + "text/xml");
        QVERIFY(isWellFormed(xml.body) && xml.body.contains("value=\"" + name.toUtf8() + '"'));
        const RawAnswer nothing = get(map("communes").replace("GetMap", "GetFeatureInfo")
            + "&QUERY_LAYERS=communes&I=0&J=0&INFO_FORMAT=application/json");
        QCOMPARE(QJsonDocument::fromJson(nothing.body)[QLatin1String("features")].toArray().size(), 0);
        const RawAnswer outside = get(
            map("communes").replace("GetMap", "GetFeatureInfo") + "&QUERY_LAYERS=communes&I=300&J=0&INFO_FORMAT=text/plain");
        QCOMPARE(outside.status, 400);
        QVERIFY(outside.body.contains("InvalidPoint"));
    }

    void drawsLegends()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const QByteArray legend =
            "/wms-v/ows?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetLegendGraphic&FORMAT=image/png&LAYER=plants";
        const QImage all = QImage::fromData(get(legend).body);
        QVERIFY(all.height() > 4 * 20);
        const QImage wide = QImage::fromData(get(legend + "&WIDTH=60&HEIGHT=60").body);
        QVERIFY(wide.height() > 4 * 60 && wide.width() > all.width());
        // One rule: its symbol, alone, in its colour.
        const QImage rule =
            QImage::fromData(get(legend + "&RULE=lib_seveso%20%3D%20Seveso%20seuil%20bas&WIDTH=30&HEIGHT=30").body);
        QCOMPARE(rule.size(), QSize(30, 30));
        QCOMPARE(rule.pixelColor(15, 15).name().toUpper(), QStringLiteral("#4F76D2"));
        // What is not drawn at a scale is not in its legend.
        const QByteArray limited =
            "/wms-v/ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&FORMAT=image/png&LAYER=communes";
        QVERIFY(QImage::fromData(get(limited + "&SCALE=100000").body).height() > 20);
        QCOMPARE(QImage::fromData(get(limited + "&SCALE=50000000").body).size(), QSize(1, 1));
        QCOMPARE(get("/wms-v/ows?SERVICE=WMS&REQUEST=GetLegendGraphic&LAYER=none").status, 400);
        QCOMPARE(get(legend + "&WIDTH=9999").status, 400);
    }

    void capabilitiesSayItAll()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const RawAnswer v130 = get("/wms-v/ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities");
        QCOMPARE(v130.status, 200);
        QVERIFY(isWellFormed(v130.body));
        for (const char *part :
            {"<MinScaleDenominator>5000</MinScaleDenominator>", "<MaxScaleDenominator>1000000</MaxScaleDenominator>",
                "<LegendURL width=\"", "GetLegendGraphic", "queryable=\"1\"", "/wms-v?"})
            QVERIFY2(v130.body.contains(part), part);
        QVERIFY(!v130.body.contains("<Name>hidden</Name>"));
        QVERIFY(v130.body.contains("<Name>broken</Name>")); // its maps fail, the others' do not
        const RawAnswer v111 = get("/wms-v/ows?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetCapabilities");
        QVERIFY(v111.body.contains("<ScaleHint min=\"1.97"));
        QVERIFY(!get("/wms-r?SERVICE=WMS&REQUEST=GetCapabilities").body.contains("<Name>communes</Name>"));
        QCOMPARE(get(map("hidden")).status, 400);
        QCOMPARE(get("/private" + map("hidden", "&apikey=good")).status, 200);
        QCOMPARE(get("/private" + map("hidden")).status, 401);
        const RawAnswer metrics = get("/metrics");
        QVERIFY(metrics.body.contains("tuilerie_renderer_requests_total"));
        QVERIFY(metrics.body.contains("tuilerie_renderer_workers 1"));
    }

    void owslibReadsIt_data()
    {
        QTest::addColumn<QString>("version");
        QTest::newRow("1.1.1") << QStringLiteral("1.1.1");
        QTest::newRow("1.3.0") << QStringLiteral("1.3.0");
    }
    void owslibReadsIt()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        QFETCH(QString, version);
        const ProcessResult result = python(QStringLiteral(R"PY(
import sys, io, json
from owslib.wms import WebMapService
from PIL import Image
wms = WebMapService(sys.argv[1], version='%1')
layer = wms['communes']
assert layer.title == 'Communes <of> the Hérault', layer.title
assert layer.queryable == 1
w, s, e, n = layer.boundingBoxWGS84
assert 3.5 < w < 4 < e < 4.3 and 43.3 < s < n < 43.9, layer.boundingBoxWGS84
assert 'legend' in layer.styles['normal'], layer.styles
if '%1' == '1.3.0':
    assert float(layer.scaleHint['max'] if layer.scaleHint else 1000000) > 0
box = (760000, 6263000, 790000, 6293000)
answer = wms.getmap(layers=['communes'], styles=[''], srs='EPSG:2154', bbox=box, size=(200, 200), format='image/png', transparent=True)
image = Image.open(io.BytesIO(answer.read())).convert('RGBA')
assert image.size == (200, 200)
assert image.getpixel((100, 100)) == (255, 0, 0, 255), image.getpixel((100, 100))
info = wms.getfeatureinfo(layers=['communes'], query_layers=['communes'], styles=[''], srs='EPSG:2154', bbox=box, size=(200, 200), format='image/png', info_format='application/json', xy=(100, 100), feature_count=1)
features = json.loads(info.read())['features']
assert len(features) == 1 and features[0]['properties']['NOM_COM'], features
import urllib.request
legend = urllib.request.urlopen(layer.styles['normal']['legend']).read()
size = Image.open(io.BytesIO(legend)).size
print('ok', size)
)PY")
                                                .arg(version));
        QVERIFY2(result.output.startsWith("ok"), (result.output + result.errors).constData());
    }

    void gdalReadsIt()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const QString out = m_folder.filePath(QStringLiteral("map.png"));
        const QString source = QStringLiteral("WMS:http://127.0.0.1:%1/wms-v/"
                                              "ows?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=communes&STYLES=&SRS="
                                              "EPSG:2154&BBOX=760000,6263000,790000,6293000&FORMAT=image/png&BANDSCOUNT=3")
                                   .arg(m_server->port());
        const ProcessResult result = runProgram(QStringLiteral("gdal_translate"),
            {QStringLiteral("-q"), QStringLiteral("-of"), QStringLiteral("PNG"), QStringLiteral("-outsize"),
                QStringLiteral("300"), QStringLiteral("300"), source, out});
        QVERIFY2(result.exitCode == 0, result.errors.constData());
        const QColor middle = QImage(out).pixelColor(150, 150);
        QCOMPARE(middle, QColor(255, 0, 0));
    }

    void errorsAreExceptions()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        const auto code = [this](const QByteArray &target) {
            const RawAnswer answer = get(target);
            const qsizetype at = answer.body.indexOf("code=\"");
            return at < 0 ? QByteArray::number(answer.status)
                          : answer.body.mid(at + 6, answer.body.indexOf('"', at + 6) - at - 6);
        };
        QCOMPARE(code(map("none")), QByteArray("LayerNotDefined"));
        QCOMPARE(code(map("communes").replace("image/png", "image/tiff")), QByteArray("InvalidFormat"));
        QCOMPARE(code(map("communes").replace("EPSG:2154", "EPSG:0")), QByteArray("InvalidCRS"));
        QCOMPARE(code(map("communes").replace("STYLES=", "STYLES=none")), QByteArray("StyleNotDefined"));
        QCOMPARE(code(map("communes").replace("WIDTH=300", "WIDTH=99999")), QByteArray("InvalidParameterValue"));
        const RawAnswer broken = get(map("broken"));
        QCOMPARE(broken.status, 404);
        QVERIFY(isWellFormed(broken.body));
        const RawAnswer inImage = get(map("none", "&EXCEPTIONS=INIMAGE"));
        QCOMPARE(inImage.status, 200);
        QCOMPARE(QImage::fromData(inImage.body).size(), QSize(300, 300));
        QCOMPARE(code("/wms-v/ows?SERVICE=WMS&REQUEST=Nonsense"), QByteArray("OperationNotSupported"));
    }

    // A style may come from anybody who may upload: it makes no request to other machines and reads nothing of ours.
    void stylesReachNothingElse()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto pictureWith = [this](const QString &name, const QByteArray &graphic) {
            QFile style(m_folder.filePath(name));
            if (style.open(QIODevice::WriteOnly))
                style.write("<StyledLayerDescriptor version='1.0.0' xmlns='http://www.opengis.net/sld' "
                            "xmlns:ogc='http://www.opengis.net/ogc' xmlns:xlink='http://www.w3.org/1999/xlink'>"
                            "<NamedLayer><Name>x</Name><UserStyle><FeatureTypeStyle><Rule><PointSymbolizer><Graphic>"
                    + graphic
                    + "<Size>20</Size></Graphic></PointSymbolizer><TextSymbolizer><Label><ogc:PropertyName>env('PATH')"
                      "</ogc:PropertyName></Label><Fill><CssParameter name='fill'>#ff00ff</CssParameter></Fill>"
                      "</TextSymbolizer></Rule></FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>");
            style.close();
            return m_pool->map(mapOf(style.fileName()));
        };
        const auto refused = pictureWith(QStringLiteral("curious.sld"),
            "<ExternalGraphic><OnlineResource xlink:type='simple' xlink:href='http://127.0.0.1:"
                + QByteArray::number(other.serverPort()) + "/a.svg'/><Format>image/svg+xml</Format></ExternalGraphic>");
        QVERIFY(!refused && refused.error().message.contains(QStringLiteral("/a.svg")));
        QVERIFY(!other.waitForNewConnection(200));
        const auto picture = pictureWith(QStringLiteral("label.sld"), "<Mark><WellKnownName>square</WellKnownName></Mark>");
        VERIFY_OK(picture);
        const QImage image = QImage::fromData(*picture, "PNG");
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                QVERIFY(image.pixel(x, y) != qRgba(255, 0, 255, 255));
    }

    // Nor do its expressions: functions for files, other layers and the environment are refused, and a place is NULL.
    void expressionsReachNothingElse_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<bool>("isRefused");
        QTest::addColumn<bool>("isDrawn");
        const auto row = [](const char *name, const QByteArray &text, bool isRefused, bool isDrawn) {
            QTest::newRow(name) << text << isRefused << isDrawn;
        };
        row("harmless", "length('a') = 1", false, true);
        row("environment", "env('PATH') is not null", true, false);
        row("named late", "eval('e' || 'nv(\\'PATH\\')') is not null", true, false);
        const auto file = [](const char *name) { return dataPath(QString::fromLatin1(name)).toUtf8(); };
        row("file", "file_size('" + file("vector/installation.gpkg") + "') > 0", true, false);
        row("layer", "aggregate(load_layer('" + file("vector/communes.gpkg") + "','ogr'),'count',1) > 0", true, false);
        row("place", "layer_property(@layer,'source') is not null", false, false);
    }
    void expressionsReachNothingElse()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        QFETCH(QByteArray, filter);
        QFETCH(bool, isRefused);
        QFETCH(bool, isDrawn);
        QFile style(m_folder.filePath(QLatin1String(QTest::currentDataTag()) + QStringLiteral(".qml")));
        QVERIFY(style.open(QIODevice::WriteOnly));
        style.write("<!DOCTYPE qgis><qgis version=\"3.40\"><renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\"><rules "
                    "key=\"r\"><rule key=\"a\" symbol=\"0\" filter=\""
            + QString::fromUtf8(filter).toHtmlEscaped().toUtf8()
            + "\"/></rules><symbols><symbol type=\"marker\" name=\"0\"><layer class=\"SimpleMarker\"><Option type=\"Map\">"
              "<Option name=\"color\" type=\"QString\" value=\"255,0,255,255\"/><Option name=\"size\" type=\"QString\" "
              "value=\"6\"/></Option></layer></symbol></symbols></renderer-v2></qgis>");
        style.close();
        const auto picture = m_pool->map(mapOf(style.fileName()));
        if (isRefused) {
            QVERIFY(!picture && picture.error().message.contains(QStringLiteral("reads what is not in the data")));
            return;
        }
        VERIFY_OK(picture);
        const QImage image = QImage::fromData(*picture, "PNG");
        bool hasColour = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                hasColour = hasColour || image.pixel(x, y) == qRgba(255, 0, 255, 255);
        QCOMPARE(hasColour, isDrawn);
    }

    // More maps than can wait: 503 with Retry-After at once, never a hang; and the rest of the server answers meanwhile.
    void pushesBack()
    {
        if (!m_pool)
            QSKIP("No renderer.");
        QCOMPARE(get(map("communes")).status, 200);
        const pid_t worker = pid_t(m_pool->statistics().value(QLatin1String("pids")).toArray().at(0).toInteger());
        ::kill(worker, SIGSTOP);
        std::vector<std::future<int>> asked;
        for (int i = 0; i < 4; ++i)
            asked.push_back(std::async(std::launch::async, [this] { return get(map("communes")).status; }));
        QTRY_COMPARE(m_pool->statistics().value(QLatin1String("waiting")).toInt(), 3);
        const RawAnswer refused = get(map("communes"));
        const RawAnswer inImage = get(map("communes", "&EXCEPTIONS=INIMAGE"));
        const RawAnswer other = get("/catalogue.json");
        ::kill(worker, SIGCONT);
        for (auto &one : asked)
            QCOMPARE(one.get(), 200);
        QCOMPARE(refused.status, 503);
        QVERIFY(refused.header("Retry-After").toInt() > 0);
        QVERIFY(isWellFormed(refused.body));
        QCOMPARE(inImage.status, 503);
        QCOMPARE(other.status, 200);
    }
};

QTEST_GUILESS_MAIN(WmsVectorTest)
#include "wmsvtest.moc"
