// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/entrepot/jobsupport.h"

#include "pyramid/descriptor.h"
#include "pyramid/valuerange.h"
#include "pyramid/verify.h"
#include "server/entrepot/catalogueofwork.h"
#include "source/archive.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

/// By its name in the upload, whose place on disk may have another one.
SourceKind kindOfUpload(const QString &path, const QString &place)
{
    const SourceKind kind = kindOfName(path);
    const bool isJson = kind == SourceKind::Unknown && path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
    return isJson ? kindOfFile(place) : kind;
}

/// What a zip holds is seen where it is unpacked.
bool isOfKind(const QString &path, const QString &place, SourceKind kind)
{
    return isArchiveName(path) || (isUploadable(path) && kindOfUpload(path, place) == kind);
}

} // namespace

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

Status makeFolder(const QString &folder)
{
    return QDir().mkpath(folder) ? Status() : fail(errorFromErrno(tr("make the folder"), folder));
}

Result<QStringList> uploadedPaths(const Datastore &datastore, const QStringList &uploads, SourceKind kind)
{
    QStringList paths, indexes;
    for (const QString &upload : uploads) {
        TUILERIE_TRY(files, datastore.files(upload));
        for (const UploadFile &file : files) {
            const QString place = datastore.pathOf(upload, file);
            // A link may have been turned elsewhere since.
            if (!file.reference.isEmpty())
                TUILERIE_CHECK(datastore.mayRefer(place));
            if (!file.isMd5 && isOfKind(file.path, place, kind))
                (isIndexFile(file.path) ? indexes : paths) << place;
        }
    }
    return indexes.isEmpty() ? paths : indexes;
}

Result<std::vector<Finding>> unusedFiles(const Datastore &datastore, const QString &upload, SourceKind kind)
{
    TUILERIE_TRY(files, datastore.files(upload));
    std::vector<Finding> findings;
    for (const UploadFile &file : files) {
        const QString name = QFileInfo(file.path).fileName();
        const bool isUsed = file.isMd5 || isSidecarName(name) || isOfKind(file.path, datastore.pathOf(upload, file), kind);
        if (isUsed)
            continue;
        Finding finding;
        finding.id = QStringLiteral("upload.file.unused");
        finding.path = file.path;
        finding.message = tr("The file is not used: it is no data of the kind that the upload is of.");
        finding.fix = tr("Nothing needs doing, unless it belongs to the data.");
        findings.push_back(finding);
    }
    return findings;
}

Result<QString> declaredCrs(const Datastore &datastore, const QStringList &uploads)
{
    TUILERIE_TRY(document, datastore.entities().find(EntityKind::Upload, uploads.value(0)));
    return Upload::fromJson(document).srs;
}

void goOnFromAncestor(const Datastore &datastore, const QString &storedData, QJsonObject &work, BoxFiles &files)
{
    work.insert(QLatin1String("is_kept"), true);
    const QString ancestor = datastore.ancestorOf(storedData);
    const auto before = datastore.pyramidOf(ancestor);
    if (!before)
        return;
    work.insert(WorkId::Ancestor, *before);
    // The kernel links files only from where the process may write (docs/box.md).
    files.folders << datastore.pyramidFolder(ancestor);
}

Status pyramidMade(Datastore &datastore, const QString &id, const QJsonObject &result, JobControl &control)
{
    if (result.contains(QLatin1String("changed")))
        TUILERIE_CHECK(datastore.noteChanges(id, result));
    TUILERIE_CHECK(datastore.pyramidGenerated(
        id, result[QLatin1String("descriptor")].toString(), result[QLatin1String("value_range")].toArray()));
    control.log(tr("%1 slabs, %2 tiles, %3 bytes in %4 s.")
                    .arg(result[QLatin1String("slabs")].toInteger())
                    .arg(result[QLatin1String("tiles")].toInteger())
                    .arg(result[QLatin1String("bytes")].toInteger())
                    .arg(result[QLatin1String("seconds")].toDouble(), 0, 'f', 1));
    return datastore.countShared(id);
}

Finding blocking(const char *id, const QString &path, const QString &message, const QString &fix)
{
    Finding finding;
    finding.id = QLatin1String(id);
    finding.severity = Severity::Blocking;
    finding.path = path;
    finding.message = message;
    finding.fix = fix;
    return finding;
}

QJsonObject outcome(const std::vector<Finding> &findings, JobControl &control)
{
    QJsonArray list;
    for (const Finding &finding : findings) {
        list.append(finding.toJson());
        // The word ERROR and the path in the line's first parentheses are what the Python SDK reads (docs/entrepot.md §7).
        const char *level = finding.severity == Severity::Blocking ? "ERROR"
            : finding.severity == Severity::Warning                ? "WARNING"
                                                                   : "INFO";
        const QString place = finding.path.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(finding.path);
        control.log(QLatin1String(level) + place + QLatin1String(": ") + finding.message + QLatin1Char(' ') + finding.fix);
    }
    return {{QStringLiteral("passed"), !isBlocked(findings)}, {QStringLiteral("findings"), list}};
}

Result<QJsonObject> runOnDelivery(const Datastore &datastore, const WorkBox &box, const QString &upload, const QString &work,
    QJsonObject params, const BoxFiles &files, JobControl &control)
{
    // Of this upload alone: a work sees nobody else's files.
    const QString copies = datastore.copyFolder(upload);
    TUILERIE_CHECK(makeFolder(copies));
    params.insert(QStringLiteral("copies"), copies);
    return box.run(work, params, {files.inputs, files.folders + QStringList{copies}}, control);
}

Result<CheckedData> checkInBox(const Datastore &datastore, const WorkBox &box, const QString &upload,
    const QStringList &paths, SourceKind kind, const QString &crs, JobControl &control)
{
    const QString word = kind == SourceKind::Raster ? QStringLiteral("raster")
        : kind == SourceKind::Vector                ? QStringLiteral("vector")
                                                    : QStringLiteral("pointcloud");
    const QJsonObject params{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("kind"), word},
        {QStringLiteral("crs"), crs}};
    TUILERIE_TRY(answer, runOnDelivery(datastore, box, upload, QStringLiteral("check"), params, {paths, {}}, control));
    CheckedData checked;
    checked.files = answer[QLatin1String("files")].toInteger();
    for (const QJsonValue entry : answer[QLatin1String("findings")].toArray())
        checked.findings.push_back(Finding::fromJson(entry.toObject()));
    for (const QJsonValue entry : answer[QLatin1String("systems")].toArray())
        checked.systems.push_back({entry[QLatin1String("path")].toString(), entry[QLatin1String("table")].toString(),
            entry[QLatin1String("crs")].toString()});
    return checked;
}

Result<QJsonObject> verifyDelivered(const WorkBox &box, const QString &descriptor, WorkControl &control)
{
    TUILERIE_TRY(pyramid, PyramidDescriptor::load(descriptor));
    const bool isFar = std::any_of(pyramid.levels.begin(), pyramid.levels.end(),
        [](const PyramidLevel &level) { return level.storage.type == StorageType::S3; });
    if (!isFar)
        return box.run(QStringLiteral("verify"), {{QStringLiteral("pyramid"), descriptor}}, {{descriptor}, {}}, control);
    TUILERIE_TRY(report, verifyPyramid(descriptor, 0, control));
    QJsonObject answer = report.toJson();
    answer.insert(QLatin1String("value_range"), valueRangeOf(descriptor));
    return answer;
}

Result<QJsonObject> triedTwice(const std::function<Result<QJsonObject>()> &work, JobControl &control)
{
    for (;;) {
        auto outcome = work();
        if (outcome || !WorkBox::isBreakdown(outcome.error()) || control.noteBreakdown() >= 2)
            return outcome;
        control.log(outcome.error().message + QLatin1Char(' ') + tr("It is tried once more."));
        TUILERIE_CHECK(checkStop(control));
    }
}

Status nameByUpload(const Datastore &datastore, const QString &upload, std::vector<Finding> &findings)
{
    TUILERIE_TRY(files, datastore.files(upload));
    for (Finding &finding : findings)
        for (const UploadFile &file : files)
            if (const QString place = datastore.pathOf(upload, file);
                finding.path == place || finding.path.startsWith(place + QLatin1Char('/')))
                finding.path = file.path + finding.path.mid(place.size()); // in a zip
    return {};
}

} // namespace tuilerie
