// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/signin.h"

#include <mutex>

namespace tuilerie {

/// Gives the bearer token for each call and gets a new one when it has run out or was refused. Thread-safe: one source is
/// shared by all clients of a server, and only one of them signs in at a time.
class TokenSource
{
public:
    /// `cacheFile`: where tokens are kept between runs (mode 0600); empty = nowhere. `open` is needed by AuthorizationCode;
    /// without it a sign-in that needs the user fails as Denied.
    explicit TokenSource(SignIn signIn, QString cacheFile = {}, BrowserOpener open = {});

    /// Empty when the sign-in is a StaticToken without token (a server that asks for none).
    Result<QByteArray> token(WorkControl &control);
    /// The server answered 401 or 403 to this token: the next token() is another one, if there is a way to get it. False
    /// when there is none, so that trying again is pointless.
    bool refuse(const QByteArray &token);
    /// Forgets tokens, also the kept ones.
    void signOut();
    const SignIn &signIn() const { return m_signIn; }

    /// The file of a sign-in in the user's cache folder: one for each realm, client and user.
    static QString defaultCacheFile(const SignIn &signIn);

private:
    Result<TokenSet> fetch(WorkControl &control);
    void remember();

    const SignIn m_signIn;
    const QString m_cacheFile;
    const BrowserOpener m_open;
    std::mutex m_mutex;
    TokenSet m_tokens;
    bool m_cacheRead = false;
};

} // namespace tuilerie
