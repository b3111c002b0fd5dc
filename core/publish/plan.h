// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/request.h"
#include "model/storeddata.h"

#include <map>

namespace tuilerie {

/// Which stored data a request's services need, and which of them each configuration shows. Internal to this room.
struct PlannedData
{
    QString type;        ///< of the stored data (StoredDataType)
    QString madeOf = {}; ///< the type of the request's stored data that it is made of; empty: its upload
};

/// In the order in which they are made. `services` of the request decide.
std::vector<PlannedData> plannedData(const PublishRequest &request);
/// The type that a configuration of this type shows.
QString storedDataTypeFor(const PublishRequest &request, const QString &configurationType);
/// Stored data of one publication, by type.
using ProducedData = std::map<QString, StoredData>;

QString uploadTypeOf(PublishKind kind);
/// Parameters for the processing that makes stored data of a type, in its own words; `database` is the VECTOR-DB when it is
/// made of one, `styles` are ids of statics by relation.
Result<QJsonObject> processingParametersFor(
    const PublishRequest &request, const QString &type, const StoredData *database, const QMap<QString, QString> &styles);

/// Ids of the statics that a layer is shown in.
struct LayerStyles
{
    QMap<QString, QString> byRelation; ///< vector: by table
    QStringList ofPyramid;             ///< raster: the first is the default
};

/// A table of the request, as its database names it.
struct PlannedRelation
{
    QString name;
    PublishTable table;
};
/// The tables to publish, the topmost first: those of the request, or every one with a geometry. NotFound for one that the
/// database lacks.
Result<std::vector<PlannedRelation>> plannedRelations(const PublishRequest &request, const StoredData &database);

} // namespace tuilerie
