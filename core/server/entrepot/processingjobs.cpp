// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "model/params/rasterpyramidparams.h"
#include "server/entrepot/catalogueofwork.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

} // namespace

Result<QJsonObject> runRasterPyramid(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    // The process was killed between the last change of the entity and the end of the job.
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QStringList uploads = modeljson::texts(params.value(QLatin1String("uploads")));
    QJsonObject parameters = params.value(QLatin1String("parameters")).toObject();
    parameters.remove(WorkId::Ancestor); // which the stored data knows
    TUILERIE_TRY(pyramid, RasterPyramidParams::fromJson(parameters));
    TUILERIE_TRY(paths, uploadedPaths(datastore, uploads, SourceKind::Raster));
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("The upload has no raster file."));
    if (pyramid.assignCrs.isEmpty()) {
        TUILERIE_TRY(declared, declaredCrs(datastore, uploads));
        pyramid.assignCrs = declared;
    }
    pyramid.paths = paths;
    QString name = fileNameOf(data.name);
    // The user's own grid lies there as well, under its name.
    if (pyramid.tms.endsWith(QLatin1String(".json")) && QFileInfo(pyramid.tms).completeBaseName() == name)
        name += QLatin1String("_pyramid");
    pyramid.output = datastore.pyramidFolder(id) + QLatin1Char('/') + name;
    pyramid.resume = control.isResumed();
    TUILERIE_CHECK(makeFolder(datastore.pyramidFolder(id)));
    control.log(tr("%1 raster files to %2, levels %3 to %4.")
                    .arg(paths.size())
                    .arg(pyramid.tms, pyramid.top.isEmpty() ? tr("top") : pyramid.top,
                        pyramid.bottom.isEmpty() ? tr("nearest to the data") : pyramid.bottom));
    BoxFiles files{paths, {datastore.pyramidFolder(id)}};
    if (pyramid.tms.endsWith(QLatin1String(".json")))
        files.inputs << pyramid.tms;
    QJsonObject work = pyramid.toJson();
    goOnFromAncestor(datastore, id, work, files);
    TUILERIE_TRY(
        result, runOnDelivery(datastore, box, uploads.value(0), QStringLiteral("raster-pyramid"), work, files, control));
    TUILERIE_CHECK(pyramidMade(datastore, id, result, control));
    return result;
}

QString jobKindOf(const QString &workId)
{
    static const std::map<QString, QString> kinds{{WorkId::StandardCheck, JobKind::StandardCheck},
        {WorkId::RasterCheck, JobKind::RasterCheck}, {WorkId::VectorCheck, JobKind::VectorCheck},
        {WorkId::PointCloudCheck, JobKind::PointCloudCheck}, {WorkId::Pyramid3dCheck, JobKind::Pyramid3dCheck},
        {WorkId::Rok4Check, JobKind::Rok4Check}, {WorkId::RasterPyramid, JobKind::RasterPyramid},
        {WorkId::VectorIntegration, JobKind::VectorIntegration}, {WorkId::VectorPyramid, JobKind::VectorPyramid},
        {WorkId::StyledPyramid, JobKind::StyledPyramid}, {WorkId::CopcPyramid, JobKind::PointCloudPyramid},
        {WorkId::EptPyramid, JobKind::PointCloudPyramid}, {WorkId::DerivedPyramid, JobKind::DerivedPyramid},
        {WorkId::Rok4Copy, JobKind::Rok4Copy}, {WorkId::Rok4VectorCopy, JobKind::Rok4Copy},
        {WorkId::CopcCopy, JobKind::Pyramid3dCopy}, {WorkId::EptCopy, JobKind::Pyramid3dCopy},
        {WorkId::ArchiveCopy, JobKind::ArchiveCopy}, {WorkId::PmTiles, JobKind::PmTiles},
        {WorkId::RasterPmTiles, JobKind::PmTiles}};
    const auto found = kinds.find(workId);
    return found == kinds.end() ? QString() : found->second;
}

JobRegistry entrepotJobs(const std::shared_ptr<Datastore> &datastore, const std::shared_ptr<RenderPool> &renderPool,
    const std::shared_ptr<const WorkBox> &box)
{
    JobRegistry registry;
    const auto add = [&](QLatin1String kind, auto work, bool isHeavy) {
        registry.add(
            kind,
            [datastore, work](const QJsonObject &params, JobControl &control) { return work(*datastore, params, control); },
            isHeavy);
    };
    const auto addBoxed = [&](QLatin1String kind, auto work, bool isHeavy) {
        add(
            kind,
            [box, work](Datastore &d, const QJsonObject &p, JobControl &c) {
                return triedTwice([&] { return work(d, *box, p, c); }, c);
            },
            isHeavy);
    };
    add(JobKind::StandardCheck, runStandardCheck, false);
    addBoxed(JobKind::RasterCheck, runRasterCheck, false);
    addBoxed(JobKind::VectorCheck, runVectorCheck, false);
    addBoxed(JobKind::PointCloudCheck, runPointCloudCheck, false);
    addBoxed(JobKind::Pyramid3dCheck, runPyramid3dCheck, false);
    addBoxed(JobKind::Rok4Check, runRok4Check, false);
    addBoxed(JobKind::RasterPyramid, runRasterPyramid, true);
    addBoxed(JobKind::VectorIntegration, runVectorIntegration, true);
    addBoxed(JobKind::VectorPyramid, runVectorPyramid, true);
    addBoxed(JobKind::VectorPush, runVectorPush, false);
    add(
        JobKind::StyledPyramid,
        [renderPool](
            Datastore &d, const QJsonObject &p, JobControl &c) { return runStyledPyramid(d, renderPool.get(), p, c); },
        true);
    addBoxed(JobKind::PointCloudPyramid, runPointCloudPyramid, true);
    addBoxed(JobKind::DerivedPyramid, runDerivedPyramid, true);
    addBoxed(JobKind::Rok4Copy, runRok4Copy, true);
    addBoxed(JobKind::Pyramid3dCopy, runPyramid3dCopy, true);
    add(JobKind::ArchiveCopy, runArchiveCopy, true);
    addBoxed(JobKind::PmTiles, runPmTiles, true);
    return registry;
}

} // namespace tuilerie
