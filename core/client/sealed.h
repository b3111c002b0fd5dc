// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace tuilerie {

/// Authenticated encryption of small texts: AES-256-GCM (NIST SP 800-38D) by OpenSSL's EVP, which the network stack loads in
/// any case; a fresh random nonce of 96 bits each time. `key` is 32 bytes. Any thread. Internal to this room.

QByteArray randomBytes(int count);
/// "TSEC1\n", nonce, ciphertext, tag.
Result<QByteArray> seal(const QByteArray &plain, const QByteArray &key);
/// Corrupt when it was changed, or made with another key.
Result<QByteArray> unseal(const QByteArray &sealed, const QByteArray &key);

} // namespace tuilerie
