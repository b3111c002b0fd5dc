// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storeddata.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject StoredData::toJson() const
{
    QJsonObject object;
    writeCommon(object);
    put(object, "description", description);
    put(object, "srs", srs);
    put(object, "contact", contact);
    object.insert(QLatin1String("size"), size);
    object.insert(QLatin1String("open"), open);
    object.insert(QLatin1String("public_activity"), publicActivity);
    put(object, "edition", edition);
    put(object, "extent", extent);
    object.insert(QLatin1String("storage"),
        QJsonObject{{QStringLiteral("type"), storageType}, {QStringLiteral("labels"), array(storageLabels)}});
    put(object, "ancestry", ancestry);
    object.insert(QLatin1String("type_infos"), typeInfos);
    return object;
}

StoredData StoredData::fromJson(const QJsonObject &object)
{
    StoredData data;
    data.readCommon(object);
    data.description = object.value(QLatin1String("description")).toString();
    data.srs = object.value(QLatin1String("srs")).toString();
    data.contact = object.value(QLatin1String("contact")).toString();
    data.size = integer(object.value(QLatin1String("size")));
    data.open = boolean(object.value(QLatin1String("open")));
    data.publicActivity = boolean(object.value(QLatin1String("public_activity")));
    data.edition = object.value(QLatin1String("edition")).toObject();
    data.extent = object.value(QLatin1String("extent")).toObject();
    const QJsonObject storage = object.value(QLatin1String("storage")).toObject();
    data.storageType = storage.value(QLatin1String("type")).toString();
    data.storageLabels = texts(storage.value(QLatin1String("labels")));
    data.ancestry = object.value(QLatin1String("ancestry")).toObject();
    data.typeInfos = object.value(QLatin1String("type_infos")).toObject();
    return data;
}

} // namespace tuilerie
