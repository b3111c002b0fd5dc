// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"

namespace tuilerie {

/// An execution that was asked for like this, but not launched yet, and whose output has no tags: what a run that was killed
/// between two calls has left.
Result<std::optional<ProcessingExecution>> untaggedExecution(EntrepotClient &client, const ExecutionRequest &wanted);
/// Follows an execution to its end, handing on progress and new log lines to the client's control. One that was only created
/// is launched, a paused one is resumed first. Corrupt when it fails, Cancelled when it was aborted there; a stop of the
/// control ends the following alone: the execution goes on (see pausePublication()). Blocks. Internal to this room.
Status followExecution(EntrepotClient &client, const QString &execution);

} // namespace tuilerie
