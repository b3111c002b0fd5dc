// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/params/pyramidgrid.h"

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
    static const Fields<VectorTableParams> &fields();
    QJsonObject toJson() const;
    static Result<VectorTableParams> fromJson(const QJsonObject &object);
};

/// Everything that decides what a vector pyramid is. The wizard, the command line, the API and the job file carry this one.
struct VectorPyramidParams : PyramidGrid, RunResources
{
    QStringList paths;                     ///< GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV
    QString output;                        ///< DIR/NAME; DIR may be /vsis3/bucket/prefix
    QString assignCrs;                     ///< for tables without CRS
    std::vector<VectorTableParams> tables; ///< empty = every table with a geometry, with all attributes
    int extent = 4096;                     ///< units of a tile's side (MVT 2.1 §4.1)
    int buffer = 80;                       ///< of those units, beyond each border
    double simplification =
        1; ///< tolerance, in those units; the bottom level is never simplified beyond the grid's own rounding
    int maxTileBytes = 500000;
    int maxTileFeatures = 5000;
    bool resume = false;
    bool skipUnreadable = false; ///< files that cannot be opened are left out, with a warning each; else they stop the run

    bool operator==(const VectorPyramidParams &) const = default;
    static const Fields<VectorPyramidParams> &fields();
    QJsonObject toJson() const;
    static Result<VectorPyramidParams> fromJson(const QJsonObject &object);
};

} // namespace tuilerie
