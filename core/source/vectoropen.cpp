// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/vectoropen.h"

#include "source/sqliteread.h"
#include "source/vectorinspect.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <gdal.h>

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
        return {ErrorCode::Denied, tr("%1 cannot be opened: no permission. Ask for the right to read it.").arg(path), gdalText};
    return {ErrorCode::Corrupt,
            tr("%1 cannot be read as vector data: it is damaged, incomplete or of another format. Copy it again from its source, or leave it out.").arg(path),
            gdalText};
}

Result<GdalDataset> openVector(const QString &path, const VectorOpenOptions &options)
{
    ensureGdal();
    GdalErrorTrap trap;
    const QString suffix = QFileInfo(path).suffix().toLower();
    std::vector<const char *> given;
    if (suffix == QLatin1String("csv"))
        given = {"GEOM_POSSIBLE_NAMES=json,geom,the_geom,wkb,wkt", "X_POSSIBLE_NAMES=lon,x,longitude", "Y_POSSIBLE_NAMES=lat,y,latitude",
                 "KEEP_GEOM_COLUMNS=NO", "AUTODETECT_TYPE=YES"};
    else if (suffix == QLatin1String("shp") && options.rawText)
        given = {"ENCODING="};
    std::shared_ptr<void> held;
    if (suffix == QLatin1String("gpkg") && !sqliteLeftovers(path).isEmpty()) {
        // While another connection is open that may only read, SQLite folds no WAL into the file.
        if (const auto read = SqliteRead::open(path); read && sqliteLeftovers(path).constFirst().endsWith(QLatin1String("-wal")))
            held = read->holdOpen();
        else
            given = {"IMMUTABLE=YES"};
    }
    given.push_back(nullptr);
    GdalDataset dataset(GDALOpenEx(path.toUtf8().constData(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr,
                                   given.size() > 1 ? given.data() : nullptr, nullptr),
                        GdalCloser{std::move(held)});
    if (!dataset || (GDALDatasetGetLayerCount(dataset.get()) == 0 && !trap.text().isEmpty()))
        return fail(unreadableVector(path, trap.text()));
    return dataset;
}

} // namespace tuilerie
