// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "datastore/entitystore.h"
#include "model/user.h"

#include <functional>

namespace tuilerie {

struct Account
{
    QString id;
    QString login;
    QString firstName;
    QString lastName;
    QString email;
    QStringList rights; ///< UPLOAD PROCESSING BROADCAST ANNEX COMMUNITY
    QDateTime creation;
    QDateTime lastLogin;

    UserReference reference() const { return {id, firstName, lastName}; }
};

struct TokenLifetimes
{
    int accessSeconds = 3600;
    int refreshSeconds = 12 * 3600;
};

/// Who may use the server: local accounts (PBKDF2-SHA-256 passwords) and bearer tokens, of which only hashes are stored. The
/// token of --token-file never expires and belongs to the account "operator", which has all rights. Thread-safe.
class Accounts
{
public:
    Accounts(
        EntityStore &store, TokenLifetimes lifetimes, std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc);

    static QStringList allRights();
    Result<Account> add(const QString &login, const QString &password, const QStringList &rights = allRights());
    Status setOperatorToken(const QByteArray &token);

    /// Denied with one sentence for a wrong login and a wrong password alike.
    Result<TokenAnswer> signIn(const QString &login, const QString &password);
    /// The refresh token is used up by it.
    Result<TokenAnswer> refresh(const QString &refreshToken);
    /// Whose token this is; Denied when it is unknown or has expired.
    Result<Account> authenticate(const QByteArray &token);
    /// Whose token is that of --token-file.
    bool isOperator(const Account &account) const { return !m_operatorHash.isEmpty() && account.id == m_operatorId; }
    Result<Account> account(const QString &login) const;

private:
    Result<TokenAnswer> issue(const Account &account);
    std::optional<Account> find(const char *condition, const QString &value) const;

    EntityStore &m_store;
    TokenLifetimes m_lifetimes;
    std::function<QDateTime()> m_clock;
    QByteArray m_operatorHash;
    QString m_operatorId;
};

} // namespace tuilerie
