// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/styledtable.h"

namespace tuilerie {

QJsonObject StyledTable::toJson() const
{
    QJsonObject object{{QStringLiteral("database"), database}, {QStringLiteral("table"), table}};
    if (!style.isEmpty())
        object.insert(QStringLiteral("style"), style);
    return object;
}

StyledTable StyledTable::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("database")).toString(), object.value(QLatin1String("table")).toString(),
        object.value(QLatin1String("style")).toString()};
}

} // namespace tuilerie
