// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/serveraccess.h"
#include "outbox/outbox.h"

#include <functional>
#include <set>

namespace tuilerie {

struct SendChoices
{
    std::set<qint64> only;    ///< these numbers; empty = all
    QString server;           ///< those for this one; empty = all
    bool alsoStopped = false; ///< what was blocked or failed is tried again, too
    /// The way to an item's server. An error keeps its items waiting.
    std::function<Result<std::shared_ptr<ServerAccess>>(const OutboxItem &)> connect;
    std::function<void(const OutboxItem &)> begins; ///< before one is sent; may be empty
};

/// What became of an attempt. Plain value.
struct SendReport
{
    struct Sent
    {
        OutboxItem item;
        QJsonObject result; ///< as publish, update or sync push give it
    };
    std::vector<Sent> sent;
    std::vector<OutboxItem> left; ///< what was meant and not sent, with state and reason

    bool isBlocked() const;      ///< one by a check or by conflicts
    bool waitsForServer = false; ///< some wait for nothing but a server that answers
    QJsonObject toJson() const;  ///< {sent: [item and result], left: [item]}
};

/// Sends in order. Where a server does not answer, all that is for it goes on waiting; where an item is held, blocked or
/// failed, what goes after it (OutboxItem::goesAfter) does. Each may be cut off anywhere: what was done is found the next
/// time, nothing is done twice. Blocks; reports through `control`, and is stopped by it: the item then waits again. Busy
/// when another program is sending.
Result<SendReport> sendOutbox(Outbox &outbox, const SendChoices &choices, WorkControl &control);

} // namespace tuilerie
