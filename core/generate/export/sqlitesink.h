// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/export/tilesink.h"
#include "sqlite/sqlite.h"

namespace tuilerie {

/// What MBTiles and GeoPackage have in common: a database that grows by one transaction a batch, and is packed into the file
/// of the export at the end. Keys of the walk by rows are row ids, so that a batch that comes twice after a kill is there
/// once. Private to the room.
class SqliteSink : public TileSink
{
public:
    quint64 position() const override { return m_next; }
    Status put(const std::vector<ExportTile> &tiles, quint64 next) override;
    Result<QString> finish() override;
    qint64 tiles() const override { return m_tiles; }

protected:
    SqliteSink(const ExportPlan &plan, RecordLog &log)
        : m_plan(plan)
        , m_log(log)
    {
    }
    Status open(const char *schema);
    virtual Status insert(const ExportTile &tile) = 0;
    /// What is written once all tiles are there; may come twice.
    virtual Status describe() = 0;
    /// Pragmas of the file itself.
    virtual QByteArray marks() const = 0;

    const ExportPlan &m_plan;
    std::unique_ptr<SqlDatabase> m_database;

private:
    RecordLog &m_log;
    quint64 m_next = 0;
    qint64 m_tiles = 0;
};

} // namespace tuilerie
