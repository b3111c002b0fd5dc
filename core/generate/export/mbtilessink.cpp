// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/export/sqlitesink.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tuilerie {

namespace {

// MBTiles 1.3: tiles is a view where equal ones are kept once.
const char schema[] = R"(
    CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE map (id INTEGER PRIMARY KEY, zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
    CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
    CREATE TABLE images (tile_id TEXT PRIMARY KEY, tile_data BLOB);
    CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images ON images.tile_id = map.tile_id;
)";

QString numbers(std::initializer_list<double> values)
{
    QStringList texts;
    for (const double value : values)
        texts << QString::number(value, 'f', 7);
    return texts.join(QLatin1Char(','));
}

class MbTilesSink final : public SqliteSink
{
public:
    MbTilesSink(const ExportPlan &plan, RecordLog &log)
        : SqliteSink(plan, log)
    {
    }
    Status open() { return SqliteSink::open(schema); }
    qint64 contents() const override { return m_database->number("SELECT count(*) FROM images"); }

protected:
    Status insert(const ExportTile &tile) override;
    Status describe() override;
    QByteArray marks() const override { return "PRAGMA application_id = 0x4d504258; PRAGMA user_version = 0"; }
};

Status MbTilesSink::insert(const ExportTile &tile)
{
    const ExportLevel &level = m_plan.levels[tile.place.level];
    const QString id =
        QString::fromLatin1(QCryptographicHash::hash(tile.bytes, QCryptographicHash::Sha256).toHex().left(32));
    TUILERIE_CHECK(m_database->run("INSERT OR IGNORE INTO images (tile_id, tile_data) VALUES (?, ?)", {id, tile.bytes}));
    // Rows are counted from the south (MBTiles 1.3, "Tiles").
    return m_database->run("INSERT OR REPLACE INTO map VALUES (?, ?, ?, ?, ?)",
        {qint64(tile.place.key + 1), level.zoom, tile.place.col, level.matrix.matrixHeight - 1 - tile.place.row, id});
}

Status MbTilesSink::describe()
{
    const bool isVector = m_plan.form == TileForm::Vector;
    const Extent &bounds = m_plan.bounds;
    std::vector<std::pair<const char *, QString>> rows{
        {"name", m_plan.title},
        {"format",
            isVector                           ? QStringLiteral("pbf")
                : m_plan.form == TileForm::Png ? QStringLiteral("png")
                                               : QStringLiteral("jpg")},
        {"bounds", numbers({bounds.west, bounds.south, bounds.east, bounds.north})},
        {"center",
            numbers({(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2})
                + QStringLiteral(",%1").arg(m_plan.overviewZoom())},
        {"minzoom", QString::number(m_plan.levels.front().zoom)},
        {"maxzoom", QString::number(m_plan.levels.back().zoom)},
        {"type", QStringLiteral("overlay")},
        {"description", m_plan.abstract},
        {"attribution", m_plan.attribution},
    };
    if (isVector) {
        const QJsonObject json{{QStringLiteral("vector_layers"), vectorLayersOf(m_plan)}};
        rows.emplace_back("json", QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
    }
    for (const auto &[name, value] : rows) {
        if (!value.isEmpty())
            TUILERIE_CHECK(
                m_database->run("INSERT OR REPLACE INTO metadata VALUES (?, ?)", {QString::fromLatin1(name), value}));
    }
    return {};
}

} // namespace

Result<std::unique_ptr<TileSink>> openMbTilesSink(const ExportPlan &plan, RecordLog &log)
{
    auto sink = std::make_unique<MbTilesSink>(plan, log);
    TUILERIE_CHECK(sink->open());
    return sink;
}

} // namespace tuilerie
