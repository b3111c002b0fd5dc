// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "base/filename.h"
#include "grid/crs.h"
#include "pyramid/descriptor.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

Result<QString> md5Of(const QString &path, JobControl &control, qint64 &read)
{
    QFile file;
    if (!openFile(file, path))
        return fail(errorFromErrno(tr("read the file"), path));
    QCryptographicHash hash(QCryptographicHash::Md5);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (;;) {
        TUILERIE_CHECK(checkStop(control));
        const qint64 count = file.read(buffer.data(), buffer.size());
        if (count < 0)
            return fail(errorFromErrno(tr("read the file"), path));
        if (count == 0)
            break;
        hash.addData(QByteArrayView(buffer.constData(), count));
        read += count;
    }
    return QString::fromLatin1(hash.result().toHex());
}

/// Such as would be one if it were right.
bool looksLikeDescriptor(const QString &path)
{
    QFile file;
    return openFile(file, path) && file.read(1 << 18).contains("\"tile_matrix_set\"");
}

} // namespace

Result<QJsonObject> runStandardCheck(const Datastore &datastore, const QJsonObject &params, JobControl &control)
{
    const QString upload = params.value(QLatin1String("upload")).toString();
    TUILERIE_TRY(files, datastore.files(upload));
    control.beginStep(QStringLiteral("md5"), tr("MD5 sums"));
    std::map<QString, const UploadFile *> byPath;
    std::vector<Finding> findings;
    for (const UploadFile &file : files) {
        byPath[file.path] = &file;
        const FileStatus status = fileStatus(datastore.pathOf(upload, file)); // a name may be no UTF-8
        if (!status.isFile || status.size != file.size)
            findings.push_back(blocking("upload.file.changed", file.path,
                tr("The file is gone or has another size than when it was delivered."), tr("Deliver it again.")));
    }
    static const QRegularExpression line(QStringLiteral("^([0-9a-fA-F]{32})\\s+\\*?(.+?)\\s*$"));
    qint64 checked = 0, read = 0;
    for (const UploadFile &list : files) {
        if (!list.isMd5 && !list.path.endsWith(QLatin1String(".md5"), Qt::CaseInsensitive))
            continue;
        QFile text;
        if (!openFile(text, datastore.pathOf(upload, list)))
            continue;
        int number = 0;
        while (!text.atEnd()) {
            const QString entry = QString::fromUtf8(text.readLine(100000)).trimmed();
            ++number;
            if (entry.isEmpty())
                continue;
            const QRegularExpressionMatch match = line.match(entry);
            if (!match.hasMatch()) {
                findings.push_back(blocking("upload.md5.syntax", list.path,
                    tr("Line %1 is not an MD5 sum and a path.").arg(number), tr("Write the file again.")));
                break;
            }
            QString path = match.captured(2);
            while (path.startsWith(QLatin1Char('/')))
                path.remove(0, 1);
            const auto found = byPath.find(path);
            if (found == byPath.end()) {
                findings.push_back(blocking(
                    "upload.md5.missing", path, tr("The file has an MD5 sum but was not delivered."), tr("Deliver it.")));
                continue;
            }
            TUILERIE_TRY(sum, md5Of(datastore.pathOf(upload, *found->second), control, read));
            if (sum.compare(match.captured(1), Qt::CaseInsensitive) != 0)
                findings.push_back(blocking("upload.md5.wrong", path,
                    tr("The file does not have the MD5 sum that was given for it."), tr("Deliver it again.")));
            Progress progress;
            progress.step = QStringLiteral("md5");
            progress.done = ++checked;
            progress.bytes = read;
            control.progress(progress);
        }
    }
    control.log(tr("%1 files, %2 of them compared with an MD5 sum.").arg(files.size()).arg(checked));
    control.endStep();
    return outcome(findings, control);
}

Result<QJsonObject> runRasterCheck(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString upload = params.value(QLatin1String("upload")).toString();
    TUILERIE_TRY(document, datastore.entities().find(EntityKind::Upload, upload));
    const QString declared = Upload::fromJson(document).srs;
    TUILERIE_TRY(paths, uploadedPaths(datastore, {upload}, SourceKind::Raster));
    control.beginStep(QStringLiteral("raster"), tr("Raster rules"));
    const auto none = [&] {
        return outcome({blocking("raster.none", {}, tr("The upload has no raster file."),
                           tr("Deliver GeoTIFF, JPEG 2000, or images with world files."))},
            control);
    };
    if (paths.isEmpty())
        return none();
    TUILERIE_TRY(boxed, checkInBox(datastore, box, upload, paths, SourceKind::Raster, declared, control));
    if (boxed.files == 0 && !isBlocked(boxed.findings))
        return none();
    std::vector<Finding> findings = std::move(boxed.findings);
    TUILERIE_TRY(unused, unusedFiles(datastore, upload, SourceKind::Raster));
    findings.insert(findings.end(), unused.begin(), unused.end());
    const auto wanted = Crs::fromText(declared);
    if (!wanted) {
        findings.push_back(blocking(
            "raster.crs.declared", {}, wanted.error().message, tr("Declare the CRS of the files, such as EPSG:2154.")));
    } else if (!boxed.systems.empty()) {
        const auto present = Crs::fromText(boxed.systems.front().crs);
        if (present && !present->isSameAs(*wanted))
            findings.push_back(blocking("raster.crs.differs", {},
                tr("The files are in %1, the upload says %2.")
                    .arg(present->id().isEmpty() ? present->title() : present->id(), declared),
                tr("Change the srs of the upload, or deliver files in the declared one.")));
    }
    TUILERIE_CHECK(nameByUpload(datastore, upload, findings));
    control.endStep();
    return outcome(findings, control);
}

Result<QJsonObject> runRok4Check(
    const Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString upload = params.value(QLatin1String("upload")).toString();
    TUILERIE_TRY(files, datastore.files(upload));
    control.beginStep(QStringLiteral("verify"), tr("Slabs and tiles"));
    std::vector<Finding> findings;
    QStringList descriptors;
    for (const UploadFile &file : files) {
        if (!file.path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
            continue;
        const auto descriptor = PyramidDescriptor::load(datastore.pathOf(upload, file));
        if (descriptor)
            descriptors << datastore.pathOf(upload, file);
        else if (looksLikeDescriptor(datastore.pathOf(upload, file)))
            findings.push_back(blocking("pyramid.descriptor", file.path, descriptor.error().message,
                tr("Deliver one pyramid: its descriptor, its list and its slabs.")));
    }
    if (!findings.empty()) {
        control.endStep();
        return outcome(findings, control);
    }
    if (descriptors.size() != 1) {
        findings.push_back(blocking("pyramid.descriptor", {},
            tr("The upload must have one ROK4 descriptor, it has %1.").arg(descriptors.size()),
            tr("Deliver one pyramid: its descriptor, its list and its slabs.")));
    } else {
        TUILERIE_TRY(report, verifyDelivered(box, descriptors.front(), control));
        for (const QJsonValue error : report[QLatin1String("errors")].toArray())
            findings.push_back(blocking("pyramid.slab", error[QLatin1String("place")].toString(),
                error[QLatin1String("message")].toString(), tr("Deliver the file again, or generate the pyramid again.")));
        control.log(tr("%1 slabs, %2 tiles read.")
                        .arg(report[QLatin1String("slabs")].toInteger())
                        .arg(report[QLatin1String("tiles")].toInteger()));
    }
    control.endStep();
    return outcome(findings, control);
}

} // namespace tuilerie
