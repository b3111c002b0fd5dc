// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/pyramidproduction.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

bool isPaused(const ProcessingExecution &execution)
{
    return execution.jobState == "paused"_L1 || execution.jobState == "pausing"_L1;
}

// What a user is told about a failure: the server's sentence, else the last lines of the log.
QString reasonOf(EntrepotClient &client, const ProcessingExecution &execution)
{
    if (!execution.message.isEmpty())
        return execution.message;
    const auto lines = client.executionLogs(execution.id);
    return lines ? lines->mid(std::max<qsizetype>(0, lines->size() - 3)).join(u'\n') : QString();
}

} // namespace

Status followExecution(EntrepotClient &client, const QString &id, OnStop onStop)
{
    WorkControl &control = client.control();
    const auto stopped = [&](Error error) -> Status {
        const bool isStop = error.code == ErrorCode::Cancelled || error.code == ErrorCode::Paused;
        if (isStop && onStop == OnStop::PauseProcessing) {
            SilentControl silent;
            EntrepotClient last = client.withControl(silent);
            // It may have ended meanwhile, or the server cannot pause: then it goes on there, and nothing is lost.
            if (last.pauseExecution(id))
                control.log(tr("The processing is paused on the server."));
            else
                control.log(tr("The processing goes on on the server."));
        }
        return fail(std::move(error));
    };

    qint64 linesSeen = 0;
    qsizetype warningsSeen = 0;
    bool launched = false;
    Patience patience(client);
    for (;;) {
        auto now = client.execution(id);
        if (!now)
            return stopped(now.error());
        if (!launched && now->status == ExecutionStatus::Created) {
            launched = true;
            if (const Status status = client.launchExecution(id); !status)
                return stopped(status.error());
        } else if (!launched && isPaused(*now)) {
            launched = true;
            if (const Status status = client.resumeExecution(id); !status)
                return stopped(status.error());
        }

        // The log first: the reason of a failure is in it. It is of no weight for the work whether it can be read.
        if (const auto lines = client.executionLogs(id, linesSeen)) {
            linesSeen += lines->size();
            for (const QString &line : *lines)
                control.log(line);
        }
        for (; warningsSeen < now->warnings.size(); ++warningsSeen)
            control.warning(now->warnings.at(warningsSeen));
        if (!now->progress.isEmpty()) {
            control.progress(Progress::fromJson(now->progress));
        } else {
            Progress progress;
            progress.step = u"processing"_s;
            control.progress(progress);
        }

        if (now->status == ExecutionStatus::Success)
            return {};
        if (now->status == ExecutionStatus::Failure)
            return fail(ErrorCode::Corrupt, tr("The processing failed on the server. %1").arg(reasonOf(client, *now)), id);
        if (now->status == ExecutionStatus::Aborted)
            return fail(ErrorCode::Cancelled, tr("The processing was cancelled on the server."), id);
        if (const Status status = patience.wait(control); !status)
            return stopped(status.error());
    }
}

} // namespace tuilerie
