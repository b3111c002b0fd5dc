// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/entity.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <limits>

namespace tuilerie {

using namespace modeljson;

QJsonObject EntityReference::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}};
    put(object, "name", name);
    put(object, "type", type);
    put(object, "status", status);
    return object;
}

EntityReference EntityReference::fromJson(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString(), {}, {}, {}};
    const QJsonObject object = value.toObject();
    EntityReference reference;
    reference.id = object.value(QLatin1String("_id")).toString(object.value(QLatin1String("id")).toString());
    reference.name = object.value(QLatin1String("name")).toString();
    reference.type = object.value(QLatin1String("type")).toString();
    reference.status = object.value(QLatin1String("status")).toString();
    return reference;
}

QJsonObject UserReference::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}};
    put(object, "first_name", firstName);
    put(object, "last_name", lastName);
    return object;
}

UserReference UserReference::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), object.value(QLatin1String("first_name")).toString(),
        object.value(QLatin1String("last_name")).toString()};
}

QJsonObject EntityEvent::toJson() const
{
    QJsonObject object{{QStringLiteral("date"), modeljson::date(date)}, {QStringLiteral("title"), title}};
    put(object, "text", text);
    if (!initiator.id.isEmpty())
        object.insert(QLatin1String("initiator"), initiator.toJson());
    return object;
}

EntityEvent EntityEvent::fromJson(const QJsonObject &object)
{
    return {modeljson::date(object.value(QLatin1String("date"))), object.value(QLatin1String("title")).toString(),
        object.value(QLatin1String("text")).toString(),
        UserReference::fromJson(object.value(QLatin1String("initiator")).toObject())};
}

QJsonObject Comment::toJson() const
{
    return {{QStringLiteral("_id"), id}, {QStringLiteral("text"), text}, {QStringLiteral("author"), author.toJson()},
        {QStringLiteral("creation"), date(creation)}, {QStringLiteral("update"), date(update)}};
}

Comment Comment::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), object.value(QLatin1String("text")).toString(),
        UserReference::fromJson(object.value(QLatin1String("author")).toObject()),
        date(object.value(QLatin1String("creation"))), date(object.value(QLatin1String("update")))};
}

QJsonObject GeographicBox::toJson() const
{
    return {{QStringLiteral("west"), west}, {QStringLiteral("south"), south}, {QStringLiteral("east"), east},
        {QStringLiteral("north"), north}};
}

GeographicBox GeographicBox::fromJson(const QJsonObject &object)
{
    const auto number = [&](const char *name) {
        const QJsonValue value = object.value(QLatin1String(name));
        return value.isString() ? value.toString().toDouble() : value.toDouble();
    };
    return {number("west"), number("south"), number("east"), number("north")};
}

QJsonObject GeographicBox::toGeometry() const
{
    const auto point = [](double x, double y) { return QJsonArray{x, y}; };
    const QJsonArray ring{
        point(west, south), point(east, south), point(east, north), point(west, north), point(west, south)};
    return {{QStringLiteral("type"), QStringLiteral("Polygon")},
        {QStringLiteral("coordinates"), QJsonArray{QJsonValue(ring)}}}; // a list of an array alone may be read as its copy
}

namespace {
void growBox(const QJsonArray &coordinates, GeographicBox &box, bool &isFirst)
{
    if (coordinates.isEmpty())
        return;
    if (!coordinates.first().isDouble()) {
        for (const QJsonValue item : coordinates)
            growBox(item.toArray(), box, isFirst);
        return;
    }
    const double x = coordinates.at(0).toDouble(), y = coordinates.at(1).toDouble();
    box = isFirst
        ? GeographicBox{x, y, x, y}
        : GeographicBox{std::min(box.west, x), std::min(box.south, y), std::max(box.east, x), std::max(box.north, y)};
    isFirst = false;
}

void growByGeometry(const QJsonObject &geometry, GeographicBox &box, bool &isFirst)
{
    growBox(geometry.value(QLatin1String("coordinates")).toArray(), box, isFirst);
    const QJsonArray members = geometry.value(QLatin1String("geometries")).toArray();
    for (const QJsonValue member : members)
        growByGeometry(member.toObject(), box, isFirst);
}
} // namespace

GeographicBox GeographicBox::ofGeometry(const QJsonObject &geometry)
{
    GeographicBox box;
    bool isFirst = true;
    growByGeometry(geometry, box, isFirst);
    return box;
}

void Entity::readCommon(const QJsonObject &object)
{
    id = object.value(QLatin1String("_id")).toString(object.value(QLatin1String("id")).toString());
    name = object.value(QLatin1String("name")).toString();
    type = object.value(QLatin1String("type")).toString();
    status = object.value(QLatin1String("status")).toString();
    tags = map(object.value(QLatin1String("tags")));
    if (object.value(QLatin1String("last_event")).isObject())
        lastEvent = EntityEvent::fromJson(object.value(QLatin1String("last_event")).toObject());
    extra = object.value(QLatin1String("extra")).toObject();
    creation = date(object.value(QLatin1String("creation")));
    update = date(object.value(QLatin1String("update")));
}

void Entity::writeCommon(QJsonObject &object) const
{
    object.insert(QLatin1String("_id"), id);
    put(object, "name", name);
    object.insert(QLatin1String("type"), type);
    object.insert(QLatin1String("status"), status);
    object.insert(QLatin1String("tags"), modeljson::object(tags));
    if (lastEvent.date.isValid())
        object.insert(QLatin1String("last_event"), lastEvent.toJson());
    put(object, "extra", extra);
    put(object, "creation", date(creation));
    put(object, "update", date(update));
}

QString ApiError::sentence() const
{
    return descriptions.isEmpty() ? error : descriptions.join(QLatin1Char('\n'));
}

QJsonObject ApiError::toJson() const
{
    return {{QStringLiteral("error"), error}, {QStringLiteral("error_description"), array(descriptions)}};
}

ApiError ApiError::fromBody(const QByteArray &body)
{
    ApiError result;
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
        const QString text = QString::fromUtf8(body).trimmed();
        // A gateway's HTML page says nothing to a user.
        if (!text.startsWith(QLatin1Char('<')))
            result.descriptions << text.left(2000);
        return result;
    }
    const QJsonObject object = document.object();
    result.error = object.value(QLatin1String("error")).toString();
    const QJsonValue description = object.value(QLatin1String("error_description"));
    if (description.isArray())
        result.descriptions = texts(description);
    else if (description.isString())
        result.descriptions << description.toString();
    else if (object.value(QLatin1String("message")).isString())
        result.descriptions << object.value(QLatin1String("message")).toString();
    return result;
}

QByteArray ContentRange::toHeader() const
{
    return QByteArray::number(first) + '-' + QByteArray::number(last) + '/' + QByteArray::number(total);
}

bool ContentRange::parse(const QByteArray &header, ContentRange &range)
{
    static const QRegularExpression pattern(QStringLiteral("(\\d+)-(\\d+)/(\\d+)"));
    const QRegularExpressionMatch match = pattern.match(QString::fromLatin1(header));
    if (!match.hasMatch())
        return false;
    range = {match.captured(1).toLongLong(), match.captured(2).toLongLong(), match.captured(3).toLongLong()};
    return true;
}

} // namespace tuilerie
