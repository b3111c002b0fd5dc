// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/boxedcheck.h"

#include "source/inbox.h"

namespace tuilerie {

Result<std::vector<Finding>> checkPathsInBox(
    const QStringList &paths, const QString &assignCrs, WorkControl &control, const CheckScope &scope)
{
    const QJsonObject params{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)},
        {QStringLiteral("crs"), assignCrs}, {QStringLiteral("only"), int(scope.kind)},
        {QStringLiteral("before_work"), scope.isBeforeWork}};
    const auto answer = inBox(QStringLiteral("find"), params, paths, {}, control);
    if (!answer)
        return checkPaths(paths, assignCrs, control, scope);
    if (!*answer)
        return fail(answer->error());
    std::vector<Finding> findings;
    for (const QJsonValue finding : (**answer)[QLatin1String("findings")].toArray())
        findings.push_back(Finding::fromJson(finding.toObject()));
    return findings;
}

Result<QJsonArray> probeInBox(const QStringList &paths, WorkControl &control)
{
    const QJsonObject params{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}};
    const auto answer = inBox(QStringLiteral("probe"), params, paths, {}, control);
    if (!answer)
        return QJsonArray();
    if (!*answer)
        return fail(answer->error());
    return (**answer)[QLatin1String("items")].toArray();
}

} // namespace tuilerie
