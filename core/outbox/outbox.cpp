// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox/outbox.h"

#include "client/privatefile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QStandardPaths>

#include <algorithm>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Outbox", text);
}

const std::vector<const char *> &migrations()
{
    // AUTOINCREMENT: the number of one that was sent or dropped is no other one's later.
    static const std::vector<const char *> list{R"sql(
CREATE TABLE item(
  id INTEGER PRIMARY KEY AUTOINCREMENT, place INTEGER NOT NULL,
  kind INTEGER NOT NULL, server TEXT NOT NULL, layer TEXT NOT NULL, what TEXT NOT NULL, identity TEXT NOT NULL DEFAULT '{}',
  state INTEGER NOT NULL, reason TEXT NOT NULL DEFAULT '', details TEXT NOT NULL DEFAULT '[]',
  created INTEGER NOT NULL, tried INTEGER);
)sql"};
    return list;
}

constexpr auto columns = "SELECT id, kind, server, layer, what, identity, state, reason, details, created, tried FROM item ";

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject serverToJson(const OutboxServer &server)
{
    return {{u"name"_s, server.name}, {u"datastore"_s, server.datastore}, {u"token_file"_s, server.tokenFile},
        {u"data_folder"_s, server.dataFolder}};
}

OutboxServer serverFromJson(const QJsonObject &object)
{
    return {object["name"_L1].toString(), object["datastore"_L1].toString(), object["token_file"_L1].toString(),
        object["data_folder"_L1].toString()};
}

QJsonObject whatOf(const OutboxItem &item)
{
    if (item.kind == OutboxKind::Push)
        return {{u"file"_s, item.file}, {u"publish"_s, item.isToPublish}};
    return {{u"request"_s, item.request.toJson()}, {u"all"_s, item.choices.makesAll},
        {u"keep_aside"_s, item.choices.keepsAside}};
}

OutboxItem read(const SqlRow &row)
{
    OutboxItem item;
    item.id = row.integer(0);
    item.kind = OutboxKind(row.integer(1));
    item.server = serverFromJson(QJsonDocument::fromJson(row.bytes(2)).object());
    item.layer = row.text(3);
    const QJsonObject what = QJsonDocument::fromJson(row.bytes(4)).object();
    item.identity = PublicationIdentity::fromJson(QJsonDocument::fromJson(row.bytes(5)).object());
    item.state = OutboxState(row.integer(6));
    item.reason = row.text(7);
    item.details = QJsonDocument::fromJson(row.bytes(8)).array();
    item.created = QDateTime::fromMSecsSinceEpoch(row.integer(9), Qt::UTC);
    if (!row.isNull(10))
        item.tried = QDateTime::fromMSecsSinceEpoch(row.integer(10), Qt::UTC);
    if (item.kind == OutboxKind::Push) {
        item.file = what["file"_L1].toString();
        item.isToPublish = what["publish"_L1].toBool();
    } else if (const auto request = PublishRequest::fromJson(what["request"_L1].toObject())) {
        item.request = *request;
        item.choices = {what["all"_L1].toBool(), what["keep_aside"_L1].toBool()};
    } else {
        item.state = OutboxState::Failed;
        item.reason = request.error().message;
    }
    return item;
}

Error unknown(qint64 id)
{
    return {ErrorCode::NotFound, tr("The outbox has no number %1. Look at it with tuilerie-cli outbox list.").arg(id), {}};
}

} // namespace

QString Outbox::defaultFile()
{
    const QString set = qEnvironmentVariable("TUILERIE_OUTBOX");
    if (!set.isEmpty())
        return QFileInfo(set).absoluteFilePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/tuilerie/outbox.db"_L1;
}

Outbox::Outbox(std::unique_ptr<SqlDatabase> database, QString file)
    : m_database(std::move(database))
    , m_file(std::move(file))
{
}

Result<std::unique_ptr<Outbox>> Outbox::open(const QString &file)
{
    // What somebody publishes, and from where, is nobody else's business.
    TUILERIE_CHECK(makePrivateFolder(QFileInfo(file).path()));
    TUILERIE_TRY(database, SqlDatabase::open(file, migrations()));
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);
    std::unique_ptr<Outbox> outbox(new Outbox(std::move(database), file));
    TUILERIE_CHECK(outbox->takeUp());
    return outbox;
}

std::shared_ptr<QLockFile> Outbox::lead()
{
    auto lock = std::make_shared<QLockFile>(m_file + ".lead"_L1);
    lock->setStaleLockTime(0); // by the process's death alone
    if (!lock->tryLock(0))
        return nullptr;
    return lock;
}

Status Outbox::takeUp()
{
    if (m_database->number("SELECT count(*) FROM item WHERE state = " + QByteArray::number(int(OutboxState::Sending))) == 0)
        return {};
    const auto lock = lead();
    if (!lock)
        return {};
    return m_database->run(
        "UPDATE item SET state = ? WHERE state = ?", {int(OutboxState::Waiting), int(OutboxState::Sending)});
}

Result<std::vector<OutboxItem>> Outbox::list()
{
    std::vector<OutboxItem> items;
    TUILERIE_CHECK(
        m_database->run(QByteArray(columns) + "ORDER BY place, id", [&](const SqlRow &row) { items.push_back(read(row)); }));
    return items;
}

Result<OutboxItem> Outbox::item(qint64 id)
{
    std::optional<OutboxItem> found;
    TUILERIE_CHECK(
        m_database->run(QByteArray(columns) + "WHERE id = ?", {id}, [&](const SqlRow &row) { found = read(row); }));
    if (!found)
        return fail(unknown(id));
    return *found;
}

Result<OutboxItem> Outbox::add(OutboxItem item)
{
    const Status kept = m_database->transaction([&]() -> Status {
        TUILERIE_TRY(isThere, joinOther(item));
        if (isThere)
            return {};
        item.created = QDateTime::fromMSecsSinceEpoch(QDateTime::currentMSecsSinceEpoch(), Qt::UTC);
        TUILERIE_CHECK(m_database->run("INSERT INTO item(place, kind, server, layer, what, state, created) "
                                       "VALUES((SELECT coalesce(max(place), 0) + 1 FROM item), ?, ?, ?, ?, ?, ?)",
            {int(item.kind), compact(serverToJson(item.server)), item.layer, compact(whatOf(item)), int(item.state),
                item.created.toMSecsSinceEpoch()}));
        item.id = m_database->lastRowId();
        return {};
    });
    TUILERIE_CHECK(kept);
    return item;
}

// Of a working copy: what changes until it is sent goes along anyhow.
Result<bool> Outbox::joinOther(OutboxItem &item)
{
    if (item.kind != OutboxKind::Push)
        return false;
    TUILERIE_TRY(items, list());
    const auto known = std::find_if(items.begin(), items.end(), [&](const OutboxItem &other) {
        return other.kind == OutboxKind::Push && other.file == item.file && other.server == item.server
            && other.state != OutboxState::Sending;
    });
    if (known == items.end())
        return false;
    known->isToPublish = known->isToPublish || item.isToPublish;
    item = *known;
    TUILERIE_CHECK(m_database->run("UPDATE item SET what = ? WHERE id = ?", {compact(whatOf(item)), item.id}));
    return true;
}

Status Outbox::changed(qint64 id, const QByteArray &sql, const QVariantList &values)
{
    return m_database->transaction([&]() -> Status {
        TUILERIE_TRY(known, item(id));
        if (known.state == OutboxState::Sending)
            return fail(ErrorCode::Conflict,
                tr("Number %1 is being sent at this moment. Wait until it has ended, or stop the program that sends it.")
                    .arg(id));
        return m_database->run(sql, values);
    });
}

Status Outbox::hold(qint64 id)
{
    return changed(id, "UPDATE item SET state = ?, reason = '', details = '[]' WHERE id = ?", {int(OutboxState::Held), id});
}

Status Outbox::release(qint64 id)
{
    return changed(
        id, "UPDATE item SET state = ?, reason = '', details = '[]' WHERE id = ?", {int(OutboxState::Waiting), id});
}

Status Outbox::drop(qint64 id)
{
    return changed(id, "DELETE FROM item WHERE id = ?", {id});
}

Status Outbox::move(qint64 id, int place)
{
    return m_database->transaction([&]() -> Status {
        TUILERIE_TRY(moved, item(id));
        TUILERIE_TRY(items, list());
        std::erase_if(items, [&](const OutboxItem &other) { return other.id == id; });
        const auto at = std::clamp<qsizetype>(place - 1, 0, qsizetype(items.size()));
        items.insert(items.begin() + at, moved);
        for (size_t i = 0; i < items.size(); ++i)
            TUILERIE_CHECK(m_database->run("UPDATE item SET place = ? WHERE id = ?", {qint64(i) + 1, items[i].id}));
        return {};
    });
}

Status Outbox::begin(qint64 id, bool alsoStopped)
{
    return m_database->transaction([&]() -> Status {
        TUILERIE_TRY(known, item(id));
        const bool isStopped = known.state == OutboxState::Blocked || known.state == OutboxState::Failed;
        if (known.state != OutboxState::Waiting && !(isStopped && alsoStopped))
            return fail(ErrorCode::Conflict, tr("Number %1 was held meanwhile.").arg(id));
        return m_database->run("UPDATE item SET state = ?, tried = ? WHERE id = ?",
            {int(OutboxState::Sending), QDateTime::currentMSecsSinceEpoch(), id});
    });
}

Status Outbox::keepIdentity(qint64 id, const PublicationIdentity &identity)
{
    return m_database->run("UPDATE item SET identity = ? WHERE id = ?", {compact(identity.toJson()), id});
}

Status Outbox::end(qint64 id)
{
    return m_database->run("DELETE FROM item WHERE id = ?", {id});
}

Status Outbox::end(qint64 id, OutboxState state, const QString &reason, const QJsonArray &details)
{
    return m_database->run("UPDATE item SET state = ?, reason = ?, details = ? WHERE id = ?",
        {int(state), reason, QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact)), id});
}

Status Outbox::note(qint64 id, const QString &reason)
{
    return m_database->run("UPDATE item SET reason = ? WHERE id = ? AND state = ?", {reason, id, int(OutboxState::Waiting)});
}

} // namespace tuilerie
