// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject Check::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name}};
    put(object, "description", description);
    put(object, "priority", priority);
    put(object, "default_uploads_check", array(defaultUploadTypes));
    return object;
}

Check Check::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("_id")).toString(), object.value(QLatin1String("name")).toString(),
        object.value(QLatin1String("description")).toString(), object.value(QLatin1String("priority")).toString(),
        texts(object.value(QLatin1String("default_uploads_check")))};
}

QJsonObject CheckExecution::toJson() const
{
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("check"), check.toJson()}};
    put(object, "status", status);
    if (!upload.id.isEmpty())
        object.insert(QLatin1String("upload"), upload.toJson());
    put(object, "creation", date(creation));
    put(object, "start", date(start));
    put(object, "finish", date(finish));
    put(object, "callback", callback);
    put(object, "findings", findings);
    return object;
}

CheckExecution CheckExecution::fromJson(const QJsonObject &object)
{
    CheckExecution execution;
    execution.id = object.value(QLatin1String("_id")).toString();
    execution.check = EntityReference::fromJson(object.value(QLatin1String("check")));
    execution.upload = EntityReference::fromJson(object.value(QLatin1String("upload")));
    execution.status = object.value(QLatin1String("status")).toString();
    execution.creation = date(object.value(QLatin1String("creation")));
    execution.start = date(object.value(QLatin1String("start")));
    execution.finish = date(object.value(QLatin1String("finish")));
    execution.callback = object.value(QLatin1String("callback")).toObject();
    execution.findings = object.value(QLatin1String("findings")).toArray();
    return execution;
}

namespace {
QJsonArray executionsToJson(const std::vector<CheckExecution> &executions)
{
    QJsonArray result;
    for (const CheckExecution &execution : executions)
        result.append(execution.toJson());
    return result;
}

std::vector<CheckExecution> executionsFromJson(const QJsonValue &value)
{
    std::vector<CheckExecution> result;
    const QJsonArray items = value.toArray();
    for (const QJsonValue item : items)
        result.push_back(CheckExecution::fromJson(item.toObject()));
    return result;
}
} // namespace

QJsonObject UploadChecks::toJson() const
{
    return {{QStringLiteral("asked"), executionsToJson(asked)},
        {QStringLiteral("in_progress"), executionsToJson(inProgress)}, {QStringLiteral("passed"), executionsToJson(passed)},
        {QStringLiteral("failed"), executionsToJson(failed)}};
}

UploadChecks UploadChecks::fromJson(const QJsonObject &object)
{
    return {executionsFromJson(object.value(QLatin1String("asked"))),
        executionsFromJson(object.value(QLatin1String("in_progress"))),
        executionsFromJson(object.value(QLatin1String("passed"))),
        executionsFromJson(object.value(QLatin1String("failed")))};
}

} // namespace tuilerie
