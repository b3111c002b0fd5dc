// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "base/work/copyfile.h"
#include "pyramid/descriptor.h"
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

/// The upload's files below `prefix` into the folder; what is there already in its size stays. `last` is copied last.
Status copyUpload(const Datastore &datastore, const QString &upload, const QString &prefix, const QString &last,
    const QString &folder, JobControl &control)
{
    TUILERIE_TRY(files, datastore.files(upload));
    std::stable_sort(files.begin(), files.end(),
        [&](const UploadFile &a, const UploadFile &b) { return a.path != prefix + last && b.path == prefix + last; });
    control.beginStep(QStringLiteral("copy"), tr("Copy the files"));
    Progress progress;
    progress.step = QStringLiteral("copy");
    progress.total = qint64(files.size());
    for (const UploadFile &file : files) {
        TUILERIE_CHECK(checkStop(control));
        if (!file.isMd5 && file.path.startsWith(prefix)) {
            const QString target = folder + QLatin1Char('/') + file.path.mid(prefix.size());
            const QString temporary = target + QLatin1String(".part");
            if (QFileInfo(target).size() != file.size || !QFileInfo::exists(target)) {
                if (!file.reference.isEmpty())
                    TUILERIE_CHECK(datastore.mayRefer(file.reference));
                TUILERIE_CHECK(makeFolder(QFileInfo(target).path()));
                TUILERIE_CHECK(copyFile(datastore.pathOf(upload, file), temporary, control));
                QFile::remove(target);
                if (!QFile::rename(temporary, target))
                    return fail(errorFromErrno(tr("copy the file"), target));
            }
            progress.bytes += file.size;
        }
        ++progress.done;
        control.progress(progress);
    }
    control.endStep();
    return {};
}

QString folderOf(const QString &path)
{
    return path.left(path.lastIndexOf(QLatin1Char('/')) + 1);
}

} // namespace

Result<QJsonObject> runRok4Copy(Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QString upload = modeljson::texts(params.value(QLatin1String("uploads"))).value(0);
    TUILERIE_TRY(files, datastore.files(upload));
    QString found;
    bool isVector = false;
    for (const UploadFile &file : files)
        if (file.path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
            if (const auto descriptor = PyramidDescriptor::load(datastore.pathOf(upload, file))) {
                found = file.path;
                isVector = descriptor->isVector();
            }
    if (found.isEmpty())
        return fail(ErrorCode::Invalid, tr("The upload has no ROK4 descriptor."));
    if (isVector != (data.type == StoredDataType::VectorPyramid))
        return fail(ErrorCode::Invalid,
            isVector ? tr("The upload is a vector pyramid. Use the processing that copies those.")
                     : tr("The upload is a raster pyramid. Use the processing that copies those."));
    const QString prefix = folderOf(found), folder = datastore.pyramidFolder(id);
    // The descriptor last: when it is there, the pyramid is whole.
    TUILERIE_CHECK(copyUpload(datastore, upload, prefix, found.mid(prefix.size()), folder, control));
    control.beginStep(QStringLiteral("verify"), tr("Read every tile"));
    const QString descriptor = folder + QLatin1Char('/') + found.mid(prefix.size());
    TUILERIE_TRY(report, verifyDelivered(box, descriptor, control));
    if (const QJsonArray errors = report[QLatin1String("errors")].toArray(); !errors.isEmpty())
        return fail(ErrorCode::Corrupt,
            tr("The pyramid has %1 errors. The first: %2: %3")
                .arg(errors.size())
                .arg(errors[0][QLatin1String("place")].toString(), errors[0][QLatin1String("message")].toString()));
    control.endStep();
    TUILERIE_CHECK(datastore.pyramidGenerated(id, descriptor, report[QLatin1String("value_range")].toArray()));
    return report;
}

Result<QJsonObject> runPyramid3dCopy(
    Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QString upload = modeljson::texts(params.value(QLatin1String("uploads"))).value(0);
    TUILERIE_TRY(entry, pyramid3dEntry(datastore, upload));
    const bool isEpt = entry.endsWith(QLatin1String("ept.json"));
    if (isEpt != (data.type == StoredDataType::PyramidEpt))
        return fail(ErrorCode::Invalid,
            isEpt ? tr("The upload is an EPT. Use the processing that copies those.")
                  : tr("The upload is a COPC pyramid. Use the processing that copies those."));
    const QString prefix = folderOf(entry), folder = datastore.pyramidFolder(id) + QLatin1String("/data");
    TUILERIE_CHECK(copyUpload(datastore, upload, prefix, entry.mid(prefix.size()), folder, control));
    TUILERIE_TRY(made, describePyramid3d(box, folder, entry.mid(prefix.size()), control));
    TUILERIE_CHECK(datastore.dataGenerated(id, made));
    return made.typeInfos;
}

Result<QJsonObject> runArchiveCopy(Datastore &datastore, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QStringList uploads = modeljson::texts(params.value(QLatin1String("uploads")));
    GeneratedData made;
    made.folder = datastore.pyramidFolder(id) + QLatin1String("/data");
    made.format = QStringLiteral("ARCHIVE");
    qint64 count = 0;
    for (const QString &upload : uploads) {
        TUILERIE_TRY(files, datastore.files(upload));
        // In the folder "data" of the upload they came in, where it has one.
        const bool hasData = std::any_of(
            files.begin(), files.end(), [](const UploadFile &f) { return f.path.startsWith(QLatin1String("data/")); });
        TUILERIE_CHECK(
            copyUpload(datastore, upload, hasData ? QStringLiteral("data/") : QString(), {}, made.folder, control));
        count += std::count_if(files.begin(), files.end(),
            [&](const UploadFile &f) { return !f.isMd5 && (!hasData || f.path.startsWith(QLatin1String("data/"))); });
    }
    TUILERIE_TRY(srs, declaredCrs(datastore, uploads));
    made.srs = srs;
    made.typeInfos = {{QStringLiteral("files_number"), count}};
    TUILERIE_CHECK(datastore.dataGenerated(id, made));
    return made.typeInfos;
}

/// A file for the download service: written under a journal's name, and there once it is whole.
Result<QJsonObject> runPmTiles(Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString id = params.value(QLatin1String("stored_data")).toString();
    TUILERIE_TRY(data, beginGenerating(datastore, id));
    if (data.status == StoredDataStatus::Generated)
        return QJsonObject();
    const QString input = modeljson::texts(params.value(QLatin1String("inputs"))).value(0);
    TUILERIE_TRY(document, datastore.entities().find(EntityKind::StoredData, input));
    const StoredData pyramid = StoredData::fromJson(document);
    TUILERIE_TRY(descriptor, datastore.pyramidOf(input));
    const QJsonObject parameters = params.value(QLatin1String("parameters")).toObject();
    const QString wanted = parameters.value(QLatin1String("fileout_name")).toString();
    GeneratedData made;
    made.folder = datastore.pyramidFolder(id) + QLatin1String("/data");
    made.format = QStringLiteral("PMTILES");
    made.entry = fileNameOf(wanted.isEmpty() ? data.name : wanted) + QLatin1String(".pmtiles");
    made.srs = QStringLiteral("EPSG:3857");
    made.box = GeographicBox::ofGeometry(document.value(QLatin1String("extent")).toObject());
    TUILERIE_CHECK(makeFolder(made.folder));
    const QJsonObject order{{QStringLiteral("pyramid"), descriptor}, {QStringLiteral("format"), QStringLiteral("pmtiles")},
        {QStringLiteral("output"), made.folder + QLatin1Char('/') + made.entry}, {QStringLiteral("title"), pyramid.name},
        {QStringLiteral("attribution"), parameters.value(QLatin1String("attribution"))}};
    control.beginStep(QStringLiteral("export"), tr("Tiles into the file"));
    TUILERIE_TRY(result, box.run(QStringLiteral("export"), order, {{descriptor}, {datastore.pyramidFolder(id)}}, control));
    control.endStep();
    made.typeInfos = {{QStringLiteral("files_number"), 1}};
    TUILERIE_CHECK(datastore.dataGenerated(id, made));
    control.log(tr("%1 tiles, %2 bytes in %3 s.")
                    .arg(result[QLatin1String("tiles")].toInteger())
                    .arg(result[QLatin1String("bytes")].toInteger())
                    .arg(result[QLatin1String("seconds")].toDouble(), 0, 'f', 1));
    return result;
}

} // namespace tuilerie
