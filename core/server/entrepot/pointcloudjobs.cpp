// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "model/params/deriveparams.h"
#include "model/params/fieldjson.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "server/entrepot/work/pyramid3d.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

Result<QStringList> cloudsOf(const Datastore &datastore, const QStringList &uploads)
{
    TUILERIE_TRY(paths, uploadedPaths(datastore, uploads, SourceKind::PointCloud));
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("The upload has no point cloud."));
    return paths;
}

} // namespace

Result<QJsonObject> runPointCloudPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QStringList uploads = modeljson::texts(params.value(QLatin1String("uploads")));
    TUILERIE_TRY(pyramid, PointCloudParams::fromJson(params.value(QLatin1String("parameters")).toObject()));
    TUILERIE_TRY(paths, cloudsOf(datastore, uploads));
    pyramid.paths = paths;
    if (pyramid.assignCrs.isEmpty()) {
        TUILERIE_TRY(declared, declaredCrs(datastore, uploads));
        pyramid.assignCrs = declared;
    }
    // What can be downloaded lies in a folder of its own, without journals and spills.
    const QString folder = datastore.pyramidFolder(id);
    const bool isEpt = data.type == StoredDataType::PyramidEpt;
    const bool isVpc = pyramid.format == QLatin1String("vpc");
    const QString entry = isEpt ? QStringLiteral("ept.json")
                                : fileNameOf(data.name) + (isVpc ? QLatin1String(".vpc") : QLatin1String(".copc.laz"));
    pyramid.output = isEpt ? folder + QLatin1String("/data") : folder + QLatin1String("/data/") + entry;
    pyramid.tmp = folder + QLatin1String("/work");
    pyramid.resume = control.isResumed();
    TUILERIE_CHECK(makeFolder(isEpt ? folder : folder + QLatin1String("/data")));
    TUILERIE_CHECK(makeFolder(pyramid.tmp));
    control.log(tr("%1 point clouds to %2.").arg(paths.size()).arg(entry));
    TUILERIE_TRY(result,
        runOnDelivery(
            datastore, box, uploads.value(0), QStringLiteral("point-cloud"), pyramid.toJson(), {paths, {folder}}, control));
    TUILERIE_CHECK(removeFolder(pyramid.tmp));
    TUILERIE_TRY(made, describePyramid3d(box, folder + QLatin1String("/data"), entry, control));
    TUILERIE_CHECK(datastore.dataGenerated(id, made));
    control.log(tr("%1 points, %2 nodes, %3 bytes in %4 s.")
                    .arg(result[QLatin1String("points")].toInteger())
                    .arg(result[QLatin1String("nodes")].toInteger())
                    .arg(result[QLatin1String("bytes")].toInteger())
                    .arg(result[QLatin1String("seconds")].toDouble(), 0, 'f', 1));
    return result;
}

Result<QJsonObject> runDerivedPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QStringList uploads = modeljson::texts(params.value(QLatin1String("uploads")));
    const QJsonObject parameters = params.value(QLatin1String("parameters")).toObject();
    // One form for the raster and for the pyramid of it.
    DeriveParams derive;
    TUILERIE_CHECK(readFields(parameters, derive));
    RasterPyramidParams pyramid;
    TUILERIE_CHECK(readFields(parameters, pyramid));
    TUILERIE_TRY(declared, declaredCrs(datastore, uploads));
    const QString folder = datastore.pyramidFolder(id);
    TUILERIE_CHECK(makeFolder(folder));
    // Under its name it is whole: a run after an interruption goes on with the pyramid.
    const QString raster = folder + QLatin1String("/derived.tif");
    if (!QFileInfo::exists(raster)) {
        TUILERIE_TRY(paths, cloudsOf(datastore, uploads));
        derive.paths = paths;
        if (derive.assignCrs.isEmpty())
            derive.assignCrs = declared;
        derive.output = folder + QLatin1String("/deriving.tif");
        // What a killed run left, which had names of its own.
        const QFileInfoList leftovers =
            QDir(folder).entryInfoList({QStringLiteral("deriving.tif*")}, QDir::Files | QDir::Hidden);
        for (const QFileInfo &leftover : leftovers)
            QFile::remove(leftover.filePath());
        control.beginStep(QStringLiteral("derive"), tr("Raster from the points"));
        TUILERIE_TRY(derived,
            runOnDelivery(
                datastore, box, uploads.value(0), QStringLiteral("derive"), derive.toJson(), {paths, {folder}}, control));
        if (!QFile::rename(derive.output, raster))
            return fail(errorFromErrno(tr("store the raster"), raster));
        control.log(tr("%1: %2 × %3 cells, %4 with a value, %5 void, of %6 points.")
                        .arg(derive.product)
                        .arg(derived[QLatin1String("width")].toInteger())
                        .arg(derived[QLatin1String("height")].toInteger())
                        .arg(derived[QLatin1String("cells")].toInteger())
                        .arg(derived[QLatin1String("voids")].toInteger())
                        .arg(derived[QLatin1String("used_points")].toInteger()));
        control.endStep();
    }
    pyramid.paths = QStringList{raster};
    if (pyramid.assignCrs.isEmpty())
        pyramid.assignCrs = declared;
    pyramid.output = folder + QLatin1Char('/') + fileNameOf(data.name);
    pyramid.resume = control.isResumed();
    TUILERIE_TRY(result, box.run(QStringLiteral("raster-pyramid"), pyramid.toJson(), {pyramid.paths, {folder}}, control));
    QFile::remove(raster);
    TUILERIE_CHECK(pyramidMade(datastore, id, result, control));
    return result;
}

} // namespace tuilerie
