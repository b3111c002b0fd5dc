// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/datastore.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject Endpoint::toJson() const
{
    QJsonArray list;
    for (const OfferingUrl &item : urls)
        list.append(item.toJson());
    const QJsonObject inner{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name},
        {QStringLiteral("technical_name"), technicalName}, {QStringLiteral("type"), type}, {QStringLiteral("open"), open},
        {QStringLiteral("force_metadata"), false}, {QStringLiteral("force_attribution"), false},
        {QStringLiteral("search_publish"), false}, {QStringLiteral("urls"), list}};
    return {{QStringLiteral("use"), use}, {QStringLiteral("quota"), quota}, {QStringLiteral("endpoint"), inner}};
}

Endpoint Endpoint::fromJson(const QJsonObject &object)
{
    const QJsonObject inner = object.value(QLatin1String("endpoint")).toObject();
    Endpoint endpoint;
    endpoint.id = inner.value(QLatin1String("_id")).toString();
    endpoint.name = inner.value(QLatin1String("name")).toString();
    endpoint.technicalName = inner.value(QLatin1String("technical_name")).toString();
    endpoint.type = inner.value(QLatin1String("type")).toString();
    endpoint.open = boolean(inner.value(QLatin1String("open")), true);
    const QJsonArray list = inner.value(QLatin1String("urls")).toArray();
    for (const QJsonValue item : list)
        endpoint.urls.push_back(OfferingUrl::fromJson(item));
    endpoint.use = integer(object.value(QLatin1String("use")));
    endpoint.quota = integer(object.value(QLatin1String("quota")));
    return endpoint;
}

QJsonObject StorageUse::toJson() const
{
    return {{QStringLiteral("use"), use}, {QStringLiteral("quota"), quota},
        {QStringLiteral("storage"),
            QJsonObject{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name}, {QStringLiteral("type"), type},
                {QStringLiteral("labels"), array(labels)}}}};
}

StorageUse StorageUse::fromJson(const QJsonObject &object)
{
    const QJsonObject storage = object.value(QLatin1String("storage")).toObject();
    return {storage.value(QLatin1String("_id")).toString(), storage.value(QLatin1String("name")).toString(),
        storage.value(QLatin1String("type")).toString(), texts(storage.value(QLatin1String("labels"))),
        integer(object.value(QLatin1String("use"))), integer(object.value(QLatin1String("quota")))};
}

const Endpoint *DatastoreInfo::endpoint(const QString &type, bool open) const
{
    for (const Endpoint &item : endpoints)
        if (item.type == type && item.open == open && item.use < item.quota)
            return &item;
    return nullptr;
}

QJsonObject DatastoreInfo::toJson() const
{
    QJsonArray endpointList, storageList;
    for (const Endpoint &item : endpoints)
        endpointList.append(item.toJson());
    for (const StorageUse &item : dataStorages)
        storageList.append(item.toJson());
    QJsonObject owner = community.toJson();
    put(owner, "contact", contact);
    owner.insert(QLatin1String("public"), true);
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name},
        {QStringLiteral("technical_name"), technicalName}, {QStringLiteral("description"), description},
        {QStringLiteral("active"), active}, {QStringLiteral("sharings"), false}, {QStringLiteral("community"), owner},
        {QStringLiteral("processings"), array(processings)}, {QStringLiteral("checks"), array(checks)},
        {QStringLiteral("endpoints"), endpointList},
        {QStringLiteral("storages"),
            QJsonObject{{QStringLiteral("data"), storageList}, {QStringLiteral("uploads"), uploads.toJson()},
                {QStringLiteral("annexes"), annexes.toJson()}}}};
    put(object, "configuration_layer_name_prefix", layerNamePrefix);
    put(object, "metadata_file_identifier_prefix", metadataPrefix);
    return object;
}

DatastoreInfo DatastoreInfo::fromJson(const QJsonObject &object)
{
    DatastoreInfo info;
    info.id = object.value(QLatin1String("_id")).toString();
    info.name = object.value(QLatin1String("name")).toString();
    info.technicalName = object.value(QLatin1String("technical_name")).toString();
    info.description = object.value(QLatin1String("description")).toString();
    info.active = boolean(object.value(QLatin1String("active")), true);
    info.layerNamePrefix = object.value(QLatin1String("configuration_layer_name_prefix")).toString();
    info.metadataPrefix = object.value(QLatin1String("metadata_file_identifier_prefix")).toString();
    info.community = EntityReference::fromJson(object.value(QLatin1String("community")));
    info.contact = object.value(QLatin1String("community")).toObject().value(QLatin1String("contact")).toString();
    info.processings = texts(object.value(QLatin1String("processings")));
    info.checks = texts(object.value(QLatin1String("checks")));
    const QJsonArray endpointList = object.value(QLatin1String("endpoints")).toArray();
    for (const QJsonValue item : endpointList)
        info.endpoints.push_back(Endpoint::fromJson(item.toObject()));
    const QJsonObject storages = object.value(QLatin1String("storages")).toObject();
    const QJsonArray storageList = storages.value(QLatin1String("data")).toArray();
    for (const QJsonValue item : storageList)
        info.dataStorages.push_back(StorageUse::fromJson(item.toObject()));
    // Older replies use the singular.
    const auto storage = [&](const char *plural, const char *singular) {
        const QLatin1String name(storages.contains(QLatin1String(plural)) ? plural : singular);
        return StorageUse::fromJson(storages.value(name).toObject());
    };
    info.uploads = storage("uploads", "upload");
    info.annexes = storage("annexes", "annexe");
    return info;
}

} // namespace tuilerie
