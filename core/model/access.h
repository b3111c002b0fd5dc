// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

namespace tuilerie {

/// A key to private layers (docs/entrepot.md §15). `type`: HASH BASIC OAUTH2; `typeInfos` of HASH: {hash}.
struct AccessKey
{
    QString id;
    QString name;
    QString type;
    QJsonObject typeInfos;
    QStringList whitelist;
    QStringList blacklist;
    QString userAgent;
    QString referer;
    QDateTime creation;

    bool operator==(const AccessKey &) const = default;
    QJsonObject toJson() const;
    static AccessKey fromJson(const QJsonObject &object);
};

/// Leave for a user or a community to use private offerings.
struct Permission
{
    QString id;
    QString licence;
    QString type; ///< ACCOUNT or COMMUNITY
    QDateTime endDate;
    bool onlyOauth = false;
    QJsonArray offerings;
    EntityReference beneficiary;

    bool operator==(const Permission &) const = default;
    QJsonObject toJson() const;
    static Permission fromJson(const QJsonObject &object);
};

/// A key's use of a permission.
struct KeyAccess
{
    QString id;
    EntityReference permission;
    EntityReference offering;

    bool operator==(const KeyAccess &) const = default;
    QJsonObject toJson() const;
    static KeyAccess fromJson(const QJsonObject &object);
};

} // namespace tuilerie
