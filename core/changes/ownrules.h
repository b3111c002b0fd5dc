// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/sqlite.h"

#include <QStringList>

#include <vector>

namespace tuilerie {

/// The triggers that somebody put on tables, taken off while changes are applied: these have happened already, triggers
/// included, where they were made. Those that keep a spatial index and GDAL's count of features stay. For use within one
/// transaction, so that they are never gone for anybody else, nor after a failure. They come back word for word, in their
/// order.
class TriggersAside
{
public:
    static Result<TriggersAside> take(SqlDatabase &database, const QStringList &tables);
    Status putBack();

private:
    explicit TriggersAside(SqlDatabase &database)
        : m_database(&database)
    {
    }
    SqlDatabase *m_database;
    std::vector<QByteArray> m_triggers;
};

} // namespace tuilerie
