// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/plan.h"

#include "model/configuration.h"
#include "model/params/fieldjson.h"
#include "model/params/tableoptions.h"
#include "model/relationname.h"
#include "model/upload.h"
#include "publish/tilefile.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

QString pointCloudType(const PublishRequest &request)
{
    return request.cloud.format == "ept"_L1 ? QString(StoredDataType::PyramidEpt) : QString(StoredDataType::PyramidCopc);
}

// Also where they are only the way to a file of them.
bool hasVectorTiles(const PublishRequest &request)
{
    const bool hasPictures = request.wants(u"wmts"_s) || request.wants(u"wms-r"_s);
    return request.wants(u"tms"_s) || (request.wants(u"download"_s) && !hasPictures);
}

// What WMTS and TMS show, and the file to download holds.
QString tilesOf(const PublishRequest &request)
{
    const PublishKind kind = request.resolvedKind();
    const bool isVector = kind == PublishKind::VectorPyramid || (kind == PublishKind::Vector && hasVectorTiles(request));
    return isVector ? StoredDataType::VectorPyramid : StoredDataType::RasterPyramid;
}

// The server is in another folder than we are.
void makeGridAbsolute(QJsonObject &parameters)
{
    if (const QString grid = parameters.value("tms"_L1).toString(); grid.endsWith(".json"_L1, Qt::CaseInsensitive))
        parameters.insert("tms"_L1, QFileInfo(grid).absoluteFilePath());
}

bool hasGeometry(const QJsonObject &relation)
{
    if (relation.contains("geometry_type"_L1))
        return relation.value("geometry_type"_L1).toString() != "None"_L1;
    const QJsonObject attributes = relation.value("attributes"_L1).toObject();
    if (attributes.isEmpty())
        return true; // older replies list names alone
    return std::any_of(
        attributes.begin(), attributes.end(), [](const QJsonValue type) { return type.toString().startsWith("geom"_L1); });
}

} // namespace

std::vector<PlannedData> plannedData(const PublishRequest &request)
{
    const PublishKind kind = request.resolvedKind();
    const bool wantsPictures = request.wants(u"wmts"_s) || request.wants(u"wms-r"_s);
    std::vector<PlannedData> planned;
    switch (kind) {
    case PublishKind::Vector:
        planned.push_back({StoredDataType::VectorDb});
        if (hasVectorTiles(request))
            planned.push_back({StoredDataType::VectorPyramid, StoredDataType::VectorDb});
        if (wantsPictures)
            planned.push_back({StoredDataType::RasterPyramid, StoredDataType::VectorDb});
        break;
    case PublishKind::PointCloud:
        if (request.wants(u"download"_s))
            planned.push_back({pointCloudType(request)});
        if (wantsPictures || request.wants(u"tms"_s))
            planned.push_back({StoredDataType::RasterPyramid});
        break;
    case PublishKind::VectorPyramid: planned.push_back({StoredDataType::VectorPyramid}); break;
    case PublishKind::Copc:
    case PublishKind::Vpc: planned.push_back({StoredDataType::PyramidCopc}); break;
    case PublishKind::Ept: planned.push_back({StoredDataType::PyramidEpt}); break;
    default: planned.push_back({StoredDataType::RasterPyramid}); break;
    }
    if (request.wants(u"download"_s) && hasTilesToDownload(kind))
        planned.push_back({StoredDataType::Archive, tilesOf(request)});
    return planned;
}

QString storedDataTypeFor(const PublishRequest &request, const QString &configurationType)
{
    const PublishKind kind = request.resolvedKind();
    if (configurationType == ConfigurationType::WmsVector)
        return StoredDataType::VectorDb;
    if (configurationType == ConfigurationType::Download)
        return hasTilesToDownload(kind)       ? QString(StoredDataType::Archive)
            : kind == PublishKind::Ept        ? QString(StoredDataType::PyramidEpt)
            : kind == PublishKind::PointCloud ? pointCloudType(request)
                                              : QString(StoredDataType::PyramidCopc);
    return configurationType == ConfigurationType::WmtsTms ? tilesOf(request) : QString(StoredDataType::RasterPyramid);
}

QString uploadTypeOf(PublishKind kind)
{
    switch (kind) {
    case PublishKind::Vector: return UploadType::Vector;
    case PublishKind::PointCloud: return UploadType::PointCloud;
    case PublishKind::RasterPyramid:
    case PublishKind::VectorPyramid: return UploadType::Rok4Pyramid;
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return UploadType::Pyramid3d;
    default: return UploadType::Raster;
    }
}

namespace {

Result<QJsonObject> vectorTiles(const PublishRequest &request, const StoredData &database)
{
    QJsonObject parameters = writeFields(request.vector, JsonPart::Chosen, true);
    if (request.tables.empty())
        return parameters;
    TUILERIE_TRY(relations, plannedRelations(request, database));
    QJsonArray composition;
    for (const PlannedRelation &relation : relations) {
        VectorTableParams table = relation.table;
        table.table = relation.name;
        for (QString &attribute : table.attributes)
            attribute = relationName(attribute);
        // The platform wants the levels of each.
        if (table.top.isEmpty())
            table.top = request.vector.top;
        if (table.bottom.isEmpty())
            table.bottom = request.vector.bottom;
        composition.append(table.toJson());
    }
    parameters.insert("composition"_L1, composition);
    return parameters;
}

Result<QJsonObject> pictures(const PublishRequest &request, const StoredData &database, const QMap<QString, QString> &styles)
{
    QJsonObject parameters = writeFields(request.styled, JsonPart::Chosen, true);
    TUILERIE_TRY(relations, plannedRelations(request, database));
    QJsonArray list;
    for (const PlannedRelation &relation : relations) {
        QJsonObject entry{{u"name"_s, relation.name}};
        modeljson::put(entry, "style", styles.value(relation.name));
        list.append(entry);
    }
    parameters.insert("relations"_L1, list);
    return parameters;
}

/// The raster, and the pyramid of it, are one form.
QJsonObject derivedRaster(const PublishRequest &request)
{
    QJsonObject parameters = writeFields(request.raster, JsonPart::Chosen, true);
    const QJsonObject derive = writeFields(request.derive, JsonPart::Chosen, true);
    for (auto it = derive.begin(); it != derive.end(); ++it)
        parameters.insert(it.key(), it.value());
    parameters.insert("cell"_L1, request.derive.cell);
    return parameters;
}

QJsonObject fileOfTiles(const PublishRequest &request)
{
    QJsonObject parameters{{u"fileout_name"_s, request.layer}};
    modeljson::put(parameters, "attribution", request.attribution.value("title"_L1).toString());
    return parameters;
}

Result<QJsonObject> parametersOf(
    const PublishRequest &request, const QString &type, const StoredData *database, const QMap<QString, QString> &styles)
{
    if (type == StoredDataType::VectorDb) {
        VectorIntegrationParams integration = request.database;
        if (integration.srs.isEmpty())
            integration.srs = request.srs;
        return writeFields(integration, JsonPart::Chosen);
    }
    if (type == StoredDataType::Archive)
        return fileOfTiles(request);
    if (type == StoredDataType::VectorPyramid && database)
        return vectorTiles(request, *database);
    if (type == StoredDataType::RasterPyramid && database)
        return pictures(request, *database, styles);
    if (request.resolvedKind() == PublishKind::PointCloud)
        return type == StoredDataType::RasterPyramid ? derivedRaster(request)
                                                     : writeFields(request.cloud, JsonPart::Chosen, true);
    return request.isPyramid() ? QJsonObject() : writeFields(request.raster, JsonPart::Whole, true);
}

} // namespace

Result<QJsonObject> processingParametersFor(
    const PublishRequest &request, const QString &type, const StoredData *database, const QMap<QString, QString> &styles)
{
    TUILERIE_TRY(parameters, parametersOf(request.shared(), type, database, styles));
    makeGridAbsolute(parameters);
    return parameters;
}

Result<std::vector<PlannedRelation>> plannedRelations(const PublishRequest &request, const StoredData &database)
{
    const QJsonArray relations = database.typeInfos.value("relations"_L1).toArray();
    QStringList known;
    for (const QJsonValue relation : relations)
        known << relation["name"_L1].toString();
    std::vector<PlannedRelation> planned;
    for (PublishTable table : request.tables) {
        takeColonsIntoName(
            table, [&known](const QString &name) { return known.contains(name) || known.contains(relationName(name)); });
        const QString name = known.contains(table.table) ? table.table : relationName(table.table);
        if (!known.contains(name))
            return fail(
                ErrorCode::NotFound, tr("The data have no table %1. They have %2.").arg(table.table, known.join(u", "_s)));
        planned.push_back({name, table});
    }
    if (!planned.empty())
        return planned;
    for (const QJsonValue relation : relations) {
        if (hasGeometry(relation.toObject())) {
            PublishTable table;
            table.table = relation["name"_L1].toString();
            planned.push_back({table.table, table});
        }
    }
    if (planned.empty())
        return fail(ErrorCode::Invalid, tr("The data have no table with a geometry."));
    return planned;
}

} // namespace tuilerie
