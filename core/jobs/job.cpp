// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/job.h"

#include <QCoreApplication>
#include <array>

namespace tuilerie {

namespace {
constexpr std::array StateNames{"waiting", "running", "pausing", "paused", "cancelling", "cancelled", "succeeded", "failed"};
constexpr std::array StepNames{"fresh", "started", "done", "cancelled", "invalidated"};
} // namespace

QString jobStateName(JobState state)
{
    return QString::fromLatin1(StateNames.at(size_t(state)));
}

Result<JobState> jobStateFromName(const QString &name)
{
    for (size_t i = 0; i < StateNames.size(); ++i)
        if (name == QLatin1String(StateNames[i]))
            return JobState(i);
    return fail(
        ErrorCode::Invalid, QCoreApplication::translate("tuilerie::Job", "“%1” is not the state of a job.").arg(name));
}

QString stepStateName(StepState state)
{
    return QString::fromLatin1(StepNames.at(size_t(state)));
}

bool isFinished(JobState state)
{
    return state == JobState::Cancelled || state == JobState::Succeeded || state == JobState::Failed;
}

QJsonObject JobStep::toJson() const
{
    return {{QStringLiteral("id"), id}, {QStringLiteral("title"), title}, {QStringLiteral("state"), stepStateName(state)},
        {QStringLiteral("progress"), progress.toJson()}, {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

JobStep JobStep::fromJson(const QJsonObject &object)
{
    JobStep step;
    step.id = object.value(QLatin1String("id")).toString();
    step.title = object.value(QLatin1String("title")).toString();
    const QString name = object.value(QLatin1String("state")).toString();
    for (size_t i = 0; i < StepNames.size(); ++i)
        if (name == QLatin1String(StepNames[i]))
            step.state = StepState(i);
    step.progress = Progress::fromJson(object.value(QLatin1String("progress")).toObject());
    const QJsonArray warnings = object.value(QLatin1String("warnings")).toArray();
    for (const QJsonValue warning : warnings)
        step.warnings << warning.toString();
    return step;
}

const JobStep *Job::currentStep() const
{
    for (auto it = steps.rbegin(); it != steps.rend(); ++it)
        if (it->state == StepState::Started)
            return &*it;
    return steps.empty() ? nullptr : &steps.back();
}

qint64 Job::reached() const
{
    qint64 sum = 0;
    for (const JobStep &step : steps)
        sum += step.progress.done + (step.state == StepState::Done ? 1 : 0);
    return sum;
}

QStringList Job::warnings() const
{
    QStringList all;
    for (const JobStep &step : steps)
        all << step.warnings;
    return all;
}

} // namespace tuilerie
