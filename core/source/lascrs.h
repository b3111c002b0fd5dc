// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tuilerie {

/// Name of the horizontal CRS of a WKT (as in LAS's record 2112): "AUTH:CODE", the WKT itself where none is known, or empty.
QString crsOfWkt(const QByteArray &wkt);

/// The same for the three GeoTIFF records (34735, 34736, 34737), little-endian as LAS has them.
QString crsOfGeoKeys(const QByteArray &directory, const QByteArray &doubles, const QByteArray &ascii);

/// Vertical part of a compound WKT: "AUTH:CODE", its name, or empty.
QString verticalCrsOfWkt(const QByteArray &wkt);

/// The same for GeoTIFF keys: VerticalCSTypeGeoKey (4096), "EPSG:5720"; empty when absent or user-defined.
QString verticalCrsOfGeoKeys(const QByteArray &directory);

} // namespace tuilerie
