// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqlite/sqlite.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace tuilerie {

/// A geometry as GeoPackages keep it (OGC 12-128r15, §2.1.3): "GP", version, flags, SRS, an envelope or none, WKB.
/// Coordinates are x then y in the table's CRS, whatever the CRS says. Pure functions, any thread.

struct GeometryHeader
{
    qint32 srs = 0;
    bool isEmpty = false;
    qsizetype size = 0; ///< where the WKB begins
};
/// Nothing for bytes that are no such geometry.
std::optional<GeometryHeader> geometryHeader(QByteArrayView blob);

/// The same geometry in the same CRS: programs write other headers (with an envelope or without) for what nobody moved.
bool isSameGeometry(const QByteArray &one, const QByteArray &other);

/// For people: WKT with Z, M and curves; hexadecimal digits for bytes that are no geometry.
QString geometryText(const QByteArray &blob);

/// What the triggers of a spatial index call (ST_IsEmpty, ST_MinX…, OGC 12-128r15 annex F.3), which SQLite has not by
/// itself, tuilerie_same_geometry(a, b), and tuilerie_geometry_srs(a),
/// which is NULL for what is no geometry. Envelopes are those of OGR: arcs reach beyond their points.
Status addGeometryFunctions(SqlDatabase &database);

} // namespace tuilerie
