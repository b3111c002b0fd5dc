// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusionsupport.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QXmlStreamReader>

using namespace tuilerie;
using namespace tuilerie::test;

/// WMS-V of a server without a renderer, and over a pool that is always full: in every build.
class WmsVectorRefusalTest : public QObject
{
    Q_OBJECT

    class FullPool final : public RenderPool
    {
    public:
        Result<QByteArray> map(const MapRequest &) override { return busy(); }
        Result<QByteArray> legend(const LegendRequest &) override { return busy(); }
        Result<QJsonArray> features(const FeatureRequest &) override { return busy(); }
        Result<QJsonObject> describe(const StyledTable &) override { return busy(); }
        Result<QByteArray> sld(const StyledTable &) override { return busy(); }
        QJsonObject statistics() const override { return {}; }

    private:
        static tl::unexpected<Error> busy() { return fail(ErrorCode::Busy, QStringLiteral("Too many.")); }
    };

    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();

    std::unique_ptr<HttpServer> serve(std::shared_ptr<RenderPool> pool)
    {
        DiffusionOptions options;
        options.catalogue = m_catalogue;
        options.renderPool = std::move(pool);
        auto started = startDiffusion(options, 1);
        return started ? std::move(*started) : nullptr;
    }

    static QByteArray map(const QByteArray &more = {})
    {
        return "/wms-v/"
               "ows?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=towns&STYLES=&CRS=EPSG:2154&BBOX=760000,6263000,790000,"
               "6293000&WIDTH=30&HEIGHT=30&FORMAT=image/png"
            + more;
    }

    static bool isException(const QByteArray &text)
    {
        QXmlStreamReader xml(text);
        return xml.readNextStartElement() && xml.name() == QLatin1String("ServiceExceptionReport");
    }

private slots:
    void initTestCase()
    {
        PublishedLayer layer;
        layer.name = QStringLiteral("towns");
        layer.title = QStringLiteral("Towns");
        layer.type = QStringLiteral("WMS-VECTOR");
        layer.version = QStringLiteral("v1");
        layer.crs = QStringLiteral("EPSG:2154");
        layer.bboxWgs84 = {3, 43, 4, 44};
        layer.tables = {{QStringLiteral("/nowhere.gpkg"), QStringLiteral("towns"), {}}};
        m_catalogue->set({layer});
    }

    void withoutARenderer()
    {
        const auto server = serve(nullptr);
        QVERIFY(server);
        RawClient client(server->port());
        const RawAnswer capabilities = client.get("/wms-v?SERVICE=WMS&REQUEST=GetCapabilities");
        QCOMPARE(capabilities.status, 200);
        QVERIFY(capabilities.body.contains("<Name>towns</Name>"));
        for (const QByteArray &query :
            {map(), map("&QUERY_LAYERS=towns&I=1&J=1&INFO_FORMAT=text/plain").replace("GetMap", "GetFeatureInfo"),
                QByteArray("/wms-v?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&LAYER=towns")}) {
            const RawAnswer answer = client.get(query);
            QCOMPARE(answer.status, 501);
            QVERIFY(isException(answer.body));
            QVERIFY(answer.body.contains("tuilerie-renderer"));
        }
        QCOMPARE(
            client.get(map().replace("towns", "none")).status, 400); // what is wrong with the request is said all the same
    }

    void withAFullPool()
    {
        const auto server = serve(std::make_shared<FullPool>());
        QVERIFY(server);
        RawClient client(server->port());
        for (const QByteArray &query : {map(), map("&EXCEPTIONS=BLANK"),
                 QByteArray("/wms-v?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&LAYER=towns")}) {
            const RawAnswer answer = client.get(query);
            QCOMPARE(answer.status, 503);
            QVERIFY(answer.header("Retry-After").toInt() > 0);
            QCOMPARE(answer.header("Cache-Control"), QByteArray("no-store"));
            QVERIFY(isException(answer.body));
        }
        // The list of layers does not wait for a renderer.
        const RawAnswer capabilities = client.get("/wms-v?SERVICE=WMS&REQUEST=GetCapabilities");
        QCOMPARE(capabilities.status, 200);
        QVERIFY(capabilities.body.contains("<Name>towns</Name>"));
    }
};

QTEST_GUILESS_MAIN(WmsVectorRefusalTest)
#include "wmsvrefusaltest.moc"
