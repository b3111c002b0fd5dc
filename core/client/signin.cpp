// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/signin.h"

#include "client/httpsession.h"
#include "model/entity.h"
#include "model/user.h"

#include <QCoreApplication>
#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

// A token that ends during the call is of no use: count it as over a little before.
constexpr int expiryMarginSeconds = 5;
constexpr int tokenAttempts = 5;
constexpr int tokenWaitMs = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SignIn", text);
}

QString grantName(Grant grant)
{
    switch (grant) {
    case Grant::StaticToken: return u"token"_s;
    case Grant::Password: return u"password"_s;
    case Grant::ClientCredentials: return u"client_credentials"_s;
    case Grant::AuthorizationCode: break;
    }
    return u"authorization_code"_s;
}

} // namespace

QJsonObject SignIn::toJson() const
{
    QJsonObject object{{u"grant"_s, grantName(grant)}};
    modeljson::put(object, "token", token);
    modeljson::put(object, "realm", realm.toString(QUrl::FullyEncoded));
    modeljson::put(object, "client_id", clientId);
    modeljson::put(object, "client_secret", clientSecret);
    modeljson::put(object, "username", username);
    modeljson::put(object, "password", password);
    modeljson::put(object, "totp_seed", totpSeed);
    modeljson::put(object, "scope", scope);
    if (redirectPort != 0)
        object.insert(u"redirect_port"_s, redirectPort);
    return object;
}

Result<SignIn> SignIn::fromJson(const QJsonObject &object)
{
    const auto text = [&object](const char *name) { return object.value(QLatin1String(name)).toString(); };
    SignIn signIn;
    signIn.token = text("token");
    signIn.realm = QUrl(text("realm"));
    signIn.clientId = text("client_id");
    signIn.clientSecret = text("client_secret");
    signIn.username = text("username");
    signIn.password = text("password");
    signIn.totpSeed = text("totp_seed");
    signIn.scope = text("scope");
    const int port = object.value(u"redirect_port"_s).toInt();
    if (port < 0 || port > 65535)
        return fail(ErrorCode::Invalid, tr("The sign-in's redirect_port must be between 0 and 65535."));
    signIn.redirectPort = quint16(port);

    const QString grant = text("grant");
    if (grant == "token"_L1 || (grant.isEmpty() && !signIn.token.isEmpty()))
        signIn.grant = Grant::StaticToken;
    else if (grant == "password"_L1 || (grant.isEmpty() && !signIn.username.isEmpty()))
        signIn.grant = Grant::Password;
    else if (grant == "client_credentials"_L1)
        signIn.grant = Grant::ClientCredentials;
    else if (grant == "authorization_code"_L1)
        signIn.grant = Grant::AuthorizationCode;
    else
        return fail(ErrorCode::Invalid,
            tr("The sign-in's grant must be token, password, client_credentials or authorization_code."), grant);

    if (signIn.grant != Grant::StaticToken) {
        if (!signIn.realm.isValid() || signIn.realm.host().isEmpty())
            return fail(ErrorCode::Invalid,
                tr("The sign-in needs a realm: the address below which protocol/openid-connect/token lies."));
        if (signIn.clientId.isEmpty())
            return fail(ErrorCode::Invalid, tr("The sign-in needs a client_id."));
    }
    return signIn;
}

bool TokenSet::isUsable(const QDateTime &now) const
{
    return !accessToken.isEmpty() && (!expires.isValid() || now.addSecs(expiryMarginSeconds) < expires);
}

bool TokenSet::canRefresh(const QDateTime &now) const
{
    return !refreshToken.isEmpty() && (!refreshExpires.isValid() || now.addSecs(expiryMarginSeconds) < refreshExpires);
}

QJsonObject TokenSet::toJson() const
{
    QJsonObject object{{u"access_token"_s, QString::fromUtf8(accessToken)}};
    modeljson::put(object, "expires", modeljson::date(expires));
    modeljson::put(object, "refresh_token", QString::fromUtf8(refreshToken));
    modeljson::put(object, "refresh_expires", modeljson::date(refreshExpires));
    return object;
}

TokenSet TokenSet::fromJson(const QJsonObject &object)
{
    TokenSet tokens;
    tokens.accessToken = object.value(u"access_token"_s).toString().toUtf8();
    tokens.expires = modeljson::date(object.value(u"expires"_s));
    tokens.refreshToken = object.value(u"refresh_token"_s).toString().toUtf8();
    tokens.refreshExpires = modeljson::date(object.value(u"refresh_expires"_s));
    return tokens;
}

Result<TokenSet> TokenSet::fromAnswer(const QJsonObject &answer, const QDateTime &now)
{
    const TokenAnswer read = TokenAnswer::fromJson(answer);
    if (read.accessToken.isEmpty())
        return fail(ErrorCode::Corrupt, tr("The sign-in server answered without a token. Check the realm's address."));
    TokenSet tokens;
    tokens.accessToken = read.accessToken.toUtf8();
    tokens.refreshToken = read.refreshToken.toUtf8();
    if (read.expiresIn > 0)
        tokens.expires = now.addSecs(read.expiresIn);
    if (read.refreshExpiresIn > 0)
        tokens.refreshExpires = now.addSecs(read.refreshExpiresIn);
    return tokens;
}

Result<QString> totpCode(const QString &base32Seed, const QDateTime &when)
{
    QByteArray key;
    quint32 bits = 0;
    int count = 0;
    for (const QChar c : base32Seed.toUpper()) {
        if (c == ' '_L1 || c == '-'_L1 || c == '='_L1)
            continue;
        const qsizetype value = QLatin1String("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").indexOf(c);
        if (value < 0)
            return fail(ErrorCode::Invalid, tr("The TOTP seed may hold the letters A to Z and the digits 2 to 7 only."));
        bits = (bits << 5) | quint32(value);
        count += 5;
        if (count >= 8) {
            count -= 8;
            key.append(char((bits >> count) & 0xff));
        }
    }
    if (key.isEmpty())
        return fail(ErrorCode::Invalid, tr("The TOTP seed is empty."));
    const quint64 step = qToBigEndian(quint64(when.toSecsSinceEpoch() / 30));
    const QByteArray digest = QMessageAuthenticationCode::hash(
        QByteArray(reinterpret_cast<const char *>(&step), sizeof step), key, QCryptographicHash::Sha1);
    const int offset = digest.back() & 0x0f;
    const quint32 number = qFromBigEndian<quint32>(digest.constData() + offset) & 0x7fffffff;
    return QString::number(number % 1000000).rightJustified(6, u'0');
}

namespace {

// application/x-www-form-urlencoded, in order.
class Form
{
public:
    void add(const char *name, const QString &value)
    {
        if (!m_text.isEmpty())
            m_text += '&';
        m_text += name + QByteArray("=") + QUrl::toPercentEncoding(value);
    }
    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

// The endpoint may be restarting: five attempts, one second apart (docs/entrepot.md §2). A refusal is not tried again.
Result<TokenSet> askToken(const SignIn &signIn, Form form, WorkControl &control)
{
    form.add("client_id", signIn.clientId);
    if (!signIn.clientSecret.isEmpty())
        form.add("client_secret", signIn.clientSecret);

    HttpCall call;
    call.method = "POST";
    call.url = signIn.realm;
    call.url.setPath(call.url.path() + "/protocol/openid-connect/token"_L1);
    call.body = form.text();
    call.contentType = "application/x-www-form-urlencoded";
    call.withToken = false;
    HttpSession session(nullptr);
    for (int attempt = 1;; ++attempt) {
        auto answer = session.send(call, control);
        if (answer) {
            TUILERIE_TRY(object, answer->object());
            return TokenSet::fromAnswer(object, QDateTime::currentDateTimeUtc());
        }
        if (answer.error().code == ErrorCode::Network && attempt < tokenAttempts) {
            TUILERIE_CHECK(waitFor(tokenWaitMs, control));
            continue;
        }
        if (answer.error().code == ErrorCode::Invalid || answer.error().code == ErrorCode::Denied)
            return fail(ErrorCode::Denied,
                tr("The sign-in was refused: check user, password and client.") + u' ' + answer.error().message,
                answer.error().detail);
        return fail(std::move(answer.error()));
    }
}

} // namespace

Result<TokenSet> requestToken(const SignIn &signIn, WorkControl &control)
{
    Form form;
    form.add("grant_type", grantName(signIn.grant));
    if (signIn.grant == Grant::Password) {
        form.add("username", signIn.username);
        form.add("password", signIn.password);
        if (!signIn.totpSeed.isEmpty()) {
            TUILERIE_TRY(code, totpCode(signIn.totpSeed, QDateTime::currentDateTimeUtc()));
            form.add("totp", code);
        }
    } else if (signIn.grant != Grant::ClientCredentials) {
        return fail(ErrorCode::Internal, tr("This sign-in has no token request."));
    }
    return askToken(signIn, form, control);
}

Result<TokenSet> refreshToken(const SignIn &signIn, const QByteArray &refreshToken, WorkControl &control)
{
    Form form;
    form.add("grant_type", u"refresh_token"_s);
    form.add("refresh_token", QString::fromUtf8(refreshToken));
    return askToken(signIn, form, control);
}

Result<TokenSet> exchangeCode(
    const SignIn &signIn, const QString &code, const QString &redirect, const QByteArray &verifier, WorkControl &control)
{
    Form form;
    form.add("grant_type", u"authorization_code"_s);
    form.add("code", code);
    form.add("redirect_uri", redirect);
    form.add("code_verifier", QString::fromLatin1(verifier));
    return askToken(signIn, form, control);
}

} // namespace tuilerie
