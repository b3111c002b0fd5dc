// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

#include "generate/raster/parameterreader.h"

#include <QCoreApplication>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramidParams", text);
}

Result<VectorTableParams> tableFromJson(const QJsonObject &object)
{
    VectorTableParams table;
    const ParameterReader read(object);
    TUILERIE_CHECK(read.text("table", table.table));
    if (table.table.isEmpty())
        return fail(ErrorCode::Invalid, tr("An entry of “composition” names no table. Give its “table”."));
    TUILERIE_CHECK(read.text("layer", table.layer));
    TUILERIE_CHECK(read.text("filter", table.filter));
    TUILERIE_CHECK(read.text("top_level", table.top));
    TUILERIE_CHECK(read.text("bottom_level", table.bottom));
    TUILERIE_CHECK(read.texts("attributes", table.attributes));
    if (table.attributes == QStringList{QStringLiteral("*")})
        table.attributes.clear();
    return table;
}

QJsonObject tableToJson(const VectorTableParams &table)
{
    QJsonObject object{{QStringLiteral("table"), table.table}};
    const auto put = [&object](const QString &name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    };
    put(QStringLiteral("layer"), table.layer);
    put(QStringLiteral("filter"), table.filter);
    put(QStringLiteral("top_level"), table.top);
    put(QStringLiteral("bottom_level"), table.bottom);
    if (!table.attributes.isEmpty())
        object.insert(QStringLiteral("attributes"), QJsonArray::fromStringList(table.attributes));
    return object;
}

} // namespace

QJsonObject VectorPyramidParams::toJson() const
{
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)}, {QStringLiteral("output"), output},
        {QStringLiteral("tms"), tms}, {QStringLiteral("extent"), extent}, {QStringLiteral("buffer"), buffer},
        {QStringLiteral("simplification"), simplification}, {QStringLiteral("max_tile_bytes"), maxTileBytes},
        {QStringLiteral("max_tile_features"), maxTileFeatures}, {QStringLiteral("width"), slabWidth},
        {QStringLiteral("height"), slabHeight}, {QStringLiteral("parallelization"), workers},
        {QStringLiteral("memory"), memoryMiB}, {QStringLiteral("resume"), resume}};
    if (skipUnreadable)
        object.insert(QStringLiteral("skip_unreadable"), true);
    const auto put = [&object](const QString &name, const QString &value) {
        if (!value.isEmpty())
            object.insert(name, value);
    };
    put(QStringLiteral("assign_crs"), assignCrs);
    put(QStringLiteral("top_level"), top);
    put(QStringLiteral("bottom_level"), bottom);
    if (!tables.empty()) {
        QJsonArray composition;
        for (const VectorTableParams &table : tables)
            composition.append(tableToJson(table));
        object.insert(QStringLiteral("composition"), composition);
    }
    return object;
}

Result<VectorPyramidParams> VectorPyramidParams::fromJson(const QJsonObject &object)
{
    VectorPyramidParams params;
    const ParameterReader read(object);
    TUILERIE_CHECK(read.texts("paths", params.paths));
    TUILERIE_CHECK(read.text("output", params.output));
    TUILERIE_CHECK(read.text("assign_crs", params.assignCrs));
    TUILERIE_CHECK(read.text("tms", params.tms));
    // "top" and "bottom" are what the raster's processing calls them.
    TUILERIE_CHECK(read.text("top", params.top));
    TUILERIE_CHECK(read.text("bottom", params.bottom));
    TUILERIE_CHECK(read.text("top_level", params.top));
    TUILERIE_CHECK(read.text("bottom_level", params.bottom));
    TUILERIE_CHECK(read.integer("extent", 256, 65536, params.extent));
    TUILERIE_CHECK(read.integer("buffer", 0, 65536, params.buffer));
    TUILERIE_CHECK(read.integer("max_tile_bytes", 1000, 1 << 30, params.maxTileBytes));
    TUILERIE_CHECK(read.integer("max_tile_features", 1, 1 << 30, params.maxTileFeatures));
    TUILERIE_CHECK(read.integer("width", 1, 256, params.slabWidth));
    TUILERIE_CHECK(read.integer("height", 1, 256, params.slabHeight));
    TUILERIE_CHECK(read.integer("parallelization", 0, 1024, params.workers));
    TUILERIE_CHECK(read.integer("memory", 0, 1 << 30, params.memoryMiB));
    TUILERIE_CHECK(read.boolean("resume", params.resume));
    TUILERIE_CHECK(read.boolean("skip_unreadable", params.skipUnreadable));
    TUILERIE_CHECK(read.number("simplification", 0, 1000, params.simplification));
    const QJsonValue composition = object.value(QLatin1String("composition"));
    if (!composition.isUndefined() && !composition.isNull() && !composition.isArray())
        return fail(ErrorCode::Invalid, tr("The parameter “composition” must be a list of tables."));
    for (const QJsonValue &entry : composition.toArray()) {
        TUILERIE_TRY(table, tableFromJson(entry.toObject()));
        params.tables.push_back(table);
    }
    return params;
}

QJsonObject VectorPyramidResult::toJson() const
{
    return {{QStringLiteral("descriptor"), descriptorPath}, {QStringLiteral("features"), features},
        {QStringLiteral("slabs"), slabs}, {QStringLiteral("tiles"), tiles}, {QStringLiteral("bytes"), bytes},
        {QStringLiteral("reduced_tiles"), reducedTiles}, {QStringLiteral("dropped_features"), droppedFeatures},
        {QStringLiteral("seconds"), seconds}, {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
