// SPDX-License-Identifier: GPL-3.0-or-later
#include "rawclient.h"
#include "server/http/http.h"
#include "server/http/httpmetrics.h"
#include "support/testsupport.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QTemporaryFile>

#include <atomic>
#include <stdexcept>

using namespace tuilerie;
using tuilerie::test::RawAnswer;
using tuilerie::test::RawClient;

namespace {

/// What a careless handler may throw: nothing that std::exception would catch.
struct NoException
{
};

/// A disk that takes nothing until it is told to.
class SlowSink final : public BodySink
{
public:
    SlowSink(QSemaphore &entered, QSemaphore &release)
        : m_entered(entered)
        , m_release(release)
    {
    }
    Status beginPart(const std::string &, const std::string &) override { return {}; }
    Status data(const char *, size_t) override
    {
        m_entered.release();
        m_release.acquire();
        return {};
    }
    Status endPart() override { return {}; }
    HttpResponse finish(const HttpRequest &) override { return HttpResponse::empty(201); }

private:
    QSemaphore &m_entered, &m_release;
};

class ThrowingSink final : public BodySink
{
public:
    Status beginPart(const std::string &, const std::string &) override { return {}; }
    Status data(const char *, size_t) override { throw NoException(); }
    Status endPart() override { return {}; }
    HttpResponse finish(const HttpRequest &) override { return HttpResponse::empty(201); }
};

class SizeSink final : public BodySink
{
public:
    Status beginPart(const std::string &name, const std::string &fileName) override
    {
        m_text += name + '|' + fileName + '=';
        return {};
    }
    Status data(const char *bytes, size_t size) override
    {
        if (std::string_view(bytes, size).find("POISON") != std::string_view::npos)
            return fail(ErrorCode::DiskFull, QStringLiteral("No room left."));
        m_size += size;
        return {};
    }
    Status endPart() override
    {
        m_text += std::to_string(m_size) + ';';
        m_size = 0;
        return {};
    }
    HttpResponse finish(const HttpRequest &) override
    {
        return HttpResponse::text(201, "text/plain", QByteArray::fromStdString(m_text));
    }

private:
    std::string m_text;
    size_t m_size = 0;
};

} // namespace

class HttpServerTest : public QObject
{
    Q_OBJECT

    QTemporaryFile m_file;
    QByteArray m_content;
    std::shared_ptr<HttpRouter> m_router;
    std::unique_ptr<HttpServer> m_server;
    QSemaphore m_slowEntered, m_slowRelease, m_diskEntered, m_diskRelease;
    std::shared_ptr<HttpLane> m_lane = std::make_shared<HttpLane>(HttpLane::Threads::Waiting, 1, 2);
    std::atomic<bool> m_isOpen{false}; ///< what the handler of /opened waits for
    std::atomic<int> m_openings{0};

    static HttpResponse echo(const HttpRequest &request)
    {
        QByteArray text = QByteArray::fromStdString(request.method + ' ' + request.path);
        for (const auto &[key, value] : request.query)
            text += " " + QByteArray::fromStdString(key) + "=" + QByteArray::fromStdString(value);
        for (const std::string &capture : request.captures)
            text += " [" + QByteArray::fromStdString(capture) + ']';
        return HttpResponse::text(200, "text/plain", text + ' ' + request.body);
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_file.open());
        QRandomGenerator random(3);
        for (int i = 0; i < 3'000'000; ++i)
            m_content += char(random.generate() & 0xff);
        m_file.write(m_content);
        m_file.flush();

        m_router = std::make_shared<HttpRouter>();
        m_router->add("GET", "/echo/{}/{}", &echo);
        m_router->add(
            "GET", "/echo/{}/fixed", [](const HttpRequest &) { return HttpResponse::text(200, "text/plain", "fixed"); });
        m_router->add("POST", "/echo", &echo);
        m_router->add("PATCH", "/echo", &echo);
        m_router->add("GET", "/tree/**", &echo, {.fast = true, .cors = true, .service = "tree"});
        m_router->add("GET", "/file",
            [this](const HttpRequest &) {
                HttpResponse response;
                response.with("ETag", "\"v1\"").with("Content-Type", "application/octet-stream");
                response.body = HttpFile{nullptr, m_file.handle(), 1000, 2'000'000};
                return response;
            },
            {.fast = true});
        m_router->add("GET", "/throws", [](const HttpRequest &) -> HttpResponse { throw std::runtime_error("no"); });
        m_router->add("GET", "/throws/anything", [](const HttpRequest &) -> HttpResponse { throw NoException(); });
        m_router->add(
            "GET", "/throws/fast", [](const HttpRequest &) -> HttpResponse { throw NoException(); }, {.fast = true});
        m_router->add(
            "GET", "/throws/deciding", &echo, {.fastWhen = [](const HttpRequest &) -> bool { throw NoException(); }});
        m_router->add("GET", "/throws/later",
            [this](const HttpRequest &) {
                return HttpLater{m_lane, [] { throw NoException(); }};
            },
            {.fast = true});
        m_router->addUpload("POST", "/throws/factory",
            [](const HttpRequest &) -> Result<std::unique_ptr<BodySink>> { throw NoException(); });
        m_router->addUpload("POST", "/throws/sink",
            [](const HttpRequest &) -> Result<std::unique_ptr<BodySink>> { return std::make_unique<ThrowingSink>(); });
        m_router->addUpload("POST", "/slow", [this](const HttpRequest &) -> Result<std::unique_ptr<BodySink>> {
            m_slowEntered.release();
            m_slowRelease.acquire();
            return std::make_unique<SlowSink>(m_diskEntered, m_diskRelease);
        });
        m_router->add("GET", "/opened",
            [this](const HttpRequest &) -> HttpAnswer {
                if (m_isOpen)
                    return HttpResponse::text(200, "text/plain", "open");
                return HttpLater{m_lane, [this] {
                                     if (m_isOpen)
                                         return;
                                     ++m_openings;
                                     m_slowEntered.release();
                                     m_slowRelease.acquire();
                                     m_isOpen = true;
                                 }};
            },
            {.fast = true});
        m_router->add("GET", "/read",
            [this](const HttpRequest &request) -> HttpAnswer {
                if (!request.lane)
                    return HttpLater{m_lane, {}};
                m_slowEntered.release();
                m_slowRelease.acquire();
                return HttpResponse::text(200, "text/plain", request.lane == m_lane.get() ? "in the lane" : "elsewhere");
            },
            {.fast = true});
        m_router->add(
            "GET", "/split", [](const HttpRequest &) { return HttpResponse::empty(200).with("X-Evil", "a\r\nX-Other: b"); });
        m_router->add("GET", "/slow", [this](const HttpRequest &) {
            m_slowEntered.release();
            m_slowRelease.acquire();
            return HttpResponse::text(200, "text/plain", "slow");
        });
        m_router->addUpload("POST", "/upload", [](const HttpRequest &request) -> Result<std::unique_ptr<BodySink>> {
            if (!request.queryValue("deny").empty())
                return fail(ErrorCode::Denied, QStringLiteral("Not you."));
            return std::make_unique<SizeSink>();
        });
        HttpServerOptions options;
        options.port = 0;
        options.threads = 2;
        options.bodyLimit = 1 << 20;
        auto started = HttpServer::start(options, m_router);
        VERIFY_OK(started);
        m_server = std::move(*started);
        QVERIFY(m_server->port() > 0);
    }

    void routesAndDecodes()
    {
        RawClient client(m_server->port());
        QCOMPARE(client.get("/echo/a%2Fb/%C3%A9?X=1+2%2B&x=&y").body, QByteArray("GET /echo/a/b/é X=1 2+ x= y= [a/b] [é] "));
        QCOMPARE(client.get("/echo/a/fixed").body, QByteArray("fixed"));
        QCOMPARE(client.get("/tree").body, QByteArray("GET /tree [] "));
        QCOMPARE(client.get("/tree/a/b%20c/").body, QByteArray("GET /tree/a/b c/ [a/b c/] "));
        QCOMPARE(client.get("/echo/a//b").status, 404);
        QCOMPARE(client.get("/nowhere").status, 404);
        QCOMPARE(client.get("/nowhere").header("Content-Type"), QByteArray("application/json"));
        const RawAnswer wrong = client.get("/echo", {}, "DELETE");
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.header("Allow"), QByteArray("POST, PATCH"));
        const RawAnswer options = client.get("/tree/x", "Access-Control-Request-Headers: x-key\r\n", "OPTIONS");
        QCOMPARE(options.status, 204);
        QCOMPARE(options.header("Access-Control-Allow-Origin"), QByteArray("*"));
        QCOMPARE(options.header("Access-Control-Allow-Headers"), QByteArray("x-key"));
        QVERIFY(client.get("/echo/a/b").header("Access-Control-Allow-Origin").isEmpty());
        QVERIFY(client.isOpen());
    }

    void takesBodies()
    {
        RawClient client(m_server->port());
        QCOMPARE(client.get("/echo", {}, "POST", "hello").body, QByteArray("POST /echo hello"));
        QCOMPARE(client.get("/echo", {}, "PATCH", "hello").body, QByteArray("PATCH /echo hello"));
        client.send(
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
        QCOMPARE(client.receive().body, QByteArray("POST /echo abcdefg"));
        // Too large: told after the body was taken, so that the client sees it; the connection stays good.
        QCOMPARE(client.get("/echo", {}, "POST", QByteArray(3 << 20, 'x')).status, 413);
        QCOMPARE(client.get("/nowhere", {}, "PATCH", QByteArray(100000, 'x')).status, 404);
        QCOMPARE(client.get("/echo", {}, "POST", "again").body, QByteArray("POST /echo again"));
        client.send("POST /echo HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");
        QCOMPARE(client.receive().status, 413);
    }

    void streamsUploads()
    {
        RawClient client(m_server->port());
        const QByteArray big(20 << 20, 'y');
        const QByteArray body =
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.tif\"\r\n\r\n" + big + "\r\n--B--\r\n";
        QCOMPARE(client.get("/upload", "Content-Type: multipart/form-data; boundary=B\r\n", "POST", body).body,
            QByteArray("file|x.tif=20971520;"));
        QCOMPARE(client.get("/upload", "Content-Type: application/octet-stream\r\n", "POST", "raw bytes").body,
            QByteArray("|=9;"));
        QCOMPARE(client.get("/upload", "Content-Type: multipart/form-data\r\n", "POST", "x").status, 400);
        QCOMPARE(client.get("/upload", "Content-Type: multipart/form-data; boundary=B\r\n", "POST", "--B\r\n\r\ncut").status,
            400);
        QCOMPARE(client.get("/upload", "Content-Type: application/octet-stream\r\n", "POST", "POISON" + big).status, 507);
        const RawAnswer denied =
            client.get("/upload?deny=1", "Content-Type: multipart/form-data; boundary=B\r\n", "POST", body);
        QCOMPARE(denied.status, 403);
        QCOMPARE(QJsonDocument::fromJson(denied.body).object()[QStringLiteral("error_description")].toArray()[0].toString(),
            QStringLiteral("Not you."));
    }

    void sendsFileRanges()
    {
        RawClient client(m_server->port());
        const RawAnswer whole = client.get("/file");
        QCOMPARE(whole.status, 200);
        QVERIFY(whole.body == m_content.mid(1000, 2'000'000));
        const RawAnswer head = client.get("/file", {}, "HEAD");
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("Content-Length"), QByteArray("2000000"));
        const RawAnswer part = client.get("/file", "Range: bytes=10-19\r\n");
        QCOMPARE(part.status, 206);
        QCOMPARE(part.header("Content-Range"), QByteArray("bytes 10-19/2000000"));
        QCOMPARE(part.body, m_content.mid(1010, 10));
        QCOMPARE(client.get("/file", "Range: bytes=-5\r\n").body, m_content.mid(2'000'995, 5));
        QCOMPARE(client.get("/file", "Range: bytes=1999990-\r\n").body, m_content.mid(2'000'990, 10));
        QCOMPARE(client.get("/file", "Range: bytes=0-999999999999\r\n").body.size(), 2'000'000);
        const RawAnswer outside = client.get("/file", "Range: bytes=2000000-\r\n");
        QCOMPARE(outside.status, 416);
        QCOMPARE(outside.header("Content-Range"), QByteArray("bytes */2000000"));
        QCOMPARE(client.get("/file", "Range: bytes=5-2\r\n").status, 200);
        QCOMPARE(client.get("/file", "Range: bytes=0-9\r\nIf-Range: \"v0\"\r\n").status, 200);
        QCOMPARE(client.get("/file", "Range: bytes=0-9\r\nIf-Range: \"v1\"\r\n").status, 206);
        const RawAnswer same = client.get("/file", "If-None-Match: \"v0\", W/\"v1\"\r\n");
        QCOMPARE(same.status, 304);
        QCOMPARE(same.header("ETag"), QByteArray("\"v1\""));
        QCOMPARE(client.get("/file", "If-None-Match: \"v2\"\r\n").status, 200);
    }

    void failuresBecomeAnswers()
    {
        RawClient client(m_server->port());
        QCOMPARE(client.get("/throws").status, 500);
        const RawAnswer split = client.get("/split");
        QVERIFY(!split.head.contains("X-Other"));
        QCOMPARE(client.get("/tree/" + QByteArray(20000, 'a')).status, 414);
        QCOMPARE(RawClient(m_server->port()).get("/tree", "X-Long: " + QByteArray(300000, 'a') + "\r\n").status, 431);
    }

    // More slow requests than workers: tiles go on.
    void slowHandlersDoNotHoldUpFastOnes()
    {
        std::vector<std::unique_ptr<RawClient>> slow;
        for (int i = 0; i < 8; ++i) {
            slow.push_back(std::make_unique<RawClient>(m_server->port()));
            slow.back()->send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
        }
        m_slowEntered.acquire(2);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(RawClient(m_server->port()).get("/tree/x").status, 200);
        m_slowRelease.release(8);
        for (auto &client : slow)
            QCOMPARE(client->receive().body, QByteArray("slow"));
    }

    // Whatever is thrown, wherever: 500 for that request, and nothing else ends.
    void whateverIsThrownIsOneAnswer()
    {
        for (const char *path : {"/throws/anything", "/throws/fast", "/throws/deciding", "/throws/later"})
            QCOMPARE(RawClient(m_server->port()).get(path).status, 500);
        for (const char *path : {"/throws/factory", "/throws/sink"})
            QCOMPARE(RawClient(m_server->port())
                         .get(path, "Content-Type: application/octet-stream\r\n", "POST", QByteArray(1 << 20, 'x'))
                         .status,
                500);
        QCOMPARE(RawClient(m_server->port()).get("/tree/x").status, 200);
    }

    // Requests that need the same thing wait for it together, without a thread, and it is made once.
    void requestsWaitTogetherForOneOpening()
    {
        m_isOpen = false;
        m_openings = 0;
        m_slowEntered.acquire(m_slowEntered.available());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
            clients.back()->send("GET /opened HTTP/1.1\r\nHost: h\r\n\r\n");
        }
        m_slowEntered.acquire();
        // One runs, two wait: the fourth is told to come back. Everything else goes on.
        RawClient *refused = firstAnswered(clients);
        QVERIFY(refused);
        const RawAnswer answer = refused->receive();
        QCOMPARE(answer.status, 503);
        QVERIFY(answer.header("Retry-After").toInt() > 0);
        QCOMPARE(RawClient(m_server->port()).get("/tree/x").status, 200);
        QCOMPARE(RawClient(m_server->port()).get("/echo/a/b").status, 200);
        m_slowRelease.release();
        for (auto &client : clients)
            if (client.get() != refused)
                QCOMPARE(client->receive().body, QByteArray("open"));
        QCOMPARE(m_openings.load(), 1);
        QCOMPARE(m_slowEntered.available(), 0);
    }

    // What reads from somebody slow has its own threads: with more such requests than the server has threads, all else
    // answers.
    void whatWaitsForOthersHoldsUpNobody()
    {
        m_slowEntered.acquire(m_slowEntered.available());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
            clients.back()->send("GET /read HTTP/1.1\r\nHost: h\r\n\r\n");
        }
        m_slowEntered.acquire();
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(RawClient(m_server->port()).get("/tree/x").status, 200);
            QCOMPARE(RawClient(m_server->port()).get("/echo/a/b").status, 200);
        }
        QCOMPARE(m_slowEntered.available(), 0); // one at a time in this lane
        m_slowRelease.release(3);
        for (auto &client : clients)
            QCOMPARE(client->receive().body, QByteArray("in the lane"));
    }

    // A disk that is slow to take an upload, and a database that is slow to say who uploads, hold up no network thread.
    void uploadsAreTakenOnTheWorkers()
    {
        m_slowEntered.acquire(m_slowEntered.available());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 2; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_server->port()));
            clients.back()->send("POST /slow HTTP/1.1\r\nHost: h\r\nContent-Type: application/octet-stream\r\n"
                                 "Content-Length: 100\r\n\r\n"
                + QByteArray(100, 'x'));
        }
        for (auto [entered, release] :
            {std::pair(&m_slowEntered, &m_slowRelease), std::pair(&m_diskEntered, &m_diskRelease)}) {
            entered->acquire(2);
            for (int i = 0; i < 10; ++i)
                QCOMPARE(RawClient(m_server->port()).get("/tree/x").status, 200);
            release->release(2);
        }
        for (auto &client : clients)
            QCOMPARE(client->receive().status, 201);
    }

    void garbageIsSurvived()
    {
        QRandomGenerator random(5);
        const QByteArrayList starts{"", "GET ", "GET /echo/a/b HTTP/1.1\r\n",
            "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\n", "GET /tree/%zz%0",
            "POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", "GET /tree?%00&=&&%%%=1",
            "POST /upload HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=\"\r\nContent-Length: "
            "40\r\n\r\n"};
        for (int round = 0; round < 400; ++round) {
            QByteArray bytes = starts[round % starts.size()];
            for (int i = random.bounded(200); i > 0; --i)
                bytes += char(random.generate() & 0xff);
            RawClient client(m_server->port());
            client.send(bytes);
        }
        QCOMPARE(RawClient(m_server->port()).get("/tree/x").status, 200);
    }

    void countsWhatItAnswers()
    {
        const QByteArray text = m_router->metrics()->text();
        QVERIFY2(text.contains("tuilerie_http_requests_total{service=\"tree\",status=\"200\"}"), text.constData());
        QVERIFY(text.contains("tuilerie_http_request_duration_seconds_bucket{service=\"tree\",le=\"+Inf\"}"));
    }

    void takenPortIsASentence()
    {
        HttpServerOptions options;
        options.port = m_server->port();
        const auto second = HttpServer::start(options, m_router);
        QVERIFY(!second);
        QVERIFY(second.error().message.contains(QString::number(options.port)));
        options.address = QStringLiteral("not-an-address");
        QVERIFY(!HttpServer::start(options, m_router));
    }

    // A request under way when the server is told to stop gets its answer.
    void stopSendsWhatIsUnderWay()
    {
        RawClient client(m_server->port());
        m_slowEntered.acquire(m_slowEntered.available());
        client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
        m_slowEntered.acquire();
        std::thread stopping([this] { m_server.reset(); });
        m_slowRelease.release();
        QCOMPARE(client.receive().body, QByteArray("slow"));
        stopping.join();
    }

    // Behind a front server everybody is that one: what it says counts, and nobody else's word does.
    void onlyNamedProxiesSayForWhom_data()
    {
        QTest::addColumn<QString>("trusted");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("seen");
        const QByteArray said =
            "X-Forwarded-For: 1.2.3.4, 192.0.2.7, 10.0.0.9\r\nX-Forwarded-Proto: https\r\nForwarded: for=5.6.7.8\r\n";
        QTest::newRow("nobody is named") << QString() << said << QByteArray("127.0.0.1||");
        QTest::newRow("another is named") << QStringLiteral("10.0.0.0/8") << said << QByteArray("127.0.0.1||");
        QTest::newRow("the peer is named")
            << QStringLiteral("127.0.0.0/8") << said << QByteArray("10.0.0.9|https|for=5.6.7.8");
        QTest::newRow("a chain of named ones")
            << QStringLiteral("127.0.0.1 10.0.0.0/8") << said << QByteArray("192.0.2.7|https|for=5.6.7.8");
        QTest::newRow("nonsense") << QStringLiteral("127.0.0.1") << QByteArray("X-Forwarded-For: 1.2.3.4, <script>\r\n")
                                  << QByteArray("127.0.0.1||");
    }

    void onlyNamedProxiesSayForWhom()
    {
        QFETCH(QString, trusted);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, seen);
        HttpServerOptions options;
        options.port = 0;
        for (const QString &subnet : trusted.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const auto parsed = QHostAddress::parseSubnet(subnet);
            options.trustedProxies.append({parsed.first, parsed.second});
        }
        auto router = std::make_shared<HttpRouter>();
        router->add("GET", "/who", [](const HttpRequest &request) {
            return HttpResponse::text(200, "text/plain",
                QByteArray::fromStdString(request.clientAddress + '|' + std::string(request.header("x-forwarded-proto"))
                    + '|' + std::string(request.header("forwarded"))));
        });
        const auto server = HttpServer::start(options, router);
        VERIFY_OK(server);
        RawClient client((*server)->port());
        client.send("GET /who HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
        QCOMPARE(client.receive().body, seen);
    }
};

TUILERIE_TEST_MAIN(HttpServerTest)
#include "httpservertest.moc"
