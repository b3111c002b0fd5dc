// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/entrepotclient.h"

#include "base/work/workpool.h"
#include "client/asyncclient.h"
#include "client/tokensource.h"
#include "fakeserver.h"
#include "support/testsupport.h"

#include <QJsonDocument>
#include <QThread>

#include <future>
#include <stdexcept>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray json(const QJsonArray &array)
{
    return QJsonDocument(array).toJson();
}

FakeAnswer me()
{
    return {200,
        R"({"_id":"u","communities_member":[{"rights":[],"community":{"_id":"c0","name":"Consumers","technical_name":"co"}},
                     {"rights":["UPLOAD"],"community":{"_id":"c1","name":"Atelier","technical_name":"atelier","datastore":"ds1"}},
                     {"rights":["UPLOAD"],"community":{"_id":"c2","name":"Bac à sable","technical_name":"bac","datastore":"ds2"}}]})",
        {}};
}

// A list of `total` uploads in pages of at most `mostPerPage`, as the API gives them.
FakeAnswer page(const FakeRequest &request, int total, int mostPerPage)
{
    const int limit = std::min(request.queryValue(u"limit"_s).toInt(), mostPerPage);
    const int first = (request.queryValue(u"page"_s).toInt() - 1) * limit;
    QJsonArray items;
    for (int i = first; i < std::min(first + limit, total); ++i)
        items.append(QJsonObject{{u"_id"_s, u"up%1"_s.arg(i)}, {u"name"_s, QString::number(i)}});
    return {206, json(items),
        {"Content-Range: " + QByteArray::number(first) + '-' + QByteArray::number(first + items.size()) + '/'
            + QByteArray::number(total)}};
}

struct Client
{
    FakeServer server;
    SilentControl control;
    EntrepotClient client;

    explicit Client(FakeServer::Answerer answerer, const QString &datastore = {})
        : server(
            [answerer](const FakeRequest &request) { return request.path == "/api/users/me"_L1 ? me() : answerer(request); })
        , client({server.url(u"/api"_s), datastore}, std::make_shared<TokenSource>(SignIn()), control, policy())
    {
    }
    static HttpPolicy policy()
    {
        HttpPolicy policy;
        policy.firstWaitMs = 1;
        return policy;
    }
};

} // namespace

class EntrepotClientTest : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("api");
        QTest::addColumn<QString>("root");
        QTest::newRow("own") << u"http://127.0.0.1:8080"_s << u"http://127.0.0.1:8080/api"_s << u"http://127.0.0.1:8080"_s;
        QTest::newRow("slash") << u"http://127.0.0.1:8080/"_s << u"http://127.0.0.1:8080/api"_s
                               << u"http://127.0.0.1:8080"_s;
        QTest::newRow("platform") << u"https://data.geopf.fr/api"_s << u"https://data.geopf.fr/api"_s
                                  << u"https://data.geopf.fr"_s;
        QTest::newRow("no scheme") << u"localhost:9000"_s << u"http://localhost:9000/api"_s << u"http://localhost:9000"_s;
        QTest::newRow("below") << u"https://x.org/tuilerie"_s << u"https://x.org/tuilerie/api"_s
                               << u"https://x.org/tuilerie"_s;
        QTest::newRow("wrong scheme") << u"ftp://x.org"_s << QString() << QString();
        QTest::newRow("nothing") << QString() << QString() << QString();
    }

    void addresses()
    {
        QFETCH(QString, typed);
        QFETCH(QString, api);
        const auto address = ServerAddress::fromText(typed);
        QCOMPARE(address.has_value(), !api.isEmpty());
        if (!address)
            return;
        QCOMPARE(address->api.toString(), api);
        QTEST(address->root().toString(), "root");
    }

    void findsDatastore_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("id");
        QTest::newRow("first") << QString() << u"ds1"_s;
        QTest::newRow("by id") << u"ds2"_s << u"ds2"_s;
        QTest::newRow("by name") << u"Bac à sable"_s << u"ds2"_s;
        QTest::newRow("by technical name") << u"bac"_s << u"ds2"_s;
        QTest::newRow("unknown") << u"elsewhere"_s << QString();
    }

    void findsDatastore()
    {
        QFETCH(QString, wanted);
        QFETCH(QString, id);
        Client c([](const FakeRequest &) { return FakeAnswer{404, {}, {}}; }, wanted);
        const auto found = c.client.datastoreId();
        QCOMPARE(found.has_value(), !id.isEmpty());
        if (found)
            QCOMPARE(*found, id);
        else
            QVERIFY(found.error().message.contains("atelier"_L1));
    }

    void readsAllPages_data()
    {
        QTest::addColumn<int>("total");
        QTest::addColumn<int>("mostPerPage");
        QTest::newRow("none") << 0 << 100;
        QTest::newRow("one page") << 99 << 100;
        QTest::newRow("exactly one") << 100 << 100;
        QTest::newRow("three") << 201 << 100;
        QTest::newRow("shorter pages than asked for") << 55 << 10;
        QTest::newRow("the same, even") << 50 << 10;
    }

    void readsAllPages()
    {
        QFETCH(int, total);
        QFETCH(int, mostPerPage);
        Client c([&](const FakeRequest &request) { return page(request, total, mostPerPage); });
        const auto uploads = c.client.uploads();
        VERIFY_OK(uploads);
        QCOMPARE(int(uploads->size()), total);
        for (int i = 0; i < total; ++i)
            QCOMPARE(uploads->at(size_t(i)).id, u"up%1"_s.arg(i));
    }

    void stopsWithoutContentRange()
    {
        Client c([](const FakeRequest &request) {
            FakeAnswer answer = page(request, 300, 100);
            answer.headers.clear();
            return answer;
        });
        QCOMPARE(c.client.uploads()->size(), size_t(100));
        QCOMPARE(c.server.count("GET", u"/api/datastores/ds1/uploads"_s), 1);
    }

    void logsFromALine()
    {
        Client c([](const FakeRequest &request) -> FakeAnswer {
            const int limit = request.queryValue(u"limit"_s).toInt();
            const int first = (request.queryValue(u"page"_s).toInt() - 1) * limit;
            QJsonArray lines;
            for (int i = first; i < std::min(first + limit, 4500); ++i)
                lines.append(QString::number(i));
            return {200, json(lines),
                {"Content-Range: " + QByteArray::number(first) + '-' + QByteArray::number(first + lines.size()) + "/4500"}};
        });
        const auto lines = c.client.executionLogs(u"e"_s, 2100);
        VERIFY_OK(lines);
        QCOMPARE(lines->size(), 2400);
        QCOMPARE(lines->first(), u"2100"_s);
        QCOMPARE(lines->last(), u"4499"_s);
        QVERIFY(c.client.executionLogs(u"e"_s, 4500)->isEmpty());
    }

    void filtersArriveAsTheyAre()
    {
        Client c([](const FakeRequest &) { return FakeAnswer{200, "[]", {}}; });
        const auto outcome = c.client.uploads({{u"name"_s, u"Été + 100 % & co"_s}, {u"tags[clé]"_s, u"a=b#c"_s}});
        VERIFY_OK(outcome);
        const FakeRequest &request = c.server.requests().back();
        QCOMPARE(request.queryValue(u"name"_s), u"Été + 100 % & co"_s);
        // QUrlQuery finds keys in their encoded form.
        QCOMPARE(request.query.queryItemValue(u"tags%5Bcl%C3%A9%5D"_s, QUrl::FullyDecoded), u"a=b#c"_s);
    }

    void keepsLayerNameOutOfPut()
    {
        Client c([](const FakeRequest &request) { return FakeAnswer{200, request.body, {}}; });
        Configuration configuration;
        configuration.id = u"k"_s;
        configuration.type = ConfigurationType::WmtsTms;
        configuration.name = u"n"_s;
        configuration.layerName = u"layer"_s;
        // The answer has no _id: an entity without one is a server that is none.
        QCOMPARE(c.client.replaceConfiguration(configuration).error().code, ErrorCode::Corrupt);
        const QJsonObject sent = QJsonDocument::fromJson(c.server.requests().back().body).object();
        QVERIFY(!sent.contains("layer_name"_L1));
        QCOMPARE(sent.value(u"name"_s).toString(), u"n"_s);
    }

    void knowsWhatOtherServersCannot()
    {
        Client c([](const FakeRequest &) { return FakeAnswer{404, {}, {}}; });
        const auto can = c.client.capabilities();
        VERIFY_OK(can);
        QVERIFY(!can->uploadByReference);
        QCOMPARE(c.client.pauseExecution(u"e"_s).error().code, ErrorCode::Unsupported);
    }

    // On a thread of its own, while this thread's event loop answers as the server.
    void runsWithoutBlocking()
    {
        FakeServer server([](const FakeRequest &) { return me(); });
        QThread *seen = nullptr;
        Result<User> user = fail(ErrorCode::Internal, {});
        bool done = false;
        AsyncClient client({server.url(u"/api"_s), {}}, std::make_shared<TokenSource>(SignIn()));
        client
            .run([&seen](EntrepotClient &c) {
                seen = QThread::currentThread();
                return c.user();
            })
            .then(this, [&](Result<User> answer) {
                user = std::move(answer);
                done = true;
            });
        QTRY_VERIFY(done);
        VERIFY_OK(user);
        QCOMPARE(user->communities.size(), size_t(3));
        QVERIFY(seen && seen != QThread::currentThread());
    }

    void defectInAWorkIsItsError()
    {
        AsyncClient client({QUrl(u"http://127.0.0.1:9"_s), {}}, std::make_shared<TokenSource>(SignIn()));
        QFuture<Status> future = client.run([](EntrepotClient &) -> Status { throw std::runtime_error("a defect"); });
        future.waitForFinished();
        const Status status = future.result();
        QVERIFY(!status);
        QCOMPARE(status.error().detail, u"a defect"_s);
    }

    // A cancelled future ends its work, and the end of the client ends all of them and waits for none: not for a server that
    // says nothing, nor for a work that does not hear.
    void endsWithWorksUnderWay()
    {
        FakeServer server([](const FakeRequest &) { return FakeAnswer{200, {}, {}, false, true}; });
        std::atomic_int ended{0};
        std::promise<void> unblock;
        {
            AsyncClient client({server.url(u"/api"_s), {}}, std::make_shared<TokenSource>(SignIn()));
            const auto work = [&ended](EntrepotClient &c) {
                const auto answer = c.user();
                ended += answer ? 0 : int(answer.error().code == ErrorCode::Cancelled);
                return answer;
            };
            QFuture<Result<User>> first = client.run(work);
            client.run(work);
            QTRY_COMPARE(server.requests().size(), size_t(2));
            client.run([&ended, heard = unblock.get_future().share()](EntrepotClient &) -> Status {
                heard.wait();
                ++ended;
                return {};
            });
            first.cancel();
            QTRY_COMPARE(ended.load(), 1);
        }
        QTRY_COMPARE(ended.load(), 2);
        unblock.set_value();
        QVERIFY(WorkPool::network().join(std::chrono::seconds(60)));
        QCOMPARE(ended.load(), 3);
    }
};

TUILERIE_TEST_MAIN(EntrepotClientTest)
#include "entrepotclienttest.moc"
