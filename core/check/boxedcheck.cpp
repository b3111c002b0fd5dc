// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/boxedcheck.h"

#include "box/boxfiles.h"

namespace tuilerie {

Result<std::vector<Finding>> checkPathsInBox(
    const QStringList &paths, const QString &assignCrs, WorkControl &control, const CheckScope &scope)
{
    const auto files = boxFilesFor(paths);
    if (!files)
        return checkPaths(paths, assignCrs, control, scope);
    const QJsonObject params{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)},
        {QStringLiteral("crs"), assignCrs}, {QStringLiteral("only"), int(scope.kind)},
        {QStringLiteral("before_work"), scope.isBeforeWork}};
    TUILERIE_TRY(answer, WorkBox({}).run(QStringLiteral("find"), params, *files, control));
    std::vector<Finding> findings;
    for (const QJsonValue finding : answer[QLatin1String("findings")].toArray())
        findings.push_back(Finding::fromJson(finding.toObject()));
    return findings;
}

Result<QJsonArray> probeInBox(const QStringList &paths, WorkControl &control)
{
    const auto files = boxFilesFor(paths);
    if (!files)
        return QJsonArray();
    TUILERIE_TRY(answer,
        WorkBox({}).run(
            QStringLiteral("probe"), {{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}}, *files, control));
    return answer[QLatin1String("items")].toArray();
}

} // namespace tuilerie
