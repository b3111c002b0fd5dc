// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusionsupport.h"
#include "rawclient.h"
#include "render/rendersession.h"
#include "support/testsupport.h"

#include <QImage>
#include <qgsmaprenderersequentialjob.h>
#include <qgsmapsettings.h>
#include <qgsvectorlayer.h>

using namespace tuilerie;
using namespace tuilerie::test;

/// WMS-V's maps against the same layers in the same styles drawn by QGIS here, with nothing of ours in between.
class WmsVectorPictureTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;

    static std::unique_ptr<QgsVectorLayer> open(const QString &uri)
    {
        return std::make_unique<QgsVectorLayer>(uri, "layer", "ogr", QgsVectorLayer::LayerOptions(false));
    }

    /// As QGIS's own style file, made by QGIS from an SLD.
    QString qml(const QString &uri, const QString &sld, const QString &name)
    {
        const auto layer = open(uri);
        bool good = false;
        layer->loadSldStyle(sld, good);
        if (!good)
            return {};
        const QString path = m_folder.filePath(name);
        layer->saveNamedStyle(path, good);
        return good ? path : QString();
    }

private slots:
    void initTestCase()
    {
        if (!QFileInfo::exists(programPath("tuilerie-renderer")))
            QSKIP("This build has no renderer.");
        RenderPoolOptions pool;
        pool.program = programPath("tuilerie-renderer");
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

    void samePictureAsQgis_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("style");
        QTest::addColumn<QString>("crs");
        QTest::addColumn<QgsRectangle>("extent"); // x/y order
        QTest::addColumn<bool>("hasAxesSwapped");
        const QString plants = "vector/installation.gpkg", communes = "vector/communes.gpkg",
                      cantons = "vector/CANTON/CANTON.shp";
        const QString labels =
            "<StyledLayerDescriptor version='1.0.0' xmlns='http://www.opengis.net/sld' "
            "xmlns:ogc='http://www.opengis.net/ogc'><NamedLayer><Name>x</Name><UserStyle><FeatureTypeStyle><Rule><Name>r</"
            "Name>"
            "<PolygonSymbolizer><Fill><CssParameter name='fill'>#cfe8ff</CssParameter></Fill><Stroke><CssParameter "
            "name='stroke'>#204080</CssParameter></Stroke></PolygonSymbolizer>"
            "<TextSymbolizer><Label><ogc:PropertyName>NOM_COM</ogc:PropertyName></Label><Font><CssParameter "
            "name='font-size'>12</CssParameter></Font><Halo><Radius>2</Radius></Halo></TextSymbolizer>"
            "</Rule></FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>";
        QTest::newRow("points") << plants << "installation" << dataPath("vector/installation.sld") << "EPSG:3857"
                                << QgsRectangle(440000, 6310000, 600000, 6470000) << false;
        QTest::newRow("points in degrees") << plants << "installation" << dataPath("vector/installation.sld") << "EPSG:4326"
                                           << QgsRectangle(4, 49.2, 5.4, 50.2) << true;
        QTest::newRow("polygons") << cantons << "CANTON" << dataPath("vector/CANTON_style.sld") << "EPSG:2154"
                                  << QgsRectangle(620000, 6830000, 690000, 6890000) << false;
        QTest::newRow("labels") << communes << "communes" << labels << "EPSG:2154"
                                << QgsRectangle(760000, 6263000, 790000, 6293000) << false;
        QTest::newRow("labels, reprojected")
            << communes << "communes" << labels << "EPSG:3857" << QgsRectangle(416000, 5370000, 460000, 5414000) << false;
    }
    void samePictureAsQgis()
    {
        QFETCH(QString, data);
        QFETCH(QString, table);
        QFETCH(QString, style);
        QFETCH(QString, crs);
        QFETCH(QgsRectangle, extent);
        QFETCH(bool, hasAxesSwapped);
        if (style.startsWith('<')) {
            QFile file(m_folder.filePath("labels.sld"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(style.toUtf8());
            style = file.fileName();
        }
        const QString uri = dataPath(data) + "|layername=" + table;
        const QString project = qml(uri, style, QString("%1.qml").arg(qHash(style)));
        QVERIFY(!project.isEmpty());
        PublishedLayer layer;
        layer.name = "layer";
        layer.type = "WMS-VECTOR";
        layer.version = QTest::currentDataTag();
        layer.crs = "EPSG:2154";
        layer.bboxWgs84 = {-5, 41, 10, 51};
        layer.tables = {{dataPath(data), table, project}};
        m_catalogue->set({layer});

        const QSize size(700, int(std::round(700 * extent.height() / extent.width())));
        const QString box = hasAxesSwapped ? QString("%2,%1,%4,%3") : QString("%1,%2,%3,%4");
        const QString query = QString("/wms-v/"
                                      "ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=layer&STYLES=&CRS=%1&BBOX=%2&"
                                      "WIDTH=%3&HEIGHT=%4&FORMAT=image/png&TRANSPARENT=FALSE")
                                  .arg(crs,
                                      box.arg(extent.xMinimum(), 0, 'f', 6)
                                          .arg(extent.yMinimum(), 0, 'f', 6)
                                          .arg(extent.xMaximum(), 0, 'f', 6)
                                          .arg(extent.yMaximum(), 0, 'f', 6))
                                  .arg(size.width())
                                  .arg(size.height());
        const RawAnswer answer = RawClient(m_server->port()).get(query.toUtf8());
        QVERIFY2(answer.status == 200, answer.body.constData());
        const QImage served = QImage::fromData(answer.body, "PNG").convertToFormat(QImage::Format_RGB32);

        const auto own = open(uri);
        bool good = false;
        own->loadNamedStyle(project, good);
        QVERIFY(good);
        QgsMapSettings settings;
        settings.setLayers({own.get()});
        settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs));
        settings.setExtent(extent);
        settings.setOutputSize(size);
        settings.setOutputDpi(25.4 / 0.28);
        settings.setBackgroundColor(Qt::white);
        QgsMapRendererSequentialJob job(settings);
        job.start();
        job.waitForFinished();
        const QImage drawn = job.renderedImage().convertToFormat(QImage::Format_RGB32);

        QCOMPARE(served.size(), drawn.size());
        qint64 same = 0, painted = 0;
        for (int y = 0; y < drawn.height(); ++y)
            for (int x = 0; x < drawn.width(); ++x) {
                same += served.pixel(x, y) == drawn.pixel(x, y);
                painted += drawn.pixel(x, y) != qRgb(255, 255, 255);
            }
        const double share = double(same) / double(qint64(drawn.width()) * drawn.height());
        qInfo("%s: %.4f %% of %lld pixels equal, %lld painted", QTest::currentDataTag(), share * 100,
            qint64(drawn.width()) * drawn.height(), painted);
        QVERIFY(painted > 5000);
        QVERIFY(share >= 0.999);
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message));
    WmsVectorPictureTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "wmsvpicturetest.moc"
