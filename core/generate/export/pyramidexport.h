// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/work/progress.h"

#include <QJsonObject>
#include <QStringList>

namespace tuilerie {

enum class ExportFormat { PmTiles, MbTiles, GeoPackage, Cog };

/// A ROK4 pyramid in one file of another format, for whoever has no ROK4 reader.
struct ExportParams
{
    QString pyramid; ///< its descriptor, a path or /vsis3/…
    ExportFormat format = ExportFormat::PmTiles;
    QString output;      ///< the file to write; nothing may be there
    QString title;       ///< empty: the pyramid's name
    QString abstract;    ///< a sentence for its readers; may be empty
    QString attribution; ///< whose data it is; may be empty
    QString level;       ///< of a COG: the level whose cells it has; empty: the finest
    bool resume = false; ///< goes on with an unfinished export of the same
    int workers = 0;     ///< 0: all cores

    /// From "pmtiles", "mbtiles", "gpkg", "cog", in any case.
    static Result<ExportFormat> formatFromWord(const QString &word);
    static QString formatWord(ExportFormat format);
    static QStringList formatWords();
    static QString formatName(ExportFormat format); ///< "PMTiles", "COG (GeoTIFF)", for people
    static QString ending(ExportFormat format);     ///< ".pmtiles", of files of that format

    bool operator==(const ExportParams &) const = default;
    QJsonObject toJson() const; ///< {pyramid, format, output, title, abstract, attribution, level}: what a later run needs
    static Result<ExportParams> fromJson(const QJsonObject &object);
};

/// What an export would be.
struct ExportOutlook
{
    QStringList levels;         ///< from coarse to fine
    qint64 tiles = 0;           ///< at most
    QJsonObject toJson() const; ///< {levels, tiles}
    static ExportOutlook fromJson(const QJsonObject &object);
};

struct ExportedPyramid
{
    QString path;
    QStringList levels;  ///< those of the pyramid that are in it, from coarse to fine
    qint64 tiles = 0;    ///< 0 for a COG
    qint64 contents = 0; ///< of them that differ; 0 where the format keeps equal ones twice
    qint64 bytes = 0;
    double seconds = 0;
    QJsonObject toJson() const; ///< {path, levels, tiles, contents, bytes, seconds}
    static ExportedPyramid fromJson(const QJsonObject &object);
};

/// What is said of it before it begins: errors and warnings are those of exportPyramid(). Writes nothing.
Result<ExportOutlook> lookAtExport(const ExportParams &params, WorkControl &control);
/// Takes away what an unfinished export of these left.
Status dropExport(const ExportParams &params);

/// What the formats hold: PMTiles v3 and MBTiles 1.3 tiles of the Web Mercator grid as they are served (PNG, JPEG; MVT
/// behind gzip); GeoPackage 1.3 rasters on any grid whose levels halve, heights as gridded coverage (OGC 17-066r1); COG
/// rasters on one level's grid, the coarser ones being its overviews. TIFF tiles of bytes become PNG. Before anything is
/// written, Unsupported says what does not fit and what does; levels that have to be left out are a warning. The file
/// appears under its name when it is whole. The same pyramid gives the same bytes, also over interruptions. Conflict when
/// something is there, or another or unfinished export is and `resume` is not asked. A killed export of tiles goes on where
/// it stopped; that of a COG begins anew. Blocks; Paused and Cancelled between two batches of tiles.
Result<ExportedPyramid> exportPyramid(const ExportParams &params, WorkControl &control);

/// The same for programs with people in front of them (source/inbox.h). Pyramids in buckets are read here.
Result<ExportOutlook> lookAtExportInBox(const ExportParams &params, WorkControl &control);
Result<ExportedPyramid> exportPyramidInBox(const ExportParams &params, WorkControl &control);

} // namespace tuilerie
