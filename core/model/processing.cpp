// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/processing.h"

namespace tuilerie {

using namespace modeljson;

QJsonObject ProcessingParameter::toJson() const
{
    QJsonObject object{{QStringLiteral("name"), name}, {QStringLiteral("description"), description},
        {QStringLiteral("mandatory"), mandatory}};
    if (!defaultValue.isUndefined())
        object.insert(QLatin1String("default_value"), defaultValue);
    put(object, "constraints", constraints);
    put(object, "static_type", staticType);
    return object;
}

ProcessingParameter ProcessingParameter::fromJson(const QJsonObject &object)
{
    return {object.value(QLatin1String("name")).toString(), object.value(QLatin1String("description")).toString(),
        boolean(object.value(QLatin1String("mandatory"))), object.value(QLatin1String("default_value")),
        object.value(QLatin1String("constraints")).toObject(), object.value(QLatin1String("static_type")).toString()};
}

QJsonObject Processing::toJson() const
{
    QJsonObject inputs, output;
    put(inputs, "upload", array(inputUploadTypes));
    put(inputs, "stored_data", array(inputStoredDataTypes));
    put(output, "upload", outputUploadType);
    put(output, "stored_data", outputStoredDataType);
    put(output, "storage", array(outputStorages));
    QJsonArray parameterList, checkList;
    for (const ProcessingParameter &parameter : parameters)
        parameterList.append(parameter.toJson());
    for (const Check &check : requiredChecks)
        checkList.append(check.toJson());
    QJsonObject object{{QStringLiteral("_id"), id}, {QStringLiteral("name"), name},
        {QStringLiteral("description"), description}, {QStringLiteral("input_types"), inputs},
        {QStringLiteral("output_type"), output}, {QStringLiteral("parameters"), parameterList},
        {QStringLiteral("required_checks"), checkList}};
    put(object, "priority", priority);
    put(object, "creation", date(creation));
    return object;
}

Processing Processing::fromJson(const QJsonObject &object)
{
    Processing processing;
    processing.id = object.value(QLatin1String("_id")).toString();
    processing.name = object.value(QLatin1String("name")).toString();
    processing.description = object.value(QLatin1String("description")).toString();
    processing.priority = object.value(QLatin1String("priority")).toString();
    const QJsonObject inputs = object.value(QLatin1String("input_types")).toObject();
    processing.inputUploadTypes = texts(inputs.value(QLatin1String("upload")));
    processing.inputStoredDataTypes = texts(inputs.value(QLatin1String("stored_data")));
    const QJsonObject output = object.value(QLatin1String("output_type")).toObject();
    processing.outputUploadType = output.value(QLatin1String("upload")).toString();
    processing.outputStoredDataType = output.value(QLatin1String("stored_data")).toString();
    processing.outputStorages = texts(output.value(QLatin1String("storage")));
    const QJsonArray parameters = object.value(QLatin1String("parameters")).toArray();
    for (const QJsonValue item : parameters)
        processing.parameters.push_back(ProcessingParameter::fromJson(item.toObject()));
    const QJsonArray checks = object.value(QLatin1String("required_checks")).toArray();
    for (const QJsonValue item : checks)
        processing.requiredChecks.push_back(Check::fromJson(item.toObject()));
    processing.creation = date(object.value(QLatin1String("creation")));
    return processing;
}

QJsonObject ExecutionRequest::toJson() const
{
    QJsonObject inputs, target, output;
    put(inputs, "upload", array(inputUploads));
    put(inputs, "stored_data", array(inputStoredData));

    put(target, "id", outputId);
    put(target, "name", outputName);
    put(target, "storage_type", storageType);
    put(target, "storage_tags", array(storageTags));
    output.insert(outputIsUpload ? QLatin1String("upload") : QLatin1String("stored_data"), target);
    QJsonObject object{{QStringLiteral("processing"), processing}, {QStringLiteral("inputs"), inputs},
        {QStringLiteral("output"), output}, {QStringLiteral("parameters"), parameters}};
    put(object, "callback", callback);
    return object;
}

ExecutionRequest ExecutionRequest::fromJson(const QJsonObject &object)
{
    ExecutionRequest request;
    request.processing = object.value(QLatin1String("processing")).toString();
    const QJsonObject inputs = object.value(QLatin1String("inputs")).toObject();
    request.inputUploads = texts(inputs.value(QLatin1String("upload")));
    request.inputStoredData = texts(inputs.value(QLatin1String("stored_data")));
    const QJsonObject output = object.value(QLatin1String("output")).toObject();
    request.outputIsUpload = output.contains(QLatin1String("upload"));
    const QJsonObject target =
        output.value(request.outputIsUpload ? QLatin1String("upload") : QLatin1String("stored_data")).toObject();
    request.outputName = target.value(QLatin1String("name")).toString();
    request.outputId = target.value(QLatin1String("id")).toString(target.value(QLatin1String("_id")).toString());
    request.storageType = target.value(QLatin1String("storage_type")).toString();
    request.storageTags = texts(target.value(QLatin1String("storage_tags")));
    request.parameters = object.value(QLatin1String("parameters")).toObject();
    request.callback = object.value(QLatin1String("callback")).toObject();
    return request;
}

} // namespace tuilerie
