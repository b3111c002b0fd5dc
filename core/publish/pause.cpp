// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/pause.h"

#include "publish/belongings.h"
#include "publish/restarts.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

// How many there were to pause.
Result<int> pauseAll(EntrepotClient &client, const PublicationIdentity &identity)
{
    int paused = 0;
    TUILERIE_TRY(made, storedDataOf(client, identity.all()));
    for (const StoredData &data : made) {
        if (data.status == StoredDataStatus::Generated)
            continue;
        TUILERIE_TRY(executions, executionsOf(client, data.id));
        for (const ProcessingExecution &execution : executions) {
            if (execution.isFinished() || execution.status == ExecutionStatus::Created || isPaused(execution))
                continue;
            const Status status = client.pauseExecution(execution.id);
            // It may have ended meanwhile.
            if (!status && status.error().code != ErrorCode::Conflict)
                return fail(status.error());
            paused += status ? 1 : 0;
        }
    }
    return paused;
}

} // namespace

Status pausePublication(EntrepotClient &client, const PublicationIdentity &identity)
{
    TUILERIE_CHECK(throughRestarts(client, [&] { return pauseAll(client, identity); }));
    return {};
}

void pauseAfterStop(EntrepotClient &client, const Error &error, const PublicationIdentity &identity)
{
    if (error.code != ErrorCode::Paused)
        return;
    // The control that asked for the stop would end these calls, too.
    SilentControl silent;
    EntrepotClient last = client.withControl(silent);
    const auto paused = throughRestarts(last, [&] { return pauseAll(last, identity); });
    if (!paused)
        client.control().log(tr("The processing goes on on the server."));
    else if (*paused > 0)
        client.control().log(tr("The processing is paused on the server."));
}

} // namespace tuilerie
