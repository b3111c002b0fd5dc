// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/offering.h"

#include <vector>

namespace tuilerie {

/// A diffusion service of the platform (docs/entrepot.md §14).
struct Endpoint
{
    QString id;
    QString name;
    QString technicalName;
    QString type; ///< configuration types and METADATA
    bool open = true;
    std::vector<OfferingUrl> urls;
    qint64 use = 0; ///< offerings
    qint64 quota = 0;

    bool operator==(const Endpoint &) const = default;
    /// {use, quota, endpoint: {…}}, the item of a datastore's `endpoints`.
    QJsonObject toJson() const;
    static Endpoint fromJson(const QJsonObject &object);
};

struct StorageUse
{
    QString id;
    QString name;
    QString type;
    QStringList labels;
    qint64 use = 0; ///< bytes
    qint64 quota = 0;

    bool operator==(const StorageUse &) const = default;
    QJsonObject toJson() const;
    static StorageUse fromJson(const QJsonObject &object);
};

/// A producer's space: quotas, endpoints, what it may run (docs/entrepot.md §5).
struct DatastoreInfo
{
    QString id;
    QString name;
    QString technicalName;
    QString description;
    bool active = true;
    QString layerNamePrefix;
    QString metadataPrefix;
    EntityReference community;
    QString contact;
    QStringList processings;
    QStringList checks;
    std::vector<Endpoint> endpoints;
    std::vector<StorageUse> dataStorages;
    StorageUse uploads;
    StorageUse annexes;

    bool operator==(const DatastoreInfo &) const = default;
    const Endpoint *endpoint(const QString &type, bool open) const; ///< nullptr when there is none with room left
    QJsonObject toJson() const;
    static DatastoreInfo fromJson(const QJsonObject &object);
};

} // namespace tuilerie
