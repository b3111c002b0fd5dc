// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "generate/integration/vectordatabase.h"
#include "generate/styled/styledpyramid.h"
#include "model/params/fieldjson.h"
#include "model/params/vectorintegrationparams.h"
#include "model/params/vectorpyramidparams.h"
#include "server/entrepot/catalogueofwork.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

QStringList inputsOf(const QJsonObject &params)
{
    return modeljson::texts(params.value(QLatin1String("inputs")));
}

} // namespace

Result<QJsonObject> runVectorIntegration(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QStringList uploads = modeljson::texts(params.value(QLatin1String("uploads")));
    TUILERIE_TRY(parameters, VectorIntegrationParams::fromJson(params.value(QLatin1String("parameters")).toObject()));
    VectorIntegration wanted;
    TUILERIE_TRY(paths, uploadedPaths(datastore, uploads, SourceKind::Vector));
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("The upload has no vector file."));
    wanted.paths = paths;
    TUILERIE_TRY(declared, declaredCrs(datastore, uploads));
    wanted.declaredCrs = declared;
    wanted.crs = parameters.srs;
    wanted.multiTables = parameters.multigeomLayers;
    wanted.output = datastore.pyramidFolder(id) + QLatin1String("/database.gpkg");
    TUILERIE_CHECK(makeFolder(datastore.pyramidFolder(id)));
    control.beginStep(QStringLiteral("integration"), tr("Tables into the database"));
    TUILERIE_TRY(answer,
        runOnDelivery(datastore, box, uploads.value(0), QStringLiteral("vector-integration"), wanted.toJson(),
            {paths, {datastore.pyramidFolder(id)}}, control));
    const VectorDatabase made = VectorDatabase::fromJson(answer);
    control.endStep();
    GeneratedData generated;
    generated.typeInfos = {{QStringLiteral("relations"), made.relations}};
    generated.srs = made.crs;
    generated.box = {made.wgs84.west, made.wgs84.south, made.wgs84.east, made.wgs84.north};
    generated.database = wanted.output;
    TUILERIE_CHECK(datastore.dataGenerated(id, generated));
    control.log(tr("%1 tables, %2 features.").arg(made.relations.size()).arg(made.features));
    return QJsonObject{{QStringLiteral("features"), made.features}};
}

Result<QJsonObject> runVectorPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    QJsonObject parameters = params.value(QLatin1String("parameters")).toObject();
    parameters.remove(WorkId::Ancestor); // which the stored data knows
    TUILERIE_TRY(pyramid, VectorPyramidParams::fromJson(parameters));
    TUILERIE_TRY(database, datastore.databaseOf(inputsOf(params).value(0)));
    pyramid.paths = QStringList{database};
    pyramid.output = datastore.pyramidFolder(id) + QLatin1Char('/') + fileNameOf(data.name);
    pyramid.resume = control.isResumed();
    TUILERIE_CHECK(makeFolder(datastore.pyramidFolder(id)));
    QJsonObject work = pyramid.toJson();
    BoxFiles files{pyramid.paths, {datastore.pyramidFolder(id)}};
    goOnFromAncestor(datastore, id, work, files);
    TUILERIE_TRY(result, box.run(QStringLiteral("vector-pyramid"), work, files, control));
    TUILERIE_CHECK(pyramidMade(datastore, id, result, control));
    return result;
}

Result<QJsonObject> runStyledPyramid(Datastore &datastore, RenderPool *pool, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    if (!pool)
        return fail(ErrorCode::Unsupported, tr("This server was built without a renderer: it cannot draw styled maps."));
    const QJsonObject parameters = params.value(QLatin1String("parameters")).toObject();
    StyledPyramidParams pyramid;
    TUILERIE_CHECK(readFields(parameters, pyramid));
    TUILERIE_TRY(database, datastore.databaseOf(inputsOf(params).value(0)));
    const QJsonArray tables = parameters.value(QLatin1String("relations")).toArray();
    for (const QJsonValue entry : tables) {
        StyledTable table{database, entry[QLatin1String("name")].toString(), {}};
        if (const QString style = entry[QLatin1String("style")].toString(); !style.isEmpty()) {
            TUILERIE_TRY(file, datastore.entities().find(EntityKind::Static, style));
            table.style = datastore.staticPath(file);
        }
        pyramid.tables.push_back(table);
    }
    pyramid.output = datastore.pyramidFolder(id) + QLatin1Char('/') + fileNameOf(data.name);
    pyramid.resume = control.isResumed();
    TUILERIE_CHECK(makeFolder(datastore.pyramidFolder(id)));
    TUILERIE_TRY(made, generateStyledPyramid(pyramid, *pool, control));
    const QJsonObject result = made.toJson();
    TUILERIE_CHECK(pyramidMade(datastore, id, result, control));
    return result;
}

} // namespace tuilerie
