// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing outside of a delivery is read: each way in which a file can name others is a finding that blocks, and an error
// where it is opened all the same.
#include "../source/rasterfixture.h"
#include "base/atomicfile.h"
#include "check/finding.h"
#include "findinglists.h"
#include "source/gdalsupport.h"
#include "source/outside.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"
#include "sqlite/sqlite.h"
#include "support/testsupport.h"

#include <cpl_http.h>
#include <gdal.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray vrtOver(const QByteArray &name, const QByteArray &more = {})
{
    return "<VRTDataset rasterXSize=\"64\" rasterYSize=\"64\"><SRS>EPSG:2154</SRS><GeoTransform>650000,1,0,6860000,0,-1"
           "</GeoTransform><VRTRasterBand dataType=\"Byte\" band=\"1\"><SimpleSource><SourceFilename relativeToVRT=\"1\">"
        + name + "</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>" + more + "</VRTDataset>";
}

QByteArray gmlWith(const QByteArray &srsName, const QByteArray &schema = {})
{
    return "<?xml version=\"1.0\"?><ogr:FeatureCollection xmlns:ogr=\"http://ogr.maptools.org/\" "
           "xmlns:gml=\"http://www.opengis.net/gml\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        + schema + "><gml:featureMember><ogr:a fid=\"a.0\"><ogr:geometryProperty><gml:Point srsName=\"" + srsName
        + "\"><gml:coordinates>650000,6860000</gml:coordinates></gml:Point></ogr:geometryProperty></ogr:a>"
          "</gml:featureMember></ogr:FeatureCollection>";
}

QByteArray jsonWith(const QByteArray &crs)
{
    return "{\"type\":\"FeatureCollection\",\"crs\":" + crs
        + ",\"features\":[{\"type\":\"Feature\",\"properties\":{\"n\":1},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
          "[2.3,48.8]}}]}";
}

} // namespace

class OutsideTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString at(const QString &name) const { return m_folder->filePath(name); }

    void put(const QString &name, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(at(name)).path()));
        VERIFY_OK(writeFileAtomically(at(name), content));
    }
    void database(const QString &name, const char *sql)
    {
        const auto made = SqlDatabase::open(at(name), {sql});
        VERIFY_OK(made);
    }
    std::vector<Finding> found(const QString &name)
    {
        SilentControl control;
        auto findings = checkPaths({at(name)}, {}, control);
        return findings
            ? *findings
            : std::vector<Finding>{{u"failed"_s, Severity::Blocking, {}, {}, {}, findings.error().message, {}, {}}};
    }
    /// It blocks, names the file and what it is about, and says what to do; and opening it fails with the same words.
    void verifyRefused(const QString &name, const QString &word)
    {
        const auto findings = found(name);
        const auto mine = ofId(findings, "file.outside");
        QVERIFY2(mine.size() == 1, qPrintable(listed(findings)));
        QCOMPARE(mine.front().severity, Severity::Blocking);
        QVERIFY2(mine.front().message.contains(word), qPrintable(mine.front().message));
        QVERIFY(mine.front().message.contains(QFileInfo(name).completeBaseName()) && !mine.front().fix.isEmpty());
        for (const Finding &finding : findings)
            QVERIFY2(!finding.id.endsWith("unreadable"_L1), qPrintable(listed(findings)));
        SilentControl control;
        Error error;
        if (kindOfFile(at(name)) == SourceKind::Raster) {
            const auto opened = RasterSource::open({at(name)}, {}, control);
            QVERIFY(!opened);
            error = opened.error();
        } else {
            const auto opened = readVectorLayers(at(name));
            QVERIFY(!opened);
            error = opened.error();
        }
        QCOMPARE(error.message, mine.front().message + u' ' + mine.front().fix);
    }
    void verifyTaken(const QString &name)
    {
        const auto findings = found(name);
        QVERIFY2(ofId(findings, "file.outside").empty(), qPrintable(listed(findings)));
        QVERIFY2(ofId(findings, "failed").empty(), qPrintable(listed(findings)));
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        setDelivery({});
        RasterSpec spec;
        spec.bands = 1;
        QVERIFY(QDir(m_folder->path()).mkpath(u"elsewhere"_s) && QDir(m_folder->path()).mkpath(u"data/below"_s));
        for (const QString &name : {u"elsewhere/secret.tif"_s, u"data/a.tif"_s, u"data/below/b.tif"_s})
            QVERIFY(writeRaster(at(name), spec));
    }

    void rasters_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        const QString vrt = u"data/m.vrt"_s;
        const QByteArray inner = vrtOver("a.tif");
        QTest::newRow("above") << vrt << vrtOver("../elsewhere/secret.tif") << u"secret.tif"_s;
        QTest::newRow("about a folder that is not there")
            << vrt << vrtOver("none/../../elsewhere/secret.tif") << u"secret"_s;
        QTest::newRow("absolute") << vrt << vrtOver("/etc/passwd") << u"/etc/passwd"_s;
        QTest::newRow("not there") << vrt << vrtOver("/nowhere/x.tif") << u"/nowhere/x.tif"_s;
        QTest::newRow("virtual") << vrt << vrtOver("/vsicurl/http://127.0.0.1:9/x.tif") << u"/vsicurl"_s;
        QTest::newRow("archive beside") << vrt << vrtOver("/vsizip/a.zip/x.tif") << u"/vsizip"_s;
        QTest::newRow("server") << vrt << vrtOver("WMS:http://127.0.0.1:9/") << u"WMS:"_s;
        QTest::newRow("description in place of a name") << vrt << vrtOver("&lt;GDAL_WMS>&lt;/GDAL_WMS>") << u"GDAL_WMS"_s;
        QTest::newRow("small letters")
            << vrt << vrtOver("a.tif").replace("SourceFilename", "sourcefilename").replace("a.tif", "/etc/passwd")
            << u"passwd"_s;
        QTest::newRow("capital ending") << u"data/M.VRT"_s << vrtOver("/etc/passwd") << u"passwd"_s;
        QTest::newRow("raw band")
            << vrt
            << QByteArray("<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><VRTRasterBand dataType=\"Byte\" band=\"1\" "
                          "subClass=\"VRTRawRasterBand\"><SourceFilename relativeToVRT=\"1\">a.tif</SourceFilename>"
                          "<ImageOffset>0</ImageOffset></VRTRasterBand></VRTDataset>")
            << u"VRTRawRasterBand"_s;
        QTest::newRow("code")
            << vrt
            << QByteArray("<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\"><VRTRasterBand dataType=\"Byte\" band=\"1\" "
                          "subClass=\"VRTDerivedRasterBand\"><PixelFunctionType>f</PixelFunctionType><PixelFunctionLanguage>"
                          "Python</PixelFunctionLanguage><PixelFunctionCode>def f(): pass</PixelFunctionCode>"
                          "</VRTRasterBand></VRTDataset>")
            << u"PixelFunction"_s;
        QTest::newRow("warped")
            << vrt
            << QByteArray("<VRTDataset rasterXSize=\"4\" rasterYSize=\"4\" subClass=\"VRTWarpedDataset\"><GDALWarpOptions>"
                          "<SourceDataset relativeToVRT=\"1\">../elsewhere/secret.tif</SourceDataset></GDALWarpOptions>"
                          "</VRTDataset>")
            << u"secret.tif"_s;
        QTest::newRow("geolocation")
            << vrt << vrtOver("a.tif", "<Metadata domain=\"GEOLOCATION\"><MDI key=\"X_DATASET\">/etc/x.tif</MDI></Metadata>")
            << u"/etc/x.tif"_s;
        QTest::newRow("mask")
            << vrt
            << vrtOver("a.tif",
                   "<MaskBand><VRTRasterBand dataType=\"Byte\"><SimpleSource><SourceFilename>/etc/m.tif</SourceFilename>"
                   "</SimpleSource></VRTRasterBand></MaskBand>")
            << u"/etc/m.tif"_s;
        QTest::newRow("broken XML") << vrt << vrtOver("a.tif").replace("</VRTDataset>", "") << u"XML"_s;
        QTest::newRow("server by its content")
            << u"data/m.tif"_s << QByteArray("<GDAL_WMS><Service name=\"TMS\"/></GDAL_WMS>") << u"GDAL_WMS"_s;
    }

    void rasters()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        put(name, content);
        verifyRefused(name, word);
    }

    // What is named may itself name others, whatever it is called.
    void nestedVrts()
    {
        put(u"data/inner.tif"_s, vrtOver("../elsewhere/secret.tif"));
        put(u"data/m.vrt"_s, vrtOver("inner.tif"));
        verifyRefused(u"data/inner.tif"_s, u"secret.tif"_s);
        const auto findings = found(u"data/m.vrt"_s);
        QCOMPARE(ofId(findings, "file.outside").size(), size_t(1));
        put(u"data/self.vrt"_s, vrtOver("self.vrt"));
        verifyRefused(u"data/self.vrt"_s, u"self.vrt"_s);
    }

    void linksAndSidecars()
    {
        const QString secret = at(u"elsewhere/secret.tif"_s);
        QVERIFY(QFile::link(secret, at(u"data/link.tif"_s)));
        put(u"data/m.vrt"_s, vrtOver("link.tif"));
        verifyRefused(u"data/m.vrt"_s, u"link.tif"_s);
        QVERIFY(QFile::remove(at(u"data/m.vrt"_s)) && QFile::remove(at(u"data/link.tif"_s)));
        // A folder that is a link.
        QVERIFY(QFile::link(at(u"elsewhere"_s), at(u"data/in"_s)));
        put(u"data/m.vrt"_s, vrtOver("in/secret.tif"));
        verifyRefused(u"data/m.vrt"_s, u"in/secret.tif"_s);
        QVERIFY(QFile::remove(at(u"data/m.vrt"_s)) && QFile::remove(at(u"data/in"_s)));
        for (const char *ending : {".ovr", ".OVR", ".msk"}) {
            put(u"data/a.tif"_s + QLatin1String(ending), vrtOver("../elsewhere/secret.tif"));
            verifyRefused(u"data/a.tif"_s, QLatin1String(ending));
            QVERIFY(QFile::remove(at(u"data/a.tif"_s + QLatin1String(ending))));
        }
        for (const char *name : {"data/a.tif.aux.xml", "data/a.tfw", "data/a.prj", "data/a.tif.ovr"}) {
            QVERIFY(QFile::link(secret, at(QLatin1String(name))));
            verifyRefused(u"data/a.tif"_s, QFileInfo(QLatin1String(name)).fileName());
            QVERIFY(QFile::remove(at(QLatin1String(name))));
        }
        // Overviews by name.
        put(u"data/a.tif.aux.xml"_s,
            "<PAMDataset><Metadata domain=\"OVERVIEWS\"><MDI key=\"OVERVIEW_FILE\">/etc/secret.ovr</MDI></Metadata>"
            "</PAMDataset>");
        verifyRefused(u"data/a.tif"_s, u"/etc/secret.ovr"_s);
    }

    // A folder of links to another place, as people make them, is that place's data.
    void whatPeopleHaveIsTaken()
    {
        verifyTaken(u"data/a.tif"_s);
        put(u"elsewhere/secret.tfw"_s, "1\n0\n0\n-1\n650000.5\n6859999.5\n");
        QVERIFY(QFile::link(at(u"elsewhere/secret.tif"_s), at(u"data/s.tif"_s)));
        QVERIFY(QFile::link(at(u"elsewhere/secret.tfw"_s), at(u"data/s.tfw"_s)));
        verifyTaken(u"data/s.tif"_s);
        QVERIFY(QFile::remove(at(u"data/s.tif"_s)) && QFile::remove(at(u"data/s.tfw"_s)));
        for (const QByteArray &name : {QByteArray("a.tif"), QByteArray("below/b.tif"), QByteArray("below/../a.tif"),
                 at(u"data/a.tif"_s).toUtf8(), QByteArray("GTIFF_DIR:1:a.tif")}) {
            put(u"data/m.vrt"_s, vrtOver(name));
            verifyTaken(u"data/m.vrt"_s);
            put(u"data/outer.vrt"_s, vrtOver("m.vrt"));
            verifyTaken(u"data/outer.vrt"_s);
        }
        // What was given with it may be named.
        put(u"data/m.vrt"_s, vrtOver("../elsewhere/secret.tif"));
        setDelivery({at(u"data/m.vrt"_s), at(u"elsewhere"_s)});
        verifyTaken(u"data/m.vrt"_s);
    }

    void tables_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QString>("word");
        QTest::newRow("full text") << QByteArray("CREATE VIRTUAL TABLE notes USING fts5(text);") << u"notes"_s;
        const QByteArray forged = "CREATE TABLE t(a); PRAGMA writable_schema=ON; INSERT INTO sqlite_master(type, name, "
                                  "tbl_name, rootpage, sql) VALUES('%1', 'parcels', 'parcels', 0, '%2');";
        const auto row = [&](const char *name, const char *type, const char *sql, const QString &word) {
            QTest::newRow(name) << QByteArray(forged).replace("%1", type).replace("%2", sql) << word;
        };
        row("other file", "table", "CREATE VIRTUAL TABLE \"parcels\" USING VirtualOGR(''/etc/passwd'')", u"parcels"_s);
        row("hidden by comments", "table", "CREATE/**/VIRTUAL TABLE parcels /*x*/ USING \"VirtualText\"(''/etc/passwd'')",
            u"parcels"_s);
        row("view that reads", "view", "CREATE VIEW parcels AS SELECT BlobFromFile(''/etc/passwd'') AS a",
            u"blobfromfile"_s);
        row("quoted call", "view", "CREATE VIEW parcels AS SELECT \"load_extension\" (''x'')", u"load_extension"_s);
        row("table of calls", "view", "CREATE VIEW parcels AS SELECT * FROM fsdir(''/etc'')", u"fsdir"_s);
        QTest::newRow("trigger") << QByteArray("CREATE TABLE t(a); CREATE TRIGGER parcels AFTER INSERT ON t BEGIN SELECT "
                                               "writefile('x', 1); END;")
                                 << u"writefile"_s;
    }

    void tables()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QString, word);
        for (const QString &name : {u"data/t.gpkg"_s, u"data/t.sqlite"_s, u"data/t.GPKG"_s}) {
            database(name, sql.constData());
            verifyRefused(name, word);
            QVERIFY(QFile::remove(at(name)));
        }
    }

    void ordinaryTablesAreTaken()
    {
        database(u"data/t.sqlite"_s,
            "CREATE TABLE t(a, b CHECK(length(b) < 9));"
            "CREATE VIRTUAL TABLE rtree_t_geom USING rtree(id, minx, maxx, miny, maxy);"
            "CREATE VIEW v AS SELECT a, upper(b) AS edit FROM t WHERE b <> 'readfile(x)';"
            "CREATE INDEX i ON t(a);");
        verifyTaken(u"data/t.sqlite"_s);
    }

    void texts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("word");
        QTest::newRow("CRS in a file") << u"data/t.gml"_s << gmlWith("../elsewhere/secret.prj") << u"secret.prj"_s;
        QTest::newRow("schema in a file") << u"data/t.gml"_s
                                          << gmlWith("EPSG:2154",
                                                 "xsi:schemaLocation=\"http://ogr.maptools.org/ ../elsewhere/secret.xsd\"")
                                          << u"secret.xsd"_s;
        QTest::newRow("GML by another name") << u"data/t.kml"_s << gmlWith("/etc/x.prj") << u"/etc/x.prj"_s;
        QTest::newRow("list of sources") << u"data/t.gml"_s
                                         << QByteArray("<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/etc/passwd"
                                                       "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>")
                                         << u"OGRVRT"_s;
        QTest::newRow("seamless table")
            << u"data/t.tab"_s
            << QByteArray(
                   "!table\n!version 300\nDefinition Table\n  Type NATIVE\n  Fields 1\n  t Char (10) ;\nbegin_metadata\n"
                   "\"\\IsSeamless\" = \"TRUE\"\nend_metadata\n")
            << u"IsSeamless"_s;
        QTest::newRow("view of tables")
            << u"data/t.tab"_s
            << QByteArray("!Table\n!Version 100\n\nOpen Table \"..\\elsewhere\\secret\" Hide\nCreate View t As\n Select a\n")
            << u"secret"_s;
    }

    void texts()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, word);
        put(name, content);
        verifyRefused(name, word);
    }

    void virtualPointClouds()
    {
        const auto vpc = [](const QByteArray &href) {
            return "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"stac_version\":\"1.0.0\",\"id\":"
                   "\"a\","
                   "\"geometry\":null,\"assets\":{\"data\":{\"href\":\""
                + href + "\"}},\"properties\":{\"pc:count\":1}}]}";
        };
        for (const QByteArray &href :
            {QByteArray("../elsewhere/a.laz"), QByteArray("/etc/a.laz"), QByteArray("file:///etc/a.laz")}) {
            put(u"data/c.vpc"_s, vpc(href));
            const auto mine = ofId(found(u"data/c.vpc"_s), "file.outside");
            QVERIFY2(mine.size() == 1 && mine.front().message.contains("a.laz"_L1), href.constData());
        }
        put(u"data/c.vpc"_s, vpc("./tiles/a.laz"));
        verifyTaken(u"data/c.vpc"_s);
    }

    // A server is not asked for a CRS; the data are there, and somebody has to say where they lie.
    void linkedCrsIsNotAsked_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isLink");
        const auto json = [](const char *crs) { return jsonWith(crs); };
        QTest::newRow("GML") << u"data/t.gml"_s << gmlWith("http://127.0.0.1:9/crs/L93") << true;
        QTest::newRow("GeoJSON") << u"data/t.geojson"_s
                                 << json("{\"type\":\"link\",\"properties\":{\"href\":\"http://127.0.0.1:9/x\"}}") << true;
        QTest::newRow("GeoJSON, properties first")
            << u"data/t.geojson"_s << json("{\"properties\":{\"url\":\"http://127.0.0.1:9/x\"},\"type\":\"URL\"}") << true;
        QTest::newRow("GML of OGC") << u"data/t.gml"_s << gmlWith("http://www.opengis.net/def/crs/EPSG/0/2154") << false;
        QTest::newRow("GML, URN") << u"data/t.gml"_s << gmlWith("urn:ogc:def:crs:EPSG::2154") << false;
        QTest::newRow("GeoJSON, name") << u"data/t.geojson"_s
                                       << json("{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4326\"}}") << false;
    }

    void linkedCrsIsNotAsked()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(bool, isLink);
        put(name, content);
        verifyTaken(name);
        const auto mine = ofId(found(name), "file.crs-link");
        QCOMPARE(mine.size(), size_t(isLink ? 1 : 0));
        if (isLink)
            QVERIFY(mine.front().message.contains("http://127.0.0.1:9/"_L1));
        const auto layers = readVectorLayers(at(name));
        VERIFY_OK(layers);
        QCOMPARE(layers->front().features, 1);
        QCOMPARE(layers->front().crs.isEmpty(), isLink && name.endsWith("gml"_L1));
    }

    void styles_data()
    {
        QTest::addColumn<QByteArray>("style");
        QTest::addColumn<QString>("word"); // empty: taken
        const auto qml = [](const char *name, const QByteArray &drawn, const QString &word) {
            QTest::newRow(name) << "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis><renderer-v2>" + drawn
                    + "</renderer-v2></qgis>"
                                << word;
        };
        const auto option = [](const QByteArray &value) {
            return "<layer class=\"SvgMarker\"><Option type=\"QString\" name=\"name\" value=\"" + value + "\"/></layer>";
        };
        for (const char *elsewhere : {"/etc/secret.svg", "../secret.svg", "http://127.0.0.1:9/a.svg", "file:///etc/a.svg",
                 "C:/symbols/a.svg", "/vsicurl/http://x", "~/a.svg", "a/../../b.svg", "\\\\server\\a.svg"})
            qml(elsewhere, option(elsewhere), QLatin1String(elsewhere));
        for (const char *own : {"arrows/Arrow_01.svg", "base64:PHN2Zz4=", "circle", "255,0,0,255", "/", "#ff0000"})
            qml(own, option(own), {});
        qml("old property", "<layer class=\"SVGFill\"><prop k=\"svgFile\" v=\"/etc/a.svg\"/></layer>", u"/etc/a.svg"_s);
        for (const char *call : {"env('HOME')", "ENV ( 'HOME')", "load_layer('/etc/x.gpkg','ogr')", "eval(\"e\")",
                 "a + file_size('/etc/passwd')", "sqlite_fetch_and_increment('/x','t','c','i','')"})
            qml(call, "<rule filter=\"" + QByteArray(call).replace('"', "&quot;") + "\"/>",
                QString::fromLatin1(call).contains("HOME"_L1)
                    ? u"()"_s
                    : QString::fromLatin1(call).section(u'(', 0, 0).section(u' ', -1));
        for (const char *name : {"@user_account_name", "@user_full_name", "@project_path", "@\"user_account_name\"",
                 "var('user_account_name')", "var('user_' || 'full_name')"})
            qml(name, "<rule filter=\"" + QByteArray(name).replace('"', "&quot;") + "\"/>",
                QLatin1String(name).startsWith(u'@') ? u"@"_s : u"var()"_s);
        qml("harmless expression",
            "<rule filter=\"upper(&quot;env&quot;) = 'A' and @map_scale &lt; 5 and var('map_scale') > 1\"/>", {});
        qml("text of a legend", "<range label=\"Env (2020), /route\"/>", {});
        qml("expression in a text", "<range label=\"[% env('HOME') %]\"/>", u"env()"_s);
        const auto byData = [](const char *layer, const char *active) {
            return QByteArray("<layer class=\"") + layer
                + "\"><data_defined_properties><Option type=\"Map\"><Option name=\"properties\" type=\"Map\"><Option "
                  "name=\"name\" type=\"Map\"><Option name=\"active\" type=\"bool\" value=\""
                + active
                + "\"/><Option name=\"field\" value=\"path\"/></Option></Option></Option></data_defined_properties></layer>";
        };
        qml("file by data", byData("SvgMarker", "true"), u"data"_s);
        qml("file by data, off", byData("SvgMarker", "false"), {});
        qml("shape by data", byData("SimpleMarker", "true"), {});
        QTest::newRow("not drawn") << QByteArray(
            "<qgis><renderer-v2/><attributeactions><actionsetting action=\"http://x/\"/>"
            "</attributeactions></qgis>")
                                   << QString();
        const auto sld = [](const char *name, const QByteArray &inner, const QString &word) {
            QTest::newRow(name) << "<StyledLayerDescriptor xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                                   "xmlns:ogc=\"http://www.opengis.net/ogc\">"
                    + inner + "</StyledLayerDescriptor>"
                                << word;
        };
        sld("picture", "<ExternalGraphic><OnlineResource xlink:href=\"file:///etc/a.png\"/></ExternalGraphic>",
            u"/etc/a.png"_s);
        sld("parameters", "<ExternalGraphic><OnlineResource xlink:href=\"http://127.0.0.1:9/a.svg?x=1\"/></ExternalGraphic>",
            u"http://127.0.0.1:9"_s);
        sld("remote layer", "<UserLayer><RemoteOWS><OnlineResource xlink:href=\"https://a/wfs\"/></RemoteOWS></UserLayer>",
            u"https://a/wfs"_s);
        sld("function", "<ogc:Function name=\"env\"><ogc:Literal>HOME</ogc:Literal></ogc:Function>", u"env()"_s);
        sld("own picture", "<ExternalGraphic><OnlineResource xlink:href=\"arrows/Arrow_01.svg\"/></ExternalGraphic>", {});
        sld("font", "<Mark><OnlineResource xlink:href=\"ttf://Dingbats\"/></Mark>", {});
        const auto nested = [](int depth) {
            return QByteArray("<ogc:Or>").repeated(depth) + QByteArray("</ogc:Or>").repeated(depth);
        };
        sld("deep condition", nested(1500), {});
        sld("too deep", nested(200000), u"deep"_s);
        qml("too deep", QByteArray("<Option>").repeated(200000) + QByteArray("</Option>").repeated(200000), u"deep"_s);
        sld("legend", "<LegendGraphic><OnlineResource xlink:href=\"http://a/l.png\"/></LegendGraphic>", {});
    }

    void styles()
    {
        QFETCH(QByteArray, style);
        QFETCH(QString, word);
        const auto refusal = refusalOfStyle(style);
        QCOMPARE(refusal.has_value(), !word.isEmpty());
        if (refusal)
            QVERIFY2(refusal->message.contains(word) && !refusal->fix.isEmpty(), qPrintable(refusal->message));
    }

    // What a driver could do is out of the process.
    void driversAreFew()
    {
        ensureGdal();
        for (const char *name : {"WMS", "WMTS", "WCS", "WFS", "HTTP", "OGR_VRT", "PostgreSQL", "GMLAS", "PDF", "DERIVED"})
            QVERIFY2(!GDALGetDriverByName(name), name);
        for (const char *name : {"GTiff", "VRT", "GPKG", "GML", "MEM", "Memory", "COG", "FlatGeobuf"})
            QVERIFY2(GDALGetDriverByName(name), name);
        GDALAllRegister(); // as QGIS does
        QVERIFY(!GDALGetDriverByName("WMS"));
        const GdalErrorTrap trap;
        CPLHTTPResult *fetched = CPLHTTPFetch("http://127.0.0.1:9/", nullptr);
        QVERIFY(fetched && fetched->nStatus != 0 && QByteArray(fetched->pszErrBuf) == "not fetched");
        CPLHTTPDestroyResult(fetched);
        for (const char *path : {"a.xyz", "a", "/vsimem/a.json"})
            QVERIFY(
                driversFor(SourceKind::Raster, QLatin1String(path)) && driversFor(SourceKind::Vector, QLatin1String(path)));
    }
};

QTEST_GUILESS_MAIN(OutsideTest)
#include "outsidetest.moc"
