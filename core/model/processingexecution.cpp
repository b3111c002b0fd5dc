// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/processing.h"

namespace tuilerie {

using namespace modeljson;

namespace {
QJsonArray referencesToJson(const std::vector<EntityReference> &references)
{
    QJsonArray result;
    for (const EntityReference &reference : references)
        result.append(reference.toJson());
    return result;
}

std::vector<EntityReference> referencesFromJson(const QJsonValue &value)
{
    std::vector<EntityReference> result;
    const QJsonArray items = value.toArray();
    for (const QJsonValue item : items)
        result.push_back(EntityReference::fromJson(item));
    return result;
}
} // namespace

QJsonObject ProcessingExecution::toJson() const
{
    QJsonObject inputs;
    inputs.insert(QLatin1String("upload"), referencesToJson(inputUploads));
    inputs.insert(QLatin1String("stored_data"), referencesToJson(inputStoredData));
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("status"), status},
        {QStringLiteral("processing"), processing.toJson()}, {QStringLiteral("inputs"), inputs},
        {QStringLiteral("parameters"), parameters}};
    if (!output.id.isEmpty()) {
        const QLatin1String kind = outputIsUpload ? QLatin1String("upload") : QLatin1String("stored_data");
        object.insert(QLatin1String("output"), QJsonObject{{kind, output.toJson()}});
    }
    put(object, "callback", callback);
    put(object, "creation", date(creation));
    put(object, "launch", date(launch));
    put(object, "start", date(start));
    put(object, "finish", date(finish));
    put(object, "progress", progress);
    put(object, "steps", steps);
    put(object, "warnings", array(warnings));
    put(object, "job_state", jobState);
    if (attempts > 0)
        object.insert(QLatin1String("attempts"), attempts);
    put(object, "message", message);
    put(object, "made", made);
    return object;
}

ProcessingExecution ProcessingExecution::fromJson(const QJsonObject &object)
{
    ProcessingExecution execution;
    execution.id = object.value(QLatin1String("_id")).toString();
    execution.status = object.value(QLatin1String("status")).toString();
    execution.processing = EntityReference::fromJson(object.value(QLatin1String("processing")));
    const QJsonObject inputs = object.value(QLatin1String("inputs")).toObject();
    execution.inputUploads = referencesFromJson(inputs.value(QLatin1String("upload")));
    execution.inputStoredData = referencesFromJson(inputs.value(QLatin1String("stored_data")));
    const QJsonObject output = object.value(QLatin1String("output")).toObject();
    execution.outputIsUpload = output.contains(QLatin1String("upload"));
    execution.output = EntityReference::fromJson(
        output.value(execution.outputIsUpload ? QLatin1String("upload") : QLatin1String("stored_data")));
    const QJsonValue parameters = object.value(QLatin1String("parameters"));
    if (parameters.isArray()) {
        // The older form: a list of {name, value}.
        const QJsonArray items = parameters.toArray();
        for (const QJsonValue item : items)
            execution.parameters.insert(item[QLatin1String("name")].toString(), item[QLatin1String("value")]);
    } else {
        execution.parameters = parameters.toObject();
    }
    execution.callback = object.value(QLatin1String("callback")).toObject();
    execution.creation = date(object.value(QLatin1String("creation")));
    execution.launch = date(object.value(QLatin1String("launch")));
    execution.start = date(object.value(QLatin1String("start")));
    execution.finish = date(object.value(QLatin1String("finish")));
    execution.progress = object.value(QLatin1String("progress")).toObject();
    execution.steps = object.value(QLatin1String("steps")).toArray();
    execution.warnings = texts(object.value(QLatin1String("warnings")));
    execution.jobState = object.value(QLatin1String("job_state")).toString();
    execution.attempts = int(integer(object.value(QLatin1String("attempts"))));
    execution.message = object.value(QLatin1String("message")).toString();
    execution.made = object.value(QLatin1String("made")).toObject();
    return execution;
}

} // namespace tuilerie
