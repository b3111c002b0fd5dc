// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "serveroptions.h"

#include "publish/jobs.h"

#include <QCoreApplication>

namespace tuilerie::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::cli::JobsCommand", text);
}

QString stateOf(const ProcessingExecution &job)
{
    return job.jobState.isEmpty() ? job.status.toLower() : job.jobState;
}

QString progressOf(const ProcessingExecution &job)
{
    const Progress progress = Progress::fromJson(job.progress);
    if (job.isFinished() || progress.total <= 0)
        return {};
    QString text = u"%1 %"_s.arg(double(progress.done) * 100 / double(progress.total), 0, 'f', 1);
    if (progress.etaSeconds >= 0)
        text += u", "_s + tr("%1 left").arg(readableSeconds(progress.etaSeconds));
    return text;
}

/// An execution of the server is a job here.
class JobsCommand final : public Command
{
public:
    QString name() const override { return u"jobs"_s; }
    QString summary() const override { return tr("Lists the jobs of the server; shows, pauses, resumes or cancels one."); }
    QString synopsis() const override { return u"[list | show ID | pause ID | resume ID | cancel ID | logs ID]"_s; }
    void addOptions(QCommandLineParser &parser) override { addServerOptions(parser); }

    ExitCode run(const QCommandLineParser &options, const QStringList &arguments, Console &console) override
    {
        const QString action = arguments.value(0, u"list"_s);
        const bool needsId = action != "list"_L1;
        if (needsId && !QStringList{u"show"_s, u"pause"_s, u"resume"_s, u"cancel"_s, u"logs"_s}.contains(action))
            return console.usage(tr("Jobs can be listed, and one job shown, paused, resumed or cancelled, or its logs read; "
                                    "\"%1\" is none of that.")
                                     .arg(action));
        if (arguments.size() != (needsId ? 2 : std::min<qsizetype>(arguments.size(), 1)))
            return console.usage(needsId ? tr("Name one job: jobs %1 ID.").arg(action) : tr("jobs list takes no names."));
        return withServer(options, console, [&](EntrepotClient &client) -> ExitCode {
            if (!needsId)
                return list(client, console);
            const QString id = arguments.at(1);
            if (action == "show"_L1)
                return show(client, id, console);
            if (action == "logs"_L1)
                return logs(client, id, console);
            const JobCommand command = action == "pause"_L1 ? JobCommand::Pause
                : action == "resume"_L1                     ? JobCommand::Resume
                                                            : JobCommand::Cancel;
            const Status done = commandJob(client, id, command);
            if (!done)
                return console.error(done.error());
            return show(client, id, console);
        });
    }

private:
    static ExitCode list(EntrepotClient &client, Console &console)
    {
        const auto jobs = allJobs(client);
        if (!jobs)
            return console.error(jobs.error());
        QJsonArray all;
        QList<QStringList> rows;
        for (const ProcessingExecution &job : *jobs) {
            all.append(job.toJson());
            rows << QStringList{job.id, stateOf(job), job.output.name, job.processing.name, progressOf(job)};
        }
        console.result(all);
        if (rows.isEmpty())
            console.text(tr("There are no jobs."));
        else
            console.table({tr("job"), tr("state"), tr("for"), tr("processing"), QString()}, rows, 5);
        return Done;
    }

    static ExitCode show(EntrepotClient &client, const QString &id, Console &console)
    {
        const auto job = client.execution(id);
        if (!job)
            return console.error(job.error());
        console.result(job->toJson());
        console.text(u"%1  %2  %3"_s.arg(job->id, stateOf(*job), progressOf(*job)).trimmed());
        for (const QJsonValue &step : job->steps) {
            console.text(u"  %1  %2"_s.arg(step[u"state"_s].toString(), -10).arg(step[u"title"_s].toString()));
            for (const QJsonValue &warning : step[u"warnings"_s].toArray())
                console.text(u"    "_s + warning.toString());
        }
        if (!job->message.isEmpty())
            console.text(u"  "_s + job->message);
        return Done;
    }

    static ExitCode logs(EntrepotClient &client, const QString &id, Console &console)
    {
        const auto lines = client.executionLogs(id);
        if (!lines)
            return console.error(lines.error());
        console.result(QJsonArray::fromStringList(*lines));
        for (const QString &line : *lines)
            console.text(line);
        return Done;
    }
};

} // namespace

std::unique_ptr<Command> makeJobsCommand()
{
    return std::make_unique<JobsCommand>();
}

} // namespace tuilerie::cli
