// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/identity.h"

namespace tuilerie {

enum class CancelOutcome {
    Removed,         ///< nothing of it is on the server any more, but what another layer uses
    PublishedAlready ///< it was whole before the cancel came: it stays, unpublishLayer() ends it
};

/// Ends a publication that is under way or was left, and removes from the server what was made for it, of every kind of
/// data: its executions are aborted and waited for, services that are not all there yet are taken back, then pyramids,
/// databases and uploads go. What a layer shows that was published by another request stays. Can be repeated after any
/// interruption. Blocks.
Result<CancelOutcome> cancelPublication(
    EntrepotClient &client, const PublishRequest &request, const PublicationIdentity &identity);

} // namespace tuilerie
