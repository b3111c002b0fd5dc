// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/identity.h"
#include "publish/update.h"

#include <QDateTime>
#include <QJsonArray>

namespace tuilerie {

/// A server as whoever asked named it, so that the way to it can be found again later. Plain value; holds no secret.
struct OutboxServer
{
    QString name;       ///< "embedded", or the root of an API
    QString datastore;  ///< id or name; empty = the first one
    QString tokenFile;  ///< path; empty = how the user has signed in
    QString dataFolder; ///< of the embedded server; empty = the profile's

    bool operator==(const OutboxServer &) const = default;
};

enum class OutboxKind { Publish, Update, Push };
enum class OutboxState {
    Waiting, ///< for its turn, or for its server
    Held,    ///< by the user
    Sending,
    Blocked, ///< by a check or by conflicts: the user has something to decide
    Failed   ///< for a reason that does not go away by itself
};
QString outboxWord(OutboxKind kind);   ///< "publish", "update", "push"
QString outboxWord(OutboxState state); ///< "waiting", "held", "sending", "blocked", "failed"

/// One thing that was asked of a server and waits to be sent. Plain value.
struct OutboxItem
{
    qint64 id = 0; ///< stays the same however it is moved; never given twice
    OutboxKind kind = OutboxKind::Push;
    OutboxServer server;
    QString layer;
    PublishRequest request;       ///< of publish and update
    UpdateChoices choices;        ///< of update
    PublicationIdentity identity; ///< of an earlier try of publish; empty = none
    QString file;                 ///< of push: the working copy
    bool isToPublish = false;     ///< of push: its tiles are made, too
    OutboxState state = OutboxState::Waiting;
    QString reason;     ///< why it waits, is blocked or failed: a sentence; empty = it was not tried yet
    QJsonArray details; ///< of Blocked: findings of checks (docs/cli.md) or conflicts (docs/sync.md §4)
    QDateTime created;
    QDateTime tried; ///< last; invalid = not yet

    /// Those of one layer on one server are sent in their order; others need not wait for them.
    bool goesAfter(const OutboxItem &other) const { return layer == other.layer && server.name == other.server.name; }
    QJsonObject toJson()
        const; ///< {id, kind, layer, server, file | paths, publish?, state, reason, details, created, tried}
};

} // namespace tuilerie
