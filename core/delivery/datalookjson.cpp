// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/datalook.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

// NaN and the infinities have no number in JSON.
QJsonValue numberToJson(double number)
{
    return std::isfinite(number) ? QJsonValue(number) : QJsonValue(QString::number(number));
}

double number(const QJsonValue &value)
{
    return value.isString() ? value.toString().toDouble() : value.toDouble();
}

QJsonArray extentToJson(const Extent &extent)
{
    return {numberToJson(extent.west), numberToJson(extent.south), numberToJson(extent.east), numberToJson(extent.north)};
}

Extent extentOf(const QJsonValue &value)
{
    const QJsonArray sides = value.toArray();
    return {number(sides.at(0)), number(sides.at(1)), number(sides.at(2)), number(sides.at(3))};
}

QJsonObject rasterToJson(const RasterInfo &info)
{
    return {{u"crs"_s, info.crs}, {u"extent"_s, extentToJson(info.extent)}, {u"cell_size_x"_s, numberToJson(info.cellSizeX)},
        {u"cell_size_y"_s, numberToJson(info.cellSizeY)}, {u"bands"_s, info.bands}, {u"colours"_s, info.colours},
        {u"type"_s, int(info.type)}, {u"nodata"_s, info.nodata ? numberToJson(*info.nodata) : QJsonValue()},
        {u"one_nodata"_s, info.hasOneNodata}, {u"mask"_s, info.hasMask}, {u"alpha"_s, info.hasAlpha},
        {u"palette"_s, info.hasPalette}, {u"see_through"_s, info.isSeeThrough}, {u"driver"_s, info.driver},
        {u"compression"_s, info.compression}, {u"files"_s, info.files}, {u"width"_s, info.width},
        {u"height"_s, info.height}};
}

RasterInfo rasterOf(const QJsonObject &object)
{
    RasterInfo info;
    info.crs = object["crs"_L1].toString();
    info.extent = extentOf(object["extent"_L1]);
    info.cellSizeX = number(object["cell_size_x"_L1]);
    info.cellSizeY = number(object["cell_size_y"_L1]);
    info.bands = object["bands"_L1].toInt();
    info.colours = object["colours"_L1].toInt();
    info.type = RasterSampleType(std::clamp(object["type"_L1].toInt(), 0, int(RasterSampleType::Other)));
    if (const QJsonValue nodata = object["nodata"_L1]; nodata.isDouble() || nodata.isString())
        info.nodata = number(nodata);
    info.hasOneNodata = object["one_nodata"_L1].toBool(true);
    info.hasMask = object["mask"_L1].toBool();
    info.hasAlpha = object["alpha"_L1].toBool();
    info.hasPalette = object["palette"_L1].toBool();
    info.isSeeThrough = object["see_through"_L1].toBool();
    info.driver = object["driver"_L1].toString();
    info.compression = object["compression"_L1].toString();
    info.files = object["files"_L1].toInteger();
    info.width = object["width"_L1].toInteger();
    info.height = object["height"_L1].toInteger();
    return info;
}

QJsonObject tableToJson(const VectorLayerInfo &table)
{
    QJsonArray fields;
    for (const VectorLayerInfo::Field &field : table.fields)
        fields.append(QJsonArray{field.name, field.type});
    return {{u"path"_s, table.path}, {u"driver"_s, table.driver}, {u"name"_s, table.name}, {u"geometry"_s, table.geometry},
        {u"z"_s, table.hasZ}, {u"m"_s, table.hasM}, {u"features"_s, table.features}, {u"fields"_s, fields},
        {u"fid"_s, table.fidColumn}, {u"geometry_column"_s, table.geometryColumn}, {u"crs"_s, table.crs},
        {u"extent"_s, table.extent ? QJsonValue(extentToJson(*table.extent)) : QJsonValue()},
        {u"spatial_index"_s, table.hasSpatialIndex ? QJsonValue(*table.hasSpatialIndex) : QJsonValue()},
        {u"encoding"_s, table.encoding}, {u"encoding_from"_s, table.encodingFrom},
        {u"styles"_s, QJsonArray::fromStringList(table.styles)}};
}

VectorLayerInfo tableOf(const QJsonObject &object)
{
    VectorLayerInfo table;
    table.path = object["path"_L1].toString();
    table.driver = object["driver"_L1].toString();
    table.name = object["name"_L1].toString();
    table.geometry = object["geometry"_L1].toString();
    table.hasZ = object["z"_L1].toBool();
    table.hasM = object["m"_L1].toBool();
    table.features = object["features"_L1].toInteger();
    for (const QJsonValue field : object["fields"_L1].toArray())
        table.fields.push_back({field[0].toString(), field[1].toString()});
    table.fidColumn = object["fid"_L1].toString();
    table.geometryColumn = object["geometry_column"_L1].toString();
    table.crs = object["crs"_L1].toString();
    if (object["extent"_L1].isArray())
        table.extent = extentOf(object["extent"_L1]);
    if (object["spatial_index"_L1].isBool())
        table.hasSpatialIndex = object["spatial_index"_L1].toBool();
    table.encoding = object["encoding"_L1].toString();
    table.encodingFrom = object["encoding_from"_L1].toString();
    for (const QJsonValue style : object["styles"_L1].toArray())
        table.styles << style.toString();
    return table;
}

QJsonObject cloudToJson(const PointCloudFiles &cloud)
{
    QJsonArray formats;
    for (const auto &[version, format] : cloud.formats)
        formats.append(QJsonArray{version, format});
    return {{u"files"_s, cloud.files}, {u"points"_s, cloud.points}, {u"formats"_s, formats},
        {u"z"_s, QJsonArray{numberToJson(cloud.minZ), numberToJson(cloud.maxZ)}}};
}

PointCloudFiles cloudOf(const QJsonObject &object)
{
    PointCloudFiles cloud;
    cloud.files = object["files"_L1].toInteger();
    cloud.points = object["points"_L1].toInteger();
    for (const QJsonValue format : object["formats"_L1].toArray())
        cloud.formats.emplace_back(format[0].toInt(), format[1].toInt());
    cloud.minZ = number(object["z"_L1][0]);
    cloud.maxZ = number(object["z"_L1][1]);
    return cloud;
}

} // namespace

QJsonObject DataLook::toJson() const
{
    QJsonArray prints, list;
    for (const Extent &footprint : footprints)
        prints.append(extentToJson(footprint));
    for (const VectorLayerInfo &table : tables)
        list.append(tableToJson(table));
    return {{u"kind"_s, publishKindName(kind)}, {u"is_folder"_s, isFolder}, {u"crs"_s, crs},
        {u"extent"_s, extentToJson(extent)}, {u"files"_s, files}, {u"bytes"_s, bytes}, {u"problems"_s, problems},
        {u"raster"_s, rasterToJson(raster)}, {u"footprints"_s, prints}, {u"tables"_s, list},
        {u"cloud"_s, cloudToJson(cloud)}, {u"channels"_s, channels}, {u"has_values"_s, hasValues}};
}

DataLook DataLook::fromJson(const QJsonObject &object)
{
    DataLook look;
    look.kind = publishKindFromName(object["kind"_L1].toString());
    look.isFolder = object["is_folder"_L1].toBool();
    look.crs = object["crs"_L1].toString();
    look.extent = extentOf(object["extent"_L1]);
    look.files = object["files"_L1].toInteger();
    look.bytes = object["bytes"_L1].toInteger();
    look.problems = object["problems"_L1].toInt();
    look.raster = rasterOf(object["raster"_L1].toObject());
    for (const QJsonValue footprint : object["footprints"_L1].toArray())
        look.footprints.push_back(extentOf(footprint));
    for (const QJsonValue table : object["tables"_L1].toArray())
        look.tables.push_back(tableOf(table.toObject()));
    look.cloud = cloudOf(object["cloud"_L1].toObject());
    look.channels = object["channels"_L1].toInt();
    look.hasValues = object["has_values"_L1].toBool();
    return look;
}

} // namespace tuilerie
