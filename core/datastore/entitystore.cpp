// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/entitystore.h"

#include "datastore/schema.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QUuid>

namespace tuilerie {

namespace {

QString textOf(const QJsonObject &document)
{
    return QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact));
}

QJsonObject documentOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

QJsonValue now()
{
    return modeljson::date(QDateTime::currentDateTimeUtc());
}

Error notFound(const QString &kind, const QString &id)
{
    return {ErrorCode::NotFound,
        QCoreApplication::translate("tuilerie::EntityStore", "There is no %1 with the identifier “%2”.").arg(kind, id), {}};
}

} // namespace

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QJsonObject publicDocument(QJsonObject document)
{
    for (auto it = document.begin(); it != document.end();) {
        if (it.key().startsWith(QLatin1Char('_')) && it.key() != QLatin1String("_id"))
            it = document.erase(it);
        else
            ++it;
    }
    return document;
}

Result<std::unique_ptr<EntityStore>> EntityStore::open(const QString &path)
{
    TUILERIE_TRY(database, SqlDatabase::open(path, datastoreMigrations()));
    return std::unique_ptr<EntityStore>(new EntityStore(std::move(database)));
}

Status EntityStore::transaction(const std::function<Status()> &work)
{
    const std::lock_guard lock(m_mutex);
    return m_database->transaction(work);
}

Status EntityStore::write(const QString &kind, const QJsonObject &document)
{
    QJsonObject stored = document;
    // They have tables of their own.
    stored.remove(QLatin1String("tags"));
    stored.remove(QLatin1String("last_event"));
    const auto text = [&](const char *name) -> QVariant {
        const QJsonValue value = document.value(QLatin1String(name));
        return value.isString() ? QVariant(value.toString()) : QVariant();
    };
    return m_database->run("INSERT INTO entity(id, kind, name, type, status, layer_name, doc) VALUES(?,?,?,?,?,?,?) "
                           "ON CONFLICT(id) DO UPDATE SET name=excluded.name, type=excluded.type, status=excluded.status, "
                           "layer_name=excluded.layer_name, doc=excluded.doc",
        {text("_id"), kind, text("name"), text("type"), text("status"), text("layer_name"), textOf(stored)});
}

Result<QJsonObject> EntityStore::insert(const QString &kind, QJsonObject document)
{
    if (document.value(QLatin1String("_id")).toString().isEmpty())
        document.insert(QLatin1String("_id"), newId());
    document.insert(QLatin1String("creation"), now());
    document.insert(QLatin1String("update"), document.value(QLatin1String("creation")));
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(write(kind, document));
    return complete(document);
}

QJsonObject EntityStore::complete(QJsonObject document) const
{
    const QString id = document.value(QLatin1String("_id")).toString();
    QJsonObject tags;
    (void)m_database->run("SELECT key, value FROM tag WHERE entity=? ORDER BY key", {id},
        [&](const SqlRow &row) { tags.insert(row.text(0), row.text(1)); });
    document.insert(QLatin1String("tags"), tags);
    (void)m_database->run("SELECT doc FROM event WHERE entity=? ORDER BY seq DESC LIMIT 1", {id},
        [&](const SqlRow &row) { document.insert(QLatin1String("last_event"), documentOf(row.text(0))); });
    return document;
}

Result<QJsonObject> EntityStore::find(const QString &kind, const QString &id) const
{
    const std::lock_guard lock(m_mutex);
    std::optional<QJsonObject> found;
    TUILERIE_CHECK(m_database->run("SELECT doc FROM entity WHERE id=? AND kind=?", {id, kind},
        [&](const SqlRow &row) { found = documentOf(row.text(0)); }));
    if (!found)
        return fail(notFound(kind, id));
    return complete(*found);
}

Result<QJsonObject> EntityStore::change(
    const QString &kind, const QString &id, const std::function<Status(QJsonObject &)> &change)
{
    QJsonObject document;
    const Status status = transaction([&]() -> Status {
        TUILERIE_TRY(found, find(kind, id));
        document = found;
        TUILERIE_CHECK(change(document));
        document.insert(QLatin1String("_id"), id);
        document.insert(QLatin1String("update"), now());
        TUILERIE_CHECK(write(kind, document));
        document = complete(document);
        return {};
    });
    TUILERIE_CHECK(status);
    return document;
}

Status EntityStore::remove(const QString &kind, const QString &id)
{
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(m_database->run("DELETE FROM entity WHERE id=? AND kind=?", {id, kind}));
    if (m_database->changes() == 0)
        return fail(notFound(kind, id));
    return {};
}

Status EntityStore::setTags(const QString &id, const Tags &tags)
{
    return transaction([&]() -> Status {
        for (auto it = tags.begin(); it != tags.end(); ++it)
            TUILERIE_CHECK(m_database->run("INSERT INTO tag(entity, key, value) VALUES(?,?,?) "
                                           "ON CONFLICT(entity, key) DO UPDATE SET value=excluded.value",
                {id, it.key(), it.value()}));
        return {};
    });
}

Status EntityStore::removeTags(const QString &id, const QStringList &keys)
{
    return transaction([&]() -> Status {
        for (const QString &key : keys)
            TUILERIE_CHECK(m_database->run("DELETE FROM tag WHERE entity=? AND key=?", {id, key}));
        return {};
    });
}

Result<Comment> EntityStore::addComment(const QString &id, const QString &text, const UserReference &author)
{
    Comment comment{newId(), text, author, QDateTime::currentDateTimeUtc(), QDateTime::currentDateTimeUtc()};
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(
        m_database->run("INSERT INTO comment(id, entity, doc) VALUES(?,?,?)", {comment.id, id, textOf(comment.toJson())}));
    return comment;
}

Result<Comment> EntityStore::editComment(const QString &id, const QString &comment, const QString &text)
{
    Comment edited;
    const Status status = transaction([&]() -> Status {
        TUILERIE_CHECK(m_database->run("SELECT doc FROM comment WHERE id=? AND entity=?", {comment, id},
            [&](const SqlRow &row) { edited = Comment::fromJson(documentOf(row.text(0))); }));
        if (edited.id.isEmpty())
            return fail(notFound(QStringLiteral("comment"), comment));
        edited.text = text;
        edited.update = QDateTime::currentDateTimeUtc();
        return m_database->run("UPDATE comment SET doc=? WHERE id=?", {textOf(edited.toJson()), comment});
    });
    TUILERIE_CHECK(status);
    return edited;
}

Status EntityStore::removeComment(const QString &id, const QString &comment)
{
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(m_database->run("DELETE FROM comment WHERE id=? AND entity=?", {comment, id}));
    if (m_database->changes() == 0)
        return fail(notFound(QStringLiteral("comment"), comment));
    return {};
}

Result<std::pair<std::vector<Comment>, qint64>> EntityStore::comments(const QString &id, qint64 offset, qint64 limit) const
{
    std::pair<std::vector<Comment>, qint64> result;
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(
        m_database->run("SELECT doc FROM comment WHERE entity=? ORDER BY seq LIMIT ? OFFSET ?", {id, limit, offset},
            [&](const SqlRow &row) { result.first.push_back(Comment::fromJson(documentOf(row.text(0)))); }));
    TUILERIE_CHECK(m_database->run(
        "SELECT count(*) FROM comment WHERE entity=?", {id}, [&](const SqlRow &row) { result.second = row.integer(0); }));
    return result;
}

Status EntityStore::addEvent(const QString &id, const QString &title, const QString &text, const UserReference &initiator)
{
    const EntityEvent event{QDateTime::currentDateTimeUtc(), title, text, initiator};
    const std::lock_guard lock(m_mutex);
    return m_database->run("INSERT INTO event(entity, doc) VALUES(?,?)", {id, textOf(event.toJson())});
}

Result<std::pair<std::vector<EntityEvent>, qint64>> EntityStore::events(const QString &id, qint64 offset, qint64 limit) const
{
    std::pair<std::vector<EntityEvent>, qint64> result;
    const std::lock_guard lock(m_mutex);
    TUILERIE_CHECK(
        m_database->run("SELECT doc FROM event WHERE entity=? ORDER BY seq DESC LIMIT ? OFFSET ?", {id, limit, offset},
            [&](const SqlRow &row) { result.first.push_back(EntityEvent::fromJson(documentOf(row.text(0)))); }));
    TUILERIE_CHECK(m_database->run(
        "SELECT count(*) FROM event WHERE entity=?", {id}, [&](const SqlRow &row) { result.second = row.integer(0); }));
    return result;
}

Status EntityStore::setLinks(const QString &id, const QString &role, const QStringList &targets)
{
    return transaction([&]() -> Status {
        TUILERIE_CHECK(m_database->run("DELETE FROM link WHERE entity=? AND role=?", {id, role}));
        for (const QString &target : targets)
            TUILERIE_CHECK(
                m_database->run("INSERT OR IGNORE INTO link(entity, role, target) VALUES(?,?,?)", {id, role, target}));
        return {};
    });
}

QStringList EntityStore::links(const QString &id, const QString &role) const
{
    QStringList result;
    const std::lock_guard lock(m_mutex);
    (void)m_database->run(
        "SELECT target FROM link WHERE entity=? AND role=?", {id, role}, [&](const SqlRow &row) { result << row.text(0); });
    return result;
}

QStringList EntityStore::linkedTo(const QString &target, const QString &role) const
{
    QStringList result;
    const std::lock_guard lock(m_mutex);
    (void)m_database->run("SELECT entity FROM link WHERE target=? AND role=?", {target, role},
        [&](const SqlRow &row) { result << row.text(0); });
    return result;
}

} // namespace tuilerie
