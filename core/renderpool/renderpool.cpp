// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/renderpool.h"

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

Result<std::shared_ptr<RenderPool>> RenderPool::create(const RenderPoolOptions &)
{
    return fail(ErrorCode::Unsupported, QStringLiteral("There is no renderer yet."));
}

} // namespace tuilerie
