// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/sqlitesink.h"

#include <QDataStream>
#include <QFile>
#include <QIODevice>

namespace tuilerie {

Status SqliteSink::open(const char *schema)
{
    const QString path = m_log.folder() + QStringLiteral("/tiles.sqlite");
    if (m_log.records().isEmpty()) {
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(path + QLatin1String(suffix));
    } else {
        QDataStream in(m_log.records().last());
        in >> m_next >> m_tiles;
    }
    TUILERIE_TRY(database, SqlDatabase::open(path, {schema}));
    m_database = std::move(database);
    return {};
}

Status SqliteSink::put(const std::vector<ExportTile> &tiles, quint64 next)
{
    TUILERIE_CHECK(m_database->transaction([&]() -> Status {
        for (const ExportTile &tile : tiles) {
            if (const Status inserted = insert(tile); !inserted)
                return inserted;
        }
        return {};
    }));
    m_tiles += qint64(tiles.size());
    m_next = next;
    QByteArray record;
    QDataStream(&record, QIODevice::WriteOnly) << m_next << m_tiles;
    return m_log.append(record);
}

Result<QString> SqliteSink::finish()
{
    TUILERIE_CHECK(m_database->transaction([this] { return describe(); }));
    // Packed, the file depends on its content alone, not on the transactions that it grew by.
    const QString packed = m_log.folder() + QStringLiteral("/packed");
    QFile::remove(packed);
    TUILERIE_CHECK(m_database->run("VACUUM INTO " + sqlLiteral(packed)));
    TUILERIE_TRY(file, SqlDatabase::openToRepair(packed));
    TUILERIE_CHECK(file->script("PRAGMA journal_mode = DELETE; " + marks()));
    return packed;
}

} // namespace tuilerie
