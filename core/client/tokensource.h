// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/signin.h"

#include <mutex>

namespace tuilerie {

class SecretStore;

/// Gives the bearer token for each call and gets a new one when it has run out or was refused. Thread-safe: one source is
/// shared by all clients of a server, and only one of them signs in at a time.
class TokenSource
{
public:
    using Loader = std::function<Result<SignIn>()>;

    /// `keptAs`: the name under which tokens are kept in `store` between runs; empty = nowhere. `open` is needed by
    /// AuthorizationCode; without it a sign-in that needs the user fails as Denied. `store`: null = SecretStore::user().
    explicit TokenSource(SignIn signIn, QString keptAs = {}, BrowserOpener open = {}, SecretStore *store = nullptr);
    /// A sign-in that is loaded with the first token, on the thread that asks for it: its secrets may wait for a keychain.
    /// Tokens are kept under nameOf() it.
    explicit TokenSource(Loader load, BrowserOpener open = {}, SecretStore *store = nullptr);

    /// Empty when the sign-in is a StaticToken without token (a server that asks for none). Denied when the user has to do
    /// something first: sign in, or unlock the keychain in which the browser's sign-in is kept.
    Result<QByteArray> token(WorkControl &control);
    /// The server answered 401 or 403 to this token: the next token() is another one, if there is a way to get it. False
    /// when there is none, so that trying again is pointless.
    bool refuse(const QByteArray &token);
    /// Forgets tokens, also the kept ones.
    void signOut();

    /// The name of a sign-in's tokens: one for each realm, client and user; empty for a StaticToken, which is none to keep.
    static QString nameOf(const SignIn &signIn);

private:
    Status prepare();
    Result<TokenSet> fetch(WorkControl &control);
    void remember();
    SecretStore &store() const;

    Loader m_load; ///< empty once m_signIn is there
    SignIn m_signIn;
    QString m_keptAs;
    const BrowserOpener m_open;
    SecretStore *const m_store;
    std::mutex m_mutex;
    TokenSet m_tokens;
    bool m_keptRead = false;
};

} // namespace tuilerie
