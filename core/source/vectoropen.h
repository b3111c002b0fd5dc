// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/gdalsupport.h"

namespace tuilerie {

struct VectorOpenOptions
{
    bool rawText = false;        ///< a Shapefile's texts as their bytes are, not turned into UTF-8
    QString *warnings = nullptr; ///< gets what GDAL warned of while opening
};

/// Opens a vector file read-only, as every reader of ours should, so that checks and engine see the same: what GDAL's
/// drivers change on reading is put right (source/truevalues.h), geometries of a CSV among it (source/csvgeometry.h: the
/// columns of the Entrepôt's rule for VECTOR uploads and those that portals use); a Shapefile that does not say its code
/// page is read by what its texts are (source/utf8text.h); an SQL dump is read through its copy (source/sqldump/dumpcopy.h);
/// a GeoPackage stays as it is, though GDAL alone would fold a WAL that somebody left beside it into it. One with a rollback
/// journal left beside it is read as it stands, half a transaction included. Errors name the file: NotFound, Denied,
/// Corrupt. The data set is for one thread at a time.
Result<GdalDataset> openVector(const QString &path, const VectorOpenOptions &options = {});

/// "EPSG:2154" or WKT for an OGRLayerH; empty when the file says nothing, or that the CRS is undefined (GeoPackage's srs_id
/// −1 and 0).
QString crsOfVectorLayer(void *layer);

} // namespace tuilerie
