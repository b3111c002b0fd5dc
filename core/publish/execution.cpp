// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/execution.h"

#include "publish/belongings.h"
#include "publish/patience.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
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

Result<std::optional<ProcessingExecution>> untaggedExecution(EntrepotClient &client, const ExecutionRequest &wanted)
{
    Filter filter{{u"input_upload"_s, wanted.inputUploads.value(0)}};
    if (wanted.inputUploads.isEmpty())
        filter = {{u"input_stored_data"_s, wanted.inputStoredData.value(0)}};
    TUILERIE_TRY(list, client.executions(filter));
    for (const ProcessingExecution &item : list) {
        if (item.status != ExecutionStatus::Created)
            continue;
        TUILERIE_TRY(whole, client.execution(item.id));
        const auto has = [](const std::vector<EntityReference> &inputs, const QStringList &ids) {
            return inputs.size() == size_t(ids.size()) && (ids.isEmpty() || inputs.front().id == ids.front());
        };
        if (whole.status != ExecutionStatus::Created || whole.processing.id != wanted.processing
            || whole.output.name != wanted.outputName || !has(whole.inputUploads, wanted.inputUploads)
            || !has(whole.inputStoredData, wanted.inputStoredData))
            continue;
        TUILERIE_TRY(output, client.storedData(whole.output.id));
        if (output.tags.isEmpty())
            return whole;
    }
    return std::nullopt;
}

Status followExecution(EntrepotClient &client, const QString &id)
{
    WorkControl &control = client.control();
    qint64 linesSeen = 0;
    qsizetype warningsSeen = 0;
    bool launched = false;
    Patience patience(client);
    for (;;) {
        TUILERIE_TRY(now, client.execution(id));
        if (!launched && now.status == ExecutionStatus::Created) {
            launched = true;
            TUILERIE_CHECK(client.launchExecution(id));
        } else if (!launched && isPaused(now)) {
            // One that is still on its way to the pause cannot be resumed yet.
            if (now.jobState == "paused"_L1) {
                launched = true;
                TUILERIE_CHECK(client.resumeExecution(id));
            }
        } else {
            // What pauses it from now on is somebody's wish.
            launched = true;
        }

        // The log first: the reason of a failure is in it. It is of no weight for the work whether it can be read.
        if (const auto lines = client.executionLogs(id, linesSeen)) {
            linesSeen += lines->size();
            for (const QString &line : *lines)
                control.log(line);
        }
        for (; warningsSeen < now.warnings.size(); ++warningsSeen)
            control.warning(now.warnings.at(warningsSeen));
        if (!now.progress.isEmpty()) {
            control.progress(Progress::fromJson(now.progress));
        } else {
            Progress progress;
            progress.step = u"processing"_s;
            control.progress(progress);
        }

        if (now.status == ExecutionStatus::Success)
            return {};
        if (now.status == ExecutionStatus::Failure)
            return fail(ErrorCode::Corrupt, tr("The processing failed on the server. %1").arg(reasonOf(client, now)), id);
        if (now.status == ExecutionStatus::Aborted)
            return fail(ErrorCode::Cancelled, tr("The processing was cancelled on the server."), id);
        TUILERIE_CHECK(patience.wait(control));
    }
}

} // namespace tuilerie
