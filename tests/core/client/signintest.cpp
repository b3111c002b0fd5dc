// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/signin.h"

#include "client/privatefile.h"
#include "client/signinstore.h"
#include "client/tokensource.h"
#include "fakeserver.h"
#include "support/testsupport.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

namespace {

SignIn browserSignIn(const FakeServer &idp)
{
    SignIn signIn;
    signIn.grant = Grant::AuthorizationCode;
    signIn.realm = idp.url(u"/realms/atelier"_s);
    signIn.clientId = u"tuilerie desktop"_s;
    signIn.scope = u"openid email"_s;
    return signIn;
}

// An identity provider that checks PKCE as RFC 7636 §4.6 says.
struct FakeIdp
{
    QString challenge;
    QString redirect;
    int refreshes = 0;
    FakeServer server{[this](const FakeRequest &request) { return answer(request); }};

    FakeAnswer answer(const FakeRequest &request)
    {
        if (request.path != "/realms/atelier/protocol/openid-connect/token"_L1)
            return {404, {}, {}};
        if (request.field(u"grant_type"_s) == "refresh_token"_L1) {
            ++refreshes;
            return {200, R"({"access_token":"renewed","expires_in":300})", {}};
        }
        const QByteArray digest =
            QCryptographicHash::hash(request.field(u"code_verifier"_s).toLatin1(), QCryptographicHash::Sha256)
                .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        const bool good = request.field(u"grant_type"_s) == "authorization_code"_L1
            && request.field(u"code"_s) == "the+code/"_L1 && request.field(u"redirect_uri"_s) == redirect
            && request.field(u"client_id"_s) == "tuilerie desktop"_L1 && QString::fromLatin1(digest) == challenge;
        return good ? FakeAnswer{200, R"({"access_token":"from-browser","expires_in":300,"refresh_token":"r"})", {}}
                    : FakeAnswer{400, R"({"error":"invalid_grant","error_description":"PKCE verification failed"})", {}};
    }
};

// A user's browser: reads the page's address and comes back to the redirect.
struct FakeBrowser
{
    explicit FakeBrowser(FakeIdp &provider)
        : idp(provider)
    {
    }
    FakeIdp &idp;
    QNetworkAccessManager network;
    QList<int> statuses;
    bool refuse = false;

    void visit(const QUrl &page)
    {
        const QUrlQuery query(page);
        idp.challenge = query.queryItemValue(u"code_challenge"_s, QUrl::FullyDecoded);
        idp.redirect = query.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded);
        QCOMPARE(page.path(), u"/realms/atelier/protocol/openid-connect/auth"_s);
        QCOMPARE(query.queryItemValue(u"response_type"_s), u"code"_s);
        QCOMPARE(query.queryItemValue(u"code_challenge_method"_s), u"S256"_s);
        QCOMPARE(query.queryItemValue(u"client_id"_s, QUrl::FullyDecoded), u"tuilerie desktop"_s);
        QCOMPARE(query.queryItemValue(u"scope"_s, QUrl::FullyDecoded), u"openid email"_s);
        QVERIFY(idp.redirect.startsWith("http://127.0.0.1:"_L1));
        const QString state = query.queryItemValue(u"state"_s, QUrl::FullyDecoded);
        QVERIFY(state.size() >= 20);
        // Somebody else's answer and the browser's own curiosity come first.
        get({u"?code=stolen&state=guessed"_s, u"?state="_s + state,
            refuse ? u"?error=access_denied&error_description=No+thanks&state="_s + state
                   : u"?code=the%2Bcode%2F&state="_s + state});
    }
    // One after the other.
    void get(QStringList queries)
    {
        QNetworkReply *reply = network.get(QNetworkRequest(QUrl(idp.redirect + queries.takeFirst())));
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply, queries] {
            statuses << reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            reply->deleteLater();
            if (!queries.isEmpty())
                get(queries);
        });
    }
};

} // namespace

class SignInTest : public QObject
{
    Q_OBJECT

private slots:
    void totp_data()
    {
        QTest::addColumn<qint64>("time");
        QTest::addColumn<QString>("code");
        // RFC 6238 appendix B, SHA-1, the last six digits.
        QTest::newRow("59") << qint64(59) << u"287082"_s;
        QTest::newRow("1111111109") << qint64(1111111109) << u"081804"_s;
        QTest::newRow("1111111111") << qint64(1111111111) << u"050471"_s;
        QTest::newRow("1234567890") << qint64(1234567890) << u"005924"_s;
        QTest::newRow("2000000000") << qint64(2000000000) << u"279037"_s;
        QTest::newRow("20000000000") << qint64(20000000000) << u"353130"_s;
    }

    void totp()
    {
        QFETCH(qint64, time);
        // "12345678901234567890" in base32.
        const auto code = totpCode(u"gezd gnbv gy3t qojq GEZDGNBVGY3TQOJQ"_s, QDateTime::fromSecsSinceEpoch(time));
        VERIFY_OK(code);
        QTEST(*code, "code");
    }

    void totpRefusesNonsense()
    {
        QVERIFY(!totpCode(u"0189"_s, QDateTime::currentDateTime()));
        QVERIFY(!totpCode(QString(), QDateTime::currentDateTime()));
    }

    void jsonRoundTrip()
    {
        SignIn signIn;
        signIn.grant = Grant::Password;
        signIn.realm = QUrl(u"https://sso.example.org/realms/a"_s);
        signIn.clientId = u"c"_s;
        signIn.clientSecret = u"s"_s;
        signIn.username = u"u"_s;
        signIn.password = u"p"_s;
        signIn.totpSeed = u"GEZD"_s;
        signIn.redirectPort = 7070;
        const auto again = SignIn::fromJson(signIn.toJson());
        VERIFY_OK(again);
        QCOMPARE(*again, signIn);
        QVERIFY(!SignIn::fromJson({{u"grant"_s, u"device"_s}}));
        QVERIFY(!SignIn::fromJson({{u"grant"_s, u"password"_s}}));
    }

    void loadsTokenFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"token"_s);
        const auto write = [&](const QByteArray &text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("abc.def\n");
        QCOMPARE(loadSignIn(path)->token, u"abc.def"_s);
        write(R"({"token":"xyz"})");
        QCOMPARE(loadSignIn(path)->token, u"xyz"_s);
        write("two words");
        QVERIFY(!loadSignIn(path));
        QCOMPARE(loadSignIn(folder.filePath(u"none"_s)).error().code, ErrorCode::NotFound);
    }

    void browserWithPkce()
    {
        FakeIdp idp;
        FakeBrowser browser(idp);
        SilentControl control;
        const auto tokens = signInWithBrowser(
            browserSignIn(idp.server), [&](const QUrl &page) { browser.visit(page); }, control);
        VERIFY_OK(tokens);
        QCOMPARE(tokens->accessToken, QByteArray("from-browser"));
        QTRY_COMPARE(browser.statuses.size(), 3);
        QCOMPARE(browser.statuses.count(404), 2);
        QCOMPARE(browser.statuses.count(200), 1);
    }

    void browserRefused()
    {
        FakeIdp idp;
        FakeBrowser browser(idp);
        browser.refuse = true;
        SilentControl control;
        const auto tokens = signInWithBrowser(
            browserSignIn(idp.server), [&](const QUrl &page) { browser.visit(page); }, control);
        QVERIFY(!tokens);
        QCOMPARE(tokens.error().code, ErrorCode::Denied);
        QVERIFY(tokens.error().message.contains("No thanks"_L1));
    }

    void keepsTokensPrivatelyAndRefreshes()
    {
        FakeIdp idp;
        FakeBrowser browser(idp);
        QTemporaryDir folder;
        SecretFile secrets(folder.filePath(u"secrets"_s));
        const SignIn signIn = browserSignIn(idp.server);
        SilentControl control;
        {
            TokenSource source(
                signIn, u"a"_s, [&](const QUrl &page) { browser.visit(page); }, &secrets);
            QCOMPARE(source.token(control).value(), QByteArray("from-browser"));
        }
        const QFile::Permissions others =
            QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther | QFile::ExeGroup | QFile::ExeOther;
        for (const QString &name : {u"secrets"_s, u"secrets/key"_s, u"secrets/secrets"_s})
            QCOMPARE(QFileInfo(folder.filePath(name)).permissions() & others, QFile::Permissions());

        // The next run needs no browser, and a refused token is renewed with the refresh token.
        TokenSource next(signIn, u"a"_s, {}, &secrets);
        QCOMPARE(next.token(control).value(), QByteArray("from-browser"));
        QVERIFY(next.refuse("from-browser"));
        QCOMPARE(next.token(control).value(), QByteArray("renewed"));
        QCOMPARE(idp.refreshes, 1);
        next.signOut();
        QCOMPARE(secrets.read(u"a"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(next.token(control).error().code, ErrorCode::Denied);
    }

    // Tokens of before there was a store: read once more, kept in the store, and gone from their file.
    void takesTokensOfBeforeOver()
    {
        FakeIdp idp;
        QTemporaryDir folder;
        SecretFile secrets(folder.filePath(u"secrets"_s));
        const SignIn signIn = browserSignIn(idp.server);
        const QString name = TokenSource::nameOf(signIn);
        const QString before = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
            + u"/tuilerie/tokens/"_s + name.section(u' ', -1);
        TokenSet tokens;
        tokens.accessToken = "kept";
        VERIFY_OK(writePrivateFile(before, QJsonDocument(tokens.toJson()).toJson()));
        SilentControl control;
        TokenSource source([&signIn] { return Result<SignIn>(signIn); }, {}, &secrets);
        QCOMPARE(source.token(control).value(), QByteArray("kept"));
        QVERIFY(!QFileInfo::exists(before));
        QVERIFY(secrets.read(name)->contains("kept"));
    }

    // A browser is opened for nobody who may have signed in already.
    void aLockedKeychainIsSaid()
    {
        struct Locked final : SecretStore
        {
            Result<QByteArray> read(const QString &) override
            {
                return fail(ErrorCode::Denied, u"The keychain is locked."_s);
            }
            Status write(const QString &, const QByteArray &) override { return fail(ErrorCode::Denied, {}); }
            Status remove(const QString &) override { return fail(ErrorCode::Denied, {}); }
        } locked;
        FakeIdp idp;
        SilentControl control;
        bool opened = false;
        TokenSource source(
            browserSignIn(idp.server), u"a"_s, [&](const QUrl &) { opened = true; }, &locked);
        const auto token = source.token(control);
        QCOMPARE(token.error().code, ErrorCode::Denied);
        QCOMPARE(token.error().message, u"The keychain is locked."_s);
        QVERIFY(!opened);
    }

    void triesTokenEndpointAgain()
    {
        int asked = 0;
        FakeServer server([&](const FakeRequest &) {
            return ++asked == 1 ? FakeAnswer{502, {}, {}} : FakeAnswer{200, R"({"access_token":"t","expires_in":60})", {}};
        });
        SignIn signIn;
        signIn.grant = Grant::ClientCredentials;
        signIn.realm = server.url(u"/r"_s);
        signIn.clientId = u"service"_s;
        signIn.clientSecret = u"s&crét"_s;
        SilentControl control;
        const auto outcome = requestToken(signIn, control);
        VERIFY_OK(outcome);
        QCOMPARE(asked, 2);
        QCOMPARE(server.requests().back().field(u"grant_type"_s), u"client_credentials"_s);
        QCOMPARE(server.requests().back().field(u"client_secret"_s), signIn.clientSecret);
    }
};

TUILERIE_TEST_MAIN(SignInTest)
#include "signintest.moc"
