// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/request.h"

namespace tuilerie {

/// One pyramid that a layer has or had. Plain value.
struct LayerVersion
{
    int number = 0;     ///< from 1, by creation, of those that are there
    QString storedData; ///< id
    QString name;
    QDateTime creation;
    QString cause;     ///< "publish", "update", "push"; empty where it is not known
    QString author;    ///< likewise
    qint64 size = 0;   ///< bytes
    qint64 shared = 0; ///< bytes of it that an elder version has already
    bool isCurrent = false;
    QJsonObject toJson() const; ///< {version, number, name, creation, cause, author, size, shared, current}
};

/// Newest first; NotFound when there is no such layer. These block, and report as publish() does.
Result<std::vector<LayerVersion>> layerVersions(EntrepotClient &client, const QString &layer);
/// Shows another version (an id or a number of layerVersions()), all at once for each service.
Result<PublicationResult> switchLayerTo(EntrepotClient &client, const QString &layer, const QString &version);
/// The same with an earlier one; empty = the one before the current.
Result<PublicationResult> rollbackLayer(EntrepotClient &client, const QString &layer, const QString &version);
/// Deletes a version with what was made beside it (databases, other pyramids); the other versions lose nothing. Conflict for
/// the one that is shown.
Status deleteVersion(EntrepotClient &client, const QString &layer, const QString &version);
/// Deletes all but the newest `count` and the one that is shown; gives the ids of those that went.
Result<QStringList> keepVersions(EntrepotClient &client, const QString &layer, int count);

} // namespace tuilerie
