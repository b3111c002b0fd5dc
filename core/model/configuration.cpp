// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/configuration.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject UsedData::toJson() const
{
    return {{QStringLiteral("stored_data"), storedData}, {QStringLiteral("top_level"), topLevel},
        {QStringLiteral("bottom_level"), bottomLevel}};
}

UsedData UsedData::fromJson(const QJsonObject &object)
{
    return {EntityReference::fromJson(object.value(QLatin1String("stored_data"))).id,
        text(object.value(QLatin1String("top_level"))), text(object.value(QLatin1String("bottom_level")))};
}

namespace {
QString inOneLanguage(const QJsonValue &value)
{
    if (!value.isObject())
        return value.toString();
    const QJsonObject texts = value.toObject();
    for (const QLatin1String language : {QLatin1String("fr"), QLatin1String("en")})
        if (texts.contains(language))
            return texts.value(language).toString();
    return texts.isEmpty() ? QString() : texts.begin().value().toString();
}
} // namespace

QString Configuration::title() const
{
    return inOneLanguage(typeInfos.value(QLatin1String("title")));
}

QString Configuration::abstract() const
{
    return inOneLanguage(typeInfos.value(QLatin1String("abstract")));
}

std::vector<UsedData> Configuration::usedData() const
{
    std::vector<UsedData> result;
    const QJsonArray items = typeInfos.value(QLatin1String("used_data")).toArray();
    for (const QJsonValue item : items)
        result.push_back(UsedData::fromJson(item.toObject()));
    return result;
}

void Configuration::setUsedData(const std::vector<UsedData> &data)
{
    QJsonArray items;
    for (const UsedData &item : data)
        items.append(item.toJson());
    typeInfos.insert(QLatin1String("used_data"), items);
}

QJsonObject Configuration::toJson() const
{
    QJsonObject object;
    writeCommon(object);
    object.insert(QLatin1String("layer_name"), layerName);
    object.insert(QLatin1String("type_infos"), typeInfos);
    put(object, "attribution", attribution);
    object.insert(QLatin1String("metadata"), metadata);
    return object;
}

Configuration Configuration::fromJson(const QJsonObject &object)
{
    Configuration configuration;
    configuration.readCommon(object);
    configuration.layerName = object.value(QLatin1String("layer_name")).toString();
    configuration.typeInfos = object.value(QLatin1String("type_infos")).toObject();
    configuration.attribution = object.value(QLatin1String("attribution")).toObject();
    configuration.metadata = object.value(QLatin1String("metadata")).toArray();
    return configuration;
}

QJsonObject Configuration::toRequest() const
{
    QJsonObject object{{QStringLiteral("type"), type}, {QStringLiteral("name"), name},
        {QStringLiteral("layer_name"), layerName}, {QStringLiteral("type_infos"), typeInfos}};
    put(object, "attribution", attribution);
    put(object, "metadata", metadata);
    put(object, "extra", extra);
    return object;
}

} // namespace tuilerie
