// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "sync/workingcopy.h"

namespace tuilerie {

// What a server has of a layer's data, and how it differs from a copy's base. Internal to this room.

/// The states of the database that a layer shows, or that its tiles were made from.
struct LayerData
{
    struct Version
    {
        qint64 number = 0;
        QString storedData;
        QString parent; ///< what its changes were made to
        bool hasChanges = false;
    };
    QString storedData; ///< of the newest
    qint64 version = 0;
    QDateTime moment;              ///< by the server's clock
    std::vector<Version> versions; ///< by number; newer ones than `version` have been deleted

    const Version *find(const QString &storedData) const;
};
Result<LayerData> layerData(EntrepotClient &client, const QString &layer);

/// Fetches what happened since the copy's base and keeps it there for its merge; problems where the layer's tables are
/// declared otherwise now than the copy can follow.
Result<ChangeProblems> fetchTheirs(EntrepotClient &client, WorkingCopy &copy, const LayerData &head);

} // namespace tuilerie
