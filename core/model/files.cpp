// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/files.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject StaticFile::toJson() const
{
    QJsonObject object;
    writeCommon(object);
    object.remove(QLatin1String("status"));
    object.remove(QLatin1String("tags"));
    put(object, "description", description);
    object.insert(QLatin1String("type_infos"), typeInfos);
    return object;
}

StaticFile StaticFile::fromJson(const QJsonObject &object)
{
    StaticFile file;
    file.readCommon(object);
    file.description = object.value(QLatin1String("description")).toString();
    file.typeInfos = object.value(QLatin1String("type_infos")).toObject();
    return file;
}

QJsonObject Annex::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("paths"), array(paths)},
        {QStringLiteral("labels"), array(labels)}, {QStringLiteral("mime_type"), mimeType}, {QStringLiteral("size"), size},
        {QStringLiteral("published"), published}};
    put(object, "extra", extra);
    return object;
}

Annex Annex::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), texts(object.value(QLatin1String("paths"))),
        texts(object.value(QLatin1String("labels"))), object.value(QLatin1String("mime_type")).toString(),
        integer(object.value(QLatin1String("size"))), boolean(object.value(QLatin1String("published"))),
        object.value(QLatin1String("extra")).toObject()};
}

QJsonObject MetadataFile::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("type"), type},
        {QStringLiteral("file_identifier"), fileIdentifier}, {QStringLiteral("level"), level},
        {QStringLiteral("open_data"), openData}, {QStringLiteral("tags"), modeljson::object(tags)},
        {QStringLiteral("endpoints"), QJsonArray()}};
    put(object, "extra", extra);
    return object;
}

MetadataFile MetadataFile::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), object.value(QLatin1String("type")).toString(),
        object.value(QLatin1String("file_identifier")).toString(), object.value(QLatin1String("level")).toString(),
        boolean(object.value(QLatin1String("open_data"))), map(object.value(QLatin1String("tags"))),
        object.value(QLatin1String("extra")).toObject()};
}

} // namespace tuilerie
