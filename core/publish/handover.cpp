// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/handover.h"

#include "base/detached.h"
#include "publish/publish.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLockFile>
#include <QStandardPaths>
#include <QSysInfo>

#include <csignal>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestWaitMs = 60000;
constexpr QLatin1String programName("tuilerie-cli");

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Publication", text);
}

QString lockOf(const QString &file)
{
    return file + ".lead"_L1;
}

std::unique_ptr<QLockFile> makeLock(const QString &file)
{
    auto lock = std::make_unique<QLockFile>(lockOf(file));
    lock->setStaleLockTime(0); // by the process's death alone
    return lock;
}

} // namespace

PublicationLead::PublicationLead(std::unique_ptr<QLockFile> lock)
    : m_lock(std::move(lock))
{
}

PublicationLead::~PublicationLead() = default;

std::shared_ptr<PublicationLead> PublicationLead::take(const QString &file)
{
    auto lock = makeLock(file);
    if (!lock->tryLock(0))
        return nullptr;
    return std::shared_ptr<PublicationLead>(new PublicationLead(std::move(lock)));
}

Result<std::shared_ptr<PublicationLead>> PublicationLead::await(const QString &file, WorkControl &control)
{
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        if (auto lead = take(file))
            return lead;
        if (clock.elapsed() > longestWaitMs)
            return fail(
                ErrorCode::Busy, tr("Another program is carrying this publication through. Wait until it has ended."));
        TUILERIE_CHECK(waitFor(100, control));
    }
}

bool PublicationLead::askBack(const QString &file)
{
    qint64 pid = 0;
    QString host, program;
    if (!makeLock(file)->getLockInfo(&pid, &host, &program) || pid <= 0)
        return false;
    if (program != programName || (!host.isEmpty() && host != QSysInfo::machineHostName()))
        return false;
    // The first one asks it to end when it can, the second one does not wait (docs/cli.md).
    return ::kill(pid_t(pid), SIGTERM) == 0;
}

QString commandLineProgram()
{
    const QString beside = QStandardPaths::findExecutable(programName, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(programName) : beside;
}

Result<qint64> handOver(const QString &file, const QString &dataFolder)
{
    const QString program = commandLineProgram();
    if (program.isEmpty())
        return fail(ErrorCode::NotFound, tr("The program tuilerie-cli is not there. Install it beside this one."));
    return startDetached(program, {u"publish"_s, u"--continue"_s, file, u"--data"_s, dataFolder});
}

Result<PublicationResult> goOn(EntrepotClient &client, const QString &file)
{
    TUILERIE_TRY(kept, PublicationStore::loadFile(file));
    Publication publication = kept;
    if (publication.state == PublicationState::Done)
        return publication.result;
    if (publication.state != PublicationState::Running)
        return fail(ErrorCode::Conflict, tr("This publication is no longer to be carried through."));
    const auto keep = [&] {
        if (const Status saved = PublicationStore::saveFile(file, publication); !saved)
            client.control().warning(saved.error().message);
    };
    PublishRun run;
    run.identity = publication.identity;
    run.identified = [&](const PublicationIdentity &identity) {
        publication.identity = identity;
        keep();
    };
    run.executing = [&](const QString &execution) {
        publication.addExecution(execution);
        keep();
    };
    auto outcome = publish(client, publication.request, run);
    // A stop of ours is nobody's wish for the publication: it stays running.
    if (outcome || client.control().shouldStop() == StopRequest::None) {
        publication.end(outcome);
        keep();
    }
    return outcome;
}

} // namespace tuilerie
