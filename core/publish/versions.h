// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/request.h"

namespace tuilerie {

/// One pyramid that a layer has or had. Plain value.
struct LayerVersion
{
    QString storedData; ///< id
    QString name;
    QDateTime creation;
    qint64 size = 0;
    bool isCurrent = false;
    QJsonObject toJson() const; ///< {version, name, creation, size, current}
};

/// Newest first; NotFound when there is no such layer. These block, and report as publish() does.
Result<std::vector<LayerVersion>> layerVersions(EntrepotClient &client, const QString &layer);
/// Back to another version (an id of layerVersions(); empty = the one before the current), all at once for each service.
Result<PublicationResult> rollbackLayer(EntrepotClient &client, const QString &layer, const QString &version);

} // namespace tuilerie
