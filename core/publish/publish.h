// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/identity.h"
#include "publish/request.h"

#include <functional>

namespace tuilerie {

/// How one publication is carried through. The listeners are called on the thread of the work.
struct PublishRun
{
    PublicationIdentity identity; ///< of an earlier run of this publication; empty = to be found out
    std::function<void(const PublicationIdentity &)> identified; ///< before anything is sent: to be kept
    std::function<void(const QString &execution)> executing;     ///< an execution on the server works for it: its id
};

/// The use cases of publishing are chains of Entrepôt calls. They block (EntrepotClient) and report to the client's
/// WorkControl: progress steps are "upload", "check", "processing", "publish"; log lines say what happens, in sentences.
///
/// This is the whole chain (docs/entrepot.md §22.1): upload → close → checks → processing → stored data → configurations →
/// offerings. It finds what an earlier, interrupted run has made (by PublicationIdentity) and goes on from there; a finished
/// one is repeated without doing anything again. What was sent from files that have changed since is removed first. A stop
/// comes back as an error: Paused, and the processing is paused on the server where it can be; or Cancelled, and the
/// processing goes on without us: the same call later waits for it (cancelPublication() ends it for good). Conflict when the
/// layer is published already from other data. A failed check is an error of code Corrupt whose detail holds the findings
/// (see blockingFindings()).
Result<PublicationResult> publish(EntrepotClient &client, const PublishRequest &request, const PublishRun &run = {});

/// The findings in an error of publish() and updateLayer(); empty for other errors.
QJsonArray blockingFindings(const Error &error);

} // namespace tuilerie
