// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/sealed.h"

#include <QCoreApplication>

#include <memory>
#include <openssl/evp.h>
#include <openssl/rand.h>

namespace tuilerie {

namespace {

constexpr int keyBytes = 32, nonceBytes = 12, tagBytes = 16;
const QByteArray magic = QByteArrayLiteral("TSEC1\n");

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char *bytesOf(QByteArray &array, qsizetype from = 0)
{
    return reinterpret_cast<unsigned char *>(array.data() + from);
}
const unsigned char *bytesOf(const QByteArray &array, qsizetype from = 0)
{
    return reinterpret_cast<const unsigned char *>(array.constData() + from);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SecretStore", text);
}

} // namespace

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    // Without randomness there are no secrets to keep.
    if (RAND_bytes(bytesOf(bytes), count) != 1)
        qFatal("The operating system gives no random numbers.");
    return bytes;
}

Result<QByteArray> seal(const QByteArray &plain, const QByteArray &key)
{
    const QByteArray nonce = randomBytes(nonceBytes);
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray sealed = magic + nonce;
    const qsizetype start = sealed.size();
    sealed.resize(start + plain.size() + tagBytes);
    int written = 0, last = 0;
    const bool good = key.size() == keyBytes && cipher
        && EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key), bytesOf(nonce)) == 1
        && EVP_EncryptUpdate(cipher.get(), bytesOf(sealed, start), &written, bytesOf(plain), int(plain.size())) == 1
        && EVP_EncryptFinal_ex(cipher.get(), bytesOf(sealed, start + written), &last) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tagBytes, bytesOf(sealed, start + plain.size())) == 1;
    if (!good)
        return fail(ErrorCode::Internal, tr("The secrets could not be encrypted."));
    return sealed;
}

Result<QByteArray> unseal(const QByteArray &sealed, const QByteArray &key)
{
    const qsizetype start = magic.size() + nonceBytes;
    const qsizetype size = sealed.size() - start - tagBytes;
    const auto corrupt = [] {
        return fail(ErrorCode::Corrupt,
            tr("The file of your secrets cannot be read any more: it was changed, or its key was. Sign in again."));
    };
    if (size < 0 || !sealed.startsWith(magic) || key.size() != keyBytes)
        return corrupt();
    QByteArray tag = sealed.right(tagBytes), plain(size, Qt::Uninitialized);
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int written = 0, last = 0;
    const bool good = cipher
        && EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(key), bytesOf(sealed, magic.size())) == 1
        && EVP_DecryptUpdate(cipher.get(), bytesOf(plain), &written, bytesOf(sealed, start), int(size)) == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tagBytes, bytesOf(tag)) == 1
        && EVP_DecryptFinal_ex(cipher.get(), bytesOf(plain, written), &last) == 1;
    if (!good)
        return corrupt();
    return plain;
}

} // namespace tuilerie
