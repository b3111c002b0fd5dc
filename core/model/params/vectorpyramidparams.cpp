// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/vectorpyramidparams.h"

#include "model/params/fieldjson.h"

#include <QCoreApplication>

namespace tuilerie {

const Fields<VectorTableParams> &VectorTableParams::fields()
{
    using P = VectorTableParams;
    static const Fields<P> table{field<P>(&P::table, {.name = "table", .isMandatory = true}),
        field<P>(&P::layer, {.name = "layer"}), field<P>(&P::attributes, {.name = "attributes"}),
        field<P>(&P::filter, {.name = "filter"}), field<P>(&P::top, {.name = "top_level"}),
        field<P>(&P::bottom, {.name = "bottom_level"})};
    return table;
}

QJsonObject VectorTableParams::toJson() const
{
    return writeFields(*this);
}

Result<VectorTableParams> VectorTableParams::fromJson(const QJsonObject &object)
{
    TUILERIE_TRY(table, paramsFromJson<VectorTableParams>(object));
    if (table.table.isEmpty())
        return fail(ErrorCode::Invalid,
            QCoreApplication::translate(
                "tuilerie::Parameters", "An entry of “composition” names no table. Give its “table”."));
    // What the Géoplateforme's portal says for all.
    if (table.attributes == QStringList{QStringLiteral("*")})
        table.attributes.clear();
    return table;
}

const Fields<VectorPyramidParams> &VectorPyramidParams::fields()
{
    using P = VectorPyramidParams;
    static const Fields<P> table = [] {
        Fields<P> made{field<P>(&P::paths, pathsInfo()), field<P>(&P::output, outputInfo())};
        made.insert(made.end(),
            {entries(&P::tables,
                 {.name = "composition",
                     .description = QT_TRANSLATE_NOOP(
                         "tuilerie::Parameters", "Tables: table, layer, attributes, filter, top_level, bottom_level"),
                     .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "every one with a geometry")}),
                field<P>(&P::extent,
                    {.name = "extent",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Vector tiles: units of a tile's side"),
                        .option = "extent",
                        .valueName = "UNITS",
                        .low = 256,
                        .high = 65536}),
                field<P>(&P::buffer,
                    {.name = "buffer",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Vector tiles: units beyond each border"),
                        .option = "buffer",
                        .valueName = "UNITS",
                        .high = 65536}),
                field<P>(&P::simplification,
                    {.name = "simplification",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Vector tiles: tolerance in those units"),
                        .option = "simplification",
                        .valueName = "UNITS",
                        .high = 1000}),
                field<P>(&P::maxTileBytes,
                    {.name = "max_tile_bytes",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Vector tiles: most bytes of a tile"),
                        .option = "max-tile-bytes",
                        .valueName = "N",
                        .low = 1000,
                        .high = 1 << 30}),
                field<P>(&P::maxTileFeatures,
                    {.name = "max_tile_features",
                        .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Vector tiles: most features of a tile"),
                        .option = "max-tile-features",
                        .valueName = "N",
                        .low = 1,
                        .high = 1 << 30})});
        addGridFields(made,
            {.top = "top_level",
                .bottom = "bottom_level",
                .bottomByDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "as detailed as the data")});
        addResourceFields(made);
        // A database has its own.
        FieldInfo crs = assignCrsInfo();
        crs.scope = FieldScope::Here;
        made.insert(made.end(),
            {field<P>(&P::assignCrs, crs), field<P>(&P::skipUnreadable, skipUnreadableInfo()),
                field<P>(&P::resume, resumeInfo())});
        return made;
    }();
    return table;
}

QJsonObject VectorPyramidParams::toJson() const
{
    return writeFields(*this);
}

Result<VectorPyramidParams> VectorPyramidParams::fromJson(const QJsonObject &object)
{
    return paramsFromJson<VectorPyramidParams>(object);
}

} // namespace tuilerie
