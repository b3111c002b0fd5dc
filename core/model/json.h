// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QMap>
#include <QString>
#include <QStringList>

namespace tuilerie {

/// Lenient readers and strict writers of the JSON forms that every noun of the Entrepôt API shares (docs/entrepot.md §1).
///  Pure functions, any thread.
namespace modeljson {

/// ISO 8601 with or without a zone (none = UTC), with any number of decimals. Invalid when it is none.
QDateTime date(const QJsonValue &value);
/// "2026-01-05T08:00:00.123Z"; null for an invalid one.
QJsonValue date(const QDateTime &value);
/// Booleans come as true, "true", "True", "1" or 1.
bool boolean(const QJsonValue &value, bool fallback = false);
/// A text, also from a number: zoom levels come as "12" and as 12.
QString text(const QJsonValue &value);
/// A list of texts from an array, a comma-joined text or nothing.
QStringList texts(const QJsonValue &value);
QJsonArray array(const QStringList &texts);
qint64 integer(const QJsonValue &value, qint64 fallback = 0);
/// A flat object of texts (tags).
QMap<QString, QString> map(const QJsonValue &value);
QJsonObject object(const QMap<QString, QString> &map);
/// Sets the member unless the value is null, an empty text, array or object.
void put(QJsonObject &object, const char *name, const QJsonValue &value);
/// Zoom levels by number where they are numbers, by text otherwise; the API gives them unsorted.
QStringList sortedLevels(QStringList levels);

} // namespace modeljson
} // namespace tuilerie
