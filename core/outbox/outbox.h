// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "outbox/outboxitem.h"
#include "sqlite/sqlite.h"

#include <memory>
#include <optional>
#include <vector>

class QLockFile;

namespace tuilerie {

/// The outbox of a profile: publications, updates and pushes that were made without a network, in the order they are to be
/// sent. A SQLite database, each change of which is on the disk before it is answered, so that it survives a crash and a
/// power cut; several programs may have it open. One thread for each object; none of this waits for a server.
///
/// Errors are sentences: NotFound when no item has that number, Conflict when it is being sent at this moment.
class Outbox
{
public:
    static QString defaultFile(); ///< TUILERIE_OUTBOX, else in the user's data folder
    static Result<std::unique_ptr<Outbox>> open(const QString &file = defaultFile());

    Result<std::vector<OutboxItem>> list();
    Result<OutboxItem> item(qint64 id);
    /// At the end; gives it with its number. A working copy that waits already is not added again: the one that is there is
    /// to be published, too, when this one is.
    Result<OutboxItem> add(OutboxItem item);
    Status hold(qint64 id);    ///< it is not sent until it is released; what goes after it waits, too
    Status release(qint64 id); ///< also one that is blocked or failed: it is tried again
    Status drop(qint64 id);    ///< its files stay as they are
    /// Before all but `place` − 1 others; places count from 1.
    Status move(qint64 id, int place);

    /// Whoever sends holds it, so that nothing is sent twice at once; that of a program that died is free. Null when
    /// another one sends.
    std::shared_ptr<QLockFile> lead();
    /// For the leader. Conflict when somebody held or dropped it meanwhile; `alsoStopped`: whether blocked and failed ones
    /// are to be tried.
    Status begin(qint64 id, bool alsoStopped);
    Status keepIdentity(qint64 id, const PublicationIdentity &identity);
    Status end(qint64 id); ///< it was sent: out of the list
    Status end(qint64 id, OutboxState state, const QString &reason, const QJsonArray &details = {});
    Status note(qint64 id, const QString &reason); ///< why it goes on waiting

private:
    Outbox(std::unique_ptr<SqlDatabase> database, QString file);
    Status changed(qint64 id, const QByteArray &sql, const QVariantList &values);
    Result<bool> joinOther(OutboxItem &item);
    /// What a program that died in the middle of it left as being sent.
    Status takeUp();

    std::unique_ptr<SqlDatabase> m_database;
    const QString m_file;
};

} // namespace tuilerie
