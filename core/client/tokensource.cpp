// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/tokensource.h"

#include "base/atomicfile.h"
#include "client/privatefile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

using namespace Qt::StringLiterals;

TokenSource::TokenSource(SignIn signIn, QString cacheFile, BrowserOpener open)
    : m_signIn(std::move(signIn))
    , m_cacheFile(std::move(cacheFile))
    , m_open(std::move(open))
{
}

Result<QByteArray> TokenSource::token(WorkControl &control)
{
    if (m_signIn.grant == Grant::StaticToken)
        return m_signIn.token.toUtf8();
    const std::lock_guard lock(m_mutex);
    if (!m_cacheRead) {
        m_cacheRead = true;
        if (!m_cacheFile.isEmpty()) {
            if (const auto kept = readWholeFile(m_cacheFile))
                m_tokens = TokenSet::fromJson(QJsonDocument::fromJson(*kept).object());
        }
    }
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
    if (m_signIn.grant == Grant::StaticToken)
        return false;
    const std::lock_guard lock(m_mutex);
    // Another thread may have got a new one already.
    if (m_tokens.accessToken == token)
        m_tokens.accessToken.clear();
    return true;
}

void TokenSource::signOut()
{
    const std::lock_guard lock(m_mutex);
    m_tokens = {};
    m_cacheRead = true;
    if (!m_cacheFile.isEmpty())
        QFile::remove(m_cacheFile);
}

void TokenSource::remember()
{
    // Without the cache the next run signs in again; that is no reason to fail this one.
    if (!m_cacheFile.isEmpty())
        (void)writePrivateFile(m_cacheFile, QJsonDocument(m_tokens.toJson()).toJson(QJsonDocument::Compact));
}

QString TokenSource::defaultCacheFile(const SignIn &signIn)
{
    const QString key = signIn.realm.toString(QUrl::FullyEncoded) + u'\n' + signIn.clientId + u'\n' + signIn.username;
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + "/tuilerie/tokens/"_L1
        + QString::fromLatin1(name);
}

} // namespace tuilerie
