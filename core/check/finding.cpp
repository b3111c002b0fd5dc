// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/finding.h"

#include <algorithm>

namespace tuilerie {

namespace {

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Blocking: return QStringLiteral("blocking");
    case Severity::Warning: return QStringLiteral("warning");
    case Severity::Info: break;
    }
    return QStringLiteral("info");
}

} // namespace

QJsonObject Finding::toJson() const
{
    QJsonObject object{{QStringLiteral("id"), id}, {QStringLiteral("severity"), severityName(severity)},
        {QStringLiteral("path"), path}, {QStringLiteral("where"), QJsonValue()}, {QStringLiteral("message"), message},
        {QStringLiteral("fix"), fix}};
    if (where) {
        object.insert(QStringLiteral("where"), where->toJson());
        object.insert(QStringLiteral("where_crs"), whereCrs);
    }
    if (!fixAction.isEmpty())
        object.insert(QStringLiteral("fix_action"), fixAction);
    return object;
}

Finding Finding::fromJson(const QJsonObject &object)
{
    Finding finding;
    finding.id = object.value(QStringLiteral("id")).toString();
    const QString severity = object.value(QStringLiteral("severity")).toString();
    finding.severity = severity == QLatin1String("blocking") ? Severity::Blocking
        : severity == QLatin1String("warning")               ? Severity::Warning
                                                             : Severity::Info;
    finding.path = object.value(QStringLiteral("path")).toString();
    const QJsonArray where = object.value(QStringLiteral("where")).toArray();
    if (where.size() == 4)
        finding.where = Extent{where[0].toDouble(), where[1].toDouble(), where[2].toDouble(), where[3].toDouble()};
    finding.whereCrs = object.value(QStringLiteral("where_crs")).toString();
    finding.message = object.value(QStringLiteral("message")).toString();
    finding.fix = object.value(QStringLiteral("fix")).toString();
    finding.fixAction = object.value(QStringLiteral("fix_action")).toString();
    return finding;
}

bool isBlocked(const std::vector<Finding> &findings)
{
    return std::any_of(
        findings.begin(), findings.end(), [](const Finding &finding) { return finding.severity == Severity::Blocking; });
}

} // namespace tuilerie
