// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QUrl>

namespace tuilerie {

/// Where a server is, and which of the user's datastores is meant. Plain value.
struct ServerAddress
{
    QUrl api;          ///< "https://data.geopf.fr/api"
    QString datastore; ///< id, name or technical name; empty = the first one of users/me

    bool operator==(const ServerAddress &) const = default;
    /// From what a user types: "http://host:8080" and "https://data.geopf.fr/api" alike. Invalid when it is no http(s)
    /// address.
    static Result<ServerAddress> fromText(const QString &text);
    QUrl root() const;                             ///< without "/api": where the services of our own server are
    bool isLoopback() const;                       ///< the server sees the files of this machine
    QString viewerUrl(const QString &layer) const; ///< the page of our own server that shows a layer
};

} // namespace tuilerie
