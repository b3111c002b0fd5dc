// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <vector>

namespace tuilerie {

enum class JobState { Waiting, Running, Pausing, Paused, Cancelling, Cancelled, Succeeded, Failed };
enum class StepState { Fresh, Started, Done, Cancelled, Invalidated };

QString jobStateName(JobState state); ///< "waiting", "running"…
Result<JobState> jobStateFromName(const QString &name);
QString stepStateName(StepState state); ///< "fresh", "started"…
bool isFinished(JobState state);        ///< Cancelled, Succeeded or Failed

/// A milestone of a job; it owns its warnings.
struct JobStep
{
    QString id;
    QString title;
    StepState state = StepState::Fresh;
    Progress progress;
    QStringList warnings;

    QJsonObject toJson() const; ///< {id, title, state, progress, warnings}
    static JobStep fromJson(const QJsonObject &object);
};

/// A job as it is stored and shown. The work itself is a function registered under `kind`.
struct Job
{
    QString id;   ///< UUID
    QString kind; ///< "raster-pyramid", "check"…
    QString title;
    QJsonObject params;
    QJsonObject result; ///< when Succeeded
    JobState state = JobState::Waiting;
    std::vector<JobStep> steps;
    Error error;        ///< when Failed
    int attempts = 0;   ///< starts so far: more than 1 after a restart of the server
    int breakdowns = 0; ///< of processes that worked for it, since somebody last started it
    int deaths = 0;     ///< of the whole program while it ran, without having got any further in between
    qint64 deathAt = 0; ///< how far it was at the last of them
    QDateTime created, started, finished;

    /// What it is at: the last started step, else the last one; nullptr before the first.
    const JobStep *currentStep() const;
    QStringList warnings() const; ///< of all steps
    qint64 reached() const;       ///< what all steps have done: it grows while the job gets on
};

/// What the work sees: WorkControl, and the job's steps. Thread-safe.
class JobControl : public WorkControl
{
public:
    virtual void beginStep(const QString &id, const QString &title) = 0;
    virtual void endStep() = 0;
    /// True when the job ran before (restart, pause): the work resumes from its own journal.
    virtual bool isResumed() const = 0;
    /// A process that works for the job has broken down: notes it, on disk, and gives how many did since somebody last
    /// started the job. From then on isResumed().
    virtual int noteBreakdown() = 0;
};

/// The one job contract. Runs on a worker thread; must return soon after shouldStop() says so, with an error of code Paused
/// or Cancelled, and be able to go on later from what it left. Idempotent: it may have been killed at any point.
using JobFunction = std::function<Result<QJsonObject>(const QJsonObject &params, JobControl &control)>;

} // namespace tuilerie
