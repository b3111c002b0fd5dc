// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vectorinspect.h"

#include "base/filename.h"
#include "source/sqldump/dumpcopy.h"
#include "source/unreadable.h"
#include "source/vectoropen.h"

#include <QFileInfo>
#include <QHash>

#include <gdal.h>
#include <ogr_api.h>

#include <cmath>

namespace tuilerie {

namespace {

/// Texts of one column of a query; none where it cannot be run (the table does not exist).
QStringList column(GDALDatasetH dataset, const char *sql, int number = 0)
{
    const GdalErrorTrap trap;
    QStringList texts;
    OGRLayerH rows = GDALDatasetExecuteSQL(dataset, sql, nullptr, nullptr);
    if (!rows)
        return texts;
    while (OGRFeatureH row = OGR_L_GetNextFeature(rows)) {
        texts << QString::fromUtf8(OGR_F_GetFieldAsString(row, number));
        OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(dataset, rows);
    return texts;
}

/// Style names of each table.
QHash<QString, QStringList> storedStyles(GDALDatasetH dataset)
{
    QHash<QString, QStringList> styles;
    if (column(dataset, "SELECT name FROM sqlite_master WHERE name = 'layer_styles'").isEmpty())
        return styles;
    const char *sql = "SELECT f_table_name, styleName FROM layer_styles ORDER BY useAsDefault DESC, id";
    const QStringList tables = column(dataset, sql, 0);
    const QStringList names = column(dataset, sql, 1);
    for (qsizetype i = 0; i < std::min(tables.size(), names.size()); ++i)
        styles[tables[i]] << names[i];
    return styles;
}

std::optional<bool> spatialIndexOf(GDALDatasetH dataset, OGRLayerH layer, const QString &driver, const QString &path)
{
    if (driver == QLatin1String("GPKG")) {
        QByteArray sql(
            "SELECT 1 FROM gpkg_extensions WHERE extension_name = 'gpkg_rtree_index' AND lower(table_name) = lower('");
        sql.append(QByteArray(OGR_L_GetName(layer)).replace('\'', "''")).append("')");
        return !column(dataset, sql.constData()).isEmpty();
    }
    if (driver == QLatin1String("ESRI Shapefile")) {
        const QString stem = path.left(path.size() - QFileInfo(path).suffix().size());
        return isFile(stem + QStringLiteral("qix")) || isFile(stem + QStringLiteral("QIX"))
            || isFile(stem + QStringLiteral("sbn"));
    }
    if (driver == QLatin1String("FlatGeobuf"))
        return OGR_L_TestCapability(layer, OLCFastSpatialFilter) != 0;
    return {};
}

void readEncoding(OGRLayerH layer, VectorLayerInfo &info)
{
    if (info.driver != QLatin1String("ESRI Shapefile")) {
        info.encoding = QStringLiteral("UTF-8"); // the others' specifications say so
        return;
    }
    const auto item = [layer](const char *name) { return QString::fromUtf8(GDALGetMetadataItem(layer, name, "SHAPEFILE")); };
    if (const QString cpg = item("ENCODING_FROM_CPG"); !cpg.isEmpty()) {
        info.encoding = cpg;
        info.encodingFrom = QStringLiteral(".cpg");
    } else if (const QString ldid = item("ENCODING_FROM_LDID"); !ldid.isEmpty()) {
        info.encoding = ldid;
        info.encodingFrom = QStringLiteral("LDID");
    }
}

} // namespace

QString geometryName(int type)
{
    const auto known = OGRwkbGeometryType(type);
    if (known == wkbNone)
        return QStringLiteral("None");
    if (OGR_GT_Flatten(known) == wkbUnknown)
        return QStringLiteral("Geometry");
    return QString::fromLatin1(OGRGeometryTypeToName(OGR_GT_Flatten(known))).remove(QLatin1Char(' '));
}

Result<std::vector<VectorLayerInfo>> readVectorLayers(const QString &path)
{
    TUILERIE_TRY(dataset, openVector(path));
    GdalErrorTrap trap;
    const QString driver = QString::fromLatin1(GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get())));
    const auto styles = driver == QLatin1String("GPKG") ? storedStyles(dataset.get()) : QHash<QString, QStringList>{};
    std::vector<VectorLayerInfo> layers;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
        VectorLayerInfo info;
        info.path = path;
        info.driver = isSqlDump(path) ? QStringLiteral("SQL") : driver; // whose tables lie in a GeoPackage of ours
        info.name = QString::fromUtf8(OGR_L_GetName(layer));
        if (driver == QLatin1String("GPKG") && info.name == QLatin1String("layer_styles"))
            continue; // it is shown as the styles of the others
        const OGRwkbGeometryType type = OGR_L_GetGeomType(layer);
        info.geometry = geometryName(type);
        info.hasZ = type != wkbNone && OGR_GT_HasZ(type);
        info.hasM = type != wkbNone && OGR_GT_HasM(type);
        info.features = OGR_L_GetFeatureCount(layer, TRUE);
        info.fidColumn = QString::fromUtf8(OGR_L_GetFIDColumn(layer));
        info.geometryColumn = QString::fromUtf8(OGR_L_GetGeometryColumn(layer));
        info.styles = styles.value(info.name);
        readEncoding(layer, info);
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
        for (int f = 0; f < OGR_FD_GetFieldCount(definition); ++f) {
            OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, f);
            info.fields.push_back({QString::fromUtf8(OGR_Fld_GetNameRef(field)),
                QString::fromLatin1(OGR_GetFieldTypeName(OGR_Fld_GetType(field)))});
        }
        if (type != wkbNone) {
            info.crs = crsOfVectorLayer(layer);
            info.hasSpatialIndex = spatialIndexOf(dataset.get(), layer, driver, path);
            OGREnvelope box{};
            if (info.features > 0 && OGR_L_GetExtent(layer, &box, TRUE) == OGRERR_NONE
                && std::isfinite(box.MinX + box.MinY + box.MaxX + box.MaxY))
                info.extent = Extent{box.MinX, box.MinY, box.MaxX, box.MaxY};
        }
        layers.push_back(std::move(info));
    }
    if (layers.empty() && !trap.text().isEmpty())
        return fail(unreadableFile(path, SourceKind::Vector, trap.text()));
    return layers;
}

QStringList sqliteLeftovers(const QString &path)
{
    QStringList names;
    for (const char *end : {"-wal", "-journal"}) {
        const FileStatus beside = fileStatus(path + QLatin1String(end));
        if (beside.isFile && beside.size > 0)
            names << QFileInfo(path).fileName() + QLatin1String(end);
    }
    return names;
}

} // namespace tuilerie
