// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/sqlitesink.h"

#include "grid/crs.h"

#include <QFileInfo>

namespace tuilerie {

namespace {

// GeoPackage 1.3 (OGC 12-128r18) §1.1 and §2.2; the coverage tables are those of OGC 17-066r1 §7.
const char schema[] = R"(
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
        srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_tile_matrix_set (table_name TEXT NOT NULL PRIMARY KEY, srs_id INTEGER NOT NULL, min_x DOUBLE NOT NULL,
        min_y DOUBLE NOT NULL, max_x DOUBLE NOT NULL, max_y DOUBLE NOT NULL,
        CONSTRAINT fk_gtms_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gtms_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_tile_matrix (table_name TEXT NOT NULL, zoom_level INTEGER NOT NULL, matrix_width INTEGER NOT NULL,
        matrix_height INTEGER NOT NULL, tile_width INTEGER NOT NULL, tile_height INTEGER NOT NULL,
        pixel_x_size DOUBLE NOT NULL, pixel_y_size DOUBLE NOT NULL,
        CONSTRAINT pk_ttm PRIMARY KEY (table_name, zoom_level),
        CONSTRAINT fk_tmm_table_name FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name));
    CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
        scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    CREATE TABLE tiles (id INTEGER PRIMARY KEY AUTOINCREMENT, zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL,
        tile_row INTEGER NOT NULL, tile_data BLOB NOT NULL, UNIQUE (zoom_level, tile_column, tile_row));
)";

const char coverageSchema[] = R"(
    CREATE TABLE IF NOT EXISTS gpkg_2d_gridded_coverage_ancillary (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        tile_matrix_set_name TEXT NOT NULL UNIQUE, datatype TEXT NOT NULL DEFAULT 'integer', scale REAL NOT NULL DEFAULT 1.0,
        offset REAL NOT NULL DEFAULT 0.0, precision REAL DEFAULT 1.0, data_null REAL,
        grid_cell_encoding TEXT DEFAULT 'grid-value-is-center', uom TEXT, field_name TEXT DEFAULT 'Height',
        quantity_definition TEXT DEFAULT 'Height',
        CONSTRAINT fk_g2dgtct_name FOREIGN KEY (tile_matrix_set_name) REFERENCES gpkg_tile_matrix_set (table_name),
        CHECK (datatype IN ('integer', 'float')));
    CREATE TABLE IF NOT EXISTS gpkg_2d_gridded_tile_ancillary (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
        tpudt_name TEXT NOT NULL, tpudt_id INTEGER NOT NULL, scale REAL NOT NULL DEFAULT 1.0, offset REAL NOT NULL DEFAULT 0.0,
        min REAL DEFAULT NULL, max REAL DEFAULT NULL, mean REAL DEFAULT NULL, std_dev REAL DEFAULT NULL,
        CONSTRAINT fk_g2dgtat_name FOREIGN KEY (tpudt_name) REFERENCES gpkg_contents(table_name),
        UNIQUE (tpudt_name, tpudt_id));
)";

const QString table = QStringLiteral("tiles");

class GeoPackageSink final : public SqliteSink
{
public:
    GeoPackageSink(const ExportPlan &plan, RecordLog &log);
    Status open() { return SqliteSink::open(schema); }

protected:
    Status insert(const ExportTile &tile) override;
    Status describe() override;
    QByteArray marks() const override { return "PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300"; }

private:
    Result<qint64> describeCrs();
    Status describeCoverage();

    TileRange m_coarsest; // tiles of the coarsest level that hold all others
};

GeoPackageSink::GeoPackageSink(const ExportPlan &plan, RecordLog &log)
    : SqliteSink(plan, log)
{
    for (size_t i = 0; i < plan.levels.size(); ++i) {
        const TileRange &limits = plan.levels[i].limits;
        const TileRange here{limits.minCol >> i, limits.minRow >> i, limits.maxCol >> i, limits.maxRow >> i};
        m_coarsest = i == 0 ? here
                            : TileRange{std::min(m_coarsest.minCol, here.minCol), std::min(m_coarsest.minRow, here.minRow),
                                std::max(m_coarsest.maxCol, here.maxCol), std::max(m_coarsest.maxRow, here.maxRow)};
    }
}

Status GeoPackageSink::insert(const ExportTile &tile)
{
    const size_t step = tile.place.level;
    return m_database->run("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?, ?)",
        {qint64(tile.place.key + 1), m_plan.levels[step].zoom, tile.place.col - (m_coarsest.minCol << step),
            tile.place.row - (m_coarsest.minRow << step), tile.bytes});
}

Result<qint64> GeoPackageSink::describeCrs()
{
    const auto add = [this](const Crs &crs, qint64 id, const QString &organization) {
        return m_database->run("INSERT OR REPLACE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
            {crs.title(), id, organization, id, crs.wkt1Gdal()});
    };
    TUILERIE_TRY(degrees, Crs::fromText(QStringLiteral("EPSG:4326")));
    TUILERIE_CHECK(add(degrees, 4326, QStringLiteral("EPSG")));
    const QString name = m_plan.reader->grid().crs();
    TUILERIE_TRY(crs, Crs::fromText(name));
    const QString authority = name.section(QLatin1Char(':'), 0, 0).toUpper();
    bool isNumber = false;
    const qint64 code = name.section(QLatin1Char(':'), 1).toLongLong(&isNumber);
    // Codes of other authorities may be words; their definition says what they are.
    const bool isEpsg = authority == QLatin1String("EPSG") && isNumber;
    const qint64 id = isEpsg ? code : 100'001;
    TUILERIE_CHECK(add(crs, id, isEpsg ? authority : QStringLiteral("NONE")));
    return id;
}

Status GeoPackageSink::describeCoverage()
{
    TUILERIE_CHECK(m_database->script(coverageSchema));
    const std::vector<double> nodata = m_plan.reader->descriptor().nodataValues();
    TUILERIE_CHECK(m_database->run(
        "INSERT OR REPLACE INTO gpkg_2d_gridded_coverage_ancillary (id, tile_matrix_set_name, datatype, data_null) "
        "VALUES (1, ?, 'float', ?)",
        {table, nodata.empty() ? QVariant() : QVariant(nodata.front())}));
    TUILERIE_CHECK(m_database->run("INSERT OR IGNORE INTO gpkg_2d_gridded_tile_ancillary (id, tpudt_name, tpudt_id) "
                                   "SELECT id, ?, id FROM tiles ORDER BY id",
        {table}));
    const QString definition = QStringLiteral("http://docs.opengeospatial.org/is/17-066r1/17-066r1.html");
    struct Row
    {
        const char *table;
        const char *column;
    };
    for (const Row &row : {Row{"gpkg_2d_gridded_coverage_ancillary", nullptr},
             Row{"gpkg_2d_gridded_tile_ancillary", nullptr}, Row{"tiles", "tile_data"}})
        TUILERIE_CHECK(
            m_database->run("INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_2d_gridded_coverage', ?, 'read-write')",
                {QString::fromLatin1(row.table), row.column ? QVariant(QString::fromLatin1(row.column)) : QVariant(),
                    definition}));
    return {};
}

Status GeoPackageSink::describe()
{
    TUILERIE_TRY(srs, describeCrs());
    const bool isCoverage = m_plan.form == TileForm::Float;
    // The date of the pyramid, not of the export: the same pyramid gives the same file.
    const QString date =
        QFileInfo(m_plan.reader->path()).lastModified().toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"))
        + QLatin1Char('Z');
    QString description = m_plan.abstract;
    if (!m_plan.attribution.isEmpty())
        description += (description.isEmpty() ? QString() : QStringLiteral("\n")) + m_plan.attribution;
    const Extent &extent = m_plan.extent;
    TUILERIE_CHECK(m_database->run("INSERT OR REPLACE INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {table, isCoverage ? QStringLiteral("2d-gridded-coverage") : QStringLiteral("tiles"), m_plan.title, description,
            date, extent.west, extent.south, extent.east, extent.north, srs}));
    const Extent whole = m_plan.levels.front().matrix.rangeExtent(m_coarsest);
    TUILERIE_CHECK(m_database->run("INSERT OR REPLACE INTO gpkg_tile_matrix_set VALUES (?, ?, ?, ?, ?, ?)",
        {table, srs, whole.west, whole.south, whole.east, whole.north}));
    for (size_t i = 0; i < m_plan.levels.size(); ++i) {
        const ExportLevel &level = m_plan.levels[i];
        const qint64 width = (m_coarsest.maxCol - m_coarsest.minCol + 1) << i;
        const qint64 height = (m_coarsest.maxRow - m_coarsest.minRow + 1) << i;
        TUILERIE_CHECK(m_database->run("INSERT OR REPLACE INTO gpkg_tile_matrix VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            {table, level.zoom, width, height, level.matrix.tileWidth, level.matrix.tileHeight, level.matrix.cellSize,
                level.matrix.cellSize}));
    }
    TUILERIE_CHECK(m_database->run("DELETE FROM gpkg_extensions"));
    return isCoverage ? describeCoverage() : Status();
}

} // namespace

Result<std::unique_ptr<TileSink>> openGeoPackageSink(const ExportPlan &plan, RecordLog &log)
{
    auto sink = std::make_unique<GeoPackageSink>(plan, log);
    TUILERIE_CHECK(sink->open());
    return sink;
}

} // namespace tuilerie
