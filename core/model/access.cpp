// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/access.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject AccessKey::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name}, {QStringLiteral("type"), type},
        {QStringLiteral("type_infos"), typeInfos}};
    put(object, "whitelist", array(whitelist));
    put(object, "blacklist", array(blacklist));
    put(object, "user_agent", userAgent);
    put(object, "referer", referer);
    put(object, "creation", date(creation));
    return object;
}

AccessKey AccessKey::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), object.value(QLatin1String("name")).toString(),
        object.value(QLatin1String("type")).toString(), object.value(QLatin1String("type_infos")).toObject(),
        texts(object.value(QLatin1String("whitelist"))), texts(object.value(QLatin1String("blacklist"))),
        object.value(QLatin1String("user_agent")).toString(), object.value(QLatin1String("referer")).toString(),
        date(object.value(QLatin1String("creation")))};
}

QJsonObject Permission::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("licence"), licence}, {QStringLiteral("type"), type},
        {QStringLiteral("only_oauth"), onlyOauth}, {QStringLiteral("offerings"), offerings},
        {QStringLiteral("beneficiary"), beneficiary.toJson()}};
    put(object, "end_date", date(endDate));
    return object;
}

Permission Permission::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), object.value(QLatin1String("licence")).toString(),
        object.value(QLatin1String("type")).toString(), date(object.value(QLatin1String("end_date"))),
        boolean(object.value(QLatin1String("only_oauth"))), object.value(QLatin1String("offerings")).toArray(),
        EntityReference::fromJson(object.value(QLatin1String("beneficiary")))};
}

QJsonObject KeyAccess::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("offering"), offering.toJson()}};
    if (!permission.id.isEmpty())
        object.insert(QLatin1String("permission"), permission.toJson());
    return object;
}

KeyAccess KeyAccess::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(),
        EntityReference::fromJson(object.value(QLatin1String("permission"))),
        EntityReference::fromJson(object.value(QLatin1String("offering")))};
}

} // namespace tuilerie
