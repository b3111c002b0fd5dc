// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/entrepotclient.h"
#include "publish/plan.h"

namespace tuilerie {

/// Styles of a vector publication as statics of the datastore. Internal to this room.

/// Sends what is not there yet, and gives the ids of the statics by relation; relations for which the request has no style
/// get that of `kept`, or are left out. Unsupported when the server takes neither QML nor tables without a style.
Result<QMap<QString, QString>> sendStyles(
    EntrepotClient &client, const PublishRequest &request, const StoredData &database, const QMap<QString, QString> &kept);
/// The same of a raster: the styles of the request, in its order. Unsupported for a built-in one that is made for a range of
/// values where the server does not say it.
Result<QStringList> sendRasterStyles(EntrepotClient &client, const PublishRequest &request, const StoredData &pyramid);
/// Ends the layer's styles that no configuration uses any more; the others stay.
void removeStyles(EntrepotClient &client, const QString &layer);
/// A style with its attributes as the database names them (relationName()): made on the files, it may say "Département".
QByteArray styleForDatabase(const QByteArray &content, bool isSld);

} // namespace tuilerie
