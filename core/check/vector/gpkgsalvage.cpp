// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/gpkgsalvage.h"

#include "check/vector/gpkgreport.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUrl>
#include <QtEndian>

#include <cpl_conv.h>
#include <ogr_srs_api.h>

#include <memory>
#include <set>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorFix", sentence);
}

/// The columns that the standard gives its tables (GeoPackage 1.3.1 Annex C).
constexpr const char *kSpatialRefSys =
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT "
    "NULL, "
    "organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', ''),"
    "('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', '')";
constexpr const char *kContents = "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT "
                                  "NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', "
                                  "last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x "
                                  "DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER)";
constexpr const char *kGeometryColumns =
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE, column_name TEXT NOT NULL, geometry_type_name "
    "TEXT NOT NULL, "
    "srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name))";

/// A table of the user with the column whose values begin as geometries do.
struct Found
{
    QString table, column;
    qint32 srs = 0;
};

std::vector<Found> tablesWithGeometries(SqlDatabase &file, const QStringList &names)
{
    std::vector<Found> found;
    for (const QString &name : names) {
        QStringList columns;
        const Status listed =
            file.run(QByteArray("SELECT name FROM pragma_table_info(").append(sqlLiteral(name)).append(')'),
                [&columns](const SqlRow &row) {
                    columns << row.text(0);
                    return true;
                });
        if (!listed)
            continue;
        Found entry{name, {}, 0};
        for (const QString &column : columns) {
            QByteArray sql("SELECT substr(");
            sql.append(sqlName(column))
                .append(", 1, 8) FROM ")
                .append(sqlName(name))
                .append(" WHERE typeof(")
                .append(sqlName(column))
                .append(") = 'blob' LIMIT 1");
            const Status looked = file.run(sql, [&](const SqlRow &row) {
                const QByteArray head = row.bytes(0);
                if (entry.column.isEmpty() && head.size() == 8 && head.startsWith("GP")) {
                    entry.column = column;
                    entry.srs = (head[3] & 1) ? qFromLittleEndian<qint32>(head.constData() + 4)
                                              : qFromBigEndian<qint32>(head.constData() + 4);
                }
                return false;
            });
            Q_UNUSED(looked)
        }
        found.push_back(entry);
    }
    return found;
}

/// Definitions for the EPSG codes that geometries name.
Status defineCrs(SqlDatabase &file, qint32 code)
{
    if (code <= 0)
        return {};
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    char *wkt = nullptr;
    const bool isKnown = OSRImportFromEPSG(srs, code) == OGRERR_NONE && OSRExportToWkt(srs, &wkt) == OGRERR_NONE;
    const QString text = QString::fromUtf8(wkt), name = QString::fromUtf8(isKnown ? OSRGetName(srs) : "");
    CPLFree(wkt);
    OSRDestroySpatialReference(srs);
    if (!isKnown)
        return {};
    const QByteArray number = QByteArray::number(code);
    QByteArray sql("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (");
    return file.run(sql.append(sqlLiteral(name))
                        .append(", ")
                        .append(number)
                        .append(", 'EPSG', ")
                        .append(number)
                        .append(", ")
                        .append(sqlLiteral(text))
                        .append(", '')"));
}

Status registerTables(SqlDatabase &file, const std::vector<Found> &tables)
{
    for (const Found &found : tables) {
        TUILERIE_CHECK(defineCrs(file, found.srs));
        const QByteArray table = sqlLiteral(found.table), srs = QByteArray::number(found.srs);
        QByteArray sql("INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (");
        TUILERIE_CHECK(file.run(sql.append(table)
                                    .append(found.column.isEmpty() ? ", 'attributes', " : ", 'features', ")
                                    .append(table)
                                    .append(", ")
                                    .append(srs)
                                    .append(')')));
        if (found.column.isEmpty())
            continue;
        QByteArray column("INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (");
        TUILERIE_CHECK(file.run(column.append(table)
                                    .append(", ")
                                    .append(sqlLiteral(found.column))
                                    .append(", 'GEOMETRY', ")
                                    .append(srs)
                                    .append(", 2, 2)")));
    }
    return {};
}

QByteArray isNoGeometry(const QString &column)
{
    const QByteArray name = sqlName(column);
    QByteArray sql(name);
    return sql.append(" IS NOT NULL AND (typeof(")
        .append(name)
        .append(") <> 'blob' OR length(")
        .append(name)
        .append(") < 13 OR substr(")
        .append(name)
        .append(", 1, 3) <> X'475000')");
}

} // namespace

Result<QStringList> salvageGpkg(const QString &copy)
{
    QStringList lines;
    TUILERIE_TRY(report, readGpkgReport(copy));
    TUILERIE_TRY(opened, SqlDatabase::openToRepair(copy));
    SqlDatabase &file = *opened;
    // Triggers call functions of GDAL's and SpatiaLite's that do not exist here, and must not see what is repaired.
    TUILERIE_CHECK(file.script("PRAGMA journal_mode = DELETE; PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF"));
    if (report.applicationId != 0x47504B47) {
        TUILERIE_CHECK(file.script("PRAGMA application_id = 1196444487; PRAGMA user_version = 10200"));
        lines << tr("The header says now that it is a GeoPackage.");
    }
    std::vector<Found> orphans;
    {
        TUILERIE_TRY(reading, SqlDatabase::openToRead(copy));
        const bool lostContents = report.missingTables.contains(QLatin1String("gpkg_contents"));
        QStringList names = lostContents ? report.unregistered : QStringList();
        for (const GpkgTable &table : report.tables) {
            if (table.exists && table.dataType == QLatin1String("features") && !table.hasGeometryRow)
                names << table.name;
        }
        orphans = tablesWithGeometries(*reading, names);
    }
    for (const QString &name : report.missingTables) {
        TUILERIE_CHECK(file.script(name == QLatin1String("gpkg_contents") ? kContents
                : name == QLatin1String("gpkg_spatial_ref_sys")           ? kSpatialRefSys
                                                                          : kGeometryColumns));
        lines << tr("The table %1 was made anew.").arg(name);
    }
    if (report.missingTables.contains(QLatin1String("gpkg_contents"))
        && !report.missingTables.contains(QLatin1String("gpkg_geometry_columns"))) {
        TUILERIE_TRY(reading, SqlDatabase::openToRead(copy));
        if (!reading->hasTable(QStringLiteral("gpkg_geometry_columns")))
            TUILERIE_CHECK(file.run(kGeometryColumns));
    }
    TUILERIE_CHECK(registerTables(file, orphans));
    for (const Found &found : orphans)
        lines << tr("The table %1 is listed again.").arg(found.table);
    std::set<qint32> needed;
    for (const GpkgTable &table : report.tables) {
        if (!table.exists) {
            const QByteArray name = sqlLiteral(table.name);
            const bool hasColumns = !report.missingTables.contains(QLatin1String("gpkg_geometry_columns"));
            if (hasColumns)
                TUILERIE_CHECK(file.run(QByteArray("DELETE FROM gpkg_geometry_columns WHERE table_name = ").append(name)));
            TUILERIE_CHECK(file.run(QByteArray("DELETE FROM gpkg_contents WHERE table_name = ").append(name)));
            lines << tr("The table %1, which does not exist, is listed no more.").arg(table.name);
        } else if (table.hasGeometryRow) {
            if (!table.isSrsKnown || report.missingTables.contains(QLatin1String("gpkg_spatial_ref_sys")))
                needed.insert(qint32(table.srsId));
            if (table.badBlobs > 0) {
                const QByteArray where = isNoGeometry(table.geometryColumn);
                // Without the R-tree's triggers, which could not read them.
                TUILERIE_TRY(reading, SqlDatabase::openToRead(copy));
                QStringList triggers;
                QByteArray question("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ");
                TUILERIE_CHECK(reading->run(question.append(sqlLiteral(table.name)), [&triggers](const SqlRow &row) {
                    triggers << row.text(0);
                    return true;
                }));
                for (const QString &trigger : triggers)
                    TUILERIE_CHECK(file.run(QByteArray("DROP TRIGGER ").append(sqlName(trigger))));
                QByteArray sql("UPDATE ");
                TUILERIE_CHECK(file.run(sql.append(sqlName(table.name))
                                            .append(" SET ")
                                            .append(sqlName(table.geometryColumn))
                                            .append(" = NULL WHERE ")
                                            .append(where)));
                lines << tr("In the table %1, %2 geometry(ies) that cannot be read were left out; their rows stay.")
                             .arg(table.name)
                             .arg(file.changes());
            }
        }
    }
    for (const qint32 code : needed)
        TUILERIE_CHECK(defineCrs(file, code));
    return lines;
}

Result<bool> copyStoredStyles(const QString &from, const QString &to, const QHash<QString, QString> &newNames)
{
    QByteArray create;
    bool isListed = false;
    {
        TUILERIE_TRY(source, SqlDatabase::openToRead(from));
        if (!source->hasTable(QStringLiteral("layer_styles")))
            return false;
        TUILERIE_CHECK(source->run(
            "SELECT sql FROM sqlite_master WHERE name = 'layer_styles' AND type = 'table'", [&create](const SqlRow &row) {
                create = row.bytes(0);
                return false;
            }));
        isListed = source->number("SELECT count(*) FROM gpkg_contents WHERE table_name = 'layer_styles'") > 0;
    }
    TUILERIE_TRY(opened, SqlDatabase::openToRepair(to));
    SqlDatabase &file = *opened;
    QByteArray attach("ATTACH DATABASE ");
    attach
        .append(sqlLiteral(QStringLiteral("file:%1?mode=ro")
                               .arg(QString::fromLatin1(QUrl::toPercentEncoding(QFileInfo(from).absoluteFilePath(), "/")))))
        .append(" AS source");
    TUILERIE_CHECK(file.run(attach));
    TUILERIE_CHECK(file.run("DROP TABLE IF EXISTS main.layer_styles"));
    TUILERIE_CHECK(file.run(create));
    TUILERIE_CHECK(file.run("INSERT INTO main.layer_styles SELECT * FROM source.layer_styles"));
    for (auto it = newNames.cbegin(); it != newNames.cend(); ++it) {
        QByteArray sql("UPDATE main.layer_styles SET f_table_name = ");
        TUILERIE_CHECK(
            file.run(sql.append(sqlLiteral(it.value())).append(" WHERE f_table_name = ").append(sqlLiteral(it.key()))));
    }
    if (isListed)
        TUILERIE_CHECK(file.run("INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES "
                                "('layer_styles', 'attributes', 'layer_styles', 0)"));
    return true;
}

Result<QStringList> ownObjects(const QString &path)
{
    TUILERIE_TRY(file, SqlDatabase::openToRead(path));
    QStringList objects;
    // The format's own and GDAL's: OGC 12-128r18 (annex F.3 names the R-trees' triggers), GDAL's counters of features.
    TUILERIE_CHECK(
        file->run("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'index', 'view') AND sql IS NOT NULL "
                  "AND name NOT LIKE 'rtree\\_%' ESCAPE '\\' AND name NOT LIKE 'gpkg\\_%' ESCAPE '\\' "
                  "AND name NOT LIKE 'trigger\\_insert\\_feature\\_count\\_%' ESCAPE '\\' "
                  "AND name NOT LIKE 'trigger\\_delete\\_feature\\_count\\_%' ESCAPE '\\' "
                  "AND tbl_name NOT LIKE 'gpkg\\_%' ESCAPE '\\' AND tbl_name NOT LIKE 'rtree\\_%' ESCAPE '\\' "
                  "AND tbl_name <> 'layer_styles' ORDER BY type, name",
            [&objects](const SqlRow &row) {
                objects << row.text(0) + QLatin1Char(' ') + row.text(1);
                return true;
            }));
    return objects;
}

} // namespace tuilerie
