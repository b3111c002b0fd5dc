// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace tuilerie {

/// Name of the horizontal CRS of a WKT (as in LAS's record 2112): "AUTH:CODE", the WKT itself where none is known, or empty.
QString crsOfWkt(const QByteArray &wkt);

/// The same for the three GeoTIFF records (34735, 34736, 34737), little-endian as LAS has them.
QString crsOfGeoKeys(const QByteArray &directory, const QByteArray &doubles, const QByteArray &ascii);

} // namespace tuilerie
