// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/secretstore.h"
#include "client/signin.h"

namespace tuilerie {

/// How to sign in to the servers that the user knows: one JSON file each, in the form that `--token-file` reads, whose
/// secrets are kept in a SecretStore under the name that its member "secrets" says. Files of before, which held the secrets
/// themselves, are taken over when they are read. Desktop and command line share it. Calls may wait for a keychain: not on
/// the thread of a window, but servers() and file(). Thread-safe.
class SignInStore
{
public:
    explicit SignInStore(QString folder = defaultFolder(), SecretStore &secrets = SecretStore::user());
    static QString defaultFolder();

    QStringList servers() const;                ///< URLs
    QString file(const QString &server) const;  ///< what `--token-file` is given
    Result<SignIn> load(const QString &server); ///< a SignIn without anything when the server is not known
    Status save(const QString &server, const SignIn &signIn);
    void forget(const QString &server);

private:
    const QString m_folder;
    SecretStore &m_secrets;
};

/// A sign-in from a file: such a JSON object, or nothing but a bearer token. One that holds its secrets itself is read as it
/// is: it is the user's own.
Result<SignIn> loadSignIn(const QString &path, SecretStore &secrets = SecretStore::user());

} // namespace tuilerie
