// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/publish.h"

namespace tuilerie {

/// What it took to show another state of a layer's data. Plain value.
struct Republication
{
    PublicationResult result;
    qint64 slabs = 0, tiles = 0;     ///< made again
    qint64 ofSlabs = 0, ofTiles = 0; ///< of all pyramids that the layer shows now; 0 where the server does not say it
    qint64 features = 0;             ///< of the database
    bool isOvertaken = false;        ///< the layer shows a newer state already, which has these changes, too: it was left so
    double seconds = 0;

    /// {changed: {files, features, slabs, tiles}, of: {the same}, seconds, published}; `pushed` features changed, no files.
    QJsonObject toJson(qint64 pushed) const;
};

/// Shows another state of a layer's vector database (what a push made) in all of its services: each pyramid is made again
/// as it was made, by the same processing with the same parameters from that database, aside; of vector tiles only what
/// the changed features are in, where the server can (docs/versions.md). Then the layer is switched as updateLayer() does.
/// Nothing is made where the layer shows that state already. What an earlier call has made is found. NotFound when there is
/// no such layer; Unsupported where the server does not say any more how a pyramid was made. Blocks; reports and stops as
/// publish() does.
Result<Republication> republishLayer(EntrepotClient &client, const QString &layer, const QString &database);

} // namespace tuilerie
