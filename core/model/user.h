// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

#include <vector>

namespace tuilerie {

/// Membership of a community, with rights UPLOAD PROCESSING BROADCAST ANNEX COMMUNITY; `datastore` may be empty.
struct CommunityMember
{
    QStringList rights;
    QString id;
    QString name;
    QString technicalName;
    QString datastore;
    QString supervisor;
    bool isPublic = true;

    bool operator==(const CommunityMember &) const = default;
    QJsonObject toJson() const;
    static CommunityMember fromJson(const QJsonObject &object);
};

struct User
{
    QString id;
    QString email;
    QString firstName;
    QString lastName;
    QDateTime creation;
    QDateTime lastLogin;
    bool administrator = false;
    bool technical = false;
    qint64 keysQuota = 0;
    qint64 keysUse = 0;
    std::vector<CommunityMember> communities;

    QString fullName() const { return QString(firstName + QLatin1Char(' ') + lastName).trimmed(); }
    bool operator==(const User &) const = default;
    QJsonObject toJson() const;
    static User fromJson(const QJsonObject &object);
};

/// The answer of the token endpoint (docs/entrepot.md §2).
struct TokenAnswer
{
    QString accessToken;
    QString refreshToken;
    QString tokenType;
    int expiresIn = 0;        ///< seconds
    int refreshExpiresIn = 0; ///< seconds

    bool operator==(const TokenAnswer &) const = default;
    QJsonObject toJson() const;
    static TokenAnswer fromJson(const QJsonObject &object);
};

} // namespace tuilerie
