// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/json.h"

namespace tuilerie {

using Tags = QMap<QString, QString>;

/// Where one entity names another: {_id, name} (and what else was given: type, status, srs).
struct EntityReference
{
    QString id;
    QString name;
    QString type;
    QString status;

    bool operator==(const EntityReference &) const = default;
    QJsonObject toJson() const;
    /// From the object, or from a bare identifier.
    static EntityReference fromJson(const QJsonValue &value);
};

/// Who did something; also the author of a comment.
struct UserReference
{
    QString id;
    QString firstName;
    QString lastName;

    bool operator==(const UserReference &) const = default;
    QJsonObject toJson() const;
    static UserReference fromJson(const QJsonObject &object);
};

/// A line of an entity's history (`events`, `last_event`).
struct EntityEvent
{
    QDateTime date;
    QString title;
    QString text;
    UserReference initiator;

    bool operator==(const EntityEvent &) const = default;
    QJsonObject toJson() const;
    static EntityEvent fromJson(const QJsonObject &object);
};

struct Comment
{
    QString id;
    QString text;
    UserReference author;
    QDateTime creation;
    QDateTime update;

    bool operator==(const Comment &) const = default;
    QJsonObject toJson() const;
    static Comment fromJson(const QJsonObject &object);
};

/// Degrees WGS 84: {west, south, east, north}. Empty unless east > west and north > south.
struct GeographicBox
{
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;

    bool operator==(const GeographicBox &) const = default;
    bool isEmpty() const { return !(east > west && north > south); }
    QJsonObject toJson() const;
    static GeographicBox fromJson(const QJsonObject &object);
    QJsonObject toGeometry() const; ///< GeoJSON Polygon
    /// The box around a GeoJSON geometry of any kind.
    static GeographicBox ofGeometry(const QJsonObject &geometry);
};

/// What every main entity carries. The others inherit it; members that an answer leaves out keep their defaults, because
/// list items are not whole entities (docs/entrepot.md §1.1).
struct Entity
{
    QString id;
    QString name;
    QString type;
    QString status;
    Tags tags;
    EntityEvent lastEvent;
    QJsonObject extra;
    QDateTime creation;
    QDateTime update;

    bool operator==(const Entity &) const = default;

protected:
    void readCommon(const QJsonObject &object);
    void writeCommon(QJsonObject &object) const;
};

/// The body of a failed call: {"error", "error_description": [sentences]}. Reads every form that docs/entrepot.md §3 lists.
struct ApiError
{
    QString error;
    QStringList descriptions;

    QString sentence() const; ///< the descriptions in one text, or `error`
    QJsonObject toJson() const;
    static ApiError fromBody(const QByteArray &body);
};

/// The counts of a `Content-Range` header: "<first>-<last>/<total>", last excluded or included alike.
struct ContentRange
{
    qint64 first = 0;
    qint64 last = 0;
    qint64 total = 0;

    bool operator==(const ContentRange &) const = default;
    QByteArray toHeader() const;
    static bool parse(const QByteArray &header, ContentRange &range);
};

} // namespace tuilerie
