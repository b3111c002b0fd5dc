// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/signinstore.h"

#include "base/atomicfile.h"
#include "client/privatefile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String secretMembers[] = {
    QLatin1String("token"), QLatin1String("client_secret"), QLatin1String("password"), QLatin1String("totp_seed")};

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::SignIn", text);
}

QJsonObject takeSecrets(QJsonObject &object)
{
    QJsonObject secrets;
    for (const QLatin1String name : secretMembers)
        if (const QJsonValue value = object.take(name); !value.isUndefined())
            secrets.insert(name, value);
    return secrets;
}

Result<QJsonObject> objectIn(const QByteArray &content, const QString &path)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(content, &problem);
    if (problem.error != QJsonParseError::NoError)
        return fail(
            ErrorCode::Invalid, tr("%1 is not valid JSON. Correct it and try again.").arg(path), problem.errorString());
    return document.object();
}

// The object with the secrets that its member "secrets" names.
Result<SignIn> whole(QJsonObject object, SecretStore &store)
{
    if (const QString name = object.value("secrets"_L1).toString(); !name.isEmpty()) {
        const auto kept = store.read(name);
        if (!kept && kept.error().code == ErrorCode::NotFound)
            return fail(ErrorCode::NotFound, tr("You are not signed in to this server. Sign in, then try again."), name);
        if (!kept)
            return fail(kept.error());
        const QJsonObject secrets = QJsonDocument::fromJson(*kept).object();
        for (const QLatin1String member : secretMembers)
            if (secrets.contains(member))
                object.insert(member, secrets.value(member));
    }
    return SignIn::fromJson(object);
}

} // namespace

Result<SignIn> loadSignIn(const QString &path, SecretStore &secrets)
{
    TUILERIE_TRY(content, readWholeFile(path));
    const QByteArray text = content.trimmed();
    if (text.startsWith('{')) {
        TUILERIE_TRY(object, objectIn(text, path));
        return whole(object, secrets);
    }
    if (text.isEmpty() || text.contains('\n') || text.contains(' '))
        return fail(ErrorCode::Invalid,
            tr("%1 holds no token: write the bearer token on one line, or a sign-in as JSON.").arg(path));
    SignIn signIn;
    signIn.token = QString::fromUtf8(text);
    return signIn;
}

SignInStore::SignInStore(QString folder, SecretStore &secrets)
    : m_folder(std::move(folder))
    , m_secrets(secrets)
{
}

QString SignInStore::defaultFolder()
{
    // Where the desktop has always had it; the command line looks there, too.
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/tuilerie/tuilerie/servers"_L1;
}

QString SignInStore::file(const QString &server) const
{
    const QByteArray digest = QCryptographicHash::hash(server.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    return u"%1/%2-%3.json"_s.arg(m_folder, QUrl(server).host(), QLatin1String(digest));
}

QStringList SignInStore::servers() const
{
    QStringList urls;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const auto bytes = readWholeFile(folder.filePath(name));
        const QString url = bytes ? QJsonDocument::fromJson(*bytes).object().value("url"_L1).toString() : QString();
        if (!url.isEmpty())
            urls << url;
    }
    return urls;
}

Result<SignIn> SignInStore::load(const QString &server)
{
    const QString path = file(server);
    const auto content = readWholeFile(path);
    if (!content && content.error().code == ErrorCode::NotFound)
        return SignIn();
    if (!content)
        return fail(content.error());
    TUILERIE_TRY(object, objectIn(*content, path));
    TUILERIE_TRY(signIn, whole(object, m_secrets));
    // A file of before: its secrets go where they belong. Where that fails it stays as it is, and is read as it is.
    if (!takeSecrets(object).isEmpty())
        (void)save(server, signIn);
    return signIn;
}

Status SignInStore::save(const QString &server, const SignIn &signIn)
{
    QJsonObject object = signIn.toJson();
    const QJsonObject secrets = takeSecrets(object);
    object.insert("url"_L1, server);
    if (!secrets.isEmpty()) {
        const QString name = "sign-in "_L1 + server;
        TUILERIE_CHECK(m_secrets.write(name, QJsonDocument(secrets).toJson(QJsonDocument::Compact)));
        object.insert("secrets"_L1, name);
    }
    return writePrivateFile(file(server), QJsonDocument(object).toJson());
}

void SignInStore::forget(const QString &server)
{
    (void)m_secrets.remove("sign-in "_L1 + server);
    QFile::remove(file(server));
}

} // namespace tuilerie
