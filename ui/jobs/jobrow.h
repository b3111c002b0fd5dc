// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "model/processing.h"
#include "publish/publicationstore.h"

#include <QHash>
#include <QString>
#include <vector>

namespace tuilerie {

enum class JobRowState { Waiting, Running, Paused, Succeeded, Failed, Cancelled };
enum class JobRowStepState { Fresh, Started, Done, Failed, Cancelled };

struct JobRowStep
{
    QString id;
    QString title;
    JobRowStepState state = JobRowStepState::Fresh;
    Progress progress;
    QStringList warnings;
    bool operator==(const JobRowStep &) const = default;
};

/// One line of the jobs dock: a publication of ours with the execution that works for it on the server, which it names by
/// its id, or an execution that another program asked for. Plain value, made by rowOf().
struct JobRow
{
    QString key;         ///< stays the same while the job lives
    QString publication; ///< id; empty for others' executions
    QString execution;   ///< id; empty while there is none
    QString server;
    QString title;
    JobRowState state = JobRowState::Waiting;
    std::vector<JobRowStep> steps;
    int currentStep = -1; ///< index of steps; −1 before and after
    double share = -1;    ///< of the current step done, 0…1; −1 where it is not known
    double whole = -1;    ///< of the job done, 0…1, over all steps; −1 where it is not known
    double etaLow = -1;   ///< seconds to the end of the processing; −1 where it is not known
    double etaHigh = -1;
    QStringList warnings;
    QString message; ///< why it failed
    QDateTime created;
    QDateTime finished;

    bool operator==(const JobRow &) const = default;
    bool isEnded() const
    {
        return state == JobRowState::Succeeded || state == JobRowState::Failed || state == JobRowState::Cancelled;
    }
    const JobRowStep *current() const
    {
        return currentStep >= 0 && currentStep < int(steps.size()) ? &steps[size_t(currentStep)] : nullptr;
    }
};

/// `progress` is the client's last report, `execution` what the server says of it (may be null).
/// `whole` is the share of the whole publication (WholeShare), −1 where none is known.
JobRow rowOf(
    const Publication &publication, const Progress &progress, const ProcessingExecution *execution, double whole = -1);
JobRow rowOf(const ProcessingExecution &execution, const QString &server);
/// All rows of one server's executions and our publications, newest first; each execution once.
std::vector<JobRow> jobRows(const std::vector<Publication> &publications, const QHash<QString, Progress> &progress,
    const std::vector<ProcessingExecution> &executions, const QString &server, const QHash<QString, double> &whole = {});

QString jobStateText(JobRowState state);
QString jobStateIcon(JobRowState state); ///< name for Theme::icon()

} // namespace tuilerie
