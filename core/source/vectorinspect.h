// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"

#include <QStringList>
#include <optional>
#include <vector>

namespace tuilerie {

/// One table of a vector file, as its driver sees it. Thread: any.
struct VectorLayerInfo
{
    struct Field
    {
        QString name;
        QString type; ///< GDAL's name: "String", "Integer", "Real", "Date"…
    };
    QString path;
    QString driver; ///< GDAL's short name: "GPKG", "ESRI Shapefile"…
    QString name;
    QString geometry;  ///< OGC's name: "Point", "MultiPolygon"…, "None" for a table without geometry
    bool hasZ = false; ///< as declared
    bool hasM = false;
    qint64 features = 0;
    std::vector<Field> fields;
    QString fidColumn;                   ///< empty where the format has none
    QString geometryColumn;              ///< empty where the format does not name it
    QString crs;                         ///< "EPSG:2154", or WKT; empty when the file says nothing
    std::optional<Extent> extent;        ///< in `crs`, x/y order; unset for a layer without geometry or without features
    std::optional<bool> hasSpatialIndex; ///< unset for a format that has none, and for a layer without geometry
    QString encoding;     ///< of the texts, as the file declares it: "UTF-8", "ISO-8859-1"; empty when it does not
    QString encodingFrom; ///< Shapefile: ".cpg", "LDID" (a byte of the .dbf) or empty
    QStringList styles;   ///< names of the styles stored for it (a GeoPackage's layer_styles)
};

/// OGC's name of an OGRwkbGeometryType, as VectorLayerInfo has it: GDAL writes "Multi Polygon" and "Unknown (any)".
QString geometryName(int type);

/// The layers of one file. Errors name it: NotFound, Denied, Corrupt.
Result<std::vector<VectorLayerInfo>> readVectorLayers(const QString &path);

/// What SQLite left beside a GeoPackage whose writer did not close it: names of "-wal" and "-journal" files that hold
/// something. Their changes are not in the file itself.
QStringList sqliteLeftovers(const QString &path);

} // namespace tuilerie
