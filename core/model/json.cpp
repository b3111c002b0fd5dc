// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json.h"

#include <algorithm>

namespace tuilerie::modeljson {

QDateTime date(const QJsonValue &value)
{
    QString text = value.toString().trimmed();
    if (text.isEmpty())
        return {};
    // QDateTime reads three decimals; the platform writes six to nine.
    const qsizetype dot = text.indexOf(QLatin1Char('.'));
    if (dot > 0) {
        qsizetype end = dot + 1;
        while (end < text.size() && text.at(end).isDigit())
            ++end;
        if (end - dot - 1 > 3)
            text.remove(dot + 4, end - dot - 4);
    }
    QDateTime parsed = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (parsed.isValid() && parsed.timeSpec() == Qt::LocalTime)
        parsed.setTimeSpec(Qt::UTC);
    return parsed.toUTC();
}

QJsonValue date(const QDateTime &value)
{
    if (!value.isValid())
        return QJsonValue::Null;
    return value.toUTC().toString(Qt::ISODateWithMs);
}

bool boolean(const QJsonValue &value, bool fallback)
{
    if (value.isBool())
        return value.toBool();
    if (value.isDouble())
        return value.toDouble() != 0;
    const QString text = value.toString().trimmed().toLower();
    if (text == QLatin1String("true") || text == QLatin1String("1"))
        return true;
    if (text == QLatin1String("false") || text == QLatin1String("0"))
        return false;
    return fallback;
}

QString text(const QJsonValue &value)
{
    if (value.isDouble()) {
        const double number = value.toDouble();
        return number == double(qint64(number)) ? QString::number(qint64(number)) : QString::number(number, 'g', 15);
    }
    return value.toString();
}

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        for (const QJsonValue item : items)
            list << text(item);
    } else if (!value.isNull() && !value.isUndefined()) {
        const QStringList parts = text(value).split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (const QString &part : parts)
            list << part.trimmed();
    }
    return list;
}

QJsonArray array(const QStringList &texts)
{
    return QJsonArray::fromStringList(texts);
}

qint64 integer(const QJsonValue &value, qint64 fallback)
{
    if (value.isDouble())
        return value.toInteger(qint64(value.toDouble()));
    bool ok = false;
    const qint64 number = value.toString().toLongLong(&ok);
    return ok ? number : fallback;
}

QMap<QString, QString> map(const QJsonValue &value)
{
    QMap<QString, QString> result;
    const QJsonObject members = value.toObject();
    for (auto it = members.begin(); it != members.end(); ++it)
        result.insert(it.key(),
            it.value().isBool() ? (it.value().toBool() ? QStringLiteral("true") : QStringLiteral("false"))
                                : text(it.value()));
    return result;
}

QJsonObject object(const QMap<QString, QString> &map)
{
    QJsonObject result;
    for (auto it = map.begin(); it != map.end(); ++it)
        result.insert(it.key(), it.value());
    return result;
}

void put(QJsonObject &object, const char *name, const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined() || (value.isString() && value.toString().isEmpty())
        || (value.isArray() && value.toArray().isEmpty()) || (value.isObject() && value.toObject().isEmpty()))
        return;
    object.insert(QLatin1String(name), value);
}

QStringList sortedLevels(QStringList levels)
{
    std::sort(levels.begin(), levels.end(), [](const QString &a, const QString &b) {
        bool aIsNumber = false, bIsNumber = false;
        const double x = a.toDouble(&aIsNumber), y = b.toDouble(&bIsNumber);
        return aIsNumber && bIsNumber ? x < y : a < b;
    });
    return levels;
}

} // namespace tuilerie::modeljson
