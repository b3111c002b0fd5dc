// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changes/dataselection.h"

#include <QJsonObject>
#include <QString>

namespace tuilerie {

/// Where a working copy came from, and which state of the data it stands on. Plain value.
struct CopyOrigin
{
    QString id;     ///< of this copy and of all files copied from it
    QString server; ///< root of the API
    QString layer;
    QString data; ///< stored data that its base is
    qint64 version = 0;
    DataSelection selection;

    QJsonObject toJson() const; ///< {server, layer, data, version, selection}
};

} // namespace tuilerie
