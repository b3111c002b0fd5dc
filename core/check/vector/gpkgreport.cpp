// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/gpkgreport.h"

#include "base/filename.h"
#include "source/vectorinspect.h"

#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

namespace tuilerie {

namespace {

constexpr qint64 kThorough =
    qint64(1) << 30; ///< above that SQLite's quick check must do: the other reads each index as well

QByteArray indexName(const GpkgTable &table)
{
    return sqlName(QStringLiteral("rtree_%1_%2").arg(table.name, table.geometryColumn));
}

/// GeoPackageBinaryHeader: 'G' 'P', version 0, flags, srs_id (GeoPackage 1.3.1 §2.1.3.1.1).
void readBlobs(SqlDatabase &file, GpkgTable &table)
{
    const QByteArray column = sqlName(table.geometryColumn);
    QByteArray sql("SELECT rowid, substr(CAST(");
    sql.append(column)
        .append(" AS BLOB), 1, 8), typeof(")
        .append(column)
        .append(") FROM ")
        .append(sqlName(table.name))
        .append(" WHERE ")
        .append(column)
        .append(" IS NOT NULL");
    const auto look = [&table](const SqlRow &row) {
        const QByteArray head = row.bytes(1);
        const bool isGood = row.text(2) == QLatin1String("blob") && head.size() == 8 && head.startsWith("GP") && head[2] == 0
            && ((uchar(head[3]) >> 1) & 7) <= 4;
        if (!isGood) {
            if (table.badBlobs++ == 0)
                table.firstBadBlob = row.integer(0);
        } else {
            const qint32 srs = (head[3] & 1) ? qFromLittleEndian<qint32>(head.constData() + 4)
                                             : qFromBigEndian<qint32>(head.constData() + 4);
            table.otherSrsBlobs += srs != table.srsId;
        }
        return true;
    };
    // A view has no rowid and is not looked at; its table is.
    const Status status = file.run(sql, look);
    Q_UNUSED(status)
}

void readIndex(SqlDatabase &file, GpkgTable &table)
{
    QByteArray sql(
        "SELECT count(*) FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND lower(table_name) = lower(");
    table.hasIndexEntry = file.number(sql.append(sqlLiteral(table.name)).append(')')) > 0;
    const QString name = QStringLiteral("rtree_%1_%2").arg(table.name, table.geometryColumn);
    table.hasIndexTable = file.hasTable(name);
    if (!table.hasIndexTable)
        return;
    table.indexed = file.number(QByteArray("SELECT count(*) FROM ").append(indexName(table)));
    const auto triggers = [&file, &name](const char *end) {
        QByteArray question("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND lower(name) GLOB lower(");
        return file.number(question.append(sqlLiteral(name + QLatin1String(end))).append(')'));
    };
    // Which update triggers there must be changed between versions of the standard.
    table.lacksTriggers = triggers("_insert") == 0 || triggers("_delete") == 0 || triggers("_update*") == 0;
}

void readTable(SqlDatabase &file, GpkgTable &table, bool hasOgrContents)
{
    QByteArray sql("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(");
    const Status status = file.run(sql.append(sqlLiteral(table.name)).append(')'), [&table](const SqlRow &row) {
        table.hasGeometryRow = true;
        table.geometryColumn = row.text(0);
        table.srsId = row.integer(1);
        return false;
    });
    Q_UNUSED(status)
    if (hasOgrContents) {
        QByteArray count("SELECT coalesce(feature_count, -1) FROM gpkg_ogr_contents WHERE lower(table_name) = lower(");
        table.writtenCount = file.number(count.append(sqlLiteral(table.name)).append(')'), -1);
    }
    if (!table.exists || !table.hasGeometryRow)
        return;
    table.isSrsKnown =
        file.number(
            QByteArray("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id = ").append(QByteArray::number(table.srsId)))
        > 0;
    readIndex(file, table);
    readBlobs(file, table);
}

QStringList unregisteredTables(SqlDatabase &file, const std::vector<GpkgTable> &known)
{
    QStringList names;
    const Status status = file.run("SELECT name FROM sqlite_master WHERE type = 'table'", [&](const SqlRow &row) {
        const QString name = row.text(0);
        const bool isOurs = std::none_of(known.begin(), known.end(),
            [&name](const GpkgTable &table) { return table.name.compare(name, Qt::CaseInsensitive) == 0; });
        const bool isSystem = name.startsWith(QLatin1String("gpkg_")) || name.startsWith(QLatin1String("rtree_"))
            || name.startsWith(QLatin1String("sqlite_")) || name == QLatin1String("layer_styles")
            || name.startsWith(QLatin1String("qgis_")) || name.startsWith(QLatin1String("tuilerie_"));
        if (isOurs && !isSystem)
            names << name;
        return true;
    });
    Q_UNUSED(status)
    return names;
}

} // namespace

const GpkgTable *GpkgReport::table(const QString &name) const
{
    const auto found = std::find_if(tables.begin(), tables.end(),
        [&name](const GpkgTable &table) { return table.name.compare(name, Qt::CaseInsensitive) == 0; });
    return found == tables.end() ? nullptr : &*found;
}

Result<GpkgReport> readGpkgReport(const QString &path)
{
    GpkgReport report;
    report.leftovers = sqliteLeftovers(path);
    TUILERIE_TRY(opened, SqlDatabase::openToRead(path));
    SqlDatabase &file = *opened;
    report.applicationId = quint32(file.number("PRAGMA application_id"));
    report.userVersion = file.number("PRAGMA user_version");
    const char *check = fileStatus(path).size < kThorough ? "PRAGMA integrity_check(5)" : "PRAGMA quick_check(5)";
    const Status checked = file.run(check, [&report](const SqlRow &row) {
        if (const QString line = row.text(0); line != QLatin1String("ok"))
            report.damage << line;
        return true;
    });
    if (!checked)
        report.damage << checked.error().detail;
    // Without its system tables everything refers to nothing.
    const QByteArray keyCheck =
        file.hasTable(QStringLiteral("gpkg_contents")) ? "PRAGMA foreign_key_check" : "SELECT 1 WHERE 0";
    const Status keys = file.run(keyCheck, [&report](const SqlRow &) { return ++report.foreignKeyErrors < 1000; });
    Q_UNUSED(keys)
    for (const char *name : {"gpkg_spatial_ref_sys", "gpkg_contents"}) {
        if (!file.hasTable(QLatin1String(name)))
            report.missingTables << QLatin1String(name);
    }
    const Status contents = file.run(
        "SELECT table_name, data_type, min_x, min_y, max_x, max_y FROM gpkg_contents", [&report](const SqlRow &row) {
            GpkgTable table;
            table.name = row.text(0);
            table.dataType = row.text(1);
            if (!row.isNull(2) && !row.isNull(3) && !row.isNull(4) && !row.isNull(5))
                table.extent = Extent{row.real(2), row.real(3), row.real(4), row.real(5)};
            report.tables.push_back(std::move(table));
            return true;
        });
    if (!contents && report.missingTables.isEmpty())
        report.damage << contents.error().detail;
    const bool hasFeatures = std::any_of(report.tables.begin(), report.tables.end(),
        [](const GpkgTable &table) { return table.dataType == QLatin1String("features"); });
    if (hasFeatures && !file.hasTable(QStringLiteral("gpkg_geometry_columns")))
        report.missingTables << QStringLiteral("gpkg_geometry_columns");
    const bool hasOgrContents = file.hasTable(QStringLiteral("gpkg_ogr_contents"));
    for (GpkgTable &table : report.tables) {
        table.exists = file.hasTable(table.name);
        readTable(file, table, hasOgrContents);
    }
    report.unregistered = unregisteredTables(file, report.tables);
    return report;
}

std::vector<IndexedBox> readIndexedBoxes(const QString &path, const GpkgTable &table, qint64 most)
{
    std::vector<IndexedBox> boxes;
    if (!table.hasIndexTable || table.indexed > most)
        return boxes;
    const auto file = SqlDatabase::openToRead(path);
    if (!file)
        return boxes;
    boxes.reserve(size_t(table.indexed));
    const Status status = (*file)->run(
        QByteArray("SELECT * FROM ").append(indexName(table)), [&boxes](const SqlRow &row) { // id, minx, maxx, miny, maxy
            boxes.push_back(
                {row.integer(0), float(row.real(1)), float(row.real(2)), float(row.real(3)), float(row.real(4))});
            return true;
        });
    if (!status)
        boxes.clear();
    std::sort(boxes.begin(), boxes.end(), [](const IndexedBox &a, const IndexedBox &b) { return a.fid < b.fid; });
    return boxes;
}

} // namespace tuilerie
