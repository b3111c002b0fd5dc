// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.h"
#include "server/entrepot/jobs.h"
#include "source/fileformat.h"

#include <functional>

namespace tuilerie {

/// What the jobs of checks and processings share. Private to the entrepot room.

/// A name for files, from the name people gave.
QString fileNameOf(const QString &name);
/// GENERATING, unless it is GENERATED already: then the process was killed between the last change of the entity and the
/// job's end.
Result<StoredData> beginGenerating(Datastore &datastore, const QString &id);
Status makeFolder(const QString &folder);
/// Files of one kind of the uploads that the list of formats lets in, and zips, by their place on disk; a VRT in the place
/// of the files that it names.
Result<QStringList> uploadedPaths(const Datastore &datastore, const QStringList &uploads, SourceKind kind);
/// What a work that makes a pyramid is told of the version before, and what it then may touch; it leaves what the version
/// after it needs.
void goOnFromAncestor(const Datastore &datastore, const QString &storedData, QJsonObject &work, BoxFiles &files);
/// A work in the box on such files, which may write below `folders`. What it unpacks lies in the datastore, for as long as
/// the work goes on or is paused.
Result<QJsonObject> runOnDelivery(const Datastore &datastore, const WorkBox &box, const QString &upload, const QString &work,
    QJsonObject params, const BoxFiles &files, JobControl &control);
/// What an upload holds beside them and their sidecars, as findings.
Result<std::vector<Finding>> unusedFiles(const Datastore &datastore, const QString &upload, SourceKind kind);
/// The CRS that the first upload declares.
Result<QString> declaredCrs(const Datastore &datastore, const QStringList &uploads);

/// A pyramid that the box made is the stored data's: its result's `descriptor`; a line in the log says how much it is.
Status pyramidMade(Datastore &datastore, const QString &id, const QJsonObject &result, JobControl &control);

Finding blocking(const char *id, const QString &path, const QString &message, const QString &fix);
/// {passed, findings}, and a line in the log for each finding.
QJsonObject outcome(const std::vector<Finding> &findings, JobControl &control);
/// What the checks of the box say of these files, and in which CRS the data sets are.
struct CheckedData
{
    struct System
    {
        QString path;  ///< empty for all files together
        QString table; ///< of a vector file
        QString crs;   ///< empty where the data do not say
    };
    std::vector<Finding> findings;
    std::vector<System> systems;
    qint64 files = 0; ///< of the kind; a zip need not hold any
};
Result<CheckedData> checkInBox(const Datastore &datastore, const WorkBox &box, const QString &upload,
    const QStringList &paths, SourceKind kind, const QString &crs, JobControl &control);
/// What verifyPyramid() says of a pyramid, and its `value_range` (pyramid/valuerange.h). In the box; one that lies in an
/// object store, which a box does not reach, here: the administrator has allowed its bucket.
Result<QJsonObject> verifyDelivered(const WorkBox &box, const QString &descriptor, WorkControl &control);
/// What breaks down in the box may have done so because others took the memory: it is tried once more. After two breakdowns,
/// also over restarts of the server, the job has failed, with the sentence of the last one.
Result<QJsonObject> triedTwice(const std::function<Result<QJsonObject>()> &work, JobControl &control);
/// Paths of findings as the client knows them.
Status nameByUpload(const Datastore &datastore, const QString &upload, std::vector<Finding> &findings);

} // namespace tuilerie
