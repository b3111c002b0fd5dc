// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/jobs.h"

#include "publish/patience.h"

namespace tuilerie {

namespace {

Status resume(EntrepotClient &client, const QString &id)
{
    Patience patience(client);
    for (;;) {
        TUILERIE_TRY(execution, client.execution(id));
        if (execution.jobState != QLatin1String("pausing"))
            return client.resumeExecution(id);
        TUILERIE_CHECK(patience.wait(client.control()));
    }
}

} // namespace

Status commandJob(EntrepotClient &client, const QString &execution, JobCommand command)
{
    switch (command) {
    case JobCommand::Pause: return client.pauseExecution(execution);
    case JobCommand::Resume: return resume(client, execution);
    case JobCommand::Cancel: return client.abortExecution(execution);
    case JobCommand::Remove: break;
    }
    return client.deleteExecution(execution);
}

Result<std::vector<ProcessingExecution>> allJobs(EntrepotClient &client, const QHash<QString, ProcessingExecution> &known)
{
    TUILERIE_TRY(listed, client.executions());
    std::vector<ProcessingExecution> jobs;
    for (const ProcessingExecution &item : listed) {
        if (const auto ended = known.constFind(item.id); ended != known.constEnd()) {
            jobs.push_back(*ended);
            continue;
        }
        // A list's items are not whole.
        auto whole = client.execution(item.id);
        if (!whole && whole.error().code == ErrorCode::NotFound)
            continue; // removed meanwhile
        if (!whole)
            return fail(std::move(whole.error()));
        jobs.push_back(*whole);
    }
    return jobs;
}

} // namespace tuilerie
