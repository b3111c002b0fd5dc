// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include <QCoreApplication>
#include <QDir>

namespace tuilerie {

namespace {
QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}
} // namespace

Status removeFolder(const QString &folder)
{
    // A job that was cancelled tidies up at the same time: what one finds gone is an error for Qt, and none for us.
    for (int attempt = 0; attempt < 5; ++attempt) {
        QDir directory(folder);
        if (!directory.exists() || directory.removeRecursively())
            return {};
    }
    if (QDir(folder).exists())
        return fail(ErrorCode::Io,
            tr("The folder “%1” could not be removed whole. Check its rights and remove it by hand.").arg(folder));
    return {};
}

Result<std::shared_ptr<Datastore>> Datastore::open(const DatastoreOptions &options)
{
    DatastoreOptions absolute = options;
    absolute.folder = QDir(options.folder).absolutePath();
    std::shared_ptr<Datastore> datastore(new Datastore(absolute));
    TUILERIE_CHECK(datastore->prepare());
    return datastore;
}

Datastore::~Datastore() = default;

Status Datastore::prepare()
{
    const QDir folder(m_options.folder);
    for (const char *sub : {"uploads", "incoming", "pyramids", "files"}) {
        if (!folder.mkpath(QLatin1String(sub)))
            return fail(errorFromErrno(tr("make the data folder"), m_options.folder));
    }
    m_lock = std::make_unique<QLockFile>(folder.filePath(QStringLiteral("lock")));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0)) {
        qint64 pid = 0;
        QString host, program;
        m_lock->getLockInfo(&pid, &host, &program);
        return fail(ErrorCode::Conflict,
            tr("The data folder “%1” is in use by %2 (process %3). Stop it, or give another folder with --data.")
                .arg(m_options.folder, program.isEmpty() ? tr("another program") : program)
                .arg(pid));
    }
    TUILERIE_TRY(entities, EntityStore::open(folder.filePath(QStringLiteral("datastore.sqlite"))));
    m_entities = std::move(entities);
    m_id = setting(QStringLiteral("datastore"));
    if (m_id.isEmpty()) {
        m_id = newId();
        const Status stored = m_entities->transaction([&]() -> Status {
            TUILERIE_CHECK(setSetting(QStringLiteral("datastore"), m_id));
            return setSetting(QStringLiteral("community"), newId());
        });
        TUILERIE_CHECK(stored);
    }
    if (!m_options.profile.isEmpty())
        TUILERIE_CHECK(setSetting(QStringLiteral("profile"), m_options.profile));
    // What a killed process was receiving when it ended belongs to nobody.
    TUILERIE_CHECK(removeFolder(folder.filePath(QStringLiteral("incoming"))));
    folder.mkpath(QStringLiteral("incoming"));
    // The generation is part of ETags: never the same one twice, over restarts too.
    m_generation = quint64(QDateTime::currentMSecsSinceEpoch());
    return readCatalogue();
}

QString Datastore::setting(const QString &name) const
{
    QString value;
    const std::lock_guard lock(m_entities->mutex());
    (void)m_entities->database().run(
        "SELECT value FROM setting WHERE name=?", {name}, [&](const SqlRow &row) { value = row.text(0); });
    return value;
}

Status Datastore::setSetting(const QString &name, const QString &value)
{
    const std::lock_guard lock(m_entities->mutex());
    return m_entities->database().run(
        "INSERT INTO setting(name, value) VALUES(?,?) ON CONFLICT(name) DO UPDATE SET value=excluded.value", {name, value});
}

} // namespace tuilerie
