// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/ownrules.h"

namespace tuilerie {

namespace {

bool keepsIndex(const QString &name)
{
    for (const char *prefix : {"rtree_", "gpkg_", "trigger_insert_feature_count_", "trigger_delete_feature_count_"})
        if (name.startsWith(QLatin1String(prefix), Qt::CaseInsensitive))
            return true;
    return false;
}

} // namespace

Result<TriggersAside> TriggersAside::take(SqlDatabase &database, const QStringList &tables)
{
    TriggersAside aside(database);
    QStringList names;
    for (const QString &table : tables)
        TUILERIE_CHECK(database.run(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = lower(?) ORDER BY rowid",
            {table}, [&](const SqlRow &row) {
                if (keepsIndex(row.text(0)))
                    return;
                names << row.text(0);
                aside.m_triggers.push_back(row.bytes(1));
            }));
    for (const QString &name : names)
        TUILERIE_CHECK(database.run("DROP TRIGGER main." + sqlName(name)));
    return aside;
}

Status TriggersAside::putBack()
{
    for (const QByteArray &trigger : m_triggers)
        TUILERIE_CHECK(m_database->run(trigger));
    m_triggers.clear();
    return {};
}

} // namespace tuilerie
