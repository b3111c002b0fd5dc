// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/unreadable.h"

#include "base/filename.h"
#include "sqlite/sqlite.h"

#include <QCoreApplication>

#include <cerrno>
#include <cstring>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::Unreadable", sentence);
}

QString wordsFor(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Raster: return tr("a raster");
    case SourceKind::Vector: return tr("vector features");
    case SourceKind::PointCloud: return tr("a point cloud");
    case SourceKind::Unknown: break;
    }
    return {};
}

/// GeoPackage 1.3 §2.2: rasters are tables of tiles, which no feature can be read from.
bool holdsOnlyTiles(const QString &path)
{
    const auto database = SqlDatabase::openToRead(path);
    if (!database || !(*database)->hasTable(QStringLiteral("gpkg_contents")))
        return false;
    const QByteArray count = "SELECT count(*) FROM gpkg_contents WHERE data_type ";
    return (*database)->number(count + "IN ('tiles', '2d-gridded-coverage')") > 0
        && (*database)->number(count + "IN ('features', 'attributes')") == 0;
}

} // namespace

Error unreadableFile(const QString &path, SourceKind wanted, const QString &gdalText)
{
    if (!path.startsWith(QLatin1String("/vsi"))) {
        const FileStatus status = fileStatus(path);
        if (!status.exists)
            return {ErrorCode::NotFound, tr("%1 does not exist. Check the path.").arg(path), gdalText};
        if (QFile file; status.isFile && !openFile(file, path))
            return {ErrorCode::Denied, tr("%1 cannot be opened: no permission. Ask for the right to read it.").arg(path),
                QString::fromLocal8Bit(std::strerror(errno))};
        if (status.isFile && status.size == 0)
            return {ErrorCode::Corrupt,
                tr("%1 is empty (0 bytes). Copy it again from its source, or leave it out.").arg(path), gdalText};
        if (status.isFile && holdsOnlyTiles(path))
            return {ErrorCode::Invalid,
                tr("%1 is a GeoPackage that holds tiles, that is, a raster, and no features: tiles are not read. Make a "
                   "GeoTIFF "
                   "of it (gdal_translate) and take that.")
                    .arg(path),
                gdalText};
    }
    if (const SourceKind kind = kindOfFile(path); kind != wanted && kind != SourceKind::Unknown)
        return {ErrorCode::Invalid,
            tr("%1 holds %2, not %3. Take it as what it is, or leave it out.").arg(path, wordsFor(kind), wordsFor(wanted)),
            gdalText};
    return {ErrorCode::Corrupt,
        tr("%1 cannot be read as %2: it is damaged, incomplete or of another format. Copy it again from its source, or "
           "leave "
           "it out.")
            .arg(path, wordsFor(wanted)),
        gdalText};
}

} // namespace tuilerie
