// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vectorinspect.h"

#include "source/gdalsupport.h"
#include "source/lascrs.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorSource", sentence);
}

Error unreadable(const QString &path, const QString &gdalText)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path), gdalText};
    if (!info.isReadable())
        return {ErrorCode::Denied, tr("%1 cannot be opened: no permission. Ask for the right to read it.").arg(path), gdalText};
    return {ErrorCode::Corrupt,
            tr("%1 cannot be read as vector data: it is damaged, incomplete or of another format. Copy it again from its source, or leave it out.").arg(path),
            gdalText};
}

QString crsOfLayer(OGRLayerH layer)
{
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
    if (!srs || OSRIsLocal(srs))
        return {};
    char *text = nullptr;
    const char *options[] = {"FORMAT=WKT2_2019", nullptr};
    const QByteArray wkt = OSRExportToWktEx(srs, &text, options) == OGRERR_NONE ? QByteArray(text) : QByteArray();
    CPLFree(text);
    return wkt.isEmpty() ? QString() : crsOfWkt(wkt);
}

} // namespace

Result<std::vector<VectorLayerInfo>> readVectorLayers(const QString &path)
{
    ensureGdal();
    GdalErrorTrap trap;
    const GdalDataset dataset(GDALOpenEx(path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
    if (!dataset)
        return fail(unreadable(path, trap.text()));
    std::vector<VectorLayerInfo> layers;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset.get(), i);
        VectorLayerInfo info;
        info.path = path;
        info.driver = QString::fromLatin1(GDALGetDriverShortName(GDALGetDatasetDriver(dataset.get())));
        info.name = QString::fromUtf8(OGR_L_GetName(layer));
        const OGRwkbGeometryType type = OGR_L_GetGeomType(layer);
        // GDAL writes "Multi Polygon" and "Unknown (any)".
        if (type == wkbNone)
            info.geometry = QStringLiteral("None");
        else if (OGR_GT_Flatten(type) == wkbUnknown)
            info.geometry = QStringLiteral("Geometry");
        else
            info.geometry = QString::fromLatin1(OGRGeometryTypeToName(OGR_GT_Flatten(type))).remove(QLatin1Char(' '));
        info.features = OGR_L_GetFeatureCount(layer, TRUE);
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
        for (int f = 0; f < OGR_FD_GetFieldCount(definition); ++f) {
            OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, f);
            info.fields.push_back({QString::fromUtf8(OGR_Fld_GetNameRef(field)), QString::fromLatin1(OGR_GetFieldTypeName(OGR_Fld_GetType(field)))});
        }
        if (type != wkbNone) {
            info.crs = crsOfLayer(layer);
            OGREnvelope box{};
            if (OGR_L_GetExtent(layer, &box, TRUE) == OGRERR_NONE)
                info.extent = Extent{box.MinX, box.MinY, box.MaxX, box.MaxY};
        }
        layers.push_back(std::move(info));
    }
    if (layers.empty() && !trap.text().isEmpty())
        return fail(unreadable(path, trap.text()));
    return layers;
}

} // namespace tuilerie
