// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/integration/relationtypes.h"

#include "source/vectorinspect.h"

#include <ogr_srs_api.h>

namespace tuilerie {

namespace {

QString columnType(OGRFieldDefnH field)
{
    const OGRFieldSubType sub = OGR_Fld_GetSubType(field);
    const int width = OGR_Fld_GetWidth(field);
    switch (OGR_Fld_GetType(field)) {
    case OFTInteger:
        return sub == OFSTBoolean ? QStringLiteral("boolean")
            : sub == OFSTInt16    ? QStringLiteral("smallint")
                                  : QStringLiteral("integer");
    case OFTInteger64: return QStringLiteral("bigint");
    case OFTReal: return sub == OFSTFloat32 ? QStringLiteral("real") : QStringLiteral("double precision");
    case OFTDate: return QStringLiteral("date");
    case OFTTime: return QStringLiteral("time without time zone");
    case OFTDateTime: return QStringLiteral("timestamp with time zone");
    case OFTBinary: return QStringLiteral("bytea");
    case OFTString:
        if (sub == OFSTJSON)
            return QStringLiteral("json");
        return width > 0 ? QStringLiteral("character varying(%1)").arg(width) : QStringLiteral("character varying");
    default: return QStringLiteral("text");
    }
}

} // namespace

QJsonObject relationOf(OGRLayerH layer)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    QJsonObject attributes;
    const QString key = QString::fromUtf8(OGR_L_GetFIDColumn(layer));
    if (!key.isEmpty())
        attributes.insert(key, QStringLiteral("bigint"));
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        attributes.insert(QString::fromUtf8(OGR_Fld_GetNameRef(field)), columnType(field));
    }
    const QString geometry = geometryName(OGR_L_GetGeomType(layer));
    if (const QString column = QString::fromUtf8(OGR_L_GetGeometryColumn(layer)); !column.isEmpty()) {
        const char *code = nullptr;
        if (OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer))
            code = OSRGetAuthorityCode(reference, nullptr);
        attributes.insert(
            column, QStringLiteral("geometry(%1,%2)").arg(geometry, code ? QString::fromLatin1(code) : QStringLiteral("0")));
    }
    return {{QStringLiteral("name"), QString::fromUtf8(OGR_L_GetName(layer))},
        {QStringLiteral("type"), QStringLiteral("TABLE")}, {QStringLiteral("attributes"), attributes},
        {QStringLiteral("primary_key"), key.isEmpty() ? QJsonArray() : QJsonArray{key}},
        {QStringLiteral("geometry_type"), geometry}, {QStringLiteral("features"), qint64(OGR_L_GetFeatureCount(layer, 1))}};
}

Result<Extent> degreesOf(const Extent &extent, const Crs &crs)
{
    constexpr double Least = 1e-7; // a centimetre
    TUILERIE_TRY(degrees, Crs::fromText(QStringLiteral("EPSG:4326")));
    TUILERIE_TRY(transform, CrsTransform::create(crs, degrees));
    // A point has no extent; a transformation of none is none.
    const double grow = crs.isGeographic() ? Least : 0.01;
    const Extent source = extent.isEmpty() ? extent.grown(grow, grow) : extent;
    return transform.forward(source);
}

} // namespace tuilerie
