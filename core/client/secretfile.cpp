// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/secretstore.h"

#include "base/atomicfile.h"
#include "client/privatefile.h"
#include "client/sealed.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QStandardPaths>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int lockMs = 10000;
constexpr int keyBytes = 32;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SecretStore", text);
}

// The key is made with the first secret.
Result<QByteArray> keyIn(const QString &folder, bool isWanted)
{
    const QString file = folder + "/key"_L1;
    auto known = readWholeFile(file);
    if (known || known.error().code != ErrorCode::NotFound || !isWanted)
        return known;
    const QByteArray made = randomBytes(keyBytes);
    TUILERIE_CHECK(writePrivateFile(file, made));
    return made;
}

Result<QJsonObject> secretsIn(const QString &folder)
{
    auto sealed = readWholeFile(folder + "/secrets"_L1);
    if (!sealed && sealed.error().code == ErrorCode::NotFound)
        return QJsonObject();
    if (!sealed)
        return fail(std::move(sealed.error()));
    TUILERIE_TRY(key, keyIn(folder, false));
    TUILERIE_TRY(plain, unseal(*sealed, key));
    return QJsonDocument::fromJson(plain).object();
}

} // namespace

SecretFile::SecretFile(QString folder)
    : m_folder(std::move(folder))
{
}

QString SecretFile::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/tuilerie/secrets"_L1;
}

Result<QByteArray> SecretFile::read(const QString &name)
{
    TUILERIE_TRY(secrets, secretsIn(m_folder));
    if (!secrets.contains(name))
        return fail(ErrorCode::NotFound, tr("There is no secret of this name."), name);
    return QByteArray::fromBase64(secrets.value(name).toString().toLatin1());
}

// Read, changed and written as a whole, by one program at a time.
template <typename Change> Status SecretFile::change(Change change)
{
    const std::lock_guard guard(m_mutex);
    TUILERIE_CHECK(makePrivateFolder(m_folder));
    QLockFile lock(m_folder + "/lock"_L1);
    if (!lock.tryLock(lockMs))
        return fail(ErrorCode::Busy, tr("Another program is changing your secrets. Try again."));
    TUILERIE_TRY(key, keyIn(m_folder, true));
    auto secrets = secretsIn(m_folder);
    // What cannot be read any more cannot be saved either: new secrets take its place.
    if (!secrets && secrets.error().code != ErrorCode::Corrupt)
        return fail(std::move(secrets.error()));
    QJsonObject all = secrets.value_or(QJsonObject());
    change(all);
    TUILERIE_TRY(sealed, seal(QJsonDocument(all).toJson(QJsonDocument::Compact), key));
    return writePrivateFile(m_folder + "/secrets"_L1, sealed);
}

Status SecretFile::write(const QString &name, const QByteArray &secret)
{
    return change([&](QJsonObject &all) { all.insert(name, QString::fromLatin1(secret.toBase64())); });
}

Status SecretFile::remove(const QString &name)
{
    const auto known = read(name);
    if (!known && known.error().code == ErrorCode::NotFound)
        return {};
    return change([&](QJsonObject &all) { all.remove(name); });
}

SecretStore &SecretStore::user()
{
    static const std::unique_ptr<SecretStore> store = []() -> std::unique_ptr<SecretStore> {
        const QString wanted = qEnvironmentVariable("TUILERIE_SECRETS");
        if (wanted != "file"_L1 && (wanted == "keychain"_L1 || Keychain::isThere()))
            return std::make_unique<Keychain>();
        return std::make_unique<SecretFile>();
    }();
    return *store;
}

} // namespace tuilerie
