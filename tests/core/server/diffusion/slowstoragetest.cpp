// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusionsupport.h"
#include "rawclient.h"
#include "support/testsupport.h"

#include <QSemaphore>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tuilerie;
using namespace tuilerie::test;

namespace {

/// An object store on loopback: buckets are folders, GDAL asks it through /vsis3/. It answers nothing while its gate is
/// shut.
class SlowStore
{
public:
    explicit SlowStore(const QString &folder)
        : m_folder(folder)
    {
        auto router = std::make_shared<HttpRouter>();
        router->add("GET", "/**", [this](const HttpRequest &request) { return object(request.captures.at(0)); });
        HttpServerOptions options;
        options.port = 0;
        options.threads = 16;
        auto server = HttpServer::start(options, router);
        if (!server)
            qFatal("%s", qPrintable(server.error().message));
        m_server = std::move(*server);
    }
    ~SlowStore() { open(); }
    quint16 port() const { return m_server->port(); }

    void shut()
    {
        m_entered.acquire(m_entered.available());
        m_gate.acquire(gateWidth);
    }
    void open() { m_gate.release(gateWidth - m_gate.available()); }
    QSemaphore &entered() { return m_entered; } ///< one more with each request that came

private:
    static constexpr int gateWidth = 1000;

    HttpResponse object(const std::string &path)
    {
        m_entered.release();
        m_gate.acquire();
        m_gate.release();
        const QByteArray full = QFile::encodeName(m_folder + QLatin1Char('/') + QString::fromStdString(path));
        const int fd = ::open(full.constData(), O_RDONLY | O_CLOEXEC);
        struct stat status
        {
        };
        if (fd < 0 || ::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
            if (fd >= 0)
                ::close(fd);
            return HttpResponse::empty(404);
        }
        HttpResponse response;
        response.body = HttpFile{
            std::shared_ptr<const void>(nullptr, [fd](const void *) { ::close(fd); }), fd, 0, quint64(status.st_size)};
        return response.with("Content-Type", "application/octet-stream");
    }

    QString m_folder;
    QSemaphore m_entered, m_gate{gateWidth};
    std::unique_ptr<HttpServer> m_server;
};

} // namespace

/// One layer in an object store that hangs, another on disk: the other's requests are answered meanwhile.
class SlowStorageTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<SlowStore> m_store;
    std::shared_ptr<FixedCatalogue> m_catalogue = std::make_shared<FixedCatalogue>();
    std::unique_ptr<HttpServer> m_server;
    TileMatrix m_matrix;
    TileRange m_tiles;

    QByteArray tile(const char *layer, qint64 col, qint64 row) const
    {
        return QByteArray("/tms/1.0.0/") + layer + "/17/" + QByteArray::number(col) + '/' + QByteArray::number(row) + ".png";
    }
    /// A map of some tiles of the finest level.
    QByteArray map(const char *layer) const
    {
        const Extent e = m_matrix.tileExtent(m_tiles.minCol + 1, m_tiles.minRow + 1);
        return QByteArray("/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&CRS=EPSG:2154&WIDTH=64&HEIGHT=64&FORMAT=image/png"
                          "&STYLES=&LAYERS=")
            + layer
            + QStringLiteral("&BBOX=%1,%2,%3,%4")
                  .arg(e.west, 0, 'f')
                  .arg(e.south, 0, 'f')
                  .arg(e.east, 0, 'f')
                  .arg(e.north, 0, 'f')
                  .toLatin1();
    }
    RawAnswer get(const QByteArray &target) { return RawClient(m_server->port()).get(target); }
    double figure(const QByteArray &name)
    {
        const QByteArray text = get("/metrics").body;
        const qsizetype at = text.indexOf('\n' + name + ' ');
        return at < 0 ? -1 : text.mid(at + 2 + name.size(), 20).split('\n').first().toDouble();
    }
    /// Sends as many requests as there may be threads for anything, and more.
    std::vector<std::unique_ptr<RawClient>> sendMany(const std::vector<QByteArray> &targets)
    {
        std::vector<std::unique_ptr<RawClient>> clients;
        for (const QByteArray &target : targets) {
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
            clients.back()->send("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n");
        }
        return clients;
    }
    void othersAnswer()
    {
        QCOMPARE(get(tile("local", m_tiles.minCol, m_tiles.minRow)).status, 200);
        QCOMPARE(get(map("local")).status, 200);
        QCOMPARE(get("/tms/1.0.0/local").status, 200);
        QCOMPARE(get("/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=local&STYLE=normal&FORMAT=image/png&"
                     "TILEMATRIXSET=2154_50cm&TILEMATRIX=17&TILEROW="
                     + QByteArray::number(m_tiles.minRow) + "&TILECOL=" + QByteArray::number(m_tiles.minCol))
                     .status,
            200);
        QCOMPARE(get("/healthz").status, 200);
    }

private slots:
    void initTestCase()
    {
        // Large enough for several slabs, and each slab for several of GDAL's pieces.
        const Extent place{600000, 6600000, 602000, 6601500};
        const auto paint = [](double x, double y, uint8_t *pixel) {
            pixel[0] = uint8_t(int(x * 7 + y * 13) ^ int(x * y / 97));
            pixel[1] = uint8_t(x / 3);
            pixel[2] = uint8_t(y / 5);
        };
        QDir(m_folder.path()).mkpath(QStringLiteral("store/bucket"));
        const RasterFormat png{TileCompression::Png, SampleType::UInt8};
        const QStringList levels{QStringLiteral("16"), QStringLiteral("17")};
        const QString local = writePyramid(
            m_folder.path(), QStringLiteral("local"), QStringLiteral("2154_50cm"), png, 3, levels, place, paint);
        const QString remote = writePyramid(m_folder.filePath(QStringLiteral("store/bucket")), QStringLiteral("remote"),
            QStringLiteral("2154_50cm"), png, 3, levels, place, paint);
        QVERIFY(!local.isEmpty() && !remote.isEmpty());
        m_store = std::make_unique<SlowStore>(m_folder.filePath(QStringLiteral("store")));
        qputenv("AWS_S3_ENDPOINT", "127.0.0.1:" + QByteArray::number(m_store->port()));
        qputenv("AWS_HTTPS", "NO");
        qputenv("AWS_VIRTUAL_HOSTING", "FALSE");
        qputenv("AWS_NO_SIGN_REQUEST", "YES");
        qputenv("NO_PROXY", "127.0.0.1");

        std::vector<PublishedLayer> layers;
        for (const char *type : {"WMTS-TMS", "WMS-RASTER"}) {
            layers.push_back(publishedLayer(QStringLiteral("local"), type, local));
            PublishedLayer far = publishedLayer(QStringLiteral("remote"), type, remote);
            far.pyramids[0].descriptorPath = QStringLiteral("s3://bucket/remote.json");
            layers.push_back(far);
        }
        m_catalogue->set(std::move(layers));
        const auto grid = TileMatrixSet::find(QStringLiteral("2154_50cm"));
        VERIFY_OK(grid);
        m_matrix = *grid->level(QStringLiteral("17"));
        m_tiles = m_matrix.rangeOf(place);

        DiffusionOptions options;
        options.catalogue = m_catalogue;
        auto started = startDiffusion(options);
        VERIFY_OK(started);
        m_server = std::move(*started);
    }

    // Nobody has asked for anything yet: the layer in the store is being opened for twelve requests at once, on two network
    // threads and two workers.
    void anOpeningHoldsUpNoOtherLayer()
    {
        m_store->shut();
        const QByteArray target = tile("remote", m_tiles.minCol, m_tiles.minRow);
        auto clients = sendMany(std::vector<QByteArray>(12, target));
        m_store->entered().acquire();
        othersAnswer();
        QCOMPARE(m_store->entered().available(), 0); // one opening for all twelve
        m_store->open();
        const QByteArray expected = get(tile("local", m_tiles.minCol, m_tiles.minRow)).body;
        QVERIFY(expected.size() > 100);
        for (auto &client : clients) {
            const RawAnswer answer = client->receive();
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.body, expected);
        }
        QCOMPARE(figure("tuilerie_pyramids_opened_total"), 2.0);
    }

    // Tiles and maps of the open layer, each from a slab that has not been read.
    void readingHoldsUpNoOtherLayer()
    {
        QCOMPARE(get(map("local")).status, 200);
        QCOMPARE(get("/wms-r?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities").status, 200); // opens both
        m_store->shut();
        std::vector<QByteArray> targets;
        for (qint64 row = m_tiles.minRow + 4; row <= m_tiles.maxRow; row += 4)
            for (qint64 col = m_tiles.minCol; col <= m_tiles.maxCol; col += 4)
                targets.push_back(tile("remote", col, row));
        targets.resize(std::min<size_t>(targets.size(), 12));
        for (int i = 0; i < 6; ++i)
            targets.push_back(map("remote"));
        auto clients = sendMany(targets);
        m_store->entered().acquire(4);
        othersAnswer();
        m_store->open();
        for (auto &client : clients)
            QCOMPARE(client->receive().status, 200);
        QCOMPARE(get(map("remote")).body, get(map("local")).body);
    }

    // A document that names all layers waits for one that opens slowly, but in its own queue.
    void capabilitiesWaitByThemselves()
    {
        PublishedLayer late = publishedLayer(
            QStringLiteral("late"), "WMTS-TMS", m_folder.filePath(QStringLiteral("store/bucket/remote.json")));
        // The same files under a name that GDAL has not seen.
        QVERIFY(QFile::copy(m_folder.filePath(QStringLiteral("store/bucket/remote.json")),
            m_folder.filePath(QStringLiteral("store/bucket/late.json"))));
        late.pyramids[0].descriptorPath = QStringLiteral("s3://bucket/late.json");
        m_store->shut();
        m_catalogue->add(late);
        auto clients = sendMany(std::vector<QByteArray>(6, "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"));
        m_store->entered().acquire();
        othersAnswer();
        m_store->open();
        for (auto &client : clients)
            QVERIFY(client->receive().body.contains("<ows:Identifier>late</ows:Identifier>"));
        QCOMPARE(figure("tuilerie_pyramids_opened_total"), 3.0);
    }

    // A store that refuses is asked once for all who waited, and again for who comes later.
    void aFailureIsSharedByThoseWhoWaited()
    {
        PublishedLayer lost = publishedLayer(
            QStringLiteral("lost"), "WMTS-TMS", m_folder.filePath(QStringLiteral("store/bucket/remote.json")));
        lost.pyramids[0].descriptorPath = QStringLiteral("s3://bucket/lost.json");
        m_store->shut();
        m_catalogue->add(lost);
        auto clients = sendMany(std::vector<QByteArray>(5, tile("lost", m_tiles.minCol, m_tiles.minRow)));
        m_store->entered().acquire();
        m_store->open();
        for (auto &client : clients)
            QCOMPARE(client->receive().status, 500);
        QCOMPARE(get(tile("lost", m_tiles.minCol, m_tiles.minRow)).status, 500);
        othersAnswer();
    }
};

TUILERIE_TEST_MAIN(SlowStorageTest)
#include "slowstoragetest.moc"
