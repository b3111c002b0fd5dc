// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/accounts.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRandomGenerator>

namespace tuilerie {

namespace {

constexpr int Iterations = 200000;
constexpr int KeyBytes = 32;
constexpr const char *OperatorLogin = "operator";

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Accounts", text);
}

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(QRandomGenerator::system()->generate() & 0xff);
    return bytes;
}

QByteArray derive(const QString &password, const QByteArray &salt, int iterations)
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, password.toUtf8(), salt, iterations, KeyBytes);
}

QString storedPassword(const QString &password)
{
    const QByteArray salt = randomBytes(16);
    return QStringLiteral("pbkdf2-sha256$%1$%2$%3")
        .arg(Iterations)
        .arg(QString::fromLatin1(salt.toHex()), QString::fromLatin1(derive(password, salt, Iterations).toHex()));
}

/// In a time that does not depend on where they differ.
bool areEqual(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(uchar(a[i]) ^ uchar(b[i]));
    return difference == 0;
}

bool isPassword(const QString &stored, const QString &password)
{
    const QStringList parts = stored.split(QLatin1Char('$'));
    if (parts.size() != 4)
        return false;
    const QByteArray salt = QByteArray::fromHex(parts[2].toLatin1());
    return areEqual(derive(password, salt, parts[1].toInt()), QByteArray::fromHex(parts[3].toLatin1()));
}

QByteArray hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256).toHex();
}

} // namespace

Accounts::Accounts(EntityStore &store, TokenLifetimes lifetimes, std::function<QDateTime()> clock)
    : m_store(store)
    , m_lifetimes(lifetimes)
    , m_clock(std::move(clock))
{
}

QStringList Accounts::allRights()
{
    return {QStringLiteral("ANNEX"), QStringLiteral("UPLOAD"), QStringLiteral("PROCESSING"), QStringLiteral("BROADCAST"),
        QStringLiteral("COMMUNITY")};
}

std::optional<Account> Accounts::find(const char *condition, const QString &value) const
{
    std::optional<Account> account;
    const std::lock_guard lock(m_store.mutex());
    (void)m_store.database().run(
        QByteArray("SELECT id, login, first_name, last_name, email, rights, creation, last_login FROM account WHERE ")
            + condition + "=?",
        {value}, [&](const SqlRow &row) {
            Account found;
            found.id = row.text(0);
            found.login = row.text(1);
            found.firstName = row.text(2);
            found.lastName = row.text(3);
            found.email = row.text(4);
            found.rights = row.text(5).split(QLatin1Char(','), Qt::SkipEmptyParts);
            found.creation = QDateTime::fromMSecsSinceEpoch(row.integer(6), Qt::UTC);
            if (!row.isNull(7))
                found.lastLogin = QDateTime::fromMSecsSinceEpoch(row.integer(7), Qt::UTC);
            account = found;
        });
    return account;
}

Result<Account> Accounts::account(const QString &login) const
{
    if (const auto found = find("login", login))
        return *found;
    return fail(ErrorCode::NotFound, tr("There is no account “%1”.").arg(login));
}

Result<Account> Accounts::add(const QString &login, const QString &password, const QStringList &rights)
{
    if (login.trimmed().isEmpty() || password.isEmpty())
        return fail(ErrorCode::Invalid, tr("An account needs a login and a password."));
    const QString kept = storedPassword(password);
    TUILERIE_CHECK(m_store.transaction([&]() -> Status {
        if (find("login", login))
            return fail(ErrorCode::Conflict, tr("There is an account “%1” already.").arg(login));
        return m_store.database().run(
            "INSERT INTO account(id, login, password, first_name, last_name, email, rights, creation) "
            "VALUES(?,?,?,?,?,?,?,?)",
            {newId(), login, kept, login, QString(),
                login.contains(QLatin1Char('@')) ? login : login + QLatin1String("@localhost"),
                rights.join(QLatin1Char(',')), m_clock().toMSecsSinceEpoch()});
    }));
    return account(login);
}

Status Accounts::setOperatorToken(const QByteArray &token)
{
    auto found = find("login", QLatin1String(OperatorLogin));
    if (!found) {
        // Nobody signs in as operator by password: this one is thrown away.
        TUILERIE_TRY(added, add(QLatin1String(OperatorLogin), QString::fromLatin1(randomBytes(32).toHex())));
        found = added;
    }
    m_operatorId = found->id;
    m_operatorHash = hashOf(token);
    return {};
}

Result<TokenAnswer> Accounts::issue(const Account &account)
{
    TokenAnswer answer;
    answer.accessToken = QString::fromLatin1(randomBytes(32).toHex());
    answer.refreshToken = QString::fromLatin1(randomBytes(32).toHex());
    answer.tokenType = QStringLiteral("Bearer");
    answer.expiresIn = m_lifetimes.accessSeconds;
    answer.refreshExpiresIn = m_lifetimes.refreshSeconds;
    const qint64 now = m_clock().toMSecsSinceEpoch();
    const Status stored = m_store.transaction([&]() -> Status {
        SqlDatabase &database = m_store.database();
        TUILERIE_CHECK(database.run("DELETE FROM token WHERE expires<=?", {now}));
        const auto put = [&](const QString &token, bool isRefresh, int seconds) {
            return database.run("INSERT INTO token(hash, account, is_refresh, expires) VALUES(?,?,?,?)",
                {QString::fromLatin1(hashOf(token.toLatin1())), account.id, isRefresh, now + qint64(seconds) * 1000});
        };
        TUILERIE_CHECK(put(answer.accessToken, false, m_lifetimes.accessSeconds));
        TUILERIE_CHECK(put(answer.refreshToken, true, m_lifetimes.refreshSeconds));
        return database.run("UPDATE account SET last_login=? WHERE id=?", {now, account.id});
    });
    TUILERIE_CHECK(stored);
    return answer;
}

Result<TokenAnswer> Accounts::signIn(const QString &login, const QString &password)
{
    QString stored;
    {
        const std::lock_guard lock(m_store.mutex());
        (void)m_store.database().run(
            "SELECT password FROM account WHERE login=?", {login}, [&](const SqlRow &row) { stored = row.text(0); });
    }
    // An unknown login takes as long as a wrong password: it tells nobody which logins there are.
    static const QString decoy = storedPassword(QStringLiteral("-"));
    const bool isRight = isPassword(stored.isEmpty() ? decoy : stored, password) && !stored.isEmpty();
    const auto found = find("login", login);
    if (!isRight || !found)
        return fail(ErrorCode::Denied, tr("The login or the password is wrong."));
    return issue(*found);
}

Result<TokenAnswer> Accounts::refresh(const QString &refreshToken)
{
    // The old token goes when the new ones are there: a full disk signs nobody out.
    std::optional<TokenAnswer> answer;
    const QString hash = QString::fromLatin1(hashOf(refreshToken.toLatin1()));
    const Status stored = m_store.transaction([&]() -> Status {
        QString accountId;
        TUILERIE_CHECK(m_store.database().run("SELECT account FROM token WHERE hash=? AND is_refresh=1 AND expires>?",
            {hash, m_clock().toMSecsSinceEpoch()}, [&](const SqlRow &row) { accountId = row.text(0); }));
        TUILERIE_CHECK(m_store.database().run("DELETE FROM token WHERE hash=?", {hash}));
        const auto found = find("id", accountId);
        if (!found)
            return {};
        TUILERIE_TRY(issued, issue(*found));
        answer = issued;
        return {};
    });
    TUILERIE_CHECK(stored);
    if (!answer)
        return fail(ErrorCode::Denied, tr("The refresh token is unknown or has expired. Sign in again."));
    return std::move(*answer);
}

Result<Account> Accounts::authenticate(const QByteArray &token)
{
    const QByteArray hash = hashOf(token);
    if (!m_operatorHash.isEmpty() && areEqual(hash, m_operatorHash)) {
        if (const auto found = find("id", m_operatorId))
            return *found;
    }
    QString accountId;
    {
        const std::lock_guard lock(m_store.mutex());
        TUILERIE_CHECK(m_store.database().run("SELECT account FROM token WHERE hash=? AND is_refresh=0 AND expires>?",
            {QString::fromLatin1(hash), m_clock().toMSecsSinceEpoch()},
            [&](const SqlRow &row) { accountId = row.text(0); }));
    }
    if (const auto found = accountId.isEmpty() ? std::nullopt : find("id", accountId))
        return *found;
    return fail(ErrorCode::Denied, tr("The token is unknown or has expired. Sign in again."));
}

} // namespace tuilerie
