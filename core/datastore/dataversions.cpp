// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/dataversions.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace tuilerie {

namespace {

constexpr int keptDatabases = 3;
constexpr int keptDays = 90;
constexpr auto columns = "SELECT stored_data, lineage, version, author, creation, pushed, parent FROM data_version ";

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}

// With the numbers of features that its tables have now.
QJsonObject withFeatures(QJsonObject infos, const QJsonArray &relations)
{
    QJsonArray list = infos.value(QLatin1String("relations")).toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        QJsonObject relation = list[i].toObject();
        for (const QJsonValue counted : relations)
            if (counted[QLatin1String("name")] == relation[QLatin1String("name")])
                relation.insert(QLatin1String("features"), counted[QLatin1String("features")]);
        list[i] = relation;
    }
    infos.insert(QLatin1String("relations"), list);
    return infos;
}

} // namespace

QJsonObject DataVersion::toJson() const
{
    return {{QStringLiteral("version"), version}, {QStringLiteral("stored_data"), storedData},
        {QStringLiteral("parent"), parent.isEmpty() ? QJsonValue() : parent}, {QStringLiteral("author"), author},
        {QStringLiteral("creation"), modeljson::date(creation)}, {QStringLiteral("pushed"), pushed},
        {QStringLiteral("has_changes"), !changes.isEmpty()}};
}

QString DataVersions::changesFile(const QString &push) const
{
    return m_datastore.folder() + QLatin1String("/changes/") + push;
}

DataVersion DataVersions::read(const SqlRow &row) const
{
    DataVersion version{row.text(0), row.text(1), row.integer(2), row.text(3),
        QDateTime::fromMSecsSinceEpoch(row.integer(4), Qt::UTC), QJsonDocument::fromJson(row.bytes(5)).object(), {},
        m_datastore.databaseOf(row.text(0)).has_value(), row.text(6)};
    if (const QString file = changesFile(version.storedData); QFileInfo::exists(file))
        version.changes = file;
    return version;
}

Result<DataVersion> DataVersions::pushedVersion(const QString &storedData) const
{
    std::optional<DataVersion> found;
    const std::lock_guard lock(m_datastore.entities().mutex());
    TUILERIE_CHECK(m_datastore.entities().database().run(
        QByteArray(columns) + "WHERE stored_data = ?", {storedData}, [&](const SqlRow &row) { found = read(row); }));
    if (!found)
        return fail(ErrorCode::NotFound, tr("There is no push %1.").arg(storedData));
    return *found;
}

Result<DataVersion> DataVersions::version(const QString &storedData) const
{
    if (auto known = pushedVersion(storedData); known || known.error().code != ErrorCode::NotFound)
        return known;
    TUILERIE_TRY(document, m_datastore.entities().find(EntityKind::StoredData, storedData));
    const StoredData data = StoredData::fromJson(document);
    if (data.type != StoredDataType::VectorDb)
        return fail(ErrorCode::NotFound, tr("The stored data “%1” is no vector database.").arg(data.name));
    return DataVersion{storedData, storedData, 1, {}, data.creation, {}, {}, data.status != StoredDataStatus::Deleted, {}};
}

Result<std::vector<DataVersion>> DataVersions::lineage(const QString &storedData) const
{
    TUILERIE_TRY(one, version(storedData));
    std::vector<DataVersion> all;
    if (one.lineage == storedData) {
        all.push_back(one);
    } else {
        // The first one may be gone by now, and has its number all the same.
        const auto first = version(one.lineage);
        all.push_back(first ? *first : DataVersion{one.lineage, one.lineage, 1, {}, {}, {}, {}, false, {}});
    }
    const std::lock_guard lock(m_datastore.entities().mutex());
    TUILERIE_CHECK(m_datastore.entities().database().run(QByteArray(columns) + "WHERE lineage = ? ORDER BY version",
        {one.lineage}, [&](const SqlRow &row) { all.push_back(read(row)); }));
    return all;
}

Result<DataVersion> DataVersions::newest(const QString &storedData) const
{
    TUILERIE_TRY(all, lineage(storedData));
    const auto found = std::find_if(all.rbegin(), all.rend(), [](const DataVersion &version) { return version.isThere; });
    if (found == all.rend())
        return fail(ErrorCode::NotFound, tr("All states of these data have been deleted. Publish the data again."));
    return *found;
}

Result<DataVersion> DataVersions::add(const QString &parent, const QString &push, const UserReference &author,
    const QString &login, const QJsonArray &relations, const QJsonObject &pushed)
{
    EntityStore &store = m_datastore.entities();
    const QString database = m_datastore.pyramidFolder(push) + QLatin1String("/database.gpkg");
    const qint64 size = QFileInfo(database).size();
    const Status stored = store.transaction([&]() -> Status {
        TUILERIE_TRY(versions, lineage(parent));
        TUILERIE_TRY(before, newest(parent));
        if (before.storedData != parent)
            return fail(ErrorCode::Conflict, tr("Others have pushed changes meanwhile. Pull first."));
        TUILERIE_TRY(document, store.find(EntityKind::StoredData, parent));
        const Tags tags = StoredData::fromJson(document).tags;
        document.insert(QLatin1String("_id"), push);
        document.insert(QLatin1String("_database"), QDir(m_datastore.folder()).relativeFilePath(database));
        document.insert(QLatin1String("status"), QString(StoredDataStatus::Generated));
        document.insert(QLatin1String("size"), size);
        document.insert(
            QLatin1String("type_infos"), withFeatures(document[QLatin1String("type_infos")].toObject(), relations));
        for (const char *name : {"creation", "update", "tags", "last_event"})
            document.remove(QLatin1String(name));
        TUILERIE_CHECK(store.insert(EntityKind::StoredData, document));
        // What it was made from is not what its files were: the fingerprint of those is not its own.
        Tags own;
        for (const char *name : {"tuilerie_layer", "datasheet_name", "upload_id"})
            if (tags.contains(QLatin1String(name)))
                own.insert(QLatin1String(name), tags.value(QLatin1String(name)));
        TUILERIE_CHECK(store.setTags(push, own));
        TUILERIE_CHECK(store.addEvent(push, tr("Pushed"), {}, author));
        return store.database().run("INSERT INTO data_version(stored_data, lineage, version, parent, author, creation, "
                                    "pushed) VALUES(?,?,?,?,?,?,?)",
            {push, before.lineage, versions.back().version + 1, parent, login, QDateTime::currentMSecsSinceEpoch(),
                QString::fromUtf8(QJsonDocument(pushed).toJson(QJsonDocument::Compact))});
    });
    TUILERIE_CHECK(stored);
    return pushedVersion(push);
}

void DataVersions::forget(const QString &of)
{
    const auto all = lineage(of);
    if (!all)
        return;
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addDays(-keptDays);
    int seen = 0;
    for (auto one = all->rbegin(); one != all->rend(); ++one) {
        const DataVersion &version = *one;
        if (!version.changes.isEmpty() && version.creation < oldest)
            QFile::remove(version.changes);
        if (!version.isThere || version.version == 1 || ++seen <= keptDatabases)
            continue;
        qint64 made = 0;
        {
            const std::lock_guard lock(m_datastore.entities().mutex());
            (void)m_datastore.entities().database().run("SELECT count(*) FROM tag t JOIN entity e ON e.id = t.entity WHERE "
                                                        "t.key = 'vectordb_id' AND t.value = ? AND e.status <> 'DELETED'",
                {version.storedData}, [&](const SqlRow &row) { made = row.integer(0); });
        }
        if (made == 0)
            (void)m_datastore.deleteStoredData(version.storedData);
    }
}

} // namespace tuilerie
