// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check.h"
#include "model/entity.h"

#include <vector>

namespace tuilerie {

namespace ExecutionStatus {
inline constexpr QLatin1String Created("CREATED"), Waiting("WAITING"), Progress("PROGRESS"), Success("SUCCESS"),
    Failure("FAILURE"), Aborted("ABORTED");
}

struct ProcessingParameter
{
    QString name;
    QString description;
    bool mandatory = false;
    QJsonValue defaultValue = QJsonValue::Undefined;
    QJsonObject constraints; ///< a JSON-Schema fragment
    QString staticType;      ///< for parameters that name a static

    bool operator==(const ProcessingParameter &) const = default;
    QJsonObject toJson() const;
    static ProcessingParameter fromJson(const QJsonObject &object);
};

/// What can be done with uploads and stored data (docs/entrepot.md §8).
struct Processing
{
    QString id;
    QString name;
    QString description;
    QString priority;
    QStringList inputUploadTypes;
    QStringList inputStoredDataTypes;
    QString outputUploadType; ///< one of the two is empty
    QString outputStoredDataType;
    QStringList outputStorages;
    std::vector<ProcessingParameter> parameters;
    std::vector<Check> requiredChecks;
    QDateTime creation;

    bool operator==(const Processing &) const = default;
    QJsonObject toJson() const;
    static Processing fromJson(const QJsonObject &object);
};

/// The body of POST …/processings/executions. The output has a name (a new entity) or an id (an update in place).
struct ExecutionRequest
{
    QString processing;
    QStringList inputUploads;
    QStringList inputStoredData;
    bool outputIsUpload = false;
    QString outputName;
    QString outputId;
    QString storageType;
    QStringList storageTags;
    QJsonObject parameters;
    QJsonObject callback;

    bool operator==(const ExecutionRequest &) const = default;
    QJsonObject toJson() const;
    static ExecutionRequest fromJson(const QJsonObject &object);
};

/// An execution, with what our server adds: `progress` {step, done, total, rate, bytes, elapsed_s, eta_s, eta_range_s: [low,
/// high]}, `steps` [{id, title, state, progress, warnings}], `warnings`, `job_state` ("waiting", "running", "paused"…),
/// `attempts`, `message` (why it failed), `made` of a pyramid {slabs, tiles}. Other servers leave them out.
struct ProcessingExecution
{
    QString id;
    QString status;
    EntityReference processing;
    std::vector<EntityReference> inputUploads;
    std::vector<EntityReference> inputStoredData;
    EntityReference output;
    bool outputIsUpload = false;
    QJsonObject parameters;
    QJsonObject callback;
    QDateTime creation;
    QDateTime launch;
    QDateTime start;
    QDateTime finish;
    QJsonObject progress;
    QJsonArray steps;
    QStringList warnings;
    QString jobState;
    int attempts = 0;
    QString message;
    QJsonObject made;

    bool operator==(const ProcessingExecution &) const = default;
    bool isFinished() const
    {
        return status == ExecutionStatus::Success || status == ExecutionStatus::Failure
            || status == ExecutionStatus::Aborted;
    }
    QJsonObject toJson() const;
    static ProcessingExecution fromJson(const QJsonObject &object);
};

} // namespace tuilerie
