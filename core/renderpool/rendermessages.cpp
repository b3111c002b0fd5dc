// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/rendermessages.h"

#include <QJsonDocument>
#include <QtEndian>

namespace tuilerie {

namespace {

QJsonArray tablesJson(const std::vector<StyledTable> &tables)
{
    QJsonArray list;
    for (const StyledTable &table : tables)
        list.append(table.toJson());
    return list;
}

std::vector<StyledTable> tablesOf(const QJsonObject &object)
{
    std::vector<StyledTable> tables;
    for (const QJsonValue &value : object.value(QLatin1String("tables")).toArray())
        tables.push_back(StyledTable::fromJson(value.toObject()));
    return tables;
}

} // namespace

QByteArray renderFrame(const QJsonObject &head, qsizetype dataSize)
{
    const QByteArray json = QJsonDocument(head).toJson(QJsonDocument::Compact);
    QByteArray frame(8, Qt::Uninitialized);
    qToLittleEndian(quint32(json.size()), frame.data());
    qToLittleEndian(quint32(dataSize), frame.data() + 4);
    return frame + json;
}

QJsonObject renderRequest(const MapRequest &request)
{
    return {{QStringLiteral("op"), QStringLiteral("map")}, {QStringLiteral("tables"), tablesJson(request.tables)},
        {QStringLiteral("crs"), request.crs}, {QStringLiteral("extent"), request.extent.toJson()},
        {QStringLiteral("width"), request.width}, {QStringLiteral("height"), request.height},
        {QStringLiteral("dpi"), request.dpi}, {QStringLiteral("format"), request.format},
        {QStringLiteral("transparent"), request.transparent}, {QStringLiteral("background"), request.background},
        {QStringLiteral("part_of_larger"), request.partOfLarger}, {QStringLiteral("margin"), request.margin}};
}

QJsonObject renderRequest(const FeatureRequest &request)
{
    QJsonObject object = renderRequest(request.map);
    object.insert(QStringLiteral("op"), QStringLiteral("features"));
    object.insert(QStringLiteral("column"), request.column);
    object.insert(QStringLiteral("row"), request.row);
    object.insert(QStringLiteral("tolerance"), request.tolerance);
    object.insert(QStringLiteral("max_features"), request.maxFeatures);
    return object;
}

QJsonObject renderRequest(const LegendRequest &request)
{
    return {{QStringLiteral("op"), QStringLiteral("legend")}, {QStringLiteral("tables"), tablesJson(request.tables)},
        {QStringLiteral("width"), request.width}, {QStringLiteral("height"), request.height},
        {QStringLiteral("scale"), request.scaleDenominator}, {QStringLiteral("rule"), request.rule},
        {QStringLiteral("format"), request.format}, {QStringLiteral("transparent"), request.transparent}};
}

MapRequest mapRequestOf(const QJsonObject &object)
{
    MapRequest request;
    request.tables = tablesOf(object);
    request.crs = object.value(QLatin1String("crs")).toString();
    const QJsonArray extent = object.value(QLatin1String("extent")).toArray();
    request.extent = {extent.at(0).toDouble(), extent.at(1).toDouble(), extent.at(2).toDouble(), extent.at(3).toDouble()};
    request.width = object.value(QLatin1String("width")).toInt();
    request.height = object.value(QLatin1String("height")).toInt();
    request.dpi = object.value(QLatin1String("dpi")).toDouble(request.dpi);
    request.format = object.value(QLatin1String("format")).toString();
    request.transparent = object.value(QLatin1String("transparent")).toBool();
    request.background = object.value(QLatin1String("background")).toString();
    request.partOfLarger = object.value(QLatin1String("part_of_larger")).toBool();
    request.margin = object.value(QLatin1String("margin")).toInt();
    return request;
}

FeatureRequest featureRequestOf(const QJsonObject &object)
{
    FeatureRequest request;
    request.map = mapRequestOf(object);
    request.column = object.value(QLatin1String("column")).toInt();
    request.row = object.value(QLatin1String("row")).toInt();
    request.tolerance = object.value(QLatin1String("tolerance")).toInt();
    request.maxFeatures = object.value(QLatin1String("max_features")).toInt();
    return request;
}

LegendRequest legendRequestOf(const QJsonObject &object)
{
    LegendRequest request;
    request.tables = tablesOf(object);
    request.width = object.value(QLatin1String("width")).toInt();
    request.height = object.value(QLatin1String("height")).toInt();
    request.scaleDenominator = object.value(QLatin1String("scale")).toDouble();
    request.rule = object.value(QLatin1String("rule")).toString();
    request.format = object.value(QLatin1String("format")).toString();
    request.transparent = object.value(QLatin1String("transparent")).toBool();
    return request;
}

QJsonObject renderError(const Error &error)
{
    return {{QStringLiteral("error"),
        QJsonObject{{QStringLiteral("code"), int(error.code)}, {QStringLiteral("message"), error.message},
            {QStringLiteral("detail"), error.detail}}}};
}

Error renderErrorOf(const QJsonObject &object)
{
    const QJsonObject error = object.value(QLatin1String("error")).toObject();
    return {ErrorCode(error.value(QLatin1String("code")).toInt(int(ErrorCode::Internal))),
        error.value(QLatin1String("message")).toString(), error.value(QLatin1String("detail")).toString()};
}

} // namespace tuilerie
