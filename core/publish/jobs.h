// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"

#include <QHash>

namespace tuilerie {

// The executions of a server, whoever asked for them: what the jobs dock and `tuilerie-cli jobs` show and do. All block.

enum class JobCommand { Pause, Resume, Cancel, Remove };

/// A resume waits until a pause that is on its way has come. Unsupported where the server cannot pause.
Status commandJob(EntrepotClient &client, const QString &execution, JobCommand command);
/// All of them, whole. `known`: by id, those that have ended and were asked before; they do not change any more.
Result<std::vector<ProcessingExecution>> allJobs(
    EntrepotClient &client, const QHash<QString, ProcessingExecution> &known = {});

} // namespace tuilerie
