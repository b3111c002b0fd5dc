// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/tokensource.h"

#include "base/atomicfile.h"
#include "client/secretstore.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String namePrefix("tokens ");

// Where tokens lay before there was a SecretStore: they are taken over once.
QString fileOfBefore(const QString &name)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/tuilerie/tokens/"_L1
        + name.mid(namePrefix.size());
}

Result<QByteArray> takeFileOfBefore(SecretStore &store, const QString &name)
{
    TUILERIE_TRY(content, readWholeFile(fileOfBefore(name)));
    if (store.write(name, content))
        QFile::remove(fileOfBefore(name));
    return content;
}

} // namespace

TokenSource::TokenSource(SignIn signIn, QString keptAs, BrowserOpener open, SecretStore *store)
    : m_signIn(std::move(signIn))
    , m_keptAs(std::move(keptAs))
    , m_open(std::move(open))
    , m_store(store)
{
}

TokenSource::TokenSource(Loader load, BrowserOpener open, SecretStore *store)
    : m_load(std::move(load))
    , m_open(std::move(open))
    , m_store(store)
{
}

SecretStore &TokenSource::store() const
{
    return m_store ? *m_store : SecretStore::user();
}

// The sign-in, and the tokens of an earlier run.
Status TokenSource::prepare()
{
    if (m_load) {
        TUILERIE_TRY(signIn, m_load());
        m_signIn = signIn;
        m_keptAs = nameOf(signIn);
        m_load = {};
    }
    if (m_keptRead || m_keptAs.isEmpty())
        return {};
    auto kept = store().read(m_keptAs);
    if (!kept && kept.error().code == ErrorCode::NotFound)
        kept = takeFileOfBefore(store(), m_keptAs);
    // Whoever can sign in by itself need not wait for what was kept; a browser is opened for nobody who has signed in
    // already.
    if (!kept && kept.error().code != ErrorCode::NotFound && m_signIn.grant == Grant::AuthorizationCode)
        return fail(std::move(kept.error()));
    if (kept)
        m_tokens = TokenSet::fromJson(QJsonDocument::fromJson(*kept).object());
    m_keptRead = true;
    return {};
}

Result<QByteArray> TokenSource::token(WorkControl &control)
{
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(prepare());
    if (m_signIn.grant == Grant::StaticToken)
        return m_signIn.token.toUtf8();
    if (!m_tokens.isUsable(QDateTime::currentDateTimeUtc())) {
        TUILERIE_TRY(tokens, fetch(control));
        m_tokens = tokens;
        remember();
    }
    return m_tokens.accessToken;
}

Result<TokenSet> TokenSource::fetch(WorkControl &control)
{
    if (m_tokens.canRefresh(QDateTime::currentDateTimeUtc())) {
        auto refreshed = refreshToken(m_signIn, m_tokens.refreshToken, control);
        if (refreshed) {
            // RFC 6749 §6: without a new refresh token the old one stays good.
            if (refreshed->refreshToken.isEmpty()) {
                refreshed->refreshToken = m_tokens.refreshToken;
                refreshed->refreshExpires = m_tokens.refreshExpires;
            }
            return refreshed;
        }
        // Refused: the session there is over, sign in again. No answer or a stop: that is what the caller must hear.
        if (refreshed.error().code != ErrorCode::Denied)
            return refreshed;
    }
    if (m_signIn.grant != Grant::AuthorizationCode)
        return requestToken(m_signIn, control);
    if (!m_open)
        return fail(ErrorCode::Denied,
            QCoreApplication::translate(
                "tuilerie::SignIn", "You are not signed in to this server. Sign in, then try again."));
    return signInWithBrowser(m_signIn, m_open, control);
}

bool TokenSource::refuse(const QByteArray &token)
{
    const std::lock_guard lock(m_mutex);
    if (m_signIn.grant == Grant::StaticToken)
        return false;
    // Another thread may have got a new one already.
    if (m_tokens.accessToken == token)
        m_tokens.accessToken.clear();
    return true;
}

void TokenSource::signOut()
{
    const std::lock_guard lock(m_mutex);
    m_tokens = {};
    m_keptRead = true;
    if (!m_keptAs.isEmpty())
        (void)store().remove(m_keptAs);
}

void TokenSource::remember()
{
    // If they cannot be kept the next run signs in again; that is no reason to fail this one.
    if (!m_keptAs.isEmpty())
        (void)store().write(m_keptAs, QJsonDocument(m_tokens.toJson()).toJson(QJsonDocument::Compact));
}

QString TokenSource::nameOf(const SignIn &signIn)
{
    if (signIn.grant == Grant::StaticToken)
        return {};
    const QString key = signIn.realm.toString(QUrl::FullyEncoded) + u'\n' + signIn.clientId + u'\n' + signIn.username;
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return namePrefix + QString::fromLatin1(name);
}

} // namespace tuilerie
