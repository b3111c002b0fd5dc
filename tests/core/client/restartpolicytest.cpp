// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/restartpolicy.h"

#include "client/entrepotclient.h"
#include "fakeserver.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

FakeAnswer me()
{
    return {200, R"({"_id":"u","communities_member":[{"community":{"_id":"c","datastore":"ds"}}]})", {}};
}

std::shared_ptr<TokenSource> token(const char *text)
{
    SignIn signIn;
    signIn.token = QLatin1String(text);
    return std::make_shared<TokenSource>(signIn);
}

// Knows one token, as a server does that was started again with a new one.
FakeAnswer guarded(const FakeRequest &request, const QByteArray &known, const FakeAnswer &answer)
{
    if (request.header("authorization") != "Bearer " + known)
        return {401, R"({"error":"unauthorized","error_description":["The token is unknown."]})", {}};
    return request.path == "/api/users/me"_L1 ? me() : answer;
}

} // namespace

/// How a server that died is started again, and how its clients find it.
class RestartPolicyTest : public QObject
{
    Q_OBJECT

private slots:
    void waitsLongerEachTimeAndThenNoMore()
    {
        RestartPolicy policy;
        QDateTime now = QDateTime::currentDateTimeUtc();
        QList<int> delays;
        for (int i = 0; i < RestartPolicy::MostRestarts; ++i)
            delays << policy.nextDelayMs(now.addSecs(i)).value_or(-1);
        QCOMPARE(delays, (QList<int>{0, 1000, 2000, 4000, 8000}));
        QVERIFY(!policy.nextDelayMs(now.addSecs(60)));
        // What is long past does not count any more.
        QCOMPARE(policy.nextDelayMs(now.addSecs(RestartPolicy::WindowSeconds + 60)).value_or(-1), 0);
        policy.reset();
        QCOMPARE(policy.nextDelayMs(now).value_or(-1), 0);
    }

    // "The token is unknown": the way is renewed, and the same call goes out again.
    void takesTheNewToken()
    {
        FakeServer server([](const FakeRequest &request) { return guarded(request, "new", {200, "[]", {}}); });
        const ServerAddress address{server.url(u"/api"_s), u"ds"_s};
        int renewals = 0;
        auto access = std::make_shared<ServerAccess>(
            address, token("old"), [&](WorkControl &) -> Result<std::optional<ServerAccess::Way>> {
                ++renewals;
                return ServerAccess::Way{{server.url(u"/api"_s), {}}, token("new")};
            });
        SilentControl control;
        EntrepotClient client(access, control);
        VERIFY_OK(client.uploads());
        QCOMPARE(renewals, 1);
        QCOMPARE(client.generation(), 1);
        QCOMPARE(client.address().datastore, u"ds"_s);
        // A refused POST has done nothing: it is repeated, too.
        auto again = std::make_shared<ServerAccess>(
            address, token("old"), [&](WorkControl &) -> Result<std::optional<ServerAccess::Way>> {
                return ServerAccess::Way{address, token("new")};
            });
        EntrepotClient second(again, control);
        VERIFY_OK(second.send("POST", u"/stop"_s));
    }

    void goesToTheNewAddress()
    {
        FakeServer server([](const FakeRequest &request) { return guarded(request, "new", {200, "[]", {}}); });
        // Nobody listens there any more.
        const QUrl dead(u"http://127.0.0.1:1/api"_s);
        auto access = std::make_shared<ServerAccess>(
            ServerAddress{dead, {}}, token("old"), [&](WorkControl &) -> Result<std::optional<ServerAccess::Way>> {
                return ServerAccess::Way{{server.url(u"/api"_s), {}}, token("new")};
            });
        SilentControl control;
        EntrepotClient client(access, control);
        VERIFY_OK(client.uploads());
        // A DELETE that never left is repeated, too.
        auto again = std::make_shared<ServerAccess>(
            ServerAddress{dead, {}}, token("old"), [&](WorkControl &) -> Result<std::optional<ServerAccess::Way>> {
                return ServerAccess::Way{{server.url(u"/api"_s), {}}, token("new")};
            });
        EntrepotClient second(again, control);
        VERIFY_OK(second.send("DELETE", u"/datastores/ds/uploads/u"_s));
    }

    // What may have been done is not done a second time: who asked looks what is there.
    void doesNotRepeatWhatMayBeDone()
    {
        bool isDying = true;
        FakeServer server([&](const FakeRequest &request) {
            FakeAnswer answer = request.path == "/api/users/me"_L1 ? me() : FakeAnswer{200, "{}", {}};
            answer.hangUp = request.method == "POST" && isDying;
            return answer;
        });
        const ServerAddress address{server.url(u"/api"_s), {}};
        auto access = std::make_shared<ServerAccess>(
            address, token("t"), [&](WorkControl &) -> Result<std::optional<ServerAccess::Way>> {
                isDying = false;
                return ServerAccess::Way{address, token("t")};
            });
        SilentControl control;
        EntrepotClient client(access, control);
        QCOMPARE(client.closeUpload(u"u"_s).error().code, ErrorCode::Network);
        QCOMPARE(client.generation(), 1);
        QVERIFY(!isDying);
        VERIFY_OK(client.closeUpload(u"u"_s));
    }

    void theSameServerIsNoNewOne()
    {
        FakeServer server([](const FakeRequest &request) { return guarded(request, "other", {200, "[]", {}}); });
        auto access = std::make_shared<ServerAccess>(ServerAddress{server.url(u"/api"_s), {}}, token("mine"),
            [](WorkControl &) -> Result<std::optional<ServerAccess::Way>> { return std::nullopt; });
        SilentControl control;
        EntrepotClient client(access, control);
        QCOMPARE(client.user().error().code, ErrorCode::Denied);
        // And when it is over, that is what one is told.
        auto over = std::make_shared<ServerAccess>(ServerAddress{server.url(u"/api"_s), {}}, token("mine"),
            [](WorkControl &) -> Result<std::optional<ServerAccess::Way>> {
                return fail(ErrorCode::Internal, u"It ended five times."_s);
            });
        EntrepotClient last(over, control);
        QCOMPARE(last.user().error().message, u"It ended five times."_s);
    }
};

TUILERIE_TEST_MAIN(RestartPolicyTest)
#include "restartpolicytest.moc"
