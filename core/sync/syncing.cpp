// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/syncing.h"

#include "base/atomicfile.h"
#include "base/filename.h"
#include "changes/changefile.h"
#include "changes/ownrules.h"
#include "changes/remap.h"
#include "sync/theirdata.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QUuid>

#include <cstdio>
#include <unistd.h>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr int pushAttempts = 10; ///< others may push meanwhile, each time
constexpr int sendAttempts = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Sync", text);
}

// The same changes of the same copy to the same base have the same name, whoever asks again: also a copy of the file.
QString nameOfPush(const CopyOrigin &origin, const QByteArray &hash)
{
    static const QUuid space(u"6f0a3c0e-7f0b-4b5f-9c1e-2f5a2f4f6d11"_s);
    return QUuid::createUuidV5(space, origin.id.toUtf8() + ' ' + origin.data.toUtf8() + ' ' + hash)
        .toString(QUuid::WithoutBraces);
}

bool isOver(const QJsonObject &state)
{
    const QString status = state["status"_L1].toString();
    return status == "SUCCESS"_L1 || status == "FAILURE"_L1;
}

Result<QJsonObject> waitForPush(EntrepotClient &client, const QString &storedData, const QString &push, QJsonObject state)
{
    int wait = 20;
    while (!isOver(state)) {
        Progress progress;
        progress.step = u"push"_s;
        client.control().progress(progress);
        TUILERIE_CHECK(waitFor(wait, client.control()));
        wait = std::min(wait * 2, 1000);
        TUILERIE_TRY(now, client.pushState(storedData, push));
        state = now;
    }
    return state;
}

// A PUT may be repeated: the server knows the push by its name.
Result<QJsonObject> sendPush(EntrepotClient &client, const QString &storedData, const QString &push, const QString &file)
{
    for (int attempt = 1;; ++attempt) {
        auto state = client.push(storedData, push, file);
        if (state)
            return waitForPush(client, storedData, push, *state);
        if (state.error().code != ErrorCode::Network || attempt >= sendAttempts)
            return state;
        TUILERIE_CHECK(waitFor(200 * attempt, client.control()));
    }
}

// A push of which nobody knows what became of it: the server does.
Status settleSent(EntrepotClient &client, WorkingCopy &copy)
{
    const QString push = copy.sent();
    if (push.isEmpty())
        return {};
    auto state = client.pushState(copy.origin().data, push);
    if (!state && state.error().code == ErrorCode::NotFound)
        return copy.forgetSent();
    if (!state)
        return fail(state.error());
    TUILERIE_TRY(over, waitForPush(client, copy.origin().data, push, *state));
    if (over["status"_L1].toString() != "SUCCESS"_L1 || !over.contains("version"_L1))
        return copy.forgetSent();
    client.control().log(tr("The changes that were sent before have arrived."));
    return copy.pushed(over["stored_data"_L1].toString(), over["version"_L1].toInteger());
}

void take(SyncOutcome &outcome, const WorkingCopy::Merged &merged)
{
    outcome.conflicts = merged.conflicts;
    outcome.problems = merged.problems;
    for (const QJsonValue item : merged.remapped)
        outcome.remapped.append(item);
    outcome.pulled.inserts += merged.pulled.inserts;
    outcome.pulled.updates += merged.pulled.updates;
    outcome.pulled.deletes += merged.pulled.deletes;
}

Status pullInto(EntrepotClient &client, WorkingCopy &copy, SyncOutcome &outcome)
{
    TUILERIE_CHECK(settleSent(client, copy));
    TUILERIE_TRY(declarations, copy.declarationProblems());
    outcome.problems = declarations;
    if (declarations.empty()) {
        TUILERIE_TRY(head, layerData(client, copy.origin().layer));
        if (head.storedData != copy.origin().data) {
            TUILERIE_TRY(problems, fetchTheirs(client, copy, head));
            outcome.problems = problems;
        }
    }
    if (outcome.problems.empty()) {
        TUILERIE_TRY(merged, copy.merge());
        take(outcome, merged);
    }
    outcome.version = copy.origin().version;
    outcome.storedData = copy.origin().data;
    return {};
}

// Ids that features outside of the copy's part have.
Result<bool> freeTakenIds(WorkingCopy &copy, const ChangeProblems &problems, SyncOutcome &outcome)
{
    QByteArrayList taken;
    TUILERIE_TRY(mine, copy.mine());
    TUILERIE_TRY(nothing, copy.emptySet("nothing_"));
    QStringList names;
    for (const ChangeProblem &problem : problems) {
        if (problem.rule != "key"_L1)
            return false;
        taken << "SELECT " + QByteArray::number(mine.tableNumber(problem.table)) + " AS tbl, "
                + QByteArray::number(problem.feature) + " AS feature";
        if (!names.contains(problem.table))
            names << problem.table;
    }
    SqlDatabase &database = copy.database();
    TUILERIE_CHECK(database.run("DROP TABLE IF EXISTS temp.taken"));
    TUILERIE_CHECK(database.run("CREATE TABLE temp.taken(tbl INTEGER, feature INTEGER)"));
    for (const QByteArray &one : taken)
        TUILERIE_CHECK(database.run("INSERT INTO temp.taken " + one));
    TUILERIE_CHECK(database.transaction([&]() -> Status {
        TUILERIE_TRY(aside, TriggersAside::take(database, names));
        TUILERIE_TRY(moved, giveFreeIds(copy.tables(), mine, nothing, "SELECT tbl, feature FROM temp.taken"));
        for (const QJsonValue item : moved)
            outcome.remapped.append(item);
        return aside.putBack();
    }));
    return !taken.isEmpty();
}

// One attempt; false: the server has gone on meanwhile, or ids were taken, and it is to be tried again.
Result<bool> pushOnce(EntrepotClient &client, WorkingCopy &copy, SyncOutcome &outcome)
{
    TUILERIE_TRY(mine, copy.mine());
    if (mine.isEmpty())
        return true;
    TUILERIE_TRY(strange, strangeGeometries(mine, copy.dataTables()));
    outcome.problems = strange;
    if (!strange.empty())
        return true;
    TUILERIE_TRY(hash, mine.hash());
    const QString push = nameOfPush(copy.origin(), hash), base = copy.origin().data;
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(errorFromErrno(tr("make a temporary folder"), folder.path()));
    const QString file = folder.filePath(u"changes"_s);
    TUILERIE_CHECK(writeChangeFile(mine, file, {{u"base"_s, base}}));
    TUILERIE_CHECK(copy.keepSent(mine, push));
    auto state = sendPush(client, base, push, file);
    // What came to nothing for sure is no push any more; of the rest the next call asks the server.
    if (!state && state.error().code != ErrorCode::Network && state.error().code != ErrorCode::Cancelled
        && state.error().code != ErrorCode::Paused)
        TUILERIE_CHECK(copy.forgetSent());
    if (!state)
        return fail(state.error());
    if (state->contains("version"_L1)) {
        outcome.pushed = mine.count();
        TUILERIE_CHECK(copy.pushed((*state)["stored_data"_L1].toString(), (*state)["version"_L1].toInteger()));
        outcome.version = copy.origin().version;
        outcome.storedData = copy.origin().data;
        return true;
    }
    TUILERIE_CHECK(copy.forgetSent());
    if ((*state)["is_stale"_L1].toBool())
        return false;
    const ChangeProblems problems = problemsOf((*state)["problems"_L1].toArray());
    if (problems.empty())
        return fail(ErrorCode::Corrupt,
            tr("The server could not take the changes. %1").arg((*state)["message"_L1].toString()), push);
    TUILERIE_TRY(isFreed, freeTakenIds(copy, problems, outcome));
    if (!isFreed)
        outcome.problems = problems;
    return !isFreed;
}

} // namespace

QJsonObject SyncOutcome::toJson() const
{
    return {{u"version"_s, version}, {u"stored_data"_s, storedData}, {u"pulled"_s, pulled.toJson()},
        {u"pushed"_s, pushed.toJson()}, {u"remapped"_s, remapped},
        {u"changed"_s, QJsonObject{{u"files"_s, 0}, {u"features"_s, pushed.total()}, {u"slabs"_s, 0}, {u"tiles"_s, 0}}}};
}

QJsonArray SyncOutcome::blockers() const
{
    QJsonArray all;
    for (const MergeConflict &conflict : conflicts)
        all.append(conflict.toJson());
    for (const ChangeProblem &problem : problems) {
        QJsonObject item = problem.toJson();
        item.insert(u"kind"_s, item.take("rule"_L1));
        for (const auto name : {"base"_L1, "mine"_L1, "theirs"_L1})
            item.insert(name, QJsonValue::Null);
        all.append(item);
    }
    return all;
}

Result<SyncOutcome> cloneLayer(
    EntrepotClient &client, const QString &server, const QString &layer, const QString &file, const DataSelection &selection)
{
    if (fileStatus(file).exists || fileStatus(file).isLink)
        return fail(ErrorCode::Conflict, tr("There is a file %1 already. Choose another name, or move it away.").arg(file));
    TUILERIE_TRY(head, layerData(client, layer));
    const QString temporary = file + u".part"_s;
    const auto made = [&]() -> Status {
        const bool isWhole = !selection.isPart() && selection.tables.isEmpty();
        TUILERIE_CHECK(client.saveData(head.storedData,
            isWhole ? QJsonObject() : QJsonObject{{u"selection"_s, selection.toJson()}, {u"besides"_s, QJsonObject()}},
            temporary));
        TUILERIE_CHECK(WorkingCopy::make(temporary, {{}, server, layer, head.storedData, head.version, selection}));
        // Not over a file that has come meanwhile.
        if (::link(bytesOfPath(temporary).constData(), bytesOfPath(file).constData()) != 0
            && (errno == EEXIST || std::rename(bytesOfPath(temporary).constData(), bytesOfPath(file).constData()) != 0))
            return fail(errorFromErrno(tr("store the working copy"), file));
        return syncFolder(QFileInfo(absolutePath(file)).path());
    }();
    ::unlink(bytesOfPath(temporary).constData());
    ::unlink(bytesOfPath(temporary + u"-journal"_s).constData());
    TUILERIE_CHECK(made);
    SyncOutcome outcome;
    outcome.version = head.version;
    outcome.storedData = head.storedData;
    return outcome;
}

Result<SyncOutcome> pullCopy(EntrepotClient &client, const QString &file)
{
    TUILERIE_TRY(copy, WorkingCopy::open(file, WorkingCopy::Access::Change));
    SyncOutcome outcome;
    TUILERIE_CHECK(pullInto(client, *copy, outcome));
    return outcome;
}

Result<SyncOutcome> pushCopy(EntrepotClient &client, const QString &file)
{
    TUILERIE_TRY(copy, WorkingCopy::open(file, WorkingCopy::Access::Change));
    SyncOutcome outcome;
    for (int attempt = 1; attempt <= pushAttempts; ++attempt) {
        TUILERIE_CHECK(pullInto(client, *copy, outcome));
        if (outcome.isBlocked())
            return outcome;
        TUILERIE_TRY(isDone, pushOnce(client, *copy, outcome));
        if (isDone)
            return outcome;
        client.control().log(tr("Others have pushed changes meanwhile; pulling again."));
    }
    return fail(ErrorCode::Busy, tr("Others push changes all the time. Try again later."));
}

Result<QJsonObject> copyStatus(const QString &file, qint64 limit)
{
    TUILERIE_TRY(copy, WorkingCopy::open(file, WorkingCopy::Access::Read));
    QJsonObject status = copy->origin().toJson();
    TUILERIE_TRY(problems, copy->declarationProblems());
    QJsonArray tables, features;
    SyncOutcome blocked;
    ChangeSet::Count count;
    if (problems.empty()) {
        TUILERIE_TRY(mine, copy->mine());
        count = mine.count();
        for (const MergedTable &table : copy->tables()) {
            QJsonObject item = mine.count(table.table.name).toJson();
            item.insert(u"table"_s, table.table.name);
            tables.append(item);
        }
        TUILERIE_TRY(list, mine.list(limit));
        features = list;
        TUILERIE_TRY(strange, strangeGeometries(mine, copy->dataTables()));
        problems = strange;
        TUILERIE_TRY(conflicts, copy->openConflicts());
        blocked.conflicts = conflicts;
    }
    blocked.problems = problems;
    TUILERIE_TRY(kept, copy->kept());
    status.insert(u"changes"_s, count.toJson());
    status.insert(u"tables"_s, tables);
    status.insert(u"features"_s, features);
    status.insert(u"conflicts"_s, blocked.blockers());
    status.insert(u"unsent"_s, copy->sent());
    status.insert(u"kept"_s, kept.size());
    return status;
}

} // namespace tuilerie
