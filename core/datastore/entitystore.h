// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/sqlite.h"
#include "model/entity.h"

#include <mutex>

namespace tuilerie {

/// The kinds of entities that are kept as documents.
namespace EntityKind {
inline constexpr QLatin1String Upload("upload"), StoredData("stored_data"), Configuration("configuration"),
    Offering("offering"), CheckExecution("check_execution"), Execution("execution"), Static("static"), Annex("annex"),
    Metadata("metadata"), Key("key"), Permission("permission"), Access("access");
}

/// What a list call asks for (docs/entrepot.md §1.1).
struct EntityQuery
{
    QString kind;
    /// Attribute and value; "%" in a value is a wildcard without regard to case. Names are those of the documents.
    std::vector<std::pair<QString, QString>> filters;
    std::vector<std::pair<QString, QString>> tags;  ///< key and exact value
    std::vector<std::pair<QString, QString>> links; ///< role and id: items that name this one in that role
    QStringList hiddenStatuses;                     ///< left out unless a filter asks for a status
    QString sortField;                              ///< empty = order of creation
    bool isDescending = false;
    qint64 offset = 0;
    qint64 limit = 10;
};

struct EntityPage
{
    std::vector<QJsonObject> items;
    qint64 total = 0;
};

/// Entities of the Entrepôt as JSON documents in SQLite, with tags, comments, events and the links between them. Members of
/// a document whose names begin with "_", other than "_id", are for the server only (publicDocument() drops them). Every
/// change is one transaction and on disk when the call returns. Thread-safe; transaction() makes several calls one.
class EntityStore
{
public:
    static Result<std::unique_ptr<EntityStore>> open(const QString &path);

    /// Runs `work` so that all of it is stored or nothing; other threads wait. Nested ones join the outer one.
    Status transaction(const std::function<Status()> &work);

    /// Adds `_id` when it is missing, `creation` and `update`.
    Result<QJsonObject> insert(const QString &kind, QJsonObject document);
    /// The document with its tags and last_event. NotFound.
    Result<QJsonObject> find(const QString &kind, const QString &id) const;
    /// Reads, changes and writes in one transaction; sets `update`. Gives the new document.
    Result<QJsonObject> change(const QString &kind, const QString &id, const std::function<Status(QJsonObject &)> &change);
    Status remove(const QString &kind, const QString &id); ///< with tags, comments, events and links
    Result<EntityPage> list(const EntityQuery &query) const;
    /// All of a kind that match, without pages.
    Result<std::vector<QJsonObject>> all(
        const QString &kind, const std::vector<std::pair<QString, QString>> &filters = {}) const;

    Status setTags(const QString &id, const Tags &tags); ///< merges
    Status removeTags(const QString &id, const QStringList &keys);

    Result<Comment> addComment(const QString &id, const QString &text, const UserReference &author);
    Result<Comment> editComment(const QString &id, const QString &comment, const QString &text);
    Status removeComment(const QString &id, const QString &comment);
    Result<std::pair<std::vector<Comment>, qint64>> comments(const QString &id, qint64 offset, qint64 limit) const;

    Status addEvent(const QString &id, const QString &title, const QString &text = {}, const UserReference &initiator = {});
    Result<std::pair<std::vector<EntityEvent>, qint64>> events(const QString &id, qint64 offset, qint64 limit) const;

    Status setLinks(const QString &id, const QString &role, const QStringList &targets);
    QStringList links(const QString &id, const QString &role) const;
    /// Ids of what names `target` in that role.
    QStringList linkedTo(const QString &target, const QString &role) const;

    /// The database itself, for tables of other subjects; only inside transaction() or with the store's lock.
    SqlDatabase &database() { return *m_database; }
    std::recursive_mutex &mutex() const { return m_mutex; }

private:
    explicit EntityStore(std::unique_ptr<SqlDatabase> database)
        : m_database(std::move(database))
    {
    }
    Status write(const QString &kind, const QJsonObject &document);
    QJsonObject complete(QJsonObject document) const;

    mutable std::recursive_mutex m_mutex;
    std::unique_ptr<SqlDatabase> m_database;
};

QString newId(); ///< a lower-case UUID
QJsonObject publicDocument(QJsonObject document);

} // namespace tuilerie
