// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vectoropen.h"

#include "source/lascrs.h"
#include "sqlite/sqlite.h"
#include "source/vectorinspect.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <vector>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorSource", sentence);
}

} // namespace

Error unreadableVector(const QString &path, const QString &gdalText)
{
    const QFileInfo info(path);
    if (!info.exists() && !path.startsWith(QLatin1String("/vsi")))
        return {ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path), gdalText};
    if (info.exists() && !info.isReadable())
        return {
            ErrorCode::Denied, tr("%1 cannot be opened: no permission. Ask for the right to read it.").arg(path), gdalText};
    return {ErrorCode::Corrupt,
        tr("%1 cannot be read as vector data: it is damaged, incomplete or of another format. Copy it again from its "
           "source, or leave it out.")
            .arg(path),
        gdalText};
}

QString crsOfVectorLayer(void *layer)
{
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
    // GeoPackage's "undefined" CRS are local ones.
    if (!srs || OSRIsLocal(srs)
        || (!OSRIsProjected(srs) && !OSRIsGeographic(srs) && !OSRIsCompound(srs) && !OSRIsDerivedGeographic(srs)))
        return {};
    if (const char *name = OSRGetName(srs); name && qstrnicmp(name, "Undefined", 9) == 0)
        return {};
    char *text = nullptr;
    const char *options[] = {"FORMAT=WKT2_2019", nullptr};
    const QByteArray wkt = OSRExportToWktEx(srs, &text, options) == OGRERR_NONE ? QByteArray(text) : QByteArray();
    CPLFree(text);
    return wkt.isEmpty() ? QString() : crsOfWkt(wkt);
}

Result<GdalDataset> openVector(const QString &path, const VectorOpenOptions &options)
{
    ensureGdal();
    GdalErrorTrap trap;
    const QString suffix = QFileInfo(path).suffix().toLower();
    std::vector<const char *> given;
    if (suffix == QLatin1String("csv"))
        given = {"GEOM_POSSIBLE_NAMES=json,geom,the_geom,wkb,wkt", "X_POSSIBLE_NAMES=lon,x,longitude",
            "Y_POSSIBLE_NAMES=lat,y,latitude", "KEEP_GEOM_COLUMNS=NO", "AUTODETECT_TYPE=YES"};
    else if (suffix == QLatin1String("shp") && options.rawText)
        given = {"ENCODING="};
    // By their contents other drivers would take a file of these names, too: some, such as VRT, for a list of other files
    // and servers.
    static const char *const plain[] = {
        "GPKG", "SQLite", "ESRI Shapefile", "GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON", "FlatGeobuf", "CSV", nullptr};
    static const QStringList plainSuffixes{QStringLiteral("gpkg"), QStringLiteral("shp"), QStringLiteral("geojson"),
        QStringLiteral("json"), QStringLiteral("fgb"), QStringLiteral("csv")};
    std::shared_ptr<void> held;
    if (suffix == QLatin1String("gpkg") && !sqliteLeftovers(path).isEmpty()) {
        // While another connection is open that may only read, SQLite folds no WAL into the file.
        if (const auto read = SqlDatabase::openToRead(path);
            read && sqliteLeftovers(path).constFirst().endsWith(QLatin1String("-wal")))
            held = (*read)->holdOpen();
        else
            given = {"IMMUTABLE=YES"};
    }
    given.push_back(nullptr);
    GdalDataset dataset(
        GDALOpenEx(path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
            plainSuffixes.contains(suffix) ? plain : nullptr, given.size() > 1 ? given.data() : nullptr, nullptr),
        GdalCloser{std::move(held)});
    if (options.warnings)
        *options.warnings = trap.warnings();
    if (!dataset || (GDALDatasetGetLayerCount(dataset.get()) == 0 && !trap.text().isEmpty()))
        return fail(unreadableVector(path, trap.text()));
    return dataset;
}

} // namespace tuilerie
