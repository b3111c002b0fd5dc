// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"

#include <QJsonObject>
#include <QStringList>

namespace tuilerie {

/// What fixVector() did.
struct VectorFixReport
{
    QString copy;         ///< the file that was written
    qint64 features = 0;  ///< written
    qint64 madeValid = 0; ///< geometries that make-valid changed
    qint64 promoted = 0;  ///< single geometries that became multi
    qint64 dropped = 0;   ///< features left out because they had no geometry
    qint64 recoded = 0;   ///< texts that set-encoding changed
    QStringList lines;    ///< one sentence for each thing done: "The table … is now called …"
    QStringList warnings; ///< what could not be repaired, sentence by sentence

    QJsonObject toJson() const; ///< {copy, features, made_valid, promoted, dropped, recoded, done: […], warnings: […]}
    static VectorFixReport fromJson(const QJsonObject &object);
};

/// What a fix needs to know besides its name.
struct VectorFixOptions
{
    QString assignCrs;    ///< for assign-crs: "EPSG:2154"
    QString fromEncoding; ///< for set-encoding of a Shapefile, "ISO-8859-1", "CP1252"…; empty = found out from the bytes
};

/// The actions that fixVector() knows, each also the fixAction of a finding:
/// make-valid          GEOS's valid form of each invalid geometry, of the same dimension (a polygon stays a polygon)
/// promote-to-multi    every geometry of a layer that mixes single and multi becomes multi
/// drop-empty          features without geometry, in layers that have geometries, are left out
/// rebuild-index       a new spatial index
/// repair-geopackage   every table is written anew into a sound GeoPackage, whatever is in a WAL included
/// rename-for-entrepot tables and columns get names that the Entrepôt takes: entrepotName()
/// assign-crs          layers without CRS get options.assignCrs
/// set-encoding        texts become UTF-8
QStringList vectorFixActions();

/// The name that the Entrepôt's rule (`^[a-zA-Z_][ A-Za-z0-9_]*$`) and normalisation (lower case, no accents, no hyphens)
/// leave of a table's or column's name: "Réseau-d'eau 2024" → "reseau_d_eau 2024"; reserved words get a final underscore.
QString entrepotName(const QString &name);
/// Whether SQL (PostgreSQL) reserves the word, case aside.
bool isReservedName(const QString &name);

/// Writes a repaired copy of a vector file. `path` is only read. `copy`'s suffix says the format (.gpkg, .shp, .geojson,
/// .fgb, .csv); several layers need .gpkg. The copy appears under its name only when it is whole. Layers keep their names,
/// fields and FIDs; the styles stored in a GeoPackage go along. Errors: Invalid (unknown action, copy is the original, no
/// CRS given), Unsupported (format), Conflict (the copy exists), Corrupt, Io, Cancelled. Blocks; thread: any.
Result<VectorFixReport> fixVector(const QString &path, const QString &copy, const QStringList &actions, WorkControl &control,
    const VectorFixOptions &options = {});

/// The same for programs with people in front of them (source/inbox.h).
Result<VectorFixReport> fixVectorInBox(const QString &path, const QString &copy, const QStringList &actions,
    const VectorFixOptions &options, WorkControl &control);

} // namespace tuilerie
