// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"

namespace tuilerie {

// What a server has of one publication, found by the fingerprints of its PublicationIdentity. Whole entities, the deleted
// ones left out; servers that do not know the filter of tags give everything, so each is looked at again. Internal to this
// room.

Result<std::vector<StoredData>> storedDataOf(EntrepotClient &client, const QStringList &fingerprints);
Result<std::vector<Upload>> uploadsOf(EntrepotClient &client, const QStringList &fingerprints);
/// The executions that make a stored data, whole.
Result<std::vector<ProcessingExecution>> executionsOf(EntrepotClient &client, const QString &storedData);
/// The layer's configurations, whole. The filter may be no more than a pattern for the server.
Result<std::vector<Configuration>> configurationsOf(EntrepotClient &client, const QString &layer);

bool isPaused(const ProcessingExecution &execution); ///< or on its way to it

} // namespace tuilerie
