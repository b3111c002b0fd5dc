// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobs.h"

#include "generate/rasterpyramid.h"
#include "pyramid/descriptor.h"
#include "pyramid/verify.h"
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

/// A name for files, from the name people gave.
QString fileNameOf(const QString &name)
{
    QString result;
    for (const QChar letter : name.normalized(QString::NormalizationForm_KD)) {
        if (letter.isLetterOrNumber() && letter.unicode() < 0x80)
            result += letter;
        else if (letter.unicode() < 0x300 || letter.unicode() > 0x36f)
            result += QLatin1Char('_');
    }
    return result.isEmpty() ? QStringLiteral("pyramid") : result.left(60);
}

Result<StoredData> beginGenerating(Datastore &datastore, const QString &id)
{
    TUILERIE_TRY(document, datastore.entities().change(EntityKind::StoredData, id, [](QJsonObject &changed) -> Status {
        const QString status = changed.value(QLatin1String("status")).toString();
        if (status == StoredDataStatus::Deleted)
            return fail(ErrorCode::NotFound, tr("The stored data was deleted before it was generated."));
        if (status != StoredDataStatus::Generated)
            changed.insert(QLatin1String("status"), QString(StoredDataStatus::Generating));
        return {};
    }));
    return StoredData::fromJson(document);
}

Status stopped(const JobControl &control)
{
    switch (control.shouldStop()) {
    case StopRequest::Pause: return fail(ErrorCode::Paused, {});
    case StopRequest::Cancel: return fail(ErrorCode::Cancelled, {});
    case StopRequest::None: break;
    }
    return {};
}

} // namespace

Result<QStringList> rasterPaths(const Datastore &datastore, const QStringList &uploads)
{
    static const QStringList suffixes{QStringLiteral("tif"), QStringLiteral("tiff"), QStringLiteral("jp2"), QStringLiteral("j2k"), QStringLiteral("png"),
                                      QStringLiteral("jpg"), QStringLiteral("jpeg")};
    QStringList rasters, mosaics;
    for (const QString &upload : uploads) {
        TUILERIE_TRY(files, datastore.files(upload));
        for (const UploadFile &file : files) {
            const QString suffix = QFileInfo(file.path).suffix().toLower();
            if (suffix == QLatin1String("vrt"))
                mosaics << datastore.pathOf(upload, file);
            else if (suffixes.contains(suffix))
                rasters << datastore.pathOf(upload, file);
        }
    }
    return mosaics.isEmpty() ? rasters : mosaics;
}

Result<QJsonObject> runRasterPyramid(Datastore &datastore, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    // The process was killed between the last change of the entity and the end of the job.
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QStringList uploads = modeljson::texts(params.value(QLatin1String("uploads")));
    TUILERIE_TRY(pyramid, RasterPyramidParams::fromJson(params.value(QLatin1String("parameters")).toObject()));
    TUILERIE_TRY(paths, rasterPaths(datastore, uploads));
    if (paths.isEmpty())
        return fail(ErrorCode::Invalid, tr("The upload has no raster file."));
    if (pyramid.assignCrs.isEmpty()) {
        TUILERIE_TRY(upload, datastore.entities().find(EntityKind::Upload, uploads.value(0)));
        pyramid.assignCrs = Upload::fromJson(upload).srs;
    }
    pyramid.paths = paths;
    QString name = fileNameOf(data.name);
    // The user's own grid lies there as well, under its name.
    if (pyramid.tms.endsWith(QLatin1String(".json")) && QFileInfo(pyramid.tms).completeBaseName() == name)
        name += QLatin1String("_pyramid");
    pyramid.output = datastore.pyramidFolder(id) + QLatin1Char('/') + name;
    pyramid.resume = control.isResumed();
    if (!QDir().mkpath(datastore.pyramidFolder(id)))
        return fail(errorFromErrno(tr("make the pyramid's folder"), datastore.pyramidFolder(id)));
    control.log(tr("%1 raster files to %2, levels %3 to %4.")
                    .arg(paths.size())
                    .arg(pyramid.tms, pyramid.top.isEmpty() ? tr("top") : pyramid.top, pyramid.bottom.isEmpty() ? tr("nearest to the data") : pyramid.bottom));
    TUILERIE_TRY(result, generateRasterPyramid(pyramid, control));
    TUILERIE_CHECK(datastore.pyramidGenerated(id, result.descriptorPath));
    control.log(tr("%1 slabs, %2 tiles, %3 bytes in %4 s.").arg(result.slabs).arg(result.tiles).arg(result.bytes).arg(result.seconds, 0, 'f', 1));
    return result.toJson();
}

Result<QJsonObject> runRok4Copy(Datastore &datastore, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QString upload = modeljson::texts(params.value(QLatin1String("uploads"))).value(0);
    TUILERIE_TRY(files, datastore.files(upload));
    QString prefix, descriptorName;
    for (const UploadFile &file : files)
        if (file.path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) && PyramidDescriptor::load(datastore.pathOf(upload, file))) {
            descriptorName = QFileInfo(file.path).fileName();
            prefix = file.path.left(file.path.size() - descriptorName.size());
        }
    if (descriptorName.isEmpty())
        return fail(ErrorCode::Invalid, tr("The upload has no ROK4 descriptor."));
    // The descriptor last: when it is there, the pyramid is whole.
    std::stable_sort(files.begin(), files.end(), [&](const UploadFile &a, const UploadFile &b) {
        return (a.path != prefix + descriptorName) && (b.path == prefix + descriptorName);
    });
    control.beginStep(QStringLiteral("copy"), tr("Copy the pyramid"));
    const QString folder = datastore.pyramidFolder(id);
    Progress progress;
    progress.step = QStringLiteral("copy");
    progress.total = qint64(files.size());
    for (const UploadFile &file : files) {
        TUILERIE_CHECK(stopped(control));
        if (!file.isMd5 && file.path.startsWith(prefix)) {
            const QString target = folder + QLatin1Char('/') + file.path.mid(prefix.size());
            const QString temporary = target + QLatin1String(".part");
            if (QFileInfo(target).size() != file.size || !QFileInfo::exists(target)) {
                QDir().mkpath(QFileInfo(target).path());
                QFile::remove(temporary);
                QFile::remove(target);
                if (!QFile::copy(datastore.pathOf(upload, file), temporary) || !QFile::rename(temporary, target))
                    return fail(errorFromErrno(tr("copy the pyramid"), target));
            }
            progress.bytes += file.size;
        }
        ++progress.done;
        control.progress(progress);
    }
    control.endStep();
    control.beginStep(QStringLiteral("verify"), tr("Read every tile"));
    const QString descriptor = folder + QLatin1Char('/') + descriptorName;
    TUILERIE_TRY(report, verifyPyramid(descriptor, 0, control));
    if (!report.errors.empty())
        return fail(ErrorCode::Corrupt, tr("The pyramid has %1 errors. The first: %2: %3")
                                            .arg(report.errors.size())
                                            .arg(report.errors.front().place, report.errors.front().message));
    control.endStep();
    TUILERIE_CHECK(datastore.pyramidGenerated(id, descriptor));
    return report.toJson();
}

QString jobKindOf(const QString &workId)
{
    static const std::map<QString, QString> kinds{{WorkId::StandardCheck, JobKind::StandardCheck}, {WorkId::RasterCheck, JobKind::RasterCheck},
                                                  {WorkId::Rok4Check, JobKind::Rok4Check},         {WorkId::RasterPyramid, JobKind::RasterPyramid},
                                                  {WorkId::Rok4Copy, JobKind::Rok4Copy}};
    const auto found = kinds.find(workId);
    return found == kinds.end() ? QString() : found->second;
}

JobRegistry entrepotJobs(const std::shared_ptr<Datastore> &datastore)
{
    JobRegistry registry;
    const auto add = [&](QLatin1String kind, auto work, bool isHeavy) {
        registry.add(kind, [datastore, work](const QJsonObject &params, JobControl &control) { return work(*datastore, params, control); }, isHeavy);
    };
    add(JobKind::StandardCheck, runStandardCheck, false);
    add(JobKind::RasterCheck, runRasterCheck, false);
    add(JobKind::Rok4Check, runRok4Check, false);
    add(JobKind::RasterPyramid, runRasterPyramid, true);
    add(JobKind::Rok4Copy, runRok4Copy, true);
    return registry;
}

} // namespace tuilerie
