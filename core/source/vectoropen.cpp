// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vectoropen.h"

#include "base/filename.h"
#include "source/fileformat.h"
#include "source/filelist.h"
#include "source/jsonnumbers.h"
#include "source/lascrs.h"
#include "source/outside.h"
#include "sqlite/sqlite.h"
#include "source/plainalias.h"
#include "source/sqldump/dumpcopy.h"
#include "source/truevalues.h"
#include "source/unreadable.h"
#include "source/utf8text.h"
#include "source/vectorinspect.h"

#include <QFileInfo>

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <vector>

namespace tuilerie {

namespace {

/// Does a part of the Shapefile have a name that GDAL does not find?
bool hasMixedCase(const QString &path)
{
    const QFileInfo info(path);
    const QString stem = info.completeBaseName() + QLatin1Char('.');
    const auto entries = describeFiles(QStringList{path});
    return std::any_of(entries.front().sidecars.begin(), entries.front().sidecars.end(), [&](const QString &name) {
        const QString ending = name.mid(stem.size());
        return isSidecarOf(name, info.fileName())
            && (!name.startsWith(stem) || (ending != ending.toLower() && ending != ending.toUpper()));
    });
}

} // namespace

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
    TUILERIE_CHECK(staysInside(path));
    GdalErrorTrap trap;
    const QString suffix = QFileInfo(path).suffix().toLower();
    std::vector<const char *> given;
    // A codepage that lives as long as the list of options.
    QByteArray encoding;
    if (suffix == QLatin1String("csv")) {
        given = {"AUTODETECT_TYPE=NO", "KEEP_GEOM_COLUMNS=NO"}; // types and geometries: withTrueValues()
    } else if (suffix == QLatin1String("shp") && options.rawText) {
        given = {"ENCODING="};
    } else if (suffix == QLatin1String("shp")) {
        encoding = QByteArray::fromStdString(codePageOfShapefile(bytesOfPath(path).toStdString()));
        encoding.prepend(encoding.isEmpty() ? "" : "ENCODING=");
        if (!encoding.isEmpty())
            given = {encoding.constData()};
    } else if (suffix == QLatin1String("gml")) { // which else writes beside the file, and asks servers that it names
        given = {"WRITE_GFS=NO", "DOWNLOAD_SCHEMA=NO"};
    }
    std::shared_ptr<void> held;
    QString opened = path;
    QStringList notes;
    if (isSqlDump(path)) {
        TUILERIE_TRY(copy, dumpAsGeoPackage(path));
        opened = copy.path;
        notes = copy.notes;
    }
    if (suffix == QLatin1String("gpkg") && !sqliteLeftovers(path).isEmpty()) {
        // While another connection is open that may only read, SQLite folds no WAL into the file.
        if (const auto read = SqlDatabase::openToRead(path);
            read && sqliteLeftovers(path).constFirst().endsWith(QLatin1String("-wal")))
            held = (*read)->holdOpen();
        else
            given = {"IMMUTABLE=YES"};
    }
    if (suffix == QLatin1String("shp") && hasMixedCase(path)) {
        TUILERIE_TRY(alias, makePlainAlias(path));
        opened = alias.path;
        held = alias.folder;
    }
    if (suffix.contains(QLatin1String("json")) && jsonFacts(path).hasWideNumber) {
        TUILERIE_TRY(copy, copyWithQuotedNumbers(path));
        opened = copy.path;
        held = copy.folder;
    }
    given.push_back(nullptr);
    // Without a schema, the driver would take codes for numbers.
    const CPLConfigOptionSetter texts("GML_FIELDTYPES", suffix == QLatin1String("gml") ? "ALWAYS_STRING" : nullptr, true);
    GdalDataset dataset(
        GDALOpenEx(bytesOfPath(opened).constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
            driversFor(SourceKind::Vector, path), given.size() > 1 ? given.data() : nullptr, nullptr),
        GdalCloser{held});
    if (options.warnings)
        *options.warnings = (notes + trap.warnings().split(QLatin1Char('\n'), Qt::SkipEmptyParts)).join(QLatin1Char('\n'));
    if (!dataset || (GDALDatasetGetLayerCount(dataset.get()) == 0 && !trap.text().isEmpty()))
        return fail(unreadableFile(path, SourceKind::Vector, trap.text()));
    return withTrueValues(std::move(dataset), path, options.rawText);
}

} // namespace tuilerie
