// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobrow.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <algorithm>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::JobRow", text);
}

/// Titles of steps known to us, in the user's language; the server's own words for others.
QString stepTitle(const QString &id, const QString &title)
{
    static const QHash<QString, const char *> known{
        {QStringLiteral("upload"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Hand over the files")},
        {QStringLiteral("check"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Check")},
        {QStringLiteral("processing"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Make the pyramid")},
        {QStringLiteral("open"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Open the files")},
        {QStringLiteral("plan"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Plan the pyramid")},
        {QStringLiteral("generate"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Make the pyramid")},
        {QStringLiteral("write"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Write the descriptor")},
        {QStringLiteral("verify"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Verify the pyramid")},
        {QStringLiteral("publish"), QT_TRANSLATE_NOOP("tuilerie::JobRow", "Publish the services")}};
    const auto found = known.constFind(id);
    return found != known.constEnd() ? tr(*found) : title.isEmpty() ? id : title;
}

JobRowStepState stepState(const QString &name)
{
    if (name == QLatin1String("started"))
        return JobRowStepState::Started;
    if (name == QLatin1String("done"))
        return JobRowStepState::Done;
    return name == QLatin1String("cancelled") ? JobRowStepState::Cancelled : JobRowStepState::Fresh;
}

std::vector<JobRowStep> stepsOf(const ProcessingExecution &execution)
{
    std::vector<JobRowStep> steps;
    for (const QJsonValue &value : execution.steps) {
        const QJsonObject object = value.toObject();
        JobRowStep step;
        step.id = object.value(QLatin1String("id")).toString();
        step.title = stepTitle(step.id, object.value(QLatin1String("title")).toString());
        step.state = stepState(object.value(QLatin1String("state")).toString());
        step.progress = Progress::fromJson(object.value(QLatin1String("progress")).toObject());
        const QJsonArray warnings = object.value(QLatin1String("warnings")).toArray();
        for (const QJsonValue &warning : warnings)
            step.warnings << warning.toString();
        steps.push_back(step);
    }
    if (steps.empty())
        steps.push_back(
            {QStringLiteral("processing"), stepTitle(QStringLiteral("processing"), {}), JobRowStepState::Fresh, {}, {}});
    // The finest report there is belongs to the step that runs.
    const Progress now = Progress::fromJson(execution.progress);
    for (JobRowStep &step : steps) {
        if (step.id == now.step || (step.id == QLatin1String("processing") && !execution.progress.isEmpty()))
            step.progress = now;
    }
    return steps;
}

void readEta(JobRow &row, const ProcessingExecution &execution)
{
    const QJsonArray range = execution.progress.value(QLatin1String("eta_range_s")).toArray();
    if (range.size() == 2) {
        row.etaLow = range[0].toDouble(-1);
        row.etaHigh = range[1].toDouble(-1);
    }
}

/// What the steps' states say of the row: the current one, its share, a range of what is left.
void settle(JobRow &row)
{
    row.currentStep = -1;
    if (row.isEnded() || row.state == JobRowState::Waiting) {
        row.etaLow = row.etaHigh = -1;
        row.share = row.whole = row.state == JobRowState::Succeeded ? 1 : -1;
        return;
    }
    for (size_t i = 0; i < row.steps.size(); ++i) {
        if (row.steps[i].state == JobRowStepState::Started)
            row.currentStep = int(i);
    }
    const JobRowStep *step = row.current();
    if (!step)
        return;
    const Progress &progress = step->progress;
    if (progress.total > 0)
        row.share = std::clamp(double(progress.done) / double(progress.total), 0.0, 1.0);
    if (row.etaHigh < 0 && progress.etaSeconds >= 0) {
        // Early reports say less: from ± 40 % at the start of a step to ± 5 % at its end.
        const double spread = 0.4 - 0.35 * std::max(row.share, 0.0);
        row.etaLow = progress.etaSeconds * (1 - spread);
        row.etaHigh = progress.etaSeconds * (1 + spread);
    }
}

JobRowState stateOf(const ProcessingExecution &execution)
{
    if (execution.status == ExecutionStatus::Success)
        return JobRowState::Succeeded;
    if (execution.status == ExecutionStatus::Failure)
        return JobRowState::Failed;
    if (execution.status == ExecutionStatus::Aborted)
        return JobRowState::Cancelled;
    if (execution.jobState == QLatin1String("paused") || execution.jobState == QLatin1String("pausing"))
        return JobRowState::Paused;
    return execution.status == ExecutionStatus::Progress ? JobRowState::Running : JobRowState::Waiting;
}

int phaseOf(const QString &step)
{
    if (step.isEmpty())
        return -1;
    if (step == QLatin1String("upload"))
        return 0;
    if (step == QLatin1String("check"))
        return 1;
    return step == QLatin1String("publish") ? 3 : 2;
}

} // namespace

JobRow rowOf(const ProcessingExecution &execution, const QString &server)
{
    JobRow row;
    row.key = QStringLiteral("execution:") + execution.id;
    row.execution = execution.id;
    row.server = server;
    row.title = execution.output.name.isEmpty() ? execution.processing.name : execution.output.name;
    row.state = stateOf(execution);
    row.steps = stepsOf(execution);
    row.warnings = execution.warnings;
    row.message = execution.message;
    row.created = execution.creation;
    row.finished = execution.finish;
    for (JobRowStep &step : row.steps) {
        if (step.state == JobRowStepState::Started && row.state == JobRowState::Failed)
            step.state = JobRowStepState::Failed;
        else if (step.state == JobRowStepState::Fresh && row.steps.size() == 1)
            step.state = row.state == JobRowState::Succeeded ? JobRowStepState::Done
                : row.state == JobRowState::Failed           ? JobRowStepState::Failed
                : row.state == JobRowState::Waiting          ? JobRowStepState::Fresh
                                                             : JobRowStepState::Started;
    }
    readEta(row, execution);
    settle(row);
    if (row.current() && row.steps.size() > 1)
        row.whole = (row.currentStep + std::max(row.share, 0.0)) / double(row.steps.size());
    else if (row.current())
        row.whole = row.share;
    return row;
}

JobRow rowOf(const Publication &publication, const Progress &progress, const ProcessingExecution *execution, double whole)
{
    JobRow row;
    row.key = publication.id;
    row.publication = publication.id;
    row.server = publication.server;
    row.title = publication.title();
    row.created = publication.created;
    row.finished = publication.finished;
    row.warnings = publication.warnings;
    row.message = publication.error.message;
    switch (publication.state) {
    case PublicationState::Running: row.state = JobRowState::Running; break;
    case PublicationState::Paused: row.state = JobRowState::Paused; break;
    case PublicationState::Failed: row.state = JobRowState::Failed; break;
    case PublicationState::Cancelled: row.state = JobRowState::Cancelled; break;
    case PublicationState::Done: row.state = JobRowState::Succeeded; break;
    }
    const auto phase = [](const char *id) {
        JobRowStep step;
        step.id = QLatin1String(id);
        step.title = stepTitle(step.id, {});
        return step;
    };
    const int reached = execution && phaseOf(progress.step) < 2 ? 2 : phaseOf(progress.step);
    row.steps = {phase("upload"), phase("check")};
    if (execution) {
        row.execution = execution->id;
        const std::vector<JobRowStep> work = stepsOf(*execution);
        row.steps.insert(row.steps.end(), work.begin(), work.end());
        for (const QString &warning : execution->warnings) {
            if (!row.warnings.contains(warning))
                row.warnings << warning;
        }
    } else {
        row.steps.push_back(phase("processing"));
    }
    row.steps.push_back(phase("publish"));
    const size_t last = row.steps.size() - 1;
    for (size_t i = 0; i <= last; ++i) {
        const int at = i < 2 ? int(i) : i == last ? 3 : 2;
        JobRowStep &step = row.steps[i];
        if (row.state == JobRowState::Succeeded || at < reached)
            step.state = JobRowStepState::Done;
        else if (at == reached && (at != 2 || !execution || execution->steps.isEmpty()))
            step.state = JobRowStepState::Started;
        if (at == reached && step.progress == Progress() && (at != 2 || last == 3))
            step.progress = progress;
        if (step.state == JobRowStepState::Started
            && (row.state == JobRowState::Failed || row.state == JobRowState::Cancelled))
            step.state = row.state == JobRowState::Failed ? JobRowStepState::Failed : JobRowStepState::Cancelled;
    }
    if (execution && reached == 2)
        readEta(row, *execution);
    row.whole = whole;
    settle(row);
    return row;
}

std::vector<JobRow> jobRows(const std::vector<Publication> &publications, const QHash<QString, Progress> &progress,
    const std::vector<ProcessingExecution> &executions, const QString &server, const QHash<QString, double> &whole)
{
    std::vector<JobRow> rows;
    QSet<QString> taken;
    for (auto publication = publications.rbegin(); publication != publications.rend(); ++publication) {
        const ProcessingExecution *mine = nullptr;
        qsizetype latest = -1;
        for (const ProcessingExecution &execution : executions) {
            // Ids are a server's own. Several may have worked for it, a database and its tiles, a second try: the newest
            // counts.
            const qsizetype at = publication->server == server ? publication->executions.indexOf(execution.id) : -1;
            if (at < 0)
                continue;
            taken.insert(execution.id);
            if (at > latest) {
                latest = at;
                mine = &execution;
            }
        }
        rows.push_back(rowOf(*publication, progress.value(publication->id), mine, whole.value(publication->id, -1)));
    }
    for (const ProcessingExecution &execution : executions) {
        if (!taken.contains(execution.id))
            rows.push_back(rowOf(execution, server));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const JobRow &a, const JobRow &b) { return a.created > b.created; });
    return rows;
}

QString jobStateText(JobRowState state)
{
    switch (state) {
    case JobRowState::Waiting: return tr("waiting");
    case JobRowState::Running: return tr("running");
    case JobRowState::Paused: return tr("paused");
    case JobRowState::Succeeded: return tr("done");
    case JobRowState::Failed: return tr("failed");
    case JobRowState::Cancelled: break;
    }
    return tr("cancelled");
}

QString jobStateIcon(JobRowState state)
{
    switch (state) {
    case JobRowState::Waiting: return QStringLiteral("waiting");
    case JobRowState::Running: return QStringLiteral("running");
    case JobRowState::Paused: return QStringLiteral("pause");
    case JobRowState::Succeeded: return QStringLiteral("success");
    case JobRowState::Failed: return QStringLiteral("error");
    case JobRowState::Cancelled: break;
    }
    return QStringLiteral("cancel");
}

} // namespace tuilerie
