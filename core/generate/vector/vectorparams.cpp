// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/vector/vectorpyramid.h"

#include <QCoreApplication>

#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::VectorPyramidParams", text);
}

Status takeString(const QJsonObject &object, QLatin1String name, QString &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    // Level ids are often written as numbers.
    if (found.isDouble() && found.toDouble() == std::floor(found.toDouble()))
        value = QString::number(found.toInteger());
    else if (found.isString())
        value = found.toString();
    else
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a text.").arg(name));
    return {};
}

Status takeInt(const QJsonObject &object, QLatin1String name, int low, int high, int &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    bool good = found.isDouble();
    double number = found.toDouble();
    if (found.isString())
        number = found.toString().toInt(&good);
    if (!good || number != std::floor(number) || number < low || number > high)
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a whole number from %2 to %3.").arg(name).arg(low).arg(high));
    value = int(number);
    return {};
}

Status takeBool(const QJsonObject &object, QLatin1String name, bool &value)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    const QString text = found.toString();
    if (!found.isBool() && text != QLatin1String("true") && text != QLatin1String("false"))
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be true or false.").arg(name));
    value = found.isBool() ? found.toBool() : text == QLatin1String("true");
    return {};
}

/// A list of texts, or one text that stands for a list of one.
Status takeTexts(const QJsonObject &object, QLatin1String name, QStringList &texts)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    if (found.isString()) {
        texts = {found.toString()};
        return {};
    }
    QStringList list;
    bool good = found.isArray();
    for (const QJsonValue &text : found.toArray()) {
        good = good && text.isString();
        list << text.toString();
    }
    if (!good)
        return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a list of texts.").arg(name));
    texts = list;
    return {};
}

Result<VectorTableParams> tableFromJson(const QJsonObject &object)
{
    VectorTableParams table;
    TUILERIE_CHECK(takeString(object, QLatin1String("table"), table.table));
    if (table.table.isEmpty())
        return fail(ErrorCode::Invalid, tr("An entry of “composition” names no table. Give its “table”."));
    TUILERIE_CHECK(takeString(object, QLatin1String("layer"), table.layer));
    TUILERIE_CHECK(takeString(object, QLatin1String("filter"), table.filter));
    TUILERIE_CHECK(takeString(object, QLatin1String("top_level"), table.top));
    TUILERIE_CHECK(takeString(object, QLatin1String("bottom_level"), table.bottom));
    TUILERIE_CHECK(takeTexts(object, QLatin1String("attributes"), table.attributes));
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
    QJsonObject object{{QStringLiteral("paths"), QJsonArray::fromStringList(paths)},
                       {QStringLiteral("output"), output},
                       {QStringLiteral("tms"), tms},
                       {QStringLiteral("extent"), extent},
                       {QStringLiteral("buffer"), buffer},
                       {QStringLiteral("simplification"), simplification},
                       {QStringLiteral("max_tile_bytes"), maxTileBytes},
                       {QStringLiteral("max_tile_features"), maxTileFeatures},
                       {QStringLiteral("width"), slabWidth},
                       {QStringLiteral("height"), slabHeight},
                       {QStringLiteral("parallelization"), workers},
                       {QStringLiteral("memory"), memoryMiB},
                       {QStringLiteral("resume"), resume}};
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
    TUILERIE_CHECK(takeTexts(object, QLatin1String("paths"), params.paths));
    TUILERIE_CHECK(takeString(object, QLatin1String("output"), params.output));
    TUILERIE_CHECK(takeString(object, QLatin1String("assign_crs"), params.assignCrs));
    TUILERIE_CHECK(takeString(object, QLatin1String("tms"), params.tms));
    // "top" and "bottom" are what the raster's processing calls them.
    TUILERIE_CHECK(takeString(object, QLatin1String("top"), params.top));
    TUILERIE_CHECK(takeString(object, QLatin1String("bottom"), params.bottom));
    TUILERIE_CHECK(takeString(object, QLatin1String("top_level"), params.top));
    TUILERIE_CHECK(takeString(object, QLatin1String("bottom_level"), params.bottom));
    TUILERIE_CHECK(takeInt(object, QLatin1String("extent"), 256, 65536, params.extent));
    TUILERIE_CHECK(takeInt(object, QLatin1String("buffer"), 0, 65536, params.buffer));
    TUILERIE_CHECK(takeInt(object, QLatin1String("max_tile_bytes"), 1000, 1 << 30, params.maxTileBytes));
    TUILERIE_CHECK(takeInt(object, QLatin1String("max_tile_features"), 1, 1 << 30, params.maxTileFeatures));
    TUILERIE_CHECK(takeInt(object, QLatin1String("width"), 1, 256, params.slabWidth));
    TUILERIE_CHECK(takeInt(object, QLatin1String("height"), 1, 256, params.slabHeight));
    TUILERIE_CHECK(takeInt(object, QLatin1String("parallelization"), 0, 1024, params.workers));
    TUILERIE_CHECK(takeInt(object, QLatin1String("memory"), 0, 1 << 30, params.memoryMiB));
    TUILERIE_CHECK(takeBool(object, QLatin1String("resume"), params.resume));
    TUILERIE_CHECK(takeBool(object, QLatin1String("skip_unreadable"), params.skipUnreadable));
    if (const QJsonValue value = object.value(QLatin1String("simplification")); !value.isUndefined() && !value.isNull()) {
        params.simplification = value.toDouble(-1);
        if (!(params.simplification >= 0 && params.simplification <= 1000))
            return fail(ErrorCode::Invalid, tr("The parameter “%1” must be a number from 0 to 1000.").arg(QLatin1String("simplification")));
    }
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
    return {{QStringLiteral("descriptor"), descriptorPath},
            {QStringLiteral("features"), features},
            {QStringLiteral("slabs"), slabs},
            {QStringLiteral("tiles"), tiles},
            {QStringLiteral("bytes"), bytes},
            {QStringLiteral("reduced_tiles"), reducedTiles},
            {QStringLiteral("dropped_features"), droppedFeatures},
            {QStringLiteral("seconds"), seconds},
            {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)}};
}

} // namespace tuilerie
