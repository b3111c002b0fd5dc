// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QUrl>
#include <functional>

namespace tuilerie {

/// OAuth 2.0 grants (RFC 6749 §4) that the client knows, and a token that is simply there.
enum class Grant { StaticToken, Password, ClientCredentials, AuthorizationCode };

/// How to sign in to a server. Client ids and secrets are always the user's configuration, none is compiled in. Plain value.
struct SignIn
{
    Grant grant = Grant::StaticToken;
    QString token; ///< StaticToken
    QUrl realm;    ///< "https://sso.geopf.fr/realms/geoplateforme"; endpoints are below it
    QString clientId;
    QString clientSecret; ///< empty for public clients
    QString username;     ///< Password
    QString password;
    QString totpSeed;         ///< Password: base32 seed of RFC 6238 codes; empty = none asked for
    QString scope;            ///< AuthorizationCode; empty is allowed
    quint16 redirectPort = 0; ///< AuthorizationCode: of the loopback listener; 0 = any free one (RFC 8252 §7.3)

    bool operator==(const SignIn &) const = default;
    /// {grant, token, realm, client_id, client_secret, username, password, totp_seed, scope, redirect_port}
    QJsonObject toJson() const;
    static Result<SignIn> fromJson(const QJsonObject &object);
};

/// What a token endpoint gave (RFC 6749 §5.1), with absolute times.
struct TokenSet
{
    QByteArray accessToken;
    QDateTime expires; ///< UTC; invalid = not known, use it until it is refused
    QByteArray refreshToken;
    QDateTime refreshExpires;

    bool operator==(const TokenSet &) const = default;
    bool isUsable(const QDateTime &now) const; ///< a few seconds of margin
    bool canRefresh(const QDateTime &now) const;
    QJsonObject toJson() const;
    static TokenSet fromJson(const QJsonObject &object);
    /// From the endpoint's answer, whose times are seconds from now.
    static Result<TokenSet> fromAnswer(const QJsonObject &answer, const QDateTime &now);
};

/// Shows a page to the user; called on the thread that asked for the token.
using BrowserOpener = std::function<void(const QUrl &page)>;

/// The grants themselves. Each blocks its thread (an event loop of its own) until the answer, an error or a stop. Network
/// after five attempts without an answer, Denied when the server refuses, with its sentence.
Result<TokenSet> requestToken(const SignIn &signIn, WorkControl &control);
Result<TokenSet> refreshToken(const SignIn &signIn, const QByteArray &refreshToken, WorkControl &control);
/// The last leg of an authorization code: RFC 6749 §4.1.3 with RFC 7636 §4.5.
Result<TokenSet> exchangeCode(
    const SignIn &signIn, const QString &code, const QString &redirect, const QByteArray &verifier, WorkControl &control);
/// Authorization code with PKCE S256 (RFC 7636), state, and a loopback redirect (RFC 8252): listens on 127.0.0.1 only, for
/// one answer, five minutes at most.
Result<TokenSet> signInWithBrowser(const SignIn &signIn, const BrowserOpener &open, WorkControl &control);

/// The six digits of RFC 6238 (SHA-1, 30 s) for a base32 seed, at a time. Invalid when the seed is not base32.
Result<QString> totpCode(const QString &base32Seed, const QDateTime &when);

} // namespace tuilerie
