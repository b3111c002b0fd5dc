// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pyramid/pyramidreader.h"

#include <QMap>
#include <QString>
#include <QVariant>

#include <functional>
#include <ogr_geometry.h>
#include <vector>

namespace tuilerie::test {

/// A feature as GDAL's MVT driver reads it.
struct MvtFeature
{
    QString layer;
    qint64 id = -1;
    QMap<QString, QVariant> attributes;
    OGRGeometryUniquePtr geometry; ///< in EPSG:3857, or in the tile's own units (y up) where the grid is another
};

/// All features of a tile; fails the caller's test by an empty list and `problem` when GDAL cannot open it.
std::vector<MvtFeature> readMvt(
    const QByteArray &tile, const QString &z, qint64 x, qint64 y, bool clip, QString *problem, bool isMercator = true);

/// Every tile of a pyramid that is there.
void forEachTile(const QString &descriptorPath,
    const std::function<void(const QString &level, qint64 col, qint64 row, const QByteArray &tile)> &visit);

/// Features of a source file's layer, geometry in EPSG:3857 (by GDAL's own transformation), by their FID.
std::map<qint64, MvtFeature> readSource(const QString &path, const QString &layer);

/// Writes a GeoJSON file of these features ("{…},{…}"), or any text.
void writeText(const QString &path, const QByteArray &text);
void writeGeoJson(const QString &path, const QByteArray &features, const char *crs = nullptr);

/// Runs ogr2ogr; the test fails aloud where it does.
bool convert(const QStringList &arguments);

} // namespace tuilerie::test
