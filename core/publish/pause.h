// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/identity.h"

namespace tuilerie {

/// Pauses what works for a publication on the server, of every kind of data; publish() with the same request goes on from
/// there. Good when nothing runs (any more). Unsupported when the server cannot pause: the processing goes on there, and
/// nothing is lost. Blocks.
Status pausePublication(EntrepotClient &client, const PublicationIdentity &identity);

/// The same after a work that ended by this error, if that was a pause; says in the log what has become of it. Internal to
/// this room.
void pauseAfterStop(EntrepotClient &client, const Error &error, const PublicationIdentity &identity);

} // namespace tuilerie
