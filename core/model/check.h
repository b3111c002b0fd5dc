// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/entity.h"

#include <vector>

namespace tuilerie {

namespace CheckStatus {
inline constexpr QLatin1String Waiting("WAITING"), Progress("PROGRESS"), Success("SUCCESS"), Failure("FAILURE");
}

/// A check that the datastore can run on an upload (docs/entrepot.md §7).
struct Check
{
    QString id;
    QString name;
    QString description;
    QString priority;
    QStringList defaultUploadTypes; ///< types on which it runs by itself when the upload is closed

    bool operator==(const Check &) const = default;
    QJsonObject toJson() const;
    static Check fromJson(const QJsonObject &object);
};

struct CheckExecution
{
    QString id;
    EntityReference check;
    EntityReference upload;
    QString status;
    QDateTime creation;
    QDateTime start;
    QDateTime finish;
    QJsonObject callback;
    QJsonArray findings; ///< ours: what the rules found, each as in `tuilerie-cli check --json`

    bool operator==(const CheckExecution &) const = default;
    QJsonObject toJson() const;
    static CheckExecution fromJson(const QJsonObject &object);
};

/// GET …/uploads/{u}/checks: executions by their state, each with its check.
struct UploadChecks
{
    std::vector<CheckExecution> asked;
    std::vector<CheckExecution> inProgress;
    std::vector<CheckExecution> passed;
    std::vector<CheckExecution> failed;

    bool isFinished() const { return asked.empty() && inProgress.empty(); }
    bool isPassed() const { return isFinished() && failed.empty(); }
    QJsonObject toJson() const;
    static UploadChecks fromJson(const QJsonObject &object);
};

} // namespace tuilerie
