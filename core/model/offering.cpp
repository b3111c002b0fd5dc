// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/offering.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject OfferingUrl::toJson() const
{
    return {{QStringLiteral("type"), type}, {QStringLiteral("url"), url}};
}

OfferingUrl OfferingUrl::fromJson(const QJsonValue &value)
{
    if (value.isString())
        return {{}, value.toString()};
    return {value[QLatin1String("type")].toString(), value[QLatin1String("url")].toString()};
}

QString Offering::url(const QString &type) const
{
    for (const OfferingUrl &item : urls)
        if (item.type.compare(type, Qt::CaseInsensitive) == 0)
            return item.url;
    return {};
}

QJsonObject Offering::toJson() const
{
    QJsonObject object;
    writeCommon(object);
    object.remove(QLatin1String("name"));
    object.remove(QLatin1String("tags"));
    object.insert(QLatin1String("layer_name"), layerName);
    object.insert(QLatin1String("open"), open);
    object.insert(QLatin1String("available"), available);
    object.insert(QLatin1String("public_activity"), publicActivity);
    object.insert(QLatin1String("configuration"), configuration.toJson());
    object.insert(QLatin1String("endpoint"), endpoint.toJson());
    QJsonArray list;
    for (const OfferingUrl &item : urls)
        list.append(item.toJson());
    object.insert(QLatin1String("urls"), list);
    put(object, "version", version);
    return object;
}

Offering Offering::fromJson(const QJsonObject &object)
{
    Offering offering;
    offering.readCommon(object);
    offering.layerName = object.value(QLatin1String("layer_name")).toString();
    offering.open = boolean(object.value(QLatin1String("open")), true);
    offering.available = boolean(object.value(QLatin1String("available")), true);
    offering.publicActivity = boolean(object.value(QLatin1String("public_activity")));
    offering.configuration = EntityReference::fromJson(object.value(QLatin1String("configuration")));
    offering.endpoint = EntityReference::fromJson(object.value(QLatin1String("endpoint")));
    const QJsonArray list = object.value(QLatin1String("urls")).toArray();
    for (const QJsonValue item : list)
        offering.urls.push_back(OfferingUrl::fromJson(item));
    offering.version = text(object.value(QLatin1String("version")));
    return offering;
}

} // namespace tuilerie
