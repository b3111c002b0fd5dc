// SPDX-License-Identifier: GPL-3.0-or-later
// What WMS-V draws and what its GetFeatureInfo says are the same features with the same values: tables that mix points,
// lines and areas, symbols that reach beyond their points, numbers of 64 bits and milliseconds in each format.
#include "diffusionsupport.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <ogrsf_frmts.h>

using namespace tuilerie;
using namespace tuilerie::test;

class WmsVectorFeaturesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;

    struct Row
    {
        const char *name;
        const char *wkt;
    };

    QString table(const char *name, OGRwkbGeometryType type, const std::vector<Row> &rows)
    {
        GDALAllRegister();
        const QString path = m_folder.filePath(QString::fromLatin1(name) + QStringLiteral(".gpkg"));
        GDALDatasetUniquePtr data(GetGDALDriverManager()->GetDriverByName("GPKG")->Create(
            path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr));
        OGRSpatialReference system;
        system.importFromEPSG(3857);
        OGRLayer *layer = data->CreateLayer("zones", &system, type);
        OGRFieldDefn text("nom", OFTString), osm("osm", OFTInteger64), moment("dt", OFTDateTime), ratio("r", OFTReal);
        for (OGRFieldDefn *field : {&text, &osm, &moment, &ratio})
            (void)layer->CreateField(field);
        for (const Row &row : rows) {
            OGRFeature feature(layer->GetLayerDefn());
            feature.SetField("nom", row.name);
            feature.SetField("osm", GIntBig(1126128864018916581));
            feature.SetField("dt", 2024, 2, 29, 23, 59, 59.999F, 100);
            feature.SetField("r", 0.1);
            OGRGeometry *shape = nullptr;
            OGRGeometryFactory::createFromWkt(row.wkt, nullptr, &shape);
            feature.SetGeometryDirectly(shape);
            if (layer->CreateFeature(&feature) != OGRERR_NONE)
                qFatal("no test table");
        }
        return path;
    }

    static PublishedLayer layer(const char *name, const QString &database, const QString &style = {})
    {
        PublishedLayer published;
        published.name = QString::fromLatin1(name);
        published.title = published.name;
        published.type = QStringLiteral("WMS-VECTOR");
        published.version = QStringLiteral("v1");
        published.crs = QStringLiteral("EPSG:3857");
        published.tables = {{database, QStringLiteral("zones"), style}};
        return published;
    }

    // 100 × 100 pixels of a metre.
    static QByteArray request(const char *what, const char *name)
    {
        return QByteArray("/wms-v/ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=") + what + "&LAYERS=" + name
            + "&STYLES=&CRS=EPSG:3857&BBOX=0,0,100,100&WIDTH=100&HEIGHT=100&FORMAT=image/png";
    }
    QByteArray get(const QByteArray &target) { return RawClient(m_server->port()).get(target).body; }
    QByteArray infoAt(const char *name, int x, int y, const char *format)
    {
        return get(request("GetFeatureInfo", name) + "&QUERY_LAYERS=" + name + "&I=" + QByteArray::number(x)
            + "&J=" + QByteArray::number(y) + "&FEATURE_COUNT=5&INFO_FORMAT=" + format);
    }
    QStringList namesAt(const char *name, int x, int y)
    {
        QStringList names;
        const QJsonObject answer = QJsonDocument::fromJson(infoAt(name, x, y, "application/json")).object();
        for (const QJsonValue &feature : answer[QLatin1String("features")].toArray())
            names << feature[QLatin1String("properties")][QLatin1String("nom")].toString();
        return names;
    }

private slots:
    void initTestCase()
    {
        const QString program = programPath(QStringLiteral("tuilerie-renderer"));
        if (!QFileInfo::exists(program))
            QSKIP("This build has no renderer.");
        const QString mixed = table("mixed", wkbUnknown,
            {{"point", "POINT(20 80)"}, {"line", "LINESTRING(10 10,90 10)"},
                {"area", "POLYGON((50 40,90 40,90 90,50 90,50 40))"},
                {"areas", "MULTIPOLYGON(((5 30,25 30,25 50,5 50,5 30)))"}});
        QFile areas(m_folder.filePath(QStringLiteral("areas.sld")));
        QVERIFY(areas.open(QIODevice::WriteOnly));
        areas.write("<StyledLayerDescriptor xmlns='http://www.opengis.net/sld' xmlns:se='http://www.opengis.net/se' "
                    "version='1.1.0'><NamedLayer><se:Name>zones</se:Name><UserStyle><se:Name>zones</se:Name>"
                    "<se:FeatureTypeStyle><se:Rule><se:Name>s</se:Name><se:PolygonSymbolizer><se:Fill>"
                    "<se:SvgParameter name='fill'>#ff00ff</se:SvgParameter></se:Fill></se:PolygonSymbolizer></se:Rule>"
                    "</se:FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>");
        areas.close();
        m_catalogue->set({layer("mixed", mixed), layer("styled", mixed, areas.fileName()),
            layer("points", table("points", wkbPoint, {{"point", "POINT(50 50)"}})),
            layer("values", table("values", wkbPolygon, {{"area", "POLYGON((0 0,100 0,100 100,0 100,0 0))"}}))});
        RenderPoolOptions pool;
        pool.program = program;
        pool.workers = 1;
        DiffusionOptions options;
        options.catalogue = m_catalogue;
        auto made = RenderPool::create(pool);
        VERIFY_OK(made);
        options.renderPool = *made;
        auto started = startDiffusion(options, HttpServerOptions().threads);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

    void mixedTablesAreDrawnWhole_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("plain") << QByteArray("mixed");
        QTest::newRow("styled for areas") << QByteArray("styled");
    }
    void mixedTablesAreDrawnWhole()
    {
        QFETCH(QByteArray, name);
        QImage image;
        QVERIFY(image.loadFromData(get(request("GetMap", name.constData()))));
        const struct
        {
            QPoint at;
            const char *feature;
        } places[] = {{{20, 20}, "point"}, {{40, 90}, "line"}, {{70, 35}, "area"}, {{15, 60}, "areas"}};
        for (const auto &place : places) {
            QVERIFY2(image.pixelColor(place.at) != QColor(Qt::white), place.feature);
            QCOMPARE(namesAt(name.constData(), place.at.x(), place.at.y()), QStringList{QString::fromLatin1(place.feature)});
        }
        QCOMPARE(image.pixelColor(40, 60), QColor(Qt::white));
        QCOMPARE(namesAt(name.constData(), 40, 60), QStringList());
        if (name == "styled")
            QCOMPARE(image.pixelColor(70, 35), QColor(255, 0, 255));
    }

    // Wherever a symbol is seen, its feature is found; and nowhere far from it.
    void symbolsAreFoundWhereTheyAreDrawn()
    {
        QImage image;
        QVERIFY(image.loadFromData(get(request("GetMap", "points"))));
        int seen = 0;
        for (int x = 40; x <= 60; ++x) {
            const QColor colour = image.pixelColor(x, 50);
            if (colour.saturation() < 100) // the edge's haze
                continue;
            ++seen;
            QVERIFY2(namesAt("points", x, 50) == QStringList{QStringLiteral("point")}, qPrintable(QString::number(x)));
        }
        QVERIFY(seen >= 5);
        QCOMPARE(namesAt("points", 30, 50), QStringList());
    }

    void valuesAreTheSameInEachFormat_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"application/json", "text/plain", "text/html", "text/xml"})
            QTest::newRow(format) << QByteArray(format);
    }
    void valuesAreTheSameInEachFormat()
    {
        QFETCH(QByteArray, format);
        const QByteArray answer = infoAt("values", 50, 50, format.constData());
        QVERIFY2(answer.contains("1126128864018916581"), answer.constData());
        QVERIFY2(answer.contains("23:59:59.999"), answer.constData());
        QVERIFY2(answer.contains("0.1") && !answer.contains("0.10000000"), answer.constData());
    }

    void stylesInARequestAreRefused()
    {
        for (const char *name : {"SLD", "SLD_BODY"}) {
            const RawAnswer answer = RawClient(m_server->port()).get(request("GetMap", "mixed") + "&" + name + "=x");
            QCOMPARE(answer.status, 400);
            QVERIFY2(answer.body.contains("STYLES"), answer.body.constData());
        }
    }
};

TUILERIE_TEST_MAIN(WmsVectorFeaturesTest)
#include "wmsvfeaturestest.moc"
