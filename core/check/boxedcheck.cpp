// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/boxedcheck.h"

#include "check/vector/vectorfix.h"
#include "source/inbox.h"
#include "source/inspect.h"

#include <QCoreApplication>

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

Result<QJsonArray> inspectInBox(const QStringList &paths, WorkControl &control)
{
    const QJsonObject params{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}};
    const auto answer = inBox(QStringLiteral("inspect"), params, paths, {}, control);
    if (!answer)
        return inspectPaths(paths, control);
    if (!*answer)
        return fail(answer->error());
    return (**answer)[QLatin1String("items")].toArray();
}

Result<VectorFixReport> fixVectorInBox(const QString &path, const QString &copy, const QStringList &actions,
    const VectorFixOptions &options, WorkControl &control)
{
    const QJsonObject params{{QStringLiteral("path"), path}, {QStringLiteral("copy"), copy},
        {QStringLiteral("actions"), QJsonArray::fromStringList(actions)}, {QStringLiteral("crs"), options.assignCrs},
        {QStringLiteral("encoding"), options.fromEncoding}};
    const auto answer = inBox(QStringLiteral("fix"), params, {path}, {copy}, control);
    if (!answer)
        return fixVector(path, copy, actions, control, options);
    if (!*answer && answer->error().code == ErrorCode::Cancelled) // also before it began, or when it did not listen
        return fail(ErrorCode::Cancelled,
            QCoreApplication::translate("tuilerie::VectorFix", "The repair was stopped; no copy was made."));
    if (!*answer)
        return fail(answer->error());
    return VectorFixReport::fromJson(**answer);
}

} // namespace tuilerie
