// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/httpsession.h"

#include "client/tokensource.h"
#include "fakeserver.h"
#include "support/testsupport.h"

#include <QTimer>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

HttpPolicy hurried()
{
    HttpPolicy policy;
    policy.firstWaitMs = 1;
    policy.longestWaitMs = 20;
    policy.timeoutMs = 3000;
    return policy;
}

HttpCall call(const QByteArray &method, const QUrl &url)
{
    HttpCall call;
    call.method = method;
    call.url = url;
    return call;
}

// Asks to stop once the event loop has gone round for a moment.
class StopLater final : public WorkControl
{
public:
    void progress(const Progress &) override {}
    void log(const QString &) override {}
    void warning(const QString &) override {}
    StopRequest shouldStop() const override { return m_asked++ > 1 ? StopRequest::Cancel : StopRequest::None; }

private:
    mutable int m_asked = 0;
};

} // namespace

class HttpSessionTest : public QObject
{
    Q_OBJECT

private slots:
    void repeatsGet_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("hangUp");
        QTest::newRow("503") << 503 << false;
        QTest::newRow("500") << 500 << false;
        QTest::newRow("429") << 429 << false;
        QTest::newRow("broken connection") << 0 << true;
    }

    void repeatsGet()
    {
        QFETCH(int, status);
        QFETCH(bool, hangUp);
        int asked = 0;
        FakeServer server([&](const FakeRequest &) -> FakeAnswer {
            return ++asked < 4 ? FakeAnswer{status, {}, {}, hangUp, false} : FakeAnswer{200, "{\"a\":1}", {}, false, false};
        });
        SilentControl control;
        HttpSession session(nullptr, hurried());
        const auto answer = session.send(call("GET", server.url(u"/x"_s)), control);
        VERIFY_OK(answer);
        QCOMPARE(answer->object()->value(u"a"_s).toInt(), 1);
        // Qt itself repeats a GET once when a kept connection was closed under it.
        QCOMPARE_GE(asked, 4);
    }

    void savesTheBodyInAFile()
    {
        const QByteArray body(3'000'000, 'x');
        int asked = 0;
        FakeServer server([&](const FakeRequest &request) -> FakeAnswer {
            if (request.path == "/none"_L1)
                return {404, "{\"error_description\":[\"There is none.\"]}", {}, false, false};
            return ++asked == 1 ? FakeAnswer{503, "later", {}, false, false} : FakeAnswer{200, body, {}, false, false};
        });
        SilentControl control;
        HttpSession session(nullptr, hurried());
        const QTemporaryDir folder;
        HttpCall wanted = call("GET", server.url(u"/data"_s));
        wanted.saveTo = folder.filePath(u"data"_s);
        const auto answer = session.send(wanted, control);
        VERIFY_OK(answer);
        QCOMPARE(answer->body, QByteArray());
        QFile saved(wanted.saveTo);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), body);
        // What is no good answer is an error and no file.
        wanted.url = server.url(u"/none"_s);
        wanted.saveTo = folder.filePath(u"none"_s);
        QCOMPARE(session.send(wanted, control).error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(wanted.saveTo));
        wanted.url = server.url(u"/data"_s);
        wanted.saveTo = folder.filePath(u"no/such/folder"_s);
        const auto unwritten = session.send(wanted, control);
        QCOMPARE(unwritten.error().code, ErrorCode::DiskFull);
        QVERIFY(unwritten.error().message.contains(wanted.saveTo));
    }

    void givesUp()
    {
        FakeServer server([](const FakeRequest &) {
            return FakeAnswer{503, R"({"error":"busy","error_description":["Maintenance until noon."]})", {}};
        });
        SilentControl control;
        HttpSession session(nullptr, hurried());
        const auto answer = session.send(call("GET", server.url(u"/x"_s)), control);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Network);
        QVERIFY(answer.error().message.contains("Maintenance until noon."_L1));
        QCOMPARE(server.requests().size(), size_t(5));
    }

    void neverRepeatsPost()
    {
        FakeServer server([](const FakeRequest &) { return FakeAnswer{503, {}, {}}; });
        SilentControl control;
        HttpSession session(nullptr, hurried());
        HttpCall post = call("POST", server.url(u"/x"_s));
        post.body = "{}";
        QVERIFY(!session.send(post, control));
        QCOMPARE(server.requests().size(), size_t(1));
        QCOMPARE(server.requests().front().body, QByteArray("{}"));
    }

    void sendsLengthWithoutBody()
    {
        FakeServer server([](const FakeRequest &) { return FakeAnswer{204, {}, {}}; });
        SilentControl control;
        HttpSession session(nullptr, hurried());
        const auto outcome = session.send(call("POST", server.url(u"/close"_s)), control);
        VERIFY_OK(outcome);
        QCOMPARE(server.requests().front().header("content-length"), QByteArray("0"));
    }

    void errorsByStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, int status, const char *body, ErrorCode code, const char *sentence) {
            QTest::newRow(name) << status << QByteArray(body) << int(code) << QString::fromUtf8(sentence);
        };
        row("descriptions", 400, R"({"error":"bad","error_description":["La description ne doit pas être vide","Second"]})",
            ErrorCode::Invalid, "La description ne doit pas être vide");
        row("description", 400, R"({"error":"bad","error_description":"One text"})", ErrorCode::Invalid, "One text");
        row("gateway", 404, R"({"message":"no Route matched"})", ErrorCode::NotFound, "no Route matched");
        row("plain", 409, "in use", ErrorCode::Conflict, "in use");
        row("forbidden", 403, R"({"error_description":["Right missing"]})", ErrorCode::Denied, "Right missing");
        row("too large", 413, "", ErrorCode::DiskFull, "room");
        row("teapot", 418, "", ErrorCode::Internal, "418");
    }

    void errorsByStatus()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QString, sentence);
        FakeServer server([&](const FakeRequest &) { return FakeAnswer{status, body, {}}; });
        SilentControl control;
        HttpSession session(nullptr, hurried());
        const auto answer = session.send(call("POST", server.url(u"/x"_s)), control);
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().code), code);
        QVERIFY2(answer.error().message.contains(sentence), qPrintable(answer.error().message));
    }

    void nobodyListens()
    {
        QUrl nowhere;
        {
            FakeServer server([](const FakeRequest &) { return FakeAnswer{}; });
            nowhere = server.url(u"/x"_s);
        }
        SilentControl control;
        HttpSession session(nullptr, hurried());
        const auto answer = session.send(call("POST", nowhere), control);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Network);
        QVERIFY(answer.error().message.contains(u"127.0.0.1:%1"_s.arg(nowhere.port())));
    }

    void silentServerTimesOut()
    {
        FakeServer server([](const FakeRequest &) { return FakeAnswer{200, {}, {}, false, true}; });
        SilentControl control;
        HttpPolicy policy = hurried();
        policy.timeoutMs = 200;
        HttpSession session(nullptr, policy);
        const auto answer = session.send(call("POST", server.url(u"/x"_s)), control);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Network);
    }

    void stopsWhileWaiting()
    {
        FakeServer server([](const FakeRequest &) { return FakeAnswer{200, {}, {}, false, true}; });
        StopLater control;
        HttpSession session(nullptr, hurried());
        const auto answer = session.send(call("GET", server.url(u"/x"_s)), control);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
    }

    void newTokenAfterRefusal_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("401") << 401;
        QTest::newRow("403") << 403;
    }

    // The first token is refused; the second comes from the refresh token; a POST is tried again, once.
    void newTokenAfterRefusal()
    {
        QFETCH(int, status);
        FakeServer server([&](const FakeRequest &request) -> FakeAnswer {
            if (request.path == "/realm/protocol/openid-connect/token"_L1) {
                if (request.field(u"grant_type"_s) == "password"_L1)
                    return {200,
                        R"({"access_token":"first","expires_in":300,"refresh_token":"again","refresh_expires_in":1800})",
                        {}};
                return request.field(u"refresh_token"_s) == "again"_L1
                    ? FakeAnswer{200, R"({"access_token":"second","expires_in":300})", {}}
                    : FakeAnswer{400, R"({"error":"invalid_grant"})", {}};
            }
            return request.header("authorization") == "Bearer second" ? FakeAnswer{200, "{}", {}}
                                                                      : FakeAnswer{status, {}, {}};
        });
        SignIn signIn;
        signIn.grant = Grant::Password;
        signIn.realm = server.url(u"/realm"_s);
        signIn.clientId = u"tuilerie"_s;
        signIn.username = u"léa+x@example.org"_s;
        signIn.password = u"a&b=c d"_s;
        SilentControl control;
        HttpSession session(std::make_shared<TokenSource>(signIn), hurried());
        const auto outcome = session.send(call("POST", server.url(u"/things"_s)), control);
        VERIFY_OK(outcome);
        QCOMPARE(server.count("POST", u"/things"_s), 2);
        QCOMPARE(server.requests().front().field(u"username"_s), signIn.username);
        QCOMPARE(server.requests().front().field(u"password"_s), signIn.password);
    }

    void staysRefused()
    {
        FakeServer server([](const FakeRequest &request) -> FakeAnswer {
            if (request.path.endsWith("/token"_L1))
                return {200, R"({"access_token":"no","expires_in":300})", {}};
            return {401, {}, {}};
        });
        SignIn signIn;
        signIn.grant = Grant::ClientCredentials;
        signIn.realm = server.url(u"/realm"_s);
        signIn.clientId = u"tuilerie"_s;
        SilentControl control;
        HttpSession session(std::make_shared<TokenSource>(signIn), hurried());
        const auto answer = session.send(call("GET", server.url(u"/things"_s)), control);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Denied);
        QCOMPARE(server.count("GET", u"/things"_s), 2);
    }
};

TUILERIE_TEST_MAIN(HttpSessionTest)
#include "httpsessiontest.moc"
