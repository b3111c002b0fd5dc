// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tuilerie {

/// What `vertical` says where heights are counted from the ellipsoid of the horizontal system (a 3D CRS).
inline constexpr char ellipsoidalHeight[] = "ellipsoidal height";

/// Where the points of a cloud are: the system of x and y, and the zero of z. Each is "AUTH:CODE" ("EPSG:2154",
/// "EPSG:5720"), the WKT 2 of what no authority knows, or empty where nothing is said. x, y order. For any thread.
/// Sources: ASPRS LAS 1.4 R15 §3 (records 2112 and 34735), GeoTIFF 1.0 §6.3.4, OGC 18-010r7 §16 (compound systems).
struct CloudCrs
{
    QString horizontal, vertical;
    bool operator==(const CloudCrs &) const = default;
};

/// Of a WKT (as in LAS's record 2112) or of anything that GDAL takes: "EPSG:2154+5720". Empty where it cannot be read.
CloudCrs cloudCrsOfText(const QByteArray &text);

/// The same for the three GeoTIFF records (34735, 34736, 34737), little-endian as LAS has them.
CloudCrs cloudCrsOfGeoKeys(const QByteArray &directory, const QByteArray &doubles, const QByteArray &ascii);

/// cloudCrsOfText().horizontal.
QString crsOfWkt(const QByteArray &wkt);

/// One system said in two texts is the same one; a text and none are not.
bool isSameHorizontal(const QString &one, const QString &other);
bool isSameVertical(const QString &one, const QString &other);

/// For people: the code, the title of a WKT.
QString verticalTitle(const QString &vertical);

enum class CloudWkt { One, Two }; ///< WKT 1 in GDAL's flavour (what LAS asks for); WKT 2:2019

/// Compound where a zero of heights is said. Empty where it cannot be written so.
QString wktOf(const CloudCrs &crs, CloudWkt form);

} // namespace tuilerie
