// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <mutex>

namespace tuilerie {

/// Where access and refresh tokens, passwords, client secrets and TOTP seeds are kept: small secrets by name. Calls block,
/// for as long as a user needs to unlock a keychain: not on the thread of a window. Thread-safe.
///
/// What is not kept here: the token that the embedded server is started with. It is made for that start, both programs need
/// it while nobody is there to unlock anything, and it opens nothing but loopback; it stays in a file of mode 0600.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    /// NotFound when there is none of that name. Denied, with a sentence, when the keychain is locked or refuses.
    virtual Result<QByteArray> read(const QString &name) = 0;
    virtual Status write(const QString &name, const QByteArray &secret) = 0;
    virtual Status remove(const QString &name) = 0; ///< good when there is none

    /// The user's: the system's keychain where its service runs or can be started, else the encrypted file (no desktop, no
    /// D-Bus, a server). TUILERIE_SECRETS = "keychain" or "file" decides it; whoever must never meet a prompt says "file".
    static SecretStore &user();
};

/// Secrets in one file, encrypted with AES-256-GCM under a key in a file beside it, both of mode 0600 in a folder of mode
/// 0700. This keeps them out of backups, copies and searches of one file, and from changes unnoticed; it is no protection
/// against programs of the same user, against which only a keychain that is locked helps. A passphrase would be better and
/// cannot be asked for where this store is used: nobody sits there. Several programs may use it at once.
class SecretFile final : public SecretStore
{
public:
    explicit SecretFile(QString folder = defaultFolder());
    static QString defaultFolder(); ///< in the user's application data

    Result<QByteArray> read(const QString &name) override;
    Status write(const QString &name, const QByteArray &secret) override;
    Status remove(const QString &name) override;

private:
    template <typename Change> Status change(Change change);
    const QString m_folder;
    std::mutex m_mutex;
};

/// The keychain of the desktop (Secret Service, KWallet) by QtKeychain, on a thread of its own that is made by the first
/// call. A window may show the desktop's prompt to unlock it, and waits two minutes for the user; other programs never cause
/// one: a locked keychain is an error of code Denied there.
class Keychain final : public SecretStore
{
public:
    static bool isThere(); ///< a look at the session bus; shows nothing
    Result<QByteArray> read(const QString &name) override;
    Status write(const QString &name, const QByteArray &secret) override;
    Status remove(const QString &name) override;
};

} // namespace tuilerie
