// SPDX-License-Identifier: GPL-3.0-or-later
// Pushes: the changes of a working copy into the next state of a vector database.
#include "server/entrepot/jobsupport.h"

#include "base/atomicfile.h"
#include "base/work/copyfile.h"
#include "datastore/dataversions.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::EntrepotService", text);
}

Status flush(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(errorFromErrno(tr("store the database"), path));
    const int failed = ::fsync(fd);
    ::close(fd);
    return failed ? fail(errorFromErrno(tr("store the database"), path)) : Status();
}

QJsonObject answerOf(const DataVersion &version)
{
    return {{QStringLiteral("version"), version.version}, {QStringLiteral("stored_data"), version.storedData},
        {QStringLiteral("pushed"), version.pushed}};
}

} // namespace

Result<QJsonObject> runVectorPush(Datastore &datastore, const WorkBox &box, const QJsonObject &params, JobControl &control)
{
    const QString parent = params.value(QLatin1String("parent")).toString();
    const QString push = params.value(QLatin1String("push")).toString();
    DataVersions versions(datastore);
    // The process was killed between the new state and the end of the job.
    if (const auto done = versions.ofPush(push))
        return answerOf(*done);
    TUILERIE_TRY(newest, versions.newest(parent));
    if (newest.storedData != parent)
        return QJsonObject{{QStringLiteral("is_stale"), true}};
    TUILERIE_TRY(from, datastore.databaseOf(parent));
    const QString folder = datastore.pyramidFolder(push), database = folder + QLatin1String("/database.gpkg");
    const QString changes = versions.changesFile(push);
    // What an earlier attempt left is in any state.
    TUILERIE_CHECK(removeFolder(folder));
    const auto made = [&]() -> Result<QJsonObject> {
        TUILERIE_CHECK(makeFolder(folder));
        TUILERIE_CHECK(datastore.checkRoom(QFileInfo(from).size()));
        control.beginStep(QStringLiteral("push"), tr("Take the changes into the data"));
        TUILERIE_CHECK(copyFile(from, database, control));
        const QJsonObject work{
            {QStringLiteral("database"), database}, {QStringLiteral("changes"), changes}, {QStringLiteral("base"), parent}};
        TUILERIE_TRY(outcome, box.run(QStringLiteral("push"), work, {{changes}, {folder}}, control));
        if (!outcome.value(QLatin1String("problems")).toArray().isEmpty())
            return outcome;
        TUILERIE_CHECK(flush(database));
        TUILERIE_CHECK(flush(changes));
        TUILERIE_CHECK(syncFolder(folder));
        const QJsonObject user = params.value(QLatin1String("author")).toObject();
        auto added =
            versions.add(parent, push, UserReference::fromJson(user), params.value(QLatin1String("login")).toString(),
                outcome.value(QLatin1String("relations")).toArray(), outcome.value(QLatin1String("pushed")).toObject());
        if (!added && added.error().code == ErrorCode::Conflict)
            return QJsonObject{{QStringLiteral("is_stale"), true}};
        TUILERIE_CHECK(added);
        control.endStep();
        return answerOf(*added);
    }();
    if (!made || !made->contains(QLatin1String("version"))) {
        // Files of a push that goes on after a pause or a restart are made anew, its changes are not.
        (void)removeFolder(folder);
        if (made || made.error().code != ErrorCode::Paused)
            QFile::remove(changes);
        return made;
    }
    versions.forget(parent);
    return made;
}

} // namespace tuilerie
