// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

#include <vector>

namespace tuilerie {

namespace OfferingStatus {
inline constexpr QLatin1String Publishing("PUBLISHING"), Modifying("MODIFYING"), Published("PUBLISHED"),
    Unpublishing("UNPUBLISHING"), Unpublished("UNPUBLISHED"), Unstable("UNSTABLE");
}

/// A template of an address by protocol: WMTS TMS WMS WFS DOWNLOAD…
struct OfferingUrl
{
    QString type;
    QString url;

    bool operator==(const OfferingUrl &) const = default;
    QJsonObject toJson() const;
    static OfferingUrl fromJson(const QJsonValue &value); ///< older replies are plain texts
};

/// A configuration on an endpoint: a published layer (docs/entrepot.md §13).
struct Offering : Entity
{
    QString layerName;
    bool open = true;
    bool available = true;
    bool publicActivity = false;
    EntityReference configuration;
    EntityReference endpoint;
    std::vector<OfferingUrl> urls;
    QString version; ///< ours: changes with each publication

    bool operator==(const Offering &) const = default;
    QString url(const QString &type) const; ///< empty when there is none
    QJsonObject toJson() const;
    static Offering fromJson(const QJsonObject &object);
};

} // namespace tuilerie
