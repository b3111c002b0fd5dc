// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusionsupport.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QXmlStreamReader>

using namespace tuilerie;
using namespace tuilerie::test;

/// What a publication costs the services: one pyramid opened and one part of each document written, however many layers
/// there are.
class PublicationCostTest : public QObject
{
    Q_OBJECT

    struct Server
    {
        std::unique_ptr<HttpServer> http;
        RawAnswer get(const QByteArray &target, const QByteArray &host = "here")
        {
            RawClient client(http->port());
            client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            return client.receive();
        }
        double figure(const QByteArray &name)
        {
            const QByteArray text = get("/metrics").body;
            const qsizetype at = text.indexOf('\n' + name + ' ');
            return at < 0 ? -1 : text.mid(at + 2 + name.size(), 20).split('\n').first().toDouble();
        }
        double opened() { return figure("tuilerie_pyramids_opened_total"); }
        double parts() { return figure("tuilerie_document_parts_made_total"); }
    };

    QTemporaryDir m_folder;
    QString m_descriptor;

    Server serve(const std::shared_ptr<FixedCatalogue> &catalogue)
    {
        DiffusionOptions options;
        options.catalogue = catalogue;
        options.keyCheck = [](const std::string &key, const PublishedLayer &, const HttpRequest &) { return key == "a&b"; };
        auto started = startDiffusion(options);
        if (!started)
            qFatal("%s", qPrintable(started.error().message));
        return {std::move(*started)};
    }

    /// Each with a pyramid of its own: the same tiles under another descriptor.
    PublishedLayer layer(int number, const char *type, bool open = true)
    {
        const QString name = QStringLiteral("layer_%1").arg(number, 3, 10, QLatin1Char('0'));
        const QString path = m_folder.filePath(name + QStringLiteral(".json"));
        if (!QFile::exists(path))
            QFile::copy(m_descriptor, path);
        PublishedLayer layer = publishedLayer(name, type, path);
        layer.offering = name + QLatin1String(type) + QLatin1String(open ? "open" : "keys");
        layer.open = open;
        return layer;
    }

private slots:
    void initTestCase()
    {
        m_descriptor = writePyramid(m_folder.path(), QStringLiteral("TILES"), QStringLiteral("2154_50cm"),
            {TileCompression::Png, SampleType::UInt8}, 3, {QStringLiteral("15"), QStringLiteral("16")},
            {600000, 6600000, 601000, 6601000}, [](double x, double y, uint8_t *pixel) {
                pixel[0] = uint8_t(x / 10);
                pixel[1] = uint8_t(y / 10);
                pixel[2] = 7;
            });
        QVERIFY(!m_descriptor.isEmpty());
    }

    void onePublicationOpensOnePyramidAndWritesOnePart()
    {
        auto catalogue = std::make_shared<FixedCatalogue>();
        Server server = serve(catalogue);
        const QByteArray wmts = "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities",
                         wms = "/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities";
        QByteArray tag;
        double parts = 0;
        for (int i = 0; i < 30; ++i) {
            catalogue->add(layer(i, "WMTS-TMS"));
            catalogue->add(layer(i, "WMS-RASTER"));
            const RawAnswer document = server.get(wmts);
            QCOMPARE(document.body.count("<Layer>"), i + 1);
            QVERIFY(document.header("ETag") != tag);
            tag = document.header("ETag");
            QCOMPARE(server.get(wmts).header("ETag"), tag);
            QCOMPARE(server.get(wms).body.count("<Layer "), i + 1);
            // The two layers share the pyramid; those before stay open.
            QCOMPARE(server.opened(), double(i + 1));
            if (i > 0)
                QCOMPARE(server.parts() - parts, 2.0);
            parts = server.parts();
        }
        // A layer that goes takes nothing with it.
        QCOMPARE(server.get("/tms/1.0.0").body.count("<TileMap "), 30);
        QCOMPARE(server.opened(), 30.0);
    }

    // Documents put together from kept parts are those that are written anew, for every host, door and key.
    void keptPartsSayWhatFreshOnesSay()
    {
        auto catalogue = std::make_shared<FixedCatalogue>();
        Server used = serve(catalogue);
        for (int i = 0; i < 3; ++i) {
            for (const char *type : {"WMTS-TMS", "WMS-RASTER"}) {
                catalogue->add(layer(i, type));
                catalogue->add(layer(i, type, false));
            }
            for (const char *path :
                {"/wmts?SERVICE=WMTS&REQUEST=GetCapabilities", "/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities",
                    "/wms-r?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetCapabilities"})
                for (const QByteArray &target : {QByteArray(path), "/private" + QByteArray(path) + "&apikey=a%26b"})
                    for (const char *host : {"here", "maps.example.org:8080"}) {
                        const RawAnswer kept = used.get(target, host), fresh = serve(catalogue).get(target, host);
                        QCOMPARE(kept.status, 200);
                        QCOMPARE(kept.body, fresh.body);
                        QCOMPARE(kept.header("ETag"), fresh.header("ETag"));
                        const bool isPrivate = target.startsWith("/private");
                        QVERIFY(kept.body.contains("http://" + QByteArray(host) + (isPrivate ? "/private/" : "/w")));
                        QCOMPARE(kept.body.contains("apikey=a%26b"), isPrivate);
                        QXmlStreamReader xml(kept.body);
                        while (!xml.atEnd())
                            xml.readNext();
                        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
                    }
        }
    }

    // The same name on the open door and on the one with keys: each shows its own.
    void eachDoorHasItsOwnLayer()
    {
        auto catalogue = std::make_shared<FixedCatalogue>();
        catalogue->add(layer(1, "WMTS-TMS", true));
        catalogue->add(layer(1, "WMTS-TMS", false));
        catalogue->add(layer(2, "WMTS-TMS", false));
        Server server = serve(catalogue);
        QCOMPARE(server.get("/tms/1.0.0/layer_001").status, 200);
        QCOMPARE(server.get("/tms/1.0.0/layer_002").status, 404);
        for (const char *name : {"layer_001", "layer_002"})
            QCOMPARE(server.get(QByteArray("/private/tms/1.0.0/") + name + "?apikey=a%26b").status, 200);
        QCOMPARE(server.get("/private/tms/1.0.0/layer_001?apikey=wrong").status, 404);
    }
};

TUILERIE_TEST_MAIN(PublicationCostTest)
#include "publicationcosttest.moc"
