// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "generate/raster/rasterparams.h"

namespace tuilerie {

/// One table of a vector pyramid (Entrepôt: an entry of `composition`).
struct VectorTableParams
{
    QString table;          ///< as the source names it
    QString layer;          ///< name in the tiles; empty = the table's
    QStringList attributes; ///< names; empty = all
    QString filter;         ///< SQL WHERE clause, as OGR understands it; empty = all features
    QString top, bottom;    ///< level ids; empty = the pyramid's

    bool operator==(const VectorTableParams &) const = default;
};

/// Everything that decides what a vector pyramid is. The wizard, the command line, the API and the job file carry this one.
struct VectorPyramidParams
{
    QStringList paths; ///< GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV
    QString output;    ///< DIR/NAME; DIR may be /vsis3/bucket/prefix
    QString assignCrs; ///< for tables without CRS
    QString tms = QStringLiteral("PM");
    QString top, bottom;                   ///< level ids; empty = top of the grid / chosen from the data
    std::vector<VectorTableParams> tables; ///< empty = every table with a geometry, with all attributes
    int extent = 4096;                     ///< units of a tile's side (MVT 2.1 §4.1)
    int buffer = 80;                       ///< of those units, beyond each border
    double simplification =
        1; ///< tolerance, in those units; the bottom level is never simplified beyond the grid's own rounding
    int maxTileBytes = 500000;
    int maxTileFeatures = 5000;
    int slabWidth = 16, slabHeight = 16;
    int workers = 0;
    int memoryMiB = 0;
    bool resume = false;
    bool skipUnreadable = false;

    bool operator==(const VectorPyramidParams &) const = default;
    QJsonObject toJson() const; ///< names of the Entrepôt's vector processing where it has them (docs/entrepot.md §9):
                                ///< composition, bottom_level…
    static Result<VectorPyramidParams> fromJson(const QJsonObject &object);
};

struct VectorPyramidResult
{
    QString descriptorPath;
    qint64 features = 0; ///< read
    qint64 slabs = 0, tiles = 0, bytes = 0;
    qint64 reducedTiles = 0; ///< tiles that met a limit and lost detail or features, counted in the warnings by level
    qint64 droppedFeatures = 0;
    double seconds = 0;
    QStringList warnings;
    QJsonObject toJson() const;
};

/// Tables → MVT in ROK4 vector slabs, with TileJSON's tables in the descriptor. The same bytes for any number of workers.
/// Blocks; the descriptor is written last. Paused and Cancelled come back as errors and leave what `resume` needs.
Result<VectorPyramidResult> generateVectorPyramid(const VectorPyramidParams &params, WorkControl &control);
Result<PyramidEstimate> estimateVectorPyramid(const VectorPyramidParams &params, WorkControl &control);
/// One tile as the pyramid would have it; empty where there are no data.
Result<QByteArray> sampleVectorTile(const VectorPyramidParams &params, const QString &level, qint64 col, qint64 row);

} // namespace tuilerie
